"""Who gets in, with a real provider on this machine: by address, by another tab, by what is beside the pages; and who is put out."""

from __future__ import annotations

import json
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
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE, press, serving, settle, tab

MANAGER, BOARD, STRANGER = "jane@example.org", "board@example.org", "stranger@example.com"
ROLES = f"""[manager]
emails = ["{MANAGER}"]

[steering_group]
domains = ["example.org"]
"""
SECRETS = """[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "a secret of the tests, which is long enough"
client_id = "measures"
client_secret = "another"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def provider(log: Path) -> Iterator[int]:
    """A provider with three people, and its port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(port)]
    for email in (MANAGER, BOARD, STRANGER):
        command += ["--user-claims", json.dumps({"sub": email, "email": email, "email_verified": True})]
    with log.open("w") as written:
        running = subprocess.Popen(command, stdout=written, stderr=written)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/jwks", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(PATIENCE / 1000)


@pytest.fixture(scope="module")
def place(demonstration_file, tmp_path_factory) -> Path:
    """A folder with a store, the roles and the secrets."""
    place = tmp_path_factory.mktemp("signing in")
    shutil.copy(demonstration_file, place / "measures.duckdb")
    return place


@pytest.fixture(scope="module")
def signs_in(place) -> Iterator[str]:
    """The address of the provider."""
    with provider(place / "provider.log") as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def address(place, signs_in) -> Iterator[str]:
    """The address of an app to which people sign in."""
    (place / "secrets.toml").write_text(SECRETS.format(provider=signs_in))
    more = ("--secrets.files", str(place / "secrets.toml"))
    with serving(place / "measures.duckdb", place / "server.log", more=more) as found:
        yield found
    assert "Traceback" not in (place / "server.log").read_text()


@pytest.fixture(autouse=True)
def roles(place) -> Path:
    """The roles file, as it is before each test."""
    (place / "roles.toml").write_text(ROLES)
    return place / "roles.toml"


@pytest.fixture(scope="module")
def as_(browser, address, signs_in, place):
    """A tab of somebody who signed in, blank for nobody: `with as_(email) as page`. They sign in once."""
    kept: dict[str, object] = {"": None}
    (place / "roles.toml").write_text(ROLES)

    @contextmanager
    def opened(email: str, path: str = "/") -> Iterator[Page]:
        if email not in kept:
            with tab(browser, address, signs_in) as page:
                page.goto("/")
                sign_in(page, email)
                kept[email] = page.context.storage_state()
        with tab(browser, address, signs_in, storage_state=kept[email]) as page:
            page.goto(path)
            settle(page)
            yield page

    return opened


def sign_in(page: Page, email: str) -> None:
    press(page.get_by_role("button", name="Sign in"))
    page.get_by_role("button", name=email).click()
    page.wait_for_function("() => window.asked > 0")
    settle(page)


def menu(page: Page) -> list[str]:
    return page.get_by_test_id("stSidebarNavLink").all_inner_texts()


def words(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def cookies(page: Page) -> str:
    return "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())


def test_each_has_the_menu_of_their_role(as_):
    with as_(MANAGER) as page:
        assert len(menu(page)) == 13 and f"Working as {MANAGER}" in words(page)
    with as_(BOARD) as page:
        assert [name.split()[-1] for name in menu(page)] == ["measures", "Guide"]
    with as_(STRANGER) as page:
        assert not menu(page) and f"You are signed in as {STRANGER}, who has no role here" in words(page)
    with as_("") as page:
        assert not menu(page) and "Sign in to see the measures." in words(page)
