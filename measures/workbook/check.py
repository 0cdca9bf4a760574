"""Cells to typed rows, and every problem with its place. In SQL, a column at a time: no loop over cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType, Choice, Name, Ref, Street, Text, YesNo
from measures.cells.ref import EVERY_ROW
from measures.cells.yes_no import LETTERS, only_letters
from measures.personal.columns import Of, PersonalDetails, look
from measures.problems import Problem, letters, sheet_row, shorten
from measures.record import Rows, Source, spans
from measures.schema import Sheet
from measures.sql import quote
from measures.store.names import name_keys
from measures.store.parsed import parsed
from measures.store.scratch import Scratch, scratch
from measures.words import listed, plural, short
from measures.workbook import rules
from measures.workbook.above import as_above
from measures.workbook.read import trimmed
from measures.workbook.readings import Readings
from measures.workbook.recognised import Recognised
from measures.workbook.several import a_row_for_each, one_in_each_cell
from measures.workbook.short_rows import beyond_headings, short_rows
from measures.workbook.typed import Below, Typed, fields
from measures.workbook.years import with_their_year

# So many rows an export or a query often stops at; 65,535 and 1,048,575 are what a sheet of Excel has below its
# headings.
CUT = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 65_535, 100_000, 1_048_575}
OF_SOURCE = ("agency", "locality")  # what a demand says of whose record it is part of
LONG = 20_000  # rows, of which it pays to look first whether any date can be far from the others
LOGS = ("demands", "transactions")  # kinds that are exported by the thousand
# The types of cells that keep words as they are, and what may stand in them.
OF: dict[type[CellType], Of] = {Ref: "references", Name: "words", Text: "words", Street: "streets"}


@dataclass(frozen=True)
class Checked:
    """A sheet with its rows typed, and what is wrong with it.

    `rows` has `row` (Excel's number), `bad` (a problem of its own stops it), the declared columns that are there,
    `<name>_key` beside each street, and a Yes/No column `flag0`… for each of `flag_names`. `left_out` counts rows
    that are not loaded whatever is chosen: totals and exact repeats of a row with the same key.
    """

    recognised: Recognised
    rows: pa.Table
    flag_names: tuple[str, ...]
    problems: tuple[Problem, ...]
    left_out: int = 0

    @property
    def sheet(self) -> Sheet:
        assert self.recognised.sheet
        return self.recognised.sheet

    @property
    def name(self) -> str:
        return self.recognised.cells.sheet

    @property
    def bad_rows(self) -> int:
        return pc.sum(self.rows["bad"]).as_py() or 0

    def good_rows(self) -> pa.Table:
        """The rows that no problem of their own stops."""
        return self.rows.filter(pc.invert(self.rows["bad"])) if self.bad_rows else self.rows

    @cached_property
    def personal(self) -> Mapping[str, PersonalDetails]:
        """The personal details among the words of its good rows, by the column that has them: nothing else of the
        sheet is stored."""
        rows, at, found = self.good_rows(), self.recognised.position, {}
        for column in self.sheet.columns:
            of = OF.get(type(column.type))
            if of and column.name in rows.column_names:
                heading = self.recognised.headings.get(at.get(column.name, -1), "")
                its = look(heading, rows[column.name], "places" if column.names == "locality" else of)
                found |= {column.name: its} if its else {}
        return found

    def named_apart(self) -> pa.Table:
        """`good_rows`, in which the names of what they are of have the sheet's own name added."""
        rows, column = self.good_rows(), self.sheet.named
        named = pc.binary_join_element_wise(rows[column], f"({self.name})", " ")
        return rows.set_column(rows.column_names.index(column), column, named)

    def mapping(self) -> dict:
        """How the sheet was understood, for the store and the History page. Columns are positions from 0."""
        r = self.recognised
        return {
            "header_row": r.header_row,
            "columns": {
                column.name: {"column": p, "heading": r.headings[p]} for p, column in sorted(r.columns.items())
            },
            "flags": {name: {"column": p, "heading": r.headings[p]} for p, name in sorted(r.flags.items())},
            "left_alone": list(r.left_alone.values()),
            "headings": [heading for _, heading in sorted(r.own_headings.items())],
            **({"said": r.override.as_dict()} if r.override else {}),
        }


def check(sheets: Sequence[Recognised], step: Callable[[Recognised], None] = lambda sheet: None) -> list[Checked]:
    """Type every row of recognised sheets. Every row is read, whatever is found on the way.

    They share one scratch database: to make one takes longer than to check a small sheet. `step` is told which is next.
    """
    with scratch() as db:
        checked = _check_all(db, sheets, step)
    pa.default_memory_pool().release_unused()  # Arrow keeps room for what is no longer there, and the load needs it
    return checked


def _check_all(db: Scratch, sheets: Sequence[Recognised], step: Callable[[Recognised], None]) -> list[Checked]:
    parts = []
    for recognised in sheets:
        step(recognised)
        parts.append(_below_headings(recognised))
    texts = ((field.type, below.words[field.position]) for below, _ in parts for field in below.fields)
    readings = Readings(db, texts)
    return [_check(Typed(db, readings, below), merged) for below, merged in parts]


def _check(typed: Typed, merged: list[Problem]) -> Checked:
    recognised, name = typed.recognised, typed.name
    of_cells, of_rows = rules.of_cells(typed), rules.of_rows(typed)
    hinting = [*rules.other_order(typed), *rules.decimal_commas(typed)]
    in_cells, in_rows, notes, hints = rules.judge(typed, [of_cells, of_rows, rules.notes(typed), hinting])
    bad = rules.stops([*of_cells, *of_rows]) if in_cells or in_rows or typed.faults else ""
    keys = rules.keys(typed, bad)
    hints = rules.without_an_order(typed, hints)
    found = [*recognised.problems, *merged, *in_cells, *hints, *rules.periods(typed), *in_rows, *keys.problems]
    levels = rules.levels(typed)
    scales = rules.scales(typed)
    choices = rules.choices(typed)
    # Once, and not of each cell.
    asked = {("not-an-option", p.column) for p in levels if p.details.get("words")}
    asked |= {(code, p.column) for p in scales if p.stops for code in ("out-of-range", "not-a-number")}
    asked |= {("not-an-option", p.column) for p in choices if p.stops}
    years = rules.without_a_year(typed)
    asked |= {(code, p.column) for p in years for code in ("not-a-date", "a-week")}
    asked |= rules.of_one_cause(in_cells, hints)
    other_clothes = rules.other_clothes(
        typed, {p.column for p in in_cells if p.code == "not-yes-no" and p.column is not None}
    )
    asked |= {("not-yes-no", p.column) for p in other_clothes if p.stops}
    found = [p for p in found if (p.details.get("of", p.code), p.column) not in asked]
    days = [*rules.exchanged(typed), *rules.months(typed), *rules.one_day(typed), *rules.two_digits(typed)]
    found += [
        *levels,
        *scales,
        *choices,
        *other_clothes,
        *years,
        *days,
        *rules.either_order(typed, {p.column for p in days if p.stops}),
        *rules.several_points(typed),
        *rules.several_ratings(typed),
        *rules.parts_of_others(typed),
        *rules.above(typed),
        *rules.units(typed),
        *rules.changes(typed),
        *rules.far_from_their_case(typed),
        *rules.taken_out(typed),
        *rules.faults(typed),
        *notes,
    ]
    rows = typed.rows(" OR ".join(filter(None, (bad, keys.in_doubt))), keys.repeats)
    found += _far_dates(typed, rows)
    hidden = {*recognised.cells.hidden_rows}
    if count := len(hidden and hidden & {*map(sheet_row, rows["row"].to_pylist())}):
        found.append(Problem("hidden-rows", name, details={"count": f"{count:,}"}))
    found += _hidden_columns(recognised)
    if rows.num_rows in CUT and recognised.sheet is not None and recognised.sheet.kind in LOGS:
        found.append(Problem("may-be-cut", name, details={"count": f"{rows.num_rows:,}"}))
    if rows.num_rows == 0 and not any(p.stops for p in found):
        found.append(Problem("no-rows", name))
    flags = tuple(recognised.flags.values())
    return Checked(recognised, rows, flags, _in_order(found), typed.left_out + keys.left_out)


def _hidden_columns(recognised: Recognised) -> list[Problem]:
    """What is told of columns that are read, and that nobody sees who opens the spreadsheet."""
    hidden = [
        f'"{shorten(recognised.own_headings.get(position, ""))}" ({letters(position)})'
        for position in sorted(recognised.read_of & {*recognised.own_headings})
        if any(first <= position <= last for first, last in recognised.own_cells.hidden_columns)
    ]
    named = listed(hidden if len(hidden) <= 5 else [*hidden[:4], f"{len(hidden) - 4:,} others"])
    return [Problem("hidden-columns", recognised.cells.sheet, details={"columns": named})] if hidden else []


def _far_dates(typed: Typed, rows: pa.Table) -> list[Problem]:
    """Dates of demands that are far from all others of their agency and locality in the sheet, each with the first cell
    that has it."""
    field = typed.field.get("received_on")
    if field is None or typed.recognised.sheet is None or typed.recognised.sheet.kind != "demands":
        return []
    named = [quote(name) if name in rows.column_names else "NULL" for name in OF_SOURCE]
    month, week = (f"max(coalesce({quote(field.name + end)}, false)::INTEGER) = 1" for end in ("_month", "_week"))
    typed.db.register("checked", rows)
    by_day = (
        f"WITH dated (first, day, month, week, number, agency, locality) AS (SELECT min(row), {quote(field.name)}, "
        f"{month}, {week}, count(*), {', '.join(named)} FROM checked WHERE NOT bad AND {quote(field.name)} IS NOT NULL "
        f"GROUP BY ALL)"
    )
    if rows.num_rows >= LONG and _without_a_gap(typed, by_day):
        typed.db.unregister("checked")
        return []
    # A row for each source as it is spelt, with its days: there are thousands of these, and a few sources.
    dated = typed.db.execute(
        f"{by_day} SELECT agency, locality, list((first, day, number, month, week)) FROM dated GROUP BY ALL ORDER BY "
        f"min(first) "
        "DESC"
    ).fetchall()
    typed.db.unregister("checked")
    keys = name_keys({name for *names, _ in dated for name in names if name})
    spelt = {Source(keys.get(a), keys.get(b)): (a, b) for a, b, _ in dated}  # as the first row has it
    cells = [(Source(keys.get(a), keys.get(b)), days) for a, b, days in dated]
    counted = [Rows(source, 1, *day) for source, days in cells for _, *day in days]
    last = max((row.day for row in counted), default=dt.date.min)
    covered = spans(counted, {1: last + dt.timedelta(days=31)})
    observed = [span for span in covered if not span.is_slip]
    found = []
    for span in covered:
        if not span.is_slip:
            continue
        row, day = min(
            (row, day)
            for source, days in cells
            if source == span.source
            for row, day, *_ in days
            if span.first_day <= day <= span.last_day
        )
        others = [other for other in observed if other.source == span.source]
        named = ", ".join(filter(None, spelt[span.source])) or "demands that name no agency and no place"
        details = {
            "day": short(day),
            "of": f" of {shorten(named)}" if others and len(spelt) > 1 else "",
            "first": short(min(other.first_day for other in others or observed)),
            "last": short(max(other.last_day for other in others or observed)),
            "rows": plural(span.number, "demand is", "demands are"),
        }
        found.append(Problem("far-date", typed.name, row, field.position, details))
    return found


def _without_a_gap(typed: Typed, by_day: str) -> bool:
    """Whether no source, nor all together, is ever without rows for a whole week: then no date is far from all
    others, and the thousands of days of a long log need not be looked at one by one."""
    own = "SELECT *, day - lag(day) OVER (PARTITION BY agency, locality ORDER BY day) AS since FROM dated"
    asked = (
        f"{by_day} SELECT agency, locality, min(day), max(day), bool_or(coalesce(since > 7, false) OR month OR "
        f"week) FROM ({own}) GROUP BY ALL"
    )
    found = typed.db.execute(parsed(typed.db, asked)).fetchall()
    if any(gap for *_, gap in found):
        return False
    keys = name_keys({name for agency, locality, *_ in found for name in (agency, locality) if name})
    stretches: dict[Source | None, list[tuple[dt.date, dt.date]]] = {}
    for agency, locality, first, last, _ in found:
        for source in (Source(keys.get(agency), keys.get(locality)), None):  # under None those of all
            stretches.setdefault(source, []).append((first, last))
    for its in stretches.values():
        until = min(its)[0]
        for first, last in sorted(its):
            if (first - until).days > 7:
                return False
            until = max(until, last)
    return True


def _below_headings(recognised: Recognised) -> tuple[Below, list[Problem]]:
    """What stands below the headings of a sheet, and what is told of its merged cells and of those with several
    names."""
    header_row = recognised.header_row
    used = [f"c{position}" for position in (*recognised.columns, *recognised.flags)]
    cells = recognised.cells.table.slice(header_row).select(used)
    cells = pa.table({name: trimmed(cells[name]) for name in used})
    cells, merged = _unmerged(cells, recognised)
    cells, words = _as_said(cells, recognised)
    cells, dittos = as_above(cells, recognised)
    cells, years = with_their_year(cells, recognised)
    cells, several = one_in_each_cell(cells, recognised)
    cells, commas = _with_points(cells, recognised)
    cells, alone = _each_by_itself(cells, recognised)
    faults = [
        fault
        for fault in recognised.cells.faults
        if fault[0] > header_row and (fault[1] in recognised.columns or fault[1] in recognised.flags)
    ]
    faults += beyond_headings(recognised.cells, header_row)
    faults += short_rows(recognised.cells, header_row, sorted({*recognised.columns, *recognised.flags}))
    # The fast reader ends a sheet before rows of which only faults are left: they are rows all the same.
    numbers = recognised.cells.numbers
    beyond = 0 if numbers is not None else max((row for row, *_ in faults), default=0) - header_row - cells.num_rows
    if beyond > 0:
        cells = pa.concat_tables([cells, pa.table({name: pa.nulls(beyond, pa.string()) for name in used})])
    following = pa.arange(header_row + 1, header_row + 1 + cells.num_rows).cast(pa.int32())
    rows = following if numbers is None else pa.array(numbers, pa.int32())
    if numbers is None:
        cells, rows, faults, too_many = a_row_for_each(cells, rows, faults, recognised)
        several += too_many
    below = {int(name[1:]): cells[name] for name in used}
    read = [replace(f, type=_marked(f.type, below[f.position])) for f in fields(recognised)]
    if any(isinstance(f.type, YesNo) and f.type.letters for f in read):  # where one has T and F, an F alone is No
        read = [replace(f, type=_lettered(f.type, below[f.position])) for f in read]
    return Below(recognised, read, below, rows, faults), [
        *merged,
        *words,
        *dittos,
        *years,
        *several,
        *commas,
        *alone,
    ]


def _marked(type_: CellType, words: pa.ChunkedArray) -> CellType:
    """How a column is read, of which other marks in it may say what a cross is."""
    if not isinstance(type_, YesNo | Choice):
        return type_
    return type_.marked(pc.unique(pc.utf8_lower(words.drop_null())).to_pylist())


def _lettered(type_: CellType, words: pa.ChunkedArray) -> CellType:
    there = {*pc.unique(pc.utf8_lower(words.drop_null())).to_pylist()}
    letters = isinstance(type_, YesNo) and only_letters({*there, *LETTERS})
    return replace(type_, letters=True) if letters and isinstance(type_, YesNo) else type_


def _as_said(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Words that a person says are read as others, or as a blank; and so many cells have them."""
    said = recognised.override.words_by_position(recognised.headings) if recognised.override else {}
    found = []
    for position, its in sorted(said.items()):
        name = f"c{position}"
        if name not in cells.column_names:
            continue
        for was, now in its.items():
            words = cells[name]
            meant = pc.fill_null(pc.equal(words, was), False)
            if count := pc.sum(meant).as_py():
                new = pa.scalar(now or None, pa.string())
                cells = cells.set_column(cells.column_names.index(name), name, pc.if_else(meant, new, words))
                details = {"heading": shorten(recognised.headings[position]), "value": shorten(was)}
                details |= {
                    "cells": plural(count, "cell says", "cells say"),
                    "now": f"“{shorten(now)}”" if now else "blank",
                }
                found.append(Problem("read-words", recognised.cells.sheet, None, position, details))
    return cells, found


def _with_points(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Figures with a decimal comma as those with a point, in the columns of which a person says so. In a workbook a
    number is one whatever it shows, so that only words with a comma are meant."""
    found = []
    for position, column in recognised.columns.items():
        if not column.type.commas:
            continue
        words = cells[f"c{position}"]
        form = r",|^[^\d]*\d{1,3}(\.\d{3})+[^\d]*$" if recognised.cells.widths else ","
        meant = pc.fill_null(pc.match_substring_regex(words, form), False)
        points = pc.replace_substring(pc.replace_substring(words, ".", ""), ",", ".")
        read = pc.if_else(meant, points, words)
        cells = cells.set_column(cells.column_names.index(f"c{position}"), f"c{position}", read)
        if (first := pc.index(meant, True).as_py()) >= 0:
            details = {"heading": shorten(recognised.headings[position]), "value": shorten(words[first].as_py())}
            details |= {"comes_to": shorten(read[first].as_py())}
            found.append(Problem("read-commas", recognised.cells.sheet, None, position, details))
    return cells, found


def _each_by_itself(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """No references, where a person says that every row is read by itself whatever reference it has."""
    found = []
    for position, column in recognised.columns.items():
        if isinstance(column.type, Ref) and column.type.rows == EVERY_ROW:
            name = f"c{position}"
            cells = cells.set_column(cells.column_names.index(name), name, pa.nulls(cells.num_rows, pa.string()))
            details = {"heading": shorten(recognised.headings[position])}
            found.append(Problem("by-itself", recognised.cells.sheet, None, position, details))
    return cells, found


def _unmerged(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Say of each row what a cell merged over several rows says of them all; and tell of it.

    An amount is of them all together, and a key is of one row: both stay with the first. A row that has nothing else is
    no row.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for position, first, last in recognised.cells.merged:
        if recognised.header_row < first and f"c{position}" in cells.column_names:
            rows = first - recognised.header_row - 1, min(last - recognised.header_row, cells.num_rows)
            places.setdefault(position, []).append(rows)
    there = [any(values) for values in zip(*(cells[name].to_pylist() for name in cells.column_names))] if places else []
    found = []
    for position, its in sorted(places.items()):
        column = recognised.columns.get(position)
        key = column is not None and recognised.sheet is not None and column.name in recognised.sheet.key
        once = key or (column is not None and column.type.amount)
        words = cells[f"c{position}"].to_pylist()
        count = 0
        for first, after in its:
            if first < len(words) and words[first]:
                below = [row for row in range(first + 1, after) if there[row]]
                count += bool(below)
                for row in below if not once else ():
                    words[row] = words[first]
        if count:
            details = {"heading": recognised.headings[position], "count": f"{count:,}"}
            code = "merged-once" if once else "merged"
            found.append(Problem(code, recognised.cells.sheet, None, position, details))
            cells = cells.set_column(
                cells.column_names.index(f"c{position}"), f"c{position}", pa.array(words, pa.string())
            )
    return cells, found


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """What stops the load first, then by place."""
    told = {(p.code, p.where, p.sentence): p for p in problems}  # once of what stands beside several figures
    return tuple(sorted(told.values(), key=lambda p: (not p.stops, p.row or 0, p.column or 0)))
