"""Hours of each week, of each cohort of sources over its own whole weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from measures.definition import Measure
from measures.record import NOT_FULL
from measures.shapes.coverage import Known, backlog, like
from measures.shapes.demand import FAILURE, UNCLASSIFIED
from measures.shapes.effort.minutes import AN_HOUR, Effort, EffortRow
from measures.shapes.effort.released import Released, Stretch


class WeekRow(EffortRow):
    """Those of a week that a cohort of sources received.

    `lacks` says why it was not observed in all of the week, and `left_out` why the week is no point for all together;
    or they are None. `whose` is the agency that all of the cohort are of, or None.
    """

    left_out: str | None
    lacks: str | None
    cohort: int | None
    whose: str | None


@dataclass(frozen=True)
class Record:
    """How many whole weeks of a cohort of sources are on record, from which on; and whose they are, where all have one
    name."""

    cohort: int | None
    whose: str | None
    weeks: tuple[dt.date, ...]


@dataclass(frozen=True)
class Weekly(Effort):
    """Minutes of demands by week, kind and cohort of sources. `category` is the week's Monday; a week without demands
    has a row of no kind.

    Figures are of the weeks in which a cohort was observed; `weeks` are those in which all were. Averages leave out
    weeks of which too few are classified so far.
    """

    rows: Sequence[WeekRow]
    columns: ClassVar[tuple[str, ...]] = (*Effort.columns, "left_out", "lacks", "cohort", "whose")

    def of_these(self, category: object = ..., split: object = ...) -> list[Any]:
        """The rows of a category and a split that were observed in all of their week."""
        return [r for r in super(Effort, self).of_these(category, split) if r["lacks"] is None]

    @property
    def weeks(self) -> list[dt.date]:
        """The Mondays of the weeks that are whole for all sources together, demands or none."""
        return sorted({r["category"] for r in self.rows if r["left_out"] is None})

    @property
    def hardly_classified(self) -> set[dt.date]:
        """The weeks that are in no average, since too few of their demands are classified so far. Where half of all
        demands or more are of such weeks, none: the average says of how many it is known."""
        of_week: dict[dt.date, Known] = {}
        for r in self.of_these():
            known, of_all = of_week.get(r["category"], Known(0, 0))
            classified = r["count"] if r["split"] != UNCLASSIFIED else 0
            of_week[r["category"]] = Known(known + classified, of_all + r["count"])
        whole = Known(sum(week.known for week in of_week.values()), sum(week.of_all for week in of_week.values()))
        few = {week for week, known in of_week.items() if not known.enough and not like(known, whole)}
        weeks = sorted(of_week)
        few |= set(weeks[backlog([of_week[week] for week in weeks]) :])
        return few if 2 * sum(of_week[week].of_all for week in few) < whole.of_all else set()

    @property
    def averaged(self) -> Self:
        """The rows that averages are of."""
        few = self.hardly_classified
        return replace(self, rows=[r for r in self.of_these() if r["category"] not in few])

    @property
    def records_of_cohorts(self) -> list[Record]:
        """The whole weeks of each cohort that averages are of, where it has any, most first."""
        found: dict[int | None, Record] = {}
        for r in self.averaged.rows:
            own = found.get(r["cohort"], Record(r["cohort"], r["whose"], ()))
            found[r["cohort"]] = replace(own, weeks=(*own.weeks, r["category"]))
        each = [replace(own, weeks=tuple(sorted(set(own.weeks)))) for own in found.values()]
        return sorted(each, key=lambda own: (-len(own.weeks), own.weeks, own.whose or "", own.cohort or 0))

    @property
    def kinds(self) -> list[str]:
        """The kinds of demand that the measure tells of, demands or none."""
        return [str(kind) for kind in self.split_order]

    def a_week(self, kind: object = ...) -> float | None:
        """Recorded hours a week: of each cohort over its own whole weeks that are classified, and these together. None
        without a whole week, or where no minutes are known."""
        of = self.averaged
        if not of.timed(..., kind):
            return None
        minutes: dict[int | None, float] = {}
        for r in of.of_these(..., kind):
            minutes[r["cohort"]] = minutes.get(r["cohort"], 0) + (r["minutes"] or 0)
        return sum(minutes.get(own.cohort, 0) / AN_HOUR / len(own.weeks) for own in self.records_of_cohorts)

    def unsaid(self) -> Mapping[Any, int]:
        """It is the minutes that are told by the week."""
        return self.untimed()

    def fall(self, least: float, most: float) -> tuple[float, float] | None:
        """Hours a week that there would be, were failure demand to fall by these parts (0 to 1)."""
        now = self.a_week(FAILURE)
        return None if now is None else (now * least, now * most)

    def released(self, weeks: int, first: dt.date | None = None) -> Released | None:
        """The latest so many whole weeks against as many from `first` on, the earliest if None. None where they
        overlap, and where no minutes are known of either; of latest weeks without a failure demand they are 0."""
        whole = self.weeks
        start = 0 if first is None else next((i for i, week in enumerate(whole) if week >= first), len(whole))
        if weeks < 1 or start + 2 * weeks > len(whole):
            return None
        sides = whole[start : start + weeks], whole[-weeks:]
        both = {*sides[0], *sides[1]}
        cohorts = {r["cohort"]: r["whose"] for r in self.rows if r["category"] in both}
        lacking = {r["cohort"] for r in self.rows if r["category"] in both and r["lacks"] is not None}
        there = {cohort: {r["category"] for r in self.rows if r["cohort"] == cohort} for cohort in cohorts}
        same = {cohort for cohort in cohorts if cohort not in lacking and both <= there[cohort]}
        before, latest = (self._stretch(side, same) for side in sides)
        without = tuple(sorted({cohorts[c] for c in cohorts if c not in same}, key=lambda name: name or ""))
        within = frozenset(cohorts[c] for c in same)
        fills = all(r["lacks"] != NOT_FULL for r in self.rows)
        is_known = before.timed and (latest.timed or not latest.count)
        return Released(before, latest, without, within, fills) if is_known else None

    def _stretch(self, weeks: Sequence[dt.date], cohorts: set[int | None]) -> Stretch:
        of = replace(self, rows=[r for r in self.rows if r["cohort"] in cohorts])
        these = tuple(weeks), FAILURE
        every, unknown = of.count(tuple(weeks)), of.count(tuple(weeks), UNCLASSIFIED)
        return Stretch(
            weeks[0],
            len(weeks),
            of.count(*these),
            of.timed(*these),
            of.hours(*these),
            weeks[-1],
            Known(every - unknown, every),
            tuple(of.hours(week, FAILURE) for week in weeks),
        )

    def records(self, measure: Measure) -> list[dict]:
        """A row for each week: the hours of each kind, the demands, of how many the minutes are known."""
        found: dict[dt.date, dict] = {}
        kinds = [kind for kind in self.kinds if any(r["split"] == kind for r in self.rows)]
        for r in self.rows:
            row = found.setdefault(
                r["category"],
                {measure.category: r["category"], **{f"{kind.lower()} hours": None for kind in kinds}}
                | {"demands": 0, "demands with minutes": 0, "left out": r["left_out"]},
            )
            if r["split"] and r["minutes"] is not None:
                name = f"{r['split'].lower()} hours"
                row[name] = round((row[name] or 0) + r["minutes"] / AN_HOUR, 2)
            row["demands"] += r["count"]
            row["demands with minutes"] += r["timed"]
        return list(found.values())

    def facts(self) -> dict[str, object]:
        """Hours a week by kind, over the whole weeks of each source, and the coverage."""
        a_week = {kind.lower(): self.a_week(kind) for kind in self.kinds if self.count(..., kind)}
        weeks = [{"whose": own.whose, "weeks": len(own.weeks)} for own in self.records_of_cohorts]
        return {"weeks": len(self.weeks), "weeks_of": weeks, "coverage": self.coverage(), "hours_a_week": a_week}
