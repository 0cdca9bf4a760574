"""Every measure says on Spark what it says in the store, of a world of awkward words and all worked examples: each row
is compared.

To plan the queries of one small world after another takes Spark five minutes, so that the examples are loaded together,
and each by itself where `make spark` asks for that.
"""

import math
import os
import shutil
from decimal import Decimal

import pytest

from measures.answers import ask
from measures.catalogue import MEASURES
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.standing import COLUMNS, standing
from tests.spark.worlds import awkward
from tests.worlds import load


def on_spark(session, store):
    from measures.roll_up.spark import Spark, given  # where Spark is

    version, last_day = store.at()
    tables = {name: given(standing(store, name, version)) for name in COLUMNS}
    settings = {name: store.setting(name) for name in ("tier_rule", "themselves", "payments")}
    return Spark(session, tables, version, last_day, settings)


def plain(value):
    """A value as both engines have it: of a sum of fractions the last digits are by the order in which they were
    added."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return "not a number" if math.isnan(value) else float(f"{value:.10g}")
    return value


def rows_of(answer):
    return sorted(({name: plain(value) for name, value in row.items()} for row in answer.shape.rows), key=repr)


def differs(store, spark, measure) -> str:
    """In what an answer on Spark is another than the store's; blank where they agree, of one row or more."""
    here = ask(store, measure)
    try:
        there = ask(spark, measure)
    except Exception as error:  # what Spark does not understand is told with all else
        return f"{type(error).__name__}: {str(error)[:500]}"
    rows, others = rows_of(here), rows_of(there)
    if rows != others:
        return (
            f"here {[row for row in rows if row not in others][:3]}, there "
            f"{[row for row in others if row not in rows][:3]}"
        )
    if (there.nameless, there.later, there.lists) != (here.nameless, here.later, here.lists):
        return "what is told beside"
    return "" if rows else "no row to compare"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("awkward") / "store.duckdb") as store:
        store.load(awkward(), "a test")
        for measure in MEASURES.values():
            load(
                store,
                {SHEETS[kind].title: rows for kind, rows in measure.example.sheets.items()},
                f"{measure.name}.xlsx",
            )
        keys = [row["_key"] for row in store.rows("SELECT _key FROM demands ORDER BY _key LIMIT 3", ["demands"])]
        for key, said in zip(keys, ("Value", "Failure", "Not sure")):
            store.classify(str(key), said, "A", type="İSTANBUL", system_condition="Cafe\u0301")
        yield store


def test_of_awkward_words_and_examples(session, world):
    spark = on_spark(session, world)
    assert not {name: said for name, measure in MEASURES.items() if (said := differs(world, spark, measure))}


@pytest.mark.skipif(
    not os.environ.get("EACH_EXAMPLE"), reason="each worked example by itself: `make spark` asks for it"
)
def test_of_each_worked_example(session, empty_file, tmp_path):
    found = {}
    for name, measure in MEASURES.items():
        with Store.open(shutil.copy(empty_file, tmp_path / f"{name}.duckdb")) as store:
            load(store, {SHEETS[kind].title: rows for kind, rows in measure.example.sheets.items()})
            found[name] = differs(store, on_spark(session, store), measure)
    assert not {name: said for name, said in found.items() if said}
