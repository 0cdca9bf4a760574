"""Tables as a page sets them: one figure a column, at the right, its unit in the heading, and in any order where
they are long."""

import re

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.views import view
from measures.views.tables import PRINTED, columns, not_printed, sortable
from tests.worlds import ROOT

TWO = re.compile(r"\d%?\)? \(|\d to [£−]?\d")
WORDS = ("On record", "Note", "Bear in mind", "What the person asked", "When, and what it is", "What was done")


def test_a_unit_that_a_whole_column_has_is_said_in_its_heading():
    rows = [
        {"Agency": "A", "Historic": "£1,200", "Share": "57%", "Change": "−\u2060£3", "Of": "40", "Note": ""},
        {
            "Agency": "B",
            "Historic": "none recorded",
            "Share": "no data",
            "Change": "+£4",
            "Of": "",
            "Note": "about 12%",
        },
    ]
    found = columns(rows)
    assert [column.heading for column in found] == ["Agency", "Historic, £", "Share, %", "Change, £", "Of", "Note"]
    assert columns([{"Year": "2024"}])[0].numbers is None, "what a row is of is no figure"
    assert [column.cells for column in found[1:5]] == [
        ("1,200", "none recorded"),
        ("57", "no data"),
        ("−\u20603", "+4"),
        ("40", ""),
    ]
    assert [column.numbers for column in found[1:5]] == [(1200, None), (57, None), (-3, 4), (40, None)]
    assert [column.only_numbers for column in found] == [False, False, False, True, True, False]


def test_a_column_of_several_units_keeps_them_in_its_cells():
    _, column = columns([{"": "", "After": after} for after in ("12%", "£3", "4")])
    assert column.heading == "After" and column.cells == ("12%", "£3", "4") and column.numbers == (12, 3, 4)
    _, column = columns([{"": "", "After": after} for after in ("12%", "3 hours a week")])
    assert column.heading == "After" and column.numbers is None


def test_what_is_longer_than_a_screen_can_be_sorted_unless_its_words_need_lines():
    assert not sortable(columns([{"Street": "A", "Households": "1"}] * 16))
    assert sortable(columns([{"Street": "A", "Households": "1"}] * 17))
    assert not sortable(
        columns([{"Words": "I was told that somebody would come on Monday, and nobody did", "Of": "1"}] * 17)
    )
    assert not sortable(columns([{"Street": "A", "Households": "fewer than 8"}] * 17)) and not sortable(columns([]))


def test_a_long_table_says_on_paper_how_much_of_it_is_printed():
    assert not_printed(PRINTED, file=True) == ""
    assert not_printed(20_000, file=True) == (
        "Printed are the first 500 of 20,000 rows: the others are in its file, under Take away."
    )
    assert not_printed(501, file=False) == "Printed are the first 500 of 501 rows: the others are on the screen."
    style = (ROOT / "pages" / "ui" / "page.css").read_text("utf-8")
    assert f"tr:nth-child(n + {PRINTED + 1})" in style


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_one_figure_in_a_cell(full, name):
    """Never two, as “£5 (12%)” or “460 to 579”, nor a unit in some cells of a column alone."""
    answer = ask(full, name)
    if answer.is_empty:
        pytest.skip("the demonstration has none of it")
    for column in columns(view(answer).rows)[1:]:  # the first is what the others are of
        if column.heading not in WORDS:
            assert not [cell for cell in column.cells if TWO.search(cell)], column.heading
