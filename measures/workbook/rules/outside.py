"""Rows that are none of the table's, and rows of it that stand above its headings."""

from __future__ import annotations

from measures.problems import Problem, sheet_row, shorten
from measures.words import plural
from measures.workbook.rules.rule import also, more
from measures.workbook.totals import Total
from measures.workbook.typed import LISTED, Typed


def above(typed: Typed) -> list[Problem]:
    """Rows above the headings that have all that a row needs, each cell readable as its column: they are data."""
    needed = [field for field in typed.fields if field.required]
    read = [field for field in typed.fields if field.type.unread]
    top = typed.recognised.cells.top
    rows = typed.recognised.cells.table.slice(top, max(0, typed.recognised.header_row - top - 1)).to_pylist()
    found = []
    for number, values in enumerate(rows, start=top + 1):
        words = {field.position: (values.get(f"c{field.position}") or "").strip() for field in typed.fields}
        there = [field for field in read if words[field.position]]
        if needed and there and all(words[field.position] for field in needed):
            tests = " AND ".join(f"({field.type.reads(f'${field.name}')}) IS NOT NULL" for field in there)
            values = {field.name: words[field.position] for field in there}
            if typed.db.execute(f"SELECT {tests}", values).fetchall()[0][0]:
                found.append(number)
    if not found:
        return []
    several = f"{found[0]} and {found[1]}" if len(found) == 2 else f"{found[0]} to {found[-1]}"
    its = f"row {found[0]}" if len(found) == 1 else f"rows {several}"
    details = {"rows": f"{its} {'stands' if len(found) == 1 else 'stand'}", "kind": typed.sheet.title.lower()}
    return [Problem("rows-above", typed.name, found[0], None, details)]


def taken_out(typed: Typed) -> list[Problem]:
    """Rows that are none of the table's."""
    found: list[Problem] = []
    plain = [total.row for total in typed.sums if not total.what]
    for code, rows in (
        ("unit-row", [typed.recognised.unit_row] if typed.recognised.unit_row else []),
        ("total-row", sorted([*typed.totals, *plain])),
        ("headings-again", typed.recognised.repeats),
        ("example-row", typed.examples),
        ("footer", typed.footers),
        ("remark", typed.remarks),
    ):
        if rows:
            found.append(Problem(code, typed.name, rows[0], None, also(rows[1:], len(rows) - 1)))
    if typed.gaps:
        field = typed.field["date"]
        query = f"SELECT {field.text} FROM words WHERE row = $row"
        ((date,),) = typed.db.execute(query, {"row": typed.gaps[0]}).fetchall()
        details = {"points": plural(len(typed.gaps), "point"), "value": shorten(date).removesuffix(" 00:00:00")}
        found.append(Problem("gaps", typed.name, None, typed.field[typed.sheet.gap].position, details))
    sums = [total for total in typed.sums if total.what]
    found += [Problem("sum-row", typed.name, total.row, None, _of_rows(total)) for total in sums[:LISTED]]
    return found + more(len(sums) - LISTED, found)


def _of_rows(total: Total) -> dict[str, object]:
    first, last = sheet_row(total.first), sheet_row(total.last)
    apart = "and" if last == first + 1 else "to"
    return {"what": total.what, "rows": f"row {first}" if first == last else f"rows {first} {apart} {last}"}
