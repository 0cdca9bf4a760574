"""Cells that are blank, unreadable, out of range, or show an error."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from measures.cells import Date, Number, Ref, postcode
from measures.cells.date import (
    AS_WEEKS,
    DAY,
    NO_DATE,
    WELSH,
    why_no_day,
)
from measures.problems import Problem, shorten
from measures.store.names import folded
from measures.words import plain_number
from measures.workbook.rules.rule import Rule, also
from measures.workbook.typed import Field, Typed


def of_cells(typed: Typed) -> list[Rule]:
    """Cells that are blank, unreadable or out of range."""
    found = []
    for field in typed.fields:
        or_clear = _or_clear(field)

        def details(text: str, field: Field = field, or_clear: str = or_clear) -> dict[str, object]:
            return {"value": shorten(text), "heading": field.title, "says": field.type.says, "or_clear": or_clear}

        if field.required:  # a cell with a fault is not missing besides
            known = f" AND NOT faulty_{field.position}" if field.position in typed.faulty else ""
            found.append(Rule("missing", f"{field.text} IS NULL{known}", field, (field.text,), details, alike=True))
        unknown = "" if field.required else f" AND {field.type.not_known(field.text)} IS NOT TRUE"
        for code, test in field.type.faults(field.text, field.value):
            if code not in typed.signs[field.name]:
                continue
            rule = Rule(code, f"({test}){unknown}", field, (field.text,), details, alike=True)
            found.append(replace(rule, **TOLD_SO[code](typed, field)) if code in TOLD_SO else rule)
    return [*found, *destroyed(typed), *_fractions(typed)]


def _fractions(typed: Typed) -> list[Rule]:
    """Figures of 1 or less without a per cent sign that may be of a hundred times as many per cent, as a cell that
    lost its format says 0.11 for 11%: of what has the sign elsewhere, and of what is said to be in per cent where no
    figure is above 1. Of a series that is all of its measure, of a result its two figures."""
    fields = [field for field in typed.fields if type(field.type) is Number]
    if typed.sheet.named not in typed.field or not fields:
        return []
    of = folded("ref", typed.field[typed.sheet.named].value) if typed.sheet.gap else "row"
    names = ", ".join(typed.field[name].text for name in (typed.sheet.named, "unit") if name in typed.field)
    signed = " OR ".join(f"coalesce(contains({field.text}, '%'), false)" for field in fields)
    large = " OR ".join(f"coalesce(abs({field.value}) > 1, false)" for field in fields)
    said = f"regexp_matches(lower(concat_ws(' ', {names})), '%|per ?cent')"
    query = f"SELECT {of} AS its FROM typed GROUP BY its HAVING"
    doubts = {
        "beside figures of the same measure that are per cent": f"{query} bool_or({signed})",
        "for a measure in per cent that has no larger "
        "figure": f"{query} bool_and({said} AND NOT ({signed} OR {large}))",
    }
    found = []
    for field in fields:
        bare = f"{field.value} <> 0 AND abs({field.value}) <= 1 AND NOT contains({field.text}, '%')"
        for where, its in doubts.items():
            rows = typed.db.execute(f"SELECT row FROM typed WHERE {bare} AND {of} IN ({its})").fetchall()

            def details(text: str, value: float, where: str = where) -> dict[str, object]:
                return {"value": shorten(text), "where": where, "comes_to": f"{plain_number(round(value * 100, 6))}%"}

            if rows:
                test = f"row IN ({', '.join(str(row) for (row,) in rows)})"
                found.append(Rule("not-per-cent", test, field, (field.text, field.value), details, alike=True))
    return found


def _or_clear(field: Field) -> str:
    return "" if field.required else ", or clear the cell where it is not known"


def _a_week(typed: Typed, field: Field) -> dict[str, Any]:
    """Weeks where days are wanted: together, with the first day of the first of them, and that all of the column may be
    weeks where the record has a place for these."""
    assert isinstance(field.type, Date)
    or_weeks = ", or say that all of this column are weeks" if field.type.months else ""
    column = f"{typed.name}!{shorten(typed.recognised.headings[field.position])}"
    how = f'--read "{column}={AS_WEEKS}" says that.' if field.type.months else ""

    def details(text: str, day: dt.date | None) -> dict[str, object]:
        first = f", such as {day:%d/%m/%Y}" if day else ""
        return {"value": shorten(text), "first": first, "or_weeks": or_weeks, "how": how}

    shows = (field.text, field.type.first_of_week(field.text))
    return {"shows": shows, "details": details, "together": True, "alike": False}


def _no_postcode(_: Typed, field: Field) -> dict[str, Any]:
    """What is no postcode, with the one that it would be were a letter a digit or a digit a letter, and what else it
    is."""

    def details(text: str) -> dict[str, object]:
        return {"value": shorten(text), "meant": postcode.instead(text)}

    return {"details": details}


def _no_date(_: Typed, field: Field) -> dict[str, Any]:
    """What is no date, and why."""
    assert isinstance(field.type, Date)
    says, or_clear = field.type.says, _or_clear(field)
    periods = field.type.periods

    def details(text: str) -> dict[str, object]:
        why = NO_DATE if periods else why_no_day(text)
        return {"value": shorten(text), "why": why, "says": says, "or_clear": or_clear}

    return {"details": details}


TOLD_SO: dict[str, Callable[[Typed, Field], dict[str, Any]]] = {
    "a-week": _a_week,
    "no-postcode": _no_postcode,
    "not-a-date": _no_date,
}
# A date without its year, or without its day, as a spreadsheet program shows it where nobody chose a format.
MONTH = f"(?:{'|'.join(month.title() for month in WELSH)})"
SHOWN_AS = rf"\d{{1,2}}-{MONTH}|{MONTH}-\d{{2}}"
LAST_SURE = 2**53  # of whole numbers, as computers keep them
BITS = 9  # one chance in five hundred


def destroyed(typed: Typed) -> list[Rule]:
    """References of which a spreadsheet program kept the first digits only: what was two may be one.

    2.19E+26 is such a one whatever else there is. Long numbers are where all of a column are as a program would have
    cut them, and these are too many for chance.
    """
    found = []
    for field in typed.fields:
        if not isinstance(field.type, Ref):
            continue
        digits = f"regexp_replace({field.text}, '^[''’]|\\.0+$', '', 'g')"
        long = f"(length({field.text}) > 15 AND regexp_full_match({digits}, '\\d{{16,}}'))"
        # Excel writes 15 digits and then noughts; of a number in a workbook the reader has all that a computer keeps,
        # of which about the first 16 are those that were typed. How many bits say that it is no chance, of each:
        whole = f"try_cast({digits} AS HUGEINT)"
        in_computers = f"({whole} > {LAST_SURE} AND {whole}::DOUBLE::HUGEINT = {whole})"
        noughts = f"regexp_full_match({digits}, '\\d{{15}}0+')"
        bits = (
            f"CASE WHEN {noughts} THEN 3 * (length({digits}) - 15) WHEN {in_computers} THEN "
            f"floor(log2({whole}::DOUBLE)) - 52 END"
        )
        query = (
            f"SELECT coalesce(bool_and(({bits}) IS NOT NULL) AND sum({bits}) >= {BITS}, false) FROM typed WHERE {long}"
        )
        ((all_cut,),) = typed.db.execute(query).fetchall()
        test = f"contains({field.text}, '+') AND regexp_full_match({field.text}, '\\d(\\.\\d+)?[eE]\\+\\d{{2,3}}')"
        test += f" OR {long}" if all_cut else ""

        def details(text: str, field: Field = field) -> dict[str, object]:
            return {"value": shorten(text.removesuffix(" 00:00:00")), "heading": field.title}

        found.append(Rule("destroyed-ref", test, field, (field.text,), details, together=True))
        # A workbook keeps what it made of MAR-24 or 1-3; in a text file it may be how a system writes its references,
        # so that there it is told, of what a spreadsheet program shows of such a date and writes into the file.
        in_text = bool(typed.recognised.cells.widths)
        code, made = ("as-a-date", SHOWN_AS) if in_text else ("date-for-ref", DAY)
        is_day = f"regexp_full_match({field.text}, '{made}')"
        if typed.any_is(field, made) and typed.counts([f"NOT {is_day}"])[0]:
            found.append(Rule(code, is_day, field, (field.text,), details, together=True))
    return found


def faults(typed: Typed) -> list[Problem]:
    """Cells that show an error or were never calculated. A total row is left out: its uncalculated sum is nobody's
    trouble."""
    totals = {*typed.totals, *typed.footers, *(total.row for total in typed.sums)}
    alike: dict[tuple[str, int, str], list[int]] = {}
    for row, column, code, text in sorted(typed.faults):
        if row not in totals:
            alike.setdefault((code, column, text), []).append(row)
    return [
        Problem(code, typed.name, first, column, {"value": text, **also(others, len(others), column)})
        for (code, column, text), (first, *others) in alike.items()
    ]
