"""Whether the app is ready is whether its store opens and answers, in a word for machines."""

import subprocess
import sys
from pathlib import Path

import pytest

from measures.place import store_path
from measures.problems import StoreError
from measures.store import Store, file
from pages.ui import cache
from tests.worlds import ROOT, households


def fill(path) -> None:
    with Store.open(path) as store:
        store.load([households(3)], "AB")


def test_where_there_is_no_store_yet_nothing_is_made_and_it_is_ready():
    assert cache.why_not_ready() == "" and not store_path().exists()


def test_a_store_that_answers_is_ready_and_one_that_is_gone_is_not():
    fill(store_path())
    assert cache.why_not_ready() == ""
    store_path().unlink()
    assert cache.why_not_ready() == "gone"


@pytest.mark.parametrize("code, content", [("not-a-store", b"words"), ("not-a-store", bytes(90_000))])
def test_a_store_that_is_damaged_is_not(code, content):
    fill(store_path())
    store_path().write_bytes(content)
    assert cache.why_not_ready() == code


def test_one_that_another_program_has_is_not(held, monkeypatch):
    monkeypatch.setenv("MEASURES_STORE", str(held))
    assert cache.why_not_ready() == "busy"


HANGS = """
import asyncio, threading
import server
from pages.ui import cache

over, asked = threading.Event(), []
server.READY_WITHIN = 0.1
cache.why_not_ready = lambda: (asked.append(1), over.wait(), "")[-1]

async def main():
    ready = server.Readiness()
    for _ in range(3):
        answer = await ready(None)
        print(answer.status_code, answer.body.decode())
    over.set()
    await ready._asked
    answer = await ready(None)
    print(answer.status_code, answer.body.decode(), len(asked))

asyncio.run(main())
"""


UNDER_A_PATH = """
from streamlit import config
config.set_option("server.baseUrlPath", "/council/measures/")
import server

print(*sorted(route.path for route in server.app._user_routes))
"""


def test_under_a_path_of_its_own_it_answers_there_too():
    """Else the page that stands at every address would answer, with 200 and whatever is so."""
    done = subprocess.run([sys.executable, "-c", UNDER_A_PATH], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["/council/measures/ready", "/ready"], done.stderr


@pytest.mark.long
def test_a_store_that_hangs_is_not_and_is_asked_once(tmp_path):
    done = subprocess.run([sys.executable, "-c", HANGS], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["503 not ready: no answer"] * 3 + ["200 ready 2"], done.stderr


def test_a_store_in_a_folder_that_is_closed_to_the_app_is_not(monkeypatch):
    fill(store_path())

    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(file.File, "_open_at", closed)
    with pytest.raises(StoreError, match="cannot be kept at .*Permission denied"):
        Store.open(store_path())
    monkeypatch.setattr(Path, "exists", closed)
    assert cache.why_not_ready() == "no-place"


FAILS = """
import asyncio
import server

tried = []

async def look(task, where, what):
    def fails(*_, **__):
        tried.append(what)
        if len(tried) == 3:
            raise asyncio.CancelledError
        raise OSError(13, "Permission denied")
    setattr(where, what, fails)
    try:
        await task()
    except asyncio.CancelledError:
        print(tried)
        tried.clear()

server.SWEPT_EVERY = 0
asyncio.run(look(server.back_up_again_and_again, server.backups, "tend"))
asyncio.run(look(server.sweep_again_and_again, server.drafts, "sweep"))
"""


def test_a_backup_that_fails_for_whatever_reason_is_not_the_last_that_is_tried():
    done = subprocess.run([sys.executable, "-c", FAILS], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == [str(["tend"] * 3), str(["sweep"] * 3)], done.stderr
