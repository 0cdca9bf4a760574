"""What the server answers to whoever asks: a table of attempts, and a stranger's page in a real browser."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from measures.doctor import look
from tests.browser.conftest import ROOT

STREAM = "GET /_stcore/stream"
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "streamlit",
}
# What is asked for, and what one of our own pages gets.
ASKED = {
    "GET /": 200,
    "GET /history": 200,
    "GET /_stcore/health": 200,
    "GET /ready": 200,
    "GET /_stcore/host-config": 200,
    "GET /_stcore/metrics": 403,  # nobody needs them
    "PUT /_stcore/upload_file/somebody/something": 403,  # it lacks the token that only a page of ours can read
    "DELETE /_stcore/upload_file/somebody/something": 403,
    "GET /media/0123456789abcdef.csv": 404,
    "GET /component/something/index.html": 404,
    "GET /_stcore/bidi-components/something/index.js": 404,
    "POST /_stcore/agent/interact": 403,  # off
    STREAM: 101,
}
# Who asks that is not one of our pages: the headers that they differ in. None is a header that is not sent.
STRANGERS = {
    "a name that leads here": {"Host": "evil.test", "Origin": "http://evil.test"},
    "a name that leads here, of no page": {"Host": "evil.test", "Origin": None},
    "a page of another site": {"Origin": "http://evil.test"},
    "a page on another port": {"Origin": "http://localhost:{other}"},
    "a page on the usual port": {"Origin": "http://localhost"},
    "a page of another scheme": {"Origin": "https://localhost:{port}"},
    "a page of this machine by another name": {"Origin": "http://127.0.0.1:{port}"},
    "a page from nowhere": {"Origin": "null"},
    "a page with our name in its own": {"Origin": "http://localhost:{port}.evil.test"},
    "a picture or script in a page on another port": {
        "Origin": None,
        "Sec-Fetch-Site": "same-site",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": "image",
    },
    "a frame in a page of another site": {
        "Origin": None,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "iframe",
    },
}
LINK = {"Origin": None, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def status(address: str, asked: str = STREAM, **headers: str | None) -> tuple[int, str]:
    """Of the answer, and what it says, to one who asks with these headers besides those of a page of our own."""
    place = urlsplit(address)
    where = {"port": place.port, "other": place.port + 1}
    sent = {"Host": "localhost:{port}", "Origin": "http://localhost:{port}", "Connection": "close"}
    sent |= (WEBSOCKET if asked == STREAM else {"Content-Length": "0"}) | headers
    lines = [f"{name}: {value.format(**where)}" for name, value in sent.items() if value is not None]
    with socket.create_connection((place.hostname, place.port), timeout=30) as asking:
        asking.sendall("\r\n".join([f"{asked} HTTP/1.1", *lines, "", ""]).encode())
        answer = asking.recv(4096)
        while asked != STREAM and (more := asking.recv(65536)):
            answer += more
    return int(answer.split()[1]), answer.decode(errors="replace")


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_the_app_answers_to_the_names_of_this_machine(empty_address: str, host: str):
    assert status(empty_address, Host=host, Origin=f"http://{host}")[0] == 101


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "192.168.1.20:8501", "", "a@localhost"])
def test_it_answers_to_no_other_name(empty_address: str, host: str):
    assert status(empty_address, Host=host, Origin=f"http://{host}")[0] == 403
    assert status(empty_address, "GET /_stcore/health", Host=host, Origin=None)[0] == 403


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_asked_for_a_stranger_is_refused_at_the_door(empty_address: str, asked: str):
    own, says = status(empty_address, asked)
    assert own == ASKED[asked] and "answers to pages of its own" not in says
    got = {who: status(empty_address, asked, **headers) for who, headers in STRANGERS.items()}
    assert {who: code for who, (code, _) in got.items()} == dict.fromkeys(STRANGERS, 403)
    if asked != STREAM:
        assert all("answers to pages of its own" in says for _, says in got.values())


def test_a_websocket_says_whose_page_opens_it(empty_address: str):
    assert status(empty_address, Origin=None)[0] == 403


def test_a_link_from_anywhere_leads_to_a_page(empty_address: str):
    assert status(empty_address, "GET /history", **LINK)[0] == 200
    assert status(empty_address, "PUT /_stcore/upload_file/a/b", **LINK)[0] == 403


def test_behind_a_proxy_that_tells_the_scheme_it_is_that_of_our_pages(empty_address: str):
    origins = {"https://localhost:{port}": 101, "http://localhost:{port}": 403}
    told = {"X-Forwarded-Proto": "https"}
    assert {origin: status(empty_address, Origin=origin, **told)[0] for origin in origins} == origins


def test_every_answer_tells_the_browser_what_a_page_of_ours_may_do(empty_address: str):
    for asked in ("GET /", "GET /_stcore/health", "GET /media/0123456789abcdef.csv"):
        says = status(empty_address, asked)[1].lower()
        assert "frame-ancestors 'self'" in says and "default-src 'self'" in says and "nosniff" in says, asked
        assert ("cache-control: no-store" in says) == ("/media/" in asked)


# What a stranger's page tries, and how it ends there.
TRIES = """async app => {
    const ends = act => new Promise(done => { act(done); setTimeout(() => done('nothing'), 10000); });
    const element = (kind, path) => ends(done => {
        const made = document.createElement(kind);
        made.onload = () => done('loaded');
        made.onerror = () => done('refused');
        made.src = app + path;
        document.body.append(made);
    });
    return {
        websocket: await ends(done => {
            const opened = new WebSocket(app.replace('http', 'ws') + '/_stcore/stream', ['streamlit']);
            opened.onopen = () => done('opened');
            opened.onclose = () => done('refused');
        }),
        page: await fetch(app + '/').then(answer => answer.text(), () => 'refused'),
        health: await fetch(app + '/_stcore/health').then(answer => answer.text(), () => 'refused'),
        upload: await fetch(app + '/_stcore/upload_file/a/b', {method: 'PUT', body: 'x'}).then(() => 'sent', () => 'refused'),
        picture: await element('img', '/favicon.png'),
        script: await element('script', '/_stcore/health'),
    };
}"""


class Strange(BaseHTTPRequestHandler):
    """A page of somebody else."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Strange</title><body>Strange")

    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def strange_address():
    """The address of a page on another port of this machine."""
    with ThreadingHTTPServer(("localhost", 0), Strange) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_a_page_on_another_port_of_this_machine_gets_nothing(browser, strange_address, empty_address):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{empty_address}/_stcore/health")
        assert context.cookies(empty_address)  # as whoever has the app open has, and the stranger's page sends
        page.goto(strange_address)
        tried = page.evaluate(TRIES, empty_address)
        assert tried == dict.fromkeys(tried, "refused")
        page.set_content(f"<iframe src='{empty_address}/'></iframe>")
        expect(page.frame_locator("iframe").locator("body")).to_have_text(
            re.compile("^This app answers to pages of its own")
        )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another program opens addresses")
def test_it_opens_in_the_browser_of_whoever_starts_it(tmp_path):
    opener, opened = tmp_path / "xdg-open", tmp_path / "opened"
    opener.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    opener.chmod(0o755)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "measures",
        "run",
        "--store",
        str(tmp_path / "x.duckdb"),
        "--server.port",
        str(port),
    ]
    there = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "DISPLAY": ":9"}
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=there, stdout=log, stderr=log) as server,
    ):
        for _ in range(300):
            if opened.exists() or server.poll() is not None:
                break
            time.sleep(0.1)
        server.terminate()
    assert opened.read_text() == f"http://localhost:{port}\n"


def test_the_doctor_finds_the_app_and_its_session(empty_address: str, tmp_path):
    found = [each for each in look(tmp_path / "none.duckdb", empty_address) if each.what == "In a browser"]
    assert [each.state for each in found] == ["well"], found
