"""Charts that Office draws itself, so that whoever takes one away can restyle it: of which cells of the page's table
each is made, and how it looks.

What is in a cell is what the page prints. No figure stands behind it, a cell in words (“none recorded”, “fewer than
50”) is a gap, and what is withheld from the table can be in no chart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from measures.answers import Answer
from measures.over_time import COUNTS, Drawn
from measures.shapes.costs import HISTORIC, NEW
from measures.shapes.demand import KINDS
from measures.shapes.ratings import CHANGES
from measures.shapes.shares import period_named
from measures.views import before_and_after, calendar, share, theme
from measures.views.bars import MOST, colours, in_words
from measures.views.base import FEWEST_POINTS, View
from measures.views.capability.chart import LOOKS
from measures.views.costs import bars as of_costs
from measures.views.frequency.streets import by_need
from measures.views.ratings import radar
from measures.views.ratings.looks import looks
from measures.views.tables import NUMBER
from measures.views.theme import AMOUNT, CHANGE_COLOURS, DEMAND_COLOURS, INK, QUIET, TIER_COLOURS
from measures.words import fixed, sentence_case

Kind = Literal["bars", "columns", "stacked bars", "stacked columns", "line", "radar"]
Look = Literal["", "joined", "mean", "limit"]
Rows = Sequence[Mapping[str, object]]

NO_PICTURE = "Nothing here is compared in a picture: the table says it."
PALE, GREYS = "#C9DDF0", ("#BFC1C3", "#FFFFFF")  # of the rest, and of what is in no share
OTHER_ROWS = "The table is of other rows than a chart would be."
WITH_A_UNIT = re.compile(r"(?P<number>[+−-]?\u2060?£?[\d.,]+%?) (?P<unit>\D+)")


@dataclass(frozen=True)
class Figure:
    """A figure as it is printed: its value, to the digits that are told, and how a spreadsheet prints the same."""

    value: float
    form: str


def figure(words: object, with_unit: bool = False) -> Figure | None:
    """The figure that a cell says: 1,234; −£12; 47%, which is 0.47; 9.7 hours where its unit may stand behind it.
    None of words, and of what is written as no page writes a number: 00123 and 2012 are names."""
    said = str(words).replace("\u2060", "").strip()
    unit = ""
    if with_unit and (parts := WITH_A_UNIT.fullmatch(said)):
        said, unit = parts["number"], parts["unit"]
    found = NUMBER.fullmatch(said)
    if found is None:
        return None
    decimals = len(found["figure"].partition(".")[2])
    value = float(found["figure"].replace(",", ""))
    if fixed(value, decimals) != found["figure"] and f"{value:,.10g}" != found["figure"]:
        return None
    form = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    if found["per"]:
        value, form = round(value / 100, decimals + 2), f"{form.removeprefix('#,##')}%"
    elif found["pound"]:
        form = f'"£"{form}'
    form += f' "{unit.replace(chr(34), "")}"' if unit else ""
    # In quotes: a spreadsheet program may take a file for damaged where another letter stands bare in a form.
    less = f'"−"{form}'
    form = f"+{form};{less};{form}" if found["sign"] == "+" else f"{form};{less}" if found["sign"] else form
    return Figure(-value if found["sign"] in ("−", "-") and found["sign"] else value, form)


@dataclass(frozen=True)
class Series:
    """A column of the table that is drawn, by its heading."""

    heading: str
    colour: str = AMOUNT
    look: Look = ""
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """One chart: the rows of the table from `first` until `until`, each named by the cell in the first column.

    `own` has the colour of a bar, or the marker and colour of a point, where it is another than the series'; `lowest`
    and `highest` are what the axis goes from and to, where the measure can be nothing beyond.
    """

    kind: Kind
    series: tuple[Series, ...]
    until: int
    axis: str
    of: str
    first: int = 0
    own: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Native:
    """A table in the order of its charts, with a blank row where a line is broken, and these charts; or `why` there is
    none.

    `units` are the headings of columns whose cells have a unit behind their figure. `note` says what a chart leaves to
    the table.
    """

    rows: Rows
    charts: tuple[Chart, ...] = ()
    why: str = ""
    note: str = ""
    units: frozenset[str] = frozenset()

    @property
    def headings(self) -> list[str]:
        return [*self.rows[0]] if self.rows else []

    def figure(self, row: Mapping[str, object], heading: str) -> Figure | None:
        """The figure of a cell; None of words, and of what names a row."""
        return None if heading == self.headings[0] else figure(row.get(heading, ""), heading in self.units)

    def names(self, chart: Chart) -> list[str]:
        """What the bars or points of a chart are called."""
        return [str(row[self.headings[0]]) for row in self.rows[chart.first : chart.until]]

    def figures(self, chart: Chart, series: Series) -> list[Figure | None]:
        """What a chart draws of a series, a gap where the table has words."""
        return [self.figure(row, series.heading) for row in self.rows[chart.first : chart.until]]

    def on_axis(self, chart: Chart) -> str:
        """How an axis prints its figures: with the fewest decimals of those that are drawn, and without a unit,
        which is its title."""
        forms = [each.form for series in chart.series for each in self.figures(chart, series) if each]
        return re.sub(r' "[^"]*"', "", min(forms, key=len, default="General"))


def native(answer: Answer[Any], view: View) -> Native:
    """What Office is to draw of an answer as it is shown."""
    of = answer.measure.shape, answer.measure.form
    if of in WITHOUT:
        return Native(view.rows, why=WITHOUT[of])
    if not view.pictures or not view.rows:
        return Native(view.rows, why=NO_PICTURE)
    found = told(CHARTS[of](answer, view))
    return found if found.charts else Native(view.rows, why=found.why or OTHER_ROWS)


def told(found: Native) -> Native:
    """Without a series of which there is no figure, and without a chart that has no other."""
    charts = []
    for chart in found.charts:
        if series := tuple(each for each in chart.series if any(found.figures(chart, each))):
            charts.append(replace(chart, series=series))
    return replace(found, charts=tuple(charts))


def _blank(row: Mapping[str, object], name: str = "") -> dict[str, object]:
    """A row without a figure, where a line is broken."""
    first, *rest = row
    return {first: name, **dict.fromkeys(rest, "")}


def _with_blanks(rows: Rows, places: Sequence[Any], every: Sequence[Any], name: Callable[[Any], str]) -> Rows:
    """The rows of these places, with a blank one for each other of all that there could be; then those of no place."""
    at = {place: row for place, row in zip(places, rows, strict=True) if place is not None}
    rest = [row for place, row in zip(places, rows, strict=True) if place is None]
    return [*(at[place] if place in at else _blank(rows[0], name(place)) for place in every), *rest]


def _shared(answer: Answer[Any], view: View) -> Native:
    """A share as a line or as columns over time, its counts where too few can be said, or as bars of categories."""
    shape, measure, rows = answer.shape, answer.measure, view.rows
    placed, (first, *counts) = shape.placed, rows[0]
    days = [row["period"] for row in placed]
    known = [day for day in days if day]
    if len(placed) != len(rows) or len(known) != len(set(known)):
        return Native(rows)
    if measure.every not in (*share.DOTS, "month"):
        by_name = dict(zip((row["category"] for row in placed), rows, strict=True))
        some = [row for row in placed if row["numerator"]]
        low = sorted(some, key=lambda row: (shape.share_of(row) is None, shape.share_of(row) or 0))[: share.MOST]
        named = [row["category"] for row in low]
        ordered = [by_name[name] for name in named] + [row for name, row in by_name.items() if name not in named]
        return Native(ordered, (Chart("bars", (Series("Share"),), len(named), "Share", first, lowest=0, highest=1),))
    every = calendar.each(min(known), max(known), measure.every) if known else []

    def called(day: Any) -> str:
        return f"{day:%B %Y}" if measure.every == "month" else period_named(day, measure.every)

    rows = _with_blanks(rows, days, every, called)
    own = DEMAND_COLOURS.get(str(measure.categories[0]) if measure.categories else "", AMOUNT)
    if sum(figure(row["Share"]) is not None for row in rows) >= FEWEST_POINTS:
        kind: Kind = "line" if measure.every == "month" else "columns"
        shares = Series("Share", own, "joined" if kind == "line" else "")
        unit = f"Per cent {measure.unit.removeprefix('per cent ')}"
        return Native(rows, (Chart(kind, (shares,), len(every), unit, first, lowest=0, highest=1),))
    part, other, *_ = counts
    whys = [] if measure.adds else [sentence_case(str(measure.label(why))) for why in shape.left_out()]
    series = [Series(part, own), Series(other, DEMAND_COLOURS.get(other, PALE))]
    kind = "columns"  # of a part and its whole one may not stand on the other
    if len(measure.categories) == 2:
        kind = "stacked columns"
        series += [Series(why, ink) for why, ink in zip([why for why in counts if why in whys], GREYS, strict=False)]
    unit = sentence_case(measure.adds or measure.counts)
    return Native(rows, (Chart(kind, tuple(series), len(every), unit, first),))


def _over_time(answer: Answer[Any], view: View) -> Native:
    """Points in their order with mean and limits, the oldest first; lines are broken where theirs are on the page."""
    drawn: Drawn = _drawn(view)
    value = next((heading for heading in view.rows[0] if heading.startswith("Value")), "")
    cuts = {*drawn.breaks, *(start for start, _ in drawn.edges if start)}
    rows: list[Mapping[str, object]] = []
    own: dict[int, tuple[str, str]] = {}
    points: list[int] = []
    for row in reversed(view.rows):
        is_point, nth = bool(row[value]), len(points)
        if is_point and nth in cuts and rows and rows[-1][value]:
            rows.append(_blank(row))
        if is_point:
            label = drawn.chart.points[nth].label if nth < drawn.n else None
            own |= {len(rows): LOOKS[label]} if label else {}
            points.append(len(rows))
        rows.append(row)
    if len(points) != drawn.n:
        return Native(view.rows)
    states = [lines.state for lines in drawn.chart.stretches]
    series = [Series(value, look="joined")]
    if any(state not in ("too few points", COUNTS) for state in states):
        trial = "trial limits" in states
        series += [Series("Mean", INK, "mean")]
        series += [Series(f"{end} limit", QUIET, "limit", trial) for end in ("Lower", "Upper")]
    lowest = drawn.minimum if any(clipped.which == "lower" for _, clipped in drawn.clipped) else None
    highest = drawn.maximum if any(clipped.which == "upper" for _, clipped in drawn.clipped) else None
    of = "In order, at equal steps" if drawn.spacing is None else "Date"
    unit = value.partition(", ")[2]
    chart = Chart(
        "line", tuple(series), points[-1] + 1, sentence_case(unit) or "Value", of, points[0], own, lowest, highest
    )
    note = "Markers of another shape are signals: the column “Signal” says which." if own else ""
    return Native(rows, (chart,), note=note)


def _drawn(view: View, nth: int = 0) -> Any:
    """What the page's first picture is drawn of."""
    return view.pictures[0].of[nth]


def _in_front(rows: Rows, names: Sequence[object]) -> tuple[Rows, int]:
    """The rows of these names first, in their order, and how many they are."""
    at = {str(row[next(iter(row))]): row for row in rows}
    found = [at.pop(str(name)) for name in names if str(name) in at]
    return [*found, *at.values()], len(found)


def _first_rows(view: View, series: Sequence[Series], until: int, axis: str, **how: Any) -> Native:
    """Bars of the first rows of a table, stacked where they are of several parts."""
    kind: Kind = "stacked bars" if len(series) > 1 else "bars"
    return Native(view.rows, (Chart(kind, tuple(series), until, axis, next(iter(view.rows[0])), **how),))


def _counted(answer: Answer[Any], view: View) -> Native:
    """How many of each category, in its kinds of demand where these are told."""
    shape, measure = answer.shape, answer.measure
    counts = sentence_case(measure.counts)
    kinds = [kind for kind in shape.split_order if set(KINDS) == set(shape.split_order) and shape.count(..., kind)]
    several = [Series(in_words(measure.label(kind)), colours([kind])[kind]) for kind in kinds] if len(kinds) > 1 else []
    return _first_rows(view, several or [Series(counts)], min(MOST, len(shape.order)), counts)


def _tiers(answer: Answer[Any], view: View) -> Native:
    counts = sentence_case(answer.measure.counts)
    own = {nth: ("", TIER_COLOURS.get(tier, AMOUNT)) for nth, tier in enumerate(answer.shape.order)}
    return _first_rows(view, [Series(counts)], len(answer.shape.order), counts, own=own)


def _streets(answer: Answer[Any], view: View) -> Native:
    """The streets of the picture; of more than there is room for, those with most households in need."""
    shape, measure = answer.shape, answer.measure
    chosen, note = [*_drawn(view, 1)], ""
    if len(chosen) > MOST:
        chosen = [street for street in by_need(shape) if street in chosen][:MOST]
        note = f"The chart has the {MOST} streets with most households in need; the table has all."
    rows, until = _in_front(view.rows, [measure.label(street) for street in chosen])
    series = [Series(in_words(measure.label(tier)), TIER_COLOURS.get(tier, AMOUNT)) for tier in shape.split_order]
    words = str(measure.labels.get(None, ""))
    series += [Series(words, TIER_COLOURS[None])] if words in rows[0] else []
    return Native(rows, (Chart("stacked bars", tuple(series), until, "Households", "Street"),), note=note)


def _as_drawn(heading: str) -> Callable[[Answer[Any], View], Native]:
    """Bars of one column, as many as the page's own picture has."""

    def made(answer: Answer[Any], view: View) -> Native:
        drawn = len(_drawn(view))
        name = heading or sentence_case(answer.measure.counts)
        return _first_rows(view, [Series(name)] if name in view.rows[0] else [], drawn, name)

    return made


def _weekdays(answer: Answer[Any], view: View) -> Native:
    if not answer.shape.weeks:
        return Native(view.rows, why="No whole week is on record, so there is nothing to compare weekdays by.")
    return _as_drawn("Demands a week")(answer, view)


def _recurring(answer: Answer[Any], view: View) -> Native:
    return _first_rows(view, [Series("Weeks seen")], min(MOST, len(view.rows)), "Weeks seen")


def _years(answer: Answer[Any], view: View) -> Native:
    """All interactions of each year: with which agency is in the table."""
    first, counts = [*view.rows[0]][:2]
    known = {int(str(row[first])) for row in view.rows if str(row[first]).isdigit()}
    years = [int(str(row[first])) if str(row[first]).isdigit() else None for row in view.rows]
    every = range(min(known), max(known) + 1)
    rows = _with_blanks(view.rows, years, every, str)
    return Native(rows, (Chart("columns", (Series(counts),), len(every), counts, first),))


def _became(answer: Answer[Any], view: View) -> Native:
    """What became of the statements that most people rated."""
    shape, measure = answer.shape, answer.measure
    rows, until = _in_front(view.rows, [measure.label(statement) for statement in _drawn(view, 1)])
    there = [change for change in shape.split_order if change in CHANGES]
    series = [Series(in_words(measure.label(change)), CHANGE_COLOURS[change]) for change in there]
    series = [each for each in series if each.heading in rows[0]]
    return Native(rows, (Chart("stacked bars", tuple(series), until, "People", "Statement"),))


def _hours_compared(answer: Answer[Any], view: View) -> Native:
    """Hours a week, those that take most of failure first."""
    shape, first = answer.shape, next(iter(view.rows[0]))
    rows, until = _in_front(view.rows, [bar.name for bar in _drawn(view)])
    kinds = [kind for kind in shape.split_order if shape.count(..., kind)]
    series = [Series(f"{in_words(kind)}, hours a week", colours([kind])[kind]) for kind in kinds]
    if len(kinds) == 1:
        series = [Series("Hours a week", series[0].colour)]
    kind: Kind = "stacked bars" if len(series) > 1 else "bars"
    return Native(rows, (Chart(kind, tuple(series), until, "Hours a week", first),))


def _weekly(answer: Answer[Any], view: View) -> Native:
    """The hours of each whole week, the oldest first; what is in no average stands below them in the table."""
    shape = answer.shape
    records = answer.records()
    rows = [*reversed(view.rows)]
    if len(records) != len(rows):
        return Native(view.rows)
    whole = set(shape.weeks)
    weeks = [record["week"] if record["week"] in whole else None for record in records]
    every = calendar.each(min(whole), max(whole), "week")
    ordered = _with_blanks(rows, weeks, every, lambda week: "")
    kinds = [kind for kind in shape.kinds if shape.count(..., kind)]
    series = [Series(f"{in_words(kind)}, hours", colours([kind])[kind]) for kind in kinds]
    series = [each for each in series if each.heading in rows[0]]
    return Native(ordered, (Chart("stacked columns", tuple(series), len(every), "Hours", "Week from"),))


def _a_household(answer: Answer[Any], view: View) -> Native:
    of_tiers = [row for row in view.rows if row["Households"]]
    rows = [*of_tiers, *(row for row in view.rows if not row["Households"])]
    series = (Series("Hours a year for each"), Series("With what is not recorded", PALE))
    return Native(rows, (Chart("bars", series, len(of_tiers), "Hours a year", "Tier"),))


def _costs(answer: Answer[Any], view: View) -> Native:
    """Two bars for each agency: a month of one case, which can be compared, or in total. The last row of the table
    is of all."""
    if "Historic" not in view.rows[0]:
        return Native(
            view.rows, why="Its rows are of several kinds of money, which are compared with none of the others."
        )
    monthly = ", a month" if view.pictures[0].draw is of_costs.monthly else ""
    inks = {
        f"{name}{monthly}": of_costs.LOOKS[side][1]
        for name, side in (("Historic", HISTORIC), ("Principles-based", NEW))
    }
    series = tuple(Series(name, ink) for name, ink in inks.items())
    return Native(view.rows, (Chart("bars", series, len(view.rows) - 1, f"Pounds{monthly}", "Agency"),))


def _quarters(answer: Answer[Any], view: View) -> Native:
    """A line of interactions and one of cost over the quarters before, and over those after."""
    points, headings = answer.shape.points, [*view.rows[0]]
    if len(points) != len(view.rows):
        return Native(view.rows)
    rows, own, before = [], {}, None
    for point, row in zip(points, view.rows, strict=True):
        if before is not None and before != point.side:
            rows.append(_blank(row))
        own[len(rows)] = ("circle", before_and_after.COLOURS[point.side])
        rows.append(row)
        before = point.side
    columns = {"transactions": headings[2], "amount": headings[3]}
    drawn = [columns[str(each.of[1])] for each in view.pictures]
    charts = [
        Chart(
            "line", (Series(name, QUIET, "joined"),), len(rows), name, "Quarters before, then after", own=own, lowest=0
        )
        for name in drawn
    ]
    return Native(rows, tuple(charts))


def _rated(answer: Answer[Any], view: View) -> Native:
    """A radar with a line for each date; what was not rated on a date is a gap in its line."""
    shape = answer.shape
    if shape.scale is None:
        return Native(view.rows, why="Its statements are rated on several scales, which have no axis in common.")
    if len(shape.statements) < radar.FEWEST:
        return Native(view.rows, why="A radar of two statements is a line: the table says it.")
    series = tuple(
        Series(name, ink, "joined", 0 < nth < len(shape.dates) - 1)
        for nth, (name, ink, *_) in enumerate(looks(shape.dates))
    )
    lowest, highest = shape.scale
    chart = Chart("radar", series, len(view.rows), "Rating", "Statement", lowest=lowest, highest=highest)
    return Native(view.rows, (chart,))


def _results(answer: Answer[Any], view: View) -> Native:
    """Before and after, a chart for each unit; or counts of outcomes."""
    headings = [*view.rows[0]]
    pairs = "After" in headings
    drawn = ("Before", "After") if pairs else tuple(headings[1:2])
    groups: dict[str, list[Mapping[str, object]]] = {}
    for row in view.rows:
        figures = [figure(row[name], with_unit=True) for name in drawn]
        units = {re.sub(r"\.0+", "", found.form.partition(";")[0]) for found in figures if found}
        groups.setdefault(units.pop() if len(units) == 1 else "", []).append(row)
    other = groups.pop("", [])
    rows, charts = [], []
    series = (Series("Before", theme.BEFORE), Series("After", theme.AFTER)) if pairs else (Series(drawn[0]),)
    for own in groups.values():
        unit = WITH_A_UNIT.fullmatch(str(own[0][drawn[-1]]))
        axis = sentence_case(unit["unit"]) if unit else "Per cent" if "%" in str(own[0][drawn[-1]]) else drawn[-1]
        charts.append(Chart("bars", series, len(rows) + len(own), axis, headings[0], first=len(rows), lowest=0))
        rows += own
    return Native([*rows, *other], tuple(charts), units=frozenset(drawn))


Made = Callable[[Answer[Any], View], Native]
# By the shape of a measure and its form: every one is here or in WITHOUT, which a test holds.
CHARTS: dict[tuple[str, str], Made] = {
    ("share", ""): _shared,
    ("capability", ""): _over_time,
    ("capability", "spending"): _over_time,
    ("frequency", ""): _counted,
    ("frequency", "pyramid"): _tiers,
    ("frequency", "streets"): _streets,
    ("frequency", "days"): _as_drawn(""),
    ("frequency", "weekdays"): _weekdays,
    ("frequency", "recurrence"): _recurring,
    ("frequency", "years"): _years,
    ("frequency", "changes"): _became,
    ("effort", ""): _as_drawn(""),
    ("effort", "compared"): _hours_compared,
    ("effort", "weekly"): _weekly,
    ("effort", "caseload"): _a_household,
    ("costs", ""): _costs,
    ("before_and_after", ""): _quarters,
    ("ratings", ""): _rated,
    ("results", ""): _results,
}
CELLS = "It is a table of cells, of which Office has no chart: each cell's figure is in the table."
ROWS = "Its rows are what was written down, of which there is nothing to draw."
WITHOUT: dict[tuple[str, str], str] = {
    ("frequency", "flags"): CELLS,
    ("frequency", "between"): CELLS,
    ("frequency", "figures"): "Its figures are of different things, which do not add up to each other.",
    ("listing", "coverage"): "It is of days on record and not of amounts: the table has them.",
    (
        "costs",
        "by approach",
    ): "Its rows are of several kinds of money and of different times: no bar may stand beside another.",
    **{("listing", form): ROWS for form in ("", "findings", "asked", "conditions", "line", "statements", "received")},
}
