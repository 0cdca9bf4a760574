"""Files that are not what they say, or that would do harm: each ends in one sentence, and the app lives on."""

import json
import os
import random
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from measures.workbook import read as read_module
from measures.workbook import worker
from measures.workbook.limits import MB, Limits
from measures.workbook.prepare import prepare
from measures.workbook.read import _waiting, get_ready, read
from tests.conftest import open_files_here
from tests.worlds import ROOT

from .build import FILES, HEADINGS, TABLE, csv, ods, ods_cell, ods_row, part, places, repacked, xlsx, zipped
from .xlsb import xlsb

SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx(TABLE)
BINARY = xlsb({"Households": TABLE})
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture(autouse=True)
def _files_are_opened_here():
    """Not here: these files are opened by a process of its own, as the app does it, for it may die of them."""


def far_cell() -> bytes:
    return repacked(
        GOOD,
        {
            SHEET: part(GOOD).replace(
                b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
            )
        },
    )


def repeats(rows: int | str, columns: int) -> bytes:
    """A percentage, written once, so many times."""
    many = f'table:number-columns-repeated="{columns}"'
    percentage = f'office:value-type="percentage" office:value="0.5" {many}'
    return ods({"S": ods_row(ods_cell("50%", percentage), more=f'table:number-rows-repeated="{rows}"')})


def bomb(megabytes: int = 200) -> bytes:
    return repacked(GOOD, {SHEET: part(GOOD).replace(b"</sheetData>", b" " * (megabytes * MB) + b"</sheetData>")})


def lying_bomb() -> bytes:
    """The same with 1 kB as its declared size, in the directory and before the part itself."""
    content = bytearray(bomb(60))
    true_size = struct.pack("<L", len(part(bytes(content))))
    at = content.find(true_size)
    while at >= 0:
        content[at : at + 4] = struct.pack("<L", 1000)
        at = content.find(true_size, at)
    return bytes(content)


def entity_bomb() -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10)
    )
    book = part(GOOD, "xl/workbook.xml").replace(b'name="Households"', b'name="&a9;"')
    return repacked(GOOD, {"xl/workbook.xml": b"<!DOCTYPE x [" + entities + b"]>" + book})


def wide(columns: int = 20_000) -> str:
    return csv([[f"h{i}" for i in range(columns)], range(columns)])


def deep_xml() -> bytes:
    return repacked(GOOD, {"xl/workbook.xml": b"<a>" * 200_000})


def random_bytes() -> bytes:
    return random.Random(7).randbytes(20_000)


HOSTILE = {
    "one cell at XFD1048576": ("far.xlsx", far_cell, "too-much-memory"),
    "a zip bomb": ("bomb.xlsx", bomb, "packed-too-tight"),
    "a zip bomb with lying sizes": ("liar.xlsx", lying_bomb, "damaged"),
    "an entity bomb": ("entities.xlsx", entity_bomb, "damaged"),
    "endless nesting": ("deep.xlsx", deep_xml, "damaged"),
    "protected by a password": ("secret.xlsx", (FILES / "password.xlsx").read_bytes, "password"),
    "an old workbook with a password": (
        "secret.xls",  # a record of the password in place of another
        lambda: (FILES / "shown.xls").read_bytes().replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1),
        "password",
    ),
    "a protected ods": (
        "secret.ods",
        lambda: zipped({"mimetype": MIMETYPE, "META-INF/manifest.xml": b"<encryption-data/>"}),
        "password",
    ),
    "an ods without its manifest": ("odd.ods", lambda: zipped({"mimetype": MIMETYPE}), "damaged"),
    "endless repeats, .ods": ("much.ods", lambda: repeats(10**12, 10**12), "too-much-memory"),
    "repeats that are no number, .ods": ("much.ods", lambda: repeats("many", 1), "damaged"),
    "a broken binary workbook": ("binary.xlsb", lambda: zipped({"xl/workbook.bin": b"x"}), "damaged"),
    "a binary workbook cut short": ("cut.xlsb", lambda: repacked(BINARY, {"xl/worksheets/sheet1.bin": part(BINARY,
        "xl/worksheets/sheet1.bin")[:90]}), "damaged"),
    "a PDF": ("report.xlsx", lambda: b"%PDF-1.7\n" + random_bytes(), "not-a-spreadsheet"),
    "cut short": ("cut.xlsx", lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "cut short by little": ("cut.xlsx", lambda: GOOD[:-30], "damaged"),
    "a broken part": ("broken.xlsx", lambda: repacked(GOOD, {SHEET: part(GOOD)[:700]}), "damaged"),
    "no parts": ("hollow.xlsx", lambda: repacked(GOOD, {SHEET: None}), "damaged"),
    "empty": ("empty.xlsx", lambda: b"", "empty-file"),
    "only headings": ("heads.xlsx", lambda: xlsx([HEADINGS]), "no-rows"),
    "only headings, as CSV": ("heads.csv", lambda: csv([HEADINGS]), "no-rows"),
    "no cells": ("blank.xlsx", lambda: xlsx([]), "no-sheets"),
    "blank lines": ("blank.csv", lambda: "\r\n,,\r\n", "no-sheets"),
    "a web page": ("export.xls", lambda: "<html><table><tr><td>Household "
                                         "ref</td></tr></table></html>", "not-a-spreadsheet"),
    "XML": ("export.xls", lambda: "<?xml version='1.0'?><Workbook/>", "not-a-spreadsheet"),
    "a text document": ("notes.xlsx", lambda: zipped({"word/document.xml": b"x"}), "not-a-spreadsheet"),
    "a zip file": ("photos.xlsx", lambda: zipped({"a.txt": b"x"}), "nothing-recognised"),
    "a picture in a zip file": ("photos.zip", lambda: zipped({"a.png": b"\x89PNG"}), "not-a-spreadsheet"),
    "a zip file in a zip file": ("files.zip", lambda: zipped({"a.zip": zipped({"a.csv": csv(TABLE)})}), "zip-in-zip"),
    "a zip file of hundreds": ("files.zip", lambda: zipped({f"{i}.csv": "a" for i in range(101)}), "too-many-files"),
    "a zip file of a bomb": ("files.zip", lambda: zipped({"bomb.xlsx": bomb()}), "packed-too-tight"),
    "an empty zip file": ("files.zip", lambda: zipped({"__MACOSX/._a": b"x"}), "not-a-spreadsheet"),
    "an e-mail": ("list.csv", lambda: "From: me\r\nTo: you\r\n\r\nHousehold ref,Street name\r\n", "not-a-spreadsheet"),
    "JSON": ("list.csv", lambda: '[{"ref": 1}]', "not-a-spreadsheet"),
    "random bytes, .xlsx": ("noise.xlsx", random_bytes, "no-workbook"),
    "random bytes, .csv": ("noise.csv", random_bytes, "not-a-spreadsheet"),
    "random bytes after a zip's mark": ("noise.xlsx", lambda: b"PK\x03\x04" + random_bytes(), "damaged"),
    "random bytes after an old workbook's mark": ("noise.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random_bytes() + "Workbook".encode("utf-16-le"), "damaged"),
    "none of the kinds": ("menu.csv", lambda: csv([("Dish", "Price"), ("Soup", 4)]), "nothing-recognised"),
    "20,000 columns": ("wide.csv", wide, "too-wide"),
    "a mismatched quote": ("quote.csv", lambda: csv(TABLE) + 'D,"Tansy Close,2,Y\r\nE,Tansy Close,3,N\r\n', "broken-csv"),
}  # fmt: skip


# What a reader may die of.
DEADLY = [
    "one cell at XFD1048576",
    "a zip bomb",
    "a zip bomb with lying sizes",
    "an entity bomb",
    "endless nesting",
    "endless repeats, .ods",
    "random bytes, .xlsx",
    "20,000 columns",
]


@pytest.mark.parametrize("which", HOSTILE)
def test_ends_in_one_problem(which, monkeypatch):
    if which not in DEADLY:
        open_files_here(monkeypatch)
    name, content, code = HOSTILE[which]
    content = content()
    prepared = prepare(name, content.encode() if isinstance(content, str) else content)
    assert [p.code for p in prepared.stops(leave_out=True)] == [code]
    assert sum(sheet.rows.num_rows for sheet in prepared.sheets) == 0


def test_too_wide_says_how_wide_and_what_the_limit_is():
    (problem,) = prepare("wide.csv", wide(1_200).encode(), limits=Limits(columns=1_100)).problems
    assert (problem.details["count"], problem.details["limit"]) == ("1,200", "1,100")


LIMITS = {
    "too large": (Limits(file_size=1000), "too-large"),
    "unpacks to too much": (Limits(unpacked_size=1000), "unpacks-too-large"),
    "slow": (Limits(seconds=0), "too-slow"),
    "hungry": (Limits(memory=10 * MB), "too-much-memory"),
}


@pytest.mark.parametrize("limits, code", LIMITS.values(), ids=LIMITS)
def test_a_good_file_beyond_a_limit(limits, code):
    assert [p.code for p in prepare("homes.xlsx", GOOD, limits=limits).problems] == [code]


def test_the_limits_are_those_of_the_environment(monkeypatch):
    monkeypatch.setenv("MEASURES_MAX_FILE_MB", "0.001")
    assert [p.code for p in prepare("homes.xlsx", GOOD).problems] == ["too-large"]


def test_a_worker_that_waits_takes_the_next_file_and_one_that_died_is_replaced():
    get_ready()
    get_ready()
    (waiting,) = _waiting
    assert waiting.poll() is None and not prepare("homes.xlsx", GOOD).problems
    assert not _waiting and waiting.returncode == 0
    get_ready()
    (waiting,) = _waiting
    waiting.kill()
    waiting.wait()
    assert not prepare("homes.xlsx", GOOD).problems and not _waiting


def test_a_worker_that_waits_ends_with_the_app():
    code = (
        "from measures.workbook import read; read.get_ready(); print(read._waiting[0].pid, flush=True); import "
        "os; os._exit(1)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        psutil.Process(int(said.stdout)).wait(timeout=20)
    except psutil.NoSuchProcess:
        pass


def test_what_an_upload_leaves_on_the_way_is_its_owners_alone(monkeypatch):
    cells, modes = read_module._cells, []

    def look(path, *more):
        modes.extend(stat.S_IMODE(each.stat().st_mode) for each in (path.parent, *path.parent.iterdir()))
        return cells(path, *more)

    monkeypatch.setattr(read_module, "_cells", look)
    assert read("homes.xlsx", GOOD).sheets
    assert sorted(modes) == [0o600] * 5 + [0o700], (
        "the file, what is asked, who is at it, the cells and what else is known"
    )
    assert not list(Path(tempfile.gettempdir()).glob(f"measures-{os.getpid()}-*"))


def test_what_a_crashed_upload_left_is_swept_and_nothing_that_is_in_use(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = ("measures-%d-left", "measures-%d-new", "measures-x-other")
    left, new, other = (tmp_path / (name % gone.pid if "%" in name else name) for name in names)
    ours = tmp_path / f"measures-{os.getpid()}-reads"
    for folder in (left, new, other, ours):
        folder.mkdir()
        (folder / "file").write_bytes(GOOD)
        if folder != new:
            os.utime(folder, (0, 0))
    assert read("homes.xlsx", GOOD).sheets
    assert set(tmp_path.iterdir()) == {new, other, ours}


@pytest.mark.skipif(sys.platform == "win32", reason="there it is told by its process and its age")
def test_a_crashed_upload_is_gone_at_the_next_look_however_young_it_is(monkeypatch, tmp_path):
    """Killed in the middle, an app leaves the raw file, and a worker that goes on for a while."""
    (tmp_path / "homes.xlsx").write_bytes(GOOD)
    code = (
        "import pathlib; from measures.workbook.read import read; read('homes.xlsx', "
        "pathlib.Path('homes.xlsx').read_bytes())"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment) as reading:
        while not (held := [*tmp_path.glob("measures-*/in-use")]) and reading.poll() is None:
            time.sleep(0.001)
        reading.send_signal(signal.SIGSTOP)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        read_module.sweep(Limits())
        assert held[0].exists(), "what is in use is left alone"
        reading.kill()
    assert [*tmp_path.glob("measures-*")]
    read_module.sweep(Limits())
    assert not [*tmp_path.glob("measures-*")]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("os.abort()", "too-much-memory"),
        ("os.kill(os.getpid(), 11)", "reader-failed"),
        ("os._exit(1)", "reader-failed"),
    ],
)
def test_a_reader_that_fails_is_not_said_to_want_memory(how, code, monkeypatch):
    _waiting.clear()
    program = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); sys.stdin.readline(); {how}"
    start = lambda: subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)  # noqa: E731
    monkeypatch.setattr(read_module, "_start", start)
    (problem,) = read("homes.xlsx", GOOD).problems
    assert problem.code == code


def test_a_reader_that_gives_up_in_another_language_says_so(tmp_path, monkeypatch):
    class Panic(BaseException):
        """As fastexcel raises it: no Exception."""

    def give_up(*_):
        raise Panic

    (tmp_path / "request.json").write_text(json.dumps({"name": "a.xlsx", "limits": Limits().as_dict(), "letters": ""}))
    monkeypatch.setattr(worker, "_hold_memory_below", lambda ceiling: None)
    monkeypatch.setattr(worker.formats, "read", give_up)
    worker.main(tmp_path)
    assert json.loads((tmp_path / "sheets.json").read_text())["refused"]["code"] == "reader-failed"


def test_each_file_of_a_zip_file_is_read_as_if_it_came_by_itself(store):
    cases = csv([("Case ref", "Title"), ("C1", "Caf\u00e9")])
    files = {
        "2025/homes.csv": csv(TABLE),
        "2024/cases.txt": cases.encode("mac_roman"),
        "two.xlsx": xlsx({"A": TABLE, "B": []}),
        "read me.pdf": b"%PDF",
        "__MACOSX/._homes.csv": b"x",
    }
    prepared = prepare("files.zip", zipped(files))
    assert [(sheet.name, sheet.sheet.kind, sheet.rows.num_rows) for sheet in prepared.sheets] == [
        ("homes", "households", 3),
        ("cases", "cases", 1),
        ("two A", "households", 3),
    ]
    assert ("other-file", "read me") in places(prepared) and ("letters", "cases") in places(prepared)
    assert not [p for p in prepared.problems if p.stops]
    names = {
        "a/homes.csv": csv(TABLE),
        "b/homes.csv": csv([HEADINGS, ("Z", "Oak Road", 1, "Y")]),
        "locked.xlsx": (FILES / "password.xlsx").read_bytes(),
    }
    prepared = prepare("files.zip", zipped(names))
    assert [sheet.name for sheet in prepared.sheets] == ["homes", "b/homes.csv"]
    assert [(p.code, p.where) for p in prepared.stops()] == [("password", "locked")]  # none is left out without a word


FORMATS = {
    "homes.xlsb": lambda: BINARY,
    "homes.csv": lambda: csv(TABLE).encode("utf-16"),
    "homes.xlsx": lambda: GOOD,
    "homes.ods": lambda: repeats(2, 2),
    "shown.xls": (FILES / "shown.xls").read_bytes,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_process_reads_what_the_other_tests_read_without_it(name, monkeypatch, tmp_path):
    def here(folder, *_):
        worker.main(folder)
        return "done", 0

    content = FORMATS[name]()
    found = read(name, content)
    assert found.sheets and found.peak_memory > 0
    monkeypatch.setattr(worker, "_hold_memory_below", lambda ceiling: None)
    monkeypatch.setattr("measures.workbook.read._run", here)
    assert read(name, content) == found


def test_a_long_wait_is_told_and_ended_by_what_the_telling_raises(monkeypatch):
    """As where a person presses Cancel: the page's next word to the browser raises."""
    monkeypatch.setattr(read_module, "TOLD_AFTER", 0)
    get_ready()
    (worker,) = _waiting
    told = []

    def step(words):
        told.append(words)
        if "so far" in words:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read("homes.xlsx", GOOD, step=step)
    assert told == ["Opening homes.xlsx", "Opening homes.xlsx (0 seconds so far)"]
    assert worker.returncode is not None  # it was ended, and waited for
    assert not list(Path(tempfile.gettempdir()).glob(f"measures-{os.getpid()}-*"))
