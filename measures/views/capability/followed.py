"""Many charts on one page, in words: in which order, what each asks, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from measures import spc
from measures.over_time import Drawn, Followed
from measures.views.base import FEWEST_POINTS
from measures.views.capability import chart, signals, words
from measures.words import listed, plural, sentence_case

EVERYWHERE = "all localities"


def asked(drawn: Drawn) -> str:
    """The question that a chart asks, with what it asks it of; blank of one that asks none."""
    found, asks, question = signals.headline(drawn, drawn.every).partition(": ask ") if drawn.n else ("", "", "")
    if not asks:
        return ""
    late, whether, rest = question.partition("whether all of it is written down yet, and ")
    found = found.partition(signals.LIKE_A_STEP)[0]
    said = found if found[:3] in words.month_abbr else found[:1].lower() + found[1:]
    return f"{said}. {f'Is all of it written down yet, and {rest}' if whether else sentence_case(late)}?"


def is_answered(drawn: Drawn) -> bool:
    """Whether somebody has noted what happened at a point that the chart asks about."""
    start, end = drawn.edges[-1]
    signals = {i for i in range(start, end) if drawn.chart.points[i].rules}
    return any(at in signals for at, _ in drawn.notes)


def distance(drawn: Drawn) -> float:
    """How far the stretch that is going on now moved, in standard errors of its noise."""
    return spc.distance(drawn.values[slice(*drawn.edges[-1])], drawn.chart.stretches[-1]) if drawn.n else 0.0


def in_order(charts: Sequence[Followed]) -> list[Followed]:
    """Those that ask a question first, that which moved furthest before others; then the rest, as they are declared."""
    asks = {each.key for each in charts if asked(each.drawn)}
    return sorted(charts, key=lambda each: -distance(each.drawn) if each.key in asks else 1)


def name(each: Followed) -> str:
    """What a chart among others is called: its measure, what a point is, and its place; all localities, where others
    have one."""
    title = each.title.replace(f" per {each.every}", "")
    by = (
        f" by {each.every}" if each.every and each.every != "point" else ""
    )  # of one point nobody knows how often it comes
    return ", ".join(filter(None, (f"{title}{by}", each.place)))


def finding(each: Followed) -> str:
    """What a chart says, and in what it is."""
    units = [unit for unit in each.drawn.units if unit]
    unit = f" In {listed(units)}." if each.drawn.n and units else ""
    return f"{signals.headline(each.drawn, each.every)}.{unit}"


def is_drawn(each: Followed) -> bool:
    """Whether there is anything to see: of one or two points, and of points that are all the same, the sentence says
    it."""
    return each.drawn.n >= FEWEST_POINTS and len({*each.drawn.values}) > 1


def overview(charts: Sequence[Followed], locality: str | None, whole: str = EVERYWHERE) -> str:
    """How many charts there are, how many of them ask something, and of where they are: of one locality, or of the
    `whole`."""
    asks = sum(bool(asked(each.drawn)) for each in charts)
    elsewhere = sum(each.place is None for each in charts) if locality else 0
    said = (
        f"{plural(len(charts), 'chart')} of {locality or whole}, {f'{asks:,}' if asks else 'none'} of which "
        f"{'ask' if asks > 1 else 'asks'} what changed."
    )
    return said + (f" {elsewhere:,} of them cannot be told apart by locality and are of all." if elsewhere else "")


@dataclass(frozen=True)
class Little:
    """A chart among others as a page shows it: what it is called, what its own page is opened with, what it says,
    and where there is anything to see, its picture and what that says in words."""

    name: str
    chosen: Mapping[str, str]
    finding: str
    alt: str
    picture: dict | None


def littles(charts: Sequence[Followed], picture: Callable[..., dict]) -> list[Little]:
    """The charts in little, those that ask a question first; `picture(draw, *of)` has each drawn."""
    return [
        Little(
            name(each),
            each.chosen,
            finding(each),
            alt(each),
            picture(chart.little, each.drawn) if is_drawn(each) else None,
        )
        for each in in_order(charts)
    ]


SIDE_BY_SIDE = (
    "Localities side by side, from A to Z, each with its own mean and limits, and all on the same scale. Other places "
    "have other people and other demands: this is for asking what is done otherwise, and no ranking."
)


def of_place(each: Followed) -> str:
    """What the chart of one place among others says, and of how many points."""
    return f"{signals.headline(each.drawn, each.every)}. n = {plural(each.drawn.n, each.every)}."


def alt(each: Followed) -> str:
    """What a small chart says to somebody who does not see it."""
    return (
        f"{signals.headline(each.drawn, each.every)}. {words.subtitle(each.drawn, each.every, name(each))} Its own "
        f"page has its table."
    )
