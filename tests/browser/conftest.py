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
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# How long to wait before saying that something is not there: a slow machine is not a broken page.
PATIENCE = 45_000
WINDOW = {"width": 1440, "height": 900}
# No sandbox, because tests may run as root; nothing in the background and no machine but this one, because nothing may
# use the network. To hold each request up instead, and look at it, keeps the browser from keeping what it read and
# compiled.
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, "
                                                    "EXCLUDE 127.0.0.1",
]  # fmt: skip
# A page of the app with nothing on it. A browser takes another process for a page of another place, `about:blank` too,
# and all of Streamlit's programs are compiled again in it.
BLANK = "/_stcore/health"
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
# Nothing is awaited, and nothing of what is shown is from before.
ANSWERED = """!window.awaited && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')"""
# The page is as it will stay, and has been for three frames since it was asked: what was pressed has been sent, and
# what the server sent is drawn.
SETTLED = f"""() => {{
    window.quiet = {ANSWERED} ? (window.quiet ?? 0) + 1 : 0;
    return window.quiet > 3;
}}"""

expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The path of an installed Chromium or Chrome."""
    found = os.environ.get("MEASURES_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None) or MAC
    assert Path(found).exists(), "The browser tests need Chromium or Chrome: tests/browser/install.sh"
    return found


def settle(page: Page) -> None:
    """Wait until the server has answered all that was asked of it, and the answer is drawn."""
    page.bring_to_front()  # a browser draws no frames of a tab that lies behind another
    # Not at every frame, which would then be drawn for this alone.
    page.wait_for_function(f"() => {{ window.quiet = 0; return {ANSWERED}; }}", polling=50)
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


@dataclass
class Visits:
    """What pages of one app asked for, and what their charts warned of; `beside` is another place that they may ask."""

    address: str
    beside: str = ""
    asked: set[str] = field(default_factory=set)
    warned: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: None if within(self.beside, request) else self.asked.add(request.url))
        context.on("console", lambda said: self.warned.add(said.text) if said.text.startswith("WARN") else None)

    def hold(self) -> None:
        """They asked nothing of any other machine, nor of what is beside the app on this one, and no chart warned of
        itself."""
        ours = (f"{self.address}/", self.beside) if self.beside else f"{self.address}/"
        away = [url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(ours)]
        assert self.asked and not away, f"a page asked for {away}"
        assert not self.warned, f"Vega warned: {self.warned}"


@contextmanager
def watched(browser, address: str, beside: str = "", **how: object) -> Iterator[tuple[Page, Visits]]:
    """As `tab`, with what was asked for so far."""
    visits = Visits(address, beside)
    with browser.new_context(viewport=WINDOW, base_url=address, **how) as context:
        context.set_default_timeout(PATIENCE)
        visits.watch(context)
        for script in (STILL, LISTEN):
            context.add_init_script(script)
        yield context.new_page(), visits
    visits.hold()


@contextmanager
def tab(browser, address: str, beside: str = "", **how: object) -> Iterator[Page]:
    """A page of its own, as a new visitor has it, in which links may leave out the app's address; `how` is what else
    Playwright makes a browser be. It is dear: it reads and compiles all of Streamlit's programs again.

    Whatever is done in it, it asks nothing of any other machine, nor of what is `beside` the app on this one unless
    that is named, and no chart warns of itself.
    """
    with watched(browser, address, beside, **how) as (page, _):
        yield page


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
    """The address of the app, as `make run` starts it, on a store; `home` is where the program is, and `more` what
    else it is told."""
    with (
        log.open("w") as written,
        started(["-m", "measures"], store, home, more, stdout=written, stderr=written) as (at, _),
    ):
        yield at


@contextmanager
def started(
    program: list[str], store: Path, home: Path, more: Sequence[str], **streams
) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address and the process of a program that serves the app."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *program, "run", "--store", str(store)]
    command += ["--server.port", str(port), "--server.headless", "true", *more]
    with subprocess.Popen(command, cwd=home, text=True, **streams) as server:
        try:
            for _ in range(PATIENCE // 100):
                try:
                    urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    assert server.poll() is None, f"it ended with {server.poll()} before it served"
                    time.sleep(0.1)
            yield f"http://localhost:{port}", server
        finally:
            server.terminate()


# The app as it is started, which is told by a line of its input that its store is now another: whatever it keeps, it
# keeps by the path of the store.
ON_ANY_STORE = """
import os, sys, threading
from measures.__main__ import main

def listen():
    for path in sys.stdin:
        os.environ["MEASURES_STORE"] = path.strip()
        print("shown", flush=True)

threading.Thread(target=listen, daemon=True).start()
sys.exit(main(sys.argv[1:]))
"""


# Keeps every text that the menu has had, however briefly.
WATCH_THE_MENU = """() => {
    window.menus = [];
    new MutationObserver(() => {
        const menu = document.querySelector("[data-testid=stSidebarNav]");
        if (menu) window.menus.push(menu.innerText);
    }).observe(document, {subtree: true, childList: true, characterData: true});
}"""


def first_visit(page: Page) -> tuple[str, int, list[str]]:
    """The heading, the number of links in the menu and the texts that the menu had, of the first visit after an app
    started."""
    page.goto("/history", wait_until="commit")
    page.evaluate(WATCH_THE_MENU)
    settle(page)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link").count()
    return page.get_by_role("heading", level=1).inner_text(), links, page.evaluate("() => window.menus")


@dataclass
class Desk:
    """One app and one tab for nearly all tests of a worker: to start an app, or to open Streamlit in a new tab,
    costs more than most tests do. Each test begins with a store of its choice and a blank tab that remembers
    nothing."""

    address: str
    server: subprocess.Popen
    log: Path
    page: Page
    visits: Visits
    first: tuple[str, int, list[str]]
    shown: Path | None = None

    def show(self, store: Path) -> str:
        """The address of the app, which has this store now."""
        if store != self.shown:
            self.leave()
            assert self.server.poll() is None, self.log.read_text()
            self.server.stdin.write(f"{store}\n")
            self.server.stdin.flush()
            while self.server.stdout.readline() != "shown\n":
                assert self.server.poll() is None, self.log.read_text()
            self.shown = store
        return self.address

    def stay(self, store: Path) -> Page:
        """The page of the app on this store, where the test before it left it: the app is opened once for several
        tests, which go from page to page by its menu."""
        if store != self.shown or self.page.url.endswith(BLANK):
            self.show(store)
            self.page.goto("/")
            self.page.get_by_role("heading", level=1).wait_for()
            settle(self.page)
        return self.page

    def leave(self) -> None:
        """The tab is as a new one. Nothing that was done in it left a traceback behind, or asked for what it should
        not."""
        for other in self.page.context.pages[1:]:
            other.close()
        if not self.page.url.endswith(BLANK):
            self.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
            self.page.goto(BLANK)
            self.page.emulate_media(media="null", color_scheme="light")
            self.page.set_viewport_size(WINDOW)
            self.page.context.clear_cookies()
            self.visits.hold()
        assert "Traceback" not in self.log.read_text()


@pytest.fixture(scope="session")
def desk(browser, tmp_path_factory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("desk")
    log, pipe = place / "server.log", subprocess.PIPE
    with (
        log.open("w") as written,
        started(["-c", ON_ANY_STORE], place / "none.duckdb", ROOT, (), stdin=pipe, stdout=pipe, stderr=written) as (
            at,
            server,
        ),
        watched(browser, at) as (page, visits),
    ):
        made = Desk(at, server, log, page, visits, first_visit(page))
        yield made
        made.leave()


@pytest.fixture
def address(desk, tmp_path) -> Iterator[str]:
    """The address of the app, on a store that only this test has: `browser.duckdb` in its folder."""
    yield desk.show(tmp_path / "browser.duckdb")
    desk.leave()


@pytest.fixture
def page(desk, address) -> Page:
    """A page of the app on a store that only this test has."""
    desk.page.goto("/")
    return desk.page


@pytest.fixture(scope="session")
def read_alone(demonstration_file, tmp_path_factory) -> Path:
    """The demonstration, for every test that only reads it."""
    return shutil.copy(demonstration_file, tmp_path_factory.mktemp("reading") / "demonstration.duckdb")


@pytest.fixture
def demonstration_address(desk, read_alone) -> str:
    """The address of the app on the demonstration, for a test that only reads it."""
    return desk.show(read_alone)


@pytest.fixture
def reading(desk, demonstration_address) -> Iterator[Page]:
    """A page of the demonstration; `goto` an address to begin: the app knows nothing of the visit before."""
    desk.leave()
    yield desk.page
    desk.leave()


@pytest.fixture
def empty_address(desk, tmp_path_factory) -> str:
    """The address of the app on an empty store, for a test that loads nothing."""
    return desk.show(tmp_path_factory.getbasetemp() / "empty" / "empty.duckdb")


@pytest.fixture
def empty(desk, empty_address) -> Iterator[Page]:
    """A page of an app in which nothing is loaded, and nothing will be."""
    desk.page.goto("/")
    yield desk.page
    desk.leave()
