"""A real browser on a real server."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

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


expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The path of an installed Chromium or Chrome."""
    found = os.environ.get("MEASURES_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None) or MAC
    assert Path(found).exists(), "The browser tests need Chromium or Chrome: tests/browser/install.sh"
    return found


def press(what: Locator) -> None:
    """Click when the page has come to rest: what is above may still be pushing a button down from under the pointer."""
    what.wait_for()
    what.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    what.click()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield opened
        opened.close()


@contextmanager
def serving(store: Path, log: Path) -> Iterator[str]:
    """The address of the app, as `make run` starts it, on a store."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "MEASURES_STORE": str(store)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as written:
        server = subprocess.Popen(
            [*command, "--server.headless", "true"], cwd=ROOT, env=environment, stdout=written, stderr=written
        )
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
        server.wait(10)


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
    with browser.new_context(viewport=WINDOW, base_url=demonstration_address) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


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
    with browser.new_context(viewport=WINDOW) as context:
        context.set_default_timeout(PATIENCE)
        opened = context.new_page()
        opened.goto(empty_address)
        yield opened


@pytest.fixture
def page(browser, address) -> Page:
    context = browser.new_context(viewport=WINDOW, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()
