"""One row of a sheet, on History: what is known now of what it says, whether it counts, and the measures that read
it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from measures import behind
from measures.behind import RowStatement
from measures.definition import Measure
from measures.over_time import has_points
from measures.place import APP
from measures.problems import MOST_ROWS
from measures.sheets import SHEETS
from measures.uploads import Upload
from measures.views import one_row as say
from pages.ui import cache, card, filters, trail
from pages.ui.words import plain

# The pages of measures that the page's own script does not name, and of those that several name.
PAGE_OF = {
    "demand_tiers": "demand_tiers",
    "demand_words": "value_and_failure",
    "system_condition_words": "value_and_failure",
    "demands_of_household": "value_and_failure",
    "re_referrals": "results",
    "referrals_to_packages": "results",
    "activities_counted": "results",
    "demands_per_week": "over_time",
}


def page_of(measure: Measure) -> str:
    """The page on which a measure is, by its file: the one whose script names it, or Over time where that follows
    it; blank where it is on none."""
    named = PAGE_OF.get(measure.name) or next((page for page, words in _scripts() if f'"{measure.name}"' in words), "")
    return named or ("over_time" if has_points(measure) else "")


@functools.cache
def _scripts() -> list[tuple[str, str]]:
    return [(page.stem, page.read_text("utf-8")) for page in sorted((APP / "pages").glob("*.py"))]


def show(uploads: Sequence[Upload]) -> None:
    """Choose an upload and a row, and read what it says."""
    st.write(say.ABOUT)
    there = {say.named(upload): upload for upload in uploads if upload.kind in SHEETS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        upload = there[filters.one_of("upload", say.UPLOAD, list(there), None, width=420)]
        row = st.number_input(
            say.ROW,
            min_value=1,
            max_value=MOST_ROWS,
            value=None,
            step=1,
            placeholder=say.FIRST,
            key="row",
            bind="query-params",
            width=220,
        )
    if row is None:
        return
    found = cache.told(upload.upload, row)
    if changed := say.changed(upload, row):
        st.caption(plain(changed))
    if not found:
        st.write(plain(say.nothing(upload, row)))
    for told in found:
        trail.row(say.looked(upload, row), told.of)
        _told(told, say.looked(upload, row))
    if found:
        _readers(found[0])


def _told(told: RowStatement, name: str) -> None:
    counts, why = say.counts(told, cache.store().versions())
    st.markdown(f"**{counts}** {plain(why)}")
    card.written(told.lines, name)


def _readers(told: RowStatement) -> None:
    st.subheader(say.readers(told), anchor=False)
    with st.container(key="named-readers"), st.grid(3, min_column_width=300, gap="xsmall"):
        for measure in behind.readers(told.kind):
            if page := page_of(measure):
                of = {one: ref for one, ref in told.of.items() if one in measure.filters}
                st.page_link(f"pages/{page}.py", label=measure.title, query_params=of)
            else:
                st.caption(f"{measure.title}: {say.NO_PAGE}")
