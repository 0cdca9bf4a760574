"""A real browser on a real server."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# How long to wait before saying that something is not there: a slow machine is not a broken page.
PATIENCE = 45_000
WINDOW = {"width": 1440, "height": 900}
# No sandbox, because tests may run as root; nothing in the background, because nothing may use the network.
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Nothing moves or fades: a text that is halfway there has half its contrast, and a button on its way is hard to click.
STILL = """(() => {
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (frames, how) {
        return animate.call(this, frames, {...(typeof how === 'object' ? how : {}), duration: 0, delay: 0});
    };
    const sheet = new CSSStyleSheet();
    const none = ['transition-duration', 'transition-delay', 'animation-duration', 'animation-delay'];
    sheet.replaceSync(`*, ::before, ::after { ${none.map(name => name + ': 0s !important').join('; ')} }`);
    document.adoptedStyleSheets = [sheet];
})()"""
# Keeps in `asked` how many runs the app has asked the server for, and in `awaited` whether one of them has not ended:
# the state that Streamlit shows is "not running" until the server's first word. The app's messages are protocol
# buffers: `rerun_script` is field 11 of what is sent, and `script_finished` field 6 of what comes, 2 where it ended
# only because another run begins.
LISTEN = """(() => {
    const rerun = 11 << 3 | 2, finished = 6 << 3, early = 2;
    const ended = bytes => {
        let at = 0;
        const number = () => {
            let value = 0, shift = 1, byte;
            do { byte = bytes[at++]; value += (byte & 127) * shift; shift *= 128; } while (byte > 127);
            return value;
        };
        while (at < bytes.length) {
            const tag = number(), content = number();
            if (tag === finished) return content !== early;
            if ((tag & 7) === 2) at += content;
        }
        return false;
    };
    window.asked = 0;
    window.awaited = true;
    window.WebSocket = class extends WebSocket {
        constructor(...where) {
            super(...where);
            this.addEventListener('message', ({data}) => { if (ended(new Uint8Array(data))) window.awaited = false; });
        }
        send(data) {
            if (new Uint8Array(data)[0] === rerun) { window.asked += 1; window.awaited = true; window.quiet = 0; }
            super.send(data);
        }
    };
})()"""
# The page is as it will stay, and has been for three frames: what the server sent is drawn.
SETTLED = """() => {
    const still = !window.awaited && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
    window.quiet = still ? (window.quiet ?? 0) + 1 : 0;
    return window.quiet > 3;
}"""

expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The path of an installed Chromium or Chrome."""
    found = os.environ.get("MEASURES_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None) or MAC
    assert Path(found).exists(), "The browser tests need Chromium or Chrome: tests/browser/install.sh"
    return found


def settle(page: Page) -> None:
    """Wait until the server has answered all that was asked of it, and the answer is drawn."""
    page.bring_to_front()  # a browser draws no frames of a tab that lies behind another
    page.wait_for_function(SETTLED)


def press(what: Locator) -> None:
    """Click when the page has come to rest: what is above may still be pushing a button down from under the pointer."""
    what.wait_for()
    settle(what.page)
    what.click()


def named(page: Page, name: str = "AB") -> None:
    """Give a name where the page asks for one, before something is changed."""
    box = page.get_by_label("Your name or initials")
    box.fill(name)
    box.press("Enter")
    page.get_by_role("button", name=f"Working as {name}").wait_for()


@contextmanager
def tab(browser, address: str, beside: str = "", **how: object) -> Iterator[Page]:
    """A page of its own, as a new visitor has it, in which links may leave out the app's address; `how` is what else
    Playwright makes a browser be.

    Whatever is done in it, it asks nothing of any other machine, nor of what is `beside` the app on this one unless that is
    named, and no chart warns of itself.
    """
    asked: set[str] = set()
    warned: set[str] = set()
    with browser.new_context(viewport=WINDOW, base_url=address, **how) as context:
        context.set_default_timeout(PATIENCE)
        if beside:  # whose own pages may ask elsewhere, and are not answered
            context.route(lambda url: not url.startswith((address, beside)), lambda route: route.abort())
        context.on("request", lambda request: None if within(beside, request) else asked.add(request.url))
        context.on("console", lambda said: warned.add(said.text) if said.text.startswith("WARN") else None)
        for script in (STILL, LISTEN):
            context.add_init_script(script)
        yield context.new_page()
    ours = (f"{address}/", beside) if beside else f"{address}/"
    away = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(ours)]
    assert asked and not away, f"a page asked for {away}"
    assert not warned, f"Vega warned: {warned}"


def within(place: str, request: Request) -> bool:
    """Whether a page of this place asks."""
    return bool(place) and request.frame.url.startswith(place)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield opened
        opened.close()


@contextmanager
def serving(store: Path, log: Path, home: Path = ROOT, more: Sequence[str] = ()) -> Iterator[str]:
    """The address of the app, as `make run` starts it, on a store; `home` is where the program is, and `more` what else it is
    told."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "measures", "run", "--store", str(store)]
    command += ["--server.port", str(port), "--server.headless", "true", *more]
    with log.open("w") as written:
        server = subprocess.Popen(command, cwd=home, stdout=written, stderr=written)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE / 1000)


@pytest.fixture
def address(tmp_path):
    """The address of the app on a store of its own."""
    with serving(tmp_path / "browser.duckdb", tmp_path / "server.log") as found:
        yield found
    # Nothing a manager did may have left a traceback behind.
    assert "Traceback" not in (tmp_path / "server.log").read_text()


@pytest.fixture(scope="session")
def demonstration_address(demonstration_file, tmp_path_factory):
    """The address of one app on the demonstration, for every test that only reads it."""
    place = tmp_path_factory.mktemp("reading")
    with serving(shutil.copy(demonstration_file, place), place / "server.log") as found:
        yield found
    assert "Traceback" not in (place / "server.log").read_text()


@pytest.fixture(scope="session")
def desk(browser, demonstration_address) -> Page:
    """One page for all tests that only read: a new one costs the browser as much as three visits in this one."""
    with tab(browser, demonstration_address) as opened:
        yield opened


@pytest.fixture
def reading(desk) -> Page:
    """A desk's page of the demonstration; `goto` an address to begin: the app knows nothing of the visit before."""
    yield desk
    desk.evaluate("() => sessionStorage.clear()")
    desk.set_viewport_size(WINDOW)


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory):
    """The address of one app on an empty store, for every test that loads nothing."""
    place = tmp_path_factory.mktemp("empty")
    with serving(place / "browser.duckdb", place / "server.log") as found:
        yield found
    assert "Traceback" not in (place / "server.log").read_text()


@pytest.fixture
def empty(browser, empty_address) -> Page:
    """A page of an app in which nothing is loaded, and nothing will be."""
    with tab(browser, empty_address) as opened:
        opened.goto("/")
        yield opened


@pytest.fixture
def page(browser, address) -> Page:
    with tab(browser, address) as opened:
        opened.goto("/")
        yield opened
