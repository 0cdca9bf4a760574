"""When two spellings are one name, how a name is shown, and that both are settled when something changes."""

import datetime as dt
import sys
import unicodedata

import pyarrow as pa
import pytest

from measures.store.names import folded, name_key, name_keys, ref_key
from measures.store.scratch import scratch
from tests.worlds import incoming


@pytest.mark.parametrize(
    "spellings",
    [
        ("Social Services", "Social-Services", "SOCIAL SERVICES", " social  services.", "Social\u00a0Services", "Social\u2011Services"),
        ("Housing & Repairs", "Housing and Repairs", "HOUSING&REPAIRS"),
        ("Café", "Cafe\u0301", "CAFE\u0301", "caf-e\u0301"),
        ("St. Mary’s", "St Mary's", "st marys"),
        ("हिन्दी", "हिन्दी."),
        ("–",),
        ("...",),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key_and_no_other_has_it(spellings):
    assert len({name_key(spelling) for spelling in spellings}) == 1
    assert name_key(spellings[0]) not in map(name_key, ("Health", "Cafes", "St Marys 2", "हनद", "-"))


def test_a_reference_keeps_what_a_name_does_not():
    assert ref_key("a 1") == ref_key(" A  1") != ref_key("A1") != ref_key("A-1")


def test_every_letter_folds_as_its_other_forms_do():
    """All of Unicode that is somebody's: composed or in parts, folded once or twice; capitals wherever a letter has
    just one small form."""
    letters = [c for n in range(1, sys.maxunicode + 1) if unicodedata.category(c := chr(n)) not in ("Cn", "Co", "Cs")]
    with scratch() as db:
        db.execute("CREATE TABLE letters (letter VARCHAR, apart VARCHAR, small VARCHAR)")
        rows = [(c, unicodedata.normalize("NFD", c), c.lower()) for c in letters]
        db.register(
            "rows", pa.table(dict(zip(("letter", "apart", "small"), map(list, zip(*rows, strict=True)), strict=True)))
        )
        db.execute("INSERT INTO letters SELECT * FROM rows")
        key, twice = folded("name", "letter"), folded("name", folded("name", "letter"))
        wrong = db.execute(
            f"SELECT letter, {key}, {folded('name', 'apart')} FROM letters WHERE {key} <> {folded('name', 'apart')} "
            f"OR {key} <> {twice}"
        ).fetchall()
        assert wrong == []
        differ = db.execute(
            f"SELECT letter, small FROM letters WHERE {key} <> {folded('name', 'small')} AND length(small) = 1"
        ).fetchall()
        assert differ == []


def test_a_plain_name_is_folded_as_any_other_is():
    """Every pair of plain characters, between letters and alone."""
    pairs = [f"{a}{b}" for a in map(chr, range(128)) for b in map(chr, range(128))]
    names = [*pairs, *(f"É {pair}z" for pair in pairs), *(f"E {pair}z" for pair in pairs)]
    with scratch() as db:
        db.register("names", pa.table({"name": names}))
        keys = dict(db.execute(f"SELECT name, {folded('name', 'name')} FROM names").fetchall())
    assert name_keys(names) == keys


def demand(ref, **says):
    return {"demand_ref": ref, "received_on": dt.date(2025, 1, 6), "verbatim": ref, **says}


def shown(store, pool, version=None):
    query = "SELECT key, shown FROM spellings WHERE pool = $pool"
    return {row["key"]: row["shown"] for row in store.rows(query, ["spellings"], pool=pool, version=version)}


def test_keys_are_kept_beside_what_was_written(store):
    store.load([incoming("demands", [demand("A 1", agency="Health & Care", type="–"), demand("B")])], "x")
    rows = store.rows(
        "SELECT demand_ref_key AS ref, agency, agency_key, type_key, locality_key FROM demands ORDER BY ref",
        ["demands"],
    )
    assert rows == [
        {"ref": "a 1", "agency": "Health & Care", "agency_key": "healthandcare", "type_key": "–", "locality_key": None},
        {"ref": "b", "agency": None, "agency_key": None, "type_key": None, "locality_key": None},
    ]  # fmt: skip


def test_a_name_is_shown_in_its_commonest_spelling_of_every_sheet_and_column_of_its_pool(store):
    store.load([incoming("demands", [demand("A", agency="HEALTH"), demand("B", origin_agency="Health")])], "x")
    assert shown(store, "agency") == {"health": "Health"}  # as common: the one that is not all capitals
    store.load([incoming("transactions", [{"case_ref": "R", "agency": "HEALTH", "cost": 1}])], "x")
    assert (shown(store, "agency"), shown(store, "agency", version=1)) == ({"health": "HEALTH"}, {"health": "Health"})
    store.load([incoming("households", [{"household_ref": "A", "street": "P", "locality": "NORTH"}])], "x")
    store.load([incoming("demands", [demand("C", locality="North"), demand("D", locality="north")])], "x")
    assert shown(store, "locality") == {"north": "North"} and shown(store, "type") == {}


def test_how_a_name_is_shown_follows_what_is_withdrawn_brought_back_and_corrected(store):
    store.load([incoming("demands", [demand("A", type="Repair")])], "x")
    store.load(
        [incoming("demands", [demand("B", type="REPAIR"), demand("C", type="REPAIR"), demand("D", type="Rent")])], "x"
    )
    assert shown(store, "type") == {"repair": "REPAIR", "rent": "Rent"}
    store.withdraw(2, "x")
    assert shown(store, "type") == {"repair": "Repair"}
    store.reinstate(2, "x")
    assert shown(store, "type") == {"repair": "REPAIR", "rent": "Rent"} == shown(store, "type", version=2)
    store.load([incoming("demands", [demand(ref, type="re-pair") for ref in "BC"], replaces=(2,))], "x")
    assert shown(store, "type") == {"repair": "re-pair"} and shown(store, "type", version=3) == {"repair": "Repair"}


def test_what_is_said_in_the_inbox_counts_in_the_place_of_what_the_row_says(store):
    store.load([incoming("demands", [demand(ref, type="RENT", origin_agency="health") for ref in "ABC"])], "x")
    store.load([incoming("demands", [demand("D", agency="HEALTH")])], "x")
    keys = [
        row["key"]
        for row in store.rows(
            "SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE type = 'RENT' ORDER BY verbatim", ["demands"]
        )
    ]
    for key in keys[:2]:
        store.classify(key, "Failure", "AB", type="Rent", system_condition="Batching")
    assert shown(store, "type") == {"rent": "Rent"} and shown(store, "condition") == {"batching": "Batching"}
    assert shown(store, "type", version=2) == {"rent": "RENT"} and shown(store, "condition", version=2) == {}
    rows = store.rows(
        "SELECT type_key, system_condition_key AS condition FROM demands WHERE verbatim = 'A'", ["demands"]
    )
    assert rows == [{"type_key": "rent", "condition": "batching"}]
    for key in keys:  # value demands have no origin: what the other row says is left
        store.classify(key, "Value", "AB", type="Rates")
    assert shown(store, "type") == {"rates": "Rates"} and shown(store, "condition") == {}
    assert shown(store, "agency") == {"health": "HEALTH"}


def test_flags_have_keys_and_are_shown_as_most_households_have_them(store):
    rows = [{"household_ref": "A", "street": "P", "ASB": True}, {"household_ref": "B", "street": "P", "ASB": False}]
    store.load([incoming("households", [{"household_ref": "C", "street": "P", "A.S.B.": True}], ("A.S.B.",))], "x")
    store.load([incoming("households", rows, ("ASB",))], "x")
    assert shown(store, "flag") == {"asb": "ASB"} and shown(store, "flag", version=1) == {"asb": "A.S.B."}
