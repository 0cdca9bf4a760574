"""A measure as a person meets it: the finding, what it is of, the picture, the same numbers as a table, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from measures import views
from measures.answers import Answer
from measures.views import View, loads, tables
from measures.views.base import PICKED
from measures.views.tables import PRINTED, Column
from pages.ui import away, cache
from pages.ui.words import no_formula, plain

TALL = 420
# pixels of a chart beside another, at least: more than half a sheet of paper has, where it stands below the other
SIDE = 420


def show(what: str | Answer, view: View | None = None, *, pick: str = "", **chosen: Any) -> None:
    """The card of one measure: its finding, its chart, the table of the same numbers, how it is counted, a file.

    `what` is the name of a measure, asked with what was `chosen`, or an answer that the page has already. `view` stands
    in for the usual way in which it is shown. What somebody picks in its first chart is kept in the session under
    `pick`. Where there is nothing to show, a sentence says why and what to do.
    """
    answer = cache.ask(what, **chosen) if isinstance(what, str) else what
    if answer.is_empty or answer.blank:
        st.subheader(plain(answer.measure.title), anchor=False)
        st.caption(plain(missing(answer)))
        return
    view = view or views.view(answer)
    charts = body(view, answer.measure.title, pick=pick)
    with st.container(horizontal=True):
        if view.file:
            away.offer(answer, view, charts)
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


def body(view: View, table: str = "", *, pick: str = "") -> list[dict]:
    """A view without its file: the finding, what it is of, its pictures, the same numbers as a `table`, which has a
    name. Returns those of its charts that are not folded."""
    st.subheader(plain(view.headline), anchor=False)
    st.caption(plain(view.subtitle))
    charts = _pictures(view, pick)
    if view.note:
        st.caption(plain(view.note))
    if view.open_table:
        written(view.rows, table or view.headline, file=view.file)
    else:
        with st.expander("The same numbers as a table"):
            written(view.rows, table or view.headline, file=view.file)
    return charts


def _pictures(view: View, pick: str) -> list[dict]:
    charts = [cache.picture(each.draw, *each.of, **each.how) for each in view.pictures]
    shown = charts[: 1 if view.folded else None]
    if len(charts) <= 1 or view.stacked:
        for chart in shown:
            picked: dict[str, Any] = {"key": pick, "on_select": "rerun", "selection_mode": PICKED} if pick else {}
            drawn(chart, view.alt, **picked)
        if view.folded and charts[1:]:
            with st.expander(view.folded):
                for chart in charts[1:]:
                    drawn(chart, view.alt)
        return shown
    with st.grid(len(charts), min_column_width=SIDE):
        for chart in charts:
            drawn(chart, view.alt)
    return charts


def drawn(chart: dict, alt: str, **how: Any) -> None:
    """A chart on a page, and in words for whoever does not see it."""
    st.vega_lite_chart(spec=cache.sent(chart), theme=None, alt=alt, **how)


def missing(answer: Answer) -> str:
    """Why there is nothing to show, and what would change that."""
    return views.missing(answer, cache.counts(version=answer.version))


def bear_in_mind(answer: Answer) -> None:
    """How a measure is worked out, and what not to read into it."""
    with st.popover("How this is counted", icon=":material/info:"):
        st.markdown(f"{answer.measure.sentence}\n\n**How it is worked out.** {answer.measure.formula}")
        st.markdown("\n".join(f"- {caveat}" for caveat in answer.measure.caveats))


def written(rows: Sequence[Mapping[str, object]], alt: str, *, file: bool = False) -> None:
    """A table of words, its numbers at the right and its units in its headings; one that is longer than a screen can
    be put in another order. It is printed whole, up to so many rows, with where the others are: in its `file`, where
    there is one."""
    found = tables.columns(rows)
    if rest := tables.not_printed(len(rows), file):
        st.html(f'<p class="on-paper">{escape(rest)}</p>')
    if tables.sortable(found):
        # With the words of what is no number, a column is put in order by its words: it is none of numbers.
        frame = pd.DataFrame(
            {no_formula(c.heading): c.numbers if c.only_numbers else [*map(no_formula, c.cells)] for c in found}
        )
        commas = {c.heading: st.column_config.NumberColumn(format="localized") for c in found if c.only_numbers}
        lazy = len(frame) > tables.AT_ONCE  # of 20,000 streets each click would send nine megabytes
        st.dataframe(frame, hide_index=True, height=TALL, column_config=commas, alt=alt, lazy=lazy)
        # That is a drawing of the rows in its box, which is all that a printer would have of it: page.css hides this
        # one from a screen and from whoever listens to it.
        st.html(_table(found, alt, "on-paper", PRINTED))
        return
    tall = " tall" if len(rows) > tables.LONG else ""
    st.html(f'<div class="written{tall}" role="group" aria-label="{escape(alt)}">{_table(found, alt, "")}</div>')


def _table(found: Sequence[Column], alt: str, named: str, most: int | None = None) -> str:
    """A table as HTML, of its first rows where `most` are told. Streamlit's own would have the cells read as
    Markdown, and takes thirty times as long to put numbers at the right."""

    def cells(which: str, words: Sequence[str], how: str = "") -> str:
        right = (' class="number"' if column.numbers else "" for column in found)
        return "".join(f"<{which}{how}{its}>{escape(cell)}</{which}>" for its, cell in zip(right, words))

    rows = zip(*(column.cells[:most] for column in found), strict=True)
    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = cells("th", [column.heading for column in found], ' scope="col"')
    how = f' class="{named}"' if named else ""
    return f"<table{how}><caption>{escape(alt)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
