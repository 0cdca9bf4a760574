"""Which days the record of demands has of each source: a bar from its first day to its last, open where weeks are
missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import altair as alt
import pandas as pd

from measures.answers import Answer
from measures.record import DAY, ENDS, JOINS, LEAVES, MONTH_NOT_OBSERVED, NOT_FULL, NOT_OBSERVED, Interval
from measures.shapes.record import Coverage, Covered
from measures.views import calendar
from measures.views.bars import MOST, Rows, colour, not_all
from measures.views.base import View, picture, subtitle
from measures.views.theme import AMOUNT, COUNTS, QUIET, Drawing
from measures.words import last_of_month, listed, month, plural, short

BAR = 16
AROUND = 68  # what the legend and the dates take of the height
KINDS = {"On record": AMOUNT, "Not yet full": COUNTS[1], "Missing": "#FFFFFF"}
# What became of a source while the record of the others went on, in the table and of how many of them in the headline.
CHANGED = {
    JOINS: ("Begins later than others.", "begins later", "begin later"),
    LEAVES: ("Ends long before the others.", "ends long before the others", "end long before the others"),
    ENDS: ("Ends before the others.", "ends before the others", "end before the others"),
}
SEE = "Which weeks are on record of whom is told on History."
FILLS = "Rows still come to what is not yet full: they are written down late, or only when what was asked is done."


def see_history(whys: Iterable[str]) -> list[str]:
    """Where to see what is on record, if one of these is why something is no point or in no average; and why that is
    not yet full."""
    of = set(whys)
    said = [SEE] if {NOT_OBSERVED, MONTH_NOT_OBSERVED, NOT_FULL, ENDS} & of else []
    return [FILLS, *said] if NOT_FULL in of else said


def comes_or_goes(name: object, what: str, when: dt.date) -> str:
    """“Health joins the record on 6 Oct 2025”."""
    return f"{name} {what} the record {on(when)}"


def on(when: dt.date) -> str:
    """On 6 Oct 2025; of the last day of a month, by which others are told no more than the month, in October 2025."""
    return f"in {month(f'{when:%Y-%m}')}" if when == last_of_month(when) else f"on {short(when)}"


def view(answer: Answer[Coverage]) -> View:
    """From when to when there are demands of each source, and where weeks are missing."""
    shape = answer.shape
    drawn = (picture(bars, shape),) if shape.whole else ()
    rows = [row(shape, source) for source in shape.sources]
    if not any(each["Bear in mind"] for each in rows):
        rows = [{heading: words for heading, words in each.items() if heading != "Bear in mind"} for each in rows]
    return View(headline(shape), about(answer), rows, note(shape), drawn, open_table=True)


def headline(shape: Coverage) -> str:
    """“6 Jan 2025 to 19 Dec 2025, of 3 sources: 1 has weeks missing, 1 begins later”."""
    if shape.whole is None:
        return "No demand is dated on a day that is part of the record"
    lack = sum(bool(source.gaps) for source in shape.sources)
    said = [f"{lack:,} {'has' if lack == 1 else 'have'} weeks missing"] if lack else []
    for what, (_, one, many) in CHANGED.items():
        number = sum(what in shape.changes(source) for source in shape.sources)
        said += [f"{number:,} {one if number == 1 else many}"] if number else []
    found = f": {', '.join(said)}" if said else ", without a gap"
    return f"Demands are on record from {_days(shape.whole)}, of {plural(shape.n, 'source')}{found}"


def about(answer: Answer[Coverage]) -> str:
    """What a bar is of, and of how many."""
    counted = sum(source.count for source in answer.shape.sources)
    return subtitle(answer, f"{plural(answer.n, 'source')}, {plural(counted, 'demand')} on record")


def note(shape: Coverage) -> str:
    """What a bar is, how many of them the picture has, and what is dated and no part of the record."""
    said = ["A bar is an agency in a place; demands that name neither have a bar of their own."]
    if any(source.gaps for source in shape.sources):
        said.append("Where it is open no demand is on record: if there is a file of these weeks, load it.")
    said += filter(None, [not_all(shape.sources, f"{MOST} that brought most")])
    if number := sum(count for source in shape.sources for *_, count in source.apart):
        said.append(
            f"{plural(number, 'demand is', 'demands are')} dated where nothing is on record: check these dates, which "
            f"the "
            "table has."
        )
    return " ".join(said)


def name(source: Covered) -> str:
    """Council in Northfield; the file, where its rows name neither."""
    place = f"in {source.place}" if source.place else ""
    whose = source.agency or ("No agency named" if source.place else source.file or "No agency or place named")
    return " ".join(filter(None, (whose, place)))


def covers(source: Covered) -> str:
    """“6 Jan 2025 to 19 Dec 2025, without 30 Mar 2025 to 29 Jun 2025”."""
    if not source.stretches:
        return "nothing"
    without = f", without {listed([_days(gap) for gap in source.gaps])}" if source.gaps else ""
    return _days(_whole(source)) + without


def row(shape: Coverage, source: Covered) -> dict[str, str]:
    """A source, the days that are on record of it, how many demands, and what to know of it."""
    known = [CHANGED[what][0] for what in shape.changes(source)]
    if source.late_from:
        known.append(f"From {short(source.late_from)} on not yet full.")
    for why, first, last, count in source.apart:
        on = short(first) if first == last else f"between {short(first)} and {short(last)}"
        known.append(f"{plural(count, 'demand is', 'demands are')} dated {on}, {why}: check the date.")
    return {
        "Source": name(source),
        "On record": covers(source),
        "Demands": f"{source.count:,}",
        "Bear in mind": " ".join(known),
    }


def _whole(source: Covered) -> Interval:
    return Interval(source.stretches[0].first, source.stretches[-1].last)


def _days(days: Interval) -> str:
    return short(days.first) if days.first == days.last else f"{short(days.first)} to {short(days.last)}"


def pieces(source: Covered) -> list[tuple[str, Interval]]:
    """The parts of a source's bar in order of time: on record, missing, and not yet full."""
    found = [("Missing", gap) for gap in source.gaps]
    for first, last in source.stretches:
        late = source.late_from
        if late is None or late > last:
            found.append(("On record", Interval(first, last)))
            continue
        if late > first:
            found.append(("On record", Interval(first, late - DAY)))
        found.append(("Not yet full", Interval(max(first, late), last)))
    return sorted(found, key=lambda piece: piece[1].first)


def bars(shape: Coverage) -> alt.TopLevelMixin:
    """A bar for each source over the time of the record, its name and number above it."""
    placed, rows = [], Rows()
    sources = [source for source in shape.sources if source.stretches][:MOST]
    whole = [_whole(source) for source in sources]
    for source in sources:
        top, bottom = rows.add(name(source), plural(source.count, "demand"), BAR)
        for kind, days in pieces(source):
            end = calendar.at(days.last + DAY)
            of = {"name": name(source), "kind": kind, "days": _days(days)}
            placed.append(of | {"from": calendar.at(days.first), "to": end, "top": top, "bottom": bottom})
    kinds = {kind: fill for kind, fill in KINDS.items() if any(piece["kind"] == kind for piece in placed)}
    rects = (
        Drawing(pd.DataFrame(placed))
        .mark_rect(stroke=QUIET, strokeWidth=0.7)
        .encode(
            x=calendar.x(
                "from",
                min(days.first for days in whole),
                max(days.last for days in whole) + DAY,
                padding=0,
                spans=True,
                grid=True,
            ),
            x2=alt.X2("to:T"),
            y=rows.y("top:Q"),
            y2=alt.Y2("bottom:Q"),
            color=colour(kinds),
            tooltip=[
                alt.Tooltip("name:N", title="Source"),
                alt.Tooltip("kind:N", title="Which"),
                alt.Tooltip("days:N", title="Days"),
            ],
        )
    )
    return rows.chart(rects, room=AROUND)
