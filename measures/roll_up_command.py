"""The command that answers the measures over all organisations, from what they shared: a batch, and no page waits
for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measures.commands import Unclear
from measures.place import file_at
from measures.problems import StoreError
from measures.rounding import LEAST
from measures.store import Engine, Store
from measures.store.aside import folder_aside
from measures.words import day, plural

if TYPE_CHECKING:
    from measures.roll_up.gathered import Gathered

GONE = "On the board before, and not among those that shared: {organisations}."
WITHIN = "{measure}: told of {organisations} within the whole alone, for too few there could be told apart."
DONE = "Published {boards} in {path}. `measures run --store {path}` shows it."
PARTIAL = "These are partial figures: {lacking} not in them."
OF_A_BOARD = "{word} is of a board that is published: say --publish, or leave it out."
OF_ANSWERS = "--every is of answers that are written: say --out, or leave it out. A board has its own periods."


def run(options: argparse.Namespace) -> int:
    """Roll up what was shared."""
    from measures.roll_up.gathered import gather

    if options.out and (options.rule or options.note):
        raise Unclear(OF_A_BOARD.format(word="--rule" if options.rule else "--note"))
    if options.publish and options.every:
        raise Unclear(OF_ANSWERS)
    gathered = gather(options.folders, options.partial)
    print(f"Of {plural(len(gathered.shares), 'organisation')}, until {day(gathered.until)}:")
    if options.publish:
        _publish(options, gathered)
    else:
        _write(options, gathered)
    if gathered.blank:
        print(gathered.is_blank)
    for sentence in gathered.lacking:
        print(sentence, file=sys.stderr)
    if gathered.lacking:
        print(PARTIAL.format(lacking=gathered.are_lacking))
    return 0


def _write(options: argparse.Namespace, gathered: Gathered) -> None:
    from measures import views
    from measures.roll_up import rolled

    rolled.make(options.out)  # before the work is done for nothing
    with _engine(options.engine, options.master, gathered, options.out.parent) as engine:
        answers = list(rolled.ask(engine, options.every or "month"))
    rolled.keep(answers, gathered, options.engine, options.out)
    for answer in answers:
        said = answer.withheld or ("Nothing is known of it." if answer.is_empty else views.view(answer).headline)
        print(f"{answer.measure.title}: {said}")
    print(f"Wrote {options.out}.")


def _publish(options: argparse.Namespace, gathered: Gathered) -> None:
    from measures.catalogue import MEASURES
    from measures.releases import latest
    from measures.releases import words as say
    from measures.roll_up import boards
    from measures.views.board.words import NOT_SHARED

    def engine(of: Gathered) -> AbstractContextManager[Engine]:
        # One organisation's rows are few: to have a cluster begin with each would take longer than to answer.
        name = options.engine if len(of.shares) > 1 else "duckdb"
        return _engine(name, options.master, of, options.publish.parent)

    with Store.open(options.publish) as store:
        before = latest(store)
        try:
            draft = boards.roll_up(store, gathered, options.folders, engine, options.who, options.note, options.rule)
        except ValueError as error:
            raise Unclear(f"Nothing was published: {error}.") from error
    for panel in (panel for band in draft.board.bands for panel in band.panels if panel.about != NOT_SHARED):
        print(f"  {panel.headline}")
    if before:
        print(say.held_back(draft.held, before, draft.fewest))
    print(say.rule(draft.fewest))
    for name, within in draft.apart.items():
        if within:
            print(WITHIN.format(measure=MEASURES[name].title, organisations=boards.some(within)))
    if gone := boards.not_here(gathered, draft.areas):
        print(GONE.format(organisations=boards.some(gone)))
    print(DONE.format(path=options.publish, boards=plural(1 + len(draft.areas), "board")))


@contextmanager
def _engine(name: str, master: str, gathered: Gathered, beside: Path) -> Iterator[Engine]:
    if name == "spark":
        try:
            from measures.roll_up import spark
        except ModuleNotFoundError as error:
            raise StoreError("no-spark", what=error.name) from error
        rows = sum(share.rows["demands"] for share in gathered.shares)
        with spark.session(master, rows) as session:
            yield spark.united(session, gathered)
    else:
        from measures.roll_up.gathered import united

        with ExitStack() as opened:
            try:
                folder = opened.enter_context(folder_aside(beside, ".roll-up-"))
            except OSError as error:
                raise StoreError("roll-up-disk", path=beside, reason=error.strerror or str(error)) from error
            yield opened.enter_context(united(gathered, folder / "united.duckdb"))


def add_to(parser: argparse.ArgumentParser, who: str) -> None:
    """The words of the command."""
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="where organisations shared, one or several each"
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="DIR", help="where the answers are written")
    where.add_argument(
        "--publish",
        type=file_at,
        metavar="PATH",
        help="the store of answers in which the board is published, for the pages",
    )
    parser.add_argument("--who", default=who, help="who publishes it, for the history")
    parser.add_argument("--note", default="", help="what it is for: its readers see this beside the date")
    parser.add_argument(
        "--rule", type=int, choices=LEAST, help="the least count that is shown of a board (default: as before, or 8)"
    )
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what works them out")
    parser.add_argument(
        "--master",
        default="local[*]",
        metavar="URL",
        help="the cluster of Spark, such as spark://name:7077 (default: this machine)",
    )
    parser.add_argument("--every", choices=("week", "month", "quarter"), help="the length of a period (default: month)")
    parser.add_argument(
        "--partial", action="store_true", help="go on without what is missing or damaged, and say so in the answers"
    )
