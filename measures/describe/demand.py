"""Demand in words: value and failure, types, what comes back, how long people wait, what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures import describe
from measures.shapes import Classified, Days, Effort, Listing, Recurrence, share
from measures.shapes.demand import (
    CLASSIFIED,
    FAILURE,
    FEWEST,
    RECURS_IN,
    UNCLASSIFIED,
    UNSURE,
    VALUE,
    WEEKS,
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


# -- Types


def types_headline(answer: Answer) -> str:
    """How much of demand the most frequent types make: “10 of 33 types make half of all demand”."""
    totals = [r["total"] for r in answer.shape.table() if r["category"] is not None]
    if not totals:
        return "No demand has a type yet"
    reached, few = 0, 0
    while reached * 2 < sum(totals):
        reached += totals[few]
        few += 1
    if len(totals) == 1:
        return "One type of demand"
    return f"{few:,} of {len(totals):,} types {'makes' if few == 1 else 'make'} half of all demand that has a type"


def types_note(shape: Classified, shown: int) -> str:
    """How many types the picture has, and how many demands have none."""
    types, untyped = len(shape.order), shape.unplaced
    said = f"The picture has the {shown} most frequent; the table has all." if shown < types else ""
    none = f"{describe.plural(untyped, 'demand')} not yet typed." if untyped else ""
    return " ".join(filter(None, [said, none]))


def kinds_table(answer: Answer) -> list[dict]:
    """A row for each category: how many demands, and of which kind."""
    heading = describe.sentence_case(answer.measure.category)
    return [
        {
            heading: str(answer.measure.label(r["category"])),
            "Demands": f"{r['total']:,}",
            **{words: f"{r[kind]:,}" for kind, words in _KINDS.items()},
        }
        for r in answer.shape.table()
    ]


_KINDS = {FAILURE: "Failure", VALUE: "Value", UNSURE: "Not sure", UNCLASSIFIED: "Not yet classified"}


def said_words(kind: str) -> str:
    """A kind of demand as a person reads it."""
    return _KINDS[kind]


def recurrence_headline(answer: Answer) -> str:
    """“23 of 33 types are predictable”, or that it is too early."""
    shape: Recurrence = answer.shape
    types, weeks = len(shape.order), len(shape.weeks)
    if not types:
        return "No demand has a type yet, so nothing can be said of what comes again"
    if shape.too_early:
        on_record = f"{describe.plural(weeks, 'whole week')} on record"
        return f"Too early to say what is predictable: {on_record}, and it takes {WEEKS}"
    count = len(shape.predictable)
    return f"{count:,} of {describe.plural(types, 'type')} {_is(count)} predictable"


def recurrence_note(shape: Recurrence, shown: int) -> str:
    """The rule, and how many types the picture has."""
    said = (
        f"Predictable: seen in {RECURS_IN} or more of the last {WEEKS} weeks on record. The last week is on the right."
    )
    return said + (f" The picture has the first {shown}; the table has all." if shown < len(shape.order) else "")


def recurrence_table(shape: Recurrence) -> list[dict]:
    """Each type, the weeks it was seen in, and what that says."""
    return [
        {
            "Type": name,
            "Weeks seen": f"{shape.seen(name)} of {len(shape.weeks)}",
            "So it is": shape.says(name),
            "Demands in these weeks": f"{sum(shape.count(name, week) for week in shape.weeks):,}",
        }
        for name in shape.order
    ]


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


def days_headline(answer: Answer) -> str:
    """“Half were done within 3 days, nine of ten within 28”, with those still open."""
    shape: Days = answer.shape
    if not shape.total:
        return "No demand has a day on which it was resolved"
    half, most = shape.at(0.5), shape.at(0.9)
    if half == most:
        return f"Nine of ten were done {_within(most)}"
    return f"Half were done {_within(half)}, nine of ten {_within(most)}"


def _within(days: int) -> str:
    return "on the same day" if days == 0 else f"within {describe.plural(days, 'day')}"


def days_note(shape: Days) -> str:
    """How many are done and still open, and the longest."""
    if not shape.total:
        return ""
    still = f" {shape.unplaced:,} are still open: they are in no figure." if shape.unplaced else " None is still open."
    return f"{shape.total:,} are done, the longest after {describe.plural(shape.longest, 'day')}.{still}"


SPANS = (
    (0, 0, "Same day"),
    (1, 7, "1 to 7 days"),
    (8, 14, "8 to 14 days"),
    (15, 28, "15 to 28 days"),
    (29, 56, "29 to 56 days"),
)


def spans(shape: Days) -> list[tuple[str, int, bool]]:
    """How many were done within each span of days; then those still open, apart. Each with whether it is done."""
    found = [
        (words, shape.within(last) - (shape.within(first - 1) if first else 0), True) for first, last, words in SPANS
    ]
    found.append((f"More than {SPANS[-1][1]} days", shape.total - shape.within(SPANS[-1][1]), True))
    return [*found, ("Still open", shape.unplaced, False)]


def spans_table(shape: Days) -> list[dict]:
    """The spans as a table."""
    return [{"From asking to done": words, "Demands": f"{count:,}"} for words, count, _ in spans(shape)]


# -- Causes


def origins_headline(answer: Answer) -> str:
    """Where most failure demand begins."""
    shape: Effort = answer.shape
    known = [name for name in shape.names if name is not None]
    if not known:
        return "Nobody has recorded where failure demand begins"
    return f"{shape.count(known[0]):,} of {describe.plural(shape.n, 'failure demand')} began in one agency: {known[0]}"


def origins_note(shape: Effort) -> str:
    """How many have no origin, and the coverage of minutes."""
    none = f"{shape.count(None):,} without a recorded origin. " if shape.count(None) else ""
    return f"{none}Minutes are recorded for {describe.percent(shape.coverage())} of these demands."


def origins_table(answer: Answer) -> list[dict]:
    """Each agency's count and minutes, and of how many the minutes are known."""
    shape: Effort = answer.shape
    return [
        {
            "Agency": str(answer.measure.label(name)),
            "Failure demands": f"{shape.count(name):,}",
            "Minutes": _minutes(shape.minutes(name)),
            "Minutes recorded for": f"{shape.timed(name):,}",
        }
        for name in shape.names
    ]


def conditions_headline(answer: Answer) -> str:
    """The system condition named most often."""
    shape: Classified = answer.shape
    if not shape.order:
        return "Nobody has named a system condition yet"
    return f"{shape.order[0]} is named most: {shape.count(shape.order[0]):,} of {describe.plural(shape.total, 'time')}"


def conditions_note(shape: Classified) -> str:
    """How many failure demands have no named cause."""
    return f"{describe.plural(shape.unplaced, 'failure demand')} for which none is named." if shape.unplaced else ""


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
                    None, [describe.value(r["received"]), _KINDS[r["said"]], r["type"] or "Not yet typed", r["agency"]]
                )
            ),
        }
        for r in rows
    ]
