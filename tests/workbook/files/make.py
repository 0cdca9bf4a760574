"""Makes the files beside it that openpyxl cannot: run where xlwt, odfpy, openpyxl and msoffcrypto-tool are installed.

None of them is needed to run the tests, so none is among their requirements.
"""

import datetime as dt
import io
import struct
from pathlib import Path

import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

HERE = Path(__file__).parent
LEFT, RESULTS = 2, {
    1: ("Results of the pilot",),
    4: ("Measure", "Before", "After", "Sample size", "Period"),
    5: ("Funded packages", 24.1, 10.9, 250, "2013-14"),
    7: ("Days to a visit", 14, "many", 93, "2013-14"),
    8: ("Admissions", None, 12, 93, "2013-14"),
}  # fmt: skip
SERIES = {1: ("Measure", "Date", "Value"), 2: ("Visits", dt.date(2026, 1, 1), 3), 3: ("Visits", dt.date(2026, 2, 1), 4)}


def xls() -> None:
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, left, rows in (("Results", LEFT, RESULTS), ("Series", 0, SERIES)):
        page = book.add_sheet(name)
        for row, values in rows.items():
            for column, value in enumerate(values, start=left):
                page.write(row - 1, column, value, day if isinstance(value, dt.date) else xlwt.Style.default_style)
    page.row(3).set_cell_text(0, "Visits")
    page.row(3).set_cell_error(2, 0x2A)  # #N/A
    book.save(str(HERE / "results.xls"))


def ods() -> None:
    book = OpenDocumentSpreadsheet()
    for name, left, rows in (("Results", LEFT, RESULTS), ("Series", 0, SERIES)):
        table, last = Table(name=name), 0
        for row, values in rows.items():
            if row > last + 1:
                table.addElement(blank_rows(row - last - 1))
            line, last = TableRow(), row
            if left:
                line.addElement(TableCell(numbercolumnsrepeated=left))
            for value in values:
                line.addElement(ods_cell(value))
            table.addElement(line)
        table.addElement(blank_rows(1_048_576 - last))  # as LibreOffice ends every sheet
        book.spreadsheet.addElement(table)
    book.save(str(HERE / "results.ods"))


def blank_rows(count: int) -> TableRow:
    rows = TableRow(numberrowsrepeated=count)
    rows.addElement(TableCell(numbercolumnsrepeated=16_384))
    return rows


def ods_cell(value: object) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value)
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


# Each is shown as 24.1%, but for the last: 0.241.
SHOWN = ((0.241, "0.0%"), (24.1, '0.0"%"'), (0.241, "General"))


def shown_xls() -> None:
    book = xlwt.Workbook()
    results, demands = book.add_sheet("Results"), book.add_sheet("Demands")
    for column, heading in enumerate(("Measure", "After")):
        results.write(0, column, heading)
    for row, (value, number_format) in enumerate(SHOWN, start=1):
        results.write(row, 0, f"M{row}")
        results.write(row, 1, value, xlwt.easyxf(num_format_str=number_format))
    for column, heading in enumerate(("Received on", "What the person asked", "Minutes")):
        demands.write(0, column, heading)
    for row, minutes in enumerate((25, 65, 1505), start=1):
        demands.write(row, 0, dt.date(2026, 1, 5), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
        demands.write(row, 1, f"Asked {row}")
        demands.write(row, 2, minutes / 1440, xlwt.easyxf(num_format_str="[h]:mm"))
    book.save(str(HERE / "shown.xls"))


def chart_xls() -> None:
    """A list beside a chart, which keeps the numbers it was drawn from as cells do; with a merged cell, a hidden
    row, and a second sheet that is hidden."""
    book = xlwt.Workbook()
    page = book.add_sheet("Households")
    for column, heading in enumerate(("Household ref", "Street name", "Tier", "ASB")):
        page.write(0, column, heading)
    for row, (ref, tier, flag) in enumerate((("A", 1, "Y"), ("B", 2, "N"), ("C", 3, True)), start=1):
        page.write(row, 0, ref)
        page.write(row, 2, tier)
        page.write(row, 3, flag)
    page.write_merge(1, 2, 1, 1, "Larkspur Road")
    page.write(3, 1, "Tansy Close")
    page.row(3).hidden = True
    book.add_sheet("Notes").visibility = 1
    table = page.get_biff_data()
    record = struct.Struct("<HH").pack
    kept = b"".join(
        record(0x0203, 14) + struct.pack("<HHHd", row, column, 15, 99) for row in (1, 2) for column in (2, 3)
    )
    chart = record(0x0809, 16) + bytes.fromhex("00062000bb0dcc07c100000006030000") + kept + record(0x000A, 0)
    page.get_biff_data = lambda: table[:-4] + chart + table[-4:]  # before the end of the sheet
    book.save(str(HERE / "chart.xls"))


def password() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(("Household ref", "Street name"))
    book.active.append(("A", "Larkspur Road"))
    book.save(file)
    with (HERE / "password.xlsx").open("wb") as out:
        OOXMLFile(file).encrypt("secret", out)


if __name__ == "__main__":
    xls()
    ods()
    shown_xls()
    chart_xls()
    password()
