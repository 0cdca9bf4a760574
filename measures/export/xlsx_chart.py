"""A chart of Excel's own, drawn of the cells of a sheet: whoever has it can restyle it, and sees each figure it is
of."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, RadarChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series as Drawn
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from measures.export.native import Chart, Native, Series
from measures.views.theme import INK, LINES, QUIET

POINT = 12_700  # a point of type, in the units of a drawing
TITLE, WORDS = 1200, 900  # sizes of letters, in hundredths of a point
WIDE, TALL, BAR, AROUND = 24.0, 11.0, 0.62, 4.2  # centimetres; of bars each has a height of its own
SYMBOLS = {"triangle-up": "triangle", "cross": "plus"}  # as a spreadsheet calls them
MANY = 60  # points from which they are drawn small
LABELLED = 30  # figures that are still read when each is written at its bar


def height(native: Native, chart: Chart) -> float:
    """How tall a chart is, in centimetres."""
    if "bars" not in chart.kind:
        return TALL
    side_by_side = 1 if "stacked" in chart.kind else len(chart.series)
    return max(TALL * 0.6, AROUND + BAR * (chart.until - chart.first) * (0.4 + 0.6 * side_by_side))


def drawn(page: Worksheet, native: Native, chart: Chart, heading_row: int, title: str) -> Any:
    """The chart of a table whose headings are in this row of the sheet."""
    made: Any
    if chart.kind == "line":
        made = LineChart()
    elif chart.kind == "radar":
        made = RadarChart()
        made.type = "marker"
    else:
        made = BarChart()
        made.type = "bar" if "bars" in chart.kind else "col"
        made.gapWidth = 40
        if "stacked" in chart.kind:
            made.grouping, made.overlap = "stacked", 100
    made.title = _title(title, TITLE, bold=True)
    made.width, made.height = WIDE, height(native, chart)
    made.roundedCorners, made.display_blanks = False, "gap"
    if len(chart.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    _axes(made, native, chart)
    first, last = heading_row + 1 + chart.first, heading_row + chart.until
    names = AxDataSource(strRef=StrRef(f=_cells(page, 1, first, last)))
    for nth, series in enumerate(chart.series):
        column = native.headings.index(series.heading) + 1
        label = SeriesLabel(strRef=StrRef(f=_cells(page, column, heading_row, heading_row)))
        values = NumDataSource(numRef=NumRef(f=_cells(page, column, first, last)))
        own = Drawn(idx=nth, order=nth, tx=label, cat=names, val=values)
        _look(own, chart, series)
        made.series.append(own)
    return made


def _cells(page: Worksheet, column: int, first: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{quote_sheetname(page.title)}!${letter}${first}" + (f":${letter}${last}" if last > first else "")


def _ink(colour: str) -> str:
    return colour.removeprefix("#")


def _line(colour: str, points: float, dashed: bool = False) -> LineProperties:
    return LineProperties(solidFill=_ink(colour), w=round(points * POINT), prstDash="dash" if dashed else None)


def _look(own: Drawn, chart: Chart, series: Series) -> None:
    if chart.kind not in ("line", "radar"):
        own.invertIfNegative = False
        own.graphicalProperties = GraphicalProperties(solidFill=_ink(series.colour), ln=_line(QUIET, 0.5))
        own.dPt = [
            DataPoint(idx=at, spPr=GraphicalProperties(solidFill=_ink(colour), ln=_line(QUIET, 0.5)))
            for at, (_, colour) in chart.own.items()
        ]
        figures = (chart.until - chart.first) * len(chart.series)
        if figures <= LABELLED and "stacked" not in chart.kind:
            own.dLbls = DataLabelList(
                showVal=True, showSerName=False, showCatName=False, showLegendKey=False, txPr=_type(WORDS)
            )
        return
    own.smooth = False
    width = {"joined": 1.75, "mean": 1.25, "limit": 1.0}.get(series.look, 1.5)
    own.graphicalProperties = GraphicalProperties(ln=_line(series.colour, width, series.dashed))
    if series.look != "joined":
        own.marker = Marker(symbol="none")
        return
    own.marker = _marker("circle", series.colour, 3 if chart.until - chart.first > MANY else 6)
    if series is chart.series[0]:
        own.dPt = [
            DataPoint(
                idx=at - chart.first,
                marker=_marker(SYMBOLS.get(symbol, symbol), colour, 8),
                spPr=GraphicalProperties(
                    solidFill=_ink(colour), ln=_line(series.colour, width)
                ),  # the line to it stays as it is
            )
            for at, (symbol, colour) in chart.own.items()
            if chart.first <= at < chart.until
        ]


def _marker(symbol: Any, colour: str, size: int) -> Marker:
    return Marker(symbol=symbol, size=size, spPr=GraphicalProperties(solidFill=_ink(colour), ln=_line(colour, 0.75)))


def _axes(made: Any, native: Native, chart: Chart) -> None:
    made.x_axis.delete = made.y_axis.delete = False
    values, names = made.y_axis, made.x_axis
    values.scaling.min, values.scaling.max = chart.lowest, chart.highest
    values.number_format = native.on_axis(chart)
    values.majorGridlines.spPr = GraphicalProperties(ln=_line(LINES, 0.75))
    values.graphicalProperties = names.graphicalProperties = GraphicalProperties(ln=_line(QUIET, 0.75))
    values.txPr = names.txPr = _type(WORDS)
    if chart.kind == "radar":
        return
    names.tickLblPos = "low"  # below figures that are less than nothing
    values.title, names.title = _title(chart.axis, WORDS), _title(chart.of, WORDS)
    if "bars" in chart.kind:  # the first at the top, as in the table, and the figures at the foot
        names.scaling.orientation, values.crosses, names.tickLblSkip = "maxMin", "max", 1


def _type(size: int, bold: bool = False) -> RichText:
    how = CharacterProperties(sz=size, b=bold, solidFill=_ink(INK))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=how), endParaRPr=how)])


def _title(words: str, size: int, bold: bool = False) -> Title:
    how = CharacterProperties(sz=size, b=bold, solidFill=_ink(INK))
    run = RegularTextRun(rPr=how, t=words)
    text = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=how), r=[run])]))
    return Title(tx=text, overlay=False)
