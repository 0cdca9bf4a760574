"""Capacity and scale in words. Time only: nothing here is money, or added to money."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from measures.describe import day, listed, number, percent, plural
from measures.shapes.capacity import AFTER, ALL
from measures.shapes.demand import FAILURE, KINDS, UNCLASSIFIED, VALUE

if TYPE_CHECKING:
    from measures.answers import Answer
    from measures.shapes import Effort, TierHours, WeeklyHours
    from measures.shapes.capacity import Released, Stretch

TIME = "Freed hours are capacity: time for other demand. They are not cash, and are never added to money."
SHORT = {1: "Serious help", 2: "Either way", 3: "In balance", None: "Not rated", ALL: "All households"}


def hours(value: float | None) -> str:
    """1,280 hours; 3.4 hours; 0.4 hours."""
    if value is None:
        return "no data"
    said = number(value, 0 if abs(value) >= 100 else 1)
    return f"{said} {'hour' if said in ('1', '1.0') else 'hours'}"


def between(low: float, high: float, decimals: int | None = None) -> str:
    """4.7 to 11.8; where these are the same, 0.36 to 0.45; one figure where there is no telling them apart."""
    places = (0 if high >= 100 else 1) if decimals is None else decimals
    first, last = number(low, places), number(high, places)
    if first == last and low != high and decimals is None:
        first, last = number(low, places + 1), number(high, places + 1)
    return first if first == last else f"{first} to {last}"


def where(answer: Answer) -> str:
    """The filters in words: “, of Northfield, received by Health, of the type “Damp””."""
    said = {"locality": "in {}", "agency": "received by {}", "type": "of the type “{}”"}
    chosen = [said[name].format(value) for name, value in answer.filters.items() if name in said]
    return f", {listed(chosen)}" if chosen else ""


def window(shape: WeeklyHours) -> str:
    """The whole weeks in words."""
    if not shape.weeks:
        return "no whole week"
    weeks = shape.weeks
    return f"{plural(len(weeks), 'whole week')} from {day(weeks[0])}"


def coverage(shape: WeeklyHours | Effort, kind: str | None = None) -> str:
    """“Minutes are recorded for 7,614 of 8,000 demands (95%); the others are in no figure.”"""
    which = (kind,) if hasattr(shape, "weeks") else (..., (kind,) if kind else KINDS)
    timed, count, part = shape.timed(*which), shape.count(*which), percent(shape.coverage(*which))
    what = f"{kind.lower()} demands" if kind else "demands"
    return f"Minutes are recorded for {timed:,} of {count:,} {what} ({part}); the others are in no figure."


def weekly_headline(answer: Answer) -> str:
    """“Failure demand takes 15.9 hours a week, value demand 15.1”."""
    shape = answer.shape
    failure, value = shape.a_week(FAILURE), shape.a_week(VALUE)
    if failure is None and value is None:
        return "No whole week has minutes of value or failure demand"
    said = [
        f"{name} demand {'takes ' if i == 0 else ''}{hours(found)} a week"
        if found is not None
        else f"{name} demand has no minutes"
        for i, (name, found) in enumerate((("Failure", failure), ("value", value)))
    ]
    return ", ".join(said)


def weekly_subtitle(answer: Answer) -> str:
    """What was counted, over which weeks, of how many."""
    shape = answer.shape
    return (
        f"Hours of the demands received in each week{where(answer)}: {window(shape)}. n = {plural(shape.n, 'demand')}."
    )


def weekly_note(answer: Answer) -> str:
    """The coverage, what is beside value and failure, and the weeks that are in no average."""
    shape = answer.shape
    parts = sorted({r["week"] for r in shape.rows if (r["left_out"] or "").startswith("part of")})
    after = sum(r["count"] for r in shape.rows if r["left_out"] == AFTER)
    said = [coverage(shape)]
    if blank := shape.count(UNCLASSIFIED):
        said.append(f"{plural(blank, 'demand is', 'demands are')} not classified, beside the two.")
    if parts:
        said.append(
            f"The {'week' if len(parts) == 1 else 'weeks'} of {listed([day(p) for p in parts])} "
            f"{'is' if len(parts) == 1 else 'are'} on record only in part, and in no average."
        )
    if after:
        said.append(
            f"{plural(after, 'demand is', 'demands are')} dated after the day of loading, and in no average: check the dates."
        )
    return " ".join(said)


def effort_headline(answer: Answer) -> str:
    """Which agency or type has most hours of failure demand."""
    shape, what = answer.shape, answer.measure.category
    most = max((n for n in shape.names if n is not None), key=lambda n: shape.minutes(n, (FAILURE,)) or 0, default=None)
    minutes = most is not None and shape.minutes(most, (FAILURE,))
    if not minutes:
        return f"No failure demand with minutes has a {what}" if what == "type" else "No failure demand has minutes"
    verb = "takes most of it" if what == "type" else "spends most on it"
    return (
        f"Failure demand by {what}: {'“' + str(most) + '”' if what == 'type' else most} {verb}, {hours(minutes / 60)}"
    )


def effort_subtitle(answer: Answer) -> str:
    """What was counted and of how many."""
    return (
        f"Hours of all demands on record by {answer.measure.category}{where(answer)}. n = {plural(answer.n, 'demand')}."
    )


def effort_table(answer: Answer) -> list[dict[str, str]]:
    """A row for each agency or type: hours by kind, and what they were made of."""
    shape = answer.shape
    kinds = [kind for kind in KINDS if shape.count(..., (kind,))]
    return [
        {answer.measure.category.capitalize(): str(answer.measure.label(name))}
        | {f"{kind}, hours": _tenth(shape.minutes(name, (kind,))) for kind in kinds}
        | {"Demands": f"{shape.count(name):,}", "With minutes": f"{shape.timed(name):,}"}
        for name in shape.names
    ]


def _tenth(minutes: float | None) -> str:
    return "" if minutes is None else number(minutes / 60, 1)


def weekly_table(answer: Answer) -> list[dict[str, str]]:
    """A row for each week, the latest first."""
    rows = []
    for r in reversed(answer.records()):
        told = {"Week from": day(r["week"])}
        told |= {
            f"{kind}, hours": number(r[key], 1) if r[key] is not None else ""
            for kind in KINDS
            if (key := f"{kind.lower()} hours") in r
        }
        told |= {
            "Demands": f"{r['demands']:,}",
            "With minutes": f"{r['demands with minutes']:,}",
            "Left out": r["left out"] or "",
        }
        rows.append(told)
    return rows


# -- If failure demand fell


def fall_headline(answer: Answer, least: float, most: float) -> str:
    """“If this failure demand fell by 20 to 50 per cent: 3.2 to 7.9 hours a week”."""
    found = answer.shape.fall(least, most)
    by = f"If this failure demand fell by {between(least * 100, most * 100, 0)} per cent"
    return f"{by}: no minutes to say it from" if found is None else f"{by}: {between(*found)} hours a week"


def fall_made_of(answer: Answer, least: float, most: float) -> list[str]:
    """What that range was made of, line by line, and what it takes for granted."""
    shape = answer.shape
    now = shape.a_week(FAILURE)
    if now is None:
        return ["No failure demand in a whole week has its minutes recorded."]
    low, high = shape.fall(least, most)
    return [
        f"Failure demand{where(answer)}: {hours(shape.hours(FAILURE))} in {window(shape)} = {number(now, 2)} hours a week.",
        f"{percent(least)} of {number(now, 2)} is {number(low, 2)}; {percent(most)} is {number(high, 2)}.",
        f"{coverage(shape, FAILURE)} With them the hours would be more.",
        "It takes for granted that the weeks to come are like these, and that a demand that does not come takes no time. How far it falls is "
        "a supposition: only a change in the work, and the weeks after it, can say.",
        TIME,
    ]


# -- Capacity released


def released_headline(found: Released | None) -> str:
    """“Failure demand takes 41 hours less than in the 13 weeks from 6 January 2025”."""
    if found is None:
        return "Not enough whole weeks with minutes for a baseline and as many weeks after it"
    way = "less" if found.hours >= 0 else "more"
    return (
        f"In the latest {plural(found.latest.weeks, 'week')} failure demand took {hours(abs(found.hours))} {way} than in the baseline: "
        f"{hours(abs(found.a_week))} a week"
    )


def _stretch(name: str, found: Stretch) -> str:
    part = "no data" if found.coverage is None else percent(found.coverage)
    return (
        f"{name}: {hours(found.hours)} on {plural(found.count, 'failure demand')}, {day(found.first)} to {day(found.last_day)} "
        f"({plural(found.weeks, 'week')}); minutes known of {found.timed:,} ({part})."
    )


def released_made_of(found: Released) -> list[str]:
    """Both sides, and what not to make of the difference."""
    said = [_stretch("Baseline", found.before), _stretch("Latest", found.latest)]
    if abs(found.before.coverage - found.latest.coverage) >= 0.05:
        said.append(
            "Minutes are written down less often in one of the two, so part of the difference may be that, and not time."
        )
    if found.hours < 0:
        said.append("It takes more than it did: no capacity was released.")
    said.append("A difference is not evidence of cause, and weeks vary anyway: look at it on Over time.")
    said.append(f"{TIME} Adding it to costs avoided would count the same thing twice.")
    return said


# -- Households and teams


def tiers_headline(answer: Answer) -> str:
    """“A household that needs serious help takes 4.1 to 5.2 hours a year, one in balance 0.3 to 0.4”."""
    shape = answer.shape
    said = [f"{SHORT[t].lower()} {between(*ends)}" for t in (1, 2, 3) if t in shape.tiers and (ends := _ends(shape, t))]
    return f"Hours a year for each household: {listed(said)}" if said else "No household's demands have minutes yet"


def _ends(shape: TierHours, tier: object) -> tuple[float, float] | None:
    low, high = (shape.a_household(tier, full=full) for full in (False, True))
    return None if low is None or high is None else (low, high)


def tiers_subtitle(answer: Answer) -> str:
    """Which households, which record."""
    shape = answer.shape
    rows = shape.rows
    days = (
        f"{day(rows[0]['first_day'])} to {day(rows[0]['last_day'])}, {number(shape.weeks, 1)} weeks"
        if shape.weeks
        else ""
    )
    place = answer.filters.get("locality", "all localities")
    return f"Demands joined to households by household ref, {place}. n = {plural(shape.n, 'household')}; {days}."


def tiers_note(shape: TierHours) -> str:
    """How many demands could be joined, how many of these have minutes, and what low and high are."""
    joined, nobody = shape.of_tier("demands"), shape.of_nobody()
    blank, strange = shape.of_nobody("no reference"), shape.of_nobody("not listed")
    return (
        f"{joined:,} of {plural(joined + nobody, 'demand')} ({percent(shape.matched)}) belong to a household on the list; {blank:,} have no "
        f"household ref and {strange:,} one that is not on it. Of those that belong, minutes are recorded for {shape.of_tier('timed'):,} "
        f"({percent(shape.timed)}). The low figure is what is recorded; the high one shares out what is not as the rest is."
    )


def carried_headline(answer: Answer, team: float) -> str:
    """“A team of 37 hours a week can carry 1,600 to 2,100 households like these; 2,012 need 1.0 to 1.3 teams”."""
    shape = answer.shape
    carried, teams = shape.carried(team), shape.teams(team)
    if carried is None or teams is None:
        return "Without minutes for each tier's demands nothing can be said of teams"
    return (
        f"A team of {number(team)} hours a week can carry {between(*(_down(c) for c in carried), 0)} households like these; "
        f"{shape.n:,} need {_teams(teams)}"
    )


def _teams(ends: tuple[float, float]) -> str:
    if ends[1] < 0.1:
        return "less than a tenth of a team"
    said = between(*ends, 1)
    return f"{said} {'team' if said == '1.0' else 'teams'}"


def _down(value: float) -> int:
    """Whole households: what a team can carry is rounded down."""
    return math.floor(value)


def carried_table(shape: TierHours, team: float) -> list[dict[str, str]]:
    """A row for each tier and one for all: what each figure was made of, then how many a team can carry."""
    rows = []
    for tier in [*shape.tiers, ALL]:
        ends, carried = _ends(shape, tier), shape.carried(team, tier)
        rows.append(
            {
                "Tier": SHORT[tier],
                "Households": f"{shape.of_tier('households', tier):,}",
                "Demands": f"{shape.of_tier('demands', tier):,}",
                "With minutes": f"{shape.of_tier('timed', tier):,}",
                "Hours recorded": number(shape.of_tier("minutes", tier) / 60, 1),
                "Hours a year for each": between(*ends, 2) if ends else "no data",
                "A team can carry": between(*(_down(c) for c in carried), 0) if carried else "no data",
            }
        )
    return rows


def teams_made_of(shape: TierHours, team: float) -> list[str]:
    """What the number of teams was made of, and what it takes for granted."""
    ends = [shape.hours_a_week(full=full) for full in (False, True)]
    if None in ends:
        return []
    return [
        f"These households' demands take {between(*ends)} hours a week over {number(shape.weeks, 1)} weeks; divided by {number(team)} hours "
        f"that a team has for them, {_teams(shape.teams(team))}.",
        "The hours a team has for demands are what is left after meetings, travel and writing up: your figure, not worked out here.",
        "It is the demand as it is now, failure demand among it. If its causes go, a team can carry more.",
        "An average: it says nothing of who knows whom, of the busiest week, or of work that nobody logged.",
    ]
