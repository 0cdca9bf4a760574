"""What few people changed between two releases is told as it was: whoever knows them would know what they changed.

Each cell of an answer, such as a month, a tier or a street, remembers of which version of the data it is told. It is told anew
when one of its counts has changed by eight or more and none by fewer; until then all of it stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from measures.answers import Answer
from measures.rounding import few
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.base import ordered
from measures.sheets.households import TIERS

Cells = dict[str, int]  # of which version of the data each cell is told
Rows = Sequence[Mapping[str, Any]]

BESIDE = ("nameless", "later")  # those whom an answer counts beside its cells
SOURCES, CASES = "sources", "cases"
APART = (*BESIDE, SOURCES, CASES)  # what is no month, tier or street
NEED_TIERS = (1, 2)


def held(now: Answer, cells: Mapping[str, int], at: Callable[[int], Answer]) -> tuple[Answer, Cells]:
    """An exact answer with every cell that few people changed as it was told before, and of which version each cell is then.

    `cells` are those of the release before, and `at` gives the exact answer of a version. What is of one case that may be shown,
    or is shown to nobody, has no cells.
    """
    if "case" in now.filters or not (there := cells_of(now)):
        return now, {}
    then = {version: at(version) for version in {*cells.values()}}
    was = {cell: cells_of(then[version]).get(cell, ()) for cell, version in cells.items()}
    found: Cells = {}
    for cell in {**there, **was}:
        rows = there.get(cell, ())
        if cells and cell not in cells and cell not in APART and few(sum(counts_of(now, rows).values())):
            continue  # a street of few is told with others from when it is more: what these were without it is known
        is_new = cell not in cells or rows == was[cell] or _is_new(now, rows, was[cell])
        found[cell] = now.version if is_new else cells[cell]
    rows = {cell: there.get(cell, ()) if of == now.version else was[cell] for cell, of in found.items()}
    beside = {name: getattr(now if found[name] == now.version else then[found[name]], name) for name in BESIDE}
    return replace(now, shape=_together(now, rows), **beside), found


def _is_new(answer: Answer, rows: Rows, before: Rows) -> bool:
    """Whether a cell may be told anew: some count of it has changed by enough, and none by few."""
    counts, was = Counter(counts_of(answer, rows)), Counter(counts_of(answer, before))
    if any("case_ref" in row for row in (*rows, *before)):  # of each case whether all that it had is the same
        changed = [len({case for case, *_ in counts.keys() ^ was.keys()})]
    else:
        changed = [abs(counts[what] - was[what]) for what in counts | was]
    return any(changed) and not any(map(few, changed))


def cells_of(answer: Answer) -> dict[str, Rows]:
    """The rows of each cell of an answer, none of what has no cells."""
    shape = answer.shape
    found: dict[str, Rows]
    if isinstance(shape, Share):
        found = {f"{period} {category!r}": rows for (period, category), rows in shape.by_place.items()}
        found[SOURCES] = shape.sources
    elif isinstance(shape, Frequency):
        found = {repr(category): shape.of_these(category) for category in shape.names}
    elif isinstance(shape, BeforeAndAfter):
        found = {CASES: shape.rows}
    else:
        return {}
    beside = {name: getattr(answer, name) for name in BESIDE}
    return found | {name: () if its is None else ({"count": its.count},) for name, its in beside.items()}


def counts_of(answer: Answer, rows: Rows) -> dict[tuple, int]:
    """What is counted in the rows of one cell, each count by what it is of."""
    found: Counter[tuple] = Counter()
    for row in rows:
        if "case_ref" in row:
            found[row["case_ref"], *row.values()] += 1
        elif "part" in row:
            part = row["part"] or 0
            key = row["category"], row["left_out"], row["denominator"] is None
            found[*key, "part"] += part
            found[*key, "rest"] += row["counted"] - part
        elif set(answer.measure.splits) == {*TIERS}:
            found[("in need" if row.get("split") in NEED_TIERS else "not",)] += row["count"]
        else:
            found[()] += row["count"]
    return found


def _together(answer: Answer, cells: Mapping[str, Rows]) -> Shape:
    """The shape of an answer with these cells."""
    shape = answer.shape
    rows = [row for cell, its in cells.items() if cell not in (*BESIDE, SOURCES) for row in its]
    if isinstance(shape, Share):
        return replace(shape, rows=ordered(rows, ("period", "category", "left_out")), sources=tuple(cells[SOURCES]))
    return replace(shape, rows=rows) if isinstance(shape, BeforeAndAfter) else type(shape).of(rows, answer.measure)
