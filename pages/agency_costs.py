"""Agency costs: historic against principles-based, and before and after intervention."""

import streamlit as st

from pages.ui import cache, costs, empty

st.title("Agency costs", anchor=False)
st.write(
    "What each agency spends on a case in the historic approach, against doing what matters to the person; and what "
    "happens in the quarters "
    "before and after."
)

if not cache.counts()["transactions"]:
    empty.needs("agency_costs")
    st.stop()

chosen = costs.choose(cache.ask("agency_costs"))
spent, quarters = costs.of_kind(cache.ask("agency_costs", **chosen), cache.ask("before_and_after", **chosen))
st.header("Cost by agency", anchor=False)
costs.show_costs(spent)
costs.show_kinds(spent)
costs.show_quarters(quarters)
costs.show_payments()
