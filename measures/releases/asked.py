"""Asks for a release as a steering group may: every cell that few people changed as it was told before, protected as
its rule says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from measures import answers
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.disclosure import RULES, SAYS, Gathered
from measures.releases.exact import JOINED, WHOLE, Entry, as_shown, as_told, lacks, of_cell
from measures.releases.groups import Groups, Streets, grouped, label
from measures.releases.held import BESIDE, CASES, NEED_TIERS, NEVER, Cells, Ever, cell_of, cells_of, held
from measures.releases.release import Release
from measures.rounding import Counts
from measures.shapes import BeforeAndAfter, Share
from measures.store import Store

Ask = Callable[..., Answer]  # ask(measure, version=…, …): exact answers
STREETS = "households_by_street"
ALWAYS = "month"  # what the releases of before the choice were told by
MOST_MONTHS = 0.75
MOST_LOCALITIES = 60  # of which it is asked which streets they have; of more, streets are neighbours by their names


@dataclass
class Asked:
    """The questions of one release, each with of which version its cells are told, and which of these are told
    together alone."""

    store: Store
    exact: Ask
    version: int
    before: Release | None
    fewest: int
    cells: dict[str, Cells] = field(default_factory=dict)
    pooled: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, Answer] = field(default_factory=dict)  # exact, as held
    _answers: dict[str, Answer] = field(default_factory=dict)
    _exact: dict[tuple[str, int, str | None], Answer] = field(default_factory=dict)
    _streets: dict[tuple[int, str | None], dict[str, Counts]] = field(default_factory=dict)

    def __call__(self, name: str, *, version: int | None = None, **filters: object) -> Answer:
        """A measure as at the version that is published, whichever is asked for: another would tell what changed
        between."""
        question = self.question(name, filters)
        if question not in self._answers:
            self._answers[question] = self._answer(question)
        return self._answers[question]

    def question(self, name: str, filters: Mapping[str, object]) -> str:
        """What is asked, as releases keep it: of all periods that a measure has by that of the releases, for whoever
        had it by two could take the one from the other."""
        chosen = {key: value for key, value in filters.items() if value is not None and key != "every"}
        measure = MEASURES[name]
        if self.every in measure.periods and self.every != measure.every:
            chosen["every"] = self.every
        return json.dumps([name, chosen], sort_keys=True)

    def _answer(self, question: str) -> Answer:
        now = self.at(question, self.version)
        protected = answers.protected(self.store, now, self.fewest)
        if now.measure.shape not in RULES or protected.withheld in (SAYS["managers-only"], SAYS["no-consent"]):
            return protected
        latest = self.before.version if self.before else None
        ever = self._ever(question)
        told, cells = held(now, self._before(question), lambda at: self.at(question, at), latest, self.fewest, ever)
        self.cells[question], self.told[question] = cells, told
        places = {cell_of(*place): place for place in told.shape.by_place} if isinstance(told.shape, Share) else {}
        pooled = self.before.pooled.get(question, ()) if self.before else ()
        answer = answers.protected(self.store, told, self.fewest, [places.get(cell, cell) for cell in pooled])
        if isinstance(told.shape, BeforeAndAfter) and lacks(told.shape.rows):
            answer = self._as_told(answer, told, self._kept_of(question)[cells[CASES]][CASES])
        names = {place: cell for cell, place in places.items()}
        self.pooled[question] = [str(names.get(each, each)) for each in getattr(answer.shape, "pooled", ())]
        return self.named(answer) if now.measure.name == STREETS else answer

    def _as_told(self, answer: Answer, told: Answer, kept: Entry) -> Answer:
        """What was told of cases some of whom are erased since: as it was, or nothing."""
        shape = as_shown(kept, told.shape, self.fewest)
        if shape is not None:
            return replace(answer, shape=shape, withheld="")
        why = SAYS["few-cases"].format(fewest=self.fewest)
        return replace(answer, shape=replace(told.shape, rows=()), withheld=why)

    def _kept_of(self, question: str, locality: str | None = None) -> Mapping[int, Mapping[str, Entry]]:
        """What releases kept of the cells of a question, by the version that each was told of."""
        return self.before.exactly.get((question, locality or WHOLE), {}) if self.before else {}

    def to_keep(self, question: str, cells: Mapping[str, int], locality: str | None = None) -> dict[str, Entry]:
        """What the next releases must know of these cells of a question, each with the version that it is told of, and
        was the last time: of how many that is."""
        kept, found = self._kept_of(question, locality), dict[str, Entry]()
        was = self._before(question) if locality is None else {}
        if locality is not None and self.before is not None:
            was = self.before.area_cells.get(question, {})
        streets = {repr(number): number for number in self.groups} if json.loads(question) == [STREETS, {}] else {}
        for cell, version in {**cells, JOINED: max(cells.values(), default=NEVER)}.items():
            if version == NEVER or cell in kept.get(version, {}):
                continue
            answer = self.at(question, version, locality)
            is_now = version == self.version
            told = self._answers[question] if is_now else answers.protected(self.store, answer, self.fewest)
            entry = of_cell(answer, cell, told, self.fewest)
            if entry and cell in streets:
                entry = {**entry, "names": sorted({*self.groups[streets[cell]]} & {*self._by_street(version)})}
            if entry:
                last = was.get(cell, NEVER)
                same = {**kept.get(last, {}).get(cell, {}), "of": version} == entry
                found[cell] = {"of": version, "as": last} if same else entry
        return found

    def at(self, question: str, version: int, locality: str | None = None) -> Answer:
        """The exact answer as at a version, streets by the numbers of their groups; what was told of it as it was
        told, though somebody was erased since."""
        key = question, version, locality
        if key not in self._exact:
            name, chosen = json.loads(question)
            place = {} if locality is None else {"locality": locality}
            answer = self.exact(name, version=version, **chosen, **place)
            answer = self._in_groups(answer) if name == STREETS else answer
            kept = {} if version == self.version else self._kept_of(question, locality).get(version, {})
            self._exact[key] = as_told(answer, kept, lambda: self.at(question, self.version, locality))
        return self._exact[key]

    def _before(self, question: str) -> Mapping[str, int]:
        """Of which version each cell was told. Of what the release before was not asked, as if it had been: whoever
        has other figures of it could tell from both what changed between."""
        if self.before is None:
            return {}
        if json.loads(question) == [STREETS, {}]:
            return self._groups_before[1]
        if question in self.before.cells:
            return self.before.cells[question]
        return dict.fromkeys(cells_of(self.at(question, self.before.version)), self.before.version)

    def _ever(self, question: str) -> Ever:
        """Of which versions each cell was told in any release; of a group of streets, since the same stand in it."""
        found = self.before.ever.get(question, {}) if self.before else {}
        if json.loads(question) != [STREETS, {}]:
            return found
        before = self._groups_before[0]
        same = {repr(number) for number, its in self.groups.items() if [*before.get(number, ())] == [*its]}
        return {cell: versions for cell, versions in found.items() if cell in same or cell in BESIDE}

    # -- The period

    @cached_property
    def every(self) -> str:
        """What a period of the releases is: a month, or a quarter where more of these can be told and a quarter of
        the months or more cannot. It stays so."""
        if self.before is not None:
            return self.before.every or ALWAYS
        tellable = {every: self._tellable(every) for every in (ALWAYS, "quarter")}
        return "quarter" if tellable[ALWAYS] < MOST_MONTHS and tellable["quarter"] > tellable[ALWAYS] else ALWAYS

    def _tellable(self, every: str) -> float:
        """The part of periods with any demand that could be told."""
        shape = self.exact("failure_demand", version=self.version, every=every).shape
        told = answers.protected(
            self.store, self.exact("failure_demand", version=self.version, every=every), self.fewest
        )
        there = sum(bool(row["counted"]) for row in shape.placed)
        return sum(bool(row["counted"]) for row in told.shape.placed) / there if there else 1.0

    # -- Streets

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The streets that stand together."""
        before, cells = self._groups_before
        told = {
            number: self._told_of(repr(number), members, cells[repr(number)])
            for number, members in before.items()
            if repr(number) in cells
        }
        last = self._by_street(self.before.version) if self.before else None
        streets = Streets(self._by_street(self.version), self._localities, told, last, self.fewest)
        return grouped(streets, before)

    def _told_of(self, cell: str, members: Collection[str], version: int) -> Counts:
        """How many of a group of streets were told to be in need, and how many not."""
        if kept := self._kept_of(json.dumps([STREETS, {}])).get(version, {}).get(cell):
            need = sum(row["count"] for row in kept["rows"] if row.get("split") in NEED_TIERS)
            return need, sum(row["count"] for row in kept["rows"]) - need
        then = self._by_street(version)
        return _sum([then.get(street, (0, 0)) for street in members])

    @cached_property
    def _groups_before(self) -> tuple[Groups, Cells]:
        """The groups of the release before, and of which version each is told. Before there were groups, each street
        was one."""
        question = json.dumps([STREETS, {}])
        if self.before is None:
            return {}, {}
        cells = self.before.cells.get(question, {})
        if self.before.groups:
            return self.before.groups, dict(cells)
        known = [street for street in self._by_street(self.before.version) if repr(street) in cells]
        groups = {f"{number}": (street,) for number, street in enumerate(known, start=1)}
        told = {repr(number): cells[repr(street)] for number, (street,) in groups.items()}
        return groups, told | {cell: version for cell, version in cells.items() if cell in ("nameless", "later")}

    def _by_street(self, version: int, locality: str | None = None) -> dict[str, Counts]:
        """How many households of each street are in need, and how many are not."""
        key = version, locality
        if key not in self._streets:
            place = {} if locality is None else {"locality": locality}
            shape = self.exact(STREETS, version=version, **place).shape
            need = {street: shape.count(street, (1, 2)) for street in shape.names if street is not None}
            self._streets[key] = {street: (of, shape.count(street) - of) for street, of in need.items()}
        return self._streets[key]

    @cached_property
    def _localities(self) -> dict[str, str]:
        """In which locality most households of each street are."""
        names = answers.choices(self.store, version=self.version)["locality"]
        if not 1 < len(names) <= MOST_LOCALITIES:
            return {}
        found: dict[str, Counter[str]] = {}
        for name in names:
            for street, counts in self._by_street(self.version, name).items():
                found.setdefault(street, Counter())[name] += sum(counts)
        return {street: max(sorted(each), key=each.__getitem__) for street, each in found.items()}

    def _in_groups(self, answer: Answer) -> Answer:
        """Streets by the numbers of their groups; of a street that is in none there is nothing yet."""
        number = {street: number for number, members in self.groups.items() for street in members}
        rows = [{**row, "category": number.get(row["category"])} for row in answer.shape.rows]
        known = [row for row in rows if row["category"] is not None]
        return replace(answer, shape=type(answer.shape).of(known, answer.measure))

    def named(self, answer: Answer) -> Answer:
        """Groups of streets by the names of these, of the version that each is told of: a new street is not named
        before it is told."""
        cells = self.cells[json.dumps([STREETS, {}])]
        there = {number: self._there(number, cells.get(repr(number), self.version)) for number in self.groups}
        names = {number: label(members, there[number]) for number, members in self.groups.items()}
        rows = [{**row, "category": names.get(row["category"], row["category"])} for row in answer.shape.rows]
        shape = replace(answer.shape, rows=rows)
        if isinstance(shape, Gathered):
            several = {
                names[number] for number, members in self.groups.items() if len({*members} & {*there[number]}) > 1
            }
            together = len({row["category"] for row in rows} & several)
            shape = replace(shape, places=shape.places - together, together=shape.together + together)
        return replace(answer, shape=shape)

    def _there(self, number: str, version: int) -> Collection[str]:
        """The streets that were there at a version, of a group at least."""
        kept = {} if version == self.version else self._kept_of(json.dumps([STREETS, {}])).get(version, {})
        return kept[repr(number)]["names"] if repr(number) in kept else self._by_street(version)


class AskedAgain(Asked):
    """The questions of the release before, of how many each cell was told: streets stand together as they did."""

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        groups = self.before.groups if self.before else {}
        return {number: tuple(members) for number, members in groups.items()}


def _sum(counts: Collection[Counts]) -> Counts:
    return tuple(map(sum, zip((0, 0), *counts)))
