"""What is wrong with an installation is said, each thing where it is; and nothing is said to be wrong that is well."""

import datetime as dt
import http.server
import os
import threading
from pathlib import Path

import pytest

from measures import __main__ as command
from measures import backups, doctor
from measures.store import Store, spare
from measures.store.beside import note_of
from measures.store.secret import key_path
from tests.store.test_backup import held
from tests.worlds import households

NOWHERE = "http://localhost:9"


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "own" / "store.duckdb"
    monkeypatch.setenv("MEASURES_ROLES", str(path.with_name("roles.toml")))
    path.parent.mkdir(mode=0o700)
    with Store.open(path) as store:
        store.load([households(3)], "AB")
    return path


def found(path, address=NOWHERE, **more) -> dict[str, tuple[str, str]]:
    return {each.what: (each.state, each.says) for each in doctor.look(path, address, **more)}


def test_what_is_well_is_well(place, capsys):
    backups.make(place, place.with_name("monday.backup"), "AB")
    place.with_name("roles.toml").write_text('[manager]\nemails = ["jane@example.org"]\n')
    looked = found(place)
    assert {what for what, (state, _) in looked.items() if state != "well"} == {"In a browser"}
    assert "1 upload, version 1" in looked["Store"][1] and "monday.backup" in looked["Backups"][1]
    assert command.main(["doctor", "--store", str(place), "--address", NOWHERE]) == 0
    assert "look   In a browser: The app does not answer" in capsys.readouterr().out


def test_where_nothing_is_yet_nothing_is_wrong_and_nothing_is_made(tmp_path):
    looked = found(tmp_path / "none" / "store.duckdb")
    assert "wrong" not in {state for state, _ in looked.values()}
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("harm", "what", "says"),
    [
        (lambda path: path.parent.chmod(0o777), "Folder", "chmod go-w"),
        (lambda path: path.write_bytes(b"no store"), "Store", "bring the file back"),
        (lambda path: path.with_name("store.duckdb.version").write_text("9"), "Store", "older copy"),
        (lambda path: key_path(path).write_bytes(b"short"), "Key", "it has 5 bytes"),
        (lambda path: path.with_name("roles.toml").write_text("[manger]"), "Roles", "manger"),
        (lambda path: _cut(path.with_name("store.duckdb.audit")), "Who did what", "changed or cut"),
    ],
)
def test_what_is_wrong_is_said(place, harm, what, says, capsys):
    backups.make(place, place.with_name("monday.backup"), "AB")
    harm(place)
    looked = found(place)
    assert looked[what][0] == "wrong" and says in looked[what][1]
    assert command.main(["doctor", "--store", str(place), "--address", NOWHERE]) == 1
    assert f"WRONG  {what}: " in capsys.readouterr().out


def _cut(path) -> None:
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]) + "{}\n")


def test_a_store_that_the_app_has_is_not_wrong(place):
    with held(place) as program:
        state, says = found(place)["Store"]
        assert state == "look" and "is in use by another program" in says
        program.stdin.close()


def test_how_old_the_last_backup_is_is_said_and_that_it_is_too_old_where_something_changed_since(place, monkeypatch):
    state, says = found(place)["Backups"]
    assert state == "look" and "There is none. The app makes one a day" in says
    backups.make(place, place.with_name("monday.backup"), "AB")
    spare.make(place)
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    state, says = found(place, now=now + dt.timedelta(days=9))["Backups"]
    assert state == "well" and "9 days old, with version 1 of the data; nothing was changed since" in says
    assert str(spare.there(place)[0]) in says or "monday.backup" in says
    later = (now + dt.timedelta(hours=2)).replace(tzinfo=dt.UTC).timestamp()
    with Store.open(place) as store:
        store.load([households(3, start=9)], "AB")
    os.utime(place.with_name("store.duckdb.version"), (later, later))
    assert found(place, now=now + dt.timedelta(hours=5))["Backups"][0] == "well"
    monkeypatch.setenv("MEASURES_BACKUPS", "0")
    state, says = found(place, now=now + dt.timedelta(days=3))["Backups"]
    assert state == "look" and "something was changed since. None is made by itself." in says


def test_a_proxy_that_passes_no_socket_on_is_wrong(place):
    """As one does that is set up for pages only: it answers, and makes of the socket a page."""

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 (the library's own name)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("localhost", 0), Pages) as server:
        threading.Thread(target=server.serve_forever).start()
        state, says = found(place, f"http://localhost:{server.server_port}")["In a browser"]
        server.shutdown()
    assert state == "wrong" and "WebSocket" in says and "deploy/nginx.conf" in says


def test_a_store_in_a_folder_that_is_closed_to_whoever_asks_is_wrong(place, monkeypatch):
    stat = Path.stat

    def closed(path, **more):
        if path.parent == place.parent:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **more)

    monkeypatch.setattr(Path, "stat", closed)
    looked = found(place)
    assert looked["Rights"][0] == "wrong" and str(place) in looked["Rights"][1] and "In a browser" in looked


def test_a_change_is_known_of_where_its_version_could_not_be_noted(place):
    backups.make(place, place.with_name("monday.backup"), "AB")
    assert "nothing was changed since" in found(place)["Backups"][1]
    note = note_of(place)
    note.with_name(f"{note.name}.new").mkdir()  # in the way of it
    with Store.open(place) as store:
        store.load([households(4)], "AB")
    assert note.read_text() == "1\n"
    assert "something was changed since" in found(place)["Backups"][1]
