"""The samples for a proxy, run. In front of several processes: who goes where, stays there, and goes on where one
stops. And no address that anybody asked for is written down, whatever goes wrong with it."""

import contextlib
import http.client
import http.server
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time

import pytest
from websockets.exceptions import InvalidMessage, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.worlds import ROOT

SAMPLES = {name: (ROOT / "deploy" / f"{name}.conf").read_text("utf-8") for name in ("nginx", "nginx-readers")}
NAME = "measures.example.org"
PORTS = {"writer": "8501", "a": "8502", "b": "8503"}
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="needs nginx and openssl"),
]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def proxied(folder, ports: dict[str, int], sample: str = SAMPLES["nginx-readers"], plain: int = 0):
    """The port of nginx with the sample, with ports and a certificate of this machine in it; what it logs of itself
    is in the folder."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    port = free_port()
    sample = sample.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    sample = sample.replace("listen 80", f"listen 127.0.0.1:{plain or free_port()}")
    sample = sample.replace("/etc/ssl/measures/fullchain.pem", str(certificate))
    sample = sample.replace("/etc/ssl/measures/privkey.pem", str(key))
    for name, usual in PORTS.items():
        sample = sample.replace(f"server 127.0.0.1:{usual}", f"server 127.0.0.1:{ports[name]}")
    places = " ".join(
        f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {places} access_log "
        f"{folder}/access.log;\n{sample}\n}}"
    )
    with subprocess.Popen(["nginx", "-c", conf, "-e", folder / "error.log"]) as nginx:
        try:
            wait_for(port)
            yield port
        finally:
            nginx.terminate()


def wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def get(port: int, path: str, cookie: str = "") -> tuple[int, str, str]:
    """The status, the body and the cookie that is given."""
    made = http.client.HTTPSConnection("127.0.0.1", port, context=trusting(), timeout=30)
    with contextlib.closing(made) as connection:
        connection.request("GET", path, headers={"Host": NAME, **({"Cookie": cookie} if cookie else {})})
        with connection.getresponse() as answer:
            given = [each for each in answer.headers.get_all("Set-Cookie", []) if each.startswith("measures_at")]
            return answer.status, answer.read().decode(), (given or [""])[0]


class Named(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802 (the library's own name)
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.name)))
        self.end_headers()
        self.wfile.write(self.server.name.encode())

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def named(name: str, port: int, at: str = "127.0.0.1"):
    server = http.server.ThreadingHTTPServer((at, port), Named)
    server.name = name
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def test_a_browser_stays_where_it_began_and_goes_on_with_another_where_that_stops(tmp_path):
    ports = {name: free_port() for name in PORTS}
    with contextlib.ExitStack() as all_of_them:
        for name in ("writer", "b"):
            all_of_them.enter_context(named(name, ports[name]))
        with named("a", ports["a"]):
            port = all_of_them.enter_context(proxied(tmp_path, ports))
            first = [get(port, "/") for _ in range(40)]
            assert {body for _, body, _ in first} == {"a", "b"}, "new browsers are shared out among those that read"
            for _, body, given in first:
                assert given == f"measures_at={body}; Path=/; Secure; HttpOnly; SameSite=Lax"
            for name in PORTS:
                stays = [get(port, "/", f"measures_at={name}") for _ in range(10)]
                assert {(body, given) for _, body, given in stays} == {(name, "")}
            status, _, given = get(port, "/change")
            assert status == 302 and given.startswith("measures_at=writer;")
            status, _, given = get(port, "/read", "measures_at=writer")
            assert status == 302 and re.match("measures_at=[ab];", given)
            status, body, given = get(port, "/", "measures_at=elsewhere")
            assert body in ("a", "b") and given.startswith(f"measures_at={body};"), "a cookie of nobody's is another's"
        assert {get(port, "/", "measures_at=a")[1] for _ in range(5)} == {"b"}
        assert {get(port, "/", "measures_at=writer")[1] for _ in range(5)} == {"writer"}


def test_sessions_go_through_to_the_app_and_on_where_a_reader_is_killed(tmp_path):
    ports = {name: free_port() for name in PORTS}
    apps = {}
    env = {**os.environ, "MEASURES_STORE": str(tmp_path / "own" / "store.duckdb"), "MEASURES_CHANGES_AT": "/change"}
    subprocess.run([sys.executable, "-m", "measures", "demo", "--fill-only", "--store", env["MEASURES_STORE"]],
        cwd=ROOT, env=env, check=True)  # fmt: skip

    def session(port: int, at: str) -> None:
        """Open one as a browser does, which asks again where a connection ends before anything is answered."""
        for _ in range(2):
            with contextlib.suppress(InvalidMessage):
                return open_session(port, at)
        return open_session(port, at)

    def open_session(port: int, at: str) -> None:
        origin, socket_ = Origin(f"https://{NAME}"), socket.create_connection(("127.0.0.1", port))
        with connect(
            f"wss://{NAME}/_stcore/stream", sock=socket_, ssl=trusting(), origin=origin, subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": f"measures_at={at}"}, open_timeout=120,
        ):  # fmt: skip
            pass

    try:
        with proxied(tmp_path, ports) as port:
            for name, at in ports.items():
                words = ["run", "--server.address", "127.0.0.1", "--server.port", str(at), "--server.headless", "true"]
                words += ["--server.allowedHosts", NAME]
                role = {"MEASURES_SNAPSHOTS": "write" if name == "writer" else "read"}
                how = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
                apps[name] = subprocess.Popen(
                    [sys.executable, "-m", "measures", *words], cwd=ROOT, env=env | role, **how
                )
            for name, at in ports.items():
                wait_for(at)
                for _ in range(300):
                    status, body, _ = get(port, "/ready", f"measures_at={name}")
                    if status == 200:
                        break
                    time.sleep(0.1)
                assert (status, body) == (200, "ready")
                session(port, name)
            apps["a"].kill()
            apps["a"].wait()
            session(port, "a")
            assert get(port, "/ready", "measures_at=a")[:2] == (200, "ready")
            apps["writer"].kill()
            apps["writer"].wait()
            session(port, "b")
            with pytest.raises(InvalidStatus):
                session(port, "writer")
    finally:
        for app in apps.values():
            app.kill()
            app.wait()


@contextlib.contextmanager
def hanging_up(port: int):
    """An app that is killed in the middle of what it is asked."""
    with socket.create_server(("127.0.0.1", port)) as server:

        def hang_up() -> None:
            with contextlib.suppress(OSError):
                while True:
                    asked, _ = server.accept()
                    asked.recv(100)
                    asked.close()

        threading.Thread(target=hang_up, daemon=True).start()
        yield


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_address_is_written_down_whatever_goes_wrong(tmp_path, sample):
    ports, plain, asked = {name: free_port() for name in PORTS}, free_port(), "/?case=QZX77&locality=Millbrook"
    with proxied(tmp_path, ports, SAMPLES[sample], plain) as port:

        def status(path: str = asked, https: bool = True, **headers: str) -> int:
            to = (http.client.HTTPSConnection, port) if https else (http.client.HTTPConnection, plain)
            made = to[0]("127.0.0.1", to[1], timeout=30, **({"context": trusting()} if https else {}))
            with contextlib.closing(made) as connection:
                connection.request("GET", path, headers={"Host": NAME, **headers})
                with connection.getresponse() as answer:
                    return answer.status

        assert status(https=False) == 301
        assert status() == 502, "nobody listens"
        assert status(**{"Content-Length": "60000000"}) == 413
        with contextlib.suppress(OSError):  # it may hang up before all of it is sent
            assert status(asked + "x" * 40_000) == 414
        with contextlib.ExitStack() as all_of_them:
            for at in ports.values():
                all_of_them.enter_context(hanging_up(at))
            assert status() == 502, "it is killed"
    for log in tmp_path.glob("*.log"):
        assert "QZX77" not in log.read_text() and "Millbrook" not in log.read_text(), log.name


@contextlib.contextmanager
def known_by_name(places: dict[str, str]):
    """A server of names, as containers have one: its port, and in `places` where each name is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def tell() -> None:
            with contextlib.suppress(OSError):
                while True:
                    asked, to = server.recvfrom(512)
                    name = asked[13 : 13 + asked[12]].decode()
                    question = asked[12 : 12 + len(name) + 6]
                    found = b"\xc0\x0c" + question[-4:] + bytes([0, 0, 2, 88, 0, 4]) + socket.inet_aton(places[name])
                    is_v4 = question[-4:-2] == b"\0\1"
                    head = asked[:2] + bytes([0x81, 0x80, 0, 1, 0, is_v4, 0, 0, 0, 0])
                    server.sendto(head + question + (found if is_v4 else b""), to)

        threading.Thread(target=tell, daemon=True).start()
        yield server.getsockname()[1]


def in_containers(folder, resolver: str) -> str:
    """The sample as deploy/compose.yaml has the proxy's container write it, which is told of this server of names."""
    compose = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
    script = re.search(r"- \|\n(( {8}.*\n)+)", compose)[1].replace("$$", "$").replace("exec nginx", "true")
    (folder / "resolv.conf").write_text(f"search example\nnameserver {resolver}\n")
    sample, written = ROOT / "deploy" / "nginx.conf", folder / "written.conf"
    there = {"/etc/resolv.conf": folder / "resolv.conf", "/etc/nginx/measures.conf": sample,
        "/etc/nginx/conf.d/default.conf": written}  # fmt: skip
    for path, here in there.items():
        assert path in script
        script = script.replace(path, shlex.quote(str(here)))
    subprocess.run(["sh", "-euc", script], check=True)
    return written.read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="an app that comes back needs a second address of this machine")
def test_in_containers_the_proxy_finds_the_app_again_where_it_comes_back_with_another_address(tmp_path):
    at, places = free_port(), {"measures": "127.0.0.1"}
    with known_by_name(places) as names:
        sample = in_containers(tmp_path, f"127.0.0.1:{names}").replace("measures:8501", f"measures:{at}")
        with proxied(tmp_path, dict.fromkeys(PORTS, free_port()), sample) as port:
            with named("first", at):
                assert get(port, "/")[:2] == (200, "first")
            assert get(port, "/")[0] == 502
            places["measures"] = "127.0.0.2"
            with named("again", at, "127.0.0.2"):
                for _ in range(300):
                    answered = get(port, "/")
                    if answered[0] == 200:
                        break
                    time.sleep(0.1)
                assert answered[:2] == (200, "again")
