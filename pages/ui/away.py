"""What is taken away of a card: its picture and its numbers, each with what it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from measures.answers import Answer
from measures.export.names import MIME, file_name
from measures.export.sealed import SEAL, seal
from measures.releases import Release
from measures.store import Store
from measures.views import View
from measures.views.base import in_full
from measures.views.board.panels import Band, Panel
from measures.words import listed
from pages.ui import access, cache, trail
from pages.ui.words import plain

TAKE_AWAY = "Take away"
PACKS = {
    "pptx": "Slides with charts (PowerPoint)",
    "html": "A page that opens by itself (HTML)",
    "pdf": "Sheets for print (PDF)",
}
OF_ALL = "This release as it was published, with what changed since the one before and what to ask."
COPIES = "Do two people have the same copy?"
SAME = f"They do where its {SEAL}, a sum of all its letters, is this one."


def offer(answer: Answer, view: View, charts: Sequence[Mapping[str, Any]]) -> None:
    """A menu of files, each made when somebody presses it: the picture for slides and for print, the numbers for
    Excel and for others. `charts` are those that are shown. What makes a file is imported with it: a page need not
    wait for it."""
    title, day, view = answer.measure.title, dt.date.today(), in_full(answer, view)
    data = cache.data_of(
        answer.measure.sheets, version=answer.version
    )  # asked here: a file is made behind the page's back

    def file(label: str, made: Callable[[], Any], ending: str, more: str = "") -> None:
        name = file_name(f"{title} {more}", ending, day)
        key = f"{more}{ending} {answer.measure.name}"
        trail.download(label, made, name, of=answer.filters, mime=MIME[ending], key=key, width="stretch")

    def drawn() -> str:
        from measures.export import picture

        return picture.svg(charts, view.headline, view.subtitle, (answer.measure.sentence, view.note, data))

    def png() -> bytes:
        from measures.export import picture

        return picture.png(drawn())

    def workbook() -> bytes:
        from measures.export import workbook

        return workbook.workbook(answer, view, data)

    def slide() -> bytes:
        from measures.export import slides

        return slides.slide(answer, view, data)

    def rows(store: Store) -> bytes:
        from measures import behind
        from measures.export import rows

        return rows.workbook(answer, view, behind.behind(store, answer), data)

    with st.popover(TAKE_AWAY, icon=":material/download:"):
        if charts:
            file("Picture for slides (PNG)", png, "png")
            file("Picture for print (SVG)", drawn, "svg")
        file("Slide with its chart (PowerPoint)", slide, "pptx")
        file("Chart and numbers (Excel)", workbook, "xlsx")
        file("Numbers (CSV)", lambda: _csv(answer), "csv")
        if access.who().is_manager:
            file("Rows behind it, with their cells (Excel)", partial(rows, cache.store()), "xlsx", "rows")
        st.caption("A link to this page as it is now, for whoever may see it:")
        st.code(link(), language=None, wrap_lines=True)


def of_band(band: Band, data: str) -> None:
    """The pictures of a band of the board, each with its finding and what it is of, and its tables. What is told
    with Excel's and PowerPoint's own charts is at the cards of the pages behind it, and in a pack."""
    day, case = dt.date.today(), (band.pages or {}).get("case_story") or {}

    def file(label: str, made: Callable[[], Any], title: str, ending: str) -> None:
        key = f"{ending} {title} {band.tier}"
        trail.download(label, made, file_name(title, ending, day), of=case, mime=MIME[ending], key=key)

    def drawn(panel: Panel) -> str:
        from measures.export import picture

        return picture.svg([panel.chart or {}], panel.headline, panel.about, (panel.more, data))

    def png(panel: Panel) -> bytes:
        from measures.export import picture

        return picture.png(drawn(panel))

    def csv(rows: Sequence[Mapping[str, object]]) -> str:
        from measures.export import csv

        return csv.text([dict(row) for row in rows], [*rows[0]])

    st.markdown(f"**{TAKE_AWAY}**")
    for title, panel in band.titled:
        if panel.chart is not None:
            st.caption(plain(panel.headline))
            with st.container(horizontal=True):
                file("Picture for slides (PNG)", partial(png, panel), title, "png")
                file("Picture for print (SVG)", partial(drawn, panel), title, "svg")
    with st.container(horizontal=True):
        for title, rows in band.tables:
            file(f"{title} (CSV)", partial(csv, rows), title, "csv")


def link() -> str:
    """The address of the page with what is chosen on it."""
    chosen = urlencode(st.query_params.to_dict())
    return f"{st.context.url}?{chosen}" if chosen else str(st.context.url)


def all_measures(version: int, locality: str | None) -> None:
    """The workbook of measures, of this version of the data and of this place, for a manager: of what they may read."""
    store, day = cache.reading(version), dt.date.today()
    whole = listed(store.localities) or "All localities"

    def workbook() -> bytes:
        from measures.export import measures_workbook

        return measures_workbook.workbook(store, version=version, locality=locality, whole=whole)

    with st.popover(TAKE_AWAY, icon=":material/download:"):
        st.caption(plain(f"Each measure with its chart and its definition: {locality or whole}, all months."))
        name = file_name(f"measures {locality or ''}", "xlsx", day)
        trail.download("Workbook of measures (Excel)", workbook, name, mime=MIME["xlsx"], key="all measures")


def pack(release: Release, area: str | None) -> None:
    """A release, or the board of one of its areas, as a pack for a meeting: what a steering group reads, and nothing
    else. It is made when somebody opens the menu, which says by what two people can tell that they have the same."""
    with st.popover(TAKE_AWAY, icon=":material/download:", on_change="rerun", key="take away a pack") as opened:
        if not opened.open:
            return
        st.caption(plain(f"{area} alone, as it was published." if area else OF_ALL))
        seals = {}
        for ending, label in PACKS.items():
            with st.spinner("Making a file…"):
                content = cache.packed(release.number, area, ending)
            name, seals[label] = file_name(f"steering pack {area or ''}", ending, release.at.date()), seal(content)
            made = partial(bytes, content)
            trail.download(label, made, name, mime=MIME[ending], key=f"pack {ending}", width="stretch")
        with st.expander(COPIES):
            st.caption(SAME)
            for label, sealed in seals.items():
                st.caption(label)
                st.code(sealed, language=None, wrap_lines=True)


def _csv(answer: Answer) -> str:
    from measures.export import csv

    records = answer.records()
    return csv.text(records, [*records[0]] if records else [*answer.shape.columns_of(answer.measure)])
