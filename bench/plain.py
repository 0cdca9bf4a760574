"""The pages of measures as somebody writes them plainly: Streamlit and pandas over one workbook, read once and worked
out at every click.

    WORKBOOK=data/examples/locality.xlsx streamlit run bench/plain.py

It answers the same questions on as many pages, with fewer of their answers: no limits, no medians of weeks, no prices
of one year, no doubts, nothing protected. It is what the app's pages are laid beside.
"""

import os

import altair as alt
import pandas as pd
import streamlit as st


@st.cache_data
def sheet(name: str) -> pd.DataFrame:
    return pd.read_excel(os.environ["WORKBOOK"], sheet_name=name)


def demands() -> pd.DataFrame:
    found = sheet("Demands").copy()
    place = st.selectbox("Locality", ["All", *sorted(found["Locality"].dropna().unique())])
    if place != "All":
        found = found[found["Locality"] == place]
    found["Month"] = pd.to_datetime(found["Received on"], errors="coerce").dt.to_period("M").dt.to_timestamp()
    return found[found["Value or failure"].isin(["Value", "Failure"])]


def bars(found: pd.DataFrame, x: str, y: str, colour: str | None = None) -> None:
    encoded = {"x": alt.X(x, type="quantitative"), "y": alt.Y(y, type="nominal", sort="-x")}
    if colour:
        encoded["color"] = alt.Color(colour, type="nominal")
    st.altair_chart(alt.Chart(found).mark_bar().encode(**encoded))


def line(found: pd.DataFrame, x: str, y: str) -> None:
    mean = alt.Chart(found).mark_rule().encode(y=f"mean({y}):Q")
    drawn = alt.Chart(found).mark_line(point=True).encode(x=alt.X(x, type="temporal"), y=alt.Y(y, type="quantitative"))
    st.altair_chart(drawn + mean)


def shares(found: pd.DataFrame) -> pd.DataFrame:
    months = found.groupby("Month")["Value or failure"].agg(lambda each: (each == "Failure").mean()).rename("Failure")
    return months.reset_index()


def split(found: pd.DataFrame) -> pd.DataFrame:
    whole = found.groupby("Value or failure").agg(Demands=("Demand ref", "size"), Minutes=("Minutes", "sum"))
    return whole.reset_index()


def streets() -> pd.DataFrame:
    found = sheet("Households").copy()
    found["In need"] = found["Tier"].astype(str).str.contains("1|2")
    return found.groupby("Street name").agg(Households=("Household ref", "size"), Need=("In need", "sum")).reset_index()


def tiers() -> pd.DataFrame:
    return sheet("Households")["Tier"].astype(str).value_counts().rename_axis("Tier").reset_index(name="Households")


def money() -> pd.DataFrame:
    found = sheet("Transactions")
    return found.groupby(["Agency", "Approach"], dropna=False)["Cost"].sum().reset_index()


def quarters() -> pd.DataFrame:
    found = sheet("Transactions").merge(sheet("Cases")[["Case ref", "Intervention date"]], on="Case ref")
    days = pd.to_datetime(found["Date"], errors="coerce") - pd.to_datetime(found["Intervention date"], errors="coerce")
    found["Quarter"] = (days.dt.days // 91).where(lambda quarter: quarter.between(-6, 5))
    return found.groupby("Quarter").agg(Interactions=("Cost", "size"), Cost=("Cost", "sum")).reset_index()


def ratings(case: str) -> pd.DataFrame:
    found = sheet("Ratings")
    return found[found["Case ref"] == case]


def common_measures() -> None:
    st.title("Common measures")
    found = demands()
    st.header("Strategic")
    for column, each in zip(st.columns(3), ("Interactions", "Cost", None)):
        with column:
            if each:
                st.altair_chart(alt.Chart(quarters()).mark_line(point=True).encode(x="Quarter:Q", y=f"{each}:Q"))
            else:
                line(shares(found), "Month", "Failure")
    st.header("Geography")
    for column, draw in zip(st.columns(3), ((tiers, "Households", "Tier"), (streets, "Need", "Street name"), None)):
        with column:
            if draw:
                bars(draw[0](), *draw[1:])
            else:
                bars(split(found), "Demands", "Value or failure")
    st.header("Individual")
    left, right = st.columns(2)
    with left:
        bars(ratings("RUTH"), "Rating", "Statement", "Date")
    with right:
        bars(money(), "Cost", "Agency", "Approach")
    with st.popover("Numbers"):
        for table in (quarters(), shares(found), tiers(), streets(), split(found), money()):
            st.dataframe(table)


def value_and_failure() -> None:
    st.title("Value and failure")
    found = demands()
    st.dataframe(split(found))
    bars(split(found), "Demands", "Value or failure")
    types = found.groupby(["Type of demand", "Value or failure"]).size().reset_index(name="Demands")
    bars(types, "Demands", "Type of demand", "Value or failure")
    st.dataframe(types)
    failures = found[found["Value or failure"] == "Failure"]
    for of in ("Failure origin agency", "System condition"):
        counted = failures[of].value_counts().rename_axis(of).reset_index(name="Demands")
        bars(counted, "Demands", of)
        st.dataframe(counted)
    words = st.text_input("Words")
    said = found[found["What the person asked"].str.contains(words, case=False, regex=False, na=False)]
    st.dataframe(said[["Received on", "What the person asked", "Value or failure", "Type of demand"]].head(200))


def demand_tiers() -> None:
    st.title("Demand tiers")
    bars(tiers(), "Households", "Tier")
    bars(streets(), "Need", "Street name")
    st.dataframe(streets())
    flags = sheet("Households").iloc[:, 5:13].notna().sum().rename_axis("Flag").reset_index(name="Households")
    bars(flags, "Households", "Flag")
    st.dataframe(flags)


def capacity() -> None:
    st.title("Capacity")
    found = demands()
    weeks = found.assign(Week=pd.to_datetime(found["Received on"], errors="coerce").dt.to_period("W").dt.start_time)
    line(weeks.groupby("Week")["Minutes"].sum().reset_index(), "Week", "Minutes")
    of = found.groupby(["Agency", "Value or failure"])["Minutes"].sum().reset_index()
    bars(of, "Minutes", "Agency", "Value or failure")
    st.dataframe(of)


def case_story() -> None:
    st.title("Case story")
    case = st.selectbox("Case", sheet("Cases")["Case ref"])
    st.write(sheet("Cases").set_index("Case ref").loc[case, "What matters"])
    found = sheet("Transactions")[sheet("Transactions")["Case ref"] == case]
    bars(found.groupby("Agency")["Cost"].sum().reset_index(), "Cost", "Agency")
    st.altair_chart(alt.Chart(found).mark_point().encode(x="Date:T", y="Agency:N", size="Cost:Q"))
    st.dataframe(found)


def outcomes() -> None:
    st.title("Outcomes")
    case = st.selectbox("Case", sheet("Ratings")["Case ref"].unique())
    bars(ratings(case), "Rating", "Statement", "Date")
    st.dataframe(ratings(case).pivot_table(index="Statement", columns="Date", values="Rating"))


def agency_costs() -> None:
    st.title("Agency costs")
    bars(money(), "Cost", "Agency", "Approach")
    st.dataframe(money())
    for each in ("Interactions", "Cost"):
        st.altair_chart(alt.Chart(quarters()).mark_line(point=True).encode(x="Quarter:Q", y=f"{each}:Q"))


def over_time() -> None:
    st.title("Over time")
    found = demands()
    line(shares(found), "Month", "Failure")
    line(found.groupby("Month").size().reset_index(name="Demands"), "Month", "Demands")
    line(found.groupby("Month")["Minutes"].sum().reset_index(), "Month", "Minutes")
    for name, series in sheet("Series").groupby("Measure"):
        st.subheader(str(name))
        line(series, "Date", "Value")
    st.dataframe(shares(found))


def results() -> None:
    st.title("Results")
    st.dataframe(sheet("Results"))
    found = sheet("Results").melt("Measure", ["Before", "After"])
    bars(found[pd.to_numeric(found["value"], errors="coerce").notna()], "value", "Measure", "variable")


PAGES = (
    common_measures,
    value_and_failure,
    demand_tiers,
    capacity,
    case_story,
    outcomes,
    agency_costs,
    over_time,
    results,
)
st.navigation([st.Page(page, default=page is common_measures) for page in PAGES]).run()
