"""A file that has known rows, as people lay out theirs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from openpyxl import Workbook

from tests.dressed.rows import Known

Line = Sequence[object]

HEADINGS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    str.upper,
    lambda words: words.replace(" ", "_"),
    lambda words: f" {words}  ",
    lambda words: f"{words}*",
    lambda words: f"{words.lower()}:",
    lambda words: words.replace(" ", "\n", 1),
    lambda words: "".join(word[:1].upper() + word[1:] for word in words.split()),
)
TITLES: tuple[list[Line], ...] = (
    [],
    [],
    [("Contact log 2023/24",)],
    [("Report: contacts",), ("Printed on 03/04/2024 by J Smith",), ()],
    [("Period:", "01/04/2023 to 31/03/2024"), ()],
)
NOTES: tuple[list[Line], ...] = (
    [],
    [],
    [(), ("End of report",)],
    [(), ("Source: CRM",), ("* mandatory field",)],
    [("Grand total",)],
    [("Total rows:", 25)],
)


UNDER: tuple[list[Line], ...] = (
    *[[]] * 6,
    [(), (), ("Agency", "Number"), ("Housing", 7), ("Police", 5), ("Total", 12)],
    [(), ("Key",), ("V", "Value demand"), ("F", "Failure demand")],
    [(), (), ("Checked by", "JS"), ("Date", "05/04/2024")],
)
OTHER_SHEETS: tuple[list[list[Line]], ...] = (
    [[("Row Labels", "Count of Ref"), ("Housing", 12), ("Police", 3), ("Grand Total", 15)]],
    [[("Lists",), ("Housing",), ("Police",), ("Health",)]],
    [[("How to fill this in",), ("One row for each contact. Do not leave gaps.",)]],
    [[]],
)


def dress(of: Random, known: Known) -> tuple[str, bytes]:
    """A file's name and content."""
    parts = [known]
    if len(known.rows) > 1 and not known.over and of.random() < 0.15:  # on a sheet for each half
        half = len(known.rows) // 2
        parts = [replace(known, rows=known.rows[:half]), replace(known, rows=known.rows[half:])]
    seed, title, notes = of.random(), of.choice(TITLES), of.choice(NOTES)
    tables = []
    for part in parts:
        again = Random(seed)  # the sheets of one workbook look alike
        table = _across(again, part) if part.over else _list(again, part)
        tables.append([*title, *table, *notes, *of.choice(UNDER)])
    if len(tables) == 1 and of.random() < 0.2:
        tables += of.choice(OTHER_SHEETS)
    if len(tables) == 1 and of.random() < 0.5:
        return "file.csv", _text(of, tables[0])
    return "file.xlsx", _workbook(of, tables)


def _across(of: Random, known: Known) -> list[Line]:
    """A column for each value of the field that the table lies across, and perhaps one of their sums."""
    columns = [*dict.fromkeys((row.get(known.above), row[known.over]) for row in known.rows)]
    written, figure, above = (known.written.get(name, _as_it_is) for name in (known.over, known.figures, known.above))
    found: dict[tuple, dict[object, float]] = {}
    for row in known.rows:
        key = tuple(row[field] for field in known.headings)
        found.setdefault(key, {})[row.get(known.above), row[known.over]] = row[known.figures]
    total = known.figures == "cost" and of.random() < 0.4
    head: list[Line] = [[*known.headings.values(), *(written(over) for _, over in columns), *["Total"] * total]]
    if known.above:
        each = [above(over) for over, _ in columns]
        if of.random() < 0.6:  # once over its columns, as people do who merge cells
            each = [name if not n or name != each[n - 1] else None for n, name in enumerate(each)]
        head.insert(0, [None] * len(known.headings) + each)
    return head + [
        [*key, *(figure(its[each]) for each in columns), *[sum(its.values())] * total] for key, its in found.items()
    ]


def _as_it_is(value: object) -> object:
    return value


def _list(of: Random, known: Known) -> list[Line]:
    """A row for each, in columns of chance order, with others beside them."""
    fields = [*known.headings]
    of.shuffle(fields)
    beside = {name: cells for name, cells in OTHERS.items() if of.random() < 0.2}
    head = [of.choice(HEADINGS)(known.headings[field]) for field in fields] + [*beside]
    lines: list[Line] = [
        [*(_cell(of, known, row, field) for field in fields), *(of.choice(cells) for cells in beside.values())]
        for row in known.rows
    ]
    if of.random() < 0.15:  # as on every printed page
        lines = [each for n, line in enumerate(lines) for each in ([head, line] if n and n % 10 == 0 else [line])]
    if of.random() < 0.15:
        lines = [each for n, line in enumerate(lines) for each in ([(), line] if n and n % 7 == 0 else [line])]
    added = next((field for field in ADDED_UP if field in fields), "")
    total = added and fields[0] != added and of.random() < 0.2
    grouped = of.random() < 0.15 and len(fields) > 3
    if "agency" in fields and of.random() < 0.25:
        head, lines = _in_sections(known, fields, head, beside, lines)
    elif total:
        amount = known.written[added](sum(row[added] or 0 for row in known.rows))
        lines.append([of.choice(TOTALS), *(amount if field == added else None for field in fields[1:])])
    above = [["Details", *[None] * (len(head) - 3), "For office use"]] if grouped else []
    return [*above, head, *lines]


ADDED_UP = ("cost", "minutes")  # what has a total at the end
TOTALS = ("Total", "TOTAL:", "Grand Total", "Sum")


OTHERS: dict[str, Sequence[object]] = {
    "Logged by": ("AB", "CD"),
    "Phone": ("01234 567890", None),
    "Status": ("Closed", "Open"),
    "Remarks": (None, None, "see file"),
}


def _cell(of: Random, known: Known, row: dict, field: str) -> object:
    value = row[field]
    if value is None:
        return of.choice((None, "n/a")) if field in known.written else None
    shown = known.written.get(field, str)(value)
    return f"\u00a0{shown} " if isinstance(shown, str) and of.random() < 0.03 else shown


def _in_sections(
    known: Known, fields: list[str], head: list[str], beside: dict, lines: list[Line]
) -> tuple[list[str], list[Line]]:
    """The same with the agency in a line over its rows, and not beside each. Only of rows that stand alone."""
    at = fields.index("agency")
    if len(lines) != len(known.rows):
        return head, lines
    by_agency: dict[str, list[Line]] = {}
    for row, line in zip(known.rows, lines, strict=True):
        by_agency.setdefault(row["agency"], []).append([*line[:at], *line[at + 1 :]])
    return [*head[:at], *head[at + 1 :]], [each for name, its in by_agency.items() for each in ((name,), *its)]


def _text(of: Random, table: Sequence[Line]) -> bytes:
    file = io.StringIO()
    quoting = of.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(file, delimiter=of.choice(",,;\t|"), lineterminator=of.choice(("\r\n", "\n")), quoting=quoting)
    writer.writerows([["" if value is None else value for value in line] for line in table])
    return file.getvalue().encode(of.choice(("utf-8", "utf-8-sig", "utf-16")))


def _workbook(of: Random, tables: Sequence[Sequence[Line]]) -> bytes:
    book, left = Workbook(), of.choice((1, 1, 2))
    names = of.choice(("Sheet1", "Data", "Log")), of.choice(("Sheet2", "Summary"))
    book.remove(book.active)
    for name, table in zip(names, tables, strict=False):
        page = book.create_sheet(name)
        for r, line in enumerate(table, start=1):
            for c, value in enumerate(line, start=left):
                page.cell(r, c).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
