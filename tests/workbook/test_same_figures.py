"""However a table is laid out, it gives the figures of the plain one: its columns in another order, under other
names, with totals, with another table below it, or lying across."""

import datetime as dt
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from measures.sheets import SHEETS
from measures.workbook.prepare import prepare, understand
from tests.drawn import few

from .build import csv, xlsx

COSTS = SHEETS["transactions"]
FIELDS = ("case_ref", "agency", "date", "activity", "cost")
NAMES = {"agency": ["Police", "Housing", "Adult social care"], "activity": ["Visit", "Call", "Assessment"]}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", "C3"]),
        st.sampled_from(NAMES["agency"]),
        st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31)),
        st.sampled_from(NAMES["activity"]),
        st.integers(1, 5_000),
    ),
    min_size=4,
    max_size=8,
)
HEADINGS = st.tuples(*(st.sampled_from((COSTS.column(name).title, *COSTS.column(name).also)) for name in FIELDS))
SUMMARY = [("Agency", "Amount"), ("Police", 7), ("Housing", 12)]


def figures(prepared, names=FIELDS):
    """Each row of the one sheet that is loaded, as often as it is there."""
    (sheet,) = prepared.sheets
    assert not prepared.stops(), [problem.sentence for problem in prepared.stops()]
    return Counter(zip(*(sheet.good_rows()[name].to_pylist() for name in names), strict=True))


@few(6)
@given(
    ROWS,
    HEADINGS,
    st.permutations(range(len(FIELDS))),
    st.sampled_from(["total", "summary", "both", ""]),
    st.booleans(),
)
def test_other_names_another_order_totals_and_a_table_below_change_no_figure(rows, headings, order, more, as_text):
    table = [tuple(row[i] for i in order) for row in (headings, *rows)]
    if more in ("total", "both"):
        total = {FIELDS.index("cost"): sum(row[-1] for row in rows), order[0]: "Total"}
        if order[0] != FIELDS.index("cost"):
            table.append(tuple(total.get(i) for i in order))
    table += [(), *SUMMARY] if more in ("summary", "both") and order[0] != FIELDS.index("cost") else []
    if as_text:
        table = [(*(f"{each:%d/%m/%Y}" if isinstance(each, dt.date) else each for each in row),) for row in table]
        table = [(*row, *[None] * (len(FIELDS) - len(row))) for row in table]
    prepared = prepare("costs.csv", csv(table).encode()) if as_text else prepare("costs.xlsx", xlsx({"costs": table}))
    assert figures(prepared) == Counter(rows)


@few(6)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["C1", "C2", "C3"]), st.sampled_from(NAMES["agency"])),
        st.integers(0, 900),
        min_size=4,
    ),
    st.booleans(),
)
def test_agencies_across_have_the_costs_of_agencies_down(costs, summed):
    agencies, cases = (sorted({key[i] for key in costs}) for i in (1, 0))
    if len(agencies) < 2:
        return
    table = [("Case", *agencies), *((case, *(costs.get((case, a)) for a in agencies)) for case in cases)]
    if summed:
        table = [(*row, "Total" if row is table[0] else sum(x or 0 for x in row[1:])) for row in table]
        table.append(("Total", *(sum(row[i] or 0 for row in table[1:]) for i in range(1, len(table[0])))))
    prepared = prepare("costs.xlsx", xlsx({"costs": table}))
    (other,) = prepared.others
    found = understand(prepared.workbook, overrides={"costs": other.suggested.confirmed})
    assert figures(found, ("case_ref", "agency", "cost")) == Counter((*key, cost) for key, cost in costs.items())


@few(12)
@example([dt.date(2024, 10, 13), dt.date(2025, 9, 1)], "%d/%m/%Y", "Statement", False)  # no scale of 10
@given(
    st.lists(st.dates(dt.date(2021, 1, 1), dt.date(2024, 12, 31)), min_size=2, max_size=4, unique=True),
    st.sampled_from(
        ["%d/%m/%Y", "{0.day}/{0.month}/{0.year}", "%d-%m-%Y", "%Y-%m-%d", "%d %b %Y", "%B %Y", "%b '%y", "%Y-%m"]
    ),
    st.sampled_from(["What matters", "Statement", "Outcome"]),
    st.booleans(),
)
def test_ratings_under_dates_in_any_form_are_those_of_their_dates(dates, form, heading, as_text):
    if "d" not in form:
        dates = list(dict.fromkeys(day.replace(day=1) for day in dates))
    if len(dates) < 2:
        return
    over = [form.format(day) if "{" in form else f"{day:{form}}" for day in dates]
    said = ["I sleep well", "I feel safe"]
    table = [("Case ref", heading, *over)]
    table += [
        (case, words, *((7 * n + m) % 11 for n in range(len(dates)))) for case in "AB" for m, words in enumerate(said)
    ]
    prepared = prepare("r.csv", csv(table).encode()) if as_text else prepare("r.xlsx", xlsx({"Ratings": table}))
    assert figures(prepared, ("case_ref", "statement", "date", "rating")) == Counter(
        (row[0], row[1], day, rating) for row in table[1:] for day, rating in zip(dates, row[2:], strict=True)
    )
