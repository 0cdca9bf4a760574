"""However a table is laid out, it gives the figures of the plain one: its columns in another order, under other
names, with totals, with another table below it, or lying across."""

import datetime as dt
from collections import Counter

from hypothesis import given
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
