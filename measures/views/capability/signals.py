"""What the latest points of a capability chart say: routine variation, or a signal and the question it asks."""

from __future__ import annotations

from measures import spc
from measures.over_time import Drawn
from measures.shapes.shares import TOO_FEW
from measures.views.base import FEWEST_POINTS
from measures.views.capability.figures import count, time_of, unit_of, with_unit
from measures.views.capability.latest import figure as in_share
from measures.views.capability.latest import since
from measures.views.capability.latest import stretch as stretch_of
from measures.words import listed, sentence_case

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
LIKE_A_STEP = ", which looks like a change"
ROUTINE = "Routine variation: nothing to explain"


def headline(drawn: Drawn, noun: str) -> str:
    """What the stretch that is going on now says: routine variation, or the latest signal and the question it asks.

    Where each point leans on the last, or most are 0, a signal asks nothing by itself; nor, without a step of more than
    chance makes, where points are of more and of fewer cases, which vary less and more: limits take all points to vary
    alike.
    """
    if not drawn.n:
        few = next((row["left_out"].removeprefix(TOO_FEW) for row in drawn.left_out if _few(row)), "")
        return f"No {noun} has the {few} that a share needs: read the counts in the table" if few else "No point yet"
    start, end = drawn.edges[-1]
    lines = drawn.chart.stretches[-1]
    so_far = f" since {time_of(drawn, noun, start)}" if start else " so far"
    if drawn.n < FEWEST_POINTS:
        return _each(drawn, noun)
    if drawn.in_counts:
        said = f"{count(drawn.n)} {noun if drawn.n == 1 else noun + 's'}"
        return sentence_case(f"{said}, too few in most for a share: counts alone do not say whether anything changed")
    if len(drawn.units) > 1:
        return f"Points in {listed(drawn.units)} are under one name, so nothing can be said of them together"
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
    """What a point is, with its unit where that is not the first one's: 12 demands; a share as far as its number
    allows."""
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
        return f"in {time_of(drawn, noun, i)}"
    return f"{'in the week of' if noun == 'week' else 'on'} {time_of(drawn, noun, i)}"


def _unrecorded_step(drawn: Drawn) -> int | None:
    """Where the stretch that is going on now changed by more than chance makes and nobody recorded a step; None
    where it did not, or has the lines of a baseline."""
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
    return (
        f"Two of three {noun}s near the {side} limit, the latest {time_of(drawn, noun, signals[-1])}: ask what changed"
    )


def _last(drawn: Drawn, noun: str, many: int) -> str:
    """The last twelve months; where a month among them has no point, of those on record: they reach further back
    than twelve."""
    end = drawn.edges[-1][1]
    on_record = " on record" if any(end - many < i < end for i in drawn.breaks) else ""
    return f"the last {count(many)} {noun}s{on_record}"


def _mean(drawn: Drawn) -> float:
    """The mean of the stretch that is going on now. It has one, or nothing would be said of either side of it."""
    return drawn.chart.stretches[-1].mean or 0


def _outside(drawn: Drawn, noun: str, outside: list[int], window: int) -> str:
    if len(outside) > 1:
        said = f"{count(len(outside))} of {_last(drawn, noun, window)} lie outside the limits"
        return sentence_case(f"{said}, the latest {time_of(drawn, noun, outside[-1])}: ask what was different")
    above = drawn.chart.points[outside[0]].value > _mean(drawn)
    week = "The week of " if noun == "week" else ""
    said = f"{week}{time_of(drawn, noun, outside[0])} lies {'above the upper' if above else 'below the lower'} limit"
    return f"{said}: ask what happened"


def _span(drawn: Drawn, noun: str, first: int, last: int, end: int) -> str:
    if drawn.dates[first] == drawn.dates[last]:
        return f"on {time_of(drawn, noun, first)}: ask what changed"
    until = "" if last == end - 1 else f" to {time_of(drawn, noun, last)}"
    return f"from {time_of(drawn, noun, first)}{until}: ask what changed"


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


def suggested_step(drawn: Drawn, noun: str) -> str:
    """“These look like a change in November 2025…”: where a chart asks, of more than chance makes, and nobody has
    said what happened; else blank."""
    at = _unrecorded_step(drawn) if drawn.n and ": ask " in headline(drawn, noun) else None
    if at is None:
        return ""
    return (
        f"These points look like a change {_in(drawn, noun, at)}: what happened? Choose that point in the chart "
        f"and keep it as a step change, with its reason."
    )


def told(drawn: Drawn) -> set[int]:
    """The points of the signal that the headline is about: those from a step on; else the run or the trend that the
    latest one ends, or those outside the limits."""
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
