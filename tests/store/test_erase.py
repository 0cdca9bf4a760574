"""What is erased is as though it had never been loaded, at every version; nothing else moves, and no byte of it is
left."""

import datetime as dt
import random
from pathlib import Path

import pytest

from measures import backups, erasing
from measures.audit import Event, Kind, Trail, note
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import Store, anew
from measures.store.secret import key_path
from tests.worlds import incoming

AB, WHY = "AB", "They asked"
OWN = ("_upload", "_row", "_from", "_to", "_merged", "_content", "lineage")
FLAGS = ("Crime", "VA")
HOMES = ("H1", "h1", "H2", "H3")
CASES = {"C1": "H1", "C2": "H1", "C3": "H2"}
DAY = dt.date(2025, 1, 1)
SEEDS = (20, 22, 24)  # of a case, a household and an upload; all of the first forty agree


def some_rows(kind: str, dice: random.Random) -> list[dict]:
    """Rows of a few households and cases, of which some are stated again and again."""
    day = DAY + dt.timedelta(dice.choice((0, 7, 30, 300)))
    if kind == "households":
        homes = dice.sample(HOMES[1:], dice.randrange(1, 4))
        said = {"street": dice.choice(("Ash Road", "Elm Road"))}
        said |= {"as_at": day} if dice.random() < 0.5 else {}
        said |= {"tier": dice.choice(("1", "2", None))} if dice.random() < 0.7 else {}
        return [{"household_ref": home, **said, "Crime": dice.choice((True, False, None))} for home in homes]
    if kind == "cases":
        cases = dice.sample(sorted(CASES), dice.randrange(1, 4))
        said = {"title": dice.choice(("Warm", "Well", None)), "consent": dice.choice((True, None))}
        return [{"case_ref": case, "household_ref": CASES[case], **said} for case in cases]
    if kind == "demands":
        refs = ("D1", "D2", None, None)
        return [
            {
                "demand_ref": (ref := dice.choice(refs)),
                "household_ref": {"D1": "H1", "D2": "H2"}.get(ref, dice.choice((*HOMES, None))),
                "received_on": day,
                "verbatim": dice.choice(("Where is he?", "Cold")),
                "type": dice.choice(("DAMP", "Damp", "damp", None)),
                "agency": dice.choice(("Council", "COUNCIL", "Police")),
            }
            for _ in range(dice.randrange(1, 6))
        ]
    return [
        {"case_ref": dice.choice(sorted(CASES)), "agency": dice.choice(("Council", "NHS")), "cost": 10, "date": day}
        for _ in range(dice.randrange(1, 5))
    ]


def is_of(row: dict, erasure: Erasure, steps: list) -> bool:
    """Whether a row is of whoever is erased: of a household, the rows of its cases are, where a sheet of cases says
    whose these are."""
    if not erasure.household:
        return row.get("case_ref") == erasure.case
    told = {
        row["case_ref"]
        for kind, rows, *_ in (step for step in steps if not isinstance(step, int))
        if kind == "cases"
        for row in rows
    }
    of_case = CASES.get(row.get("case_ref", "")) == "H1" and row["case_ref"] in told
    return of_case or (row.get("household_ref") or "").lower() == "h1"


def history(dice: random.Random) -> list:
    """Loads of some rows, with what their blanks say, and withdrawals and returns of what was loaded."""
    steps = []
    for _ in range(dice.randrange(3, 9)):
        kind = dice.choice(("households", "households", "households", "cases", "demands", "transactions"))
        flags = FLAGS[: dice.randrange(3)] if kind == "households" else ()
        steps.append((kind, some_rows(kind, dice), flags, dice.choice(("as before", "not known"))))
        if dice.random() < 0.4:
            steps.append(dice.randrange(len(steps)))
    return steps


def play(store: Store, steps: list, leave_out=lambda row: False, gone: int | None = None) -> list[int]:
    """Do all this, with the rows that are not left out and without the load that is `gone`; the version after each
    step."""
    numbers, versions = {}, []
    for place, step in enumerate(steps):
        if isinstance(step, int):
            if number := numbers.get(step):
                upload = next(upload for upload in store.uploads() if upload.upload == number)
                (store.reinstate if upload.withdrawn else store.withdraw)(number, AB)
        else:
            kind, rows, flags, blanks = step
            made = incoming(kind, rows, flags, blanks=blanks, file_name=f"{place}.xlsx")
            kept = [place != gone and not leave_out(row) for row in rows]
            if any(kept):
                made = incoming(kind, rows, flags, blanks=blanks, file_name=f"{place}.xlsx")
                made = made.__class__(**{**vars(made), "rows": made.rows.filter(kept)})
                numbers[place] = store.load([made], AB)[0].upload
        versions.append(store.version())
    return versions


def rows(store: Store, table: str, version: int) -> list[tuple]:
    """The rows of a table at a version, without their place."""
    table = store.ask(f"SELECT * FROM data.{table} WHERE _from <= {version} AND {version} < _to")
    names = [name for name in table.column_names if name not in OWN]
    return sorted((tuple(row[name] for name in names) for row in table.to_pylist()), key=repr)


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_as_though_it_had_never_been_loaded(tmp_path, seed):
    dice = random.Random(seed)
    steps = history(dice)
    with Store.open(tmp_path / "with.duckdb") as store, Store.open(tmp_path / "without.duckdb") as never:
        versions = play(store, steps)
        upload = next((u for u in store.uploads() if dice.random() < 0.4), None)
        if seed % 3 == 0 and upload:
            erasure = Erasure(upload=upload.upload)
            before = play(never, steps, gone=int(upload.file_name.split(".")[0]))
        else:
            erasure = Erasure(household="h1") if seed % 3 == 1 else Erasure(case="C1")
            before = play(never, steps, lambda row: is_of(row, erasure, steps))
        erasing.erase(store, erasure, AB, WHY)
        for now, then in zip([*versions, store.version()], [*before, never.version()], strict=True):
            for table in (*SHEETS, "flags", "observed"):
                assert rows(store, table, now) == rows(never, table, then), (table, now, then)
        counted = "SELECT * FROM name_counts WHERE n > 0 ORDER BY ALL"
        assert store.rows(counted) == never.rows(counted)
        assert {*rows(never, "spellings", never.version())} <= {*rows(store, "spellings", store.version())}


def demand(ref: str | None, home: str | None, words: str = "Where is he?") -> dict:
    said = {"received_on": DAY, "verbatim": words} | ({"household_ref": home} if home else {})
    return said | ({"demand_ref": ref} if ref else {})


def known(store: Store, kind: str = "demands", column: str = "verbatim", version: int | None = None) -> list:
    return [row["it"] for row in store.rows(f"SELECT {column} AS it FROM {kind} ORDER BY it", [kind], version=version)]


def test_what_a_later_list_says_of_their_demand_goes_with_it_though_it_does_not_say_whose_it_is(store):
    store.load([incoming("demands", [demand("D1", "H1"), demand("D2", "H2")])], AB)
    store.load([incoming("demands", [demand("D1", None, "Cold"), demand("D2", None, "Damp")])], AB)
    erasing.erase(store, Erasure(household="H1"), AB, WHY)
    assert (known(store), known(store, version=1)) == (["Damp"], ["Where is he?"])


def test_a_demand_that_was_said_to_be_theirs_by_mistake_stays_with_whose_it_is(store):
    store.load([incoming("demands", [demand("D1", "H1")])], AB)
    store.load([incoming("demands", [demand("D1", "H2", "Cold")])], AB)
    erasing.erase(store, Erasure(household="H1"), AB, WHY)
    assert (known(store), known(store, version=1)) == (["Cold"], [])


def test_a_household_takes_its_cases_with_it_and_a_case_leaves_the_household(store):
    cases = [{"case_ref": "C1", "household_ref": "H1"}, {"case_ref": "C2", "household_ref": "H2"}]
    rating = {
        "case_ref": "c1",
        "statement": "I sleep",
        "date": DAY,
        "rating": 3.0,
        "rating_from": 0.0,
        "rating_to": 10.0,
    }
    store.load([incoming("cases", cases), incoming("ratings", [rating]), incoming("demands", [demand(None, "H2")])], AB)
    found = erasing.found(store, Erasure(household="H1"))
    assert (found.rows, found.uploads, found.cases) == ({"cases": 1, "ratings": 1}, 2, ("C1",))
    assert erasing.erase(store, Erasure(household="H1"), AB, WHY) == found
    assert (known(store, "cases", "case_ref"), known(store, "ratings", "case_ref")) == (["C2"], [])
    erasing.erase(store, Erasure(case="C2"), AB, WHY)
    assert (known(store, "cases", "case_ref"), known(store)) == ([], ["Where is he?"])


def test_those_whom_its_list_said_to_be_there_no_more_stay_away(store):
    home = {"street": "Ash Road", "locality": "Northfield"}
    lists = [["H1", "H2"], ["H1"]]
    for nth, refs in enumerate(lists):
        said = [{"household_ref": ref, **home, "as_at": DAY.replace(month=1 + nth)} for ref in refs]
        store.load([incoming("households", said, gone=bool(nth), file_name=f"{nth}.xlsx")], AB)
    assert known(store, "households", "household_ref") == ["H1"]
    erasing.erase(store, Erasure(household="H1"), AB, WHY)
    assert known(store, "households", "household_ref") == []
    assert known(store, "households", "household_ref", version=1) == ["H2"]
    erasing.erase(store, Erasure(upload=2), AB, WHY)  # with it goes what it said of others
    assert known(store, "households", "household_ref") == ["H2"]


def test_what_is_dated_before_a_day_goes_and_figures_of_nobody_stay(store):
    old, new = DAY - dt.timedelta(4000), DAY
    store.load(
        [
            incoming("demands", [demand(None, "H1"), demand(None, "H1", "Old") | {"received_on": old}]),
            incoming(
                "transactions", [{"case_ref": "C1", "agency": "NHS", "cost": 1, "date": day} for day in (old, new)]
            ),
            incoming("cases", [{"case_ref": "C1", "followed_until": old}, {"case_ref": "C2"}]),
            incoming(
                "households",
                [{"household_ref": ref, "street": "A", "as_at": day} for ref, day in (("H1", old), ("H2", None))],
            ),
            incoming("series", [{"measure": "Visits", "date": old, "value": 1.0}]),
        ],
        AB,
    )
    erased = erasing.erase(store, Erasure(before=new), AB, WHY)
    assert erased.rows == {"households": 1, "demands": 1, "transactions": 1, "cases": 1}
    assert known(store) == ["Where is he?"] and known(store, "series", "value") == [1.0]
    assert known(store, "cases", "case_ref") == ["C2"] and known(store, "households", "household_ref") == ["H2"]


def test_of_an_upload_only_that_it_was_there_is_left_and_it_cannot_be_brought_back(store):
    store.load([incoming("demands", [demand(None, "H1")], file_name="Jane Doe.xlsx")], AB)
    erasing.erase(store, Erasure(upload=1), AB, WHY)
    upload = store.uploads()[0]
    assert (upload.file_name, upload.sheet, upload.mapping, upload.current_rows) == ("(erased)", "(erased)", {}, 0)
    assert upload.is_erased and upload.withdrawn and (upload.who, upload.rows_loaded) == (AB, 1)
    for change in (store.reinstate, store.withdraw):
        with pytest.raises(StoreError):
            change(1, AB)
    with pytest.raises(StoreError, match="no upload 2"):
        erasing.found(store, Erasure(upload=2))


@pytest.mark.parametrize(
    ("erasure", "who", "why", "says"),
    [
        (Erasure(household="H9"), AB, WHY, "there is nothing of it"),
        (Erasure(household="H1"), AB, " ", "say why"),
        (Erasure(household="H1"), AB, "h1 asked", "without the reference"),
        (Erasure(household="H1"), "", WHY, "nobody's name"),
    ],
)
def test_nothing_is_erased_without_a_name_and_a_reason_that_tells_of_nobody(store, erasure, who, why, says):
    store.load([incoming("demands", [demand(None, "H1")])], AB)
    with pytest.raises(StoreError, match=says):
        erasing.erase(store, erasure, who, why)
    assert store.version() == 1 and known(store) == ["Where is he?"]


def rows_of(store: Store, **more):
    made = incoming("demands", [demand(None, "h1"), demand(None, "H2", "Cold")], file_name="again.xlsx", **more)
    return store.preview(made), made


def test_a_file_that_still_has_them_is_known_for_it_and_they_are_left_out_or_loaded(store):
    store.load([rows_of(store)[1]], AB)
    assert rows_of(store)[0].again is None
    erasing.erase(store, Erasure(household="H1"), AB, WHY)
    found, made = rows_of(store)
    assert found.again and (found.again.rows, found.new) == (1, 1)
    assert "h1" not in str(store.rows("FROM erased"))
    found, made = rows_of(store, without_erased=True)
    assert (found.again and found.again.rows, found.new, found.already_there, found.left_out) == (1, 0, 1, 1)
    assert store.load([made], AB)[0].upload is None and known(store) == ["Cold"]
    store.load([rows_of(store)[1]], AB)
    assert known(store) == ["Cold", "Where is he?"]


def test_what_is_older_than_rows_are_kept_is_due_and_goes_when_somebody_says_so(store):
    assert erasing.due(store, DAY) is None
    for years in (-1, 101):
        with pytest.raises(ValueError, match="0 to 100"):
            erasing.keep_for(store, years, AB)
    erasing.keep_for(store, 6, AB)
    assert erasing.due(store, DAY) == Erasure(before=dt.date(2019, 1, 1))
    assert erasing.due(store, dt.date(2028, 2, 29)) == Erasure(before=dt.date(2022, 2, 28))
    erasing.keep_for(store, 0, AB)
    assert erasing.due(store, DAY) is None


def test_what_an_erased_upload_said_is_in_no_row_that_was_made_of_it_and_others(store):
    store.load([incoming("demands", [demand("D1", "H1", "Behind the mill")])], AB)
    typed = {"demand_ref": "D1", "received_on": DAY, "type": "Damp"}
    store.load([incoming("demands", [typed])], AB)
    store.load([incoming("demands", [typed | {"type": "Heating"}])], AB)
    assert known(store) == ["Behind the mill"]
    erasing.erase(store, Erasure(upload=1), AB, WHY)
    assert (known(store), known(store, column="type"), known(store, column="type", version=2)) == (
        [None],
        ["Heating"],
        ["Damp"],
    )
    assert "mill" not in str(store.rows("FROM data.demands"))


def backed_up(store: Store, tmp_path) -> Path:
    store.load([incoming("households", [{"household_ref": "RUTH-1"}, {"household_ref": "RUTH-2"}])], "AB")
    backups.make(store.path, file := tmp_path / "ours.backup", "AB")
    return file


def still_has(file: Path, ref: str, tmp_path) -> bool:
    restored = tmp_path / "restored.duckdb"
    backups.restore(file, restored, "AB")
    with Store.open(restored) as store:
        return ref in known(store, "households", "household_ref")


def test_a_spoilt_letter_in_who_did_what_keeps_nobody_from_being_erased_from_the_backups(store, tmp_path):
    file = backed_up(store, tmp_path)
    with Trail(store.path).path.open("ab") as trail:
        trail.write(b"\xff\n")
    erased = erasing.erase(store, Erasure(household="RUTH-1"), "AB", "they asked")
    assert erased.renewed == (str(file),) and not still_has(file, "RUTH-1", tmp_path)


def test_the_backups_that_are_noted_are_found_without_the_key(store, tmp_path):
    file = backed_up(store, tmp_path)
    key_path(store.path).unlink()
    erased = erasing.erase(store, Erasure(household="RUTH-1"), "AB", "they asked")
    assert erased.renewed == (str(file),) and not still_has(file, "RUTH-1", tmp_path)


def test_where_who_did_what_cannot_be_read_it_is_said_that_backups_may_have_it_still(store, tmp_path):
    backed_up(store, tmp_path)
    trail = Trail(store.path).path
    trail.rename(kept := tmp_path / "kept")
    trail.mkdir()
    with pytest.raises(StoreError, match="gone from the store; but where backups that people made, and shares") as said:
        erasing.erase(store, Erasure(household="RUTH-1"), "AB", "they asked")
    assert said.value.code == "trail-unread" and known(store, "households", "household_ref") == ["RUTH-2"]
    trail.rmdir()
    kept.rename(trail)
    assert backups.tend(store.path, at_the_start=True), "and they are made anew when it can be read"


def test_what_lies_in_a_folder_that_is_closed_to_whoever_erases_is_named(store, tmp_path, monkeypatch):
    file, share = backed_up(store, tmp_path), tmp_path / "shared"
    note(store.path, Event(Kind.SHARED, "AB", str(share)))
    stat = Path.stat

    def closed(path, **more):
        if path in (file, share):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **more)

    monkeypatch.setattr(Path, "stat", closed)
    erased = erasing.erase(store, Erasure(household="RUTH-1"), "AB", "they asked")
    assert (erased.left, erased.shared) == ((str(file),), (str(share),))


def test_where_the_file_cannot_be_written_anew_the_backups_are_made_without_them_all_the_same(
    store, tmp_path, monkeypatch
):
    file = backed_up(store, tmp_path)
    note(store.path, Event(Kind.BACKED_UP, "AB", str(gone := tmp_path / "on-a-stick.backup")))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(anew, "write_again", full)
    with pytest.raises(StoreError, match="It is erased") as said:
        erasing.erase(store, Erasure(household="RUTH-1"), "AB", "they asked")
    assert said.value.code == "not-rewritten" and str(gone) in str(said.value) and str(file) not in str(said.value)
    assert not still_has(file, "RUTH-1", tmp_path)
