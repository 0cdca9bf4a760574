"""CSV as Excel and other programs write it, and as it comes from old ones."""

import pytest

from measures.workbook.formats.letters import ENCODINGS, LETTERS, decode
from measures.workbook.prepare import prepare
from measures.workbook.read import IN_WORDS

from .build import TABLE, csv, load, places

# £ and é are one byte each in Windows-1252, and not UTF-8.
COSTS = (
    ("Case ref", "Agency", "Cost", "Description"),
    ("A", "Café on the corner", "£240", 'She said "no"; twice'),
    ("B", "Housing, repairs", "£1234.50", "Visit"),
)


def quoted(rows, separator: str = ",") -> str:
    return csv([['"' + str(v).replace('"', '""') + '"' for v in row] for row in rows], separator)


WRITTEN = {
    "UTF-8": quoted(COSTS).encode(),
    "UTF-8 with its mark": quoted(COSTS).encode("utf-8-sig"),
    "Windows-1252": quoted(COSTS).encode("cp1252"),
    "UTF-16 with its mark": quoted(COSTS).encode("utf-16"),
    "UTF-16 little end first": quoted(COSTS).encode("utf-16-le"),
    "UTF-16 big end first": quoted(COSTS).encode("utf-16-be"),
    "UTF-16 with tabs, Excel's “Unicode text”": quoted(COSTS, "\t").encode("utf-16"),
    "semicolons": quoted(COSTS, ";").encode("cp1252"),
    "tabs": quoted(COSTS, "\t").encode(),
    "bars": quoted(COSTS, "|").encode(),
    "a line for Excel": ("sep=;\r\n" + quoted(COSTS, ";")).encode(),
    "a line for Excel, after the mark": ("sep=;\r\n" + quoted(COSTS, ";")).encode("utf-8-sig"),
    "line feeds alone": quoted(COSTS).replace("\r\n", "\n").encode(),
    "carriage returns alone": quoted(COSTS).replace("\r\n", "\r").encode(),
    "no end to the last line": quoted(COSTS).rstrip().encode(),
}


@pytest.mark.parametrize("content", WRITTEN.values(), ids=WRITTEN)
def test_however_it_is_written_it_reads_the_same(content, store):
    prepared = prepare("transactions.csv", content)
    assert prepared.stops() == []
    assert load(store, prepared) == {"transactions": 2}
    found = prepared.sheets[0].rows.select(["row", "agency", "cost", "description"]).to_pylist()
    assert [tuple(str(v) for v in row.values()) for row in found] == [
        ("2", "Café on the corner", "240.0000", 'She said "no"; twice'),
        ("3", "Housing, repairs", "1234.5000", "Visit"),
    ]


def test_rows_are_numbered_as_excel_shows_them():
    """A new line within a cell starts no row; a blank line is one; a line for Excel alone is none."""
    rows = (*TABLE[:2], ("B", '"Larkspur\r\nRoad"', "2", "N"), ("",), ("C", "Tansy Close", "7", "some"))
    for start in ("", "sep=,\r\n", "SEP=,\n", '"sep=,"\r\n'):
        prepared = prepare("homes.csv", (start + csv(rows)).encode())
        assert places(prepared) == [("not-an-option", "homes!C5"), ("not-yes-no", "homes!D5")]
        assert prepared.sheets[0].rows["row"].to_pylist() == [2, 3, 5]


def test_ragged_rows_lose_no_cell():
    """A short row is blank at its end; what stands beyond the headings, where they end in blanks, is named by its
    column."""
    ragged = "Household ref,Street name,Tier,,,\r\nA,Larkspur Road\r\nB,Larkspur Road,2,Y,,moved\r\nC\r\n"
    prepared = prepare("homes.csv", ragged.encode())
    assert places(prepared) == [("missing", "homes!B4"), ("no-heading", "homes!D1"), ("no-heading", "homes!F1")]
    assert prepared.sheets[0].rows["tier"].to_pylist() == [None, "2", None]


def test_a_row_of_more_cells_than_headings_is_not_believed():
    """A comma without quotation marks moves all that follows one column on: the words are cut, and no type would
    tell."""
    text = "Log of calls\n\nReceived on,What the person asked,Agency,Type of demand\n"
    text += "5/1/2026,I rang, nobody came,Council,Repairs\n6/1/2026,Where do I pay?,Council,Pay, ,\n"
    prepared = prepare("log.csv", text.encode())
    assert ("beyond-headings", "log!E4") in places(prepared)
    assert prepared.sheets[0].bad_rows == 1 and prepared.sheets[0].good_rows()["agency"].to_pylist() == ["Council"]
    quoted = prepare("log.csv", text.replace("I rang, nobody came", '"I rang, nobody came"').encode())
    assert not quoted.sheets[0].bad_rows


@pytest.mark.parametrize(
    "wrong, line",
    [('B,"Larkspur Road,2,N\r\nC,Tansy Close,,\r\n', 3), ('B,"Larkspur" Road,2,N\r\nC,Tansy Close,,\r\n', 3)],
    ids=["never closed", "closed too early"],
)
def test_a_mismatched_quotation_mark_is_placed_where_its_row_begins(wrong, line):
    (problem,) = prepare("homes.csv", (csv(TABLE[:2]) + wrong).encode()).problems
    assert (problem.code, problem.details["line"]) == ("broken-csv", line)


def test_a_cell_may_hold_the_other_separators():
    """Semicolons and commas in what people said do not outvote the real separator."""
    said = "I rang, I wrote, I came; nobody, nobody at all, listened"
    rows = [("Received on", "What the person asked"), *[(f"0{d}/01/2026", said) for d in range(1, 8)]]
    for separator in "\t|":
        prepared = prepare("demands.csv", csv(rows, separator).encode())
        assert prepared.stops() == []
        assert prepared.sheets[0].rows["verbatim"].to_pylist() == [said] * 7


@pytest.mark.parametrize("name", ["export.xls", "export.xlsx"])
def test_plain_text_under_the_name_of_a_workbook_is_read(name):
    """Many a system exports so, and Excel opens it."""
    (sheet,) = prepare(name, b"Household ref\tStreet name\nA\tOak Road\n").sheets
    assert sheet.rows["street"].to_pylist() == ["Oak Road"]


def test_lines_of_two_systems_in_one_file_are_each_read_in_their_own_alphabet():
    """Before, one such line turned every accent of the rest to other letters."""
    lines = ["Household ref,Street name", "A,Caf\u00e9 Row", "B,T\u0177 Row"]
    content = b"\n".join([lines[0].encode(), lines[1].encode("cp1252"), lines[2].encode()])
    (sheet,) = prepare("both.csv", content).sheets
    assert sheet.rows["street"].to_pylist() == ["Caf\u00e9 Row", "T\u0177 Row"]


LIST = "Household ref,Street name\nA,{}\nB,Oak Road\n"


@pytest.mark.parametrize(
    ("words", "encoding", "read_as"),
    [
        ("Caf\u00e9 Row", "cp1252", None),
        ("St Mary\u2019s Row", "cp1252", None),
        ("Caf\u00e9 Row", "mac_roman", "mac"),
        ("St Mary\u2019s Row", "mac_roman", "mac"),
        ("Caf\u00e9 Row", "cp850", "dos-850"),
        ("\u00a3 Row", "cp437", "dos-850"),  # the two differ in few letters
    ],
)
def test_letters_that_nothing_tells_are_those_that_fit_and_told_where_they_are_not_windows(words, encoding, read_as):
    content = LIST.format(words).encode(encoding)
    found = prepare("homes.csv", content)
    assert found.sheets[0].rows["street"].to_pylist() == [words, "Oak Road"]
    assert places(found) == ([("letters", "homes")] if read_as else []) and not found.stops()
    assert found.workbook.letters == (read_as or "windows")
    if read_as:
        assert found.problems[0].details["value"] == words
        said = prepare("homes.csv", content, letters="windows")  # a person has the last word
        assert said.sheets[0].rows["street"].to_pylist()[0] != words and not said.problems


@pytest.mark.parametrize("once", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("words", ["Caf\u00e9 Row", "St Mary\u2019s Row", "\u00a3 Row"])
def test_letters_that_were_encoded_twice_are_mended_and_told(words, once):
    content = LIST.format(words.encode().decode(once)).encode()
    found = prepare("homes.csv", content)
    assert found.sheets[0].rows["street"].to_pylist() == [words, "Oak Road"]
    (told,) = found.problems
    assert told.sentence == (
        f'Its letters are read as those of UTF-8 that was encoded twice, such as "{words}". If that is not what it '
        f"should be, "
        "say which they are."
    )
    left = prepare("homes.csv", content, letters="as they stand")
    assert left.sheets[0].rows["street"].to_pylist()[0] == words.encode().decode(once)


def test_what_people_may_say_of_letters_is_what_can_be_read():
    assert tuple(IN_WORDS) == LETTERS
    for name in ENCODINGS:
        assert decode(LIST.format("Mill").encode(ENCODINGS[name]), name).text == LIST.format("Mill")


LOG = "Received on,What the person asked,Type,Agency,Minutes\n05/01/2026,Damp,Repair,Housing,10\n"


def stops(text: str) -> list[tuple[str, str]]:
    return [(p.code, p.where) for p in prepare("log.csv", text.encode()).problems if p.stops]


def test_a_row_with_a_separator_too_few_is_told_and_one_that_ends_early_is_not():
    assert stops(LOG + "06/01/2026,Chasing,Housing,12\n07/01/2026,Keys,Repair,Housing,5\n") == [("short-row", "log!D3")]
    for early in ("06/01/2026,Chasing,Repair,Housing\n", "06/01/2026,Chasing\n", "\n"):
        assert stops(LOG + early + "07/01/2026,Keys,Repair,Housing,5\n") == []
    notes = LOG.replace(",Minutes", ",Minutes,Notes")
    assert stops(notes + "06/01/2026,Chasing,Repair,Housing,7\n") == []  # every row leaves out the blank at its end


def test_the_separator_is_the_one_that_splits_the_headings_too():
    text = "Received on,What the person asked,Notes\n05/01/2026,Chasing; third call\n06/01/2026,Lost keys; locked out\n"
    (sheet,) = prepare("log.csv", text.encode()).sheets
    assert sheet.rows["verbatim"].to_pylist() == ["Chasing; third call", "Lost keys; locked out"]


def test_rows_of_the_table_above_its_headings_are_told_and_a_title_is_not():
    headings, *rows = LOG.splitlines()
    above = "\n".join([*rows, *rows, headings, *rows])
    assert stops(above) == [("rows-above", "log!1")]
    assert stops("\n".join(["Calls,of,January", "Printed on,05/01/2026", headings, *rows])) == []


@pytest.mark.parametrize("month", ["2026-01", "Jan 2026", "January 26", "2026/1"])
def test_a_month_among_days_is_no_day_of_a_demand(month):
    headings, row = LOG.splitlines()[:2]
    log = "\n".join([headings, row.replace("05/01/2026", month), row, row])
    assert stops(log) == [("month-among-days", "log!A")]


def test_zero_bytes_in_a_text_are_nothing():
    text = csv(
        [("Date", "What was asked", "V/F"), ("14/04/2025", "Where is it\0\0", "F"), ("15/04/2025", "A form", "V\0")]
    )
    (sheet,) = prepare("log.csv", text.encode()).sheets
    assert sheet.rows["verbatim"].to_pylist() == ["Where is it", "A form"]
    assert sheet.rows["value_or_failure"].to_pylist() == ["Failure", "Value"]


@pytest.mark.parametrize("odd", [b"\0" * 10, b"\0\x01"])
def test_what_has_other_bytes_that_no_text_has_is_none(odd):
    assert places(prepare("log.csv", b"Date,What was asked,V/F\n14/04/2025,Where is it,F\n" + odd), "not-a-spreadsheet")
