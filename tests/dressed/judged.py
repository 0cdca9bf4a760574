"""What becomes of a file whose rows are known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from measures.workbook.check import Checked
from measures.workbook.prepare import Prepared, prepare, understand
from tests.dressed.clothes import dress
from tests.dressed.rows import Known, draw

RIGHT, IN_PART, ASKED, NOT_KNOWN, WRONG = "right", "without a column", "asked or refused", "not recognised", "WRONG"


@dataclass(frozen=True)
class Verdict:
    """What became of one file; of one that was read wrong the rows that it lost, and those it has too many."""

    seed: int
    what: str
    name: str
    content: bytes
    told: tuple[str, ...] = ()
    lost: tuple = ()
    more: tuple = ()


def judge(seed: int) -> Verdict:
    """Read a file by chance as a person does who confirms what is suggested of it."""
    of = Random(seed)
    known = draw(of)
    name, content = dress(of, known)
    prepared = confirmed(prepare(name, content))
    told = tuple(sorted({problem.code for problem in prepared.problems}))
    if prepared.stops():
        what = ASKED if prepared.sheets else NOT_KNOWN
        return Verdict(seed, what, name, content, told)
    if any(sheet.sheet.kind != known.kind for sheet in prepared.sheets):
        return Verdict(seed, WRONG, name, content, told)
    as_loaded = counted_out(known)
    found = [row for sheet in prepared.sheets for row in _rows(sheet, as_loaded)]
    fields = [field for field in as_loaded.rows[0] if any(row[field] is not None for row in found)]
    rows, read = (Counter(_comparable(row, fields) for row in each) for each in (as_loaded.rows, found))
    if rows != read:
        return Verdict(seed, WRONG, name, content, told, tuple(rows - read), tuple(read - rows))
    needed = {*as_loaded.headings, as_loaded.over, as_loaded.figures, as_loaded.above} - {""}
    return Verdict(seed, RIGHT if needed <= {*fields} else IN_PART, name, content, told)


def counted_out(known: Known) -> Known:
    """The rows as they are loaded: of what is told as so many demands, one for each, whose words are their type."""
    if known.figures != "demands":
        return known
    rows = [
        {"type" if field == "verbatim" else field: value for field, value in row.items() if field != "demands"}
        for row in known.rows
        for _ in range(row["demands"])
    ]
    headings = {"type": known.headings["verbatim"], "value_or_failure": known.headings["value_or_failure"]}
    return replace(known, rows=rows, headings=headings, figures="")


def confirmed(prepared: Prepared) -> Prepared:
    """The file as it is read when what is suggested of its sheets is said to be right."""
    said = {other.cells.sheet: other.suggested.confirmed for other in prepared.others if other.suggested}
    return understand(prepared.workbook, overrides=said) if said else prepared


def _rows(sheet: Checked, known: Known) -> list[dict[str, Any]]:
    flags = {flag.lower(): f"flag{n}" for n, flag in enumerate(sheet.flag_names)}
    table = sheet.good_rows()
    names = {field: flags.get(field.lower(), field) for field in known.rows[0]}
    return [{field: row.get(name) for field, name in names.items()} for row in table.to_pylist()]


def _comparable(row: Mapping[str, Any], fields: list[str]) -> tuple:
    return tuple(_plain(row[field]) for field in fields)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool | str | dt.date) or value is None:
        return value
    return round(float(value), 1)  # a decimal, or hours of four places
