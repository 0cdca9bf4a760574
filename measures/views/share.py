"""A share: of each month as a line, of each quarter or year as a dot, of each category as a bar; counts where they are
few."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.definition import Measure
from measures.plurals import of_one
from measures.record import JOINS, LEAVES
from measures.shapes import Share, share
from measures.shapes.shares import FEWER, ShareRow, Side, named, period_named
from measures.views import calendar
from measures.views.bars import colour, taller
from measures.views.base import FEWEST_POINTS, NOT_SHOWN, View, picture, subtitle
from measures.views.known import NAMED, so_far
from measures.views.record import comes_or_goes, see_history
from measures.views.theme import AMOUNT, COUNTS, DEMAND_COLOURS, INK, LINES, QUIET, Drawing, themed
from measures.words import hours, listed, month, number, percent, plural, sentence_case

DOTS = ("week", "quarter", "year")  # what is drawn as dots
LATEST = 24  # quarters or years that a picture has room for; the table has all
MOST = 8  # bars that a person looks through
TALL, SMALL = 230, 99
ROW, AXIS, BESIDE = 26, 44, 66  # of a dot; and the height of an axis, without a legend and with one
LINE, BAR, GAP = 19, 18, 20
SIDES: tuple[Side, ...] = ("part", "rest")
BEYOND = {JOINS: "earlier", LEAVES: "later"}  # in which figures who comes or goes has no part
HOLLOW = "nothing to say of it yet"


def view(answer: Answer[Share]) -> View:
    """A share as a person meets it."""
    pictures = (picture(chart, answer.shape, answer.measure),) if is_drawn(answer.shape, answer.measure) else ()
    few = bool(answer.shape.placed) and not pictures
    return View(headline(answer), _subtitle(answer), table(answer), _note(answer), pictures, open_table=few)


def is_drawn(shape: Share, measure: Measure) -> bool:
    """Whether there is a picture: of categories, or of enough periods in which anything was counted."""
    if measure.every not in (*DOTS, "month"):
        return bool(shape.placed)
    return len({row["period"] for row in shape.placed if row["period"] and row["counted"]}) >= FEWEST_POINTS


def chart(shape: Share, measure: Measure, small: bool = False) -> alt.TopLevelMixin:
    """The picture of a share, or of its counts where too few months have enough for one."""
    if measure.every in DOTS:
        return _dots(shape, measure)
    if measure.every != "month":
        return _bars(shape)
    if sum(shape.share_of(row) is not None for row in shape.placed) >= FEWEST_POINTS:
        return _line(shape, measure, small)
    return _stacked(shape, measure)


# -- Words


def headline(answer: Answer[Share]) -> str:
    """“12% of demands are repeat demands”, or the counts where there are too few."""
    shape, measure = answer.shape, answer.measure
    if not shape.counted:
        return f"Nothing can be said of {measure.category} yet"
    if shape.share is None:
        one, of = shape.denominator == 1, measure.split
        of = of.replace(measure.counts, of_one(measure.counts), 1) if one else of
        return (
            f"{sentence_case(measure.category)}: {shape.about}{_figure(shape.numerator)} of "
            f"{_figure(shape.denominator)} {of}"
        )
    return sentence_case(f"{shape.in_words} of {measure.split} are {measure.category}")


def _figure(value: float) -> str:
    return number(value, 0)


def _subtitle(answer: Answer[Share]) -> str:
    shape, measure = answer.shape, answer.measure
    if shape.placed and measure.every in DOTS:
        span = " to ".join(dict.fromkeys(named(row, measure.every) for row in (shape.placed[0], shape.placed[-1])))
        answer = replace(
            answer, measure=replace(measure, title=f"{measure.title}, {span}, by calendar {measure.every}")
        )
    counted = plural(shape.n, of_one(measure.counts), measure.counts) + (
        f" with {measure.adds}" if measure.adds else ""
    )
    if shape.counted < shape.n:
        counted += f"; the headline is of the {shape.counted:,} in {measure.every}s of which it can be said"
    if known := so_far(answer):
        counted += f"; {known}"
    return subtitle(answer, counted)


def _note(answer: Answer[Share]) -> str:
    """What is in the share, what is beside it and in none, of how many it is known, and what a picture leaves out."""
    shape, measure = answer.shape, answer.measure
    said = []
    if len(measure.categories) == 2 and shape.counted:
        amounts = [_amount(value, measure) for value in (shape.numerator, shape.denominator - shape.numerator)]
        names = [str(name).lower() for name in measure.categories]
        said.append(f"{listed([f'{amount} {name}' for amount, name in zip(amounts, names, strict=True)])}.")
    known, of = shape.known()
    if measure.adds and of:
        each = {
            str(name).lower(): percent(share(*shape.known(side)))
            for side, name in zip(SIDES, measure.categories)
            if shape.known(side)[1]
        }
        apart = len({*each.values()}) > 1  # or they would say the same again
        sides = f": {listed([f'{part} of {name}' for name, part in each.items()])}" if apart else ""
        said.append(
            f"{sentence_case(measure.adds)} recorded for {percent(share(known, of))} of these ({known:,} of "
            f"{of:,}){sides}."
        )
    most_first = sorted(shape.left_out().items(), key=lambda why: -why[1])
    beside = [f"{count:,} {measure.label(why)}" for why, count in most_first if not _would_be_in(shape, why)]
    if beside:
        said.append(f"{'Beside them, in' if said else 'In'} no share: {listed(beside)}.")
    moved = [(row, row["period"]) for row in shape.changes if row["period"] and row["left_out"] in BEYOND]
    said += [
        f"{comes_or_goes(row['category'], what := str(row['left_out']), day)}, and is in no {BEYOND[what]} figure."
        for row, day in moved[:NAMED]
    ]
    if fewer := sum(row["left_out"] == FEWER for row in shape.placed):
        said.append(f"{plural(fewer, measure.every)} {FEWER} {'is' if fewer == 1 else 'are'} in no total.")
    if shape.counted < shape.fewest:
        said.append(f"Fewer than {shape.fewest}: counts, no per cent.")
    if measure.every in DOTS:
        whys = list(dict.fromkeys(row["left_out"] for row in shape.placed if row["left_out"] and row["counted"]))
        whys = [why for why in whys if why != FEWER]
        said += [f"Hollow dots are {measure.every}s {why}: they are in no total." for why in whys]
        said += see_history(whys)
        shown = {named(row, measure.every) for row in shape.placed if row["counted"]}
        if shown - {name for name, _ in _places(shape, measure.every)}:
            said.append(f"The latest {LATEST} {measure.every}s are drawn; the table has all.")
    elif measure.every != "month" and len(shape.placed) > MOST:
        none = [str(row["category"]) for row in shape.placed if not row["numerator"]]
        if none:
            some = listed([*none[:NAMED], f"{len(none) - NAMED:,} more"] if len(none) > NAMED else none)
            said.append(f"None in {some}.")
        said.append(f"The picture has the {MOST} that are lowest{' of the others' if none else ''}; the table has all.")
    return " ".join(said)


def _would_be_in(shape: Share, why: str) -> bool:
    """Whether what is left out would be in the share if only its amount were known: then the coverage says how many."""
    return any(row["part"] is not None for row in shape.rows if row["left_out"] == why and row["denominator"] is None)


def _amount(value: float, measure: Measure) -> str:
    return f"{hours(value)} on" if measure.adds else _figure(value)


def table(answer: Answer[Share]) -> list[dict[str, str]]:
    """The counts of each period or category. A share of too few is not said."""
    shape, measure = answer.shape, answer.measure
    adds = f" {measure.adds}" if measure.adds else ""
    part = f"{measure.categories[0]}{adds}" if measure.categories else sentence_case(measure.category)
    rest = f"{measure.categories[1]}{adds}" if len(measure.categories) == 2 else ""
    whys = [why for why in shape.left_out() if not _would_be_in(shape, why)]
    unsaid = any(row["left_out"] for row in shape.placed)
    none = NOT_SHOWN if shape.whole else "0"  # of few in a period nothing is told, and not that there are none
    rows = []
    for row in shape.placed:
        beside = shape.left_out(of=row)
        whole, amount = row["denominator"] or 0, row["numerator"] or 0
        cells = {sentence_case(measure.every): _named(row, measure.every), part: _figure(amount)}
        cells |= {rest: _figure(whole - amount)} if rest else {sentence_case(measure.split): _figure(whole)}
        cells["Share"] = _share(shape, row)
        if measure.adds:
            cells[f"{sentence_case(measure.adds)} recorded for"] = percent(share(*shape.known(of=row)))
        else:
            cells |= {
                sentence_case(str(measure.label(why))): f"{beside[why]:,}" if why in beside else none
                for why in whys
                if row["period"]
            }
        rows.append(cells | ({"Note": sentence_case(row["left_out"] or "")} if unsaid else {}))
    return rows


def _share(shape: Share, row: ShareRow) -> str:
    return shape.why_none(row) or percent(shape.share_of(row))


def _named(row: ShareRow, every: str) -> str:
    return month(named(row, every)) if every == "month" else named(row, every)


# -- Pictures


def _tooltip(row: ShareRow, measure: Measure) -> str:
    return f"{_figure(row['numerator'] or 0)} of {_figure(row['denominator'] or 0)} {measure.split}"


def _every_month(shape: Share) -> list[tuple[dt.date, ShareRow | None]]:
    """Each month between the first and the last; one that is not shown is there all the same, so that its line
    breaks."""
    found = {row["period"]: row for row in shape.placed if row["period"]}
    return [(day, found.get(day)) for day in calendar.each(min(found), max(found), "month")]


def _line(shape: Share, measure: Measure, small: bool) -> alt.TopLevelMixin:
    of = measure.unit.removeprefix("per cent ")
    own = DEMAND_COLOURS.get(str(measure.categories[0]) if measure.categories else "", COUNTS[-1])
    rows = [
        {
            "month": calendar.at(day),
            "share": shape.share_of(row) if row else None,
            "of": _tooltip(row, measure) if row else "",
        }
        for day, row in _every_month(shape)
    ]
    months = [day for day, _ in _every_month(shape)]
    base = Drawing(pd.DataFrame(rows)).encode(
        x=calendar.x("month", months[0], months[-1], months=True),
        y=alt.Y(
            "share:Q",
            title=None if small else f"Per cent {of}",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(
                format="%",
                values=[0, 0.5, 1] if small else [0, 0.25, 0.5, 0.75, 1],
                gridColor=LINES,
                domain=False,
                ticks=False,
            ),
        ),
        tooltip=[
            alt.Tooltip("month:T", title="Month", format="%B %Y"),
            alt.Tooltip("share:Q", title=f"Per cent {of}", format=".1%"),
            alt.Tooltip("of:N", title="Of how many"),
        ],
    )
    dots = base.mark_point(color=own, size=55, filled=True, opacity=1)
    return themed((base.mark_line(color=own, strokeWidth=2.5) + dots).properties(height=SMALL if small else TALL))


def _stacked(shape: Share, measure: Measure) -> alt.TopLevelMixin:
    """The counts of each month: the part, the rest, and what is in no share where that is counted alike."""
    first, rest = [*map(str, measure.categories or [sentence_case(measure.category)]), f"Other {measure.counts}"][:2]
    colours = {name: DEMAND_COLOURS.get(name, plain) for name, plain in ((first, COUNTS[-1]), (rest, COUNTS[1]))}
    rows = []
    months = []
    for row in shape.placed:
        if row["period"] is None:
            continue
        months.append(row["period"])
        amounts = {first: row["numerator"] or 0, rest: (row["denominator"] or 0) - (row["numerator"] or 0)}
        if not measure.adds:
            amounts |= {sentence_case(str(measure.label(why))): n for why, n in shape.left_out(of=row).items()}
        rows += [
            {"month": calendar.month(row["period"]), "kind": kind, "order": i, "amount": amount}
            for i, (kind, amount) in enumerate(amounts.items())
            if amount
        ]
    kinds = {str(row["kind"]) for row in rows}
    colours = {kind: colour for kind, colour in (colours | _greys(kinds - set(colours))).items() if kind in kinds}
    unit = sentence_case(measure.adds or measure.counts)
    bars = (
        Drawing(pd.DataFrame(rows, columns=["month", "kind", "order", "amount"]))
        .mark_bar(stroke=QUIET, strokeWidth=0.5)
        .encode(
            x=calendar.bands("month", min(months), max(months)),
            y=alt.Y("amount:Q", title=unit, stack="zero", axis=alt.Axis(tickMinStep=1, domain=False, ticks=False)),
            color=colour(colours),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("month:N", title="Month"),
                alt.Tooltip("kind:N", title="Which"),
                alt.Tooltip("amount:Q", title=unit, format=",.0f"),
            ],
        )
    )
    return themed(bars.properties(height=TALL + taller([*colours])))


def _greys(kinds: set[str]) -> dict[str, str]:
    """What is in no share is grey, then white."""
    greys = [DEMAND_COLOURS["Not sure"], DEMAND_COLOURS["Not classified"]]
    return {kind: greys[min(i, 1)] for i, kind in enumerate(sorted(kinds))}


def _dots(shape: Share, measure: Measure) -> alt.TopLevelMixin:
    """A row for each of the latest periods: its share as a dot, its counts in words. Of a hollow dot nothing can be
    said yet; a period without any has its place, and nothing in it."""
    latest = _places(shape, measure.every)
    rows = []
    for _, row in latest:
        part = shape.share_of(row) if row else None
        if row and part is not None:
            counts = f"{percent(part)} ({_figure(row['numerator'] or 0)} of {_figure(row['denominator'] or 0)})"
            data = HOLLOW if row["left_out"] not in (None, FEWER) else "complete"
            rows.append(
                {"period": named(row, measure.every), "share": part, "label": counts, "data": data, "left": part > 0.5}
            )
    frame = pd.DataFrame(rows, columns=["period", "share", "label", "data", "left"])
    base = Drawing(frame).encode(
        x=alt.X(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], orient="top", gridColor=LINES, domain=False),
        ),
        y=alt.Y(
            "period:N",
            sort=None,
            title=None,
            scale=alt.Scale(domain=[name for name, _ in latest]),
            axis=alt.Axis(ticks=False, domain=False, offset=14),
        ),
        tooltip=[
            alt.Tooltip("period:N", title=sentence_case(measure.every)),
            alt.Tooltip("label:N", title=sentence_case(measure.counts)),
            alt.Tooltip("data:N", title="Data"),
        ],
    )
    there = [kind for kind in ("complete", HOLLOW) if kind in set(frame["data"])]
    look = {"complete": AMOUNT, HOLLOW: "#FFFFFF"}
    legend = alt.Legend(title=None, orient="top", symbolType="circle") if len(there) > 1 else None
    dots = base.mark_point(shape="circle", size=110, strokeWidth=2, stroke=AMOUNT, opacity=1).encode(
        fill=alt.Fill("data:N", scale=alt.Scale(domain=there, range=[look[kind] for kind in there]), legend=legend),
    )
    figures = [
        base.transform_filter(alt.datum.left == to_left)
        .mark_text(align="right" if to_left else "left", dx=-10 if to_left else 10, color=INK)
        .encode(text=alt.Text("label:N"))
        for to_left in (True, False)
    ]
    return themed(alt.layer(dots, *figures).properties(height=ROW * len(latest) + (BESIDE if legend else AXIS)))


def _places(shape: Share, every: str) -> list[tuple[str, ShareRow | None]]:
    """The latest periods that a picture has room for, by name; one without any is there too: 2011 does not stand
    beside 2022."""
    found = {row["period"]: row for row in shape.placed if row["counted"] and row["period"]}
    if not found:
        return []
    days = calendar.each(min(found), max(found), every)[-LATEST:]
    return [(period_named(day, every), found.get(day)) for day in days]


def _bars(shape: Share) -> alt.TopLevelMixin:
    """A bar for each category that has any, the lowest first, of all that there could be; its name and its counts stand
    above it."""
    some = [row for row in shape.placed if row["numerator"]]
    lowest = sorted(some, key=lambda row: (shape.share_of(row) is None, shape.share_of(row) or 0))[:MOST]
    rows: list[dict[str, object]] = []
    for i, row in enumerate(lowest):
        counts = f"{_figure(row['numerator'] or 0)} of {_figure(row['denominator'] or 0)}"
        top = i * (LINE + BAR + GAP) + LINE - 6
        told = {"name": row["category"], "label": f"{row['category']} · {_share(shape, row)}", "counts": counts}
        rows.append(
            told
            | {
                "from": 0,
                "share": shape.share_of(row) or 0,
                "whole": 1,
                "y": top - LINE + 6,
                "top": top,
                "bottom": top + BAR,
            }
        )
    height = len(rows) * (LINE + BAR + GAP)
    scale = alt.Scale(domain=[height, -12], nice=False, zero=False)
    x = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    tooltip = [alt.Tooltip("name:N", title="What"), alt.Tooltip("counts:N", title="Of how many")]
    base = Drawing(pd.DataFrame(rows)).encode(
        y=alt.Y("top:Q", axis=None, scale=scale), y2=alt.Y2("bottom:Q"), tooltip=tooltip
    )
    whole = base.mark_rect(fill="#FFFFFF", stroke=QUIET, strokeWidth=0.7).encode(
        x=alt.X("whole:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False)), x2=alt.X2("from:Q")
    )
    part = base.mark_rect(fill=AMOUNT).encode(x=x, x2=alt.X2("from:Q"))
    names = Drawing(pd.DataFrame(rows)).mark_text(align="left", x=0).encode(
        y=alt.Y("y:Q", axis=None, scale=scale), text=alt.Text("label:N")
    )  # fmt: skip
    return themed((whole + part + names).properties(height=height + 12))
