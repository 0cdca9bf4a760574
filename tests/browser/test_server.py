"""What the server answers to a raw request, whoever sends it."""

import socket
from urllib.parse import urlsplit

import pytest

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
