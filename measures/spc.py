"""Capability charts (XmR, process behaviour charts) by the rules UK public services use. Pure arithmetic, no I/O.

Sources: Shewhart's and Wheeler's XmR chart; the constants 2.66 = 3 / 1.128 and 3.267 are those of moving ranges of two.
The rules, their strictness and their order of precedence are those of NHS England's Making Data Count, as its R package
NHSRplotthedots 0.2.2 applies them:

- outside: beyond a limit, strictly.
- trend: seven consecutive points each strictly above (or each strictly below) the one before; a tie breaks it. All
  seven, and any that carry it on, are marked back to its first.
- two of three: of three consecutive points on the same side of the mean, two or more lie between the near line (two
  thirds of the way to the limit) and the limit. Only those points are marked; a point beyond the limit is not one of
  them.
- run: seven consecutive points on the same side of the mean; a point exactly on the mean breaks it. All are marked.

Where several apply, the label of a point is the first of these. Each stretch between step changes is judged by itself.

Neighbours that lean on each other (each point nearer to the one before than chance would put it) make moving ranges
small and limits narrow, and runs come by themselves: `leans` tells. Such a series of 52 points that leans by a half
breaks a rule 96 times of 100 where nothing has changed, and one of pure noise 37 times.

What is missing between two points makes them no neighbours: from one to the other there is no moving range, and no
trend, run or two of three goes across. How many points limits need is said of neighbours: six in a row have five moving
ranges.

No limits are drawn for fewer than 6 points; limits on 6 to 11 are trial limits. Where all moving ranges are 0 the
limits would lie on the mean and call every later point a signal: they are refused.

Lines are worked out of the values as they are written, in fractions. Binary sums make the mean of 0.7, 0.4, … come out
as 1.0000000000000002 where it is 1, and seven points on a side of it a run where one of them lies on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import log10
from statistics import median
from typing import TypeVar

LIMIT, RANGE_LIMIT = Fraction("2.66"), Fraction("3.267")
OF_RANGE = 1.128  # the mean moving range of noise, in standard deviations
RUN, FEWEST, FULL = 7, 6, 12
RULES = ("outside", "trend", "two of three", "run")
# Of 300 series of noise 0 to 2 in 100 lean by this, of 52 points that lean by a half 83 in 100, and of series that fall
# once or bit by bit, by two standard deviations, 1 to 3 in 100: what one step explains is no leaning, and so it is
# taken out first, with the points beside it, since a change takes some time.
LEANING = 1.5
SHORTEST, BESIDE = 4, 2  # points on each side of such a step, and of these the nearest, which are taken out
STEP = 3.5  # standard errors
Number = TypeVar("Number", float, Fraction)


@dataclass(frozen=True)
class Lines:
    """The lines of one stretch. Any is None where it cannot be drawn; `state` says why or how far to trust them.

    `state` is "limits", "trial limits" (6 to 11 points), "too few points" (below 6) or "no variation" (mean moving
    range 0). `mean_range` is the mean moving range the limits come from, screened or not; `based_on` how many points
    the mean is of.
    """

    state: str
    based_on: int
    mean: float | None = None
    mean_range: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    range_limit: float | None = None
    screened: int = 0


@dataclass(frozen=True)
class Point:
    """One point: its moving range (None for the first of a stretch) and the rules it breaks, in order of precedence."""

    value: float
    moving_range: float | None
    stretch: int
    rules: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """The first rule that applies, or None: routine variation."""
        return self.rules[0] if self.rules else None


@dataclass(frozen=True)
class Chart:
    """A series with its lines, one `Lines` for each stretch between step changes."""

    points: tuple[Point, ...]
    stretches: tuple[Lines, ...]

    def lines(self, position: int) -> Lines:
        """The lines that a point is judged by."""
        return self.stretches[self.points[position].stretch]


def chart(
    values: Sequence[float], *, steps: Sequence[int] = (), baseline: int | None = None, screen: bool = False
) -> Chart:
    """The capability chart of values in their order in time.

    `steps` are positions (from 0) at which a step change begins a new stretch. `baseline` freezes each stretch's lines
    on its first so many points. `screen` leaves moving ranges of 3.267 times their mean or more out of that mean, once;
    the mean of the values still uses all of them. Raises ValueError for steps out of order or a baseline of fewer than
    6.
    """
    if list(steps) != sorted(set(steps)) or any(not 0 < step < len(values) for step in steps):
        raise ValueError("step changes must be within the series, in order and each once")
    if baseline is not None and baseline < FEWEST:
        raise ValueError(f"a baseline needs {FEWEST} points or more")
    edges = [0, *steps, len(values)]
    points: list[Point] = []
    stretches = []
    for number, (start, end) in enumerate(pairwise(edges)):
        part = list(values[start:end])
        lines = lines_of(part[:baseline], screen=screen)
        stretches.append(lines)
        points += judged(part, lines, number)
    return Chart(tuple(points), tuple(stretches))


def judged(values: Sequence[float], lines: Lines, stretch: int = 0, gaps: Collection[int] = ()) -> list[Point]:
    """The points of one stretch, judged by its lines, which may have been worked out of others. `gaps` are the
    positions before which something is missing."""
    ranges = [None, *moving_ranges(values)] if values else []
    return [
        Point(value, None if i in gaps else ranges[i], stretch, rules)
        for i, (value, rules) in enumerate(zip(values, judge(values, lines, gaps), strict=True))
    ]


def moving_ranges(values: Sequence[Number]) -> list[Number]:
    """The absolute differences of consecutive values: one fewer than there are values."""
    return [max(pair) - min(pair) for pair in pairwise(values)]


def lines_of(values: Sequence[float], *, screen: bool = False, gaps: Collection[int] = ()) -> Lines:
    """Mean, limits (mean ± 2.66 × mean moving range), near lines at two thirds of them, and 3.267 × the mean moving
    range. Across `gaps`, the positions before which something is missing, there is no moving range."""
    n = len(values)
    exact = [Fraction(str(value)) for value in values]
    total = sum(exact, Fraction())
    ranges = [found for i, found in enumerate(moving_ranges(exact), start=1) if i not in gaps]
    if len(ranges) + 1 < FEWEST:
        return Lines("too few points", n, float(total / n) if n else None)
    mean = total / n
    mean_range = sum(ranges, Fraction()) / len(ranges)
    screened = 0
    if screen:
        kept = [r for r in ranges if r < RANGE_LIMIT * mean_range]
        screened = len(ranges) - len(kept)
        mean_range = sum(kept, Fraction()) / len(kept) if kept else Fraction()
    if mean_range == 0:
        return Lines("no variation", n, float(mean), 0.0, screened=screened)
    reach = LIMIT * mean_range
    lines = (
        mean,
        mean_range,
        mean - reach,
        mean + reach,
        mean - reach * 2 / 3,
        mean + reach * 2 / 3,
        RANGE_LIMIT * mean_range,
    )
    state = "limits" if len(ranges) + 1 >= FULL else "trial limits"
    return Lines(state, n, *map(float, lines), screened=screened)


def judge(values: Sequence[float], lines: Lines, gaps: Collection[int] = ()) -> list[tuple[str, ...]]:
    """The rules each value breaks, in order of precedence, none of them across `gaps`. Without limits nothing is
    judged."""
    edges = [0, *sorted(gap for gap in gaps if 0 < gap < len(values)), len(values)]
    return [rules for start, end in pairwise(edges) for rules in _judge(values[start:end], lines)]


def _judge(values: Sequence[float], lines: Lines) -> list[tuple[str, ...]]:
    mean, lower, upper = lines.mean, lines.lower, lines.upper
    near_lower, near_upper = lines.near_lower, lines.near_upper
    if mean is None or lower is None or upper is None or near_lower is None or near_upper is None:
        return [()] * len(values)
    sides = [(value > mean) - (value < mean) for value in values]
    outside = [value > upper or value < lower for value in values]
    near = [not out and (value > near_upper or value < near_lower) for value, out in zip(values, outside, strict=True)]
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    found = {
        "outside": outside,
        "trend": _in_row(steps, RUN - 1, carry=1),
        "two of three": _two_of_three(sides, near),
        "run": _in_row(sides, RUN),
    }
    return [tuple(rule for rule in RULES if found[rule][i]) for i in range(len(values))]


def _in_row(signs: Sequence[int], length: int, carry: int = 0) -> list[bool]:
    """Which places belong to `length` or more equal signs in a row, none of them 0. A sign covers `carry` more places
    after it."""
    marked = [False] * (len(signs) + carry)
    start = 0
    for i in range(1, len(signs) + 1):
        if i == len(signs) or signs[i] != signs[start]:
            if signs[start] and i - start >= length:
                marked[start : i + carry] = [True] * (i + carry - start)
            start = i
    return marked


def _two_of_three(sides: Sequence[int], near: Sequence[bool]) -> list[bool]:
    marked = [False] * len(sides)
    for i in range(2, len(sides)):
        window = range(i - 2, i + 1)
        if abs(sum(sides[j] for j in window)) == 3 and sum(near[j] for j in window) >= 2:
            for j in window:
                marked[j] = marked[j] or near[j]
    return marked


def leans(values: Sequence[float]) -> bool:
    """Whether each point leans on the one before: the correlation of neighbours is above 1.5 / √n.

    It is worked out on each side of the one step that explains most: a process that changed once has neighbours alike
    on both sides of the change, and that is a signal. False for fewer than 12 points.
    """
    if len(values) < FULL:
        return False
    at, _ = _step(values)
    together, squares, used = 0.0, 0.0, 0
    for part in (values[: max(at - BESIDE, 0)], values[at + BESIDE :] if at else values):
        rest = [value - sum(part) / len(part) for value in part]
        together += sum(a * b for a, b in pairwise(rest))
        squares += sum(value * value for value in rest)
        used += len(part)
    return squares > 0 and together / squares > LEANING / used**0.5


def mostly_none(values: Sequence[float]) -> bool:
    """Whether more than half of the points are 0, of a measure that cannot be less. The others stand out by
    themselves: of a median that is 0 days in most months, 36 of 100 charts signalled where nothing had changed."""
    return bool(values) and min(values) == 0 and 2 * sum(value == 0 for value in values) > len(values)


def is_long(values: Sequence[float], at: int, mean: float) -> bool:
    """Whether the run of points on the side of the mean on which one lies is as unlikely as seven are where half of
    all lie on each side: of three in four that lie on that side, 17."""
    sides = [(value > mean) - (value < mean) for value in values]
    first = next((i + 1 for i in range(at, -1, -1) if sides[i] != sides[at]), 0)
    after = next((i for i in range(at, len(sides)) if sides[i] != sides[at]), len(sides))
    return sides[at] != 0 and (sides.count(sides[at]) / len(sides)) ** (after - first) <= 0.5**RUN


def changed(values: Sequence[float], lines: Lines) -> bool:
    """Whether there is a step of more than chance makes: on its two sides, of four points or more each, the means lie
    further apart than 3.5 times what noise like that from point to point would put them.

    Noise alone signals and does so 1 to 2 times of 100, of 8 to 104 points. Of 24 points that fall half way, 63 of 100
    do so by one and a half standard deviations and 89 by two; of 52, 67 do by one and 95 by one and a half.
    """
    return distance(values, lines) > STEP and lasts(values)


def beyond_chance(values: Sequence[float], lines: Lines, of: int) -> bool:
    """Whether there is a step of more than chance makes anywhere in so many charts: of `of` charts of noise one or
    more has it 5 times of 100. It takes 3 standard errors in one chart and another 1.06 for each tenfold: of 40,000
    series of noise each, of 18 to 104 points, 5 in 100 are beyond 2.9 to 3.1, 1 in 240 beyond 4.0 to 4.3 and 1 in
    480 beyond 4.2 to 4.6."""
    return distance(values, lines) > 3 + 1.06 * log10(max(of, 1)) and lasts(values)


def lasts(values: Sequence[float]) -> bool:
    """Whether the usual points of the two sides of the one step that explains most lie apart too, half as far as the
    means at least: one point far outside draws the mean of its side away, and is no step."""
    at = step_at(values)
    before, after = values[:at], values[at:]
    apart = abs(sum(after) / len(after) - sum(before) / len(before)) if at else 0.0
    return at > 0 and 2 * abs(median(after) - median(before)) >= apart


def distance(values: Sequence[float], lines: Lines) -> float:
    """How far the means of the two sides of the one step that explains most lie apart, in standard errors of noise
    like that from point to point; 0 where there is no such step or no noise."""
    return _step(values)[1] ** 0.5 / (lines.mean_range / OF_RANGE) if lines.mean_range else 0.0


def apart(before: Sequence[float], after: Sequence[float]) -> bool | None:
    """Whether the means of two stretches lie further apart than noise like that from point to point in each would
    put them, as `changed` has it of one; None of fewer than four points in either."""
    n, m = len(before), len(after)
    if min(n, m) < SHORTEST:
        return None
    ranges = [*moving_ranges(before), *moving_ranges(after)]
    between = abs(sum(before) / n - sum(after) / m) * (n * m / (n + m)) ** 0.5
    return between > STEP * sum(ranges) / len(ranges) / OF_RANGE


def step_at(values: Sequence[float]) -> int:
    """The position of the one step that explains most, 0 where nothing does."""
    return _step(values)[0]


def _step(values: Sequence[float]) -> tuple[int, float]:
    """The position of the one step that explains most, 0 where nothing does, and how much: n·m / (n + m) × the
    square of the difference of the means of its n points before and m after."""
    n = len(values)
    total, before, best, at = sum(values), 0.0, 0.0, 0
    for i, value in enumerate(values[: max(n - SHORTEST, 0)], start=1):
        before += value
        gain = (before - total * i / n) ** 2 * n / (i * (n - i))
        if i >= SHORTEST and gain > best:
            best, at = gain, i
    return at, best


# How often, of 1,500 series of noise that fall half way by so many standard deviations, a headline asks what changed: a
# row for so many points, a column for each of SHIFTS.
SHIFTS = (0, 0.5, 1, 1.5, 2, 2.5, 3, 4)
SHOWS = {
    6: (0.01, 0.02, 0.03, 0.04, 0.06, 0.07, 0.11, 0.15),
    8: (0.02, 0.02, 0.05, 0.08, 0.16, 0.21, 0.23, 0.38),
    10: (0.03, 0.05, 0.08, 0.13, 0.21, 0.27, 0.38, 0.56),
    12: (0.05, 0.05, 0.10, 0.18, 0.29, 0.36, 0.48, 0.68),
    18: (0.06, 0.11, 0.21, 0.43, 0.68, 0.82, 0.92, 0.99),
    24: (0.07, 0.14, 0.29, 0.51, 0.74, 0.89, 0.95, 0.99),
    36: (0.09, 0.14, 0.31, 0.57, 0.75, 0.89, 0.96, 1.00),
    52: (0.14, 0.23, 0.41, 0.67, 0.88, 0.96, 0.99, 1.00),
}


def shows(points: float, shift: float) -> float:
    """How often a chart of so many points shows a change half way of so many standard deviations of its points, from 0
    to 1. Between what was tried it is in between; more points than were tried show it no better."""
    few = [n for n in SHOWS if n <= points]
    if not few:
        return 0.0
    below, above = few[-1], next((n for n in SHOWS if n > points), few[-1])
    nearer = (points - below) / (above - below) if above > below else 0.0
    row = [a + (b - a) * nearer for a, b in zip(SHOWS[below], SHOWS[above], strict=True)]
    shift = min(shift, SHIFTS[-1])
    i = next(i for i in range(1, len(SHIFTS)) if shift <= SHIFTS[i])
    return row[i - 1] + (row[i] - row[i - 1]) * (shift - SHIFTS[i - 1]) / (SHIFTS[i] - SHIFTS[i - 1])


@dataclass(frozen=True)
class Clipped:
    """A limit beyond what the measure can be, drawn at its edge: what was computed, and the edge."""

    which: str
    computed: float
    drawn: float


def clip(lines: Lines, *, minimum: float | None = None, maximum: float | None = None) -> list[Clipped]:
    """Which limits lie beyond what the measure can be. They are drawn at the edge and said to be; nothing is computed
    anew."""
    found = []
    if lines.lower is not None and minimum is not None and lines.lower < minimum:
        found.append(Clipped("lower", lines.lower, minimum))
    if lines.upper is not None and maximum is not None and lines.upper > maximum:
        found.append(Clipped("upper", lines.upper, maximum))
    return found


def as_dict(found: Chart, dates: Sequence[str], *, minimum: float | None = None, maximum: float | None = None) -> dict:
    """A chart for a program: the lines of the last stretch, every stretch, and each point with the rules it breaks."""
    stretches = [
        {
            "state": lines.state,
            "points": sum(point.stretch == i for point in found.points),
            "based_on": lines.based_on,
            "mean": lines.mean,
            "mean_moving_range": lines.mean_range,
            "lower_limit": lines.lower,
            "upper_limit": lines.upper,
            "near_lower": lines.near_lower,
            "near_upper": lines.near_upper,
            "upper_range_limit": lines.range_limit,
            "moving_ranges_screened": lines.screened,
            "clipped": [vars(c) for c in clip(lines, minimum=minimum, maximum=maximum)],
        }
        for i, lines in enumerate(found.stretches)
    ]
    points = [
        {
            "date": date,
            "value": point.value,
            "moving_range": point.moving_range,
            "stretch": point.stretch,
            "rule": point.label,
            "rules": list(point.rules),
        }
        for date, point in zip(dates, found.points, strict=True)
    ]
    last = {name: value for name, value in stretches[-1].items() if name != "points"}
    return {"n": len(points), **last, "stretches": stretches, "points": points}
