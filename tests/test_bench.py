"""The benchmark keeps up with the catalogue: it breaks here, and not when somebody wants to measure."""

import re

import pytest

import bench.__main__ as bench
from bench import jobs
from bench.aggregates import AGGREGATES, clean
from measures.catalogue import MEASURES


def test_each_measure_of_demands_has_its_plain_aggregate_and_each_of_these_can_be_asked(full):
    of_demands = {name for name, measure in MEASURES.items() if {"demands", "demands_as_loaded"} & measure.reads}
    assert of_demands == set(AGGREGATES), "bench/aggregates.py: what an analyst would write for it by hand"
    with clean(full) as plain:
        for name, query in AGGREGATES.items():
            assert plain.sql(query).fetchall(), name


def test_another_checkout_is_asked_in_turns_for_what_both_have(monkeypatch, tmp_path, capsys):
    turns = []

    def run(job, *arguments, checkout=bench.ROOT):
        turns.append(checkout)
        ours = checkout == bench.ROOT
        if job == "upload":
            return dict.fromkeys(("read", "check", "load", "seconds", "in all"), 1.0 if ours else 2.0)
        asked = {"demand_tiers": 0.002 if ours else 0.004, ("new_here" if ours else "gone_since"): 1.0}
        return {"with start": 9.0} | {name: {"asked": seconds} for name, seconds in asked.items()}

    monkeypatch.setattr(bench, "run", run)
    monkeypatch.setattr(bench, "_workbook", lambda rows: tmp_path / "log.xlsx")
    bench.against(tmp_path)
    assert turns == [tmp_path, bench.ROOT] * 3 * bench.TIMES
    lines = [each.split() for each in capsys.readouterr().out.splitlines()]
    assert ["seconds", "2.00", "1.00", "0.50"] in lines and ["demand_tiers", "4.0", "2.0", "0.50"] in lines
    assert not {"new_here", "gone_since"} & {each[0] for each in lines}


def test_words_and_pages_of_a_large_store_can_be_measured(monkeypatch, tmp_path, capsys):
    visit = {"first": 2.0, "again": 1.0, "at once": 4.0}
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    monkeypatch.setattr(bench, "COPIES", 0)
    monkeypatch.setattr(
        bench, "_pages", lambda path: {"with start": 0.0} | dict.fromkeys(("an empty page", "board"), visit)
    )
    monkeypatch.setattr(bench, "run", lambda job, *of: bench.JOBS[job](*map(str, of)) | {"with start": 0.0})
    bench.large()
    (tmp_path / "demands_10000000.duckdb").stat()
    said = capsys.readouterr().out
    found = dict(re.findall(r"^    (.+?) {2,}([\d,]+) ", said, re.MULTILINE))
    assert (found["a word of one in fifty"], found["a word nobody said"]) == ("158", "0")
    assert "met      first visit on 10,000,000 demands, asked ahead" in said
    assert "NOT MET  first visit on 10,000,000 demands, at once" in said


@pytest.mark.long
def test_after_a_moment_of_a_working_day_every_answer_is_as_it_was_and_no_file_is_left():
    day = jobs.soak("0.1")
    assert day["answers are the same"] and day["errors of the hands"] == [] and day["errors"] == 0
    assert day["turns"] and day["done"]["load"] == 1 and day["done"]["sessions cut off"] == 0
    assert {what: day[what]["files for a time"] for what in ("before", "after")} == {"before": [], "after": []}


def test_each_file_that_is_taken_away_can_be_measured(tmp_path):
    path = jobs.published(str(tmp_path / "published.duckdb"))["path"]
    for name in jobs.FILES:
        made = jobs.file(path, name)
        assert {*made} == {"first", "again", "before", "with it"} and 0 < made["before"] <= made["with it"], name
