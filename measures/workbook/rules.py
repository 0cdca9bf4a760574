"""What may be wrong with the rows of one sheet, or worth knowing of them: a rule for each, all counted in one scan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow.compute as pc

from measures.cells import Change, Choice, Date, Level, Minutes, Rating, Ref, YesNo, postcode
from measures.cells.date import (
    AS_MONTHS,
    AS_WEEKS,
    DAY,
    EXCHANGED,
    FEW,
    MONTH,
    MONTH_FIRST,
    NO_DATE,
    of_week,
    why_no_day,
)
from measures.cells.level import NONE, level_of, numbered
from measures.cells.number import DECIMAL_COMMAS, Measured
from measures.cells.units import MINUTES_AND_SECONDS
from measures.cells.yes_no import ANY_NUMBER
from measures.problems import KINDS, Problem, cell, sheet_row, shorten
from measures.shapes.results import contradicts, made_change
from measures.sql import quote
from measures.store.names import folded
from measures.words import fixed, listed, percent, plain_number, plural, short, signed
from measures.workbook.matching import spellings
from measures.workbook.totals import Total
from measures.workbook.typed import LISTED, Field, Typed
from measures.workbook.units import BY_HAND


@dataclass(frozen=True)
class Rule:
    """A sort of problem: the SQL that holds for rows that have it, and what to say of one.

    `shows` are columns of such a row, which `details` makes the words of its sentence from. A rule about the whole
    column has its count said, and a cell as an example. One whose rows are told `together` has a sentence for the first
    of them, which names the next ones; of `alike` each lot that has the same in `shows` has one.
    """

    code: str
    test: str
    field: Field | None = None
    shows: tuple[str, ...] = ()
    details: Callable[..., dict[str, object]] = lambda *shown: {}
    whole_column: bool = False
    together: bool = False
    alike: bool = False


def judge(typed: Typed, groups: Sequence[Sequence[Rule]]) -> list[list[Problem]]:
    """What the rules of each group find, all counted in one scan."""
    every = [rule for group in groups for rule in group]
    counts = iter(typed.counts([rule.test for rule in every]))
    return [[problem for rule in group for problem in _found(typed, rule, next(counts))] for group in groups]


def stops(found: Sequence[Rule]) -> str:
    """SQL that holds for the rows that these rules stop."""
    return " OR ".join(["faulty", *(f"coalesce({r.test}, false)" for r in found if KINDS[r.code].stops)])


def _found(typed: Typed, rule: Rule, count: int) -> list[Problem]:
    position = rule.field.position if rule.field else None
    if count and rule.whole_column:
        assert rule.field
        first = f"SELECT arg_min({rule.field.text}, row), min(row, {NAMED}) FROM typed WHERE {rule.test}"
        ((example, rows),) = typed.db.execute(first).fetchall()
        details = {
            "count": f"{count:,}",
            "cells": _cells(rows, count, position),
            "heading": shorten(typed.recognised.headings[position or 0]),
            "value": shorten(rule.field.type.as_shown(example)),
        }
        details |= {"sheet": typed.name, "such": DECIMAL_COMMAS}
        return [Problem(rule.code, typed.name, None, position, details)]
    if count and rule.alike:
        return _alike(typed, rule, position, count)
    rows = typed.rows_where(rule.test, rule.shows) if count else []
    if rows and rule.together:
        (row, *shown), *others = rows
        details = {
            **rule.details(*shown),
            "others": _others([cell("", row, position).removeprefix("!") for row, *_ in others], count - 1),
            "also_rows": tuple(row for row, *_ in others),
            "number": count,
        }
        return [Problem(rule.code, typed.name, row, position, details)]
    listed = [Problem(rule.code, typed.name, row, position, rule.details(*shown)) for row, *shown in rows]
    return listed + more(count - len(listed), listed)


NAMED = 3  # rows that are told together beside the first


def _alike(typed: Typed, rule: Rule, position: int | None, count: int) -> list[Problem]:
    """A sentence for each lot of rows that have the same: of five hundred cells with one word, one."""
    lots = typed.lots_where(rule.test, rule.shows)
    found = []
    for (row, *others), number, *shown in lots:
        details = {**rule.details(*shown), **also(others, number - 1, position)}
        found.append(Problem(rule.code, typed.name, row, position, details))
    return found + more(count - sum(number for _, number, *_ in lots), found)


def also(rows: Sequence[int], count: int, position: int | None = None) -> dict[str, Any]:
    """What is told of so many rows beside the first: which they are, how many there are with it, and, in the column of this
    position or of whole rows, “ (also in C8, C9, C12 and 196 more)”."""
    details = {"also_rows": tuple(rows[:LISTED]), "number": count + 1}
    if not count:
        return {**details, "also": ""}
    what = "" if position is not None else "row " if count == 1 else "rows "
    return {**details, "also": f" (also in {what}{_cells(rows, count, position)})"}


# What a cell may be told of that a whole column is asked about: the code of the one and of the other.
OF_ONE_CAUSE = {"decimal-comma": "not-a-number", "month-first?": "not-a-date"}


def of_one_cause(in_cells: Sequence[Problem], hints: Sequence[Problem]) -> set[tuple[str, int | None]]:
    """The problems of cells, by code and column, that are all of what is asked of their column as a whole."""
    number = Counter[tuple[object, int | None]]()
    for problem in in_cells:
        number[problem.details.get("of", problem.code), problem.column] += problem.number
    asked = [(OF_ONE_CAUSE[hint.code], hint) for hint in hints if hint.stops]
    return {(code, h.column) for code, h in asked if f"{number[code, h.column]:,}" == h.details["count"]}


def _others(cells: list[str], count: int) -> str:
    """“, and so are C8, C9, C12 and 196 more”; blank of none."""
    if not count:
        return ""
    return f", and so {'is' if count == 1 else 'are'} {_and_more(cells, count)}"


def _cells(rows: Sequence[int], count: int, position: int | None) -> str:
    """The first of so many cells of a column, or of rows: “C8, C9, C12 and 196 more”."""
    return _and_more([cell("", row, position).removeprefix("!") for row in rows[:NAMED]], count)


def _and_more(places: Sequence[str], count: int) -> str:
    named = places[:NAMED]
    return listed([*named, *([f"{count - len(named):,} more"] if count > len(named) else [])])


def more(count: int, listed: list[Problem]) -> list[Problem]:
    """That so many problems of one sort are not listed, of which the last listed is one."""
    if count <= 0:
        return []
    like = listed[-1]
    code = "more-like-this" if like.stops else "more-notes-like-this"
    details = {"count": f"{count:,}", "like": str(like), "number": count, "of": like.code}
    return [Problem(code, like.sheet, None, like.column, details)]


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
    return found + destroyed(typed)


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
    """What is no postcode, with the one that it would be were a letter a digit or a digit a letter, and what else it is."""

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


LAST_SURE = 2**53  # of whole numbers, as computers keep them
BITS = 9  # one chance in five hundred


def destroyed(typed: Typed) -> list[Rule]:
    """References of which a spreadsheet program kept the first digits only: what was two may be one.

    2.19E+26 is such a one whatever else there is. Long numbers are where all of a column are as a program would have cut
    them, and these are too many for chance.
    """
    found = []
    for field in typed.fields:
        if not isinstance(field.type, Ref):
            continue
        digits = f"regexp_replace({field.text}, '^[''’]|\\.0+$', '', 'g')"
        long = f"(length({field.text}) > 15 AND regexp_full_match({digits}, '\\d{{16,}}'))"
        # Excel writes 15 digits and then noughts; of a number in a workbook the reader has all that a computer keeps, of
        # which about the first 16 are those that were typed. How many bits say that it is no chance, of each:
        whole = f"try_cast({digits} AS HUGEINT)"
        in_computers = f"({whole} > {LAST_SURE} AND {whole}::DOUBLE::HUGEINT = {whole})"
        noughts = f"regexp_full_match({digits}, '\\d{{15}}0+')"
        bits = f"CASE WHEN {noughts} THEN 3 * (length({digits}) - 15) WHEN {in_computers} THEN floor(log2({whole}::DOUBLE)) - 52 END"
        query = (
            f"SELECT coalesce(bool_and(({bits}) IS NOT NULL) AND sum({bits}) >= {BITS}, false) FROM typed WHERE {long}"
        )
        ((all_cut,),) = typed.db.execute(query).fetchall()
        test = f"contains({field.text}, '+') AND regexp_full_match({field.text}, '\\d(\\.\\d+)?[eE]\\+\\d{{2,3}}')"
        test += f" OR {long}" if all_cut else ""

        def details(text: str, field: Field = field) -> dict[str, object]:
            return {"value": shorten(text), "heading": field.title}

        found.append(Rule("destroyed-ref", test, field, (field.text,), details, together=True))
    return found


def months(typed: Typed) -> list[Problem]:
    """Of dates that may be months of which the day is not known: which are, and where a person is asked. The first day of each
    would be a week with everything in it, and three with nothing."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Date) or type_.periods:
            continue
        if not type_.months:
            found += _firsts_of_months(typed, field, type_)
            continue
        if type_.only_weeks:
            weeks = typed.table[field.name]
            if weeks.null_count < len(weeks):
                details = {"heading": shorten(typed.recognised.headings[field.position])}
                details |= {"rows": plural(len(weeks) - weeks.null_count, "row has", "rows have")}
                details |= {"value": shorten(typed.table[f"t_{field.name}"].drop_null()[0].as_py())}
                found.append(Problem("only-a-week", typed.name, None, field.position, details))
            continue
        of_month, days_of = typed.table[f"{field.name}_month"], typed.table[field.name]
        if of_month.null_count == len(of_month) and not pc.all(pc.equal(pc.day(days_of), 1)).as_py():
            continue  # days, as nearly always
        month = quote(f"{field.name}_month")
        query = f"""SELECT count(*) FILTER ({month}), arg_min({field.text}, row) FILTER ({month}),
            {type_.only_firsts(field.text, field.value)}, arg_min({field.text}, row), arg_max({field.text}, {field.value}),
            max({field.value}) FROM typed"""
        ((number, such, firsts, first, last, day),) = typed.db.execute(query).fetchall()
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        if number:
            details |= {"value": shorten(such), "rows": plural(number, "row has", "rows have")}
            (days,) = typed.counts([f"{field.value} IS NOT NULL AND {month} IS NULL"])
            code = "only-a-month" if number > days else "month-among-days"
            found.append(Problem(code, typed.name, None, field.position, details))
        elif firsts and field.position not in typed.recognised.units:
            details |= {"value": shorten(first.removesuffix(" 00:00:00")), "such": AS_MONTHS}
            details["last"] = shorten(last.removesuffix(" 00:00:00"))
            details["other"] = short(dt.date(day.year, day.day, day.month))
            found.append(Problem("months?", typed.name, None, field.position, details))
    return found


def one_day(typed: Typed) -> list[Problem]:
    """Columns of days that are of one day of many months, or of two: of which a person is asked the order, for in the other one
    they are the first days of a month or two. Bills and reviews come on one day of the month; what people ask does not."""
    found = []
    for field in typed.fields:
        if (
            not isinstance(type_ := field.type, Date)
            or not type_.months
            or type_.month_first
            or typed.any_unread(field)
        ):
            continue
        if field.position in typed.recognised.units or pc.count_distinct(typed.table[field.name]).as_py() < FEW:
            continue
        other = f"extract(day FROM {field.value}) <> extract(month FROM {field.value})"
        query = f"SELECT {type_.one_day(field.value)}, arg_max({field.text}, row) FILTER ({other}), arg_max({field.value}, row) FILTER ({other}) FROM typed"
        ((doubted, text, day),) = typed.db.execute(query).fetchall()
        if doubted and text is not None and not typed.counts([type_.is_month(field.text)])[0]:
            are_dates = pc.all(typed.alike(field, DAY)).as_py()
            details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
            details |= {"value": shorten(text.removesuffix(" 00:00:00")), "day": short(day)}
            details |= {
                "other": short(dt.date(day.year, day.day, day.month)),
                "such": EXCHANGED if are_dates else MONTH_FIRST,
            }
            found.append(Problem("one-day?", typed.name, None, field.position, details))
    return found


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
        "rows": _cells(rows, len(rows), None),
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


def _tells_apart(typed: Typed, position: int, lots: Sequence[Sequence[int]]) -> bool:
    """Whether a column that is not read has something else in each of the rows of each lot."""
    column = typed.recognised.cells.table[f"c{position}"]
    texts = [[(column[row - 1].as_py() or "").strip() for row in rows if row <= len(column)] for rows in lots]
    return all(words and all(words) and len({*words}) == len(words) for words in texts)


def _firsts_of_months(typed: Typed, field: Field, type_: Date) -> list[Problem]:
    """What is told of months where the record has days only."""
    if not pc.any(typed.alike(field, MONTH)).as_py():
        return []
    month = f"{type_.is_month(field.text)} AND {field.value} IS NOT NULL"
    ((number, such),) = typed.db.execute(
        f"SELECT count(*) FILTER ({month}), arg_min({field.text}, row) FILTER ({month}) FROM typed"
    ).fetchall()
    details = {"heading": shorten(typed.recognised.headings[field.position]), "value": shorten(such or "")}
    details |= {"rows": plural(number, "row has", "rows have")}
    return [Problem("month-as-day", typed.name, None, field.position, details)] if number else []


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


def month_first(typed: Typed) -> list[Rule]:
    """Dates that fit only the other way round: said for the column, never guessed for the row."""
    return [
        Rule(
            "month-first?",
            f"{field.text} IS NOT NULL AND {field.value} IS NULL AND "
            f"({type_.reads(day)}) IS NULL AND "  # a week that is no day is another matter
            f"{replace(type_, month_first=True).reads(day)} IS NOT NULL",
            field,
            whole_column=True,
        )
        for field in typed.fields
        if isinstance(type_ := field.type, Date) and not type_.month_first and typed.any_unread(field)
        for day in [of_week(field.text)]
    ]


def without_an_order(typed: Typed, found: Sequence[Problem]) -> list[Problem]:
    """The problems, of which one of dates with the month first stops the load, whatever rows are left out, where no date of its
    column fits the other order alone: its 4 March may as well be the 3rd of April."""
    told = []
    for problem in found:
        field = next(f for f in typed.fields if f.position == problem.column)
        if problem.code == "month-first?" and isinstance(type_ := field.type, Date):
            other = replace(type_, month_first=True).reads(field.text)
            (day_first,) = typed.counts([f"{field.value} IS NOT NULL AND ({other}) IS NULL"])
            problem = replace(problem, details={**problem.details, "stops": not day_first})
        told.append(problem)
    return told


def decimal_commas(typed: Typed) -> list[Rule]:
    """Figures with a decimal comma: said for the column, for others of it may be read as a thousand times as much."""
    form = r"[^\d,.]*(\d{1,3}(\.\d{3})+|\d+),\d{1,2}[^\d,.]*"
    return [
        Rule(
            "decimal-comma",
            f"{field.value} IS NULL AND regexp_full_match({field.text}, '{form}')",
            field,
            whole_column=True,
        )
        for field in typed.fields
        if field.type.amount and typed.any_unread(field)
    ]


def periods(typed: Typed) -> list[Problem]:
    """Columns of periods that cannot be read as one meaning; else how they are read, with a cell and its date."""
    found = []
    for name, meant in typed.meanings.items():
        field = typed.field[name]
        if meant.problem:
            code, details = meant.problem
            found.append(Problem(code, typed.name, None, field.position, details))
            continue
        for code, example in meant.notes:
            dates = typed.db.execute(
                f"SELECT {field.value} FROM typed WHERE {field.text} = $example LIMIT 1", {"example": example}
            ).fetchall()
            details = {"value": shorten(example), "date": "".join(f"{day:%d/%m/%Y}" for (day,) in dates)}
            found.append(Problem(code, typed.name, None, field.position, details))
    return found


def units(typed: Typed) -> list[Problem]:
    """How figures are read that are not in the unit that is kept, with a cell as an example; and the columns of which a
    person is asked what theirs are, for nothing says it, or two things do, and they can hardly be what they seem."""
    found = []
    read = typed.recognised
    for field in typed.fields:
        if not isinstance(field.type, Measured):
            continue
        stated = read.units.get(field.position)
        doubt = "" if stated == BY_HAND else field.type.doubt(field.text, field.value, bool(stated))
        first = f"arg_min({{}}, row) FILTER ({field.value} <> 0)"
        query = f"SELECT {doubt or 'false'}, {first.format(field.text)}, {first.format(field.value)} FROM typed"
        ((doubted, text, value),) = typed.db.execute(query).fetchall()
        if text is None:
            continue
        if isinstance(field.type, Minutes) and not doubted and stated != BY_HAND:
            found += _clock(typed, field, field.type)
        heading = read.headings[field.position]
        details = {"heading": shorten(heading), "value": shorten(field.type.as_shown(text)), "sheet": typed.name}
        if doubted or field.position in read.unclear:
            ways = listed([unit.name for unit in field.type.units], "or")
            such = MINUTES_AND_SECONDS if ":" in text else field.type.units[1]  # a clock has no hours in one figure
            details |= {"ways": ways, "such": such.name, "comes_to": field.type.in_words(value)}
            found.append(Problem("unit?", typed.name, None, field.position, details))
        elif stated and field.type.unit.converts:
            details |= {"stated": stated, "unit": field.type.unit.name, "comes_to": field.type.in_words(value)}
            found.append(Problem("read-in-unit", typed.name, None, field.position, details))
    return found


def _clock(typed: Typed, field: Field, type_: Minutes) -> list[Problem]:
    """Times that are read as hours and minutes and may be minutes and seconds, with the longest as an example."""
    if "read-as-clock" not in typed.signs[field.name]:
        return []
    heading = shorten(typed.recognised.headings[field.position])
    found = []
    for text, value in typed.db.execute(type_.clock(field.text, field.value)).fetchall():
        details = {"heading": heading, "value": shorten(type_.as_shown(text)), "comes_to": type_.in_words(value)}
        found.append(Problem("read-as-clock", typed.name, None, field.position, details))
    return found


def scales(typed: Typed) -> list[Problem]:
    """On which scale ratings are read that are not on that of the template; and those of which a person is asked it, for
    nothing says it and many are off the scale."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Rating):
            continue
        stated = typed.recognised.units.get(field.position)
        heading = shorten(typed.recognised.headings[field.position])
        details = {"heading": heading, "sheet": typed.name, "scale": f"{type_.lowest} to {type_.highest}"}
        query = f"SELECT min({field.value}), max({field.value}), {type_.doubt(field.value)}, {type_.low(field.value)} FROM typed"
        ((least, most, doubted, low),) = typed.db.execute(query).fetchall()
        if doubted and stated != BY_HAND:
            details |= {"least": f"{least:g}", "most": f"{most:g}"}
            found.append(Problem("scale?", typed.name, None, field.position, details))
        elif stated and (type_.lowest, type_.highest) != (Rating.lowest, Rating.highest):
            found.append(Problem("read-on-scale", typed.name, None, field.position, {**details, "stated": stated}))
        elif low and not stated:
            found.append(Problem("scale-presumed", typed.name, None, field.position, details))
    return found


def exchanged(typed: Typed) -> list[Problem]:
    """Columns whose dates a spreadsheet program may have read in the other order, of which a person is asked; and those
    of which they said so."""
    found = []
    for field in typed.fields:
        stated = typed.recognised.units.get(field.position)
        if (
            not isinstance(type_ := field.type, Date)
            or field.name in typed.meanings
            or (stated and not type_.exchanged)
        ):
            continue
        days = typed.alike(field, DAY)
        if not type_.exchanged and not (pc.any(days).as_py() and pc.any(pc.invert(days)).as_py()):
            continue  # as nearly everywhere, none of them was read by a program, or all were
        is_day = f"regexp_full_match({field.text}, '{DAY}')"
        query = f"""SELECT {type_.doubt(field.text)}, count(*) FILTER ({is_day}), count(*) FILTER (NOT {is_day}),
            arg_min({field.text}, row) FILTER ({is_day} AND {field.text}[6:7] <> {field.text}[9:10]), arg_min({field.text}, row) FILTER (NOT {is_day})
            FROM typed"""
        ((doubted, dates, words, date, word),) = typed.db.execute(query).fetchall()
        if date is None or not (doubted or type_.exchanged):
            continue
        (as_read,) = typed.db.execute(
            f"SELECT {replace(type_, exchanged=False).reads('t')}, {replace(type_, exchanged=True).reads('t')} FROM (SELECT $date AS t)",
            {"date": date},
        ).fetchall()
        day, other = map(short, as_read)
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        details |= {"day": day, "other": other, "such": EXCHANGED}
        if type_.exchanged:
            found.append(Problem("read-exchanged", typed.name, None, field.position, details))
        else:
            details |= {
                "dates": plural(dates, "stands", "stand"),
                "words": plural(words, "stands", "stand"),
                "word": word,
            }
            found.append(Problem("exchanged?", typed.name, None, field.position, details))
    return found


def choices(typed: Typed) -> list[Problem]:
    """Choices that are told as Yes and No: what each is read as; and those of which a person is asked that."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Choice) or not type_.asked:
            continue
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        if type_.yes:
            stated = typed.recognised.units[field.position]
            details |= {"field": field.title, "stated": stated, "yes": type_.yes, "no": type_.no}
            found.append(Problem("read-as-yes-no", typed.name, None, field.position, details))
        elif "yes-no?" in typed.signs[field.name] and typed.counts([type_.yes_or_no(field.text)])[0]:
            details |= {"ways": listed([*type_.asked], "or"), "such": type_.ways()[-1]}
            found.append(Problem("yes-no?", typed.name, None, field.position, details))
    return found


def other_clothes(typed: Typed, doubted: Collection[int]) -> list[Problem]:
    """Flags that are told by numbers or dates: what each is read as; and those of the columns in doubt, by their
    positions, of which a person is asked it."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, YesNo):
            continue
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        if type_.also:
            found.append(Problem("read-also-as-yes", typed.name, None, field.position, {**details, "what": type_.also}))
        elif field.position in doubted:
            instead = type_.instead(field.text)
            query = f"""SELECT {", ".join(instead.values())}, arg_min({field.text}, row) FILTER ({field.value} IS NULL) FROM typed
                WHERE {field.text} IS NOT NULL AND NOT {type_.not_known(field.text)}"""
            ((*holds, example),) = typed.db.execute(query).fetchall()
            if such := next((way for way, true in zip(instead, holds, strict=True) if true), None):
                code = "number-or-yes?" if such == ANY_NUMBER else "date-or-yes?"
                details |= {"value": shorten(example), "such": such}
                found.append(Problem(code, typed.name, None, field.position, details))
    return found


WAYS_IN_WORDS = {
    "change": "a change, below 0 for a fall",
    "reduction": "by how much each fell",
    "change in per cent": "per cent of before, whatever the unit",
    "reduction in per cent": "by how many per cent of before each fell",
}


def changes(typed: Typed) -> list[Problem]:
    """How changes are read that are not as on the template, with a cell as an example; those of which a person is asked
    whether they rose or fell; and rows whose before and after make another change."""
    field = typed.field.get("change")
    if field is None or not isinstance(type_ := field.type, Change):
        return []
    stated = typed.recognised.units.get(field.position)
    first = f"arg_min({{}}, row) FILTER ({field.value} <> 0)"
    query = f"SELECT {type_.doubt(field.value)}, {first.format(field.text)}, {first.format(field.value)} FROM typed"
    ((doubted, text, value),) = typed.db.execute(query).fetchall()
    details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
    found = []
    if text is not None and doubted and stated != BY_HAND:
        such = replace(type_, falls=False).way
        details |= {"value": shorten(text), "size": f"{abs(value):g}", "such": such}
        found.append(Problem("fall?", typed.name, None, field.position, details))
    elif text is not None and stated:
        comes_to = f"{plain_number(value)}{'%' if type_.per_cent else ''}"
        details |= {"stated": stated, "what": WAYS_IN_WORDS[type_.way], "value": shorten(text), "comes_to": comes_to}
        found.append(Problem("read-as-change", typed.name, None, field.position, details))
    return found + _changes_that_differ(typed, field)


def _changes_that_differ(typed: Typed, field: Field) -> list[Problem]:
    if not {"before", "after"} <= typed.field.keys():
        return []
    unit = typed.field["unit"].value if "unit" in typed.field else "NULL"
    columns = ("before", "after", field.value, f"{field.name}_per_cent", unit)
    stated = typed.rows_where(f"before IS NOT NULL AND after IS NOT NULL AND {field.value} IS NOT NULL", columns)
    found = []
    for row, *cells in stated:
        figures = dict(zip(("before", "after", "change", "change_per_cent", "unit"), cells, strict=True))
        if contradicts(figures):
            details = {name: plain_number(figures[name]) for name in ("before", "after")}
            mark = "%" if figures["change_per_cent"] else ""
            details |= {"value": signed(figures["change"]) + mark, "made": signed(made_change(figures) or 0.0) + mark}
            found.append(Problem("change-differs", typed.name, row, field.position, details))
    return found


FAR = 1826  # days from all others of a case: five years
FAR_FROM_ITS_CASE = {"ratings": "far-rating", "transactions": "far-line"}
MOST_LEVELS = 6  # of a list's own; more different words are no scale


def levels(typed: Typed) -> list[Problem]:
    """What is asked of a column of levels, or told: which end of its numbers is serious, and what its own words mean.
    What the flags of the rows say is told beside it, and decides nothing."""
    found = []
    for field in typed.fields:
        if isinstance(field.type, Level):
            found += _levels(typed, field, field.type)
    return found


def _levels(typed: Typed, field: Field, type_: Level) -> list[Problem]:
    read, position = typed.recognised, field.position
    flags = [f"coalesce({f.value}, false)::INTEGER" for f in typed.fields if f.position in read.flags]
    per_row = " + ".join(flags) or "NULL"
    query = f"""WITH texts AS (  -- few, where rows are many
            SELECT {field.text}, any_value({field.value}) AS value, count(*) AS n, sum({per_row}) AS flags
            FROM typed WHERE {field.text} IS NOT NULL AND {type_.not_known(field.text)} IS NOT TRUE GROUP BY {field.text}
        )
        SELECT {level_of(field.text)} AS level, any_value(value), sum(flags) / sum(n), sum(n) FROM texts GROUP BY level ORDER BY level"""
    rows = typed.db.execute(query).fetchall()
    there, said = {level: mean for level, _, mean, _ in rows}, dict(type_.levels)
    numbers = {level for level in there if numbered(level)}
    sure = any(typed.sheet.column(field.name).surely(way) for way in spellings(read.headings[position]))
    words = 1 < len(there) <= MOST_LEVELS and all(level.replace(" ", "").isalpha() for level in there)
    # Of words that are not the tiers' own, one that stands twice is no slip of the keyboard: it is asked of all, once.
    unread = {level: count for level, value, _, count in rows if value is None}
    own_words = unread.keys() if words and (len(unread) == len(rows) or max(unread.values(), default=0) > 1) else set()
    of_no_option = numbers - {*type_.options}
    asked = numbers if said or not sure or of_no_option else set()
    details: dict[str, object] = {"heading": shorten(read.headings[position]), "sheet": typed.name}
    if (asked | own_words) - said.keys():
        levels = [level for level in there if level in asked | own_words | said.keys()]
        means = [f"{level} with {fixed(there[level], 1)}" for level in levels if there[level] is not None]
        details["evidence"] = f" Flags of each household, on average: {listed(means)}." if means else ""
        counts = {level: count for level, _, _, count in rows}
        details |= {"levels": tuple(levels), "words": bool(own_words), "counts": counts}
        details["such"] = ", ".join(f"{level}:…" for level in levels)
        return [Problem("levels?", typed.name, None, position, details)]
    told = []
    if said:
        details["levels"] = tuple(level for level in there if level in said)
        words = [
            f"{level} is {f'tier {said[level]}' if said[level] != NONE else 'no tier'}" for level in details["levels"]
        ]
        told.append(Problem("read-levels", typed.name, None, position, {**details, "said": listed(words)}))
    return told + _against_flags(typed, field, shorten(read.headings[position]), per_row)


def _against_flags(typed: Typed, field: Field, heading: str, per_row: str) -> list[Problem]:
    """Where those who are said to need most have fewer flags than those who need least, by half a flag or more."""
    query = f"""SELECT {field.value}, count(*), avg({per_row}), min(row) FROM typed WHERE {field.value} IS NOT NULL
        GROUP BY {field.value} HAVING count(*) > 1 AND avg({per_row}) IS NOT NULL ORDER BY {field.value}"""
    rows = typed.db.execute(query).fetchall()
    if len(rows) < 2 or rows[0][2] + 0.5 > rows[-1][2]:
        return []
    ((rated,),) = typed.db.execute(f"SELECT count({field.value}) FROM typed").fetchall()
    (most, count, few, row), (least, _, many, other) = rows[0], rows[-1]
    details = {"heading": heading, "share": percent(count / rated), "most": most, "least": least}
    details |= {"few": fixed(few, 1), "many": fixed(many, 1), "row": row, "other": other}
    return [Problem("levels-against-flags", typed.name, None, field.position, details)]


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


def faults(typed: Typed) -> list[Problem]:
    """Cells that show an error or were never calculated. A total row is left out: its uncalculated sum is nobody's
    trouble."""
    totals = {*typed.totals, *(total.row for total in typed.sums)}
    alike: dict[tuple[str, int, str], list[int]] = {}
    for row, column, code, text in sorted(typed.faults):
        if row not in totals:
            alike.setdefault((code, column, text), []).append(row)
    return [
        Problem(code, typed.name, first, column, {"value": text, **also(others, len(others), column)})
        for (code, column, text), (first, *others) in alike.items()
    ]


@dataclass(frozen=True)
class Keys:
    """Rows that have the key of another: SQL for those that are in doubt and for those that only repeat it, if there
    are any, and how many these are.
    """

    problems: list[Problem]
    in_doubt: str = ""
    repeats: str = ""
    left_out: int = 0


def keys(typed: Typed, bad: str) -> Keys:
    """The same key twice: once is enough where the rows say the same, and a question where they differ.

    `bad` holds for rows that other problems stop, if there are any. What could not be read there is compared as
    written: it is no blank.
    """
    key = [typed.field[name] for name in typed.sheet.key if name in typed.field]
    together = ", ".join(folded("ref", field.value) for field in key)
    there = " AND ".join(f"{field.value} IS NOT NULL" for field in key)
    twice = f"SELECT 1 FROM typed WHERE {there} GROUP BY {together} HAVING count(*) > 1 LIMIT 1"
    if not key or not typed.db.execute(twice).fetchall():
        return Keys([])
    # The key itself is written in more ways than one.
    others = [field for field in typed.fields if field not in key]
    values = ", ".join(field.value for field in others) or "NULL"
    words = ", ".join(field.text for field in others) or "NULL"
    shown = ", ".join(field.text for field in key)
    typed.db.execute(
        f"""CREATE OR REPLACE TEMP TABLE twice AS
        SELECT row, min(row) OVER k AS first_row, hash({values}, CASE WHEN {bad or "false"} THEN hash({words}) END) AS content,
            min(content) OVER k = max(content) OVER k AS same, {shown}
        FROM typed WHERE {there} WINDOW k AS (PARTITION BY {together}) QUALIFY count(*) OVER k > 1"""
    )
    repeated = typed.db.execute(
        f"SELECT row, first_row, same, {shown} FROM twice WHERE row > first_row ORDER BY row"
    ).fetchall()
    found: list[Problem] = []
    for code, alike in (("same-key", False), ("same-row", True)):
        its = [(row, other, value) for row, other, same, *value in repeated if same == alike]
        for row, other, value in its[:LISTED]:
            details = {"value": shorten(", ".join(value)), "other": other, "heading": key[0].title}
            found.append(Problem(code, typed.name, row, key[0].position, details))
        found += more(len(its) - LISTED, found)
    return Keys(
        found,
        # All rows of a key that says different things are in doubt, the first of them too.
        "row IN (SELECT row FROM twice WHERE NOT same)",
        "row IN (SELECT row FROM twice WHERE same AND row > first_row)",
        sum(same for _, _, same, *_ in repeated),
    )
