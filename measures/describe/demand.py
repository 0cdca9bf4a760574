"""Demand in words: value and failure, types, what comes back, how long people wait, what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Classified, Effort, Listing, share
from measures.shapes.demand import (
    CLASSIFIED,
    FAILURE,
    FEWEST,
    IN_WORDS,
    UNCLASSIFIED,
    UNSURE,
    VALUE,
)
from measures.shapes.listing import MOST
from measures.words import month

if TYPE_CHECKING:
    from measures.answers import Answer

LEARNING = (
    "Failure demand is what people ask for because something was not done, or not done right, for them. It is for "
    "learning where to look, never a target."
)


def months(answer: Answer) -> str:
    """The months that were asked for, or all of them."""
    since, until = (answer.filters.get(name) for name in ("since", "until"))
    if since and until:
        return month(since) if since == until else f"{month(since)} to {month(until)}"
    return f"from {month(since)}" if since else f"up to {month(until)}" if until else "all months"


def subtitle(answer: Answer, counted: str = "") -> str:
    """What is counted, where, of whom, when, and how many."""
    where = [str(answer.filters[name]) for name in ("locality", "agency") if answer.filters.get(name)]
    where = where or ["all localities and agencies"]
    counted = counted or describe.plural(answer.n, answer.measure.counts.removesuffix("s"), answer.measure.counts)
    return f"{answer.measure.title}, {', '.join([*where, months(answer)])}. n = {counted}."


def hours(minutes: float | None) -> str:
    """Minutes as hours: 1,259 hours; 40 minutes below two hours."""
    if minutes is None:
        return "no minutes recorded"
    if minutes < 120:
        return describe.plural(round(minutes), "minute")
    return f"{minutes / 60:,.0f} hours"


# -- Value and failure


def failure_headline(answer: Answer) -> str:
    """“39% of demand is failure demand”, or the counts where there are too few."""
    shape: Classified = answer.shape
    part = shape.failure_share()
    if part is not None:
        return f"{describe.percent(part)} of demand is failure demand"
    if not shape.classified():
        return "No demand is classified yet"
    failure = shape.of_kind(FAILURE)
    return f"{failure:,} of {describe.plural(shape.classified(), 'classified demand')} {_is(failure)} failure demand"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def beside(shape: Classified) -> str:
    """What is in the share, and what is shown beside and is not."""
    said = f"{shape.of_kind(FAILURE):,} failure and {shape.of_kind(VALUE):,} value."
    rest = [
        f"{shape.of_kind(kind):,} {words}"
        for kind, words in ((UNSURE, "not sure"), (UNCLASSIFIED, "not yet classified"))
        if shape.of_kind(kind)
    ]
    said += f" Beside them, in no share: {describe.listed(rest)}." if rest else " All demands are classified."
    return said + (_FEW if shape.classified() < FEWEST else "")


_FEW = f" Fewer than {FEWEST}: counts, no per cent."


def capacity_headline(answer: Answer) -> str:
    """“Failure takes 51% of the minutes”, or the minutes where too few are known."""
    shape: Effort = answer.shape
    part = shape.failure_share()
    if part is not None:
        return f"Failure takes {describe.percent(part)} of the minutes"
    failure, value = shape.minutes(..., (FAILURE,)), shape.minutes(..., (VALUE,))
    if failure is None and value is None:
        return "No minutes are recorded of classified demand"
    return f"{hours(failure or 0)} of {hours((failure or 0) + (value or 0))} went into failure demand"


def coverage(shape: Effort) -> str:
    """Of how many demands the minutes are known."""
    timed, count = shape.timed(..., CLASSIFIED), shape.count(..., CLASSIFIED)
    known = [shape.minutes(..., (kind,)) for kind in (FAILURE, VALUE)]
    said = (
        f"{hours(known[0] or 0)} on failure and {hours(known[1] or 0)} on value. "
        if any(k is not None for k in known)
        else ""
    )
    said += (
        f"Minutes recorded for {describe.percent(shape.coverage(..., CLASSIFIED))} of these ({timed:,} of {count:,})."
    )
    return said + (_FEW if timed < FEWEST else "")


def by_month(shape: Classified) -> list[dict]:
    """The counts of each month as a table. A share of too few is not said."""
    return [
        {
            "Month": month(str(r["category"])),
            "Failure": f"{r[FAILURE]:,}",
            "Value": f"{r[VALUE]:,}",
            "Failure share": _share(r["share"], r[FAILURE] + r[VALUE]),
            "Not sure": f"{r[UNSURE]:,}",
            "Not yet classified": f"{r[UNCLASSIFIED]:,}",
        }
        for r in shape.table()
    ]


def minutes_by_month(shape: Effort) -> list[dict]:
    """The minutes of each month as a table, with their coverage."""
    return [
        {
            "Month": month(str(name)),
            "Failure minutes": _minutes(shape.minutes(name, (FAILURE,))),
            "Value minutes": _minutes(shape.minutes(name, (VALUE,))),
            "Failure share": _share(shape.failure_share(name), shape.timed(name, CLASSIFIED)),
            "Minutes recorded for": _share(shape.coverage(name, CLASSIFIED), FEWEST),
        }
        for name in shape.names
    ]


def _share(part: float | None, of: float) -> str:
    return describe.percent(part) if part is not None else f"fewer than {FEWEST}" if of else "no data"


def _minutes(value: float | None) -> str:
    return "none recorded" if value is None else f"{value:,.0f}"


# -- Resolved, and how long it took


def resolved_headline(answer: Answer) -> str:
    """“50% were resolved the first time”, or the counts where there are too few."""
    first = sum(r["numerator"] for r in answer.shape.placed)
    known = answer.shape.n
    if not known:
        return "Nobody has recorded what was resolved the first time"
    if known < FEWEST:
        return (
            f"{first:,} of {describe.plural(known, 'demand')} {'was' if first == 1 else 'were'} resolved the first time"
        )
    return f"{describe.percent(share(first, known))} were resolved the first time"


def resolved_note(answer: Answer) -> str:
    """What is in the share, and what is not known."""
    shape = answer.shape
    first = sum(r["numerator"] for r in shape.placed)
    unknown = f" Of {shape.unplaced:,} more it is not known: they are in no share." if shape.unplaced else ""
    return f"{first:,} of {shape.n:,} with a known answer.{unknown}" + (_FEW if shape.n < FEWEST else "")


def resolved_table(answer: Answer) -> list[dict]:
    """The counts of each month."""
    return [
        {
            "Month": month(r["period"]),
            "Resolved first time": f"{r['numerator']:,}",
            "Answer known": f"{r['denominator']:,}",
            "Share": _share(r["share"] if r["complete"] else None, r["denominator"]),
        }
        for r in answer.shape.placed
    ]


# -- Words


def words_found(answer: Answer) -> str:
    """How many there are, and how many of them are shown."""
    shape: Listing = answer.shape
    if not shape.rows:
        return "No demand has these words. Try fewer words, or another type."
    shown = f"the newest {MOST} are shown" if shape.n > len(shape.rows) else "newest first"
    return f"{describe.plural(shape.n, 'demand')}, {shown}."


def words_table(rows: Sequence[dict]) -> list[dict]:
    """Each demand: what the person asked, and what is known of it."""
    return [
        {
            "What the person asked": f"“{r['words']}”",
            "When, and what it is": " · ".join(
                filter(
                    None,
                    [describe.value(r["received"]), IN_WORDS[r["said"]], r["type"] or "Not yet typed", r["agency"]],
                )
            ),
        }
        for r in rows
    ]
