"""The command that answers the measures over all organisations, from what they shared: a batch, and no page waits for it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measures.problems import StoreError
from measures.store import Engine
from measures.words import plural

if TYPE_CHECKING:
    from measures.roll_up.gathered import Gathered

PARTIAL = "These are partial figures: {lacking} not in them."


def run(options: argparse.Namespace) -> int:
    """Roll up what was shared."""
    from measures import views
    from measures.roll_up import rolled
    from measures.roll_up.gathered import gather

    gathered = gather(options.folders, options.partial)
    with _engine(options, gathered) as engine:
        answers = list(rolled.ask(engine, options.every))
    rolled.keep(answers, gathered, options.engine, options.out)
    print(f"Of {plural(len(gathered.shares), 'organisation')}, until {gathered.last_day}:")
    for answer in answers:
        said = answer.withheld or ("Nothing is known of it." if answer.is_empty else views.view(answer).headline)
        print(f"{answer.measure.title}: {said}")
    print(f"Wrote {options.out}.")
    for sentence in gathered.lacking:
        print(sentence, file=sys.stderr)
    if gathered.lacking:
        lacking = len(gathered.lacking)
        print(PARTIAL.format(lacking=f"{plural(lacking, 'share')} {'is' if lacking == 1 else 'are'}"))
    return 0


@contextmanager
def _engine(options: argparse.Namespace, gathered: Gathered) -> Iterator[Engine]:
    if options.engine == "spark":
        try:
            from measures.roll_up import spark
        except ModuleNotFoundError as error:
            raise StoreError("no-spark", what=error.name) from error
        with spark.session(options.master) as session:
            yield spark.united(session, gathered)
    else:
        from measures.roll_up.gathered import united

        with (
            tempfile.TemporaryDirectory(dir=options.out.parent, prefix=".roll-up-") as folder,
            united(gathered, Path(folder) / "united.duckdb") as store,
        ):
            yield store


def add_to(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="where organisations shared, one or several each"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the answers are written")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what works them out")
    parser.add_argument(
        "--master",
        default="local[*]",
        metavar="URL",
        help="the cluster of Spark, such as spark://name:7077 (default: this machine)",
    )
    parser.add_argument("--every", choices=("week", "month", "quarter"), default="month", help="the length of a period")
    parser.add_argument(
        "--partial", action="store_true", help="go on without what is missing or damaged, and say so in the answers"
    )
