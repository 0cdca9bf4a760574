"""Agency costs: historic against principles-based, and before and after intervention."""

import streamlit as st

from pages.ui import cache, costs, empty, filters, frame

frame.title(
    "Agency costs",
    "What each agency spends on a case in the historic approach, against doing what matters to the person; and what "
    "happens in the quarters before and after.",
)

if not cache.counts()["transactions"]:
    empty.needs("agency_costs")
    st.stop()

line = filters.line()
chosen = costs.choose(line, cache.ask("agency_costs"))
spent, quarters = costs.of_kind(line, cache.ask("agency_costs", **chosen), cache.ask("before_and_after", **chosen))
frame.of(spent)
by_agency, kinds, around = frame.parts("Cost by agency", "Kinds of money", "Before and after intervention")
if by_agency.open:
    with by_agency:
        costs.show_costs(spent)
if kinds.open:
    with kinds:
        costs.show_kinds(spent)
if around.open:
    with around:
        costs.show_quarters(quarters)
        costs.show_payments()
