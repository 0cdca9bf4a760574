"""A program that changes a store is killed at random, again and again: python -m tests.killed [--times 200] [--seed 1]

Each time it loads, withdraws, brings back, answers in the inbox, erases, sets, backs up and brings an earlier store up
to date until it is killed, in the middle of one of these. Then the store must open with all that had returned and
nothing of half a change; no byte of what was erased and no file that somebody left may be beside it; and every backup
must be whole. Prints what was in the middle how often, and what came of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import os
import random
import shutil
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from unittest.mock import patch

from measures import backups, erasing
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import Store, backup, file, spare
from measures.store.secret import key_path
from tests.worlds import ROOT, incoming

AB = "AB"
EARLIER = ROOT / "tests" / "store" / "files" / "format2.duckdb"
ROWS = 400
KEPT = 3
DAY = dt.date(2020, 1, 1)
LAST = 4  # changes after which a program is killed at the latest
MOST = 60  # changes that a store has had when another is begun
Say = Callable[..., None]


def _sheets(number: int) -> list:
    """What is loaded as number so many: households and their demands, one of which has words of its own."""
    homes = [{"household_ref": f"H{n}", "street": f"Street {number % 7}", "Crime": n % 3 == 0} for n in range(ROWS)]
    homes.append({"household_ref": f"QZX{number}Q", "street": "Ash Road", "Crime": True})
    on = DAY + dt.timedelta(number)
    asked = [
        {"received_on": on, "verbatim": f"The heating is cold, {n}", "household_ref": f"H{n}", "type": "Heating"}
        for n in range(ROWS)
    ]
    asked.append({"received_on": on, "verbatim": f"quokka{number}quokka", "household_ref": f"QZX{number}Q"})
    costs = [{"case_ref": f"C{n}", "agency": "Health", "cost": number, "date": on} for n in range(ROWS)]
    chosen = [[("households", homes), ("demands", asked)], [("transactions", costs)], [("demands", asked)]][number % 3]
    flags = {"households": ("Crime",)}
    more = {"own_record": True}
    return [
        incoming(kind, rows, flags.get(kind, ()), file_name=f"{number}.xlsx", **(more if kind != "households" else {}))
        for kind, rows in chosen
    ]


# -- What is done until the kill


def work(
    path: Path,
    seed: int,
    said: Connection,
    beside: Callable[[Store], object] = lambda store: None,
    without: Collection[str] = (),
) -> None:
    """Change a store for ever, and say what is begun, and what has returned with the state of the store then. What
    goes on beside that is begun first."""
    os.environ["MEASURES_BACKUPS"] = str(KEPT)
    dice = random.Random(seed)
    said.send(("start", "open", ()))
    with Store.open(path) as store:
        backups.tend(path, at_the_start=True)
        beside(store)
        said.send(("done", "open", state(store), ""))
        while True:
            what = dice.choice([each for each in DOES if each not in without])
            do = DOES[what](store, dice)
            if do is None:
                continue
            run, words = do
            said.send(("start", what, words))
            made = run()
            said.send(("done", what, state(store), str(made) if isinstance(made, Path) else ""))


def state(store: Store) -> tuple[int, str]:
    """The version of a store, and a hash of all that is in it."""
    tables = store.rows(
        "SELECT schema_name AS s, table_name AS t FROM duckdb_tables() WHERE NOT internal AND NOT temporary AND "
        "table_name <> 'format' AND schema_name IN ('main', 'data') ORDER BY ALL"
    )
    whole = hashlib.sha256()
    for table in tables:
        query = (
            f"SELECT md5(coalesce(string_agg(w, '|' ORDER BY w), '')) AS h FROM (SELECT CAST(t AS VARCHAR) AS w "
            f"FROM {table['s']}.{table['t']} t)"
        )
        whole.update(f"{table} {store.rows(query)}".encode())
    return store.version(), whole.hexdigest()


def _load(store: Store, dice: random.Random):
    number = store.version() + 1
    return lambda: store.load(_sheets(number), AB), ()


def _of_uploads(store: Store, dice: random.Random, *, withdrawn: bool):
    there = [each.upload for each in store.uploads() if each.withdrawn == withdrawn and not each.is_erased]
    if not there:
        return None
    upload = dice.choice(there)
    return lambda: (store.reinstate if withdrawn else store.withdraw)(upload, AB), ()


def _classify(store: Store, dice: random.Random):
    keys = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands ORDER BY key LIMIT 50", ["demands"])
    if not keys:
        return None
    key, says = dice.choice(keys)["key"], dice.choice(("Value", "Failure", "Not sure"))
    return lambda: store.classify(key, says, dice.choice(("AB", "CD")), system_condition="Letters"), ()


def _erase(store: Store, dice: random.Random):
    homes = store.rows("SELECT DISTINCT household_ref AS ref FROM data.demands WHERE household_ref LIKE 'QZX%'")
    if not homes:
        return None
    number = int(dice.choice(sorted(each["ref"] for each in homes))[3:-1])
    return _gone(store, Erasure(household=f"QZX{number}Q"), (f"QZX{number}Q", f"quokka{number}quokka"))


def _purge(store: Store, dice: random.Random):
    first = store.rows("SELECT min(received_on) AS first FROM data.demands")[0]["first"]
    if first is None:
        return None
    return _gone(store, Erasure(before=first + dt.timedelta(1)), (f"quokka{(first - DAY).days}quokka",))


def _erase_upload(store: Store, dice: random.Random):
    there = [each for each in store.uploads() if each.kind == "demands" and not each.is_erased]
    if not there:
        return None
    upload = dice.choice(there)
    words = (f"quokka{upload.file_name.split('.')[0]}quokka",)
    return _gone(store, Erasure(upload=upload.upload), words)


def _gone(store: Store, erasure: Erasure, words: tuple[str, ...]):
    return lambda: erasing.erase(store, erasure, AB, "They asked"), words


def _set(store: Store, dice: random.Random):
    return lambda: store.set("board", {"purpose": f"P{dice.random()}"}, AB, "Set the purpose"), ()


def _back_up(store: Store, dice: random.Random):
    to = store.path.with_name(f"by-hand-{dice.randrange(2)}.backup")
    return lambda: backups.make(store.path, to, AB) and to, ()


def _back_up_by_itself(store: Store, dice: random.Random):
    return lambda: spare.make(store.path), ()


def _earlier(path: Path) -> Path:
    """Where a store of an earlier program is, apart from this one."""
    return path.parent.with_name(f"{path.parent.name}-earlier") / path.name


def _bring_up_to_date(store: Store, dice: random.Random):
    to = _earlier(store.path)
    shutil.rmtree(to.parent, ignore_errors=True)
    to.parent.mkdir()
    shutil.copyfile(EARLIER, to)
    return lambda: Store.open(to).close(), ()


DOES: dict[str, Callable[[Store, random.Random], tuple[Callable[[], object], tuple[str, ...]] | None]] = {
    "load": _load,
    "withdraw": lambda store, dice: _of_uploads(store, dice, withdrawn=False),
    "bring back": lambda store, dice: _of_uploads(store, dice, withdrawn=True),
    "classify": _classify,
    "erase a household": _erase,
    "erase an upload": _erase_upload,
    "erase what is old": _purge,
    "set": _set,
    "back up": _back_up,
    "back up by itself": _back_up_by_itself,
    "up to date": _bring_up_to_date,
}


# -- What must be so after it


class Watched:
    """One store that is changed and killed, and all that was said of it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self._dice, self._seed = path, random.Random(seed), seed
        self._processes = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        self._processes.set_forkserver_preload(["tests.killed"])
        self._took: dict[str, float] = {}
        self.last: tuple[int, str] = (0, "")
        self.gone: set[str] = set()
        self._whole: dict[Path, str] = {}
        self.checked = 0

    def fall(self, number: int) -> tuple[str, str]:
        """Let a program change the store until it is killed: what it was in the middle of, and what came of that."""
        here, there = self._processes.Pipe(duplex=False)
        worker = self._processes.Process(
            target=work, args=(self.path, self._seed * 10_000 + number, there), daemon=True
        )
        # What runs a page by itself leaves a main program behind that is gone, and a new process would look for it.
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            worker.start()
        there.close()
        events: list[tuple] = []
        until, begun = self._dice.randrange(1, LAST + 1), 0
        for event in self._heard(here):
            events.append(event)
            if event[0] == "start":
                begun, at = begun + 1, time.perf_counter()
                if begun == until:
                    usual = self._took.get(event[1], 0.1)
                    here.poll(self._dice.uniform(0, 1.1 * usual))  # until it is over, or in the middle of it
                    break
            else:
                self._took[event[1]] = time.perf_counter() - at
        worker.kill()
        worker.join()
        events += self._heard(here)
        here.close()
        assert worker.exitcode == -9, f"it ended by itself with {worker.exitcode}, after {events[-1:]}"
        return self._came_of(events)

    def _heard(self, said: Connection) -> Iterator[tuple]:
        while True:
            try:
                yield said.recv()
            except (EOFError, OSError):
                return

    def _came_of(self, events: list[tuple]) -> tuple[str, str]:
        made: list[Path] = []
        what, words = "", ()
        for kind, of, *more in events:
            if kind == "start":
                what, words = of, more[0]
            else:
                self.last, self.gone = more[0], self.gone | {*words}
                made += [Path(more[1])] if more[1] else []
                what, words = f"after {of}", ()
        file._latest.pop(self.path.resolve(), None)  # as in another process, which sweeps
        for left in self.path.parent.glob(f"{backup.FOLDER}*"):
            os.utime(left, (0, 0))  # as after an hour, when nobody can be at it any more
        done = "undone"
        with Store.open(self.path) as store:
            now = state(store)
            if now[0] == self.last[0]:
                assert now == self.last or not self.last[1], f"{what}: what had returned is otherwise now"
            else:
                assert now[0] == self.last[0] + 1 and not what.startswith(("after", "back up", "up")), (
                    f"{what}: {now} after {self.last}"
                )
                done, self.gone = "done", self.gone | {*words}
            is_whole(store)
            backups.tend(self.path, at_the_start=True)
            store.set("board", {"purpose": f"{what} {now[0]}"}, AB, "Went on")
            self.last = state(store)
        self._is_clean(made)
        if "up to date" in what:
            self._is_up_to_date()
        return what, "" if what.startswith("after") else done

    def _is_up_to_date(self) -> None:
        """The store of an earlier program is one of this, and there is a backup of how it was."""
        path = _earlier(self.path)
        file._latest.pop(path.resolve(), None)
        with Store.open(path) as store:
            is_whole(store)
            assert len(store.uploads()) == 11
        there = spare.there(path)
        assert [each.suffix for each in spare.folder_of(path).iterdir()] == [".backup"] * len(there) and there
        assert backup.known_of(there[-1]).format == 2
        for one in there:
            self._is_whole_backup(one)

    def _is_clean(self, made: list[Path]) -> None:
        """No file is left beside the store but its own, no word of what was erased is in any, and every backup is
        whole."""
        own = {self.path.name, f"{self.path.name}.version", f"{self.path.name}.audit", f"{self.path.name}.audit.end"}
        own |= {key_path(self.path).name, spare.folder_of(self.path).name, "by-hand-0.backup", "by-hand-1.backup"}
        there = {each.name for each in self.path.parent.iterdir()}
        assert there <= own | {f"{self.path.name}.audit.end.new"}, f"left: {there - own}"
        beside = [*spare.folder_of(self.path).iterdir()] if spare.folder_of(self.path).exists() else []
        assert {each.suffix or each.name for each in beside} <= {".backup", "elsewhere"} and len(
            spare.there(self.path)
        ) <= KEPT + 1
        files = [*spare.there(self.path), *self.path.parent.glob("*.backup")]
        for one in made:  # a later one may have taken its place
            assert one in files or one.parent != self.path.parent and files, f"{one}, which was made, is gone"
        for one in files:
            assert sys.platform == "win32" or one.stat().st_mode & 0o077 == 0
            self._is_whole_backup(one)
        for word in self.gone:
            for one in self.path.parent.rglob("*"):
                assert not one.is_file() or word.encode() not in one.read_bytes(), f"{word} is in {one}"

    def _is_whole_backup(self, one: Path) -> None:
        content = one.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        with zipfile.ZipFile(one) as packed:
            store = packed.read(backup.STORE)  # its own sums are checked with that
        for word in self.gone:
            assert word.encode() not in store, f"{word} is in {one}"
        if self._whole.get(one) == digest:
            return
        with TemporaryDirectory() as folder:
            back = Path(folder) / "store.duckdb"
            known = backup.restore(one, back)
            with Store.open(back) as restored:
                assert restored.version() == known.version
                is_whole(restored)
            file._latest.pop(back.resolve(), None)
        self._whole[one] = digest
        self.checked += 1


def is_whole(store: Store) -> None:
    """The history has no gaps, and each upload is there with all of its rows."""
    versions = [each["version"] for each in store.versions()]
    assert versions == list(range(len(versions) - 1, -1, -1)), "versions with a gap"
    uploads = store.uploads()
    assert [each.upload for each in uploads] == list(range(len(uploads), 0, -1)), "uploads with a gap"
    for kind in SHEETS:
        held = {
            r["_upload"]: r["n"]
            for r in store.rows(
                f"SELECT _upload, count(DISTINCT _row) AS n FROM data.{kind} WHERE _merged IS NOT TRUE GROUP BY ALL"
            )
        }
        there = {each.upload: each.rows_loaded - (each.rows_erased or 0) for each in uploads if each.kind == kind}
        assert held == {upload: n for upload, n in there.items() if n}, f"{kind}: half an upload"
        once = store.rows(f"SELECT count(*) AS n, count(DISTINCT _key) AS keys FROM {kind}", [kind])[0]
        assert once["n"] == once["keys"], f"{kind}: a key counts twice"
    lives = store.rows("SELECT DISTINCT upload FROM lives")
    assert {each["upload"] for each in lives} == {each.upload for each in uploads}


def run(folder: Path, times: int, seed: int = 1) -> tuple[Counter[tuple[str, str]], int]:
    """Kill it so many times: how often it was in the middle of what with which end, and how many backups were looked
    at whole."""
    found: Counter[tuple[str, str]] = Counter()
    watched, checked = Watched(folder / "0" / "store.duckdb", seed), 0
    for number in range(times):
        if watched.last[0] > MOST:
            checked += watched.checked
            watched = Watched(folder / str(number) / "store.duckdb", seed + number)
        try:
            found[watched.fall(number)] += 1
        except (AssertionError, StoreError) as error:
            raise AssertionError(f"kill {number} of seed {seed}: {error}") from error
    return found, checked + watched.checked


def lines(found: Counter[tuple[str, str]], checked: int) -> Iterator[str]:
    """What came of it, in words."""
    middle = {what for what, _ in found if not what.startswith("after")}
    yield f"{'killed in the middle of':<28}{'undone':>8}{'done':>8}"
    for what in sorted(middle):
        yield f"{what:<28}{found[what, 'undone']:>8}{found[what, 'done']:>8}"
    between = sum(n for (what, _), n in found.items() if what.startswith("after"))
    yield f"{'just after one':<28}{between:>8}"
    yield f"{sum(found.values())} kills; {checked} backups gone back to and found whole"
