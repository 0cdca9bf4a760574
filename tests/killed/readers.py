"""Two processes that read and one that writes are killed at random, again and again: python -m tests.killed --readers
[--times 60] [--seed 1]

The one that writes changes its store as in `tests.killed`, and keeps a snapshot after each change as the app does.
Those that read ask for all that is in the data, all the time. Each answer must be that of one whole version, and none
of a version before one that the same reader has seen, or of one before somebody was erased, where it was asked after
the erasing had returned. In the end everything that had returned is there, and those that read have it.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from unittest.mock import patch

from measures.problems import StoreError
from measures.store import Store, snapshots
from measures.store.reading import Snapshot
from tests import killed

WRITER, READERS = "writer", ("reader 1", "reader 2")
OF_FILES = ("back up", "back up by itself", "up to date")  # which change nothing that is read
SAID = 8  # things that one has said when it is killed, at the most
LONGEST = 0.3  # seconds after the last of them: of most changes, and of most snapshots, the whole and a little more
LEAST = 60  # seconds in which a process that lives has said something


class Seen(NamedTuple):
    """What a reader was answered: when it asked, which snapshot, and all that is in it."""

    asked: float
    name: str
    state: tuple[int, str]


def write(path: Path, seed: int, said: Connection) -> None:
    """Change a store for ever, and keep snapshots of it beside that."""
    snapshots.begin(path)

    def keep(store: Store) -> None:
        while True:
            store.keep_snapshot()
            time.sleep(0.02)  # as the app, which leaves the disk to others for a while

    killed.work(
        path, seed, said, lambda store: threading.Thread(target=keep, args=(store,), daemon=True).start(), OF_FILES
    )


def read(path: Path, seed: int, said: Connection) -> None:
    """Ask for all that there is to read, for ever: of the latest, and now and then of the one that was read some
    time ago."""
    dice, now, held = random.Random(seed), None, None
    while True:
        asked = time.monotonic()
        try:
            if now is None or not now.is_latest():
                now = Snapshot.open(path)
        except StoreError as error:
            said.send(error.code)
            time.sleep(0.02)
            continue
        try:
            seen = Seen(asked, now.name, killed.state(now))
            said.send(seen)
            if held and dice.random() < 0.3:
                before, was = held
                assert killed.state(before) == was.state, f"{was.name} is otherwise now"
        except StoreError as error:  # of another past
            assert error.code == "read-again"
            held = None
            continue
        if held is None or dice.random() < 0.1:
            held = now, seen


class Watched:
    """One store, whoever writes it and whoever reads it, and all that they said."""

    def __init__(self, path: Path, seed: int) -> None:
        path.parent.mkdir(parents=True)
        self.path, self._dice, self._seed, self._number = path, random.Random(seed), seed, 0
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.killed.readers"])
        self._lives: dict[str, tuple[multiprocessing.process.BaseProcess, Connection]] = {}
        self.states: dict[int, str] = {}  # of each version
        self.erased: list[tuple[float, int]] = []  # when it had returned, and the version since which it is
        self.seen: dict[str, list[Seen]] = {name: [] for name in READERS}
        self.said: dict[str, int] = dict.fromkeys((WRITER, *READERS), 0)
        self.gone: set[str] = set()
        self._doing, self._words = "", ()
        self.nothing = 0

    def begin(self, name: str) -> None:
        self._number += 1
        here, there = self._processes.Pipe(duplex=False)
        does = write if name == WRITER else read
        one = self._processes.Process(
            target=does, args=(self.path, self._seed * 10_000 + self._number, there), daemon=True
        )
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            one.start()
        there.close()
        self._lives[name], self.said[name] = (one, here), 0

    def listen(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Take in what is said for so long, or until something is so."""
        end = time.monotonic() + seconds
        while not until() and (left := end - time.monotonic()) > 0:
            for said in wait([said for _, said in self._lives.values()], left):
                name = next(name for name, (_, its) in self._lives.items() if its is said)
                try:
                    self._take_in(name, said.recv())
                except (EOFError, OSError):
                    raise AssertionError(f"{name} ended by itself, in the middle of {self._doing}") from None

    def kill(self, name: str) -> str:
        """Kill one, and begin another in its place: what it was in the middle of."""
        one, said = self._lives.pop(name)
        one.kill()
        one.join()
        assert one.exitcode == -9, f"{name} ended by itself with {one.exitcode}"
        try:
            while True:
                self._take_in(name, said.recv())
        except (EOFError, OSError):
            pass
        said.close()
        was = self._doing if name == WRITER else "a question"
        if name == WRITER:
            self._doing = ""
            self._is_clean()
        return was

    def _take_in(self, name: str, event) -> None:
        self.said[name] += 1
        if isinstance(event, Seen):
            self.seen[name].append(event)
        elif isinstance(event, str):
            assert event == "no-snapshot", f"{name} was told {event}"
            self.nothing += 1
        elif event[0] == "start":
            _, self._doing, self._words = event
        else:
            _, what, (version, state), *_ = event
            known = self.states.setdefault(version, state)
            assert known == state, f"version {version} is otherwise after {what}"
            if self._words:
                self.erased.append((time.monotonic(), version))
                self.gone |= {*self._words}
            self._doing, self._words = f"after {what}", ()

    def _is_clean(self) -> None:
        """No word of whom was erased is in a snapshot, and no more of them are there than are needed."""
        folder = snapshots.folder_of(self.path)
        there = [*folder.glob(f"*{snapshots.ENDING}")] if folder.exists() else []
        assert len(there) <= 3, f"{len(there)} snapshots"  # one that nothing points to yet among them
        for one in there:
            content = one.read_bytes()
            for word in self.gone:
                assert word.encode() not in content, f"{word} is in {one}"

    def is_so(self) -> None:
        """Each answer is of one version, wholly; none is of an earlier one than it may be."""
        for name, seen in self.seen.items():
            latest = 0
            for each in seen:
                version, state = each.state
                assert snapshots.known(each.name)[0] == version, f"{each.name} has version {version}"
                assert self.states.get(version) == state, f"{name}: half a version {version}"
                assert version >= latest, f"{name} went back from {latest} to {version}"
                latest = version
                least = max((since for at, since in self.erased if at < each.asked), default=0)
                assert version >= least, f"{name} had version {version} after what was erased at {least}"

    def end(self) -> None:
        """Stop whoever writes; what had returned is there, and those that read come to it."""
        self.kill(WRITER)
        last = max(self.states)
        with Store.open(self.path) as store:
            version, state = killed.state(store)
            assert version in (last, last + 1), f"version {version} after {last}"
            self.states.setdefault(version, state)
            assert self.states[version] == state, "what had returned is otherwise now"
            killed.is_whole(store)
            store.keep_snapshot()
        before = {name: len(seen) for name, seen in self.seen.items()}

        def all_have_it() -> bool:
            return all(
                len(seen) > before[name] and seen[-1].state == (version, state) for name, seen in self.seen.items()
            )

        self.listen(LEAST, all_have_it)
        assert all_have_it(), "those that read do not come to the latest version"
        for name in READERS:
            self.kill(name)
        self.is_so()

    def fall(self) -> tuple[str, str]:
        """Kill one of them at some moment, and begin it again: which, and in the middle of what."""
        name = self._dice.choice((WRITER, WRITER, *READERS))
        # One that has said nothing yet has only begun; now and then it is killed in that, too.
        least = self._dice.randrange(SAID)
        self.listen(LEAST, lambda: self.said[name] >= least)
        assert self.said[name] >= least, f"{name} says nothing"
        self.listen(self._dice.uniform(0, LONGEST))
        was = self.kill(name)
        self.begin(name)
        return name, was

    def stop(self) -> None:
        for one, said in self._lives.values():
            one.kill()
            one.join()
            said.close()


def run(folder: Path, times: int, seed: int = 1) -> tuple[Counter[tuple[str, str]], list[Watched]]:
    """Kill so many times: who was killed how often in the middle of what, and all that was seen."""
    found: Counter[tuple[str, str]] = Counter()
    all_of_them: list[Watched] = []
    number = 0
    while number < times:
        watched = Watched(folder / str(number) / "store.duckdb", seed + number)
        all_of_them.append(watched)
        try:
            for name in (WRITER, *READERS):
                watched.begin(name)
            while number < times and max(watched.states, default=0) < killed.MOST:
                found[watched.fall()] += 1
                number += 1
            watched.end()
        except (AssertionError, StoreError) as error:
            raise AssertionError(f"kill {number} of seed {seed}: {error}") from error
        finally:
            watched.stop()
    return found, all_of_them


def lines(found: Counter[tuple[str, str]], all_of_them: list[Watched]) -> Iterator[str]:
    """What came of it, in words."""
    for (name, was), times in sorted(found.items()):
        yield f"{name:<10} {was or 'nothing yet':<28}{times:>6}"
    for name in READERS:
        answers = sum(len(each.seen[name]) for each in all_of_them)
        versions = sum(len({seen.state[0] for seen in each.seen[name]}) for each in all_of_them)
        there = sum(len(each.states) for each in all_of_them)
        yield f"{name}: {answers:,} answers, of {versions:,} of {there:,} versions"
    erased, nothing = sum(len(each.erased) for each in all_of_them), sum(each.nothing for each in all_of_them)
    yield f"{sum(found.values())} kills; {erased} erasings returned; {nothing} times there was nothing to read yet"
