"""A real browser on a real server, for tests marked `browser`."""

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
def desk(browser, demonstration_address):
    """One browser's memory for all tests that only read: the app's scripts are fetched and understood once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=demonstration_address)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def reading(desk) -> Page:
    """A desk's page of the demonstration; `goto` an address to begin."""
    opened = desk.new_page()
    yield opened
    opened.close()


@pytest.fixture
def page(browser, address) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()
