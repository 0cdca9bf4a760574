"""References that stand in several spellings in what is loaded together, of one sheet or of two, are asked about."""

import pytest

from measures.loading import Load
from measures.workbook.prepare import prepare

from .build import xlsx

LEDGER = [
    ("Case", "Agency", "Cost", "Date"),
    ("00042", "Police", 100, "04/03/2025"),
    (42, "Health", 50, "13/03/2025"),
    ("0043", "Health", 50, "13/03/2025"),
]
HOMES = [("Household ref", "Street", "ASB"), ("00042", "Mill Road", "Y"), ("00043", "Mill Road", "N")]
LOG = [
    ("Date", "What they asked", "V/F", "Household ref"),
    ("04/03/2025", "Mend it", "F", 42),
    ("13/03/2025", "A form", "V", 43),
]


def asked(store, sheets, **answers):
    """The questions about spellings that are open, and the load as it is answered."""
    load = Load((prepare("test.xlsx", xlsx(sheets)),), answers=answers)
    found = load.ask(store)
    return [question for question in found.unanswered if question.code == "noughts"], load, found


def loaded(store, sheets, query, table, **answers):
    open_, load, found = asked(store, sheets, **answers)
    assert not open_
    store.load(load.incoming(found), "AB")
    return [tuple(row.values()) for row in store.rows(query, (table,))]


def test_the_same_reference_with_and_without_noughts_in_one_sheet_is_asked_about(store):
    """One case had been two, one of which nothing else was known of."""
    ((question,), *_) = asked(store, {"Ledger": LEDGER})
    assert question.name == "Ledger!noughts" and question.default is None
    assert question.evidence == ("Case ref 00042 (row 2) and 42 (row 3)",)


@pytest.mark.parametrize(
    ("answer", "costs"),
    [("same", [("00042", 150), ("0043", 50)]), ("others", [("00042", 100), ("0043", 50), ("42", 50)])],
)
def test_it_is_one_case_or_two_as_is_said(store, answer, costs):
    query = "SELECT case_ref, sum(cost)::INTEGER FROM transactions GROUP BY 1 ORDER BY 1"
    assert loaded(store, {"Ledger": LEDGER}, query, "transactions", noughts=answer) == costs


def test_of_rows_with_a_reference_of_their_own_only_that_they_are_others_can_be_said(store):
    homes = [*HOMES, ("42", "Mill Road", "Y")]
    ((question,), *_) = asked(store, {"Households": homes})
    assert [choice.name for choice in question.choices] == ["others"]
    assert loaded(store, {"Households": homes}, "SELECT count(*) FROM households", "households", noughts="others") == [
        (3,)
    ]


@pytest.mark.parametrize("first", ["Households", "Demands"])
def test_two_sheets_that_spell_a_reference_otherwise_are_asked_about(store, first):
    """The demands of a household were nobody's: a list had 00042, and the log of the same workbook 42."""
    sheets = {"Households": HOMES, "Demands": LOG}
    sheets = {name: sheets[name] for name in (first, *(name for name in sheets if name != first))}
    ((question,), *_) = asked(store, sheets)
    assert question.default == "same" and len(question.evidence) == 2
    query = "SELECT count(*) FROM demands JOIN households USING (household_ref)"
    open_, load, found = asked(store, sheets, noughts="same")
    store.load(load.incoming(found), "AB")
    assert not open_ and [*store.rows(query, ("demands", "households"))[0].values()] == [2]


@pytest.mark.parametrize("refs", [("42", "43"), ("00042", "00043"), ("0", "00A"), ("H042", "H42")])
def test_of_others_nothing_is_asked(store, refs):
    table = [LEDGER[0], *((ref, "Police", 10, "04/03/2025") for ref in refs)]
    assert asked(store, {"Ledger": table})[0] == []
    assert asked(store, {"Households": HOMES, "Demands": [LOG[0], ("04/03/2025", "Mend it", "F", "00042")]})[0] == []
