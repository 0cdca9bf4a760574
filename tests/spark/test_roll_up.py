"""A roll-up says on Spark what it says in DuckDB, of the same files: to one who may read all, and as it is told."""

import contextlib

from measures import answers
from measures.roll_up import boards, rolled
from measures.roll_up.gathered import gather, united
from measures.roll_up.shared import share
from measures.store import Store
from tests.spark.test_agree import rows_of
from tests.spark.worlds import awkward
from tests.test_roll_up import demands, organisation


def test_of_three_organisations(session, tmp_path):
    from measures.roll_up import spark

    organisation(tmp_path, "One", demands(600, agency="Council", locality="North"))
    organisation(tmp_path, "Two", demands(300, agency="Council", locality="North"), demands(90, 300))
    (tmp_path / "three").mkdir()
    with Store.open(tmp_path / "three" / "store.duckdb") as store:
        store.load(awkward(), "a test")
        share(store, tmp_path / "shared", "Ülm: İstanbul")
    gathered = gather([tmp_path / "shared"])
    on_spark = spark.united(session, gathered)
    with united(gathered, tmp_path / "united.duckdb") as here:
        for name in rolled.ANSWERED:
            assert rows_of(answers.ask(on_spark, name)) == rows_of(answers.ask(here, name)) != []
        for own, other in zip(rolled.ask(here, "quarter"), rolled.ask(on_spark, "quarter"), strict=True):
            assert other == own and own.measure.every in ("", "quarter")
        place = {"locality": "Two: North"}
        assert answers.ask(on_spark, "failure_demand", place).n == answers.ask(here, "failure_demand", place).n > 0


def test_a_board_of_two_organisations(session, tmp_path):
    from measures.roll_up import spark

    organisation(tmp_path, "One", demands(600, agency="Council", locality="North"))
    organisation(tmp_path, "Two", demands(300, agency="Council", locality="North"), demands(90, 300))
    gathered = gather([tmp_path / "shared"])

    def here(of):
        return united(of, tmp_path / f"{len(of.shares)}{of.shares[0].organisation}.duckdb")

    def there(of):
        return contextlib.nullcontext(spark.united(session, of)) if len(of.shares) > 1 else here(of)

    found = []
    for name, engines in (("here", here), ("there", there)):
        with Store.open(tmp_path / name / "answers.duckdb") as store:
            found.append(boards.roll_up(store, gathered, [], engines, "AB", "", None).shown)
        for each in tmp_path.glob("*.duckdb"):
            each.unlink()
    assert found[0] == found[1] and found[0]["areas"].keys() == {"One", "Two"}
