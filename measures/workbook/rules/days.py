"""Which days the dates of a column are: in which order, of weeks, of months, or of periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

import pyarrow.compute as pc

from measures.cells import Date
from measures.cells.date import (
    AS_MONTHS,
    AS_THEY_STAND,
    DAY,
    EITHER_ORDER,
    EXCHANGED,
    FEW,
    MONTH,
    MONTH_FIRST,
    OF_TWO_DIGITS,
    SHOWS_ORDER,
    YEAR_FIRST,
    of_week,
)
from measures.problems import Problem, shorten
from measures.sql import quote
from measures.words import listed, plural, short
from measures.workbook.completed import completed
from measures.workbook.rules.rule import Rule
from measures.workbook.typed import Field, Typed
from measures.workbook.years import in_words, likely, words_above

LEAP_YEAR = "2024"
FEW_DAYS = 3  # fewer that are read day first, as everywhere in Britain, are seen in the preview


def months(typed: Typed) -> list[Problem]:
    """Of dates that may be months of which the day is not known: which are, and where a person is asked. The first
    day of each would be a week with everything in it, and three with nothing."""
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
    """Columns of days that are of one day of many months, or of two: of which a person is asked the order, for in
    the other one they are the first days of a month or two. Bills and reviews come on one day of the month; what
    people ask does not."""
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
        query = (
            f"SELECT {type_.one_day(field.value)}, arg_max({field.text}, row) FILTER ({other}), "
            f"arg_max({field.value}, row) FILTER ({other}) FROM typed"
        )
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


def two_digits(typed: Typed) -> list[Problem]:
    """Columns of dates that may begin with their year, 25-04-14, of which a person is asked; and those read so, as
    somebody said."""
    found = []
    override = typed.recognised.override
    said = override is not None and override.month_first is not None
    for field in typed.fields:
        if not isinstance(type_ := field.type, Date) or said and not type_.year_first:
            continue
        if not typed.any_is(field, OF_TWO_DIGITS) or field.position in typed.recognised.units and not type_.year_first:
            continue
        query = f"""SELECT {type_.begins_with_its_year(field.text)}, arg_max({field.text}, row), arg_max({field.value}, row),
            arg_max({replace(type_, year_first=True).reads(field.text)}, row) FROM typed"""
        ((doubted, text, *read_as),) = typed.db.execute(query).fetchall()
        if doubted or type_.year_first:
            details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
            details |= {"value": shorten(text), "such": YEAR_FIRST}
            details |= dict(zip(("day", "other"), map(short, read_as), strict=True))
            code = "read-year-first" if type_.year_first else "year-first?"
            found.append(Problem(code, typed.name, None, field.position, details))
    return found


def without_a_year(typed: Typed) -> list[Problem]:
    """Columns of dates at least half of which have no year, of which a person is asked: Apr, week 12, 31/03 - 06/04."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Date) or not typed.any_unread(field):
            continue
        heading = typed.recognised.headings[field.position]
        texts = typed.db.execute(
            f"SELECT {field.text}, count(*) FROM typed WHERE {field.text} IS NOT NULL AND {field.value} IS NULL GROUP "
            f"BY 1 ORDER BY min(row)"
        ).fetchall()
        # Any leap year has every day of a year.
        lacking = [(text, n) for text, n in texts if completed(text, LEAP_YEAR, heading, type_.periods)]
        filled = typed.table.num_rows - typed.table[f"t_{field.name}"].null_count
        if 2 * sum(n for _, n in lacking) < max(filled, 1):
            continue
        years = likely(words_above(typed.recognised), dt.date.today())
        such = [f"{year} ({in_words(year)})" for year in years]
        details = {"heading": shorten(heading), "value": shorten(lacking[0][0]), "years": tuple(years)}
        details |= {"such": years[0], "ways": listed(such, "or")}
        found.append(Problem("which-year?", typed.name, None, field.position, details))
    return found


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


def other_order(typed: Typed) -> list[Rule]:
    """Dates that fit only the other way round: said for the column, never guessed for the row."""
    return [
        Rule(
            "day-first?" if type_.month_first else "month-first?",
            f"{field.text} IS NOT NULL AND {field.value} IS NULL AND "
            f"({type_.reads(day)}) IS NULL AND "  # a week that is no day is another matter
            f"{_other(type_).reads(day)} IS NOT NULL",
            field,
            whole_column=True,
        )
        for field in typed.fields
        if isinstance(type_ := field.type, Date) and typed.any_unread(field)
        for day in [of_week(field.text)]
    ]


def _other(type_: Date) -> Date:
    return replace(type_, month_first=not type_.month_first)


def either_order(typed: Typed, asked: Collection[int | None]) -> list[Problem]:
    """Dates in words that are read with the month first, as somebody said; and those of which nobody has said the
    order and no date of the sheet shows it, for 03/02 is two days: how they are read is told, and where their rows
    are one after the other only with the month first, a person is asked. Of the columns that are `asked` about the
    days otherwise, nothing is."""
    fields = [(field, field.type) for field in typed.fields if isinstance(field.type, Date)]
    override = typed.recognised.override
    said = override.ways_by_position(typed.recognised.headings) if override else {}
    known = (override is not None and override.month_first is not None) or any(
        typed.any_is(field, SHOWS_ORDER) for field, _ in fields
    )
    found = []
    for field, type_ in fields:
        way = said.get(field.position)
        told = type_.month_first or not (
            known or way in (AS_THEY_STAND, AS_MONTHS, YEAR_FIRST) or field.position in asked
        )
        if not told or not typed.any_is(field, EITHER_ORDER):
            continue
        day, other = (each.reads(of_week(field.text)) for each in (type_, _other(type_)))
        before = "lag({0}) OVER (ORDER BY row)"
        days = (
            f"SELECT row, {field.text} AS text, {day} AS day, {other} AS other FROM typed WHERE {field.value} IS NOT "
            f"NULL"
        )
        steps = f"""SELECT *, sign(day - {before.format("day")}) AS step, sign(other - {before.format("other")}) AS other_step
            FROM ({days}) WHERE day IS NOT NULL AND other IS NOT NULL"""
        query = f"""SELECT min((row, text, day, other)) FILTER (day <> other), count(DISTINCT other),
            min(step) < 0 AND max(step) > 0, min(other_step) < 0 AND max(other_step) > 0,
            bool_and(extract(day FROM other) = 1) AND bool_or(extract(day FROM day) > 1) FROM ({steps})"""
        ((first, number, jumps, others_jump, firsts),) = typed.db.execute(query).fetchall()
        if first is None or (number < FEW_DAYS and not type_.month_first):
            continue
        _, text, *read_as = first
        details = {"heading": shorten(typed.recognised.headings[field.position]), "value": shorten(text)}
        details |= dict(zip(("day", "other"), map(short, read_as), strict=True))
        code = "either-order?" if jumps and not others_jump else "day-presumed"
        code = "days-or-months?" if type_.periods and firsts else code  # points of a measure are mostly of months
        code = "read-month-first" if type_.month_first else code
        found.append(Problem(code, typed.name, None, field.position, details))
    return found


def without_an_order(typed: Typed, found: Sequence[Problem]) -> list[Problem]:
    """The problems, of which one of dates in the other order stops the load, whatever rows are left out, where no
    date of its column fits the order alone in which they are read: its 4 March may as well be the 3rd of April."""
    told = []
    for problem in found:
        field = next(f for f in typed.fields if f.position == problem.column)
        if problem.code in ("month-first?", "day-first?") and isinstance(type_ := field.type, Date):
            (as_read,) = typed.counts([f"{field.value} IS NOT NULL AND ({_other(type_).reads(field.text)}) IS NULL"])
            problem = replace(problem, details={**problem.details, "stops": not as_read})
        told.append(problem)
    return told


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
            arg_min({field.text}, row) FILTER ({is_day} AND {field.text}[6:7] <> {field.text}[9:10]),
            arg_min({field.text}, row) FILTER (NOT {is_day})
            FROM typed"""
        ((doubted, dates, words, date, word),) = typed.db.execute(query).fetchall()
        if date is None or not (doubted or type_.exchanged):
            continue
        (as_read,) = typed.db.execute(
            f"SELECT {replace(type_, exchanged=False).reads('t')}, {replace(type_, exchanged=True).reads('t')} FROM "
            f"(SELECT $date AS t)",
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
