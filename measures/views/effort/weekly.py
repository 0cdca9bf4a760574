"""Hours by week; what there would be if failure demand fell, and what has been released, each with what it was made
of."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.record import AFTER, APART, ONLY_MONTHS, PART_OF_A_WEEK
from measures.shapes import Weekly
from measures.shapes.demand import FAILURE, UNCLASSIFIED, VALUE
from measures.shapes.effort import FEWEST_WEEKS, Released, Stretch
from measures.views import calendar
from measures.views.bars import colour, colours, in_words
from measures.views.base import FEWEST_POINTS, View, picture
from measures.views.effort.words import TIME, between, coverage, hours, narrowed, span, tenths
from measures.views.record import FILLS, see_history
from measures.views.theme import LINES, QUIET, Drawing, themed
from measures.words import day, listed, number, percent, plural, sentence_case

HEIGHT = 260
QUARTER = 13  # weeks
RELEASED = "capacity_released"  # the measure that compares the latest weeks with earlier ones
NAMED = 3  # sources whose weeks are told each
FEW_WEEKS = 3  # that are named; of more there is the number
IN_WORDS = {PART_OF_A_WEEK: "on record only in part", ONLY_MONTHS: "known only by the months of their demands"}
IN_PART = "asked for or on record only in part"
# What is dated where there is no record.
BESIDE = {
    AFTER: "{demands} dated after the day of loading, and in no average: check the dates.",
    APART: "{demands} dated far from all others, and in no average: check the dates.",
}


def view(answer: Answer[Weekly]) -> View:
    """Hours a week on failure and on value, week by week; or what was released of them, until somebody chooses other
    weeks."""
    shape = answer.shape
    pictures = (picture(bars, shape),) if len(shape.weeks) >= FEWEST_POINTS else ()
    said, beside = headline(answer), note(shape, of_months=bool(answer.filters.keys() & {"since", "until"}))
    if answer.measure.name == RELEASED:
        found = shape.released(usual_weeks(shape))
        said = released_headline(found)
        beside = " ".join(filter(None, [beside, *(released_made_of(found) if found else [])]))
    return View(said, subtitle(answer), table(answer), beside, pictures, open_table=not pictures)


def usual_weeks(shape: Weekly) -> int:
    """How many weeks there are on each side of what was released, until somebody chooses: a quarter, or half of all."""
    return min(QUARTER, len(shape.weeks) // 2)


def headline(answer: Answer[Weekly]) -> str:
    """“Failure demand takes 15.9 hours a week, value demand 15.1”."""
    a_week = {kind: answer.shape.a_week(kind) for kind in (FAILURE, VALUE) if kind in answer.shape.kinds}
    if all(found is None for found in a_week.values()):
        return "No whole week has minutes of value or failure demand"
    words, takes = [], "takes "
    for kind, found in a_week.items():
        name = f"{kind.lower()} demand"
        if found is not None:
            words.append(f"{name} {takes}{hours(found)} a week")
            takes = ""
        elif answer.shape.averaged.count(..., kind):
            words.append(f"{name} has no minutes")
        else:
            words.append(f"no demand of these weeks is {name}")
    return sentence_case(", ".join(words)) + so_far(answer.shape)


def so_far(shape: Weekly) -> str:
    """What is not known of more than one demand in five: hours may be too low by it, though the weeks that are hardly
    classified are in no average, since of a few demands a week chance hides which weeks these are."""
    classified, timed = shape.classified_of(), shape.averaged.timed_of()
    if not classified.enough:
        return f", where {classified.known:,} of {classified.of_all:,} are classified so far"
    return "" if timed.enough else f", where minutes are known of {timed.known:,} of {timed.of_all:,} failures"


def window(shape: Weekly) -> str:
    """The whole weeks in words: “50 whole weeks from 6 January 2025”; where sources have not the same ones, “50 whole
    weeks of Council and 20 of Health”."""
    records = shape.records_of_cohorts
    if not records:
        return "no whole week"
    most, least = len(records[0].weeks), len(records[-1].weeks)
    if len({own.weeks for own in records}) == 1:
        return f"{plural(most, 'whole week')} from {day(records[0].weeks[0])}"
    names = [own.whose for own in records]
    if None not in names and len(set(names)) == len(names) <= NAMED:
        each = [f"{len(own.weeks):,} of {own.whose}" for own in records]
        each[0] = f"{plural(most, 'whole week')} of {names[0]}"
        return listed(each)
    return f"{between(least, most, 0)} whole weeks, as many as are on record of each source"


def subtitle(answer: Answer[Weekly]) -> str:
    """What was counted, over which weeks, of how many."""
    where, shape = narrowed(answer.filters), answer.shape
    return f"Hours of the demands received in each week{where}: {window(shape)}. n = {plural(shape.n, 'demand')}."


def note(shape: Weekly, *, of_months: bool = False) -> str:
    """The coverage, what is beside value and failure, and the weeks that are in no average. Where it is `of_months`,
    these may cut a week of which the record has all."""
    words = [coverage(shape)] if shape.weeks else []
    if blank := shape.count(..., UNCLASSIFIED):
        words.append(f"{plural(blank, 'demand is', 'demands are')} not classified, beside the two.")
    return " ".join(words + lacking(shape, of_months) + backlog(shape))


def backlog(shape: Weekly) -> list[str]:
    """Which weeks are in no average since too few of their demands are classified so far."""
    few = sorted(shape.hardly_classified)
    if not few:
        return []
    if len(few) == 1:
        return [f"Too few demands of the week of {day(few[0])} are classified so far: it is in no average."]
    return [
        f"Too few demands of {len(few)} weeks are classified so far, the latest the week of {day(few[-1])}: they are "
        f"in "
        "no average."
    ]


def lacking(shape: Weekly, of_months: bool = False) -> list[str]:
    """Which weeks are in no average, and why."""
    missing: dict[str, dict[dt.date, int]] = {}
    for r in shape.rows:
        if r["lacks"] is not None:
            of_week = missing.setdefault(r["lacks"], {})
            of_week[r["category"]] = of_week.get(r["category"], 0) + r["count"]
    words = []
    for why, weeks in sorted(missing.items()):
        number = sum(weeks.values())
        if why in BESIDE:
            words.append(BESIDE[why].format(demands=plural(number, "demand is", "demands are")))
            continue
        short = listed([day(week) for week in sorted(weeks)]) if len(weeks) <= FEW_WEEKS else ""
        which = f"The {'week' if len(weeks) == 1 else 'weeks'} of {short}" if short else f"{len(weeks)} weeks"
        has = "is" if len(weeks) == 1 else "are"
        whole = {r["category"] for r in shape.of_these()}
        of = " for some sources" if whole & set(weeks) else ""
        said = IN_PART if of_months and why == PART_OF_A_WEEK else IN_WORDS.get(why, why)
        words.append(f"{which} {has} {said}{of}, and in no average{of and ' of theirs'}.")
    return words + see_history(missing)


def table(answer: Answer[Weekly]) -> list[dict[str, str]]:
    """A row for each week, the latest first."""
    rows = []
    for r in reversed(answer.records()):
        row = {"Week from": day(r["week"])}
        row |= {
            f"{in_words(kind)}, hours": tenths(r[key]) if r[key] is not None else ""
            for kind in answer.shape.kinds
            if (key := f"{kind.lower()} hours") in r
        }
        row |= {"Demands": f"{r['demands']:,}", "With minutes": f"{r['demands with minutes']:,}"}
        rows.append(row | {"Left out": r["left out"] or ""})
    return rows


def bars(shape: Weekly) -> alt.TopLevelMixin:
    """A bar for each whole week: failure at the bottom, then value, then what is neither."""
    kinds = [kind for kind in shape.kinds if shape.count(..., kind)]
    rows = []
    for week in shape.weeks:
        for place, kind in enumerate(kinds):
            timed, count = shape.timed(week, kind), shape.count(week, kind)
            rows.append(
                {
                    "week": calendar.at(week),
                    "until": calendar.at(week + dt.timedelta(days=6)),
                    "kind": in_words(kind),
                    "order": place,
                    "hours": shape.hours(week, kind),
                    "of": f"{timed:,} of {count:,}" if count else "no demands",
                }
            )
    drawn = (
        Drawing(pd.DataFrame(rows))
        .mark_bar(stroke=QUIET, strokeWidth=0.3, orient="vertical")
        .encode(
            x=calendar.x("week", min(shape.weeks), max(shape.weeks) + dt.timedelta(days=7), padding=0, spans=True),
            x2=alt.X2("until:T"),
            y=alt.Y("hours:Q", title="Hours", axis=alt.Axis(tickCount=5, gridColor=LINES, domain=False, ticks=False)),
            order=alt.Order("order:O"),
            color=colour({in_words(kind): of for kind, of in colours(kinds).items()}),
            tooltip=[
                alt.Tooltip("week:T", title="Week from", format="%-d %b %Y"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("hours:Q", title="Hours", format=",.2~f"),
                alt.Tooltip("of:N", title="Demands with minutes"),
            ],
        )
    )
    return themed(drawn.properties(height=HEIGHT))


# -- If failure demand fell


def fall_headline(answer: Answer[Weekly], least: float, most: float) -> str:
    """“If this failure demand fell by 20 to 50 per cent: 3.2 to 7.9 hours a week”."""
    found = answer.shape.fall(least, most)
    by = f"If this failure demand fell by {between(least * 100, most * 100, 0)} per cent"
    if found is None:
        none = answer.shape.weeks and not answer.shape.averaged.count(..., FAILURE)
        return f"{by}: {'no demand of these weeks is failure demand' if none else 'no minutes to say it from'}"
    return f"{by}: {span(*found)} a week"


def fall_made_of(answer: Answer[Weekly], least: float, most: float) -> list[str]:
    """What that range was made of, line by line, and what it takes for granted."""
    shape = answer.shape
    now, found = shape.a_week(FAILURE), shape.fall(least, most)
    if now is None or found is None:
        if shape.weeks and not shape.averaged.count(..., FAILURE):
            return ["None of the demands in whole weeks is classified as failure."]
        return ["No failure demand in a whole week has its minutes recorded."]
    all_hours = f"{hours(shape.averaged.hours(..., FAILURE))} in {window(shape)}"
    each = "" if len({own.weeks for own in shape.records_of_cohorts}) == 1 else ", each over its own weeks"
    more = " With them the hours would be more." if shape.timed(..., FAILURE) < shape.count(..., FAILURE) else ""
    return [
        f"Failure demand{narrowed(answer.filters)}: {all_hours} = {number(now, 2)} hours a week{each}.",
        f"{percent(least)} of {number(now, 2)} is {number(found[0], 2)}; {percent(most)} is {number(found[1], 2)}.",
        coverage(shape, FAILURE) + more,
        "It takes for granted that the weeks to come are like these, and that a demand that does not come takes no "
        "time. How far it falls is "
        "a supposition: only a change in the work, and the weeks after it, can say.",
        TIME,
    ]


# -- Capacity released


def released_headline(found: Released | None) -> str:
    """“In the latest 13 weeks failure demand took 41.0 hours less than in the baseline: 3.2 hours a week”; where weeks
    vary by as much, that they do."""
    if found is None:
        return "Not enough whole weeks with minutes of failure demand for a baseline and as many weeks after it"
    if not found.alike:
        sides = [
            side.with_minutes if found.classified_alike else side.classified for side in (found.before, found.latest)
        ]
        before, latest = (percent(side.part) for side in sides)
        what = (
            "minutes are recorded for {} of failure demands"
            if found.classified_alike
            else "{} of demands are classified"
        )
        both = f"{what.format(before)} in the baseline, and {'for ' if found.classified_alike else ''}{latest}"
        return f"Nothing can be compared yet: {both} in the latest weeks"
    latest = f"In the latest {plural(found.latest.weeks, 'week')} failure demand took"
    if _same(found):
        return f"{latest} as many hours as in the baseline, to a tenth of an hour"
    way = "less" if found.hours > 0 else "more"
    differs = f"{latest} {hours(abs(found.hours))} {way} than in the baseline"
    if found.varies is None:
        return f"{differs}: too few weeks to say whether that is more than weeks vary anyway"
    if _within(found):
        return f"{differs}: no more than weeks vary anyway"
    if found.is_of_the_latest:
        return f"{differs}: ask first whether all of the latest two weeks is written down yet"
    return f"{differs}: {hours(abs(found.a_week))} a week"


def _same(found: Released) -> bool:
    """Whether the two sides differ by less than is written of them."""
    return abs(found.hours) < 0.05


def _within(found: Released) -> bool:
    """Whether the two sides differ by no more than weeks vary anyway."""
    return found.varies is not None and abs(found.hours) <= found.varies


def _stretch(name: str, found: Stretch) -> str:
    timed = f"minutes known of {found.timed:,} ({percent(found.with_minutes.part)}); " if found.count else ""
    return (
        f"{name}: {hours(found.hours)} on {plural(found.count, 'failure demand')}, {day(found.first)} to "
        f"{day(found.last_day)} "
        f"({plural(found.weeks, 'week')}); {timed}{percent(found.classified.part)} of all demands classified."
    )


def released_made_of(found: Released) -> list[str]:
    """Both sides, and what not to make of the difference."""
    words = [_stretch("Baseline", found.before), _stretch("Latest", found.latest)]
    if found.without:
        names = [f"part of {name}" if name in found.within else name for name in found.without if name]
        names = names if None not in found.without else []
        words.append(
            f"Without {listed(names) if names else 'sources'} that {'was' if len(names) == 1 else 'were'} not observed "
            "in all of these weeks: both sides are of the same sources."
        )
    if not found.alike:
        words.append("What is not known of one side may be as much as the difference: classify and time it first.")
    elif _same(found):
        words.append("It takes what it did: no capacity was released.")
    elif found.varies is None:
        words.append(f"How much weeks vary is known from {FEWEST_WEEKS} weeks on: choose more weeks.")
    else:
        vary = f"As weeks vary, so many of them may differ by up to {hours(found.varies)} where nothing changed"
        if _within(found):
            words.append(f"{vary}: it cannot be said that capacity was released, nor that it was not.")
        elif found.is_of_the_latest:
            words.append(f"{vary}: were the latest two weeks as those before them, it would be within that. {FILLS}")
        elif found.hours < 0:
            words.append(f"{vary}. It takes more than it did: no capacity was released.")
        else:
            words.append(f"{vary}: it is less than it was by more than that.")
    words.append("A difference is not evidence of cause: look at it on Over time.")
    words.append(f"{TIME} Adding it to costs avoided would count the same thing twice.")
    return words
