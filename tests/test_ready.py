"""Whether the app is ready is whether its store opens and answers, in a word for machines."""

import subprocess
import sys

import pytest

from measures.place import store_path
from measures.store import Store
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


@pytest.mark.long
def test_a_store_that_hangs_is_not_and_is_asked_once(tmp_path):
    done = subprocess.run([sys.executable, "-c", HANGS], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["503 not ready: no answer"] * 3 + ["200 ready 2"], done.stderr
