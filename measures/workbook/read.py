"""Bytes of a file to its cells, each with its sheet, row and column as Excel shows them.

The file is opened by a process of its own (`worker.py`), which may be killed without harm to the app.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import UNSEEN
from measures.problems import Problem, shorten
from measures.workbook.limits import Limits, readable_size

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parents[2]
# What the letters of a text file may be.
IN_WORDS = {
    "windows": "Windows",
    "mac": "a Mac of before 2001",
    "dos-850": "DOS in Western Europe (850)",
    "dos-437": "DOS in America (437)",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "mended": "UTF-8 that was encoded twice",
    "as they stand": "UTF-8, as they stand",
}


# The list of problems in a marked copy: how its first cell begins, its headings, and in which of its first rows they
# are.
LIST_TITLE, LIST_TOP = "Problems in ", 12
LIST_HEADINGS = ("What it is", "Sheet", "Cell", "What is wrong, and what to do")


@dataclass(frozen=True)
class Cells:
    """One sheet as it is: every cell as text or null.

    `table` has a column `c0`, `c5`… for each used column (counted from 0 as A, F…), and its first row is row 1.
    `faults` are cells the reader gives as empty though Excel shows something: (row, column, code, text). `merged` are
    cells that go over several rows, of which the table has the words in the first: (column, first row, last row).
    `widths` is how many cells each of the first rows of a text file has, and `short` are (row, cells) of its rows that
    have fewer than most; a workbook's rows have no width. `letters` are those a text file was read in, and `unsure`
    some of its words where these are a guess. `numbers` are those of the rows under the headings where they do not
    follow one another: of figures that lay across the sheet (see `layouts`). `hidden_columns` are (first, last) of
    those that the spreadsheet program does not show. Of a table that is not the only one of its sheet (see `tables`),
    `part_of` is the sheet's name, `title` the line above it, `top` how many rows above it are another's, and `notes`
    are what is told of it.
    """

    sheet: str
    table: pa.Table
    hidden: bool = False
    faults: tuple[tuple[int, int, str, str], ...] = ()
    problem: Problem | None = None  # why the sheet was not read
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    widths: tuple[int, ...] = ()
    short: tuple[tuple[int, int], ...] = ()
    letters: str = ""
    unsure: str = ""
    numbers: tuple[int, ...] | None = None
    part_of: str = ""
    title: str = ""
    top: int = 0
    notes: tuple[Problem, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()

    @property
    def called(self) -> str:
        """What names all its rows: the line above a table that is not the only one, or else the sheet's name."""
        return (self.title or self.part_of or self.sheet).strip()

    @property
    def columns(self) -> list[int]:
        return [int(name[1:]) for name in self.table.column_names]

    @property
    def blank(self) -> bool:
        return not (self.table.num_rows or self.hidden or self.faults or self.problem)

    @property
    def lists_problems(self) -> bool:
        """Whether this is the list of problems in a copy that was given back with them marked: no data of anybody's."""
        top = self.table.slice(0, LIST_TOP).to_pylist()
        titled = bool(top) and str(top[0].get("c0")).startswith(LIST_TITLE)
        return titled and any([*row.values()][: len(LIST_HEADINGS)] == [*LIST_HEADINGS] for row in top)


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Words without what nobody sees around them, null where there are none. Arrow trims four times as fast as SQL."""
    words = pc.utf8_trim(column, UNSEEN)
    blank = pc.equal(words, "")
    return pc.if_else(blank, None, words) if pc.any(blank).as_py() else words


@dataclass(frozen=True)
class Workbook:
    """A file that was read, or why it was not: `problems` holds at most one, and then there are no sheets."""

    name: str
    sha256: str
    sheets: tuple[Cells, ...] = ()
    problems: tuple[Problem, ...] = ()
    peak_memory: int = field(default=0, compare=False)

    @property
    def letters(self) -> str:
        """The letters in which its texts were read, where any had to be chosen."""
        return next((cells.letters for cells in self.sheets if cells.letters), "")

    @property
    def notes(self) -> list[Problem]:
        """What is told of its letters, where they are a guess."""
        return [
            Problem(
                "letters", cells.sheet, details={"letters": IN_WORDS[cells.letters], "value": shorten(cells.unsure)}
            )
            for cells in self.sheets
            if cells.unsure
        ]


def read(
    name: str,
    content: bytes,
    limits: Limits | None = None,
    step: Callable[[str], None] = lambda words: None,
    letters: str = "",
) -> Workbook:
    """Read one file. Never raises for what is in it: a file that cannot be read has one problem that says why.

    `step` is told in words what is being done, and again where that takes long: with how long it has taken so far, in
    brackets. What it raises ends the process that opens the file. `letters` are those that a person says its texts are
    in.
    """
    limits = limits or Limits.from_environment()
    name = Path(name.replace("\\", "/")).name or "file"
    sha256 = hashlib.sha256(content).hexdigest()

    def refused(code: str, **details: object) -> Workbook:
        return Workbook(name, sha256, problems=(Problem(code, name, details=details),))

    if not content:
        return refused("empty-file")
    if len(content) > limits.file_size:
        return refused("too-large", size=readable_size(len(content)), limit=readable_size(limits.file_size))
    step(f"Opening {name}")

    def waiting(seconds: int) -> None:
        step(f"Opening {name} ({seconds} seconds so far)")

    with by_worker(content, limits, waiting, name=name, letters=letters) as (folder, answer, peak):
        if "refused" in answer:
            return refused(answer["refused"]["code"], **answer["refused"]["details"])
        step(f"Reading the sheets of {name}")
        every = [_cells(folder / f"{number}.arrow", sheet, limits) for number, sheet in enumerate(answer["sheets"])]
        sheets = tuple(cells for cells in every if not cells.lists_problems)
    if all(cells.blank for cells in sheets):
        return refused("no-sheets")
    return Workbook(name, sha256, sheets, peak_memory=peak)


@contextmanager
def by_worker(
    content: bytes, limits: Limits, waiting: Callable[[int], None] = lambda seconds: None, **request: object
) -> Iterator[tuple[Path, dict, int]]:
    """Have the worker do what the request says with a file: the folder in which it leaves what it made, what it says of
    it, and the most memory it used, in bytes. Where it did not, that says under `refused` the code and details of a
    problem.

    `waiting` is told every few seconds how many it has taken so far; what it raises ends the worker.
    """
    sweep(limits)
    # Its owner's alone. What cannot be taken away, as on Windows while another program looks at it, is swept later.
    prefix = f"{FOLDERS}{os.getpid()}-"
    with (
        tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder_name,
        _in_use(Path(folder_name)),
    ):
        folder = Path(folder_name)
        words = json.dumps({**request, "limits": limits.as_dict()})
        for part, what in (("file", content), ("request.json", words.encode())):
            (folder / part).touch(mode=0o600)
            (folder / part).write_bytes(what)
        ended, peak = _run(folder, limits, waiting)
        if ended == "slow":
            answer = _refusal("too-slow", limit=f"{limits.seconds:g} seconds")
        elif ended == "failed":
            answer = _refusal("reader-failed")
        elif ended == "memory" or not (folder / "sheets.json").exists():
            answer = _refusal("too-much-memory", limit=readable_size(limits.memory))
        else:
            answer = json.loads((folder / "sheets.json").read_text("utf-8"))
        yield folder, answer, peak


def _refusal(code: str, **details: object) -> dict:
    return {"refused": {"code": code, "details": details}}


# A reader that asks for more memory than there is ends itself (SIGABRT), or the system ends it (SIGKILL).
ENDS_FOR_MEMORY = (-6, -9)
TOLD_AFTER = 2  # seconds of waiting: a person is told that it goes on, and may end it
FOLDERS = "measures-"  # followed by the number of the process that reads a file in it


IN_USE = "in-use"


@contextmanager
def _in_use(folder: Path) -> Iterator[None]:
    """Hold a folder of an upload: the system lets go of it when this process ends, however it ends."""
    if fcntl is None:
        yield
        return
    held = folder / f"{IN_USE}.new"
    with open(os.open(held, os.O_CREAT | os.O_RDWR, 0o600), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held.rename(folder / IN_USE)  # by the name that is looked for it is held from the first
        yield


def _is_left(folder: Path) -> bool | None:
    """Whether the process that held a folder is gone; None where it was not held, or nobody can tell."""
    if fcntl is None:
        return None
    try:
        with (folder / IN_USE).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def sweep(limits: Limits) -> None:
    """Take away the folders of uploads that were cut short by a crash, with what people put into their spreadsheets.

    Nobody holds such a folder any more. Where that cannot be told, it is of a process that is gone, and older than a
    read may take: containers may share the place of these folders, and count their processes each for itself.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*-*"):
        left = _is_left(folder)
        if left is not None:
            if left:
                _take_away(folder)
            continue
        owner = folder.name.removeprefix(FOLDERS).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            try:
                age = time.time() - folder.lstat().st_mtime
            except OSError:  # another has swept it meanwhile
                continue
            if age > limits.seconds + 60:
                _take_away(folder)


def _take_away(folder: Path) -> None:
    """Remove a folder, by another name first: the worker of an app that was ended may still write into it, by the
    name it knows."""
    with suppress(OSError):  # another has swept it meanwhile
        gone = folder.with_name(f"{folder.name}.gone")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _cells(path: Path, sheet: dict, limits: Limits) -> Cells:
    # In one piece, on which the columns then stand: reading them one by one takes ten times as long.
    table = pa.ipc.open_file(pa.py_buffer(path.read_bytes())).read_all()
    problem = None
    if wide := sheet.get("too_wide"):
        details = {"count": f"{wide:,}", "limit": f"{limits.columns:,}"}
        problem = Problem("too-wide", sheet["name"], details=details)
    if refused := sheet["refused"]:
        code, details = refused
        problem = Problem(code, sheet["name"], details=details)
    return Cells(
        sheet["name"],
        table,
        sheet["hidden"],
        tuple(tuple(fault) for fault in sheet["faults"]),
        problem,
        tuple(sheet["hidden_rows"]),
        tuple(tuple(place) for place in sheet["merged"]),
        tuple(sheet["widths"]),
        tuple(tuple(row) for row in sheet["short"]),
        sheet["letters"],
        sheet["unsure"],
        hidden_columns=tuple((first, last) for first, last in sheet["hidden_columns"]),
    )


_waiting: list[subprocess.Popen] = []  # one worker at most, with no file yet
_one_at_a_time = threading.Lock()


def get_ready() -> None:
    """Have a worker wait for the next file, while a person chooses it: to start one takes longer than to open a small
    file."""
    with _one_at_a_time:
        if not (_waiting and _waiting[0].poll() is None):
            _waiting[:] = [_start()]


@atexit.register
def _dismiss() -> None:
    """End the worker that waits. Where this process has no time for it, the worker's input ends, and so does the
    worker."""
    while _waiting:
        worker = _waiting.pop()
        worker.kill()
        worker.communicate()


def _start() -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    python = sys.executable
    if sys.platform == "win32":
        # In a virtual environment that is a program which starts another, and it is this other whose memory must be
        # watched. So it is started itself, and told where it belongs, as multiprocessing does.
        python, environment["__PYVENV_LAUNCHER__"] = getattr(sys, "_base_executable", python), python
    # Output goes nowhere: a dying reader's last words are of no use to a manager, and may quote a cell.
    return subprocess.Popen(
        [python, "-m", "measures.workbook.worker"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _at_work(folder: Path) -> subprocess.Popen:
    """A worker that opens the file in this folder: the one that waits, unless there is none or it has died."""
    with _one_at_a_time:
        waited = bool(_waiting)
        worker = _waiting.pop() if waited else _start()
    assert worker.stdin
    try:
        with worker.stdin as input_:
            input_.write(os.fsencode(folder) + b"\n")
    except OSError:
        worker.wait()
        if waited:
            return _at_work(folder)
    return worker


def _run(folder: Path, limits: Limits, waiting: Callable[[int], None]) -> tuple[str, int]:
    """Run the worker to its end. How it ended ("done", "slow", "memory" or "failed"), and the most memory it used, in
    bytes."""
    worker = _at_work(folder)
    watched, peak = psutil.Process(worker.pid), 0
    began = time.monotonic()
    deadline, told = began + limits.seconds, began
    try:
        while True:
            try:
                worker.wait(timeout=0.02)
                wants_memory = worker.returncode in ENDS_FOR_MEMORY
                return ("done" if worker.returncode == 0 else "memory" if wants_memory else "failed"), peak
            except subprocess.TimeoutExpired:
                pass
            now = time.monotonic()
            if now >= told + TOLD_AFTER:
                told = now
                waiting(round(now - began))
            try:
                peak = max(peak, watched.memory_info().rss)
            except psutil.Error:
                continue
            if peak > limits.memory:
                return "memory", peak
            if now > deadline:
                return "slow", peak
    finally:
        worker.kill()
        worker.wait()
