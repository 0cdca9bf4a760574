"""What holds of every answer, whatever it is of: parts sum to the whole, and a file says what a program is told."""

from __future__ import annotations

import csv
import io

import pytest

from measures.answers import ask, choices, demand_choices
from measures.catalogue import MEASURES
from measures.export.csv import STARTS_A_FORMULA, write


@pytest.mark.parametrize("name", MEASURES)
def test_a_file_says_what_a_program_is_told(full, name):
    answer = ask(full, name)
    rows, file = answer.records(), io.StringIO()
    assert rows, "the demonstration has rows for every measure"
    write(rows, list(rows[0]), file)
    in_file = list(csv.reader(io.StringIO(file.getvalue())))[1:]

    def cell(value: object) -> str:
        guarded = isinstance(value, str) and value.startswith(STARTS_A_FORMULA)
        return "" if value is None else f"'{value}" if guarded else str(value)

    assert in_file == [[cell(value) for value in row.values()] for row in answer.as_dict()["rows"]]


@pytest.mark.parametrize("of", ["locality", "agency", "type"])
def test_what_each_filter_leaves_sums_to_the_whole(full, of):
    """Each demand has one locality, one agency and one type, or is shown as having none: a filter loses and doubles
    none."""
    names = demand_choices(full)[of]
    assert len(names) > 1
    for measure in ("demand_types", "failure_origins"):
        parts = [ask(full, measure, {of: name}) for name in names]
        whole = ask(full, measure)
        assert sum(row["count"] for part in parts for row in part.shape.rows) == sum(
            row["count"] for row in whole.shape.rows
        )


def test_the_households_of_each_locality_and_tier_sum_to_all(full):
    whole = ask(full, "flags_per_household").n
    names = choices(full)["locality"]
    assert sum(ask(full, "flags_per_household", {"locality": name}).n for name in names) == whole > 0
    rated = sum(ask(full, "flags_per_household", {"tier": tier}).n for tier in (1, 2, 3))
    not_rated = sum(row["count"] for row in ask(full, "demand_tiers").shape.rows if row["category"] is None)
    assert rated + not_rated == whole
