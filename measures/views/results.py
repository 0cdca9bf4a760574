"""How results are shown: before and after as paired dots, counts as bars, and the rest as it was given. Every label is
written out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.leading import NAMED, apart, leaders
from measures.plurals import of_one
from measures.shapes.results import (
    Results,
    contradicts,
    difference,
    in_percent,
    made_change,
    of_people,
    overlap,
    relative,
    sample,
)
from measures.views.base import View, picture
from measures.views.theme import AFTER, BEFORE, QUIET, Drawing, themed
from measures.words import few_digits, listed, plain_number, plural, sentence_case, signed

OTHER_POUNDS = (
    "Pounds are as they were typed, in the prices of their own years: of years apart, prices alone make a difference, "
    "so type both sides in the prices of one year, and say which in the note."
)
WRAP = 44  # letters of a label in a line: what a telephone has room for
LINE, MARK = 19, 40
# Streamlit fits axis and padding into the height: without room for them the lines of words would touch.
AXIS, UNIT, EDGES = 28, 20, 12


def view(answer: Answer[Results]) -> View:
    """The first of its parts."""
    return parts(answer)[0]


def parts(answer: Answer[Results]) -> list[View]:
    """Before and after, counts of outcomes, and figures as they were given: those that there are.

    Before and after have a picture for each unit, since 12 hours and 12% have no scale in common; counts, one for each
    sample.
    """
    shape = answer.shape
    found = []
    if units := shape.pairs_by_unit():
        drawn = tuple(picture(pairs, rows) for rows in units.values())
        note = " ".join(f"{row['measure']}: {said}" for row in shape.of_kind("pair") if (said := disagrees(row)))
        note = f"{pairs_note(answer)} {note}".strip()
        found.append(View(pairs_headline(answer), pairs_subtitle(answer), pairs_table(shape), note, drawn))
    for rows in shape.counts_by_sample().values():
        if len(rows) > 1:
            drawn = (picture(counts, rows),) if has_unit(rows) else ()  # else who knows that they share a scale
            of = counts_headline(rows), counts_subtitle(rows), counts_table(rows)
            found.append(View(*of, pictures=drawn, open_table=not drawn))
    if given := as_given(shape):
        about = "Without both a before and an after, nothing more can be worked out from these. Ask for both."
        rows = [{"Result": what, "As it was given": words} for what, words in given]
        found.append(View("Figures as they were given", about, rows, open_table=True))
    return found


# -- Words


def figure(value: float | None, unit: str | None) -> str:
    """24.1% of referrals, £1,500,000, 9.7 hours per week, 12 people."""
    if value is None:
        return "not given"
    unit = (unit or "").strip()
    if in_percent(unit):
        rest = _rest(unit)
        return f"{plain_number(value)}% {rest}".strip()
    if unit.startswith("£"):
        rest = unit[1:].strip()
        return f"{'−' if value < 0 else ''}£{plain_number(abs(value))} {rest}".strip()
    return f"{plain_number(value)} {of_one(unit) if value in (1, -1) else unit}".strip()


def _rest(unit: str) -> str:
    """What a percentage is of: “of referrals”."""
    return re.sub(r"^(%|per cent|percent)\s*", "", unit, flags=re.IGNORECASE)


def brief(value: float, unit: str | None) -> str:
    """A figure for a label that has no room for its unit, which `named` has: 24.1%, £1,500, 9.7."""
    unit = (unit or "").strip()
    return figure(value, "%" if in_percent(unit) else "£" if unit.startswith("£") else "")


def named(row: Mapping) -> str:
    """Average package, hours per week: what was measured, with its unit."""
    unit = (row["unit"] or "").strip()
    rest = _rest(unit) if in_percent(unit) else unit[1:].strip() if unit.startswith("£") else unit
    return f"{row['measure']}, {rest}" if rest else row["measure"]


def change(row: Mapping) -> str:
    """“−13.2 points, −54.8 per cent; sample 250”: by how much a pair changed, each kind of change named."""
    part, said = relative(row), _in_its_unit(row)
    said += f", {_per_cent(part)} per cent" if part is not None else ", no per cent of 0 or less"
    return "; ".join([said, *about(row)])


def _in_its_unit(row: Mapping) -> str:
    """−13.2 points; −2.3 hours per week."""
    unit = row["unit"]
    return step(difference(row) or 0.0, "points" if in_percent(unit) else unit)


def step(value: float, unit: str | None, decimals: int | None = None) -> str:
    """A figure of a change: −13.2%, +£400 a week, −3 hours."""
    said = signed(value) if decimals is None else signed(value, decimals)
    unit = (unit or "").strip()
    if in_percent(unit):
        return f"{said}%"
    if unit.startswith("£"):
        return f"{said.replace('−', '−£').replace('+', '+£') if value else '£0'} {unit[1:].strip()}".strip()
    return f"{said} {of_one(unit) if said in ('+1', '−1') else unit}".strip()


def _per_cent(part: float) -> str:
    """−54.8; never −100.0 for what is not all, nor 0.0 for what is not nothing."""
    if part in (0, -1):
        return signed(part * 100)
    if abs(part) < 0.0005 or -1 < part <= -0.9995:
        return "less than ±0.1" if abs(part) < 0.0005 else "more than −99.9"
    return signed(part * 100, 1)


def about(row: Mapping) -> list[str]:
    """The sample and the period of a figure, where they were given; a sample that was not is said."""
    size = sample(row)
    said = [f"sample {size}" if size else "sample size not given"]
    return [*said, str(row["period"])] if row["period"] else said


def pairs_headline(answer: Answer) -> str:
    """The greatest change in per cent, with its points: “Referrals that led to a package: 24.1% → 10.9%”."""
    pairs = answer.shape.of_kind("pair")
    changes = [abs(relative(pair) or 0) for pair in pairs]
    row, *others = (pair for pair, size in zip(pairs, changes, strict=True) if size == max(changes))
    said = sum(relative(pair) is not None for pair in pairs)  # from 0 or less there is no per cent
    more = f", the largest of {said:,} changes in per cent" if said > 1 else ""
    if others:
        more = f", and {len(others):,} more of {said:,} changed as much in per cent"
    if not relative(row):
        more = ""
    return f"{row['measure']}: {figure(row['before'], row['unit'])} → {figure(row['after'], row['unit'])}{more}"


def pairs_subtitle(answer: Answer) -> str:
    """What the dots are."""
    figures = plural(len(answer.shape.of_kind("pair")), "figure")
    return f"{figures} with a before and an after, each with its sample. Two points in time are not evidence of cause."


def pairs_note(answer: Answer) -> str:
    """How the dots are read."""
    money = any((row["unit"] or "").strip().startswith("£") for row in answer.shape.of_kind("pair"))
    return (
        "Points are after less before, where both are percentages; per cent is the difference as a part of before."
        + (f" {OTHER_POUNDS}" if money else "")
    )


def pairs_table(shape: Results) -> list[dict]:
    """The pairs as a table."""
    return [
        {
            "Result": r["measure"],
            "Before": figure(r["before"], r["unit"]),
            "After": figure(r["after"], r["unit"]),
            "Change": _in_its_unit(r),
            "Change, per cent of before": "none: before is 0 or less"
            if relative(r) is None
            else _per_cent(relative(r) or 0),
            "Sample": _size(r),
            "Period": r["period"] or "not given",
            "Note": " ".join(filter(None, [r["note"], disagrees(r)])),
        }
        for r in shape.of_kind("pair")
    ]


def disagrees(row: Mapping) -> str:
    """A sentence where the sheet states a change that its own before and after do not make."""
    if not contradicts(row):
        return ""
    unit = "%" if row["change_per_cent"] else row["unit"]
    made = step(few_digits(made_change(row) or 0.0), unit)
    return (
        f"the sheet states a change of {step(row['change'], unit)}, and its before and after make {made}. "
        "Check which is right: the two may stand the wrong way round."
    )


def _size(row: Mapping) -> str:
    return sample(row) or "not given"


def as_given(shape: Results) -> list[tuple[str, str]]:
    """Figures that stand alone, as they were given: a change without its before and after, or a figure of its own.

    Each is what was measured, and the rest of what the sheet says of it.
    """
    alone = [rows[0] for rows in shape.counts_by_sample().values() if len(rows) == 1]
    rows = [r for r in shape.rows if r in alone or r in shape.of_kind("change") or r in shape.of_kind("before")]
    return [(r["measure"], ". ".join(filter(None, ["; ".join([given(r), *about(r)]), r["note"]]))) for r in rows]


def given(row: Mapping) -> str:
    """Changed by −28%; £1,500,000; before 12 hours, after not given."""
    if row["change"] is not None:
        return f"changed by {figure_of_change(row)}"
    if row["after"] is not None:
        return figure(row["after"], row["unit"])
    return f"before {figure(row['before'], row['unit'])}, after not given"


def figure_of_change(row: Mapping) -> str:
    """−28%, −£400, +3 hours a week. What is per cent of before is that whatever the unit."""
    value = row["change"]
    words = figure(abs(value), "%" if row["change_per_cent"] else row["unit"])
    return words if not value else f"{'−' if value < 0 else '+'}{words}"


def has_unit(rows: Sequence[Mapping]) -> bool:
    """Whether figures that belong together have a unit: of those without one nobody knows that it is the same."""
    return bool((rows[0]["unit"] or "").strip())


def counts_headline(rows: Sequence[Mapping]) -> str:
    """The most frequent outcome of people: “Packages of care prevented is the most frequent of 7 outcomes: 29
    people”, or those that may be by chance; of other units the largest figure. Without a unit none is."""
    if not has_unit(rows):
        return f"{len(rows)} figures whose unit nobody wrote down"
    of_each = {n: row["after"] for n, row in enumerate(rows)}
    people = of_people(rows[0]["unit"])
    most = (
        leaders(of_each, of_each.__getitem__)
        if people
        else [n for n, of in of_each.items() if of == max(of_each.values())]
    )
    if not most:
        return f"{plural(len(rows), 'outcome')}, none of which anybody has"
    if len(most) > NAMED:
        return f"None of {len(rows)} {'outcomes stands out as the most frequent' if people else 'figures is the largest alone'}"
    tops = [rows[n] for n in most]
    if len(tops) == 1:
        rank = f" is the most frequent of {len(rows)} outcomes: " if people else ": "
        largest = "" if people else f", the largest of {len(rows)} figures"
        return f"{tops[0]['measure']}{rank}{figure(tops[0]['after'], tops[0]['unit'])}{largest}"
    said = listed([f"{row['measure']}: {figure(row['after'], row['unit'])}" for row in tops])
    return (
        f"{said}{apart([row['after'] for row in tops], ', ')}"
        if people
        else f"{said}, the largest of {len(rows)} figures"
    )


def counts_subtitle(rows: Sequence[Mapping]) -> str:
    """The sample, and whether the counts overlap in it."""
    row, total = rows[0], sum(r["after"] for r in rows)
    said = f"{sentence_case('; '.join(about(row)))}. "
    if not has_unit(rows):
        return f"{said}They may be people, days or pounds, so they are not compared. Fill in “Unit”, such as people."
    if not of_people(row["unit"]):
        return f"{said}Figures of one unit, each by itself: nothing says that they add up."
    if overlap(rows):
        return said + (
            f"The {len(rows)} counts come to {figure(total, row['unit'])}, more than the sample of {sample(row)}: "
            f"outcomes "
            "overlap, so one person may be counted under several. They are not parts of a whole."
        )
    return said + "One person may be counted under several outcomes: they are not parts of a whole."


def counts_table(rows: Sequence[Mapping]) -> list[dict]:
    """The counts of one sample as a table, in the order of the bars."""
    what, amount = ("Outcome", "Count") if of_people(rows[0]["unit"]) else ("Result", "Figure")
    return [
        {
            what: r["measure"],
            amount: figure(r["after"], r["unit"]),
            "Sample": _size(r),
            "Period": r["period"] or "not given",
            "Note": r["note"] or "",
        }
        for r in sorted(rows, key=lambda r: -r["after"])
    ]


# -- Pictures


def pairs(rows: Sequence[Mapping]) -> alt.TopLevelMixin:
    """A row for each pair of one unit: what it is and by how much it changed in words, then a hollow dot and a full
    one."""
    most = max(max(abs(r["before"]), abs(r["after"])) for r in rows) or 1
    least = min(0, *(min(r["before"], r["after"]) for r in rows))
    placed, labels, height = [], [], 0
    for i, r in enumerate(rows):
        title = textwrap.wrap(named(r), WRAP)
        lines = [*title, *textwrap.wrap(change(r), WRAP + 4)]
        for n, line in enumerate(lines):
            labels.append({"y": height + LINE * n, "label": line, "bold": n < len(title)})
        y = height + LINE * len(lines) + MARK / 2 - 4
        height = int(y + MARK / 2 + 18)
        left = r["before"] <= r["after"]
        told = {"measure": r["measure"], "change": change(r), "y": y, "row": i}
        for when, value, to_left in (("before", r["before"], left), ("after", r["after"], not left)):
            placed.append(
                {
                    **told,
                    "when": when,
                    "value": value,
                    "label": f"{when} {brief(value, r['unit'])}",
                    "figure": f"{when} {figure(value, r['unit'])}",
                    "left": to_left,
                }
            )
    frame = pd.DataFrame(placed)
    # Room at both sides for the labels of dots that lie at an end.
    wide, unit = most - least, (rows[0]["unit"] or "").strip() or None
    axis = alt.Axis(
        values=sorted({least, 0, most}), title=unit, grid=False, domain=False, labelExpr="format(datum.value, ',~f')"
    )
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[least - wide * 0.45, most + wide * 0.45], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -10], nice=False))
    base = Drawing(frame).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("measure:N", title="Result"),
            alt.Tooltip("figure:N", title="Figure"),
            alt.Tooltip("change:N", title="Change"),
        ],
    )
    joined = base.mark_line(color=QUIET, strokeWidth=2).encode(detail=alt.Detail("row:N"), order=alt.Order("value:Q"))
    dots = base.mark_point(shape="circle", size=150, strokeWidth=2.5, filled=False, opacity=1).encode(
        stroke=alt.Stroke("when:N", scale=alt.Scale(domain=["before", "after"], range=[BEFORE, AFTER]), legend=None),
        fill=alt.Fill("when:N", scale=alt.Scale(domain=["before", "after"], range=["#FFFFFF", AFTER]), legend=None),
    )
    figures = [
        base.transform_filter(alt.datum.left == to_left)
        .mark_text(align="right" if to_left else "left", dx=-12 if to_left else 12)
        .encode(text=alt.Text("label:N"))
        for to_left in (True, False)
    ]
    return themed(
        alt.layer(_written(labels, y), joined, dots, *figures).properties(
            height=height + 10 + AXIS + (UNIT if unit else 0) + EDGES
        )
    )


def counts(rows: Sequence[Mapping]) -> alt.TopLevelMixin:
    """A bar for each count, longest first, what it is above it and the count with its unit at its end."""
    rows = sorted(rows, key=lambda r: -r["after"])
    placed, labels, height = [], [], 0
    for r in rows:
        lines = textwrap.wrap(r["measure"], WRAP)
        labels += [{"y": height + LINE * n, "label": line, "bold": False} for n, line in enumerate(lines)]
        y = height + LINE * len(lines) + 4
        height = y + 32
        placed.append({"measure": r["measure"], "y": y, "count": r["after"], "label": figure(r["after"], r["unit"])})
    most = max([r["after"] for r in rows if r["after"] > 0], default=1)
    # Longer figures need more room at the end of the longest bar.
    room = 1 + min(0.6, 0.035 * max(len(p["label"]) for p in placed))
    x = alt.X("count:Q", axis=None, scale=alt.Scale(domain=[min(0, *(p["count"] for p in placed)), most * room]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -10], nice=False))
    base = Drawing(pd.DataFrame(placed)).encode(
        x=x,
        y=y,
        tooltip=[alt.Tooltip("measure:N", title="Outcome"), alt.Tooltip("label:N", title="Count")],
    )
    bars = base.mark_bar(orient="horizontal", height=16, color=AFTER).encode(x2=alt.datum(0))
    figures = base.mark_text(align="left", dx=6, fontWeight="bold").encode(text=alt.Text("label:N"))
    return themed(alt.layer(_written(labels, y), bars, figures).properties(height=height + 10 + EDGES))


def _written(labels: Sequence[dict], y: alt.Y) -> alt.LayerChart:
    """Lines of words at the left edge. They are above what they name, so that no telephone cuts them."""
    base = Drawing(pd.DataFrame(labels)).encode(y=y, text=alt.Text("label:N"))
    return alt.LayerChart(
        layer=[
            base.transform_filter(alt.datum.bold).mark_text(align="left", x=0, fontWeight="bold"),
            base.transform_filter(~alt.datum.bold).mark_text(align="left", x=0),
        ]
    )
