"""Hours for each household by tier, and how many households a team can carry: each as a range."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.shapes import Caseload, share
from measures.shapes.effort.caseload import NO_PLACE, NO_REFERENCE
from measures.views.base import View, picture
from measures.views.effort.words import between, span, tenth, tenths, too_wide
from measures.views.theme import INK, LINES, TIER_COLOURS, TIER_SHORT, Drawing, themed
from measures.words import day, listed, number, percent, plural

SHORT: dict[object, str] = {**TIER_SHORT, ...: "All households"}


def view(answer: Answer[Caseload]) -> View:
    """Hours a year for each household of a tier, from what is recorded to what is shared out."""
    drawn = picture(ranges, answer.shape)
    return View(headline(answer), subtitle(answer), table(answer.shape), note(answer.shape), (drawn,))


def table(shape: Caseload) -> list[dict[str, str]]:
    """A row for each tier, and one for the demands of nobody on the list: what the hours were made of."""
    rows = []
    for row in shape.by_tier:
        tier, why = row["category"], row["left_out"]
        low, high = (shape.a_household(tier, full=full) for full in (False, True))
        rows.append(
            {
                "Tier": SHORT[tier] if why is None else f"Of no household: {why}",
                "Households": f"{row['households']:,}" if why is None else "",
                "With a demand": f"{row['asked']:,}" if why is None else "",
                "Demands": f"{row['count']:,}",
                "With minutes": f"{row['timed']:,}",
                "Hours": tenth(row["minutes"]),
                "Hours a year for each": number(low, 2) if why is None else "",
                "With what is not recorded": number(high, 2) if why is None else "",
            }
        )
    return rows


def headline(answer: Answer[Caseload]) -> str:
    """“A household that needs serious help takes 4.1 to 5.2 hours a year, one in balance 0.3 to 0.4”."""
    shape = answer.shape
    ends = {t: _ends(shape, t) for t in (1, 2, 3) if t in shape.tiers}
    if not any(found and found[1] for found in ends.values()):
        return "No household's demands have minutes in a whole week yet"
    known = [f"{SHORT[t].lower()} {span(*found)}" for t, found in ends.items() if found and not too_wide(*found)]
    wide = [SHORT[t].lower() for t, found in ends.items() if not found or too_wide(*found)]
    if not known:
        return f"How long a household takes in a year cannot be said yet: {_lacking(shape)}"
    said = f"A year for each household: {listed(known)}"
    return f"{said}; of {listed(wide)} it cannot be said yet" if wide else said


def _lacking(shape: Caseload) -> str:
    """What would have to be known for a range to be narrow enough to say something."""
    said = [f"minutes are recorded for {percent(shape.coverage())} of these demands"]
    if (shape.matched or 0) < 1:
        said.append(f"{percent(shape.matched)} of all demands name a household of the list")
    return listed(said)


def _ends(shape: Caseload, tier: object) -> tuple[float, float] | None:
    low, high = (shape.a_household(tier, full=full) for full in (False, True))
    return None if low is None or high is None else (low, high)


def subtitle(answer: Answer[Caseload]) -> str:
    """Which households, which record."""
    shape = answer.shape
    first, last = shape.record or (None, None)
    days = f"{day(first)} to {day(last)}" if first and last else "no demands on record"
    days += f", {_weeks(shape)}" if shape.weeks_of() else ""
    place = answer.filters.get("locality") or listed(answer.localities) or "all localities"
    return f"Demands by their household ref, {place}. n = {plural(shape.n, 'household')}; {days}."


def _weeks(shape: Caseload) -> str:
    """“50 whole weeks”; “20 to 50 whole weeks of each source”."""
    least, most = shape.weeks_of() or (0, 0)
    return plural(most, "whole week") if least == most else f"{between(least, most, 0)} whole weeks of each source"


def note(shape: Caseload) -> str:
    """How many demands could be joined, how many of these have minutes, and what low and high are."""
    joined, placeless = shape.named_here, shape.of_nobody(NO_PLACE)
    nobody = shape.of_nobody() - placeless
    if not joined + nobody:
        return "No demand of these households, or of this place, is on record."
    blank, strange = shape.of_nobody(NO_REFERENCE), shape.of_nobody("not listed")
    others = [f"{blank:,} {_name(blank)} no household"] * bool(blank)
    others += [f"{strange:,}{'' if blank else f' {_name(strange)}'} one that is not on it"] * bool(strange)
    these = f", {shape.count():,} of them of these" if shape.count() < joined else ""
    more = (
        f" Of elsewhere, or of here: {placeless:,} that {_name(placeless)} neither household nor place."
        if placeless
        else ""
    )
    return (
        f"{joined:,} of {plural(joined + nobody, 'demand')} ({percent(share(joined, joined + nobody))}) "
        f"{'is' if 1 in (joined, joined + nobody) else 'are'} of a "
        f"household on the list{these}{'; ' * bool(others)}{listed(others)}.{more} Minutes are known of {shape.timed():,} of these "
        f"({percent(shape.coverage())}): the low figure is of what is known, the high one shares out the "
        f"rest like it{', but for the demands of other households' if strange else ''}."
    )


def _name(count: int) -> str:
    return "names" if count == 1 else "name"


def not_narrowed(chosen: Mapping[str, object]) -> str:
    """Which filters of the page are not those of households, where one is set: a household asks of all agencies."""
    names = {"agency": "Received by", "type": "Type of demand"}
    these = [f"“{words}”" for name, words in names.items() if chosen.get(name) is not None]
    if not these:
        return ""
    do = "does not narrow" if len(these) == 1 else "do not narrow"
    return f"{listed(these)} {do} this part: here are all demands of these households, whoever received them."


def carried_headline(answer: Answer[Caseload], team: float) -> str:
    """“A team of 37 hours a week can carry 1,600 to 2,100 households like these; 2,012 need 1.0 to 1.3 teams”."""
    shape = answer.shape
    carried, teams = shape.carried(team), shape.teams(team)
    if carried is None or teams is None:
        return "Without minutes for each tier's demands nothing can be said of teams"
    if too_wide(*teams):
        return f"How many households a team can carry cannot be said yet: {_lacking(shape)}"
    return (
        f"A team of {number(team)} hours a week can carry {_households(carried)} households like these; "
        f"{shape.n:,} {'needs' if shape.n == 1 else 'need'} {_teams(teams)}"
    )


def _teams(ends: tuple[float, float]) -> str:
    if ends[1] < 0.1:
        return "less than a tenth of a team"
    words = between(*ends, 1)
    return f"{words} {'team' if words == '1.0' else 'teams'}"


def _households(ends: tuple[float, float]) -> str:
    """Whole households: what a team can carry is rounded down."""
    return between(math.floor(ends[0]), math.floor(ends[1]), 0)


def carried_table(shape: Caseload, team: float) -> list[dict[str, str]]:
    """A row for each tier and one for all: what each figure was made of, then how many a team can carry."""
    rows = []
    for tier in [*shape.tiers, ...]:
        ends, carried = _ends(shape, tier), shape.carried(team, tier)
        rows.append(
            {
                "Tier": SHORT[tier],
                "Households": f"{shape.households(tier):,}",
                "Demands": f"{shape.count(tier):,}",
                "With minutes": f"{shape.timed(tier):,}",
                "Hours recorded": tenths(shape.hours(tier) if shape.timed(tier) or not shape.count(tier) else None),
                "Hours a year for each": number(ends[0], 2) if ends else "no data",
                "With what is not recorded": number(ends[1], 2) if ends else "no data",
                "A team can carry": number(math.floor(carried[0]), 0) if carried else "no data",
                "At most": number(math.floor(carried[1]), 0) if carried else "no data",
            }
        )
    return rows


def teams_made_of(shape: Caseload, team: float) -> list[str]:
    """What the number of teams was made of, and what it takes for granted."""
    low, high = (shape.hours_a_week(full=full) for full in (False, True))
    teams = shape.teams(team)
    if low is None or high is None or teams is None:
        return []
    return [
        f"These households' demands take {between(low, high)} hours a week over {_weeks(shape)}; "
        f"divided by {number(team)} hours "
        f"that a team has for them, {_teams(teams)}.",
        "The hours a team has for demands are what is left after meetings, travel and writing up: your figure, not "
        "worked out here.",
        "It is the demand as it is now, failure demand among it. If its causes go, a team can carry more.",
        "An average: it says nothing of who knows whom, of the busiest week, or of work that nobody logged.",
    ]


def ranges(shape: Caseload) -> alt.TopLevelMixin:
    """A bar for each tier from the low figure to the high one, in hours a year for each household."""
    rows = []
    for tier in shape.tiers:
        low, high = (shape.a_household(tier, full=full) for full in (False, True))
        if low is not None and high is not None:
            rows.append(
                {
                    "tier": SHORT[tier],
                    "low": low,
                    "high": high,
                    "label": between(low, high),
                    "colour": TIER_COLOURS[tier],
                }
            )
    most = max([r["high"] for r in rows], default=1) or 1
    names = [r["tier"] for r in rows]
    x = alt.Scale(domain=[0, most * 1.45], nice=False)
    base = Drawing(pd.DataFrame(rows, columns=["tier", "low", "high", "label", "colour"])).encode(
        y=alt.Y("tier:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("tier:N", title="Tier"),
            alt.Tooltip("low:Q", title="As recorded", format=",.2f"),
            alt.Tooltip("high:Q", title="With what is not recorded", format=",.2f"),
        ],
    )
    axis = alt.Axis(tickCount=4, gridColor=LINES, domain=False, ticks=False)
    colour = alt.Color("colour:N", scale=None)
    low = base.mark_bar(height=22).encode(x=alt.X("low:Q", title="Hours a year", scale=x, axis=axis), color=colour)
    more = base.mark_bar(height=22, fillOpacity=0.25, stroke=INK, strokeWidth=1).encode(
        x=alt.X("low:Q", scale=x), x2=alt.X2("high:Q"), color=colour
    )
    figures = base.mark_text(align="left", dx=8).encode(x=alt.X("high:Q", scale=x), text=alt.Text("label:N"))
    return themed(alt.layer(low, more, figures).properties(height=40 * max(len(rows), 1) + 56))
