"""A working day of many people, in minutes: whether the app is at its end as it was at its start.

Sessions come and go over the socket that a browser has; beside them, in the app's own process, files are chosen, read,
loaded, withdrawn, brought back and erased, demands are answered in the inbox, and backups made. What is looked at is
looked at when nobody is there: before the day, when each page was seen once, and after it, when what was loaded is
withdrawn and what was answered is taken back.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.viewers import _once, _seconds, _served, _view

ROOT = Path(__file__).resolve().parents[1]
DAY = 20.0  # minutes that a day of eight hours takes here
# What is done on such a day.
SESSIONS, UPLOADS, CHANGES, ANSWERS = 400, 48, 24, 200
SESSION, THINKING = 16.0, 2.0  # seconds: of a session here, and at a page of it
ROWS = 2_000
ERASED = 12  # of so many uploads one is erased; the others are withdrawn
FORGOTTEN = 130.0  # seconds after which Streamlit has forgotten a session whose tab was closed
LOOKS = 8  # times that is looked meanwhile
TOLD = "hands: "


def _hands() -> None:
    """In the app's own process: do what each line says, and say what came of it."""
    from measures.place import store_path
    from measures.store import Store

    doing: Hands | None = None
    for line in sys.stdin:
        doing = doing or Hands(Store.open(store_path()))
        what, *of = json.loads(line)
        try:
            said = getattr(doing, what)(*of)
        except Exception as error:  # it is told, and the day goes on
            said = {"error": f"{what}: {type(error).__name__}: {error}"}
        print(f"{TOLD}{json.dumps(said)}", flush=True)


class Hands:
    """What people do by their hands, each by the road of the page that does it."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._given: list[tuple[str, str, int]] = []

    def load(self, file: str) -> list[int]:
        """Choose a file, have it read by a process of its own, ask what is in doubt, and load it."""
        from measures.drafts import Draft
        from measures.loading import Load
        from measures.workbook.prepare import prepare

        draft = Draft.begin(self._store.path)
        draft.add([(Path(file).name, Path(file).read_bytes())])
        (number,) = draft.files
        load = Load((prepare(Path(file).name, draft.content(number)),), presumed=True)
        asked = load.ask(self._store)
        if load.stops or asked.unanswered:
            raise ValueError(f"it would not load: {[*map(str, load.stops)]} {[each.name for each in asked.unanswered]}")
        loaded = self._store.load(load.incoming(asked), "Soak")
        draft.end()
        return [each.upload for each in loaded if each.upload]

    def withdraw(self, upload: int) -> None:
        self._store.withdraw(upload, "Soak")

    def reinstate(self, upload: int) -> None:
        self._store.reinstate(upload, "Soak")

    def erase(self, upload: int) -> None:
        from measures import erasing
        from measures.erasure import Erasure

        erasing.erase(self._store, Erasure(upload=upload), "Soak", "Asked to")

    def answer(self, number: int) -> None:
        """Answer a demand in the inbox."""
        # Of the demonstration, which stays: what is answered of a demand that is withdrawn cannot be taken back.
        query = (
            "SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE coalesce(demand_ref, '') NOT LIKE 'S%' ORDER "
            "BY key LIMIT 300"
        )
        keys = self._store.rows(query, ["demands"])
        key = keys[number % len(keys)]["key"]
        who = f"Soak {number}"
        self._given.append((key, who, self._store.classify(key, "Failure", who)))

    def take_back(self) -> int:
        """Take every answer back, the last first."""
        back = [self._store.take_back(key, who, given) for key, who, given in reversed(self._given)]
        self._given.clear()
        return sum(back)

    def back_up(self) -> None:
        from measures.store import spare

        spare.make(self._store.path)

    def all_answers(self) -> str:
        """A hash of the answer of every measure, now."""
        from measures import answers
        from measures.catalogue import MEASURES

        said = {name: repr(answers.ask(self._store, name).shape) for name in MEASURES}
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def collect(self) -> int:
        """Let Python look through all that nobody needs any more."""
        return gc.collect()


# -- Whoever tells the hands what to do, and looks at the app


class Telling:
    """The hands of an app, from outside: one thing at a time."""

    def __init__(self, app: subprocess.Popen) -> None:
        self._app, self.errors = app, []

    def __call__(self, what: str, *of: object) -> Any:
        assert self._app.stdin and self._app.stdout
        self._app.stdin.write(json.dumps([what, *of]) + "\n")
        self._app.stdin.flush()
        for line in self._app.stdout:
            if line.startswith(TOLD):
                said = json.loads(line.removeprefix(TOLD))
                if isinstance(said, dict) and "error" in said:
                    self.errors.append(said["error"])
                return said
        raise RuntimeError("the app has ended")


def _file(folder: Path, number: int, rows: int) -> Path:
    """A log of so many demands that no other has, as text and as a workbook in turns."""
    table = [
        [
            "Demand ref",
            "Received on",
            "What the person asked",
            "Value or failure",
            "Type of demand",
            "Agency",
            "Minutes",
        ]
    ]
    for n in range(rows):
        on = f"{1 + n % 28:02}/{1 + n % 12:02}/2025"
        table.append(
            [
                f"S{number:03}{n:05}",
                on,
                f"Where is the plumber, {n}",
                ("Value", "Failure")[n % 2],
                "Repairs",
                "Council",
                str(n % 60),
            ]
        )
    path = folder / f"log {number}.{('csv', 'xlsx')[number % 2]}"
    if number % 2:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Demands")
        for row in table:
            sheet.append(row)
        book.save(path)
    else:
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in table), "utf-8")
    return path


def _look(app: int, folder: Path) -> dict[str, Any]:
    """What a process and those that it started have: memory in MB, handles, threads, processes, and which files that
    are there for a time."""
    processes = [app]
    for one in processes:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                processes += map(int, (task / "children").read_text().split())
    memory = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096 / 1e6 for one in processes]
    own = (
        "soak.duckdb",
        "soak.duckdb.version",
        "soak.duckdb.audit",
        "soak.duckdb.audit.end",
        "measures.key",
        "roles.toml",
    )
    beside = [each for each in (folder / "store").rglob("*") if each.is_file() and each.name not in own]
    return {
        "memory": memory[0],
        "memory of its workers": sum(memory[1:]),
        "handles": len([*Path(f"/proc/{app}/fd").iterdir()]),
        "threads": len([*Path(f"/proc/{app}/task").iterdir()]),
        "processes": len(processes),
        "files for a time": sorted(
            str(each.relative_to(folder))
            for each in (*(folder / "tmp").rglob("*"), *beside)
            if each.is_file() and each.suffix != ".backup"
        ),
        "backups": len([each for each in beside if each.suffix == ".backup"]),
        "store": (folder / "store" / "soak.duckdb").stat().st_size / 1e6,
    }


def _at_rest(tell: Telling, address: str, app: int, folder: Path, wait: float) -> dict[str, Any]:
    """The same, when nobody is there and what nobody needs is gone: the next session has Streamlit forget those that
    are over."""
    time.sleep(wait)
    asyncio.run(_once(address, ["guide"]))
    tell("collect")
    for _ in range(60):  # a backup or a sweep may be in the middle of its work
        if not (found := _look(app, folder))["files for a time"]:
            break
        time.sleep(0.5)
    return found


def _do(tell: Telling, folder: Path, seconds: float, share: float, done: Counter[str], looks: list, app: int) -> None:
    """The work of the day, spread over so many seconds."""
    chance = random.Random(1)
    uploads, changes, answers = (max(1, round(of * share)) for of in (UPLOADS, CHANGES, ANSWERS))
    plan = [(chance.uniform(0, seconds), "load") for _ in range(uploads)]
    plan += [(chance.uniform(0, seconds), "change") for _ in range(changes)]
    plan += [(chance.uniform(0, seconds), "answer") for _ in range(answers)]
    plan += [(seconds * n / 4, "back_up") for n in range(1, 4)]
    plan += [(seconds * n / LOOKS, "look") for n in range(1, LOOKS)]
    begun, living, withdrawn = time.monotonic(), [], []
    for number, (at, what) in enumerate(sorted(plan)):
        time.sleep(max(0.0, at - (time.monotonic() - begun)))
        done[what] += 1
        if what == "look":
            looks.append(_look(app, folder))
        elif what == "load":
            file = _file(folder, done["load"], ROWS)
            said = tell("load", str(file))
            file.unlink()
            living += said if isinstance(said, list) else []
        elif what == "change":
            if living and (not withdrawn or chance.random() < 0.6):
                withdrawn.append(living.pop(chance.randrange(len(living))))
                tell("withdraw", withdrawn[-1])
            elif withdrawn:
                living.append(withdrawn.pop())
                tell("reinstate", living[-1])
        elif what == "answer":
            tell("answer", number)
        else:
            tell("back_up")
    for number, upload in enumerate(living):
        done["erase" if number % ERASED == 0 else "withdraw at the end"] += 1
        tell("erase" if number % ERASED == 0 else "withdraw", upload)
    done["taken back"] = tell("take_back")


def soak(minutes: float) -> dict:
    """A day in so many minutes; a part of one, as dense, where these are fewer than twenty."""
    from measures import demonstration
    from measures.store import Store

    pages = [page.stem for page in (ROOT / "pages").glob("*.py")]
    seconds, share = minutes * 60, minutes / DAY
    wait = FORGOTTEN if minutes >= 5 else 5.0
    found: dict[str, list[float]] = {"turns": [], "errors": []}
    done, looks = Counter[str](), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("store", "tmp"):
            (folder / each).mkdir()
        path = folder / "store" / "soak.duckdb"
        with Store.open(path) as store:
            demonstration.fill(store)
        how: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        how["env"] = {**os.environ, "TMPDIR": str(folder / "tmp"), "MEASURES_BACKUPS": "3"}
        with _served("bench.soak", "run", "--store", str(path), **how) as (address, app):
            tell = Telling(app)
            asyncio.run(_once(address, pages))
            _do(tell, folder, 1.0, 1 / UPLOADS, Counter(), [], app.pid)  # one of each
            before, was = tell("all_answers"), _at_rest(tell, address, app.pid, folder, wait)
            had = _seconds(app.pid)

            async def sessions() -> None:
                async def one(number: int, at: float) -> None:
                    await asyncio.sleep(at)
                    until = time.monotonic() + SESSION
                    await _view(address, pages, until, found, random.Random(number), THINKING)

                number = max(1, round(SESSIONS * share))
                each = [one(n, n * seconds / number) for n in range(number)]
                outcomes = await asyncio.gather(*each, return_exceptions=True)
                done["sessions"] = number
                done["sessions cut off"] = sum(isinstance(outcome, BaseException) for outcome in outcomes)

            hands = threading.Thread(target=_do, args=(tell, folder, seconds, share, done, looks, app.pid))
            hands.start()
            asyncio.run(sessions())
            hands.join()
            took = _seconds(app.pid) - had
            now = _at_rest(tell, address, app.pid, folder, wait)
            same = tell("all_answers") == before
    turns = sorted(found["turns"])
    return {
        "minutes": minutes,
        "done": dict(done),
        "turns": len(turns),
        "errors": len(found["errors"]),
        "errors of the hands": tell.errors,
        "p50": statistics.median(turns),
        "p95": turns[int(len(turns) * 0.95)],
        "processor": took,
        "before": was,
        "meanwhile": looks,
        "after": now,
        "answers are the same": same,
    }


def in_the_app() -> int:
    """The app as it is started, with hands."""
    from measures.__main__ import main

    threading.Thread(target=_hands, daemon=True).start()
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(in_the_app())
