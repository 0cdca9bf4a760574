"""What is asked before a sheet is loaded: the sentence, the evidence and the choices of each question."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from measures.problems import cell, shorten, stopping
from measures.questions.base import Choice, Question
from measures.questions.prices import other_unit_costs, unit_costs
from measures.questions.records import record
from measures.questions.shared import credits, siblings
from measures.questions.spelled import noughts
from measures.uploads import Incoming, Loaded
from measures.words import day, listed, plural
from measures.workbook.by_hand import OF_NAME, OF_SHEET, Override
from measures.workbook.called import name_in
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things


def spellings(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether references are those that are loaded already in another spelling, as 123 for 00123."""
    if not outcome.respelt:
        return None
    count = sum(each.count for each in outcome.respelt)
    evidence = [
        f"{sheet.sheet.column(each.column).title} {shorten(given)}: {shorten(kept)} is loaded"
        for each in outcome.respelt
        for given, kept in each.examples
    ]
    if more := count - len(evidence):
        evidence.append(f"and {more:,} more")
    mostly = any(2 * each.count >= pc.count_distinct(incoming.rows[each.column]).as_py() for each in outcome.respelt)
    return Question(
        "spellings",
        sheet.name,
        f"{plural(count, 'reference')} {_are(count)} loaded already, but for noughts at the beginning, marks or "
        f"spaces, which "
        "spreadsheet programs change: the same, or others?",
        (
            Choice("same", "The same: they are shown as they were loaded first", {"respell": True}),
            Choice("others", "Others: each is of its own", {"respell": False}),
        ),
        tuple(evidence),
        "same" if mostly else None,
    )


def erased(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether rows of somebody who was erased are to be loaded again."""
    if not (again := outcome.again):
        return None
    return Question(
        "erased",
        sheet.name,
        f"{plural(again.rows, 'row')} {_are(again.rows)} of a household or a case that was erased on "
        f"{day(again.day)}: leave {'it' if again.rows == 1 else 'them'} out, or load "
        f"{'it' if again.rows == 1 else 'them'} again?",
        (
            Choice("leave-out", "Leave out what was erased", {"without_erased": True}),
            Choice("load", "Load it again: it is in the store then as any other row", {"without_erased": False}),
        ),
        default="leave-out",
    )


def references(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether references stand for the same things as those loaded before, where half of them or more look
    otherwise."""
    if not stopping(other_things(sheet, outcome)):
        return None
    things = f"{sheet.sheet.thing}s"
    return Question(
        "references",
        sheet.name,
        f"Are these the {things} that were loaded before under these references?",
        (Choice("same", f"They are the same {things} as those loaded before under these references"),),
    )


def as_at(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether a list that is as at a day to come is already so."""
    places = {column.name: position for position, column in sheet.recognised.columns.items()}
    if (column := places.get(sheet.sheet.as_at)) is None:
        return None
    ahead = [problem for problem in sheet.problems if (problem.code, problem.column) == ("in-the-future", column)]
    if not ahead:
        return None
    return Question(
        "as-at",
        sheet.name,
        f"The list is as at {ahead[0].details['value']}, which is still to come. Is that how things are today "
        f"already? If not, load "
        "it when its day has come, or mend the day",
        (Choice("today", "It is how things are today: it counts from today on"),),
        (ahead[0].where,),
    )


def blanks(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """What blank cells mean of which a value is known."""
    if not outcome.blanked_in_all:
        return None
    places = {column.name: position for position, column in sheet.recognised.columns.items()}
    places |= {flag: position for position, flag in sheet.recognised.flags.items()}
    titles = {column.name: column.title for column in sheet.sheet.columns}
    evidence = [
        f"{cell(sheet.name, each.row, places.get(each.column))}: {titles.get(each.column, each.column)} of "
        f"{shorten(each.key)} was {shorten(each.before)}"
        for each in outcome.blanked
    ]
    if more := outcome.blanked_in_all - len(evidence):
        evidence.append(f"and {more:,} more")
    one = outcome.blanked_in_all == 1
    return Question(
        "blanks",
        sheet.name,
        f"{plural(outcome.blanked_in_all, 'cell')} that had a value {'is' if one else 'are'} blank now: is that as "
        f"before, "
        "or not known any more?",
        (
            Choice("as-before", "As before: a blank says nothing new", {"blanks": "as before"}),
            Choice("not-known", "Not known any more: the blank takes the value away", {"blanks": "not known"}),
        ),
        tuple(evidence),
    )


def gone(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Where those have gone that the earlier of two lists of the same place has, and the later does not."""
    if not outcome.absent:
        return None
    thing = sheet.sheet.thing
    together = listed([f"“{each.sheet}”" for each in (*incoming.before, incoming, *incoming.behind)], "or")
    evidence = [
        f"{plural(each.count, thing)} of {shorten(each.place)} {_are(each.count) + ' not ' if each.is_later else ''}on "
        f"{each.file_name}, upload {each.upload}, as at {day(each.day)}"
        for each in outcome.absent
    ]
    parts = []
    for is_later, of, on in (
        (False, "of an earlier list of the same place", together),
        (True, f"of {together}", "a newer list of the same place"),
    ):
        if count := sum(each.count for each in outcome.absent if each.is_later == is_later):
            parts.append(f"{plural(count, thing)} {of} {_are(count)} not on {on}")
    return Question(
        "gone",
        sheet.name,
        f"{', and '.join(parts)}: moved away, or still there?",
        (
            Choice("moved-away", "Moved away: they count no more, from the newer list on", {"gone": True}),
            Choice("still-there", "Still there: the newer list only leaves them out"),
        ),
        tuple(evidence),
    )


def sheet_name(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """What the name of a sheet is of all its rows, where the file has others with the same headings."""
    read = sheet.recognised
    if not read.name_may_be:
        return None
    called, as_read = read.own_cells.called, read.as_read()
    name, _ = name_in(called)

    def kept(override: Override) -> dict[str, object]:
        return {**(incoming.mapping or {}), "said": override.as_dict()}

    choices = []
    for field in read.name_may_be:
        column = sheet.sheet.column(field)
        rows = incoming.rows.append_column(field, pa.array([name] * incoming.rows.num_rows, pa.string()))
        mapping = kept(as_read.with_given(field, OF_SHEET if name == called else OF_NAME))
        words = f"{column.title}: {name} is the {column.title.lower()} of all its rows"
        choices.append(Choice(field, words, {"rows": rows, "mapping": mapping}))
    choices.append(Choice("neither", "Neither: the name says nothing of the rows", {"mapping": kept(as_read.nameless)}))
    titles = listed([sheet.sheet.column(field).title.lower() for field in read.name_may_be], "or")
    return Question(
        "sheet-name",
        sheet.name,
        f"Other sheets of the file have the same headings, and no column says the {titles}. What is “{shorten(name)}”?",
        tuple(choices),
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


# Asked in this order: a later one sees the sheet as the answers to the earlier ones have it.
QUESTIONS = {
    "sheet-name": sheet_name,
    "unit-costs": unit_costs,
    "other-unit-costs": other_unit_costs,
    "credits": credits,
    "siblings": siblings,
    "noughts": noughts,
    "erased": erased,
    "as-at": as_at,
    "spellings": spellings,
    "record": record,
    "references": references,
    "blanks": blanks,
    "gone": gone,
}
