"""Rows whose cells are each right and do not fit together, or do not fit other rows of their sheet; and what is
worth knowing of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Date, Ref
from measures.problems import Problem, shorten
from measures.store.names import folded
from measures.words import plural, short
from measures.workbook.rules.rule import Rule, first_of
from measures.workbook.typed import LISTED, Field, Typed


def several_points(typed: Typed) -> list[Problem]:
    """Of points of which two are of one measure and one date: which, and which column tells them apart, if one does."""
    if not typed.sheet.gap or not {*typed.sheet.known_by, typed.sheet.gap} <= typed.field.keys():
        return []
    if any(meant.problem for meant in typed.meanings.values()):  # it is not known what dates they are
        return []
    of, value = [typed.field[name] for name in typed.sheet.known_by], typed.field[typed.sheet.gap].value
    keys = [folded("ref", f.value) if f.name == typed.sheet.named else f.value for f in of]
    query = f"""SELECT min(row, {LISTED}), {", ".join(f"arg_min({f.text}, row)" for f in of)}, count(*) OVER () FROM typed
        WHERE {value} IS NOT NULL AND {" AND ".join(f"{key} IS NOT NULL" for key in keys)}
        GROUP BY {", ".join(keys)} HAVING count(DISTINCT {value}) > 1 ORDER BY min(row) LIMIT {LISTED}"""
    lots = typed.db.execute(query).fetchall()
    if not lots:
        return []
    rows, measure, date, number = lots[0]
    named = (
        typed.recognised.headings[typed.field[typed.sheet.named].position] if typed.sheet.named in typed.field else ""
    )
    details = {
        "value": shorten(measure),
        "date": shorten(date.removesuffix(" 00:00:00")),
        "rows": first_of(rows, len(rows), None),
    }
    details |= {
        "others": f", and so on {plural(number - 1, 'other date', 'other dates')}" if number > 1 else "",
        "number": len(lots),
    }
    alone = [p for p in typed.recognised.cells.columns if p in typed.recognised.left_alone]
    apart = next((p for p in alone if _tells_apart(typed, p, [rows for rows, *_ in lots])), None)
    heading = shorten(typed.recognised.headings[apart]) if apart is not None else ""
    details |= {"heading": shorten(named), "column": heading, "field": typed.sheet.column(typed.sheet.named).title}
    code = "several-points-apart" if apart is not None else "several-points"
    return [Problem(code, typed.name, rows[0], typed.field["date"].position, details)]


def several_ratings(typed: Typed) -> list[Problem]:
    """Of ratings of which two are of one statement on one day by the same person, or by nobody knows whom: which,
    for only one of them is on the charts."""
    rating = typed.field.get("rating")
    if typed.sheet.kind != "ratings" or rating is None or not {"case_ref", "statement", "date"} <= typed.field.keys():
        return []
    whose = folded("name", typed.field["rated_by"].value) if "rated_by" in typed.field else "''"
    of = [folded("ref", typed.field["case_ref"].value), folded("name", typed.field["statement"].value), "date", whose]
    query = f"""SELECT min(row, {LISTED}), arg_min({typed.field["statement"].text}, row), date, count(*) OVER () FROM typed
        WHERE {rating.value} IS NOT NULL AND date IS NOT NULL
        GROUP BY {", ".join(of)} HAVING count(DISTINCT {rating.value}) > 1 ORDER BY min(row) LIMIT 1"""
    found = []
    for rows, statement, day, number in typed.db.execute(query).fetchall():
        details = {"value": shorten(statement), "date": short(day), "rows": first_of(rows, len(rows), None)}
        details["others"] = f", and so on {plural(number - 1, 'other', 'others')}" if number > 1 else ""
        found.append(Problem("several-ratings", typed.name, rows[0], rating.position, details))
    return found


def _tells_apart(typed: Typed, position: int, lots: Sequence[Sequence[int]]) -> bool:
    """Whether a column that is not read has something else in each of the rows of each lot."""
    column = typed.recognised.cells.table[f"c{position}"]
    texts = [[(column[row - 1].as_py() or "").strip() for row in rows if row <= len(column)] for rows in lots]
    return all(words and all(words) and len({*words}) == len(words) for words in texts)


OF_ANOTHER = re.compile(r"\b(?:initial|original|parent|first|previous|root|master|linked|related)\b", re.I)


def parts_of_others(typed: Typed) -> list[Problem]:
    """Demands that name the reference of another in a column that is not read, as a call that was passed on names the
    one it was part of: how many, and where the first is."""
    key = typed.field.get(typed.sheet.key[0]) if typed.sheet.key else None
    if key is None or not isinstance(key.type, Ref) or not key.type.has_steps:
        return []
    cells, found, told = typed.recognised.cells, [], set[int]()
    alone = typed.recognised.left_alone if cells.numbers is None else {}
    for position, heading in alone.items():
        if not OF_ANOTHER.search(heading) or f"c{position}" not in cells.table.column_names:
            continue
        others = cells.table[f"c{position}"].take(pc.subtract(typed.table["row"].cast(pa.int64()), 1))
        own = typed.table[f"t_{key.name}"]
        named = pc.and_(pc.is_in(others, pc.drop_null(pc.unique(own))), pc.not_equal(others, own))
        rows = typed.table["row"].filter(pc.fill_null(named, False)).to_pylist()
        if {*rows} - told:
            told |= {*rows}
            details = {"value": shorten(heading), "cells": first_of(rows, len(rows), position)}
            details["rows"] = plural(len(rows), "row names", "rows name")
            found.append(Problem("part-of-another", typed.name, None, position, details))
    return found


def of_rows(typed: Typed) -> list[Rule]:
    """Rows whose cells are each right but do not fit together."""
    return [*_needs_one_of(typed), *_in_order(typed)]


def notes(typed: Typed) -> list[Rule]:
    """Things worth knowing that stop nothing."""
    return [*_count_of_flags(typed), *_cost_differs(typed), *_in_the_future(typed), *_of_columns(typed)]


def _needs_one_of(typed: Typed) -> list[Rule]:
    groups = typed.sheet.needs_one_of
    if not groups:
        return []

    def filled(name: str) -> str:
        # The words count, not the value: an amount that cannot be read already has a problem of its own.
        field = typed.field.get(name)
        if field is None:
            return "false"
        return f"{field.text} IS NOT NULL AND NOT ({field.value} IS NULL AND {field.type.not_known(field.text)})"

    full = [" AND ".join(map(filled, group)) for group in groups]
    words = "; ".join(" and ".join(f'"{typed.sheet.column(n).title}"' for n in group) for group in groups)
    test = f"NOT faulty AND NOT ({' OR '.join(f'({f})' for f in full)})"
    return [Rule("needs-one-of", test, details=lambda: {"groups": words}, alike=True)]


def _in_order(typed: Typed) -> list[Rule]:
    """Pairs of dates of which the second is before the first."""
    found = []
    for first, second in typed.sheet.in_order:
        if {first, second} <= typed.field.keys():
            early, late = typed.field[first], typed.field[second]

            def details(late_on, early_on, late: Field = late, early: Field = early) -> dict[str, object]:
                said = {"heading": late.title, "value": f"{late_on:%d/%m/%Y}"}
                return {**said, "other": early.title, "earlier": f"{early_on:%d/%m/%Y}"}

            test = f"{late.value} < {early.value}"
            found.append(Rule("wrong-order", test, late, (late.value, early.value), details, alike=True))
    return found


def _count_of_flags(typed: Typed) -> list[Rule]:
    flags = [field.value for field in typed.fields if field.name not in typed.recognised.position]
    printed = typed.field.get("flag_count")
    if not printed or not flags:
        return []
    recount = " + ".join(f"coalesce({flag}, false)::INTEGER" for flag in flags)

    def details(count: float, recounted: int) -> dict[str, object]:
        return {"value": int(count), "recount": recounted}

    shows = (printed.value, recount)
    return [Rule("count-differs", f"{printed.value} <> {recount}", printed, shows, details)]


def _cost_differs(typed: Typed) -> list[Rule]:
    if not {"cost", "quantity", "unit_cost"} <= typed.field.keys():
        return []
    product = "quantity * unit_cost::DOUBLE"

    def details(cost: float, comes_to: float) -> dict[str, object]:
        return {"value": f"£{cost:,.2f}", "product": f"£{comes_to:,.2f}"}

    test = f"abs(cost - {product}) >= 0.01"
    return [Rule("cost-differs", test, typed.field["cost"], ("cost", product), details)]


def _in_the_future(typed: Typed) -> list[Rule]:
    def details(day) -> dict[str, object]:
        return {"value": f"{day:%d/%m/%Y}"}

    return [
        Rule("in-the-future", f"{field.value} > current_date", field, (field.value,), details, together=True)
        for field in typed.fields
        if isinstance(field.type, Date)
    ]


def _of_columns(typed: Typed) -> list[Rule]:
    """What is said once for a column: words that are read as something else, or as not known."""
    found = []
    for field in typed.fields:
        tests = field.type.notes(field.text, field.value)
        if field.type.unread and not field.required:
            unread = f"{field.value} IS NULL AND {field.type.not_known(field.text)}"
            tests = [*tests, ("read-as-blank", unread)]
        signs = typed.signs[field.name]
        found += [Rule(code, test, field, whole_column=True) for code, test in tests if code in signs]
    return found


FAR = 1826  # days from all others of a case: five years
FAR_FROM_ITS_CASE = {"ratings": "far-rating", "transactions": "far-line"}


def far_from_their_case(typed: Typed) -> list[Problem]:
    """Ratings and rows of cost whose date is the only one of their case within five years, where others of the case lie
    closer."""
    if typed.sheet.kind not in FAR_FROM_ITS_CASE or not {"case_ref", "date"} <= typed.field.keys():
        return []
    date, case = typed.field["date"], folded("ref", typed.field["case_ref"].value)
    found = typed.db.execute(
        f"""WITH days AS (
            SELECT {case} AS one, {date.value} AS day, min(row) AS row, min({typed.field["case_ref"].value}) AS written,
                lag(day) OVER of_case AS before, lead(day) OVER of_case AS after
            FROM typed WHERE {date.value} IS NOT NULL GROUP BY one, day WINDOW of_case AS (PARTITION BY one ORDER BY day)
        ), near AS (
            SELECT *, coalesce(day - before <= {FAR}, false) OR coalesce(after - day <= {FAR}, false) AS is_near FROM days
        ), others AS (SELECT one, min(day) AS first, max(day) AS last FROM near WHERE is_near GROUP BY one)
        SELECT row, day, written, first, last FROM near JOIN others USING (one) WHERE NOT is_near ORDER BY row LIMIT {LISTED}"""
    ).fetchall()
    return [
        Problem(
            FAR_FROM_ITS_CASE[typed.sheet.kind],
            typed.name,
            row,
            date.position,
            {"day": short(day), "case": shorten(written), "first": short(first), "last": short(last)},
        )
        for row, day, written, first, last in found
    ]
