"""The machine may lose its power in the middle of a load: afterwards every upload is there wholly or not at all."""

import random
import subprocess
import sys
import time

import pytest

from measures.sheets import SHEETS
from measures.store import Store
from tests import killed
from tests.killed import readers
from tests.worlds import ROOT

ROUNDS, ROWS = 6, 20_000

# Says each load before it begins and after it returned. Keyed, keyless, two sheets at once, and a withdrawal now and
# then.
LOADER = f"""
import itertools, sys
from measures.store import Store
from tests.worlds import costs, households
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    for i in itertools.count():
        says = f"{{sys.argv[2]}} {{i}}"
        chosen = [(households,), (costs,), (households, costs)][i % 3]
        made = [kind({ROWS}, says) for kind in chosen]
        print("start", says, flush=True)
        done = store.load(made, says)
        print("done", says, *[loaded.upload for loaded in done], flush=True)
        if i % 4 == 3:
            print("start", flush=True)
            store.withdraw(done[0].upload, "x")
            print("done", flush=True)
"""


def fall(path, number: int, delay: float) -> list[str]:
    """Let a process load until it is killed, in every second round after a load returned, and return what it said."""
    command = [sys.executable, "-c", LOADER, str(path), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as loader:
        said = [loader.stdout.readline()]
        while said[-1] and sum(line.startswith("start") for line in said) < 1 + number % 2:
            said.append(loader.stdout.readline())
        time.sleep(delay)
        loader.kill()
        rest, errors = loader.communicate(timeout=30)
    assert not errors, errors
    return [line.strip() for line in "".join([*said, rest]).splitlines()]


def check(store: Store, promised: set[int]) -> None:
    """Every upload is whole, everything that was promised is there, and the history has no gaps."""
    versions = [v["version"] for v in store.versions()]
    assert versions == list(range(len(versions) - 1, -1, -1))
    uploads = store.uploads()
    assert [u.upload for u in uploads] == list(range(len(uploads), 0, -1))
    assert promised <= {u.upload for u in uploads}, "a load that had returned is gone"
    for kind in SHEETS:
        held = store.rows(f"SELECT _upload, count(DISTINCT _row) AS n FROM data.{kind} GROUP BY ALL")
        assert {r["_upload"]: r["n"] for r in held} == {u.upload: u.rows_loaded for u in uploads if u.kind == kind}
    flags = store.rows("SELECT _upload, flag, count(DISTINCT _row) AS n FROM data.flags GROUP BY ALL")
    expected = {(u.upload, flag): u.rows_loaded for u in uploads if u.kind == "households" for flag in ("Crime", "VA")}
    assert {(r["_upload"], r["flag"]): r["n"] for r in flags} == expected
    lives = store.rows("SELECT * FROM lives")
    assert {life["upload"] for life in lives} == {u.upload for u in uploads}
    assert {life["from_version"] for life in lives} <= set(versions)
    # The two sheets that came together stayed together.
    together = store.rows("SELECT who, count(*) AS n FROM uploads GROUP BY who")
    assert all(r["n"] == (2 if int(r["who"].split()[1]) % 3 == 2 else 1) for r in together)
    # Of every key one row is current, and of every current household all flags.
    once = store.rows("SELECT count(*) AS n, count(DISTINCT _key) AS keys FROM households", ["households"])[0]
    assert once["n"] == once["keys"] and once["n"] in (0, ROWS)
    assert store.rows("SELECT count(*) AS n FROM flags", ["flags"])[0]["n"] == 2 * once["n"]


def test_a_load_that_is_killed_leaves_each_upload_whole_or_not_at_all(tmp_path):
    path, chance = tmp_path / "store.duckdb", random.Random(13)
    in_the_middle, finished, promised = 0, 0, set()
    for number in range(ROUNDS):
        said = fall(path, number, chance.uniform(0, 0.4))
        in_the_middle += said[-1].startswith("start")
        done = [line.split() for line in said if line.startswith("done ")]
        finished += len(done)
        promised |= {int(upload) for words in done for upload in words[3:]}
        with Store.open(path) as store:
            check(store, promised)
    print(f"{in_the_middle} of {ROUNDS} fell in the middle of a change; {finished} loads had returned")
    assert in_the_middle >= 1 and finished >= 1, "the kills missed"


@pytest.mark.parametrize("seed", [3, 8])
def test_whatever_it_is_killed_in_the_middle_of_nothing_is_half_done_and_nothing_is_left(tmp_path, seed, monkeypatch):
    """A few of what `python -m tests.killed` does two hundred times."""
    monkeypatch.setenv("MEASURES_BACKUPS", str(killed.KEPT))
    found, backups = killed.run(tmp_path, 7, seed)
    print(*killed.lines(found, backups), sep="\n")
    assert sum(found.values()) == 7 and backups >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="snapshots are kept on Linux and macOS")
def test_two_that_read_beside_one_that_writes_see_whole_versions_whoever_is_killed(tmp_path):
    """A few of what `python -m tests.killed --readers` does sixty times."""
    found, watched = readers.run(tmp_path, 24, seed=2)
    print(*readers.lines(found, watched), sep="\n")
    assert sum(found.values()) == 24 and {name for name, _ in found} == {readers.WRITER, *readers.READERS}
    for name in readers.READERS:
        assert len({seen.state for each in watched for seen in each.seen[name]}) > 10, f"{name} saw little"
