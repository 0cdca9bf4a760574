"""A store follows what is declared: a kind or a column more is added when it is opened, a kind that is gone is left
alone."""

import dataclasses

import pytest

from measures import sheets
from measures.cells import Number, Text, YesNo
from measures.problems import StoreError
from measures.schema import Column, Sheet
from measures.store import Store
from tests.worlds import count, households, incoming

VISITS = Sheet(
    kind="visits",
    title="Visits",
    row_is="a visit",
    purpose="To see who was visited.",
    columns=(Column("agency", "Agency", Text(), required=True, names="agency"),),
    examples=(),
)


@pytest.fixture
def path(tmp_path):
    """A store of the day before."""
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        store.load([households(3)], "x")
        store.load([incoming("transactions", [{"case_ref": "R", "agency": "HEALTH", "cost": 1}])], "x")
    return path


def test_one_more_kind(path, monkeypatch):
    monkeypatch.setitem(sheets.SHEETS, "visits", VISITS)
    with Store.open(path) as store:
        assert store.counts()["visits"] == 0 and count(store, "households") == 3
        store.load([incoming("visits", [{"agency": "Health"}])], "x")
        assert store.rows("SELECT agency_key FROM visits", ["visits"]) == [{"agency_key": "health"}]
        shown = "SELECT shown FROM spellings WHERE pool = 'agency'"
        assert store.rows(shown, ["spellings"]) == [{"shown": "Health"}]
        assert [upload.kind for upload in store.uploads()] == ["visits", "transactions", "households"]


def test_one_more_column_wherever_it_stands_and_a_key_of_one_that_was_there(path, monkeypatch):
    declared = sheets.SHEETS["households"]
    more = Column("garden", "Garden", YesNo())
    named = [dataclasses.replace(c, names="postcode") if c.name == "postcode" else c for c in declared.columns]
    monkeypatch.setitem(
        sheets.SHEETS, "households", dataclasses.replace(declared, columns=(*named[:1], more, *named[1:]))
    )
    with Store.open(path) as store:
        (loaded,) = store.load([households(3)], "x")
        assert loaded.already_there == 3  # a blank in a new column says nothing new
        row = {"household_ref": "H0", "street": "Elm Row", "garden": True, "postcode": "ZZ9 4DF", "Crime": True}
        (loaded,) = store.load([incoming("households", [row], ("Crime", "VA"))], "x")
        assert loaded.changed == 1
        assert store.rows("SELECT garden, postcode_key FROM households WHERE garden", ["households"]) == [
            {"garden": True, "postcode_key": "zz94df"}
        ]
        store.withdraw(loaded.upload, "x")
        assert count(store, "households") == 3


def test_a_column_of_another_type_is_refused_before_anything_is_written(path, monkeypatch):
    """The store opened without a word, and a load ended in DuckDB's own."""
    declared = sheets.SHEETS["households"]
    columns = [dataclasses.replace(c, type=Number()) if c.name == "locality" else c for c in declared.columns]
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setitem(sheets.SHEETS, "households", dataclasses.replace(declared, columns=tuple(columns)))
        with pytest.raises(
            StoreError, match="keeps “locality” of households as VARCHAR, and this program declares it as DOUBLE"
        ):
            Store.open(path)
    assert path.read_bytes() == before
    with Store.open(path) as store:
        store.load([households(3)], "x")


def test_a_kind_that_is_no_longer_known_stays_in_the_history_and_can_be_withdrawn(path, monkeypatch):
    monkeypatch.setitem(sheets.SHEETS, "visits", VISITS)
    with Store.open(path) as store:
        store.load([incoming("visits", [{"agency": "Health"}])], "x")
    monkeypatch.delitem(sheets.SHEETS, "visits")
    with Store.open(path) as store:
        upload = store.uploads()[0]
        assert (upload.kind, upload.current_rows) == ("visits", 1)
        assert sheets.title(upload.kind) == "visits" and sheets.title("households") == "Households"
        store.withdraw(upload.upload, "x")
        assert store.uploads()[0].current_rows == 0
        store.reinstate(upload.upload, "x")
        assert store.uploads()[0].current_rows == 1
