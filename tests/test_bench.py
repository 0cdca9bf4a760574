"""The benchmark keeps up with the catalogue: it breaks here, and not when somebody wants to measure."""

from bench.aggregates import AGGREGATES, clean
from measures.catalogue import MEASURES


def test_each_measure_of_demands_has_its_plain_aggregate_and_each_of_these_can_be_asked(full):
    of_demands = {name for name, measure in MEASURES.items() if "demands" in measure.sheets}
    assert of_demands == set(AGGREGATES), "bench/aggregates.py: what an analyst would write for it by hand"
    with clean(full) as plain:
        for name, query in AGGREGATES.items():
            assert plain.sql(query).fetchall(), name
