"""What few people changed between two releases is told as it was: whoever knows them would know what they changed.

Each cell of an answer, such as a month, a tier or a street, remembers of which version of the data it is told, and of
which it ever was: a reader has all releases, and may lay any two beside each other. It is told anew when one of its
counts has changed by enough and none by few, since each time that it was told; until then it is told as that time which
is nearest to what is so. What is new of few waits, until enough have come together. What was of few is told once it was
of enough at two releases: nobody brings people for one of them, to learn from it how many were there before.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from measures.answers import Answer
from measures.rounding import any_few, few
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.base import ordered
from measures.sheets.households import TIERS

Cells = dict[str, int]  # of which version of the data each cell is told
Ever = Mapping[str, Collection[int]]  # of which versions each cell was told, in this release or in any before
Rows = Sequence[Mapping[str, Any]]

BESIDE = ("nameless", "later")  # those whom an answer counts beside its cells
SOURCES, CASES = "sources", "cases"
BESIDE_IT = "\n"  # between the cell of a period and why some of it are in no share, who are a cell of their own
NEVER = 0  # the version that a cell is of which was not told with the others of its place: of no rows
NEED_TIERS = (1, 2)
GONE = "\n"  # what begins the row of a case that is not there any more, or not as it was told


def held(
    now: Answer,
    cells: Mapping[str, int],
    at: Callable[[int], Answer],
    latest: int | None,
    fewest: int,
    ever: Ever,
) -> tuple[Answer, Cells]:
    """An exact answer with every cell that few people changed as it was told before, and of which version each cell is
    then.

    `cells` are those of the release before, which is of version `latest`, `ever` those of all releases, and `at` gives
    the exact answer of a version. What is of one case that may be shown, or is shown to nobody, has no cells.
    """
    if "case" in now.filters or not (there := cells_of(now)):
        return now, {}
    cells = {cell: cells[of] for cell in there if (of := place_of(cell)) in cells} | {**cells}
    told = {cell: [version, *told_before(ever, cell)] for cell, version in cells.items()}
    versions = {version for each in told.values() for version in each} | ({latest} if latest is not None else set())
    then = {version: at(version) for version in versions - {NEVER}}
    cells_then: dict[int, dict[str, Rows]] = {NEVER: {}}
    cells_then |= {version: cells_of(answer) for version, answer in then.items()}
    last = {} if latest is None else cells_then[latest]
    found: Cells = {}
    waiting: list[str] = []
    for cell in {**there, **cells}:
        rows = there.get(cell, ())
        was: dict[int, Rows] = {version: cells_then[version].get(cell, ()) for version in told.get(cell, ())}
        if (
            cell in cells
            and rows == was[cells[cell]]
            or latest is None
            or _is_new(now, rows, [*was.values()], last.get(cell, ()), fewest)
        ):
            found[cell] = now.version
        elif cell in cells:
            found[cell] = min((_distance(now, rows, each), nth, of) for nth, (of, each) in enumerate(was.items()))[-1]
        else:
            waiting.append(cell)
    found |= dict.fromkeys((cell for cell in waiting if BESIDE_IT in cell), NEVER)
    waiting = [cell for cell in waiting if BESIDE_IT not in cell]
    together = sum((Counter(counts_of(now, there[cell])) for cell in waiting), Counter())
    if not any_few(together.values(), fewest):
        found |= dict.fromkeys(waiting, now.version)
    found = {cell: of for cell, of in found.items() if place_of(cell) in found}
    rows = {cell: (there if of == now.version else cells_then.get(of, {})).get(cell, ()) for cell, of in found.items()}
    beside = {
        name: getattr(now if found[name] == now.version else then[found[name]], name) if name in found else None
        for name in BESIDE
    }
    shape = together_of(now, rows)
    if isinstance(shape, Share):
        shape = replace(shape, changes=_changes(now, found, then, latest))
    return replace(now, shape=shape, **beside), found


def _changes(now: Answer, found: Mapping[str, int], then: Mapping[int, Answer], latest: int | None) -> tuple:
    """Who came to the record or went from it, as the period is told in which that was: the day is that of one demand.
    Who did in a period that few changed did then as it was told, unless what they did now is in one that enough
    changed since; and who did in one that is not told of now did as the last time."""
    answers = {**then, now.version: now}
    shapes: dict[int, Share] = {version: answer.shape for version, answer in answers.items()}
    cells = {version: cells_of(answer) for version, answer in answers.items()}
    starts = sorted({start for shape in shapes.values() for start, _ in shape.by_place if isinstance(start, dt.date)})
    if not starts:
        return shapes[now.version].changes

    def cell(row: Mapping[str, Any]) -> str:
        return cell_of(max((start for start in starts if row["period"] and start <= row["period"]), default=None), None)

    told: dict[tuple, dict[int, list[str]]] = {}  # by what it is and whose: in which cells, of each version
    for version, shape in shapes.items():
        for row in shape.changes:
            of = told.setdefault((row["left_out"], row["category"]), {})
            if found.get(cell(row)) == version:
                of.setdefault(version, []).append(cell(row))
    rows = []
    for what, of in told.items():
        before = max(of.keys() - {now.version}, default=None)
        anew = of.get(now.version, ())
        if before is not None and all(cells[now.version].get(each) == cells[before].get(each) for each in anew):
            version = before
        else:
            version = now.version if anew else latest
        rows += (
            [row for row in shapes[version].changes if (row["left_out"], row["category"]) == what] if version else []
        )
    return tuple(rows)


def told_before(ever: Ever, cell: str) -> list[int]:
    """The versions of which a cell was ever told."""
    return sorted({*ever.get(cell, ())} - {NEVER})


def _is_new(answer: Answer, rows: Rows, told: Sequence[Rows], last: Rows, fewest: int) -> bool:
    """Whether a cell may be told anew: some count of it has changed by enough, and none by few, since each time that
    it was `told`, the last time first. Streets stand together by how many there are in all."""
    measure = answer.measure
    if measure.gathered and not told:
        return sum(counts_of(answer, rows).values()) >= fewest
    before = told[0] if told else ()
    if not _distance(answer, rows, before) or not all(_is_apart(answer, rows, each, fewest) for each in told or [()]):
        return False
    if _is_of_cases(rows, before):
        return True
    counts, was, latest = (Counter(counts_of(answer, each)) for each in (rows, before, last))
    moved = [what for what in counts | was if counts[what] != was[what]]
    if measure.gathered and few(sum(counts.values()), fewest):
        return False  # it would stand apart: `groups` joins it with a neighbour as soon as that tells of nobody
    # A month that is not over has few of its demands yet, and is no place that anybody could fill for one release.
    was_few = was if told else latest if isinstance(answer.shape, Frequency) else Counter()
    return not any(few(was_few[what], fewest) and few(latest[what], fewest) and counts[what] for what in moved)


def _is_apart(answer: Answer, rows: Rows, was: Rows, fewest: int) -> bool:
    """Whether nobody can be told by what a cell is now and what it was told to be: each of its counts is the same,
    or has changed by enough. Of each case it counts whether all that it had is the same."""
    if _is_of_cases(rows, was):
        return not few(_distance(answer, rows, was), fewest)
    now, then = (Counter(counts_of(answer, each)) for each in (rows, was))
    moved = [(then[what], now[what]) for what in now | then if now[what] != then[what]]
    return not any(few(abs(a - b), fewest) or _tells_of_few(a, b, fewest) for a, b in moved)


def _distance(answer: Answer, rows: Rows, was: Rows) -> int:
    """How many have changed in a cell, at least: of its counts, or of its cases."""
    now, then = (Counter(counts_of(answer, each)) for each in (rows, was))
    if _is_of_cases(rows, was):
        differ, there = {case for case, *_ in now.keys() ^ then.keys()}, {case for case, *_ in then}
        gone = {case for case in differ if str(case).startswith(GONE)}
        new = differ - there  # of which some may be those that are gone, and came back otherwise
        return len(differ - gone - new) + max(len(gone), len(new))
    return sum(abs(now[what] - then[what]) for what in now | then)


def _is_of_cases(*cells: Rows) -> bool:
    return any("case_ref" in row for rows in cells for row in rows)


def _tells_of_few(was: int, now: int, fewest: int) -> bool:
    """Whether a count that is few, or was, could be no other than some of the few that there may be, because it
    changed by enough: from 10 to a few they are two at most."""
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
