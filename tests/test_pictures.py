"""What holds of every kind of picture: no name is cut, nothing that is no street or no record has a bar, and a mark
means one thing."""

import datetime as dt
import json
import re

from measures.answers import ask
from measures.disclosure import STEERING_GROUP
from measures.views import view
from measures.views.board import pictures as board
from measures.views.board import words as say
from measures.views.matrix import Cell, matrix, shade
from tests.worlds import ROOT, incoming

LONG = ["Nether Wallop and Over Wallop Station Road North", "Nether Wallop and Over Wallop Station Road South"]


def words_of(chart) -> list[str]:
    """The lines of words that a chart has, from above."""
    rows = [row for rows in chart.to_dict()["datasets"].values() for row in rows if "label" in row]
    return [row["label"] for row in rows]


def test_a_matrix_wraps_the_names_of_its_rows_and_shades_in_steps():
    columns = [("1", ["4", "May"]), ("2", ["11", "May"])]
    cells = [Cell(name, column, n, "week of 4 May") for n, name in enumerate(LONG) for column in "12"]
    chart = matrix(LONG, columns, cells, row="Type", column="Demands in the")
    said = " ".join(words_of(chart))
    assert all(name in said for name in LONG)
    assert [shade(n, 9) for n in (0, 1, 9)] == [("#FFFFFF", "#0B0C0C"), ("#C9DDF0", "#0B0C0C"), ("#2073BC", "#FFFFFF")]


def homes(street: str, tiers: str) -> list[dict]:
    return [{"household_ref": f"{street} {n}", "street": street, "tier": tier} for n, tier in enumerate(tiers)]


def test_two_long_streets_are_two_and_other_streets_are_no_street(store):
    rows = homes(LONG[0], "1" * 9 + "3" * 9) + homes(LONG[1], "1" * 10 + "3" * 10)
    rows += [home for n in range(20) for home in homes(f"Lane {n}", "111")]
    store.load([incoming("households", rows)], "x")
    answer = ask(store, "households_by_street", viewer=STEERING_GROUP)
    gathered = answer.measure.gathered
    chart = board.streets(say.streets(answer.shape), gathered)
    said = words_of(chart)
    assert all(name in " ".join(said) for name in LONG)
    bars = [row["street"] for rows in chart.to_dict()["datasets"].values() for row in rows if "part" in row]
    assert set(bars) == set(LONG), "no bar of what is no street"
    assert gathered in said and any(line.endswith(", together") for line in said)


def test_the_boards_costs_are_by_the_month_and_none_is_no_bar(full):
    shape = ask(full, "agency_costs", {"case": "RUTH"}).shape
    assert shape.lined_up and shape.unequal
    spec = board.split(shape).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows if "approach" in row]
    wanted = {
        (line.name, amount)
        for line in map(shape.monthly, shape.agencies)
        for amount in (line.historic, line.new)
        if amount
    }
    assert {(row["agency"], row["amount"]) for row in rows if row["amount"]} == wanted
    assert "a month" in spec["title"]["text"] and "£0" not in json.dumps(spec)
    assert {row["label"] for row in rows if not row["amount"]} == {"none recorded"}


SIGNALS = "|".join(["diamond", "square", "cross", "triangle-up"])


def test_marks_of_signals_and_dashes_are_drawn_in_one_room_alone():
    """A square in a legend is a sample of a colour, and no mark."""
    for path in (ROOT / "measures" / "views").rglob("*.py"):
        if path.parts[-2:] != ("capability", "chart.py"):
            text = path.read_text("utf-8").replace('symbolType="square"', "")
            assert not re.search(rf'"({SIGNALS})"|strokeDash|StrokeDash', text), path


def test_of_one_row_there_is_a_sentence_and_a_table_and_no_chart(store):
    rows = [{"received_on": dt.date(2025, 3, day), "type": "Bins", "verbatim": "?"} for day in (3, 4, 5)]
    store.load([incoming("demands", rows)], "x")
    alone = view(ask(store, "demand_types"))
    assert not alone.pictures and alone.open_table and [row["Demands"] for row in alone.rows] == ["3"]
    store.load([incoming("demands", [{**rows[0], "type": "Rent", "verbatim": "Rent"}])], "x")
    assert view(ask(store, "demand_types")).pictures
