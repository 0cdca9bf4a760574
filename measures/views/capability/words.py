"""Capability charts in words: what they show, of what, and what could not be drawn."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Sequence

from measures import spc
from measures.over_time import Drawn, Mark, Remark
from measures.plurals import of_one
from measures.record import CHANGES, ENDS
from measures.shapes.capability import NO_RECORD, OTHER_PRICES
from measures.shapes.coverage import TOO_FEW_KNOWN
from measures.shapes.shares import TOO_FEW
from measures.spc import Lines
from measures.views.capability import signals
from measures.views.capability.figures import beside_one, count, figure, time_of, unit_of, when, with_unit
from measures.views.capability.latest import change
from measures.views.record import comes_or_goes, on, see_history
from measures.words import fixed, listed, moment, plural, sentence_case, short

LIMITS_ARE = {"limits": "", "trial limits": "trial"}
PICK = "Choose a point in the chart to keep what happened there, or a step change from there on."
RANGES = "How far each point lies from the one before"
NAMED = 4  # periods without a share that a note names
RULES = {
    "outside": "Outside the limits",
    "trend": "Seven or more rising or falling",
    "two of three": "Two of three near a limit",
    "run": "Seven or more on one side of the mean",
}
WHAT = {"step": "Step change", "baseline": "Baseline until", "note": "Note"}
EACH_WITH_ITSELF = (
    "Each month is set against what the same cases have in their average month, so that cases that join or leave "
    "change nothing; the level is that of all cases. A case that is said to be followed until a day still to come "
    "counts until its last row."
)


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
    said = (
        f"{title}{unit}, {time_of(drawn, noun, 0)} to {time_of(drawn, noun, -1)}. n = {plural(drawn.n, noun)}.{better}"
    )
    if drawn.in_counts:
        said += f" Too few {noun}s have enough for a share, so counts are drawn, not per cent."
    if (classified := drawn.classified).known < classified.of_all:
        said += (
            f" {classified.known:,} of {classified.of_all:,} demands of these {noun}s are classified so far: the "
            f"others are in no count."
        )
    lines = drawn.chart.stretches[-1]
    if lines.lower is not None:
        now = f" since {time_of(drawn, noun, drawn.edges[-1][0])}" if len(drawn.edges) > 1 else ""
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
        where = f"From {time_of(drawn, noun, start)}: " if len(drawn.edges) > 1 else ""
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
    if drawn.n and not drawn.in_counts and (past := signals.latest_signal(drawn, noun, history=True)):
        words = past.partition(signals.ASKS)[0]
        is_a_month = words[:3] in month_abbr
        said.append(f"Earlier, and over since: {words if is_a_month else words[:1].lower() + words[1:]}.")
    for stretch, clipped in drawn.clipped:
        where = f" from {time_of(drawn, noun, drawn.edges[stretch][0])}" if len(drawn.edges) > 1 else ""
        said.append(
            f"The {clipped.which} limit{where} is worked out as {with_unit(clipped.computed, unit_of(drawn))}, which "
            f"the measure cannot be: drawn clipped at {with_unit(clipped.drawn, unit_of(drawn))}."
        )
    said += _beyond(drawn, noun) + shows(drawn)
    of_headline = signals.told(drawn)
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
            f"Moving ranges screened: {plural(left_out, 'moving range')} of 3.267 times the mean or more left out of "
            f"it."
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
        f"A change by a third half way, such as from {beside_one(before, unit_of(drawn))} to "
        f"{with_unit(after, unit_of(drawn))}, would show here {often}."
    ]


def _again(drawn: Drawn, noun: str, stretch: int) -> list[str]:
    """What a baseline would be if it were frozen today, where that is not what it is."""
    again, lines = drawn.again.get(stretch), drawn.chart.stretches[stretch]
    if again is None or (again.based_on, figure(again.mean)) == (lines.based_on, figure(lines.mean)):
        return []
    return [
        f"Worked out again from the {plural(again.based_on, noun)} of these days that there are today, its mean would "
        f"be {with_unit(again.mean, unit_of(drawn))}, not {beside_one(lines.mean, unit_of(drawn))}."
    ]


def _beyond(drawn: Drawn, noun: str) -> list[str]:
    """The points that are drawn at the edge of the axis, each with its value."""
    if not drawn.beyond:
        return []
    told = listed([f"{with_unit(drawn.values[i], unit_of(drawn))} of {time_of(drawn, noun, i)}" for i in drawn.beyond])
    which = f"{plural(len(drawn.beyond), noun)} far above {'is' if len(drawn.beyond) == 1 else 'are'}"
    return [
        f"The scale ends at {with_unit(drawn.edge, unit_of(drawn))}, so that the rest can be read: {which} drawn at "
        f"its edge with the value written ({told}), "
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
            f"{sentence_case(count(len(parts)))} {noun}s are left out: the record has only part of each, from "
            f"{each[0]} to {each[1]}."
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
            said.append(f"{plural(number, of_one(row['unit']))} left out: {why}.")
    early = [row for row in drawn.left_out if row["left_out"] == ENDS]
    said += [f"The record of {row['note']} ends {on(row['when'])}: nothing later is drawn." for row in early]
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
        f"Nothing is recorded{of}{latest} {listed(each)}, which is not the same as nothing done: there are no points, "
        f"and lines, "
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
            f"Some points are a {drawn.periods[0]} apart and others a {drawn.periods[-1]}: if they are of such "
            f"periods, they "
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


def at_point(drawn: Drawn, at: int, noun: str) -> str:
    """A point that was picked: when, and what it is."""
    return f"{when(drawn.dates[at], noun)}: {with_unit(drawn.values[at], drawn.points[at]['unit'])}"


def around(others: Sequence[tuple[str, Mark]]) -> str:
    """What else changed around a step, which may have changed the same; blank where nothing did that is written
    down."""
    each = [f"{title}: {what[:1].lower()}{what[1:]}" for title, found in others for what in (mark(found),)]
    return f"Around then also: {'; '.join(each)}. Before and after do not tell these apart." if each else ""
