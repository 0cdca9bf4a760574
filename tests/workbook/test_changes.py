"""Changes are read as their heading says: a reduction is below 0, and per cent is per cent whatever the unit."""

import pytest

from measures.answers import ask
from measures.views import results as view
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare, understand

from .build import csv, load, places


def results(heading, *changes, unit="calls"):
    """Results with a change each, under a heading."""
    rows = [(f"R{i}", change, unit) for i, change in enumerate(changes)]
    return prepare("results.csv", csv([("Measure", heading, "Unit"), *rows]).encode())


def kept(prepared):
    """The change of each row, and whether it is in per cent."""
    rows = prepared.sheets[0].rows
    return list(zip(rows["change"].to_pylist(), rows["change_per_cent"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("heading", "change", "comes_to", "told"),
    [
        ("Change", -46, (-46, None), False),
        ("Change", "46%", (46, True), False),
        ("Increase", 46, (46, None), False),
        ("Increase or decrease", 46, (46, None), False),
        ("Reduction", 46, (-46, None), True),
        ("Decrease", "46%", (-46, True), True),
        ("Fell by", 0, (0, None), False),
        ("Change %", -46, (-46, True), True),
        ("Percentage change", 5, (5, True), True),
        ("Change (percentage points)", 5, (5, None), False),
        ("Reduction in per cent", "46", (-46, True), True),
        ("% decrease", 46, (-46, True), True),
    ],
)
def test_a_heading_says_whether_a_change_is_a_fall_and_whether_it_is_in_per_cent(heading, change, comes_to, told):
    prepared = results(heading, change)
    assert kept(prepared) == [comes_to]
    assert places(prepared) == ([("read-as-change", "results!B")] if told else [])


def test_falls_that_all_have_a_minus_are_asked_and_kept_as_said(store):
    asked = results("Reduction %", -46, -20)
    assert places(asked) == [("fall?", "results!B")]
    assert kept(results("Reduction %", 46, -20)) == [(-46, True), (20, True)], "one of them rose"
    for way, comes_to in (("change in per cent", -46), ("reduction in per cent", 46)):
        said = Override.of("results", asked.sheets[0].recognised.headings).read_in("Reduction %", way)
        prepared = understand(asked.workbook, overrides={"results": said})
        assert kept(prepared)[0] == (comes_to, True) and not prepared.stops()
    load(store, prepared)
    (given, *_) = view.as_given(ask(store, "results").shape)
    assert given == ("R0", "changed by +46%; sample size not given")


def test_a_change_that_before_and_after_do_not_make_is_told_with_its_cell():
    rows = [("Measure", "Before", "After", "Reduction", "Unit"), ("R", 46, 10, 36, "%"), ("S", 10, 46, 36, "%")]
    prepared = prepare("results.csv", csv(rows).encode())
    assert places(prepared, "change-differs") == [("change-differs", "results!D3")]
    assert "the change is −36, and before and after (10 and 46) make it +36" in " ".join(map(str, prepared.problems))
