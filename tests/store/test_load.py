"""What becomes of a sheet that is loaded: counted once, whole or not at all, and as foretold."""

import dataclasses
import datetime as dt
from unittest import mock

import pytest

from measures.problems import StoreError
from measures.store import Store, loading
from tests.worlds import costs, count, households, incoming, prepared

LOG = [{"case_ref": "C1", "agency": "Health", "activity": f"Visit {i}"} for i in range(3)]


def log(*rows):
    return incoming("transactions", rows)


def upload_of(loaded):
    return [one.upload for one in loaded]


def test_the_same_sheet_twice_counts_nothing_twice_and_writes_nothing(store):
    for sheet in (households(3), costs(3)):
        store.load([sheet], "a test")
        before = store.version(), store.uploads(), store.versions()
        again = store.load([sheet], "a test")[0]
        assert (again.upload, again.rows, again.new, again.changed, again.already_there) == (None, 3, 0, 0, 3)
        assert (store.version(), store.uploads(), store.versions()) == before


def test_last_months_log_with_new_rows_counts_nothing_twice(store):
    store.load([log(*LOG)], "a test")
    later = store.load([log(LOG[2], *LOG[:2], {**LOG[0], "activity": "Call"})], "a test")[0]
    assert (later.new, later.changed, later.already_there) == (1, 0, 3)
    assert count(store, "transactions") == 4


def test_two_identical_rows_of_one_sheet_remain_two_and_a_third_is_one_more(store):
    store.load([log(LOG[0], LOG[0])], "a test")
    assert count(store, "transactions") == 2
    third = store.load([log(LOG[0], LOG[0], LOG[0])], "a test")[0]
    assert (third.new, third.already_there, count(store, "transactions")) == (1, 2, 3)
    store.load([log(LOG[0], LOG[1])], "a test")
    assert count(store, "transactions") == 4, "a later, shorter log takes nothing away"


@pytest.mark.parametrize(
    ("kind", "rows", "at_once"),
    [
        ("transactions", LOG, True),
        ("transactions", [], False),
        ("transactions", [{}, {}], False),
        ("transactions", [LOG[0], LOG[1], LOG[0]], False),
        # What stands between the words of a row stands in one of its words: both rows say the same.
        ("demands", [{"verbatim": "Damp", "type": "Repair"}, {"verbatim": "Damp\x1ftype=Repair", "type": None}], False),
        ("demands", [{"demand_ref": ref, "verbatim": "Damp"} for ref in ("D1", " d1", None)], True),
        ("households", [{"household_ref": f"H{n}", "street": "Larkspur Road"} for n in range(3)], True),
    ],
)
def test_the_first_rows_of_a_kind_are_kept_as_those_that_come_later(store, tmp_path, monkeypatch, kind, rows, at_once):
    """Where all are plainly new they are written at once, as others are that are laid beside what is known; and the
    same again counts nothing twice."""
    sheet, asked, told = incoming(kind, rows), loading._are_all_new, []
    monkeypatch.setattr(loading, "_are_all_new", lambda *of: told.append(asked(*of)) or told[-1])
    first = store.load([sheet], "a test")
    assert told == [at_once]
    monkeypatch.setattr(loading, "_are_all_new", lambda *of: False)
    with Store.open(tmp_path / "beside.duckdb") as other:
        assert other.load([sheet], "a test") == first
        for table in (kind, "spellings", "observed"):
            assert store.rows(f"FROM data.{table} ORDER BY ALL") == other.rows(f"FROM data.{table} ORDER BY ALL")
    monkeypatch.setattr(loading, "_are_all_new", asked)
    there = count(store, kind)
    assert (store.load([sheet], "a test")[0].new, count(store, kind)) == (0, there)


def test_withdrawing_the_earlier_of_two_overlapping_logs_loses_no_row_of_the_later(store):
    store.load([log(*LOG)], "a test")
    store.load([log(*LOG, {**LOG[0], "activity": "Call"})], "a test")
    store.withdraw(1, "a test")
    assert count(store, "transactions") == 4
    store.withdraw(2, "a test")
    assert count(store, "transactions") == 0
    store.reinstate(1, "a test")
    assert count(store, "transactions") == 3


def test_a_household_is_one_however_its_reference_is_written(store):
    rows = [{"household_ref": ref, "street": "P"} for ref in ("Flat 1", "FLAT  1", "flat 1")]
    for row in rows:
        store.load([incoming("households", [row])], "a test")
    assert count(store, "households") == 1
    assert count(store, "households", version=1) == 1


def test_a_changed_row_takes_the_place_of_the_old_one_and_gives_it_back(store):
    store.load([households(2, "Old Street")], "a test")
    loaded = store.load([households(1, "New Street")], "a test")[0]
    assert (loaded.new, loaded.changed) == (0, 1)

    def streets(version=None):
        rows = store.rows("SELECT street FROM households ORDER BY street", ["households"], version=version)
        return [row["street"] for row in rows]

    assert streets() == ["New Street", "Old Street"]
    store.withdraw(2, "a test")
    assert streets() == ["Old Street", "Old Street"]
    assert [streets(version) for version in range(4)] == [
        [],
        *[["Old Street"] * 2],
        ["New Street", "Old Street"],
        streets(),
    ]


def test_a_flag_column_that_is_left_blank_adds_nothing(store):
    row = {"household_ref": "A", "street": "P", "Crime": True}
    store.load([incoming("households", [row], ["Crime"])], "a test")
    assert store.load([incoming("households", [row], ["Crime", "VA"])], "a test")[0].upload is None
    assert store.load([incoming("households", [row | {"VA": False}], ["VA", "Crime"])], "a test")[0].changed == 1


def test_the_preview_changes_nothing_and_says_what_loading_then_does(store):
    store.load([households(4)], "a test")
    for sheet in (households(4), households(4, "Elsewhere"), households(3, start=2), households(2, replaces=[1])):
        before = store.version(), store.uploads(), store.counts()
        foretold = store.preview(sheet)
        assert (store.version(), store.uploads(), store.counts()) == before
        done = store.load([sheet], "a test")[0]
        assert (foretold.rows, foretold.new, foretold.changed, foretold.already_there) == (
            done.rows,
            done.new,
            done.changed,
            done.already_there,
        )


def test_a_preview_tells_rows_of_other_things_under_the_same_reference(store):
    """By the first column that differs; case, spaces and what is blank in either tell nothing."""
    places = [
        ("Oak Road", "ZZ1 1AA", "North"),
        ("Oak Road", "ZZ1 1AA", "North"),
        ("Elm Road", None, None),
        ("Elm Road", "ZZ1 1AA", "North"),
    ]
    later = [
        ("oak  road", "ZZ1 1AA", "NORTH"),
        ("Mill Street", "ZZ2 2BB", "South"),
        ("Elm Road", "ZZ2 2BB", "South"),
        ("Elm Road", "ZZ1 1AA", "South"),
    ]

    def sheet(rows, crime):
        names = ("household_ref", "street", "postcode", "locality")
        rows = [dict(zip(names, (chr(65 + i), *row))) | {"Crime": crime} for i, row in enumerate(rows)]
        for row in rows:
            row["street"] = " ".join(row["street"].split())
        return incoming("households", rows, ["Crime"])

    store.load([sheet(places, False)], "a test")
    assert store.preview(sheet(places, True)).others == ()
    found = store.preview(sheet(later, True))
    assert [(o.row, o.key, o.column, o.before, o.now) for o in found.others] == [
        (3, "B", "street", "Oak Road", "Mill Street"),
        (5, "D", "locality", "North", "South"),
    ]
    assert store.preview(dataclasses.replace(sheet(later, True), replaces=(1,))).others == ()


def test_a_preview_refuses_what_loading_would_refuse(store):
    with pytest.raises(StoreError, match="no upload 7"):
        store.preview(households(1, replaces=[7]))


def test_replacing_an_upload_withdraws_it_in_the_same_version(store):
    store.load([households(5)], "a test")
    loaded = store.load([households(2, "Elsewhere", replaces=[1])], "a test")[0]
    assert (loaded.new, loaded.changed, store.version()) == (2, 0, 2)
    assert count(store, "households") == 2 and count(store, "households", version=1) == 5
    old = store.uploads()[1]
    assert (old.upload, old.withdrawn, old.to_version, old.current_rows) == (1, True, 2, 0)


def test_replacing_an_upload_by_itself_keeps_its_rows(store):
    store.load([households(5)], "a test")
    store.load([households(5, replaces=[1])], "a test")
    assert count(store, "households") == 5
    assert [(u.upload, u.withdrawn) for u in store.uploads()] == [(2, False), (1, True)]


def test_a_clock_that_was_ahead_once_holds_no_later_list_back(store):
    """What was loaded under it was the newest until its day had come: three lists changed nothing, and were said to
    be older."""
    ahead = dt.datetime.now() + dt.timedelta(days=400)
    row = {"household_ref": "A", "street": "Elm Row", "locality": "North"}
    with mock.patch("measures.store.history.now", lambda: ahead), mock.patch.object(loading, "now", lambda: ahead):
        store.load([incoming("households", [row])], "x")
    for place in ("South", "West"):
        (loaded,) = store.load([incoming("households", [{**row, "locality": place}])], "x")
        assert (loaded.changed, loaded.older) == (1, 0)
        assert store.rows("SELECT locality FROM households", ["households"]) == [{"locality": place}]


def test_several_sheets_are_loaded_all_together_in_one_version(store):
    loaded = store.load([households(2), costs(3), log(*LOG)], "a test")
    assert upload_of(loaded) == [1, 2, 3] and store.version() == 1
    assert store.counts() | {"households": 2, "transactions": 6} == store.counts()


@pytest.mark.parametrize("wrong", ["an unknown upload", "a withdrawn upload", "rows of another type"])
def test_several_sheets_are_loaded_all_or_not_at_all(store, wrong):
    store.load([costs(2)], "a test")
    store.withdraw(1, "a test")
    second = {
        "an unknown upload": costs(1, replaces=[9]),
        "a withdrawn upload": costs(1, replaces=[1]),
        "rows of another type": incoming("transactions", [{"case_ref": "C", "agency": "A"}]),
    }[wrong]
    if wrong == "rows of another type":
        broken = second.rows.append_column("cost", second.rows["agency"])
        second = incoming("transactions", [{"case_ref": "C", "agency": "A"}])
        object.__setattr__(second, "rows", broken)
    before = store.version(), store.uploads(), store.counts()
    with pytest.raises(Exception, match="(?i)upload 9|already withdrawn|convert"):
        store.load([households(2), second], "a test")
    assert (store.version(), store.uploads(), store.counts()) == before
    assert store.load([households(2)], "a test")[0].upload == 2, "the store goes on after a load that failed"


def test_withdrawing_and_bringing_back_refuse_what_makes_no_sense(store):
    store.load([households(1)], "a test")
    with pytest.raises(StoreError, match="not withdrawn"):
        store.reinstate(1, "a test")
    store.withdraw(1, "a test")
    version = store.version()
    with pytest.raises(StoreError, match="already withdrawn"):
        store.withdraw(1, "a test")
    for change in (store.withdraw, store.reinstate):
        for number in (0, -1, 2, 10**12):
            with pytest.raises(StoreError, match=f"no upload {number}"):
                change(number, "a test")
    assert store.version() == version


def test_the_history_says_who_did_what(store):
    store.load([households(2, file_name="march.xlsx", left_out=3)], "AB")
    store.withdraw(1, "CD")
    store.reinstate(1, "EF")
    assert [(v["version"], v["who"]) for v in store.versions()] == [(3, "EF"), (2, "CD"), (1, "AB"), (0, "")]
    assert all(v["what"] for v in store.versions())
    upload = store.uploads()[0]
    assert (upload.file_name, upload.rows_left_out, upload.from_version, upload.withdrawn) == (
        "march.xlsx",
        3,
        3,
        False,
    )


def test_settings_are_as_they_were_at_a_version(store):
    assert store.setting("rule") is None
    store.set("rule", {"a": 1}, "x", "Set it")
    store.load([households(1)], "x")
    store.set("rule", None, "x", "Unset it")
    assert [store.setting("rule", v) for v in range(4)] == [None, {"a": 1}, {"a": 1}, None]
    assert store.setting("rule") is None


@pytest.mark.parametrize("version", [-1, 2, 10**6])
def test_a_version_that_never_was_is_refused(store, version):
    store.load([households(1)], "x")
    store.require_version(0)
    store.require_version(1)
    with pytest.raises(StoreError, match=f"no version {version}"):
        store.require_version(version)


def test_identical_rows_of_one_file_each_count_on_whichever_sheet(store):
    costs = [{"Case ref": "C1", "Agency": "Police", "Cost": 40}] * 2
    file = prepared({"Transactions": costs, "Transactions 2": costs[:1], "Transactions 3": costs})
    assert sum(loaded.new for loaded in store.load(file.incoming(), "x")) == 5
    assert count(store, "transactions") == 5
    assert [loaded.upload for loaded in store.load(file.incoming(), "x")] == [None] * 3
    store.withdraw(2, "x")
    assert count(store, "transactions") == 4


def test_what_a_list_says_otherwise_is_counted_by_column_with_the_first_cells(store):
    from measures.loading import Load
    from measures.sheets import SHEETS
    from measures.views.loads import differences
    from measures.workbook.prepare import prepare
    from tests.workbook.build import csv

    headings = ("Household ref", "Street name", "Tier", "ASB", "Debt")
    first = [("A", "Mill Road", 2, "Y", ""), ("B", "Mill Road", 3, "N", "N"), ("C", "Oak Row", "", "Y", "Y")]
    then = [("A", "Mill Road", 1, "N", "Y"), ("B", "Mill Road", 3, "N", "N"), ("C", "Oak Row", 2, "", "Y")]
    store.load(prepare("homes.csv", csv([headings, *first]).encode()).incoming(), "x")
    (outcome,) = (
        Load((prepare("homes.csv", csv([headings, *then, ("D", "Elm Row", 1, "", "")]).encode()),)).ask(store).outcomes
    )
    assert (outcome.new, outcome.changed, outcome.already_there) == (1, 2, 1)
    assert differences(outcome, SHEETS["households"], {"tier": 2, "ASB": 3, "Debt": 4}) == [
        "Tier: 2 cells, such as A was 2 and is 1 (homes!C2) and C was not known and is 2 (homes!C4)",
        "ASB: 1 cell, such as A was Yes and is No (homes!D2)",
        "Debt: 1 cell, such as A was not known and is Yes (homes!E2)",
    ]
