"""What the server answers to a raw request, whoever sends it."""

import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press, serving, tab
from tests.test_package import installed, wheel  # noqa: F401

ASK = """GET /_stcore/stream HTTP/1.1
Host: {host}
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
Sec-WebSocket-Protocol: streamlit

"""


def status(address: str, host: str) -> int:
    """Of the answer to one who asks for the app under this name."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=30) as asking:
        asking.sendall(ASK.format(host=host).replace("\n", "\r\n").encode())
        return int(asking.recv(1024).split()[1])


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_the_app_answers_to_the_names_of_this_machine(empty_address: str, host: str):
    assert status(empty_address, host) == 101


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "192.168.1.20:8501", "", "a@localhost"])
def test_it_answers_to_no_other_name(empty_address: str, host: str):
    assert status(empty_address, host) == 403


def test_the_package_shows_the_demonstration_where_there_is_no_checkout(browser, installed, tmp_path):  # noqa: F811
    with serving(tmp_path / "own.duckdb", tmp_path / "log", home=installed) as address, tab(browser, address) as page:
        page.goto("/")
        press(page.get_by_role("button", name="Look at the demonstration"))
        expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(8)
        # The theme came with it: without it, the font is Streamlit's.
        assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("system-ui")
    assert "Traceback" not in (tmp_path / "log").read_text()
