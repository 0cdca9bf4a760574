"""What the command's words may be: one parser for each command, which names the function that runs it."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from functools import cache
from pathlib import Path

from measures import (
    backup_command,
    commands,
    doctor_command,
    erase_command,
    export_command,
    pack_command,
    publish_command,
    roll_up_command,
    share_command,
)
from measures.cells.words import normalise
from measures.place import file_at, store_path
from measures.questions import QUESTIONS
from measures.questions.personal import is_code
from measures.sheets import SHEETS
from measures.workbook.by_hand import NOT_LOADED, SUGGESTED
from measures.workbook.read import IN_WORDS

ROLL_UP = (
    "Answer the measures over all organisations from what they shared, as those may read it who are to "
    "recognise nobody."
)
MOST_DAYS = 10_000  # of a time that may be asked for
FOR_STREAMLIT = "Streamlit's own options may follow, such as --server.port 8600."


def parse(words: list[str] | None = None) -> argparse.Namespace:
    """The words of the command as values; `run` is the function that carries it out. Ends the program where they make
    no command."""
    parser = _parser(sys.argv[0], store_path())
    options, for_streamlit = parser.parse_known_args(words)
    if for_streamlit and options.run not in (commands.run, commands.demo):
        parser.error(f"not understood: {' '.join(for_streamlit)}")
    options.for_streamlit = for_streamlit
    return options


@cache
def _parser(program: str, kept_at: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="measures" if Path(program).stem == "measures" else "python -m measures",
        description="Check and load spreadsheets, and show measures.",
    )
    own = kept_at.with_name("demo.duckdb")
    store, store_of_its_own = (argparse.ArgumentParser(add_help=False) for _ in range(2))
    for added, default in ((store, kept_at), (store_of_its_own, own)):
        words = f"the store's file (default: {default})".replace("%", "%%")
        added.add_argument("--store", type=file_at, default=default, metavar="PATH", help=words)
    months = argparse.ArgumentParser(add_help=False)
    months.add_argument(
        "--month-first",
        action="append",
        default=[],
        metavar="SHEET",
        help="the dates of this sheet have the month first",
    )
    months.add_argument(
        "--day-first",
        action="append",
        default=[],
        metavar="SHEET",
        help="the dates of this sheet have the day first",
    )
    by_hand = argparse.ArgumentParser(add_help=False, parents=[months])
    by_hand.add_argument(
        "--kind",
        action="append",
        default=[],
        type=_kind,
        metavar="SHEET=KIND",
        help="which kind this sheet is, whatever its headings say; suggested: read it as check suggests; leave-out: "
        "do not load it",
    )
    by_hand.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="SHEET!HEADING=FIELD",
        help="which field this heading of the sheet is, such as Household ref; flag: a Yes/No flag; leave-out: not "
        "read",
    )
    by_hand.add_argument(
        "--read",
        action="append",
        default=[],
        type=_column,
        metavar="SHEET!HEADING=WAY",
        help="in which way the column of this heading is read: the unit of its figures, such as hours, or which tier "
        "each level is, such as 1:3, 2:2, 3:1; or, with HEADING:WORDS, what cells that say these words are read "
        "as, such as Y or blank",
    )
    by_hand.add_argument(
        "--letters",
        default="",
        choices=[*IN_WORDS],
        help="in which letters the text files are written, where nothing in them says it",
    )
    by_hand.add_argument(
        "--value",
        action="append",
        default=[],
        type=_column,
        metavar="SHEET!FIELD=VALUE",
        help="what is the same for all rows of this sheet and has no column, such as Agency=Housing",
    )
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run, words: str, *parents: argparse.ArgumentParser, at=store) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=words, description=words, parents=[at, *parents])
        added.set_defaults(run=run)
        return added

    answers = argparse.ArgumentParser(add_help=False)
    answers.add_argument(
        "--answer",
        action="append",
        default=[],
        type=_answer,
        metavar="[SHEET!]QUESTION=CHOICE",
        help="the answer to what is asked of a sheet, or of every sheet, such as references=same",
    )
    check = command(
        "check", commands.check, "Say what is wrong with files, a line each, without loading them.", by_hand, answers
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument(
        "--marked", type=Path, metavar="OUT", help="write a copy of the file in which each of its problems is marked"
    )
    load = command("load", commands.load, "Load files: all of them, or none.", by_hand, answers)
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--leave-out", action="store_true", help="leave out rows that have problems, and load the rest")
    load.add_argument(
        "--replaces", type=int, action="append", default=[], metavar="N", help="withdraw upload N in the same step"
    )
    load.add_argument("--who", default=_user(), help="who loads it, for the history")
    uploads = command("uploads", commands.uploads, "List what was loaded.")
    uploads.add_argument("--format", choices=("text", "json"), default="text")
    readings = command(
        "readings", commands.readings, "List how sheets with the same headings are read, as somebody said."
    )
    readings.add_argument("--format", choices=("text", "json"), default="text")
    for name, run, words in (
        ("forget", commands.forget, "Forget how the headings of an upload are read. What is loaded stays as it is."),
        ("withdraw", commands.withdraw, "Withdraw an upload: its rows no longer count. Nothing is deleted."),
        ("reinstate", commands.reinstate, "Bring back a withdrawn upload."),
    ):
        change = command(name, run, words)
        change.add_argument("upload", type=int, metavar="N")
        change.add_argument("--who", default=_user(), help="who does it, for the history")
        if run is not commands.forget:
            change.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    erase = command(
        "erase",
        erase_command.run,
        "Erase a household, a case, an upload, or what is old, from every version of the data, for good.",
    )
    erase_command.add_to(erase, _user())
    publish = command(
        "publish", publish_command.run, "Publish the board for the steering group, as its preview shows it."
    )
    publish_command.add_to(publish, _user())
    export = command(
        "export", export_command.run, "Write the workbook of measures, with charts of Excel's own, for managers."
    )
    export_command.add_to(export, _user())
    pack = command(
        "pack", pack_command.run, "Write what is published as a pack for a meeting: slides, or a page of HTML."
    )
    pack_command.add_to(pack, _user())
    share = command(
        "share",
        share_command.run,
        "Write what an organisation shares for a roll-up of several: rows without words, under pseudonyms.",
    )
    share_command.add_to(share, _user())
    roll_up = verbs.add_parser("roll-up", help=ROLL_UP, description=ROLL_UP)
    roll_up.set_defaults(run=roll_up_command.run)
    roll_up_command.add_to(roll_up, _user())
    backup = command("backup", backup_command.backup, "Copy the store into one file, and check it. The app may go on.")
    backup_command.add_to_backup(backup, _user())
    restore = command("restore", backup_command.restore, "Go back to a backup. The app may go on.")
    backup_command.add_to_restore(restore, _user())
    doctor = command("doctor", doctor_command.run, "Say what is wrong with this installation, in plain words.")
    doctor_command.add_to(doctor)
    command(
        "accept-older",
        commands.accept_older,
        "Go on with a store that is an older copy, or begin anew where it is gone.",
    )
    listing = command("list", commands.list_measures, "List the measures.")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    show = command("show", commands.show, "Show a measure's answer.")
    show.add_argument("measure", metavar="MEASURE")
    show.add_argument("--format", choices=("json", "csv"), default="json")
    show.add_argument("--version", type=int, help="as it was at this version of the data")
    for name in ("locality", "flag", "case", "household", "agency", "type"):
        show.add_argument(f"--{name}", help=f"only this {name}")
    show.add_argument(
        "--without", action="append", metavar="CASE", help="leave this case out; may be given more than once"
    )
    show.add_argument("--every", choices=("week", "month", "quarter", "year"), help="the length of a period")
    show.add_argument("--within", type=_days, metavar="DAYS", help="for how many days each referral is followed")
    show.add_argument("--tier", type=int, choices=(1, 2, 3), help="only this demand tier")
    for name, words in (("since", "from this month on"), ("until", "up to and with this month")):
        show.add_argument(f"--{name}", type=_month, metavar="2025-01", help=words)
    show.add_argument(
        "--said", choices=("Value", "Failure", "Not sure", "Not classified"), help="only demands that are"
    )
    show.add_argument("--words", help="only where these words occur")
    show.add_argument("--who", default=_user(), help="who looks, for the trail of who did what")
    xmr = command("xmr", commands.xmr, "The capability chart (XmR) of two columns of a file, as JSON.", months)
    xmr.add_argument("file", type=Path, metavar="FILE")
    xmr.add_argument("--date", required=True, metavar="COL", help="the heading of the dates")
    xmr.add_argument("--value", required=True, metavar="COL", help="the heading of the values")
    xmr.add_argument("--baseline", type=int, metavar="N", help="freeze the lines on the first N points")
    xmr.add_argument(
        "--step", action="append", default=[], metavar="DATE", help="a step change: new lines from this date"
    )
    xmr.add_argument("--screen", action="store_true", help="leave out moving ranges of 3.267 times their mean or more")
    xmr.add_argument("--minimum", type=float, help="what the measure cannot be below")
    xmr.add_argument("--maximum", type=float, help="what the measure cannot be above")
    xmr.add_argument("--format", choices=("json",), default="json")
    command("run", commands.run, f"Open the app in the browser. {FOR_STREAMLIT}")
    demo = command("demo", commands.demo, f"Open the app on demonstration data. {FOR_STREAMLIT}", at=store_of_its_own)
    demo.add_argument("--fill-only", action="store_true", help="put the data into the store, and do not open the app")
    blank = command("template", commands.template, "Write an empty workbook for a kind of sheet.")
    blank.add_argument("kind", choices=sorted(SHEETS), metavar="KIND", help=", ".join(SHEETS))
    blank.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    return parser


def _user() -> str:
    """Who is at the keyboard; a container may run under a number without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _month(words: str) -> str:
    """A month as it is typed, 2025-01, of the years that a sheet may have."""
    try:
        first = dt.date.fromisoformat(f"{words}-01")
        if not 1900 <= first.year <= 2100:
            raise ValueError(words)
        return f"{first:%Y-%m}"
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no month: write it as 2025-01") from None


def _days(words: str) -> int:
    """A number of days, one at least."""
    if not words.isdecimal() or not 1 <= int(words) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{words} is no number of days: write one from 1 to {MOST_DAYS:,}")
    return int(words)


def _kind(words: str) -> tuple[str, str]:
    """SHEET=KIND: the sheet, and the kind by its name."""
    sheet, mark, kind = words.rpartition("=")
    known = {normalise(spelling): each.kind for each in SHEETS.values() for spelling in (each.kind, each.title)}
    found = (known | {"leave out": NOT_LOADED, "suggested": SUGGESTED}).get(normalise(kind))
    if not mark or not found:
        raise argparse.ArgumentTypeError(
            f'{words} names no kind: write "SHEET=KIND", of {", ".join(SHEETS)}, suggested or leave-out'
        )
    return sheet, found


def _answer(words: str) -> tuple[str, str]:
    """[SHEET!]QUESTION=CHOICE: the question by its name or code, and the name of the choice."""
    question, mark, choice = words.rpartition("=")
    code = question.rpartition("!")[2]
    if not mark or not choice or not (code in QUESTIONS or is_code(code)):
        raise argparse.ArgumentTypeError(
            f'{words} is not understood: write "SHEET!QUESTION=CHOICE", of the questions {", ".join(QUESTIONS)}, or of '
            f"those about "
            "personal details that `measures check` shows"
        )
    return question, choice


def _column(words: str) -> tuple[str, str, str]:
    """SHEET!HEADING=FIELD or =WAY, in its three parts."""
    heading, mark, field = words.rpartition("=")
    sheet, second, heading = heading.partition("!")
    if not (mark and second and heading.strip() and field.strip()):
        raise argparse.ArgumentTypeError(f'{words} is not understood: write "SHEET!HEADING=FIELD"')
    return sheet, heading, field
