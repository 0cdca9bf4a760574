"""The board of each area that a steering group reads beside the whole place's.

Areas are one more dimension of the same figures: whoever takes those of some from the whole has those of the rest. So a
cell is told by area where it is told of the whole place by itself, and what is in it is none or enough in every area
and in the rest; and told anew only where that has changed in each of them by none or enough since each time that it was
told: until then as it was in all of them that time which is nearest. What is told of one area is a sum of such cells.
Where areas begin later than releases did, what was told of the whole place was told of an area if little was in the
others.

One small area would take most cells from all others. So a measure may tell of some of them in the rest of the place
alone, the same ones from release to release.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from measures import answers
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.definition import Measure
from measures.disclosure import NOT_SPLIT, Gathered
from measures.releases.asked import MOST_MONTHS, STREETS, Asked
from measures.releases.exact import WHOLE, Entry, Exact
from measures.releases.held import (
    BESIDE,
    BESIDE_IT,
    SOURCES,
    Cells,
    Rows,
    cell_of,
    cells_of,
    counts_of,
    together_of,
    told_before,
)
from measures.rounding import any_few, few, rounded
from measures.shapes import Frequency, Shape, Share, shape_of
from measures.shapes.shares import ShareRow
from measures.sheets.households import TIERS
from measures.shown_shares import four
from measures.views.board.words import OF_CASES

NOT_BY_AREA = "Few would be told apart in this area, or in another one, so this is shown of the whole place alone."
REST = ""  # the rest of the place, which is told of by nobody


@dataclass
class ByArea:
    """The questions of a release by area: `cells` are those that are told so, each with the version that it was told
    of first. In `apart` are, by measure, those areas of which it tells in the rest of the place alone."""

    asked: Asked
    areas: tuple[str, ...]
    apart: Mapping[str, Collection[str]] = field(default_factory=dict)
    cells: dict[str, Cells] = field(default_factory=dict)
    _rows: dict[str, dict[str, dict[str, Rows]]] = field(default_factory=dict)

    @property
    def before(self) -> Mapping[str, Cells]:
        """Of which version each cell was told by area."""
        return self.asked.before.area_cells if self.asked.before else {}

    def of(self, area: str) -> _OfArea:
        """Who asks of one area."""
        return _OfArea(self, area)

    def areas_of(self, question: str) -> tuple[str, ...]:
        """The areas of which a question is told each by itself."""
        apart = self.apart.get(json.loads(question)[0], ())
        return tuple(area for area in self.areas if area not in apart)

    def small(self, *names: str) -> tuple[str, ...]:
        """The areas that measures of the same rows should tell of in the rest alone, for by themselves they would take
        too much from all others: in one of these measures a tier is of few there, or more than a quarter of the months
        of the whole. With them the smallest of the others with which that is not so of the rest.

        It is the same for all of these measures: two ways to divide the same rows would tell of what lies between.
        """
        whole = self._counts(names)
        months = {name: len({cell for its, cell, _ in whole if its == name}) for name in names}
        of_all = {name for name in names if _is_of_all(MEASURES[name])}

        def is_small(part: Counter) -> bool:
            of_few = Counter(name for name, _ in {key[:2] for key, n in part.items() if few(n, self.asked.fewest)})
            return any(n > (0 if name in of_all else (1 - MOST_MONTHS) * months[name]) for name, n in of_few.items())

        of = {area: self._counts(names, area) for area in self.areas}
        found = [area for area in self.areas if is_small(of[area])]
        rest = sum((of[area] for area in found), Counter())
        larger = sorted({*self.areas} - {*found}, key=lambda area: (of[area].total(), area))
        while larger and is_small(rest):
            enough = next((area for area in larger if not is_small(rest + of[area])), larger[0])
            larger.remove(enough)
            found.append(enough)
            rest += of[enough]
        return tuple(found)

    def _counts(self, names: Sequence[str], area: str | None = None) -> Counter:
        """What is counted in an area, or in the whole: each by its measure, its cell, and what it is of."""
        found: Counter = Counter()
        for name in names:
            answer = self.asked.at(self.asked.question(name, {}), self.asked.version, area)
            for cell, rows in cells_of(answer).items():
                if _is_by_area(cell):
                    found.update({(name, cell, what): n for what, n in _counter(answer)(rows).items()})
        return found

    def to_keep(self) -> Exact:
        """Of how many each cell is told, of the whole place and by area."""
        asked = self.asked
        found: dict[str, dict[str, dict[str, Entry]]] = {}
        for question, cells in asked.cells.items():
            found[question] = {WHOLE: asked.to_keep(question, cells)}
            of_areas = cells if json.loads(question)[0] == STREETS else self.cells.get(question, {})
            for area in self.areas_of(question) if of_areas else ():
                found[question][area] = asked.to_keep(question, of_areas, area)
        return {question: {place: its for place, its in places.items() if its} for question, places in found.items()}

    def rows(self, question: str) -> dict[str, dict[str, Rows]]:
        """Of each area, and of the rest of the place, the rows of each cell that may be told by area."""
        if question not in self._rows:
            whole, cells = self.asked.told[question], self.asked.cells[question]
            hidden = {repr(each) for each in self.asked.pooled[question]} | {*self.asked.pooled[question]}
            before = self.before.get(question, {})
            told: Cells = {}
            found: dict[str, dict[str, Rows]] = {area: {} for area in (*self.areas_of(question), REST)}
            for cell, version in cells.items():
                if cell in hidden or not _is_by_area(cell):
                    continue
                at = self._at(question, whole, cell, version)
                if at is not None:
                    told[cell] = at
                    for area, rows in self._parts(question, cell, at).items():
                        found[area][cell] = rows
            if _is_of_all(whole.measure) and {*told} != {*cells} - {*BESIDE}:
                told, found = {}, {area: {} for area in found}  # one tier is told by the others
            self.cells[question] = {**before, **told}
            self._rows[question] = found
        return self._rows[question]

    def _at(self, question: str, whole: Answer, cell: str, version: int) -> int | None:
        """Of which version a cell is told by area: of that of the whole where nobody is told by it, else as it was;
        None where it was not."""

        def counts(at: int) -> list[Counter]:
            return [_counter(whole)(rows) for rows in self._parts(question, cell, at).values()]

        def changes(at: int) -> list[int]:
            return [abs(a[what] - b[what]) for a, b in zip(now, counts(at), strict=True) for what in a | b]

        now, fewest = counts(version), self.asked.fewest
        was = self.before.get(question, {}).get(cell)
        told = self._told(question, cell, counts)
        fits = _is_of_all(whole.measure) or not any_few((n for each in now for n in each.values()), fewest)
        if fits and (version in told or not any(any_few(changes(at), fewest) for at in told)):
            return version
        return None if was is None else min(told, key=lambda at: (sum(changes(at)), at != was))

    def _told(self, question: str, cell: str, counts: Callable[[int], list[Counter]]) -> list[int]:
        """The versions of which a cell was told by area, or of the whole while almost all of it was of one."""
        before = self.asked.before
        if before is None:
            return []
        if before.areas:
            return told_before(before.ever_by_area.get(question, {}), cell)
        ever = told_before(before.ever.get(question, {}), cell)
        return [at for at in ever if _is_of_one(counts(at), self.asked.fewest)]

    def _parts(self, question: str, cell: str, version: int) -> dict[str, Rows]:
        """The rows of a cell in each area, and what the whole has besides."""
        every = cells_of(self.asked.at(question, version)).get(cell, ())
        areas = self.areas_of(question)
        found = {area: cells_of(self.asked.at(question, version, area)).get(cell, ()) for area in areas}
        return found | {REST: _rest(every, [row for rows in found.values() for row in rows])}


def _is_by_area(cell: str) -> bool:
    """Whether a cell is of a place that may be told by area, and not of who stands beside all of these."""
    return cell not in (*BESIDE, SOURCES) and BESIDE_IT not in cell


def _counter(whole: Answer) -> Callable[[Rows], Counter]:
    """What counts the rows of a cell, each count by what it is of."""
    of = _sides if isinstance(whole.shape, Share) else partial(counts_of, whole)
    return lambda rows: Counter(of(rows))


def _sides(rows: Rows) -> dict[int, int]:
    """How many are in the part and in the rest of a period, and of how many of these it is known how long they took."""
    return dict(enumerate(four(cast(Sequence[ShareRow], rows))))


def _is_of_one(parts: Sequence[Counter], fewest: int) -> bool:
    """Whether so few are in all parts but one that the whole tells of that one."""
    *others, _ = sorted(sum(part.values()) for part in parts)
    return sum(others) < fewest


def _is_of_all(measure: Measure) -> bool:
    """Whether all cells of a measure are told or none, such as tiers, of which one is told by the others (see
    `disclosure`)."""
    return bool(measure.categories) and not measure.every


def _alone(shape: Shape) -> Shape:
    """A shape without who came and went, and of whom how much is known: of the whole place that is told, and of an
    area nobody looks whether it tells of few."""
    return replace(shape, sources=(), changes=()) if isinstance(shape, Share) else shape


def _rest(every: Rows, of_areas: Iterable[Mapping]) -> Rows:
    """Of each row of the whole what is in no area."""
    names = ("numerator", "denominator", "part", "counted", "count")
    taken: dict[tuple, Counter[str]] = {}
    for row in of_areas:
        own = taken.setdefault(_what(row), Counter())
        own.update({name: row[name] for name in names if row.get(name)})
    return [
        {
            **row,
            **{name: row[name] - taken.get(_what(row), {}).get(name, 0) for name in names if row.get(name) is not None},
        }
        for row in every
    ]


def _what(row: Mapping) -> tuple:
    return tuple(row.get(name) for name in ("period", "category", "split", "left_out")) + (
        row.get("denominator") is None,
    )


@dataclass(frozen=True)
class _OfArea:
    """Asks as a steering group may, of one area where a measure can be asked for one."""

    by_area: ByArea
    area: str

    def __call__(self, name: str, *, version: int | None = None, **filters: object) -> Answer:
        """A measure of the area. What cannot be asked for one is not told on its board: it may be read by people who
        read no other."""
        chosen: dict[str, Any] = {key: value for key, value in filters.items() if key != "locality"}
        asked = self.by_area.asked
        whole = asked(name, **chosen)
        question = asked.question(name, chosen)
        if "locality" not in MEASURES[name].filters:
            # What others see of cases has no rows to take away.
            nothing = shape_of(whole.measure).of([], whole.measure)
            return replace(
                whole,
                shape=nothing,
                nameless=None,
                later=None,
                lists=(),
                withheld=whole.withheld if whole.is_empty else OF_CASES,
            )
        if question not in asked.told:
            return whole
        here = {**json.loads(question)[1], "locality": self.area}
        rows, told = self.by_area.rows(question), asked.told[question]
        if self.area not in self.by_area.areas_of(question):
            answer = replace(told, shape=_alone(together_of(told, {})))
        elif isinstance(whole.shape, Gathered):
            answer = replace(whole, shape=self._streets(question, whole.shape))
        else:
            shapes = {area: _alone(together_of(told, cells)) for area, cells in rows.items()}
            beside = [shape for area, shape in shapes.items() if area != self.area]
            answer = answers.protected(asked.store, replace(told, shape=shapes[self.area]), asked.fewest, beside=beside)
            if isinstance(told.shape, Share) and isinstance(answer.shape, Share):
                places = {cell_of(*at) for at, its in told.shape.by_place.items() if any(row["counted"] for row in its)}
                answer = replace(answer, shape=replace(answer.shape, elsewhere=len(places - {*rows[self.area]})))
        why = "" if whole.is_empty or not answer.is_empty else NOT_BY_AREA
        why = why or answer.withheld
        return replace(answer, filters=here, nameless=None, later=None, lists=whole.lists, withheld=why)

    def _streets(self, question: str, whole: Gathered) -> Gathered:
        """Those streets and groups of the whole place that are in this area alone, as they are told there."""
        asked = self.by_area.asked
        now = asked.named(replace(asked.told[question], shape=asked.told[question].shape))
        names = dict(zip(asked.told[question].shape.names, now.shape.names, strict=True))
        parts = {
            number: _parts_here(asked, question, number, asked.cells[question][repr(number)], self.area)
            for number in names
        }
        here = {names[number] for number, (of_all, own) in parts.items() if 0 < of_all == own}
        rated = any(_rated_here(asked, question, number, self.area) for number in names if names[number] in here)
        several = {names[number] for number in names if len(asked.groups.get(str(number), ())) > 1}
        rows = [row for row in whole.rows if row["category"] in here]
        if not rated:  # of none of them anybody knows, whatever is known elsewhere
            rows = [{**row, "split": NOT_SPLIT} for row in rows]
        split = [row for row in rows if row["split"] != NOT_SPLIT]
        in_need = sum(row["count"] for row in split if row["split"] == whole.split_order[0])
        return replace(
            whole,
            rows=rows,
            households=sum(row["count"] for row in rows),
            in_need=None if len(split) < len(rows) else in_need,
            need_shown=rounded(in_need),
            places=len({row["category"] for row in rows} - several),
            together=len({row["category"] for row in rows} & several),
            any_rated=rated,
            across=any(0 < own < of_all for of_all, own in parts.values()),
        )


def _rated_here(asked: Asked, question: str, number: object, area: str) -> int:
    """How many households of a group of streets, in an area, have a tier."""
    here = asked.at(question, asked.cells[question][repr(number)], area).shape
    assert isinstance(here, Frequency)
    return here.count(number, tuple(TIERS))


def _parts_here(asked: Asked, question: str, number: object, version: int, area: str) -> tuple[int, int]:
    """How many households a group of streets has, and how many of them are in an area."""
    whole, here = (asked.at(question, version, place).shape for place in (None, area))
    assert isinstance(whole, Frequency) and isinstance(here, Frequency)
    return whole.count(number), here.count(number)
