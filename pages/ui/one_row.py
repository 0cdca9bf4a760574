"""One row of a sheet, on History: what is known now of what it says, whether it counts, and the measures that read it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures import behind
from measures.behind import Told
from measures.definition import Measure
from measures.problems import MOST_ROWS
from measures.sheets import SHEETS
from measures.uploads import Upload
from measures.views import one_row as say
from pages.ui import cache, card, filters, trail
from pages.ui.words import plain

# The page that has each measure; all others are followed on Over time.
PAGES: dict[str, tuple[str, ...]] = {
    "demand_tiers": (
        "demand_tiers",
        "households_by_street",
        "flags_by_street",
        "agency_overlap",
        "flag_count_differences",
        "selected_lists",
    ),
    "value_and_failure": (
        "failure_demand",
        "failure_capacity",
        "demand_types",
        "demand_words",
        "predictability",
        "repeat_demands",
        "demands_of_household",
        "demand_by_weekday",
        "resolved_first_time",
        "end_to_end_days",
        "failure_origins",
        "failure_between_agencies",
        "system_conditions",
        "system_condition_words",
    ),
    "capacity": ("capacity_by_week", "capacity_by_agency", "capacity_by_type", "capacity_released", "hours_by_tier"),
    "agency_costs": ("agency_costs", "before_and_after"),
    "outcomes": ("outcome_ratings", "outcome_changes"),
    "case_story": ("what_matters", "case_people", "case_received", "case_timeline", "case_costs"),
    "results": ("results", "re_referrals", "referrals_to_packages", "activities_counted"),
    "history": ("data_completeness", "record_of_demands"),
}
PAGE_OF = {measure: page for page, measures in PAGES.items() for measure in measures}
NOWHERE = ("flags_per_household",)  # on no page


def page_of(measure: Measure) -> str:
    """The page on which a measure is, by its file; blank where it is on none."""
    return "" if measure.name in NOWHERE else PAGE_OF.get(measure.name, "over_time")


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


def _told(told: Told, name: str) -> None:
    counts, why = say.counts(told, cache.store().versions())
    st.markdown(f"**{counts}** {plain(why)}")
    card.written(told.lines, name)


def _readers(told: Told) -> None:
    st.subheader(say.readers(told), anchor=False)
    with st.container(key="named-readers"), st.grid(3, min_column_width=300, gap="xsmall"):
        for measure in behind.readers(told.kind):
            if page := page_of(measure):
                of = {one: ref for one, ref in told.of.items() if one in measure.filters}
                st.page_link(f"pages/{page}.py", label=measure.title, query_params=of)
            else:
                st.caption(f"{measure.title}: {say.NO_PAGE}")
