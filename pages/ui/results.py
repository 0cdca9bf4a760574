"""The parts of the Results page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from measures.answers import Answer
from measures.shapes import Results
from measures.views import results as views
from measures.views.frequency.table import by_split
from pages.ui import cache, card, filters

DAYS = [30, 90, 180, 365]


def there(answer: Answer[Results]) -> dict[str, Callable[[], None]]:
    """The parts of the page that there are rows for, each by its name, and what shows it."""
    every = {
        "What changed": (not answer.is_empty, partial(changed, answer)),
        "Referrals": (not cache.ask("re_referrals").is_empty, referrals),
    }
    return {name: show for name, (rows, show) in every.items() if rows}


def changed(answer: Answer[Results]) -> None:
    """What changed: before and after with the file of all results, then each sample's counts, then the rest as it was
    given."""
    first, *others = views.parts(answer)
    card.show(answer, first)
    for part in others:
        card.body(part)


def referrals() -> None:
    """Referrals that came back, and that led to a package, by year or quarter."""
    every = filters.either("every", "Referrals by", {"year": "Year", "quarter": "Quarter"})
    card.show("re_referrals", every=every)
    title, days = "Each referral is followed for", "{} days".format
    filters.told_of_a_link("within", title, [*map(days, DAYS)])
    within = st.segmented_control(
        title, DAYS, default=90, required=True, key="within", bind="query-params", format_func=days
    )
    led = cache.ask("referrals_to_packages", every=every, within=within)
    if cache.ask("activities_counted").shape.count(..., "package"):
        card.show(led)
    else:
        st.subheader("Referrals that led to a package", anchor=False)
        st.info(
            "No transaction after a referral has a package as its activity, so nothing can be said yet. Call it "
            "Package, Package of care, "
            "Care package or Funded package.",
            icon=":material/info:",
        )
    activities()


def activities() -> None:
    """What was taken for a referral and for a package, and what was not."""
    answer = cache.ask("activities_counted")
    if not answer.is_empty:
        with st.expander("Which activities are counted"):
            st.markdown(f"{answer.measure.formula} {' '.join(answer.measure.caveats)}")
            card.written(by_split(answer), answer.measure.title)
