"""What is written by hand is read as what a spreadsheet library writes."""

import datetime as dt
import io

from openpyxl import Workbook

from measures.workbook.read import read
from tests.written import xlsx

TABLES = {
    "One & <two>": [
        ["a", 'b <&> "q"', " space "],
        [1, 2.5, True],
        [None, dt.date(2025, 3, 4), dt.datetime(2025, 3, 4, 10, 30)],
        [dt.time(9, 5), dt.timedelta(hours=30), "=SUM(A1)"],
        ["", -0.1, "two\nlines"],
        ["£5", "#REF!", 1e22],
        [],
        [0.1 + 0.2, False, "="],
    ],
    "Three": [["x"], ["é"]],
}


def test_a_workbook_is_read_as_if_openpyxl_had_written_it():
    book, file = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in TABLES.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(file)
    theirs, ours = (read("test.xlsx", content) for content in (file.getvalue(), xlsx(TABLES)))
    assert not theirs.problems and not ours.problems
    for their, our in zip(theirs.sheets, ours.sheets, strict=True):
        assert our.table.to_pylist() == their.table.to_pylist()
        assert (our.sheet, our.faults) == (their.sheet, their.faults)
