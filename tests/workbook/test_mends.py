"""What a person changes on the page is read as if the file had said so; and is kept with the upload."""

from measures.workbook.by_hand import Override
from measures.workbook.mends import Mend, also, mended, without
from measures.workbook.prepare import prepare, understand
from tests.workbook.build import csv, xlsx

HOMES = [
    ("Household ref", "Street name", "ASB", "Debt"),
    ("A", "Mill Road", "sometimes", "Y"),
    ("B", "Oak Road", "N", "n/k?"),
]


def test_cells_are_changed_and_cleared_and_rows_left_out():
    file = prepare("homes.csv", csv([*HOMES, ("C", "", "Y", "Y")]).encode())
    assert len([p for p in file.problems if p.stops]) == 3
    mends = {"homes": (Mend(2, 2, "sometimes", "Y"), Mend(3, 3, "n/k?", ""), Mend(4))}
    again = understand(file.workbook, mends=mends)
    (sheet,) = again.sheets
    assert not again.stops()
    assert sheet.rows.select(["row", "household_ref", "flag0", "flag1"]).to_pylist() == [
        {"row": 2, "household_ref": "A", "flag0": True, "flag1": True},
        {"row": 3, "household_ref": "B", "flag0": False, "flag1": None},
    ]
    incoming = again.incoming_sheet(sheet)
    assert incoming.left_out == 1
    assert incoming.mapping["mends"] == [[2, 2, "sometimes", "Y"], [3, 3, "n/k?", ""], [4, None, "", ""]]
    # The file itself stays as it is.
    assert file.workbook.sheets[0].table["c2"][1].as_py() == "sometimes"


def test_a_cell_of_a_table_that_lies_across_is_changed_where_it_stands():
    rows = [("Statement", "03/03/2025", "02/06/2025"), ("A home", 2, "seven"), ("Sleep", 3, 5)]
    rows += [("Work", 3, 6), ("Money", 1, 4), ("Family", 2, 8)]
    file = prepare("radar.xlsx", xlsx({"Radar": rows}))
    (other,) = file.others
    said = {"Radar": other.suggested.confirmed.with_given("case_ref", "Ruth")}
    read = understand(file.workbook, overrides=said)
    assert [p.where for p in read.stops()] == ["Radar!C2"]
    read = understand(file.workbook, overrides=said, mends={"Radar": (Mend(2, 2, "seven", "7"), Mend(3))})
    assert not read.stops() and read.sheets[0].rows["rating"].to_pylist() == [2, 7, 3, 6, 1, 4, 2, 8]


def test_a_cell_beyond_the_last_row_or_column_can_be_filled():
    (cells,) = prepare("homes.csv", csv(HOMES).encode()).workbook.sheets
    found = mended(cells, [Mend(5, 4, "", "new")])
    assert found.table.num_rows == 5 and found.table["c4"].to_pylist() == [None, None, None, None, "new"]
    assert mended(cells, []) is cells


def test_a_change_is_one_for_each_cell_and_can_be_taken_back():
    first = (Mend(2, 2, "sometimes", "Y"),)
    assert also(first, [Mend(2, 2, "sometimes", "N")]) == (Mend(2, 2, "sometimes", "N"),)
    assert also(first, [Mend(2, 2, "sometimes", "sometimes")]) == ()
    assert without((*first, Mend(4)), [(4, None)]) == first
    assert [m.in_words("Homes") for m in (*first, Mend(3, 1, "x"), Mend(4))] == [
        "Homes!C2 “sometimes” is “Y”",
        "Homes!B3 “x” is blank",
        "Homes!4 left out",
    ]


def test_words_that_are_read_as_others_are_so_in_every_cell_and_in_the_next_file():
    said = Override.of("households", dict(enumerate(HOMES[0]))).read_words("ASB", {"sometimes": "", "perhaps": "Y"})
    rows = [
        HOMES[0],
        *[(f"H{n}", "Mill Road", "sometimes", "N") for n in range(600)],
        ("X", "Oak Road", "perhaps", "Y"),
    ]
    file = prepare("homes.csv", csv(rows).encode(), overrides={"homes": said})
    (sheet,) = file.sheets
    assert not file.stops() and sheet.rows["flag0"].to_pylist() == [None] * 600 + [True]
    told = [p.sentence for p in sheet.problems if p.code == "read-words"]
    assert told == [
        'Under "ASB" 600 cells say "sometimes", read as blank, as you said.',
        'Under "ASB" 1 cell says "perhaps", read as “Y”, as you said.',
    ]
    again = Override.of_kept(sheet.mapping()["said"])
    assert again == said and again.in_words() == [("ASB: sometimes", "blank"), ("ASB: perhaps", "Y")]
    assert again.without_words("ASB", "sometimes").words == (("ASB", "perhaps", "Y"),)
