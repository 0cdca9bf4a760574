"""Who did what: it is told once, in order, and a line that was changed or cut is seen."""

import subprocess
import sys

import pytest

from measures import __main__ as command
from measures.audit import Event, Kind, Trail, done
from measures.catalogue import MEASURES
from measures.store import Store
from measures.store.secret import key_path
from tests.worlds import ROOT, households, incoming

LOOK = Event(Kind.LOOKED, "ab@example.org", "Case story", "0f")
ADD = """
import sys
from pathlib import Path
from measures import __main__ as command
from measures.audit import Event, Kind, Trail
for n in range(60):
    Trail(Path(sys.argv[1])).add(Event(Kind.LOOKED, sys.argv[2], str(n)))
"""


@pytest.fixture
def trail(tmp_path):
    made = Trail(tmp_path / "store.duckdb")
    for n in range(5):
        made.add(Event(Kind.LOOKED, "AB", f"Page {n}"))
    return made


def lines(trail, change) -> tuple[int, ...]:
    """Where the trail says it is not as it was written, after its lines were changed so."""
    trail.path.write_text("".join(change(trail.path.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    return trail.read().broken


def test_what_was_done_is_told_in_order_once_and_of_nobody(store, tmp_path):
    trail = Trail(store.path)
    store.load([households(1)], "AB")
    trail.add(LOOK)
    found, broken = done(store, trail)
    assert {(each.kind, each.who) for each in found} == {("Changed", "AB"), ("Looked at", "ab@example.org")}
    assert not broken and found == sorted(found, key=lambda each: each.at, reverse=True)
    word = trail.word("case", "c-1")
    assert word == Trail(store.path).word("case", "c-1") != trail.word("household", "c-1") and "c-1" not in word
    key_path(store.path).unlink()
    assert Trail(store.path).word("case", "c-1") != word, "without the key nobody can say whom it is of"


def test_a_look_by_command_is_noted_as_one_on_a_page_is(tmp_path):
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.load([incoming("cases", [{"case_ref": "RUTH"}])], "AB")
    for asked in (["demand_tiers"], ["demand_words"], ["case_costs", "--case", "RUTH"]):
        assert command.main(["show", *asked, "--who", "AB", "--store", str(path)]) == 0
    of = Trail(path).word("case", "ruth")
    found = [(each.kind, each.who, each.what, each.of) for each in Trail(path).read().events]
    assert found == [("Looked at", "AB", MEASURES["demand_words"].title, ""), ("Looked at", "AB", "A case", of)]


def test_its_files_are_for_the_owner_alone(trail):
    if sys.platform != "win32":
        assert {file.stat().st_mode & 0o777 for file in trail.path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda lines: lines, ()),
        (lambda lines: [lines[0], *lines[2:]], (2,)),
        (lambda lines: lines[1:], (1,)),
        (lambda lines: lines[:-1], (5,)),
        (lambda lines: [], (1,)),
        (lambda lines: [lines[0].replace("AB", "CD"), *lines[1:]], (2,)),
        (lambda lines: [*lines[:4], lines[4].replace("AB", "CD")], (6,)),
        (lambda lines: [lines[1], lines[0], *lines[2:]], (1, 2, 3)),
        (lambda lines: [*lines, "no line of ours\n"], (6, 7)),
    ],
)
def test_what_was_changed_or_cut_is_seen(trail, change, where):
    assert lines(trail, change) == where


def test_what_was_cut_is_seen_after_others_were_added(trail):
    assert lines(trail, lambda lines: lines[:3]) == (4,)
    trail.add(LOOK)
    trail.add(LOOK)
    assert trail.read().broken == (4,) and len(trail.read().events) == 5


def test_a_program_that_was_ended_before_it_remembered_its_line_broke_nothing(trail):
    end = trail.path.with_name(f"{trail.path.name}.end")
    before = end.read_text("utf-8")
    trail.add(LOOK)
    end.write_text(before, "utf-8")
    trail.add(LOOK)
    assert trail.read().broken == () and len(trail.read().events) == 7


@pytest.mark.long
def test_two_programs_may_add_to_it_at_once(tmp_path):
    path = tmp_path / "store.duckdb"
    both = [subprocess.Popen([sys.executable, "-c", ADD, str(path), who], cwd=ROOT) for who in ("A", "B")]
    assert [each.wait(60) for each in both] == [0, 0]
    read = Trail(path).read()
    assert read.broken == () and sorted((e.who, int(e.what)) for e in read.events) == [
        (w, n) for w in "AB" for n in range(60)
    ]


def test_a_spoilt_letter_breaks_its_line_alone(trail):
    with trail.path.open("ab") as file:
        file.write("José".encode()[:-1])  # as a program does that is ended in the middle of a line
    trail.add(Event(Kind.LOOKED, "AB", "afterwards"))
    trail.add(Event(Kind.LOOKED, "AB", "once more"))
    found = Trail(trail.path.with_name(trail.path.name.removesuffix(".audit"))).read()
    assert len(found.events) == 6 and found.events[-1].what == "once more" and 6 in found.broken
