"""Which rows of a table are totals of its other rows: by their words, by what they come to, and by what they lack."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import TOTAL_MARKS, normalise

A_TOTAL = r"(?:(?:sub[ -]?|grand |overall )?(?:totals?|averages?)|cyfanswm)"
ANY = rf"(?i)\b(?:{A_TOTAL}|means?|sum|all|overall|combined|altogether)\b"
OF_ALL = re.compile(
    rf"(?:{A_TOTAL}|mean|sum)(?: (?:scores?|ratings?|costs?|spend|amount|values?|minutes|mins|hours))?(?: ?\(.*\))?",
    re.I,
)
# Not "Means test", "Lump sum" or "Total Fitness".
OF_SOME = re.compile(
    rf"(?:(?P<before>.+?)[ :,–-]+{A_TOTAL}|{A_TOTAL}(?: of | for |[ ]?[:,–-] ?)(?P<after>.+?))(?: ?\(.*\))?", re.I
)
# Which may be a name of its own, and is a total where it is the sum of rows above it.
OF_EVERY = re.compile(
    r"all(?: (?:agencies|services|organisations|departments|partners|teams|areas|wards|localities|cases|activities|types))?"
    r"|overall|combined|altogether",
    re.I,
)
# Of a row that lacks what every row needs, whatever column has the word.
BELOW = rf"(?i)^(?:{A_TOTAL}|mean|median|sum|count|min(?:imum)?|max(?:imum)?|(?:grand )?tot)[ :.=]*$"
AS_FAR_BACK = 20  # of the totals above a row, so many may be of the same rows as it is


@dataclass(frozen=True)
class Total:
    """A row that is a total: the first and last of the rows it is the sum of, or the average, where it is of some."""

    row: int
    what: str = ""
    first: int = 0
    last: int = 0


def said_to_be(names: Sequence[pa.ChunkedArray], rows: pa.ChunkedArray) -> dict[int, tuple[bool, set[str]]]:
    """The rows some name of which has a word for a total: whether it says nothing else, and the names that it may be
    the total of.

    `names` has the words of each column of names, as long as `rows`.
    """
    found: dict[int, tuple[bool, set[str]]] = {}
    for words in names:
        values = pc.drop_null(pc.unique(words))
        values = values.filter(pc.match_substring_regex(values, ANY))
        every: tuple[bool, set[str]] = (False, set())
        kinds = {
            text: every if OF_EVERY.fullmatch(text.rstrip(TOTAL_MARKS)) else _kind(text.rstrip(TOTAL_MARKS))
            for text in values.to_pylist()
        }
        kinds = {text: kind for text, kind in kinds.items() if kind}
        if not kinds:
            continue
        its = pc.is_in(words, pa.array(list(kinds)))
        for row, text in zip(rows.filter(its).to_pylist(), words.filter(its).to_pylist(), strict=True):
            of_all, of = kinds[text]
            before = found.get(row, (False, set()))
            found[row] = before[0] or of_all, before[1] | of
    return found


def under_the_table(columns: Sequence[pa.ChunkedArray], rows: Sequence[int]) -> dict[int, tuple[bool, set[str]]]:
    """Those of the rows, by their numbers as Excel counts them, of which a column that is not read says that they
    are a total, a mean or a count."""
    found = set[int]()
    for column in columns:
        there = pa.array([row for row in rows if row <= len(column)], pa.int64())
        words = pc.utf8_trim_whitespace(column.take(pc.subtract(there, 1)))
        found |= {*there.filter(pc.fill_null(pc.match_substring_regex(words, BELOW), False)).to_pylist()}
    return {row: (True, set()) for row in found}


def names_of(names: Sequence[pa.ChunkedArray]) -> set[str]:
    """Every name of these columns, as they are compared."""
    return {normalise(text) for words in names for text in pc.drop_null(pc.unique(words)).to_pylist()}


def is_total(text: str) -> bool:
    """Whether words say that a row is a total: of all rows, or of those of a name."""
    return _kind(text.rstrip(TOTAL_MARKS)) is not None


def _kind(text: str) -> tuple[bool, set[str]] | None:
    if OF_ALL.fullmatch(text):
        return True, set()
    if some := OF_SOME.fullmatch(text):
        return False, {normalise(some["before"] or some["after"])}
    return None


def totals(
    rows: Sequence[int],
    amounts: Sequence[Sequence[float | None]],
    words: Mapping[int, tuple[bool, set[str]]],
    incomplete: Set[int],
    names: set[str],
) -> list[Total]:
    """Which of these rows are totals.

    A word for a total alone makes one; with a name beside it, it must be the name of other rows, or the row come to
    what rows above it do. Without such a word a row is one that lacks what every row needs and is the sum of the two or
    more rows above it, from the last total on or from the beginning. `amounts` are columns as long as `rows`.
    """
    found: list[Total] = []
    above = _Above(amounts)
    for i, row in enumerate(rows):
        counts = False
        if row not in words and row not in incomplete:
            counts = True
        else:
            of_all, of = words.get(row, (False, set()))
            span = above.comes_to(i)
            what, number, first = span or ("", 0, 0)
            if of_all or of & names or (number > 1 and (row in words or what == "sum")):
                found.append(Total(row, what, rows[first], rows[above.last]) if span else Total(row))
                above.begin(i + 1)
            else:
                counts = True
        above.add(i, counts)
    return found


class _Above:
    """The amounts of the rows above one, summed from each total on: every row is looked at once."""

    def __init__(self, amounts: Sequence[Sequence[float | None]]) -> None:
        self.amounts = amounts
        self.sums = [[0.0] for _ in amounts]  # of the rows before the first, the second, …
        self.filled = [[0] for _ in amounts]
        self.starts, self.counted, self.last = [0], [0], 0

    def add(self, i: int, counts: bool) -> None:
        """The i-th row is above all that follow; whether it counts, or is a total itself."""
        for column, sums, filled in zip(self.amounts, self.sums, self.filled, strict=True):
            value = column[i] if counts else None
            sums.append(sums[-1] + (value or 0.0))
            filled.append(filled[-1] + (value is not None))
        self.counted.append(self.counted[-1] + counts)
        self.last = i if counts else self.last

    def begin(self, i: int) -> None:
        """Another total may be of the rows from the i-th on."""
        self.starts = [0, *self.starts[1:][-AS_FAR_BACK:], i]

    def comes_to(self, i: int) -> tuple[str, int, int] | None:
        """What the i-th row is of rows above it, of how many of them, and from which on; None where it is of none."""
        columns = [k for k, column in enumerate(self.amounts) if column[i] is not None]
        for start in reversed(self.starts) if columns else ():
            number = self.counted[i] - self.counted[start]
            for what in ("sum", "average"):
                if number and all(self._is(k, start, i, what) for k in columns):
                    first = next(j for j in range(start, i) if self.counted[j + 1] > self.counted[start])
                    return what, number, first
        return None

    def _is(self, k: int, start: int, i: int, what: str) -> bool:
        number = self.filled[k][i] - self.filled[k][start]
        made = (self.sums[k][i] - self.sums[k][start]) / (number if what == "average" and number else 1)
        value = self.amounts[k][i]
        return bool(number) and value is not None and math.isclose(value, made, rel_tol=1e-9, abs_tol=0.0051)
