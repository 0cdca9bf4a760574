"""The parts of the Results page."""

from __future__ import annotations

import streamlit as st

from measures.answers import Answer
from measures.charts import results as charts
from measures.describe import results as words
from pages.ui import cache, card
from pages.ui.words import plain


def pairs(answer: Answer) -> None:
    """Before and after: a picture for each unit, since 12 hours and 12% have no scale in common."""
    units = answer.shape.pairs_by_unit()
    if units:
        card.draw(
            answer,
            words.pairs_headline(answer),
            *(cache.picture(charts.pairs, rows) for rows in units.values()),
            subtitle=words.pairs_subtitle(answer),
            rows=words.pairs_table(answer.shape),
        )


def counts(answer: Answer) -> None:
    """Counts of outcomes as bars, those of one sample together."""
    for rows in answer.shape.counts_by_sample().values():
        if len(rows) > 1:
            headline, subtitle = words.counts_headline(rows), words.counts_subtitle(rows)
            st.subheader(plain(headline), anchor=False)
            st.caption(plain(subtitle))
            st.vega_lite_chart(spec=cache.picture(charts.counts, rows), theme=None, alt=f"{headline}. {subtitle}")
            with st.expander("The same numbers as a table"):
                card.written(words.counts_table(rows), headline)


def as_given(answer: Answer) -> None:
    """Figures without a before and an after: as they were given, and no more."""
    rows = words.as_given(answer.shape)
    if rows:
        st.subheader("Figures as they were given", anchor=False)
        st.caption("Without both a before and an after, nothing more can be worked out from these. Ask for both.")
        st.markdown("\n".join(f"- **{plain(what)}**: {plain(said)}" for what, said in rows))


def referrals() -> None:
    """Referrals that came back, and that led to a package, by year or quarter."""
    if not cache.ask("re_referrals").n:
        return
    st.divider()
    st.header("Referrals", anchor=False)
    every = st.segmented_control(
        "By",
        ["year", "quarter"],
        default="year",
        required=True,
        key="every",
        bind="query-params",
        format_func={"year": "Year", "quarter": "Quarter"}.get,
    )
    back = cache.ask("re_referrals", every=every)
    _shares(back, "came within 12 months of another for the same case")
    led = cache.ask("referrals_to_packages", every=every)
    if any(row["numerator"] for row in led.shape.placed):
        _shares(led, "led to a package before the next referral")
    else:
        st.subheader("Referrals that led to a package", anchor=False)
        st.info(
            "No transaction after a referral has a package as its activity, so nothing can be said yet. Call it Package, Package of care, "
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
            card.written(words.activities(answer), answer.measure.title)


def _shares(answer: Answer, verb: str) -> None:
    card.draw(
        answer,
        words.shares_headline(answer, verb),
        cache.picture(charts.shares, answer.shape),
        subtitle=words.shares_subtitle(answer),
        note=words.shares_note(answer, charts.LATEST),
    )
