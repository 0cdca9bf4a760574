"""A rule: what holds for rows that have a problem, how many these are, and how they are told together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from measures.cells.number import DECIMAL_COMMAS, WITH_COMMAS
from measures.problems import KINDS, Problem, cell, shorten
from measures.words import listed
from measures.workbook.typed import LISTED, Field, Typed


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
            "cells": first_of(rows, count, position),
            "heading": shorten(typed.recognised.headings[position or 0]),
            "value": shorten(rule.field.type.as_shown(example)),
        }
        read = typed.recognised
        said = read.override.ways_by_position(read.headings).get(rule.field.position) if read.override else None
        details |= {"sheet": typed.name, "such": f"{said}{WITH_COMMAS}" if said else DECIMAL_COMMAS}
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
    """What is told of so many rows beside the first: which they are, how many there are with it, and, in the column
    of this position or of whole rows, “ (also in C8, C9, C12 and 196 more)”."""
    details = {"also_rows": tuple(rows[:LISTED]), "number": count + 1}
    if not count:
        return {**details, "also": ""}
    what = "" if position is not None else "row " if count == 1 else "rows "
    return {**details, "also": f" (also in {what}{first_of(rows, count, position)})"}


# What a cell may be told of that a whole column is asked about: the code of the one and of the other.
OF_ONE_CAUSE = {"decimal-comma": "not-a-number", "month-first?": "not-a-date", "day-first?": "not-a-date"}


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


def first_of(rows: Sequence[int], count: int, position: int | None) -> str:
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
