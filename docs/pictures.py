"""Takes the README's pictures of the demonstration: python docs/pictures.py [FOLDER] (make pictures).

Also a way to look at every page at both widths: a desk's and a telephone's.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from measures import demonstration, releases  # noqa: E402
from measures.store import Store  # noqa: E402
from tests.browser.conftest import SWITCHES, chromium, serving  # noqa: E402

WIDTHS = (1440, 390)
PAGES = {
    "common_measures": "/",
    "demand_tiers": "/demand_tiers",
    "value_and_failure": "/value_and_failure",
    "classify": "/classify",
    "capacity": "/capacity",
    "agency_costs": "/agency_costs",
    "outcomes": "/outcomes?case=RUTH",
    "upload": "/upload",
    "history": "/history",
    "guide": "/guide",
    "case_story": "/case_story",
    "results": "/results",
    "over_time": "/over_time",
}
TALLEST = {1440: 2000, 390: 2400}


def settle(page: Page) -> None:
    """Wait until the page has stopped changing."""
    page.wait_for_timeout(700)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')")
    page.wait_for_timeout(1200)


A3 = (1587, 1122)  # across, at 96 dots an inch


def picture(page: Page, path: Path, width: int) -> None:
    """The page at a width, as tall as it is within reason."""
    page.set_viewport_size({"width": width, "height": 900})
    settle(page)
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, TALLEST[width])})
    settle(page)
    keep(page, path)


def keep(page: Page, path: Path) -> None:
    """What is in sight, in few colours so that the file is small, rare ones such as those of signals among them."""
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "pictures.duckdb"
        with Store.open(store) as opened:
            demonstration.fill(opened)
            releases.publish(opened, releases.draft(opened), "Jane", "For the November meeting")
        with serving(store, Path(place) / "server.log") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
            for width in WIDTHS:
                for name, path in PAGES.items():
                    page = browser.new_page(viewport={"width": width, "height": 900})
                    page.goto(f"{address}{path}")
                    settle(page)
                    if name == "upload":
                        page.locator("input[type=file]").set_input_files(ROOT / "data/examples/with_problems.xlsx")
                        page.get_by_text("to decide").last.wait_for()
                    picture(page, folder / f"{name}_{width}.png", width)
                    page.close()
            page = browser.new_page(viewport={"width": A3[0], "height": A3[1]})
            page.goto(address)
            settle(page)
            page.emulate_media(media="print")
            settle(page)
            keep(page, folder / "common_measures_printed.png")
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
