"""What few people changed between two releases is told as it was: whoever knows them would know what they changed.

Each cell of an answer, such as a month, a tier or a street, remembers of which version of the data it is told. It is told anew
when one of its counts has changed by enough and none by few; until then all of it stays. What is new of few waits, until enough have
come together. What was of few is told once it was of enough at two releases: nobody brings people for one of them, to learn from
it how many were there before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from measures.answers import Answer
from measures.rounding import FEWEST, any_few, few
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.base import ordered
from measures.sheets.households import TIERS

Cells = dict[str, int]  # of which version of the data each cell is told
Rows = Sequence[Mapping[str, Any]]

BESIDE = ("nameless", "later")  # those whom an answer counts beside its cells
SOURCES, CASES = "sources", "cases"
BESIDE_IT = "\n"  # between the cell of a period and why some of it are in no share, who are a cell of their own
NEVER = 0  # the version that a cell is of which was not told with the others of its place: of no rows
NEED_TIERS = (1, 2)


def held(
    now: Answer,
    cells: Mapping[str, int],
    at: Callable[[int], Answer],
    latest: int | None = None,
    fewest: int = FEWEST,
) -> tuple[Answer, Cells]:
    """An exact answer with every cell that few people changed as it was told before, and of which version each cell is then.

    `cells` are those of the release before, which is of version `latest`, and `at` gives the exact answer of a version. What is of one
    case that may be shown, or is shown to nobody, has no cells.
    """
    if "case" in now.filters or not (there := cells_of(now)):
        return now, {}
    cells = {cell: cells[of] for cell in there if (of := place_of(cell)) in cells} | {**cells}
    then = {version: at(version) for version in {*cells.values(), *([] if latest is None else [latest])}}
    was = {cell: cells_of(then[version]).get(cell, ()) for cell, version in cells.items()}
    last = {} if latest is None else cells_of(then[latest])
    found: Cells = {}
    waiting: list[str] = []
    for cell in {**there, **was}:
        rows, before = there.get(cell, ()), was.get(cell, ())
        if (
            cell in cells
            and rows == before
            or latest is None
            or _is_new(now, rows, before, last.get(cell, ()), cell in cells, fewest)
        ):
            found[cell] = now.version
        elif cell in cells:
            found[cell] = cells[cell]
        else:
            waiting.append(cell)
    found |= dict.fromkeys((cell for cell in waiting if BESIDE_IT in cell), NEVER)
    waiting = [cell for cell in waiting if BESIDE_IT not in cell]
    together = sum((Counter(counts_of(now, there[cell])) for cell in waiting), Counter())
    if not any_few(together.values(), fewest):
        found |= dict.fromkeys(waiting, now.version)
    found = {cell: of for cell, of in found.items() if place_of(cell) in found}
    rows = {cell: there.get(cell, ()) if of == now.version else was.get(cell, ()) for cell, of in found.items()}
    beside = {
        name: getattr(now if found[name] == now.version else then[found[name]], name) if name in found else None
        for name in BESIDE
    }
    return replace(now, shape=together_of(now, rows), **beside), found


def _is_new(answer: Answer, rows: Rows, before: Rows, last: Rows, was_told: bool, fewest: int) -> bool:
    """Whether a cell may be told anew: some count of it has changed by enough, and none by few. Streets stand together by how many
    there are in all."""
    measure = answer.measure
    if measure.gathered and not was_told:
        return sum(counts_of(answer, rows).values()) >= fewest
    counts, was, latest = (Counter(counts_of(answer, each)) for each in (rows, before, last))
    if any("case_ref" in row for row in (*rows, *before)):  # of each case whether all that it had is the same
        changed = [len({case for case, *_ in counts.keys() ^ was.keys()})]
        return any(changed) and not any_few(changed, fewest)
    changed = [abs(counts[what] - was[what]) for what in counts | was]
    if not any(changed) or any_few(changed, fewest):
        return False
    if measure.gathered and few(sum(counts.values()), fewest):
        return False  # it would stand apart: `groups` joins it with a neighbour as soon as that tells of nobody
    moved = [what for what in counts | was if counts[what] != was[what]]
    if was_told and any(_tells_of_few(was[what], counts[what], fewest) for what in moved):
        return False
    # A month that is not over has few of its demands yet, and is no place that anybody could fill for one release.
    was_few = was if was_told else latest if isinstance(answer.shape, Frequency) else Counter()
    return not any(few(was_few[what], fewest) and few(latest[what], fewest) and counts[what] for what in moved)


def _tells_of_few(was: int, now: int, fewest: int) -> bool:
    """Whether a count that is few, or was, could be no other than some of the few that there may be, because it changed by enough:
    from 10 to a few they are two at most."""
    least = 2 * fewest - 1
    return (few(was, fewest) and 0 < now < least) or (few(now, fewest) and 0 < was < least)


def cells_of(answer: Answer) -> dict[str, Rows]:
    """The rows of each cell of an answer, none of what has no cells."""
    shape = answer.shape
    found: dict[str, Rows]
    if isinstance(shape, Share):
        found = {}
        for at, rows in shape.by_place.items():
            found[cell_of(*at)] = [row for row in rows if row["part"] is not None]
            for why in dict.fromkeys(row["left_out"] for row in rows if row["part"] is None):
                beside_it = [row for row in rows if row["part"] is None and row["left_out"] == why]
                found[f"{cell_of(*at)}{BESIDE_IT}{why}"] = beside_it
        found[SOURCES] = shape.sources
    elif isinstance(shape, Frequency):
        found = {repr(category): shape.of_these(category) for category in shape.names}
    elif isinstance(shape, BeforeAndAfter):
        found = {CASES: shape.rows}
    else:
        return {}
    beside = {name: getattr(answer, name) for name in BESIDE}
    return found | {name: () if its is None else ({"count": its.count},) for name, its in beside.items()}


def cell_of(period: object, category: object) -> str:
    """The cell of a period or a category of a share."""
    return f"{period} {category!r}"


def place_of(cell: str) -> str:
    """The cell of the period or category of which one counts who is in no share."""
    return cell.partition(BESIDE_IT)[0]


def counts_of(answer: Answer, rows: Iterable[Mapping[str, Any]]) -> dict[tuple, int]:
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


def together_of(answer: Answer, cells: Mapping[str, Rows]) -> Shape:
    """The shape of an answer with these cells."""
    shape = answer.shape
    rows = [row for cell, its in cells.items() if cell not in (*BESIDE, SOURCES) for row in its]
    if isinstance(shape, Share):
        sources = tuple(cells.get(SOURCES, ()))
        return replace(shape, rows=ordered(rows, ("period", "category", "left_out")), sources=sources)
    return replace(shape, rows=rows) if isinstance(shape, BeforeAndAfter) else type(shape).of(rows, answer.measure)
