"""Agency costs: historic against principles-based, and before and after intervention."""

import streamlit as st

from pages.ui import cache, costs, empty

st.title("Agency costs", anchor=False)
st.write(
    "What each agency spends on a case in the historic approach, against doing what matters to the person; and what happens in the quarters "
    "before and after."
)

if not cache.store().counts()["transactions"]:
    empty.needs("agency_costs")
    st.stop()

case = costs.choose_case(cache.ask("agency_costs"))
answer = cache.ask("agency_costs", case=case)
st.header("Cost by agency", anchor=False)
costs.show_costs(answer)
costs.show_avoided(answer)
costs.show_quarters(cache.ask("before_and_after", case=case))
