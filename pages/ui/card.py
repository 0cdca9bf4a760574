"""A measure as a person meets it: the finding, what it is of, the picture, the same numbers as a table, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from measures import views
from measures.answers import Answer
from measures.export.workbook import workbook
from measures.views import View, loads, tables
from measures.views.base import PICKED
from pages.ui import cache
from pages.ui.words import plain

TALL = 420
SIDE = 350  # a chart beside another is never narrower than a telephone


def show(what: str | Answer, view: View | None = None, *, pick: str = "", **chosen: Any) -> None:
    """The card of one measure: its finding, its chart, the table of the same numbers, how it is counted, a file.

    `what` is the name of a measure, asked with what was `chosen`, or an answer that the page has already. `view` stands
    in for the usual way in which it is shown. What somebody picks in its first chart is kept in the session under `pick`. Where there is nothing to show, a sentence says why and what to do.
    """
    answer = cache.ask(what, **chosen) if isinstance(what, str) else what
    if answer.is_empty:
        st.subheader(plain(answer.measure.title), anchor=False)
        st.caption(plain(missing(answer)))
        return
    view = view or views.view(answer)
    body(view, answer.measure.title, pick=pick)
    with st.container(horizontal=True):
        if view.file:
            st.download_button(
                "Download as Excel",
                data=lambda: workbook(answer, view.headline, f"{view.subtitle} {view.note}".strip()),
                file_name=f"{answer.measure.title}.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                icon=":material/download:",
                key=f"download {answer.measure.name}",
                on_click="ignore",
            )
        bear_in_mind(answer)
    by_hand = [cache.mends(version=answer.version).get(kind, (0, 0)) for kind in answer.measure.sheets]
    if any(map(any, by_hand)):
        st.caption(loads.mends_in_use(sum(cells for cells, _ in by_hand), sum(rows for _, rows in by_hand)))


def beside(*measures: str, **chosen: Any) -> None:
    """The cards of several measures beside each other, or below where there is no room."""
    with st.grid(len(measures), min_column_width=SIDE, gap="large"):
        for name in measures:
            with st.container():
                show(name, **chosen)


def body(view: View, table: str = "", *, pick: str = "") -> None:
    """A view without its file: the finding, what it is of, its pictures, the same numbers as a `table`, which has a
    name."""
    st.subheader(plain(view.headline), anchor=False)
    st.caption(plain(view.subtitle))
    _pictures(view, pick)
    if view.note:
        st.caption(plain(view.note))
    if view.open_table:
        written(view.rows, table or view.headline)
    else:
        with st.expander("The same numbers as a table"):
            written(view.rows, table or view.headline)


def _pictures(view: View, pick: str) -> None:
    charts = [cache.picture(each.draw, *each.of, **each.how) for each in view.pictures]
    if len(charts) <= 1 or view.stacked:
        for chart in charts[: 1 if view.folded else None]:
            picked: dict[str, Any] = {"key": pick, "on_select": "rerun", "selection_mode": PICKED} if pick else {}
            st.vega_lite_chart(spec=chart, theme=None, alt=view.alt, **picked)
        if view.folded and charts[1:]:
            with st.expander(view.folded):
                for chart in charts[1:]:
                    st.vega_lite_chart(spec=chart, theme=None, alt=view.alt)
        return
    with st.grid(len(charts), min_column_width=SIDE):
        for chart in charts:
            st.vega_lite_chart(spec=chart, theme=None, alt=view.alt)


def missing(answer: Answer) -> str:
    """Why there is nothing to show, and what would change that."""
    return views.missing(answer, cache.counts(version=answer.version))


def bear_in_mind(answer: Answer) -> None:
    """How a measure is worked out, and what not to read into it."""
    with st.popover("How this is counted", icon=":material/info:"):
        st.markdown(f"{answer.measure.sentence}\n\n**How it is worked out.** {answer.measure.formula}")
        st.markdown("\n".join(f"- {caveat}" for caveat in answer.measure.caveats))


def written(rows: Sequence[Mapping[str, object]], alt: str) -> None:
    """A table of words, its numbers at the right and its units in its headings; one that is longer than a screen can be put
    in another order."""
    found = tables.columns(rows)
    if tables.sortable(found):
        # With the words of what is no number, a column is put in order by its words: it is none of numbers.
        frame = pd.DataFrame({c.heading: c.numbers if c.only_numbers else c.cells for c in found})
        st.dataframe(frame, hide_index=True, height=TALL, alt=alt)
        return
    frame = pd.DataFrame({plain(c.heading): [plain(cell) for cell in c.cells] for c in found})
    numbers = [plain(c.heading) for c in found if c.numbers]
    styled = frame.style.set_properties(subset=numbers, **{"text-align": "right !important"}) if numbers else frame
    st.table(styled, hide_index=True, height=TALL if len(frame) > tables.LONG else "content", alt=alt)
