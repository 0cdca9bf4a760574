"""Places over a year: what is loaded each week, and the board that is published each month."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from measures import board, demonstration
from measures.store import Incoming, Store
from measures.workbook.prepare import prepare
from tests.null_worlds.door import on
from tests.worlds import EXAMPLES, incoming

WHO = "AB"
FIRST = dt.date(2025, 7, 7)  # the Monday on which the year begins
WEEK = dt.timedelta(7)
WEEKS, MONTHS = 52, 12
MONTH_ENDS = [
    round(WEEKS * month / MONTHS) for month in range(1, MONTHS + 1)
]  # the weeks after which a board is published
WITHDRAWN, NO_CONSENT, LATE = (
    22,
    30,
    38,
)  # in which week an upload is withdrawn, a case's consent, and a quarter comes late
AGENCIES = ("Council", "Health", "Police", "Housing")
KINDS = ("Failure", "Value", "Not sure", None)


@dataclass(frozen=True)
class Place:
    """How large a place is: its households and streets at first, its demands a week, its cases; and of which shape."""

    name: str
    households: int
    streets: int
    demands: float
    cases: int
    seed: int
    need: tuple[float, float] = (0.06, 0.3)  # how many of all are at tiers 1 and 2
    failure: float = 0.4
    unsaid: float = 0.06  # of all demands, of which it is not known what they are
    weeks: int = WEEKS
    from_demonstration: bool = False
    areas: tuple[str, ...] = ()  # localities with a board of their own; a third one has none


DEMONSTRATION = Place("the demonstration", 2_000, 0, 60, 0, 1, from_demonstration=True)
DENSE = Place("dense", 2_400, 40, 90, 45, 2)
SPARSE = Place("sparse", 800, 90, 14, 16, 3)
SMALL = Place("small", 300, 45, 4, 10, 4, failure=0.3)
# What is drawn of a place is the same whether it is divided or not.
AREAS = ("North", "South")
PLACES = (
    DEMONSTRATION, DENSE, SPARSE, SMALL,
    replace(DENSE, name="dense in areas", areas=AREAS), replace(SPARSE, name="sparse in areas", areas=AREAS),
    replace(SMALL, name="small in areas", areas=AREAS),
)  # fmt: skip


def year(place: Place, store: Store) -> Iterator[int]:
    """Load a place's weeks into a store, each on its Friday, and stop after each month with its number, from 1."""
    draw = _Drawn(place)
    if place.from_demonstration:
        with on(FIRST - WEEK):
            workbook = prepare("locality.xlsx", (EXAMPLES / "locality.xlsx").read_bytes())
            store.load(sheets := workbook.incoming(), WHO)
            listed = next(sheet for sheet in sheets if sheet.kind == "households")
            draw.streets = listed.rows.column("street").to_pylist() * 2
            board.keep(store, board.Board(case=demonstration.CASE), WHO)
    ends = [end for end in MONTH_ENDS if end <= place.weeks]
    for week in range(1, place.weeks + 1):
        with on(FIRST + WEEK * week - dt.timedelta(3)):
            loaded = store.load(draw.sheets(week), WHO)
            if week == 1 and not place.from_demonstration:
                board.keep(store, board.Board(case=CASE), WHO)
            if week == WITHDRAWN:
                store.withdraw(next(each.upload for each in loaded if each.kind == "demands"), WHO)
            if week in ends:
                yield ends.index(week) + 1


CASE = "K0"  # which agreed to be shown, until it did not


class _Drawn:
    """What happens in a place, week by week, the same each time."""

    def __init__(self, place: Place) -> None:
        self.place, self.random, self.places = place, random.Random(place.seed), random.Random(place.seed)
        self.streets = self._streets()
        self.tiers: dict[str, int | None] = {}  # of each household that is on the list
        self.street_of: dict[str, str] = {}

    def _streets(self) -> list[str]:
        """A street for each household that there is room for: few long ones and many short."""
        if self.place.from_demonstration:
            return []
        sizes = [self.random.paretovariate(1.1) for _ in range(self.place.streets)]
        return self.random.choices(
            [f"{n:02d} Road" for n in range(self.place.streets)], sizes, k=self.place.households * 2
        )

    def sheets(self, week: int) -> list[Incoming]:
        """What is loaded in a week."""
        sheets = [self._households(week), self._demands(week), *self._cases(week)]
        return [sheet for sheet in sheets if sheet is not None and sheet.rows.num_rows]

    def _tier(self) -> int | None:
        serious, either = self.place.need
        return self.random.choices((1, 2, 3, None), (serious, either, 0.98 - serious - either, 0.02))[0]

    def _households(self, week: int) -> Incoming | None:
        """The list at first; then a few more each week, and some whose tier is another now."""
        begins = week == 1 and not self.place.from_demonstration
        new = self.place.households if begins else self._about(self.place.households * 0.004)
        changed = [] if week == 1 else self.random.sample(sorted(self.tiers), self._about(len(self.tiers) * 0.003))
        for _ in range(new):
            ref = f"H{len(self.tiers)}"
            self.street_of[ref], self.tiers[ref] = self.streets[len(self.tiers)], self._tier()
            changed.append(ref)
        for ref in changed[: len(changed) - new]:
            self.tiers[ref] = self._tier() or 3
        rows = [{"household_ref": ref, "tier": _words(self.tiers[ref])} | self._home(ref) for ref in changed]
        return incoming("households", rows, file_name=f"households {week}.xlsx", sha256=f"h{week}") if rows else None

    def _home(self, ref: str) -> dict[str, str]:
        street = self.street_of[ref]
        return {"street": street} | (self._locality(int(street[:2])) if self.place.areas else {})

    def _demands(self, week: int) -> Incoming:
        """A week's demands; some of weeks before, and once a whole quarter of one agency's."""
        monday, rows = FIRST + WEEK * (week - 1), []
        days = [monday + dt.timedelta(self.random.randrange(5)) for _ in range(self._about(self.place.demands))]
        days += [day for _ in range(self._about(self.place.demands * 0.03)) if (day := self._before(monday))]
        late = [FIRST + dt.timedelta(self.random.randrange(182, 266)) for _ in range(int(self.place.demands * 2))]
        for nth, day in enumerate(days + (late if week == LATE else [])):
            said = self._said()
            rows.append(
                {
                    "demand_ref": f"{week}-{nth}",
                    "received_on": day,
                    "verbatim": f"{week}-{nth}",
                    "value_or_failure": said,
                    "agency": self.random.choice(AGENCIES) if nth < len(days) else AGENCIES[0],
                    "minutes": None if self.random.random() < 0.04 else self.random.randrange(5, 60),
                }
                | self._locality(self.places.randrange(90))
            )
        return incoming("demands", rows, file_name=f"demands {week}.xlsx", sha256=f"d{week}")

    def _locality(self, street: int) -> dict[str, str]:
        """In which locality a street lies, of a place in areas: half of them in the first, two thirds of the others
        in the second."""
        first, second = self.place.areas or ("", "")
        return {"locality": first if street % 2 else second if street % 3 else "West"} if first else {}

    def _said(self) -> str | None:
        """What a demand is: value or failure, not sure, or not classified."""
        failure, unsaid = self.place.failure, self.place.unsaid
        weights = (failure * (1 - unsaid), (1 - failure) * (1 - unsaid), unsaid / 2, unsaid / 2)
        return self.random.choices(KINDS, weights)[0]

    def _before(self, monday: dt.date) -> dt.date | None:
        day = monday - dt.timedelta(self.random.randrange(1, 90))
        return day if day >= FIRST else None

    def _cases(self, week: int) -> Iterator[Incoming]:
        """Each case's interactions, from a year and a half before on, and that one agreed to be shown."""
        if week == 1 and self.place.cases:
            yield incoming(
                "transactions", [row for n in range(self.place.cases) for row in self._history(n)], sha256="t1"
            )
            yield incoming("ratings", [
                {"case_ref": CASE, "statement": words, "date": FIRST + dt.timedelta(day), "rating": 3 + day // 30}
                for words in ("I am heard", "I have a home", "I sleep") for day in (-60, 0)
            ])  # fmt: skip
        if week in (1, NO_CONSENT) or week % 13 == 0:
            until = FIRST + WEEK * week
            rows = [
                {
                    "case_ref": f"K{n}",
                    "intervention_date": FIRST - dt.timedelta(30 * (n % 9)),
                    "followed_until": until,
                    "title": f"Title of {n}" if n == 0 else None,
                    "what_matters": "A home" if n == 0 else None,
                    "consent": (week < NO_CONSENT) if n == 0 else None,
                }
                for n in range(self.place.cases)
            ]
            if rows:
                yield incoming("cases", rows, file_name=f"cases {week}.xlsx", sha256=f"c{week}")
        rows = [
            self._visit(self.random.randrange(self.place.cases), FIRST + WEEK * week)
            for _ in range(self.place.cases // 8)
        ]
        if week > 1 and rows:
            yield incoming("transactions", rows, file_name=f"transactions {week}.xlsx", sha256=f"t{week}")

    def _history(self, n: int) -> Iterator[dict]:
        for _ in range(self.random.randrange(8, 40)):
            yield self._visit(n, FIRST - dt.timedelta(self.random.randrange(1, 540)))

    def _visit(self, n: int, day: dt.date) -> dict:
        cost = self.random.randrange(20, 400)
        return {"case_ref": f"K{n}", "agency": AGENCIES[n % 4], "cost": cost, "price_year": "2024", "date": day}

    def _about(self, expected: float) -> int:
        """A whole number that varies about the one expected as counts do."""
        return sum(self.random.random() < expected / 1000 for _ in range(1000)) if expected < 500 else round(expected)


def _words(tier: int | None) -> str | None:
    return None if tier is None else str(tier)


def folder_of(place: Place, folder: Path) -> Path:
    """Where a place's store is."""
    return folder / f"{place.name.replace(' ', '_')}.duckdb"
