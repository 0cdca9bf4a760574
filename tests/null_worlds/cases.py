"""Cases with constant contacts, costs and ratings, what is written down of them, and with which disturbances.

In a null world nothing changes at a case's intervention; in a true one contacts and cost fall to a half from that day
on, and people rate what matters to them higher.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.null_worlds.records import File, Row
from tests.null_worlds.truth import DAY

MONTH = 30.4375  # days
LOADED = dt.date(2026, 1, 12)
BEFORE = 24  # months on record before each intervention
STATEMENTS = ("I sleep at night", "I feel safe at home", "I can pay what I owe")
ACTIVITIES = ("Visit", "Assessment", "Call", "Meeting")


@dataclass(frozen=True)
class Agency:
    """One agency: of how many contacts it has one, and what one costs in the middle."""

    name: str
    part: float
    price: float


@dataclass(frozen=True)
class Case:
    """A case, its contacts a month before its intervention, and until when it was followed."""

    ref: str
    rate: float
    began: dt.date
    until: dt.date


@dataclass(frozen=True)
class Line:
    """A contact or a sum of money, as it is written down."""

    case: Case
    agency: Agency
    day: dt.date
    activity: str
    cost: float
    kind: str | None = None


@dataclass
class Plan:
    """A world and how it is written down. `after` is what is left of contacts after an intervention: all, or a half."""

    dice: random.Random
    agencies: Sequence[Agency]
    cases: list[Case]
    after: float
    lines: list[Line] = field(default_factory=list)
    ratings: list[tuple[Case, str, dt.date, int, str]] = field(default_factory=list)
    stated_until: dict[str, dt.date | None] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    @property
    def month(self) -> float:
        """What one contact costs, on average."""
        return sum(agency.part * agency.price for agency in self.agencies)


@dataclass(frozen=True)
class Ledger:
    """The files of a world, in the order in which they are loaded."""

    plan: Plan
    names: tuple[str, ...]
    files: tuple[File, ...]


# -- A world


def draw(seed: int, *, change: bool, uneven: bool) -> Plan:
    """A world of 5 to 60 cases whose interventions begin within a year of each other. Where follow-up is `uneven`, some
    are followed for a quarter and some for two years."""
    dice = random.Random(f"cases {seed}")
    parts = [dice.uniform(0.5, 1.5) for _ in range(dice.randint(2, 4))]
    agencies = [
        Agency(name, part / sum(parts), round(dice.lognormvariate(4.2, 0.5)))
        for name, part in zip(("Council", "Health", "Housing", "Police"), parts)
    ]
    cases = []
    for n in range(dice.choice((5, 8, 12, 20, 30, 45, 60))):
        began = dt.date(2023, 1, 9) + DAY * dice.randrange(365)
        months = dice.choice((3.5, 5, 8, 12, 18, 24)) if uneven else 18
        cases.append(Case(f"C{n + 1:02}", dice.lognormvariate(0.6, 0.6), began, began + DAY * round(months * MONTH)))
    plan = Plan(dice, agencies, cases, 0.5 if change else 1.0)
    fill(plan)
    plan.stated_until = {case.ref: case.until for case in cases}
    return plan


def fill(plan: Plan) -> None:
    """Let everything happen: contacts on days that have nothing to do with each other, ratings at four reviews."""
    plan.lines, plan.ratings = [], []
    for case in plan.cases:
        day = case.began - DAY * round(BEFORE * MONTH)
        while day <= case.until:
            rate = case.rate * (plan.after if day >= case.began else 1) / MONTH
            if plan.dice.random() < rate:
                plan.lines.append(_contact(plan, case, day))
            day += DAY
        for statement in STATEMENTS:
            rating = plan.dice.randint(2, 6)
            for review in range(4):
                day = case.began + DAY * (5 + 80 * review)
                if day <= case.until:
                    better = 3 if review and plan.after < 1 else 0
                    plan.ratings.append((case, statement, day, rating + better, "Client"))


def _contact(plan: Plan, case: Case, day: dt.date) -> Line:
    (agency,) = plan.dice.choices(plan.agencies, [agency.part for agency in plan.agencies])
    cost = round(agency.price * plan.dice.lognormvariate(-0.045, 0.3), 2)
    return Line(case, agency, day, plan.dice.choice(ACTIVITIES), cost)


# -- Disturbances


def uneven_follow_up(plan: Plan) -> None:
    """Cases are followed for a quarter to two years. The world is drawn so."""


def heavy_close_early(plan: Plan) -> None:
    """Those who need most are closed first."""
    heavy = sorted(plan.cases, key=lambda case: -case.rate)[: len(plan.cases) // 2]
    plan.cases = [
        replace(case, until=case.began + DAY * round(plan.dice.uniform(4, 8) * MONTH)) if case in heavy else case
        for case in plan.cases
    ]
    fill(plan)
    plan.stated_until = {case.ref: case.until for case in plan.cases}


def record_ends(plan: Plan) -> None:
    """One agency's ledger ends before the others', or all of them do before the cases were last followed."""
    agency = plan.dice.choice([None, *plan.agencies])
    ends = dt.date(2023, 12, 31) + DAY * plan.dice.randint(0, 200)
    plan.lines = [line for line in plan.lines if line.day <= ends or agency not in (None, line.agency)]


def not_said_until_when(plan: Plan) -> None:
    """Nobody wrote down until when a case was followed."""
    plan.stated_until = dict.fromkeys(plan.stated_until)


def into_the_future(plan: Plan) -> None:
    """Followed until a day that is to come, or that was typed with another century."""
    for case in plan.dice.sample(plan.cases, len(plan.cases) // 2):
        plan.stated_until[case.ref] = plan.dice.choice((dt.date(2064, 12, 31), LOADED + DAY * 60))


def year_end_invoices(plan: Plan) -> None:
    """One agency is paid the same sum for each case at the end of each financial year."""
    agency = plan.dice.choice(plan.agencies)
    others = [line for line in plan.lines if line.agency != agency]
    for case in plan.cases:
        sum_ = round(12 * case.rate * agency.part * agency.price)
        first, ends = case.began - DAY * round(BEFORE * MONTH), [dt.date(year, 3, 31) for year in range(2020, 2027)]
        paid = [day for day in ends if first <= day <= case.until]
        for day in paid:  # each is for the year that ends with it
            since = min(max((day - case.began).days, 0), 365)
            others.append(Line(case, agency, day, "Invoice", round(sum_ * (1 - (1 - plan.after) * since / 365), 2)))
    plan.lines = others


def credits(plan: Plan) -> None:
    """One line in eight is taken back some months later, and written down again."""
    for line in plan.dice.sample(plan.lines, len(plan.lines) // 8):
        day = line.day + DAY * plan.dice.randint(30, 270)
        if day <= line.case.until:
            plan.lines += [
                replace(line, day=day, cost=-line.cost, activity="Credit"),
                replace(line, activity="Invoice again", day=day),
            ]


def kinds_on_some(plan: Plan) -> None:
    """From a day on, or for one agency, it is written down which kind of money it was."""
    since = dt.date(2023, 7, 1) + DAY * plan.dice.randint(0, 200)
    agency = plan.dice.choice([None, *plan.agencies])
    plan.lines = [
        replace(line, kind="Capacity") if line.day >= since and agency in (None, line.agency) else line
        for line in plan.lines
    ]


def slips(plan: Plan) -> None:
    """One date is typed with another century, and one with the year before that of its case."""
    for line, year in zip(plan.dice.sample(range(len(plan.lines)), 2), (1923, 2004)):
        day = plan.lines[line].day
        plan.lines[line] = replace(plan.lines[line], day=day.replace(year=year, day=min(day.day, 28)))


def monthly_bills(plan: Plan) -> None:
    """One agency writes down each contact, and from a day on one line a month with the sum."""
    agency, since = plan.dice.choice(plan.agencies), dt.date(2023, 4, 1) + DAY * plan.dice.randint(0, 300)
    kept = [line for line in plan.lines if line.agency != agency or line.day < since]
    bills: dict[tuple[str, dt.date], Line] = {}
    for line in plan.lines:
        if line.agency == agency and line.day >= since:
            month = line.case.ref, line.day.replace(day=1)
            bill = bills.get(month)
            cost = round(line.cost + (bill.cost if bill else 0), 2)
            bills[month] = replace(line, day=line.day, activity="Invoice", cost=cost)
    plan.lines = [*kept, *bills.values()]


def several_raters(plan: Plan) -> None:
    """A worker rates too, lower before the person first does and higher after they last did."""
    for case in plan.cases:
        for statement in STATEMENTS:
            own = [row for row in plan.ratings if row[0] == case and row[1] == statement]
            if own:
                plan.ratings.append((case, statement, own[0][2] - DAY * 3, 1, "Worker"))
                plan.ratings.append((case, statement, own[-1][2] + DAY * 3, 9, "Worker"))


DISTURBANCES: dict[str, Callable[[Plan], None]] = {
    each.__name__: each
    for each in (
        uneven_follow_up,
        heavy_close_early,
        record_ends,
        not_said_until_when,
        into_the_future,
        year_end_invoices,
        credits,
        kinds_on_some,
        slips,
        monthly_bills,
        several_raters,
    )
}


# -- Files


def ledger(seed: int, *, change: bool, only: str | None = None) -> Ledger:
    """The files of a world: nothing disturbed in one of six, one thing in half of them, two or three in the rest."""
    dice = random.Random(f"disturbances of cases {seed}")
    names = [only] if only else dice.sample(sorted(DISTURBANCES), dice.choice((0, 1, 1, 1, 2, 3)))
    plan = draw(seed, change=change, uneven="uneven_follow_up" in names)
    for name in DISTURBANCES:
        if name in names:
            DISTURBANCES[name](plan)
    return Ledger(plan, tuple(names), tuple(files(plan)))


def files(plan: Plan) -> list[File]:
    """The sheets of cases, of what was done for them, and of ratings."""
    cases: list[Row] = [
        {"Case ref": case.ref, "Intervention date": case.began, "Followed until": plan.stated_until[case.ref]}
        for case in plan.cases
    ]
    lines: list[Row] = [
        {
            "Case ref": line.case.ref,
            "Agency": line.agency.name,
            "Date": line.day,
            "Activity": line.activity,
            "Cost": line.cost,
            "Cash type": line.kind,
        }
        for line in sorted(plan.lines, key=lambda line: line.day)
    ]
    ratings: list[Row] = [
        {"Case ref": case.ref, "Statement": statement, "Date": day, "Rating": rating, "Rated by": who}
        for case, statement, day, rating, who in plan.ratings
    ]
    sheets = {"cases.csv": cases, "ledger.csv": lines, "ratings.csv": ratings}
    return [File(name, LOADED, rows) for name, rows in sheets.items()]
