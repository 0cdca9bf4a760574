"""What is taken away of a card: its picture and its numbers, each with what it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from measures.answers import Answer
from measures.export import csv, picture
from measures.export.names import file_name
from measures.export.workbook import MIME, workbook
from measures.views import View
from pages.ui import cache, trail

TAKE_AWAY = "Take away"


def offer(answer: Answer, view: View, charts: Sequence[Mapping[str, Any]]) -> None:
    """A menu of files, each made when somebody presses it: the picture for slides and for print, the numbers for Excel and for others.
    `charts` are those that are shown."""
    title, day = answer.measure.title, dt.date.today()
    data = cache.data_of(
        answer.measure.sheets, version=answer.version
    )  # asked here: a file is made behind the page's back

    def file(label: str, made: Callable[[], Any], ending: str, mime: str) -> None:
        name = file_name(title, ending, day)
        key = f"{ending} {answer.measure.name}"
        trail.download(label, made, name, of=answer.filters, mime=mime, key=key, width="stretch")

    def drawn() -> str:
        return picture.svg(charts, view.headline, view.subtitle, (answer.measure.sentence, view.note, data))

    with st.popover(TAKE_AWAY, icon=":material/download:"):
        if charts:
            file("Picture for slides (PNG)", lambda: picture.png(drawn()), "png", "image/png")
            file("Picture for print (SVG)", drawn, "svg", "image/svg+xml")
        said = f"{view.subtitle} {view.note} {data}".replace("  ", " ")
        file("Numbers (Excel)", lambda: workbook(answer, view.headline, said), "xlsx", MIME)
        file("Numbers (CSV)", lambda: _csv(answer), "csv", "text/csv")


def _csv(answer: Answer) -> str:
    records = answer.records()
    return csv.text(records, [*records[0]] if records else [*answer.shape.columns_of(answer.measure)])
