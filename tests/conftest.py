"""What holds for every test: a store of its own, no network, and never a hand on the real store.

Cheap, for a test that only reads: `full` (a store), `loaded` (pages) and `reading` (a browser), which all tests share.
Dear, as ten such tests: the program as a process, an app of its own (`serving`), a browser's `tab` of its own.
"""

from __future__ import annotations

import atexit
import gc
import itertools
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from measures import demonstration
from measures.store import Store
from measures.store.scratch import LOCKED
from measures.workbook import read, worker

HERE = Path(__file__).resolve().parents[1]
REAL_STORE = HERE / "data" / "measures.duckdb"
# `make test` runs the tests of each room by itself, `make whole` those of the roads through the house too: pages, with
# a browser and without, commands, lists that come again, releases, packs, backups, snapshots, parts of a store,
# programs that are killed, looked after or measured, files that are marked or taken away, who is known by what, worlds
# that are drawn or attacked, rows that are dressed or come again, and files that are damaged or made to do harm. Of
# other files, what takes as long is marked where it stands.
LONG = (
    "attack",
    "browser",
    "again",
    "dressed",
    "headlines",
    "null_worlds",
    "office",
    "pages",
    "reckoning",
    "spark",
    "store/test_backup.py",
    "store/test_bytes.py",
    "store/test_damaged.py",
    "store/test_full.py",
    "store/test_killed.py",
    "store/test_snapshots.py",
    "store/test_spare.py",
    "store/test_stores_of_before.py",
    "store/test_together.py",
    "store/test_versions.py",
    "test_attacker.py",
    "test_behind.py",
    "test_bench.py",
    "test_command.py",
    "test_copies.py",
    "test_demonstration.py",
    "test_doctor.py",
    "test_kept_out.py",
    "test_logs.py",
    "test_measures_workbook.py",
    "test_native.py",
    "test_pack.py",
    "test_package.py",
    "test_personal.py",
    "test_places.py",
    "test_releases.py",
    "test_roll_up.py",
    "test_sealed.py",
    "test_ready.py",
    "test_slides.py",
    "test_statements.py",
    "test_taken_away.py",
    "workbook/test_comes_back.py",
    "workbook/test_hostile.py",
    "workbook/test_marked.py",
    "workbook/test_recognised.py",
    "workbook/test_same_figures.py",
)
_tests = itertools.count()
# As many workers as cores ask DuckDB at once, and of few rows, which one thread reads alone: to wait for others took a
# tenth of the time. The programs that tests start have as many as they find.
LOCKED["threads"] = 1


def pytest_collection() -> None:
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = [HERE / "tests" / place for place in LONG]
    for item in items:
        if any(place in (item.path, *item.path.parents) for place in places):
            item.add_marker("long")


def pytest_collection_finish() -> None:
    """What thousands of tests are made of, and the libraries, stays until the end: Python need not look through it
    for what is no longer used, which took a tenth of the time of them all."""
    gc.freeze()
    atexit.register(gc.unfreeze)  # and not before: pytest looks through all of it ten times at the end
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _guards():
    """No test opens the real store, or connects to anything beyond this machine: it fails there."""
    opens, was_there, connect = Store.open.__func__, REAL_STORE.exists(), socket.socket.connect

    def open_another(cls, path):
        assert Path(path).resolve() != REAL_STORE, "a test wanted to open the real store"
        return opens(cls, path)

    def connect_here(self, address):
        away = self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost")
        assert not away, f"a test wanted to reach {address}"
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "open", classmethod(open_another))
        patch.setattr(socket.socket, "connect", connect_here)
        yield
    assert was_there or not REAL_STORE.exists(), f"{REAL_STORE} appeared while the tests ran"


@pytest.fixture(autouse=True)
def _away_from_the_real_store(tmp_path_factory, monkeypatch):
    """MEASURES_STORE points to a place that only this test has, for this process and those that it starts. Nothing is
    there until something is kept in it."""
    place = tmp_path_factory.getbasetemp() / "own" / str(next(_tests))
    monkeypatch.setenv("MEASURES_STORE", str(place / "measures.duckdb"))


@pytest.fixture(autouse=True)
def _files_are_opened_here(monkeypatch):
    """The worker opens a file within this process: to start one takes ten times as long as a small file does.

    Tests of what the process is for put a fixture of this name in its place, and so start it as the app does.
    """
    open_files_here(monkeypatch)


def open_files_here(monkeypatch) -> None:
    monkeypatch.setattr(worker, "_hold_memory_below", lambda ceiling: None)
    monkeypatch.setattr(read, "_run", lambda folder, *_: (worker.main(folder) or "done", 0))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory) -> Path:
    """A store that was just made: to be copied, never opened."""
    path = tmp_path_factory.mktemp("made") / "empty.duckdb"
    Store.open(path).close()
    return path


@pytest.fixture
def store(empty_file, tmp_path):
    """An empty store."""
    with Store.open(shutil.copy(empty_file, tmp_path / "store.duckdb")) as opened:
        yield opened


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory) -> Path:
    """A store with the demonstration, made once: to be copied, never opened."""
    path = tmp_path_factory.mktemp("made") / "demonstration.duckdb"
    with Store.open(path) as opened:
        demonstration.fill(opened)
    return path


@pytest.fixture(scope="session")
def full(demonstration_file, tmp_path_factory):
    """A store with the whole demonstration, for all tests that only read it: what it keeps of one answer serves the
    next."""
    with Store.open(shutil.copy(demonstration_file, tmp_path_factory.mktemp("full"))) as opened:
        yield opened


HOLD = """
import sys
from measures.store import Store
with Store.open(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def held(tmp_path):
    """The path of a store that another process has open."""
    path = tmp_path / "held.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield path
        other.communicate("\n", timeout=30)
        assert other.returncode == 0
