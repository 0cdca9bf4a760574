"""The steering pack: a release as pages for a meeting, in the order of a story. Nothing is asked for it: what is in
no release is in no pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from measures.board import PRINCIPLES
from measures.catalogue import MEASURES
from measures.export.native import PALE, Chart, Kind, Native, Series, figure, told
from measures.export.story import Pack, Page
from measures.releases import words as say
from measures.releases.release import Board, Release
from measures.views import theme
from measures.views.bars import MOST
from measures.views.base import FEWEST_POINTS
from measures.views.board.panels import Band, Panel
from measures.views.board.words import NOTHING_TO_SHOW
from measures.views.theme import AMOUNT, DEMAND_COLOURS, INK, TIER_COLOURS
from measures.words import day

Rows = Sequence[Mapping[str, object]]
ASK, NOTHING_MOVED, NOTHING_TO_ASK = (
    "To ask",
    "No headline differs from those of the release before.",
    "Nothing asks to be explained.",
)
FIRST = "This is the first release: there is none to compare it with."
OUTER = ("Statement", "Scale", "Change")  # columns of ratings that are no date


def pack(release: Release, before: Release | None = None, area: str | None = None) -> Pack:
    """The pages of a release, or of one of its areas; `before` is the one that it followed. Raises ValueError for an
    area that it has not, and for a release that is not as it was published."""
    if not release.is_whole:
        raise ValueError(say.DAMAGED)
    if area is not None and area not in release.areas:
        raise ValueError(f"The release has no board of {area}.")
    board = release.board if area is None else release.areas[area]
    bands = {band.tier: band for band in board.bands}
    of = bands.get(3, Band(3, ())), bands.get(2, Band(2, ())), bands.get(1, Band(1, ()))
    pages: list[Page | None] = [
        _purpose(board, release),
        *_demand(of[0], of[1]),
        *_changed(board, before, area),
        *_places(of[1]),
    ]
    pages += [*_money(of[0]), *_person(of[2]), _to_ask(board)]
    title = board.purpose if area is None else f"{board.purpose} – {area}"
    foot = f"{board.of_what} {say.standing(release)}"
    return Pack(title, foot, release.at.date().isoformat(), tuple(page for page in pages if page))


def made(found: Pack, ending: str) -> bytes:
    """A pack as a file: slides for .pptx, sheets of paper for .pdf, a page for .html."""
    if ending == ".html":
        from measures.export.document import document

        return document(found).encode()
    if ending == ".pdf":
        from measures.export.paper import paper

        return paper(found)
    from measures.export.slides import slides

    return slides(found)


def _purpose(board: Board, release: Release) -> Page:
    said = tuple(filter(None, (release.note, say.rule(release.fewest))))
    return Page(board.purpose, board.of_what, lines=(("Common principles", PRINCIPLES),), notes=said)


def _page(panels: Sequence[Panel], rows: Rows, charts: Callable[[Rows], Native], band: Band) -> Page | None:
    """A page of these panels; none where nothing was recorded that any of them could show."""
    panels = [panel for panel in panels if panel.about not in NOTHING_TO_SHOW]
    if not panels:
        return None
    first, *others = panels
    about = [first.about, *(f"{panel.headline}. {panel.about}" for panel in others)]
    drawn = [panel for panel in panels if panel.chart]
    pictures = tuple(panel.chart for panel in drawn if panel.chart)
    captions = tuple(panel.headline for panel in drawn if len(drawn) > 1)
    shown = charts(rows) if rows else Native(())
    more = tuple(panel.more for panel in panels)
    return Page(first.headline, " ".join(filter(None, about)), shown, pictures, captions, notes=(*more, band.note))


def _rows(band: Band, title: str) -> Rows:
    return next((rows for name, rows in band.tables if name == title), ())


def _demand(strategic: Band, geography: Band) -> list[Page | None]:
    """Failure demand over time; how much of demand and of the time it takes."""
    failure = _rows(strategic, MEASURES["failure_demand"].title)
    return [
        *(_page([panel], failure, _over_time, strategic) for panel in strategic.panels[2:3]),
        *(_page([panel], _rows(geography, "Capacity"), _capacity, geography) for panel in geography.panels[2:3]),
    ]


def _places(geography: Band) -> list[Page | None]:
    """The demand tiers, and the streets."""
    tiers, streets = (_rows(geography, MEASURES[name].title) for name in ("demand_tiers", "households_by_street"))
    return [
        *(_page([panel], tiers, _tiers, geography) for panel in geography.panels[:1]),
        *(_page([panel], streets, _streets, geography) for panel in geography.panels[1:2]),
    ]


def _money(strategic: Band) -> list[Page | None]:
    """Interactions and cost before and after intervention."""
    panels = strategic.panels[:2]
    return [_page(panels, _rows(strategic, MEASURES["before_and_after"].title), _quarters, strategic)] if panels else []


def _person(individual: Band) -> list[Page | None]:
    """One person: their words beside how they rate their statements; and what was spent."""
    if not individual.panels:
        return []
    *words, outcomes, costs = individual.panels
    rated, spent = (_rows(individual, MEASURES[name].title) for name in ("outcome_ratings", "agency_costs"))
    own = _page([outcomes], rated, _ratings, individual)
    said = tuple((f"{each.headline}. {each.about}", (f"“{each.quote}”",)) for each in words)
    if own is None and words:
        own = Page(words[0].headline, notes=(individual.note,))
    return [own and replace(own, lines=said), _page([costs], spent, _costs, individual)]


def _changed(board: Board, before: Release | None, area: str | None) -> list[Page]:
    """What moved since the meeting and what was learned; and the headlines that differ from those of the release
    before."""
    said_of = tuple(
        (column.heading, (*(line.said for line in column.lines), *column.beside))
        for column in board.since.columns
        if column.heading != ASK
    )
    if area is not None:  # of an area nothing is told of what has changed
        return []
    moved = say.moved(board, before)
    since = f"Since the release of {day(before.at.date())}" if before else ""
    said = "" if moved else NOTHING_MOVED if before else FIRST
    return [
        Page(
            board.since.heading or since or "What changed",
            said,
            Native(moved),
            lines=said_of,
            notes=(board.since.compared,),
        )
    ]


def _to_ask(board: Board) -> Page:
    asked = tuple(line.said for column in board.since.columns if column.heading == ASK for line in column.lines)
    return Page("What to ask", lines=(("", asked or (NOTHING_TO_ASK,)),), notes=(board.since.compared,))


# -- Charts, of the tables of a release


def _chart(kind: Kind, series: Sequence[Series], rows: Rows, axis: str, **how) -> Native:
    until = how.pop("until", len(rows))
    chart = Chart(kind, tuple(series), until, axis, next(iter(rows[0])), **how)
    return told(Native(rows, (chart,)))


def _over_time(rows: Rows) -> Native:
    if sum(figure(row.get("Share", "")) is not None for row in rows) >= FEWEST_POINTS:
        series = Series("Share", DEMAND_COLOURS["Failure"], "joined")
        return _chart("line", [series], rows, "Per cent of demand", lowest=0, highest=1)
    kinds = [Series(name, DEMAND_COLOURS[name]) for name in ("Failure", "Value") if name in rows[0]]
    return _chart("stacked columns", kinds, rows, "Demands")


def _capacity(rows: Rows) -> Native:
    shares = [
        Series(name, ink) for name, ink in (("Share of demand", AMOUNT), ("Share of time", PALE)) if name in rows[0]
    ]
    return _chart("columns", shares, rows, "Per cent", lowest=0, highest=1)


def _tiers(rows: Rows) -> Native:
    inks = list(TIER_COLOURS.values())[: len(rows)]
    return _chart("bars", [Series([*rows[0]][1])], rows, "Households", own={n: ("", ink) for n, ink in enumerate(inks)})


def _streets(rows: Rows) -> Native:
    inks = (AMOUNT, TIER_COLOURS[3], *["#BFC1C3"] * len(rows[0]))
    parts = [Series(name, ink) for name, ink in zip([*rows[0]][2:], inks, strict=False)]
    return _chart("stacked bars", parts, rows, "Households", until=min(MOST, len(rows)))


def _quarters(rows: Rows) -> Native:
    """A line before and one after, for interactions and for cost."""
    ordered: list[Mapping[str, object]] = []
    own = {}
    for row in rows:
        side = str(row["Quarter"]).rpartition(" ")[2]
        if ordered and str(ordered[-1]["Quarter"]).rpartition(" ")[2] != side:
            ordered.append(dict.fromkeys(row, ""))
        own[len(ordered)] = ("circle", theme.BEFORE if side == "before" else theme.AFTER)
        ordered.append(row)
    drawn = [
        Chart(
            "line", (Series(name, INK, "joined"),), len(ordered), name, "Quarters before, then after", own=own, lowest=0
        )
        for name in [*rows[0]][2:4]
    ]
    return told(Native(ordered, tuple(drawn)))


def _ratings(rows: Rows) -> Native:
    dates = [name for name in rows[0] if name not in OUTER]
    if "Scale" in rows[0] or len(rows) < 3:
        return Native(rows)
    between = [theme.FAINT] * max(len(dates) - 2, 0)
    inks = [theme.BEFORE, *between, theme.AFTER] if len(dates) > 1 else [theme.AFTER]
    series = [Series(name, ink, "joined", 0 < n < len(dates) - 1) for n, (name, ink) in enumerate(zip(dates, inks))]
    return _chart("radar", series, rows, "Rating", lowest=0, highest=10)


def _costs(rows: Rows) -> Native:
    """Two bars for each agency; the last row is of all."""
    monthly = ", a month" if "Historic, a month" in rows[0] else ""
    inks = {f"Historic{monthly}": theme.BEFORE, f"Principles-based{monthly}": theme.AFTER}
    return _chart(
        "bars", [Series(*each) for each in inks.items()], rows, f"Pounds{monthly}", until=max(len(rows) - 1, 1)
    )
