"""A file that has known rows, as people lay out theirs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
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


def dress(of: Random, known: Known) -> tuple[str, bytes]:
    """A file's name and content."""
    table = _across(of, known) if known.over else _list(of, known)
    table = [*of.choice(TITLES), *table, *of.choice(NOTES)]
    return ("file.csv", _text(of, table)) if of.random() < 0.5 else ("file.xlsx", _workbook(of, table))


def _across(of: Random, known: Known) -> list[Line]:
    """A column for each value of the field that the table lies across, and perhaps one of their sums."""
    over = [*dict.fromkeys(row[known.over] for row in known.rows)]
    written, figure = (known.written.get(name, _as_it_is) for name in (known.over, known.figures))
    found: dict[tuple, dict[object, float]] = {}
    for row in known.rows:
        found.setdefault(tuple(row[field] for field in known.headings), {})[row[known.over]] = row[known.figures]
    total = known.figures == "cost" and of.random() < 0.4
    head = [*known.headings.values(), *map(written, over), *["Total"] * total]
    return [head] + [
        [*key, *(figure(its[each]) for each in over), *[sum(its.values())] * total] for key, its in found.items()
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
    if "agency" in fields and of.random() < 0.25:
        head, lines = _in_sections(known, fields, head, beside, lines)
    return [head, *lines]


OTHERS: dict[str, Sequence[object]] = {
    "Logged by": ("AB", "CD"),
    "Phone": ("01234 567890", None),
    "Status": ("Closed", "Open"),
    "Remarks": (None, None, "see file"),
}


def _cell(of: Random, known: Known, row: dict, field: str) -> object:
    value = row[field]
    if value is None:
        return of.choice((None, "n/a"))
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


def _workbook(of: Random, table: Sequence[Line]) -> bytes:
    book, left = Workbook(), of.choice((1, 1, 2))
    page = book.active
    page.title = of.choice(("Sheet1", "Data", "Log"))
    for r, line in enumerate(table, start=1):
        for c, value in enumerate(line, start=left):
            page.cell(r, c).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
