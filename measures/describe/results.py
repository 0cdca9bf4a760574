"""Results in words: what changed, by how much, in how many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Results, Shares
from measures.shapes.results import difference, in_percent, overlap, relative, sample

if TYPE_CHECKING:
    from measures.answers import Answer


def plain_number(value: float) -> str:
    """1,500,000, 9.7, 24.1: as many decimals as were typed."""
    words = f"{value:,.10g}" if abs(value) < 1e9 else f"{value:,.0f}"
    return words.replace("-", "−")


def signed(value: float, decimals: int | None = None) -> str:
    """−13.2, +4, 0, with a minus sign that is as wide as the plus."""
    words = plain_number(abs(value)) if decimals is None else f"{abs(value):,.{decimals}f}"
    zero = not words.strip("0.,")
    return words if zero else f"{'−' if value < 0 else '+'}{words}"


def figure(value: float, unit: str | None) -> str:
    """24.1% of referrals, £1,500,000, 9.7 hours per week, 12 people."""
    unit = (unit or "").strip()
    if in_percent(unit):
        rest = _rest(unit)
        return f"{plain_number(value)}% {rest}".strip()
    if unit.startswith("£"):
        rest = unit[1:].strip()
        return f"{'−' if value < 0 else ''}£{plain_number(abs(value))} {rest}".strip()
    return f"{plain_number(value)} {unit}".strip()


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
    step, part, unit = difference(row), relative(row), (row["unit"] or "").strip()
    if in_percent(unit):
        said = f"{signed(step)} points"
    elif unit.startswith("£"):
        said = signed(step).replace("−", "−£").replace("+", "+£") if step else "£0"
        said = f"{said} {unit[1:].strip()}".strip()
    else:
        said = f"{signed(step)} {unit}".strip()
    said += f", {_per_cent(part)} per cent" if part is not None else ", no per cent of 0 or less"
    return "; ".join([said, *about(row)])


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
    row = max(pairs, key=lambda r: abs(relative(r) or 0))
    more = f", the largest of {len(pairs)} changes in per cent" if len(pairs) > 1 else ""
    return f"{row['measure']}: {figure(row['before'], row['unit'])} → {figure(row['after'], row['unit'])}{more}"


def pairs_subtitle(answer: Answer) -> str:
    """What the dots are and how to read them."""
    pairs = answer.shape.of_kind("pair")
    return (
        f"{describe.plural(len(pairs), 'figure')} with a before and an after, each with its sample. Points are after less before, where both are "
        "percentages; per cent is the difference as a part of before. Two points in time are not evidence of cause."
    )


def pairs_table(shape: Results) -> list[dict]:
    """The pairs as a table."""
    return [
        {
            "Result": r["measure"],
            "Before": figure(r["before"], r["unit"]),
            "After": figure(r["after"], r["unit"]),
            "Change": change({**r, "sample_size": None, "period": None}).split(";")[0],
            "Sample": _size(r),
            "Period": r["period"] or "not given",
            "Note": " ".join(filter(None, [r["note"], disagrees(r)])),
        }
        for r in shape.of_kind("pair")
    ]


def disagrees(row: Mapping) -> str:
    """A sentence where the sheet states a change that its own before and after do not make."""
    stated, step, part = row["change"], difference(row), relative(row)
    if stated is None or step is None:
        return ""
    near = [step, -step, *([part * 100, -part * 100] if part is not None else [])]
    if any(abs(stated - each) <= 0.051 + abs(each) * 0.005 for each in near):
        return ""
    return f"The sheet states a change of {signed(stated)}, which before and after do not make."


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
    """−28%, −£400, +3 hours a week."""
    value, unit = row["change"], (row["unit"] or "").strip()
    words = figure(abs(value), unit)
    return words if not value else f"{'−' if value < 0 else '+'}{words}"


def counts_headline(rows: Sequence[Mapping]) -> str:
    """The most frequent outcome and what it is of: “29 packages of care prevented”."""
    top = max(rows, key=lambda r: r["after"])
    return f"{top['measure']} is the most frequent of {len(rows)} outcomes: {figure(top['after'], top['unit'])}"


def counts_subtitle(rows: Sequence[Mapping]) -> str:
    """The sample, and whether the counts overlap in it."""
    row, total = rows[0], sum(r["after"] for r in rows)
    said = f"{describe.sentence_case('; '.join(about(row)))}. "
    counted = not in_percent(row["unit"]) and not (row["unit"] or "").strip().startswith("£")
    if counted and overlap(rows):
        return said + (
            f"The {len(rows)} counts come to {plain_number(total)}, more than the sample of {sample(row)}: outcomes overlap, so one "
            "person may be counted under several. They are not parts of a whole."
        )
    return said + "One person may be counted under several outcomes: they are not parts of a whole."


def counts_table(rows: Sequence[Mapping]) -> list[dict]:
    """The counts of one sample as a table, in the order of the bars."""
    return [
        {
            "Outcome": r["measure"],
            "Count": figure(r["after"], r["unit"]),
            "Sample": _size(r),
            "Period": r["period"] or "not given",
            "Note": r["note"] or "",
        }
        for r in sorted(rows, key=lambda r: -r["after"])
    ]


def of(row: Mapping) -> str:
    """42% (13 of 31)."""
    return f"{describe.percent(row['share'])} ({row['numerator']:,} of {row['denominator']:,})"


def activities(answer: Answer) -> list[dict[str, str]]:
    """Each activity, what it is counted as and how many rows have it; of each sort the most frequent first."""
    rows = sorted(answer.shape.rows, key=lambda row: (answer.measure.splits.index(row["split"]), -row["count"]))
    return [
        {"Activity": row["category"], "Counted as": answer.measure.label(row["split"]), "Rows": f"{row['count']:,}"}
        for row in rows
    ]


def shares_headline(answer: Answer, verb: str) -> str:
    """“42% of 98 referrals came within 12 months of another”, over the complete periods."""
    shape: Shares = answer.shape
    if not shape.complete:
        return f"Too early to say how many referrals {verb}"
    top, bottom = shape.total
    return f"{top:,} of {describe.plural(bottom, 'referral')} {verb}: {describe.percent(shape.share)}"


def shares_subtitle(answer: Answer) -> str:
    """Which periods, how many referrals, which are left out of the headline."""
    shape: Shares = answer.shape
    periods, complete = shape.placed, shape.complete
    said = f"{answer.measure.title}, {periods[0]['period']} to {periods[-1]['period']}, by calendar period. "
    said += f"n = {describe.plural(shape.n, 'referral')}"
    if len(complete) < len(periods):
        said += f"; the headline is of the {sum(r['denominator'] for r in complete):,} in complete periods"
    said += "."
    if shape.unplaced:
        said += f" {describe.plural(shape.unplaced, 'referral')} without a date cannot be placed."
    return said


def shares_note(answer: Answer, shown: int) -> str:
    """What a hollow dot means, and that older periods are in the table."""
    shape: Shares = answer.shape
    said = []
    if len(shape.complete) < len(shape.placed):
        said.append(f"Hollow dots are {answer.measure.label('incomplete')}.")
    if len(shape.placed) > shown:
        said.append(f"The latest {shown} periods are drawn; the table has all {len(shape.placed)}.")
    return " ".join(said)
