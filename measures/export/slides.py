"""Slides for PowerPoint, each with a chart of PowerPoint's own or a table: whoever gets one can restyle it, and has
no figure that its page does not print."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from measures.answers import Answer
from measures.export.native import Chart, Native, Series, native
from measures.export.sealed import sealed
from measures.export.story import Pack
from measures.views import View
from measures.views.theme import INK, LINES, QUIET
from measures.words import plural

WIDE, TALL, MARGIN = Inches(13.333), Inches(7.5), Inches(0.5)
TITLE_ONLY = 5  # the layout of this number in the library's own template
HEAD, BELOW, BOTTOM = Inches(0.25), Inches(1.2), Inches(6.8)  # where the headline, what is below it and the foot begin
LETTER, LEADING = 0.56, 1.3  # the usual width of a letter, and the height of a line, for each point of the size
HEADLINES = ((60, 28), (110, 22), (10_000, 18))  # up to so many letters in that size
SUBTITLE, FOOT, WORDS, LONG = 13, 10, 11, 260  # a long subtitle is as small as the foot
SAID, MANY_WORDS = 16, 700  # lines are as small as a subtitle where they are of more letters
ALONE = 24  # lines that have a slide to themselves are read from the back of a room
ROWS, COLUMNS = 13, 8  # of a table that are read from the back of a room
LABELLED, MANY = 30, 60  # figures written at their bars; points from which they are drawn small
NO_NAMES = ("printerSettings", "thumbnail")  # of the template, which are somebody's
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which no part of a file may hold
KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked bars": XL_CHART_TYPE.BAR_STACKED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked columns": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "radar": XL_CHART_TYPE.RADAR_MARKERS,
}
SYMBOLS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "cross": XL_MARKER_STYLE.PLUS,
}


def slide(answer: Answer[Any], view: View, data: str) -> bytes:
    """The .pptx bytes of one slide: the finding, what it is of, its chart or its table, and of which data; in the
    notes how it is counted and what to bear in mind."""
    shown, measure = native(answer, view), answer.measure
    deck = empty(view.headline)
    said = [measure.sentence, measure.formula, *measure.caveats, view.note, shown.why or shown.note]
    page = add(deck, view.headline, view.subtitle, data, [*said, data])
    if shown.charts:
        wide = (WIDE - 2 * MARGIN) // len(shown.charts)
        for nth, chart in enumerate(shown.charts):
            alt, left = f"{view.headline}. {view.subtitle}", Emu(MARGIN + nth * wide)
            place(page, shown, chart, alt, left, Emu(wide), below(view.subtitle))
    else:
        table(page, view.rows, below(view.subtitle))
    return saved(deck)


def slides(pack: Pack) -> bytes:
    """The .pptx bytes of a pack: a slide for each of its pages, and more where a page has a chart, a table and
    lines."""
    deck = empty(pack.title)
    deck.core_properties.created = deck.core_properties.modified = dt.datetime.fromisoformat(pack.day)
    for each in pack.pages:
        page = add(deck, each.headline, each.about, pack.foot, each.notes)
        top = below(each.about)
        if each.lines:
            top = _said(page, each.lines, top, alone=not each.shown.charts and not each.shown.rows)
        charts = each.shown.charts
        wide = (WIDE - 2 * MARGIN) // max(len(charts), 1)
        for nth, chart in enumerate(charts):
            place(page, each.shown, chart, each.headline, Emu(MARGIN + nth * wide), Emu(wide), top)
        if not charts:
            table(page, each.shown.rows, top)
    return saved(deck, dated=True)


def _said(page: Any, lines: Sequence[tuple[str, Sequence[str]]], top: int, *, alone: bool) -> int:
    """Lines under their headings, and where they end."""
    told = [
        said
        for heading, own in lines
        for said in (heading, *(f"•  {line}" if heading else line for line in own))
        if said
    ]
    size = SAID if len(" ".join(told)) < MANY_WORDS else SUBTITLE
    if alone and top + sum(_height(line, ALONE) for line in told) < BOTTOM:
        size = ALONE
    height = sum(_height(line, size) for line in told)
    frame = page.shapes.add_textbox(MARGIN, top, WIDE - 2 * MARGIN, height).text_frame
    _write(frame, "\n".join(told), size, INK)
    headings = {plain(heading) for heading, _ in lines if heading}
    for paragraph in frame.paragraphs:
        paragraph.font.bold = paragraph.text in headings
    return top + height + Inches(0.1)


def _height(words: str, size: int) -> int:
    """How tall words are from one side of a slide to the other."""
    lines = math.ceil(len(words) * size * LETTER / ((WIDE - 2 * MARGIN) / Pt(1)))
    return round(lines * Pt(size) * LEADING)


def empty(title: str) -> Any:
    """Slides as wide as a screen, which name nobody."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    for rels in (deck.part.rels, deck.part.package._rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(NO_NAMES)]:
            rels.pop(name)
    core = deck.core_properties
    core.author = core.last_modified_by = "Measures"
    core.title, core.comments = plain(title), ""
    return deck


def saved(deck: Any, *, dated: bool = False) -> bytes:
    """The bytes of slides, of the same the same each time; `dated` on purpose, or not at all."""
    deck.save(file := io.BytesIO())
    return sealed(file.getvalue(), dated=dated)


def plain(words: object) -> str:
    """Words without what no file may hold, and without what only keeps them on one line."""
    return CONTROL.sub("", str(words)).replace("\u2060", "")


def add(deck: Any, headline: str, subtitle: str, foot: str, notes: Sequence[str]) -> Any:
    """One more slide: a headline, a line under it, a foot, and what its presenter should know."""
    page = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    size = next(size for letters, size in HEADLINES if len(headline) <= letters)
    title = page.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, HEAD, WIDE - 2 * MARGIN, BELOW - HEAD
    _write(title.text_frame, headline, size, INK, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    words(page, subtitle, SUBTITLE if len(subtitle) < LONG else FOOT, QUIET, BELOW, below(subtitle) - BELOW)
    words(page, foot, FOOT, QUIET, BOTTOM + Inches(0.1), Inches(0.4))
    page.notes_slide.notes_text_frame.text = "\n".join(plain(each) for each in notes if each)
    return page


def below(subtitle: str) -> int:
    """Where what is under a subtitle begins."""
    return BELOW + _height(subtitle, SUBTITLE if len(subtitle) < LONG else FOOT) + Inches(0.15)


def words(page: Any, said: str, size: int, colour: str, top: int, height: int) -> None:
    """Words from one side of a slide to the other."""
    if said:
        _write(page.shapes.add_textbox(MARGIN, top, WIDE - 2 * MARGIN, height).text_frame, said, size, colour)


def _write(frame: Any, said: str, size: int, colour: str, bold: bool = False) -> None:
    frame.word_wrap, frame.text = True, plain(said)
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1  # at the left
        paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(size), bold, _ink(colour)


def table(page: Any, rows: Sequence[Mapping[str, object]], top: int) -> None:
    """The first rows of a table, its words as they are printed, and how many more there are."""
    if not rows:
        return
    headings = [*rows[0]][:COLUMNS]
    first = rows[:ROWS]
    shape = page.shapes.add_table(len(first) + 1, len(headings), MARGIN, top, WIDE - 2 * MARGIN, Inches(0.3))
    for column, heading in enumerate(headings):
        for row, each in enumerate([heading, *(line.get(heading, "") for line in first)]):
            cell = shape.table.cell(row, column)
            cell.margin_top = cell.margin_bottom = Pt(2)
            _write(cell.text_frame, str(each), WORDS, "#FFFFFF" if row == 0 else INK, bold=row == 0)
    lacking = len(rows) - len(first), len([*rows[0]]) - len(headings)
    told = [plural(n, what) for n, what in zip(lacking, ("row", "column")) if n]
    if told:
        words(page, f"{' and '.join(told)} more: the workbook has all.", FOOT, QUIET, BOTTOM - Inches(0.2), Inches(0.3))


def place(page: Any, shown: Native, chart: Chart, alt: str, left: int, width: int, top: int) -> None:
    """A chart from there down to the foot."""
    data = _Data()
    data.categories = [plain(name) for name in shown.names(chart)]
    for series in chart.series:
        figures = shown.figures(chart, series)
        forms = [found.form if found else "General" for found in figures]
        data.forms.append(forms)  # a figure that is written at its bar has no fewer digits than in the table
        data.add_series(
            plain(series.heading), [found.value if found else None for found in figures], max(forms, key=len)
        )
    frame = page.shapes.add_chart(KINDS[chart.kind], left, top, width, BOTTOM - top, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))
    made = frame.chart
    for own, forms in zip(made._chartSpace.iter(qn("c:val")), data.forms, strict=True):
        for point in own.iter(qn("c:pt")):
            point.set("formatCode", forms[int(point.get("idx"))])
    made.font.size, made.font.color.rgb, made.has_title = Pt(WORDS), _ink(INK), False
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(made, shown, chart)
    plot = made.plots[0]
    is_line = chart.kind in ("line", "radar")
    if not is_line:
        plot.gap_width, plot.overlap = 40, 100 if "stacked" in chart.kind else 0
        plot.has_data_labels = (
            "stacked" not in chart.kind and (chart.until - chart.first) * len(chart.series) <= LABELLED
        )
    for own, series in zip(plot.series, chart.series, strict=True):
        (_line if is_line else _bar)(own, chart, series)
    _as_the_schema_has_it(made._chartSpace)


def _as_the_schema_has_it(made: Any) -> None:
    """The library numbers its axes below nothing, and says of a radar's lines whether they are smooth: PowerPoint
    passes over both, and strict checks do not."""
    for each in [*made.iter(qn("c:axId")), *made.iter(qn("c:crossAx"))]:
        each.set("val", str(int(each.get("val")) % 2**31))
    for radar in made.iter(qn("c:radarChart")):
        for each in [*radar.iter(qn("c:smooth"))]:
            each.getparent().remove(each)


class _Writer(CategoryWorkbookWriter):
    """Writes the cells behind a chart, each as it is printed. Words stay words there: the library would take
    =HYPERLINK(…) for a formula."""

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        worksheet.strings_to_formulas = worksheet.strings_to_urls = False
        super()._populate_worksheet(workbook, worksheet)
        looks = {form: workbook.add_format({"num_format": form}) for forms in self._chart_data.forms for form in forms}
        for column, (series, forms) in enumerate(zip(self._chart_data, self._chart_data.forms, strict=True), start=1):
            for row, (value, form) in enumerate(zip(series.values, forms, strict=True), start=1):
                worksheet.write(row, column, value, looks[form])


class _Data(CategoryChartData):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[str]] = []  # of each figure of each series

    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def _digits(form: str) -> tuple[bool, int]:
    return form != "General", len(form)


def _ink(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _axes(made: Any, shown: Native, chart: Chart) -> None:
    values, names = made.value_axis, made.category_axis
    values.minimum_scale, values.maximum_scale = chart.lowest, chart.highest
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = shown.on_axis(chart), False
    values.major_gridlines.format.line.color.rgb = _ink(LINES)
    values.format.line.color.rgb = names.format.line.color.rgb = _ink(QUIET)
    if chart.kind == "radar":
        return
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # below figures that are less than nothing
    for axis, title in ((values, chart.axis), (names, chart.of)):
        frame = axis.axis_title.text_frame
        frame.text = plain(title)
        frame.paragraphs[0].font.size, frame.paragraphs[0].font.bold = Pt(WORDS), False
    if "bars" in chart.kind:  # the first at the top, as in the table, and the figures at the foot
        names.reverse_order, values._element.crosses.val = True, XL_AXIS_CROSSES.MAXIMUM
        each = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # no bar is without its name
        names._element.find(qn("c:noMultiLvlLbl")).addprevious(each)


def _bar(own: Any, chart: Chart, series: Series) -> None:
    own.invert_if_negative = False
    _fill(own.format, series.colour)
    for at, (_, colour) in chart.own.items():
        _fill(own.points[at].format, colour)


def _fill(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb, form.line.color.rgb, form.line.width = _ink(colour), _ink(QUIET), Pt(0.5)


def _line(own: Any, chart: Chart, series: Series) -> None:
    own.smooth = False
    own.format.line.color.rgb = _ink(series.colour)
    own.format.line.width = Pt({"joined": 2, "mean": 1.25, "limit": 1}.get(series.look, 1.5))
    if series.dashed:
        own.format.line.dash_style = MSO_LINE.DASH
    if series.look != "joined":
        own.marker.style = XL_MARKER_STYLE.NONE
        return
    _mark(own.marker, "circle", series.colour, 4 if chart.until - chart.first > MANY else 7)
    if series is chart.series[0]:
        for at, (symbol, colour) in chart.own.items():
            if chart.first <= at < chart.until:
                _mark(own.points[at - chart.first].marker, symbol, colour, 8)


def _mark(marker: Any, symbol: str, colour: str, size: int) -> None:
    marker.style, marker.size = SYMBOLS[symbol], size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = marker.format.line.color.rgb = _ink(colour)
