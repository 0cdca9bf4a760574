"""Capability charts in words: what they show, of what, and what could not be drawn."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Sequence

from measures import spc
from measures.over_time import Drawn, Mark, Remark
from measures.record import CHANGES, ENDS
from measures.shapes.capability import NO_RECORD, OTHER_PRICES
from measures.shapes.coverage import TOO_FEW_KNOWN
from measures.shapes.shares import TOO_FEW
from measures.spc import Lines
from measures.views.base import FEWEST_POINTS
from measures.views.capability.figures import figure, unit_of, when, with_unit
from measures.views.capability.latest import change, since
from measures.views.capability.latest import figure as in_share
from measures.views.capability.latest import stretch as stretch_of
from measures.views.record import comes_or_goes, see_history
from measures.words import fixed, listed, moment, plural, sentence_case, short

LIMITS_ARE = {"limits": "", "trial limits": "trial"}
WINDOW = 24  # the points that a headline looks back over: two years of months, half a year of weeks
# A signal that ended before the latest so many is history: a quarter of weeks, eight of anything else.
RECENT, USUALLY_RECENT = {"week": 13}, 8
# ... but for one since which three of four points lie on the other side of the mean: what it told of has lasted. Of 100
# charts of 24 points of noise 8 then ask what changed, and 80 where a share of ten demands a week falls from 45 to 30%.
LASTS = 3, 4
ASKS = ": ask what"
# What is written down late makes the latest periods of a count low, and one upload does not say whether any of it is.
ASKS_FIRST = ": ask whether all of it is written down yet, and what"
LATE = 2  # the latest points of which that may be so
PICK = "Choose a point in the chart to keep what happened there, or a step change from there on."
RANGES = "How far each point lies from the one before"
LIKE_A_STEP = ", which looks like a change"
ROUTINE = "Routine variation: nothing to explain"
NAMED = 4  # periods without a share that a note names
RULES = {
    "outside": "Outside the limits",
    "trend": "Seven or more rising or falling",
    "two of three": "Two of three near a limit",
    "run": "Seven or more on one side of the mean",
}
WHAT = {"step": "Step change", "baseline": "Baseline until", "note": "Note"}
EACH_WITH_ITSELF = (
    "Each month is set against what the same cases have in their average month, so that cases that join or leave change "
    "nothing; the level is that of all cases. A case that is said to be followed until a day still to come counts until its last "
    "row."
)
COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def count(number: int) -> str:
    """nine, 24: figures from thirteen on."""
    return COUNTS[number] if number < len(COUNTS) else f"{number:,}"


def headline(drawn: Drawn, noun: str) -> str:
    """What the stretch that is going on now says: routine variation, or the latest signal and the question it asks.

    Where each point leans on the last, or most are 0, a signal asks nothing by itself; nor, without a step of more than chance
    makes, where points are of more and of fewer cases, which vary less and more: limits take all points to vary alike.
    """
    if not drawn.n:
        few = next((row["left_out"].removeprefix(TOO_FEW) for row in drawn.left_out if _few(row)), "")
        return f"No {noun} has the {few} that a share needs: read the counts in the table" if few else "No point yet"
    start, end = drawn.edges[-1]
    lines = drawn.chart.stretches[-1]
    so_far = f" since {_at(drawn, noun, start)}" if start else " so far"
    if drawn.n < FEWEST_POINTS:
        return _each(drawn, noun)
    if drawn.in_counts:
        said = f"{count(drawn.n)} {noun if drawn.n == 1 else noun + 's'}"
        return sentence_case(f"{said}, too few in most for a share: counts alone do not say whether anything changed")
    if lines.state == "too few points":
        said = f"{count(end - start)} {noun if end - start == 1 else noun + 's'}{so_far}"
        few = (
            "too few for limits, which need six"
            if end - start < spc.FEWEST
            else "too few next to each other for limits"
        )
        return sentence_case(f"{said}: {few}")
    if lines.state == "no variation":
        return f"Nothing varies from one {noun} to the next, so no limits can be drawn"
    if len(drawn.periods) > 1:
        each = listed([f"{period}s" for period in drawn.periods])
        return f"Points of {each} are under one name, so nothing can be said of them together"
    found = latest_signal(drawn, noun)
    if found is None:
        latest = _signals(drawn)[-1:]
        many = min(end - start, WINDOW)
        many = many if not latest or latest[0] < end - many else min(many, _recent(noun))
        return f"{ROUTINE} in {_last(drawn, noun, many)}"
    said, at = found, _signals(drawn)[-1]
    if at < end - _recent(noun):
        asks = said.partition(ASKS)
        other = "below" if drawn.chart.points[at].value > _mean(drawn) else "above"
        said = f"{asks[0]}, and most since lie {other} the mean{''.join(asks[1:])}"
    if spc.leans(drawn.values[start:end]):
        return f"{said.partition(ASKS)[0]}, as may come by itself where each {noun} leans on the last"
    values = drawn.values[start:end]
    if spc.mostly_none(values) and not spc.is_long(values, at - start, _mean(drawn)):
        none = with_unit(0, unit_of(drawn))
        return f"{said.partition(ASKS)[0]}, as may come by itself where most {noun}s are at {none}"
    if drawn.of_different_cases and not drawn.changed:
        return f"{said.partition(ASKS)[0]}, as may come by itself where {noun}s are of different cases"
    step = _unrecorded_step(drawn)
    if step is not None:  # the signal and the step are one thing, and the step says since when
        said = f"{_since_step(drawn, noun, step)}{ASKS} changed"
    if at >= end - LATE and drawn.values[at] < _mean(drawn) and drawn.may_fill:
        return said.replace(ASKS, ASKS_FIRST)
    return said if step is None else said.replace(ASKS, f"{LIKE_A_STEP}{ASKS}")


def _each(drawn: Drawn, noun: str) -> str:
    """“45% of demands in Jan 2025 and 40% in Feb 2025, too few months to be drawn”: what one or two points are."""
    said = [f"{_value(drawn, noun, i)} {_in(drawn, noun, i)}" for i in range(drawn.n)]
    return sentence_case(f"{listed(said)}, too few {noun}s to be drawn")


def _value(drawn: Drawn, noun: str, i: int) -> str:
    """What a point is, with its unit where that is not the first one's: 12 demands; a share as far as its number allows."""
    row, unit = drawn.points[i], (drawn.points[i]["unit"] or "").replace(f" a {noun}", "", 1)
    first = i == 0 or row["unit"] != drawn.points[0]["unit"]
    if "denominator" in row and not drawn.in_counts:
        of = in_share(drawn, stretch_of(drawn, i, i + 1))
        return f"{of}{unit.removeprefix('per cent')}" if first else of
    if not first:
        unit = unit.partition(" ")[0] if unit.startswith(("%", "£")) else ""
    return with_unit(row["value"], unit)


def _in(drawn: Drawn, noun: str, i: int) -> str:
    """in Jan 2025; in the week of 6 Jan 2025; on 6 Jan 2025."""
    day = drawn.dates[i]
    if noun in ("month", "quarter", "year") and day.day == 1:
        return f"in {_at(drawn, noun, i)}"
    return f"{'in the week of' if noun == 'week' else 'on'} {_at(drawn, noun, i)}"


def _unrecorded_step(drawn: Drawn) -> int | None:
    """Where the stretch that is going on now changed by more than chance makes and nobody recorded a step; None where it did not, or
    has the lines of a baseline."""
    if not drawn.changed or any(stretch == len(drawn.edges) - 1 for stretch, _ in drawn.baselines):
        return None
    start, end = drawn.edges[-1]
    return start + spc.step_at(drawn.values[start:end])


def _since_step(drawn: Drawn, noun: str, step: int) -> str:
    """“All months since December 2025 lie below the mean”, of those from a step on."""
    start, end = drawn.edges[-1]
    before, after, day = drawn.values[start:step], drawn.values[step:end], since(drawn.dates[step], noun)
    rises = sum(after) / len(after) > sum(before) / len(before)
    there = sum(value > _mean(drawn) if rises else value < _mean(drawn) for value in after)
    if there * 2 <= len(after):
        return f"{sentence_case(noun)}s since {day} are {'higher' if rises else 'lower'} on the whole than before"
    which = "All" if there == len(after) else "Most"
    return f"{which} {noun}s since {day} lie {'above' if rises else 'below'} the mean"


def _recent(noun: str) -> int:
    return RECENT.get(noun, USUALLY_RECENT)


def _signals(drawn: Drawn) -> list[int]:
    """The positions of the signals of the stretch that is going on now."""
    start, end = drawn.edges[-1]
    return [i for i in range(start, end) if drawn.chart.points[i].rules]


def latest_signal(drawn: Drawn, noun: str, *, history: bool = False) -> str | None:
    """The latest signal of the stretch that is going on now in words, None where there is none, or where it is
    history; or, of `history`, where it is not."""
    start, end = drawn.edges[-1]
    points, signals, recent = drawn.chart.points, _signals(drawn), end - _recent(noun)
    if not signals:
        return None
    values = drawn.values[signals[-1] + 1 : end]
    above = points[signals[-1]].value > _mean(drawn)
    others = sum((value < _mean(drawn)) if above else (value > _mean(drawn)) for value in values)
    lasts = others * LASTS[1] >= len(values) * LASTS[0]
    if (signals[-1] < recent and not lasts) != history:
        return None
    rules = points[signals[-1]].rules
    window = range(max(start, end - WINDOW), end)
    outside = [i for i in signals if "outside" in points[i].rules and i in window]
    if outside and drawn.repeated:  # within a day the order says nothing, and so a run says little
        return _outside(drawn, noun, outside, len(window))
    if "run" in rules:
        return _run(drawn, noun, signals[-1], end)
    if "trend" in rules:
        return _trend(drawn, noun, signals[-1], start, end)
    if "outside" in rules:
        return _outside(drawn, noun, outside or signals[-1:], len(window))
    side = "upper" if points[signals[-1]].value > _mean(drawn) else "lower"
    return f"Two of three {noun}s near the {side} limit, the latest {_at(drawn, noun, signals[-1])}: ask what changed"


def _at(drawn: Drawn, noun: str, i: int) -> str:
    return when(drawn.dates[i], noun)


def _last(drawn: Drawn, noun: str, many: int) -> str:
    """The last twelve months; where a month among them has no point, of those on record: they reach further back than twelve."""
    end = drawn.edges[-1][1]
    on_record = " on record" if any(end - many < i < end for i in drawn.breaks) else ""
    return f"the last {count(many)} {noun}s{on_record}"


def _mean(drawn: Drawn) -> float:
    """The mean of the stretch that is going on now. It has one, or nothing would be said of either side of it."""
    return drawn.chart.stretches[-1].mean or 0


def _outside(drawn: Drawn, noun: str, outside: list[int], window: int) -> str:
    if len(outside) > 1:
        said = f"{count(len(outside))} of {_last(drawn, noun, window)} lie outside the limits"
        return sentence_case(f"{said}, the latest {_at(drawn, noun, outside[-1])}: ask what was different")
    above = drawn.chart.points[outside[0]].value > _mean(drawn)
    week = "The week of " if noun == "week" else ""
    said = f"{week}{_at(drawn, noun, outside[0])} lies {'above the upper' if above else 'below the lower'} limit"
    return f"{said}: ask what happened"


def _span(drawn: Drawn, noun: str, first: int, last: int, end: int) -> str:
    if drawn.dates[first] == drawn.dates[last]:
        return f"on {_at(drawn, noun, first)}: ask what changed"
    until = "" if last == end - 1 else f" to {_at(drawn, noun, last)}"
    return f"from {_at(drawn, noun, first)}{until}: ask what changed"


def _run(drawn: Drawn, noun: str, last: int, end: int) -> str:
    above, first = drawn.values[last] > _mean(drawn), _first_of_run(drawn, last)
    said = f"{count(last - first + 1)} {noun}s in a row {'above' if above else 'below'} the mean"
    return sentence_case(f"{said} {_span(drawn, noun, first, last, end)}")


def _first_of_run(drawn: Drawn, last: int) -> int:
    """Where the run on one side of the mean begins of which a point is the last."""
    values, mean, first = drawn.values, _mean(drawn), last
    start, above = drawn.edges[-1][0], values[last] > mean
    while (
        first > start
        and first not in drawn.breaks
        and values[first - 1] != mean
        and (values[first - 1] > mean) == above
    ):
        first -= 1
    return first


def _trend(drawn: Drawn, noun: str, last: int, start: int, end: int) -> str:
    values = [point.value for point in drawn.chart.points]
    rising = values[last] > values[last - 1]
    first = last
    while (
        first > start
        and first not in drawn.breaks
        and values[first - 1] != values[first]
        and (values[first] > values[first - 1]) == rising
    ):
        first -= 1
    said = f"{count(last - first + 1)} {noun}s in a row each {'higher' if rising else 'lower'} than the one before"
    return sentence_case(f"{said} {_span(drawn, noun, first, last, end)}")


def _few(row: dict) -> bool:
    return row["left_out"].startswith(TOO_FEW)


def title(
    measure: str,
    case: str | None = None,
    locality: str | None = None,
    agency: str | None = None,
    type: str | None = None,
    kind: str | None = None,
) -> str:
    """What a chart is of: the measure, and whose or which of it."""
    said = (("", kind and kind.lower()), ("case ", case), ("", locality), ("received by ", agency), ("", type))
    return ", ".join([measure, *(before + name for before, name in said if name)])


def subtitle(drawn: Drawn, noun: str, title: str) -> str:
    """What is drawn, from when to when, how many points, and the lines of the stretch that is going on now."""
    if not drawn.n:
        return f"{title}."
    unit = f", in {listed(drawn.units)}" if drawn.units else ""
    better = f" Better is {drawn.better.lower()}." if drawn.better in ("Up", "Down") and not drawn.in_counts else ""
    said = f"{title}{unit}, {_at(drawn, noun, 0)} to {_at(drawn, noun, -1)}. n = {plural(drawn.n, noun)}.{better}"
    if drawn.in_counts:
        said += f" Too few {noun}s have enough for a share, so counts are drawn, not per cent."
    if (classified := drawn.classified).known < classified.of_all:
        said += f" {classified.known:,} of {classified.of_all:,} demands of these {noun}s are classified so far: the others are in no count."
    lines = drawn.chart.stretches[-1]
    if lines.lower is not None:
        now = f" since {_at(drawn, noun, drawn.edges[-1][0])}" if len(drawn.edges) > 1 else ""
        said += f" Mean{now} {figure(lines.mean)}, limits {_limit(drawn, lines.lower)} to {_limit(drawn, lines.upper)}."
    changed = change(drawn, noun)
    return f"{said} {sentence_case(changed)}." if changed else said


def _limit(drawn: Drawn, limit: float | None) -> str:
    """A limit as it is drawn, and whether it is clipped: what it was worked out as is in the notes."""
    shown = drawn.shown(limit)
    return figure(shown) if shown == limit else f"{figure(shown)} (clipped)"


def notes(drawn: Drawn, noun: str) -> list[str]:
    """How the lines were made and what they leave out, a sentence each."""
    said = [EACH_WITH_ITSELF] if any(row.get("cases") for row in drawn.points) else []
    for (start, end), lines in zip(drawn.edges, drawn.chart.stretches, strict=True):
        where = f"From {_at(drawn, noun, start)}: " if len(drawn.edges) > 1 else ""
        said += [sentence_case(where + words) for words in _state(lines, noun, end - start) if drawn.n]
    for stretch, mark in drawn.baselines:
        on = drawn.chart.stretches[stretch].based_on
        said.append(f"Lines frozen on the {plural(on, noun)} up to {short(mark.date)}: {mark.reason.rstrip('.')}.")
        said += _again(drawn, noun, stretch)
    said += [
        f"{comes_or_goes(step.reason, step.what, step.date)}: the lines begin anew there."
        for _, step in drawn.steps
        if step.what in CHANGES
    ]
    if drawn.n and drawn.chart.stretches[-1].lower is not None and spc.leans(drawn.values[slice(*drawn.edges[-1])]):
        said.append(
            f"Each {noun} lies nearer to the one before than chance would put it. The limits are worked out from these "
            f"distances, so they are too narrow here, and runs come by themselves. Ask again with longer periods."
        )
    if (
        drawn.n
        and drawn.chart.stretches[-1].lower is not None
        and spc.mostly_none(drawn.values[slice(*drawn.edges[-1])])
    ):
        said.append(f"More than half of these {noun}s are at 0, so the limits are too narrow for the others.")
    if drawn.n and not drawn.in_counts and (past := latest_signal(drawn, noun, history=True)):
        words = past.partition(ASKS)[0]
        is_a_month = words[:3] in month_abbr
        said.append(f"Earlier, and over since: {words if is_a_month else words[:1].lower() + words[1:]}.")
    for stretch, clipped in drawn.clipped:
        where = f" from {_at(drawn, noun, drawn.edges[stretch][0])}" if len(drawn.edges) > 1 else ""
        said.append(
            f"The {clipped.which} limit{where} is worked out as {with_unit(clipped.computed, unit_of(drawn))}, which the "
            f"measure cannot be: drawn clipped at {with_unit(clipped.drawn, unit_of(drawn))}."
        )
    said += _beyond(drawn, noun) + shows(drawn)
    of_headline = told(drawn)
    if of_headline and any(point.rules for i, point in enumerate(drawn.chart.points) if i not in of_headline):
        said.append("Full marks are what the headline is about, pale ones are other signals.")
    silent = [row["when"] for row in drawn.left_out if row["left_out"] == NO_RECORD]  # which is told below
    breaks = [i for i in drawn.breaks if not any(drawn.dates[i - 1] < day < drawn.dates[i] for day in silent)]
    if breaks:
        times = "once" if len(breaks) == 1 else f"{count(len(breaks))} times"
        said.append(f"The line is broken {times}, where a {noun} or more has no point.")
    if drawn.screen:
        left_out = sum(lines.screened for lines in drawn.chart.stretches)
        said.append(
            f"Moving ranges screened: {plural(left_out, 'moving range')} of 3.267 times the mean or more left out of it."
        )
    return said + left_out_words(drawn, noun) + [idle(mark) for mark in drawn.idle]


def shows(drawn: Drawn) -> list[str]:
    """How often a change would be seen here that people care about: nothing to explain is not that nothing changed."""
    if drawn.third is None:
        return []
    chance, before, after = drawn.third
    tenths = round(10 * chance)
    often = "seldom" if tenths < 1 else "nearly always" if tenths > 9 else f"in about {count(tenths)} of ten times"
    return [
        f"A change by a third half way, such as from {figure(before)} to {with_unit(after, unit_of(drawn))}, would show here {often}."
    ]


def _again(drawn: Drawn, noun: str, stretch: int) -> list[str]:
    """What a baseline would be if it were frozen today, where that is not what it is."""
    again, lines = drawn.again.get(stretch), drawn.chart.stretches[stretch]
    if again is None or (again.based_on, figure(again.mean)) == (lines.based_on, figure(lines.mean)):
        return []
    return [
        f"Worked out again from the {plural(again.based_on, noun)} of these days that there are today, its mean would "
        f"be {with_unit(again.mean, unit_of(drawn))}, not {figure(lines.mean)}."
    ]


def _beyond(drawn: Drawn, noun: str) -> list[str]:
    """The points that are drawn at the edge of the axis, each with its value."""
    if not drawn.beyond:
        return []
    told = listed([f"{with_unit(drawn.values[i], unit_of(drawn))} of {_at(drawn, noun, i)}" for i in drawn.beyond])
    which = f"{plural(len(drawn.beyond), noun)} far above {'is' if len(drawn.beyond) == 1 else 'are'}"
    return [
        f"The scale ends at {with_unit(drawn.edge, unit_of(drawn))}, so that the rest can be read: {which} drawn at its edge with the "
        f"value written ({told}), "
        "and so are their moving ranges."
    ]


def _state(lines: Lines, noun: str, points: int) -> list[str]:
    if lines.state == "too few points":
        return [f"{plural(points, noun)}, too few points for limits: six are needed."]
    if lines.state == "trial limits":
        return [f"trial limits, dashed, on {plural(lines.based_on, noun)}: they settle from twelve on."]
    if lines.state == "no variation":
        return [
            "the mean moving range is 0, so limits would lie on the mean and call every other point a signal: they "
            "are refused."
        ]
    return []


def left_out_words(drawn: Drawn, noun: str) -> list[str]:
    """What is no point of the chart, and why."""
    said = []
    cut = any(row["left_out"] == "earlier" for row in drawn.left_out)
    # Part of a period long before the first that is drawn is not told.
    rows = [row for row in drawn.left_out if not (cut and row["when"] and row["when"] < drawn.dates[0])]
    parts = [row for row in rows if row["left_out"].startswith("part of")]
    if len(parts) >= NAMED:
        each = [f"{when(row['when'], noun)} ({figure(row['value'])})" for row in (parts[0], parts[-1])]
        said.append(
            f"{sentence_case(count(len(parts)))} {noun}s are left out: the record has only part of each, from {each[0]} to {each[1]}."
        )
        rows = [row for row in rows if row not in parts]
    for row in rows:
        number, why = row["value"], row["left_out"]
        if why in CHANGES:
            continue  # drawn as a step, or told below
        if row in drawn.uncharted and not why.startswith("part of"):
            continue  # told together, below
        if why == "earlier":
            said.append(f"The latest {drawn.n:,} of {plural(drawn.n + number, noun)}; lines are worked out from these.")
        elif why.startswith("part of"):
            said.append(
                f"The {noun} of {when(row['when'], noun)} is left out: the record has only part of it "
                f"({figure(number)})."
            )
        elif why == "not completed":
            said.append(f"{plural(number, 'demand')} not completed yet {'is' if number == 1 else 'are'} no point here.")
        else:
            said.append(f"{plural(number, row['unit'].removesuffix('s'))} left out: {why}.")
    early = [row for row in drawn.left_out if row["left_out"] == ENDS]
    said += [f"The record of {row['note']} ends on {short(row['when'])}: nothing later is drawn." for row in early]
    return (
        said
        + _without_record(drawn, noun)
        + _uncharted(drawn, noun)
        + see_history(row["left_out"] for row in drawn.left_out)
    )


def _without_record(drawn: Drawn, noun: str) -> list[str]:
    """Since when until when nothing is recorded, in the midst of a record; of many stretches the latest few."""
    rows = [row for row in drawn.uncharted if row["left_out"] == NO_RECORD and drawn.n and row["when"] > drawn.dates[0]]
    if not rows:
        return []
    each = [f"from {_stretch(row, noun)} ({plural(row['value'], noun)})" for row in rows[-NAMED:]]
    of = " of the cases that were followed" if drawn.points[0].get("cases") else ""
    latest = f" {count(len(rows))} times, the latest" if len(rows) > NAMED else ""
    return [
        f"Nothing is recorded{of}{latest} {listed(each)}, which is not the same as nothing done: there are no points, and lines, "
        "runs and moving ranges stop there."
    ]


def _stretch(row: dict, noun: str) -> str:
    """Mar 2013 to Jan 2022."""
    return f"{when(row['when'], noun)} to {when(row['until'], noun)}"


def _uncharted(drawn: Drawn, noun: str) -> list[str]:
    """The whole periods that have no share, by why, each with its number; of many the latest few, and the table has
    all."""
    found: dict[str, list[dict]] = {}
    for row in drawn.uncharted:
        if not row["left_out"].startswith(("part of", NO_RECORD)):
            found.setdefault(row["left_out"], []).append(row)
    said = []
    for why, rows in found.items():
        few_known = why.startswith(TOO_FEW_KNOWN)
        of_all = [f" of {figure(row['of_all'])}" if few_known else "" for row in rows]
        each = [f"{when(row['when'], noun)} ({figure(row['value'])}{of})" for row, of in zip(rows, of_all, strict=True)]
        named = listed(each[-NAMED:])
        why = f"of {why}" if why.startswith(TOO_FEW) else why
        are = "is" if len(rows) == 1 else "are"
        latest = ", the latest " if len(rows) > NAMED else ": "
        said.append(f"{plural(len(rows), noun)} {why} {are} no point but in the table{latest}{named}.")
    return said


def idle(mark: Mark) -> str:
    """A mark that holds and changes nothing."""
    return f"{WHAT[mark.what]} {short(mark.date)} changes nothing among the points drawn here."


def warnings(drawn: Drawn, *, uploaded: bool) -> list[str]:
    """What somebody should mend before they read the chart. Of a series that was uploaded, also what is odd about its
    dates and units."""
    if any(row["left_out"] == OTHER_PRICES for row in drawn.left_out):
        return [
            "The lines of cost are of different price years and are not added up. Fill in “Price year” for all of "
            "them, and put years that "
            "have no deflator into deflators.csv beside the store."
        ]
    said = []
    if not uploaded:
        return said
    if len(drawn.units) > 1:
        said.append(f"The points have different units ({listed(drawn.units)}), so they have no scale in common.")
    if len(drawn.periods) > 1:
        said.append(
            f"Some points are a {drawn.periods[0]} apart and others a {drawn.periods[-1]}: if they are of such periods, they "
            "have no scale in common. Give each its own name in the spreadsheet, and let it take the place of this one."
        )
    if drawn.repeated and drawn.spacing is None and len(drawn.repeated) * 4 < drawn.n:
        days = listed([short(date) for date in drawn.repeated[:3]])
        said.append(
            f"More than one point on {days}{' and other dates' if len(drawn.repeated) > 3 else ''}, drawn in the "
            "order of the sheets. If one "
            "corrects another, withdraw the earlier upload on History."
        )
    return said


def table(drawn: Drawn, noun: str) -> list[dict[str, str]]:
    """A row for each point, latest first: what people look up is what happened lately. Of shares, the counts of every
    period."""
    rows, unit = [], unit_of(drawn)
    value = f"Value, {unit}" if unit else "Value"
    for row, point in zip(drawn.points, drawn.chart.points, strict=True):
        lines = drawn.chart.stretches[point.stretch]
        own = "" if unit or not row["unit"] else f" {row['unit']}"  # where they differ each says its own
        share = "denominator" in row and not drawn.in_counts
        moved = point.moving_range
        rows.append(
            {
                "Date": when(row["when"], noun),
                value: (fixed(row["value"], 1) if share else f"{row['value']:,.10g}") + own,
                **_counts(row),
                "Moving range": "" if moved is None else fixed(moved, 1) if share else f"{moved:,.6g}",
                "Mean": figure(lines.mean),
                "Lower limit": figure(lines.lower),
                "Upper limit": figure(lines.upper),
                "Limits are": LIMITS_ARE.get(lines.state, lines.state),
                "Signal": RULES[point.label] if point.label else "",
                "Note": row["note"] or "",
            }
        )
    for i, row in enumerate(drawn.uncharted):
        no_record = row["left_out"] == NO_RECORD
        blank = {"Date": _stretch(row, noun) if no_record else when(row["when"], noun), value: "", **_counts(row)}
        blank |= dict.fromkeys(("Moving range", "Mean", "Lower limit", "Upper limit", "Limits are", "Signal"), "")
        blank |= {
            "Note": f"Nothing recorded in these {row['value']} {noun}s" if no_record else f"Left out: {row['left_out']}"
        }
        rows.insert(i + sum(day < row["when"] for day in drawn.dates), blank)
    return rows[::-1]


def _counts(row: dict) -> dict[str, str]:
    """What a share is of what, or for how many cases a point is."""
    if row.get("cases") is not None:
        return {"Cases": f"{row['cases']:,}"}
    if "denominator" not in row:
        return {}
    return {"How many": f"{row['numerator'] or 0:,.10g}", "Of": f"{row['denominator'] or 0:,.10g}"}


def mark(found: Mark) -> str:
    """A mark in a line: what, when, in which part of the cycle, and why; or who joins the record or leaves it."""
    if found.what in CHANGES:
        return comes_or_goes(found.reason, found.what, found.date)
    phase = "" if found.what == "note" else f" ({found.phase})"  # what happened is of no part of the cycle
    return f"{WHAT[found.what]} {short(found.date)}{phase}: {found.reason}"


def mark_by(found: Mark) -> str:
    """Who made a mark and when, and who withdrew it."""
    said = f"{found.who}, {moment(found.at)}."
    if found.withdrawn_at is None:
        return said
    return f"{said} Withdrawn by {found.withdrawn_by}, {moment(found.withdrawn_at)}."


def remark_by(found: Remark) -> str:
    """Who wrote a remark and when."""
    return f"{moment(found.at)}, {found.who}"


def suggested_step(drawn: Drawn, noun: str) -> str:
    """“These look like a change in November 2025…”: where a chart asks, of more than chance makes, and nobody has said what
    happened; else blank."""
    at = _unrecorded_step(drawn) if drawn.n and ": ask " in headline(drawn, noun) else None
    if at is None:
        return ""
    return f"These points look like a change {_in(drawn, noun, at)}: what happened? Choose that point in the chart and keep it as a step change, with its reason."


def at_point(drawn: Drawn, at: int, noun: str) -> str:
    """A point that was picked: when, and what it is."""
    return f"{when(drawn.dates[at], noun)}: {with_unit(drawn.values[at], drawn.points[at]['unit'])}"


def around(others: Sequence[tuple[str, Mark]]) -> str:
    """What else changed around a step, which may have changed the same; blank where nothing did that is written down."""
    each = [f"{title}: {what[:1].lower()}{what[1:]}" for title, found in others for what in (mark(found),)]
    return f"Around then also: {'; '.join(each)}. Before and after do not tell these apart." if each else ""


def told(drawn: Drawn) -> set[int]:
    """The points of the signal that the headline is about: those from a step on; else the run or the trend that the latest one ends,
    or those outside the limits."""
    signals = _signals(drawn) if drawn.n and not drawn.in_counts else []
    if not signals:
        return set()
    step = _unrecorded_step(drawn)
    if step is not None:
        return {i for i in signals if i >= step}
    last, start = signals[-1], drawn.edges[-1][0]
    rules = drawn.chart.points[last].rules
    rule = next((rule for rule in ("run", "trend") if rule in rules), rules[0])
    if rule not in ("run", "trend"):
        return {i for i in signals if rule in drawn.chart.points[i].rules}
    first, above = last, drawn.values[last] > _mean(drawn)
    while first > start and rule in drawn.chart.points[first - 1].rules:
        if rule == "run" and (drawn.values[first - 1] > _mean(drawn)) != above:
            break  # a run on the other side ends where this one begins
        first -= 1
    return set(range(first, last + 1))
