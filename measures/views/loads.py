"""What is said of a load, before it and after, and of the uploads that are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from measures.loading import Load
from measures.problems import cell as place
from measures.problems import shorten
from measures.questions import Question
from measures.schema import Sheet
from measures.sheets import SHEETS, title
from measures.store.names import name_key
from measures.uploads import Loaded, Upload
from measures.words import by, day, listed, plural, sentence_case
from measures.workbook.mends import Mend, rows_left_out

MENDS_LISTED, EXAMPLES, FILES_NAMED = 20, 3, 2
INVENTED = "Invented, for demonstration."
PARTLY = "Partly invented: the demonstration is among the data."


def invented(demonstration: int, of_all: int) -> str:
    """Whether the data are invented: all of them, in part where other uploads count too, or not at all."""
    return "" if not demonstration else INVENTED if demonstration == of_all else PARTLY


def of_localities(names: Sequence[str], unknown: Collection[str], unplaced: Mapping[str, int]) -> str:
    """What a manager of some localities sees, and what is in no locality, by kind of sheet: “You see Northfield
    only: 12 rows of Demands that nothing places in a locality are not among them.” `unknown` are the keys of those
    that no row says."""
    said = f"You see {listed(names)} only"
    rows = [f"{plural(count, 'row')} of {title(kind)}" for kind, count in unplaced.items()]
    of_none = f": {listed(rows)} that nothing places in a locality are not among them" if rows else ""
    nowhere = [name for name in names if name_key(name) in unknown]
    return f"{said}{of_none}." + (f" No row says {listed(nowhere, 'or')}." if nowhere else "")


def data_of(latest: Mapping[str, Any], invented: str) -> str:
    """Of which state of the data a page is: of its `latest` load, and whether they are `invented`."""
    return f"Data of {day(latest['changed_at'])}, version {latest['version']:,}. {invented}".strip()


def of_version(
    version: int, changes: Sequence[Mapping[str, Any]], uploads: Sequence[Upload], kinds: Collection[str], invented: str
) -> str:
    """Of which state of the data figures are, and of which files: “Data of 29 November 2026, version 3, of demands.xlsx
    and 2 more files.”

    `changes` are the loads of the store and `uploads` all that was loaded, the latest first; `kinds` are those that
    figures are of.
    """
    latest = next((change for change in changes if change["version"] <= version), None)
    names = [*dict.fromkeys(u.file_name for u in uploads if u.kind in kinds and u.counts_at(version))]
    more = len(names) - FILES_NAMED
    named = names if more < 1 else [*names[:FILES_NAMED], plural(more, "more file")]
    when = f"Data of {day(latest['changed_at'])}, version {latest['version']:,}" if latest else "No data"
    return f"{when}{f', of {listed(named)}' if named else ''}. {invented}".strip()


def what_would_be_loaded(outcome: Loaded, to_mend: int = 0) -> str:
    """What loading a sheet would change, before it is done; its rows to mend are not among them."""
    if outcome.rows == 0:
        return "There is no row that can be loaded."
    gone = f" {outcome.gone:,} of earlier {_lists(outcome.kind)} would count no more." if outcome.gone else ""
    if outcome.already_there == outcome.rows:
        rows = "The only row is" if outcome.rows == 1 else f"All {outcome.rows:,} rows are"
        nothing = "" if gone else " and change nothing"
        if outcome.spelled:
            nothing = f" and spell names of {plural(outcome.spelled, 'row')} otherwise"
        return f"{rows} already there: loading would count nothing twice{nothing}.{gone}"
    parts = []
    if outcome.new and outcome.replaces:
        parts.append(f"put {plural(outcome.new, 'row')} in the place of {_uploads(outcome.replaces)}")
    elif outcome.new:
        parts.append(f"add {plural(outcome.new, 'row')}")
    parts += (
        [f"change {plural(outcome.changed, 'row')} loaded before under the same reference"] if outcome.changed else []
    )
    parts += [f"fill gaps only with {plural(outcome.older, 'row')} older than what is known"] if outcome.older else []
    parts += [f"spell names of {plural(outcome.spelled, 'row')} otherwise"] if outcome.spelled else []
    rest = (
        f" {plural(outcome.already_there, 'row')} already there will not be counted twice."
        if outcome.already_there
        else ""
    )
    without = f"Without the {plural(to_mend, 'row')} to mend, loading" if to_mend else "Loading"
    return f"{without} would {listed(parts)}.{rest}{gone}"


NAME_FIRST = "Give your name or initials above first: it is kept in the history."


def standing(load: Load, to_mend: int, to_decide: int) -> str:
    """How far a load is: the rows that are ready, what is to mend and to decide, what is changed and left out."""
    ready = sum(sheet.rows.num_rows - sheet.bad_rows for _, sheet in load.sheets)
    out = sum(sheet.left_out for _, sheet in load.sheets)
    out += sum(rows_left_out(its) for file in load.files for its in file.mends.values())
    changed = sum(mend.column is not None for file in load.files for its in file.mends.values() for mend in its)
    parts = [f"**{plural(ready, 'row')} ready**"]
    parts += [f"{to_decide:,} to decide"] if to_decide else []
    parts += [f"{to_mend:,} to mend"] if to_mend else []
    parts += [f"{plural(changed, 'cell')} changed"] if changed else []
    parts += [f"{out:,} left out"] if out else []
    return " · ".join(parts)


def what_was_loaded(loaded: Loaded) -> str:
    """One sentence on what became of a sheet."""
    if loaded.upload is None:
        rows = "its only row was" if loaded.rows == 1 else f"all {loaded.rows:,} rows were"
        return (
            f"{loaded.file_name} ({loaded.sheet}): {rows} already there, so nothing was counted twice and "
            f"nothing was changed."
        )
    parts = [plural(loaded.new, "row" if loaded.replaces else "new row")] if loaded.new else []
    parts += [f"{loaded.changed:,} changed"] if loaded.changed else []
    parts += [f"{loaded.already_there:,} already there and not counted twice"] if loaded.already_there else []
    parts += [f"names of {plural(loaded.spelled, 'row')} spelled otherwise"] if loaded.spelled else []
    parts += [f"{loaded.older:,} older than what is known, which fill gaps only"] if loaded.older else []
    parts += [f"{loaded.left_out:,} left out"] if loaded.left_out else []
    parts += [f"{loaded.gone:,} of earlier {_lists(loaded.kind)} there no more"] if loaded.gone else []
    place = f", in the place of {_uploads(loaded.replaces)}" if loaded.replaces else ""
    return f"{loaded.file_name} ({loaded.sheet}): loaded as upload {loaded.upload}{place}: {listed(parts)}."


def stay_withdrawn(number: int | None, uploads: Sequence[Upload]) -> str:
    """What the upload of this number took the place of when it was loaded, where that does not count either, and would
    not if this one counts no more; else blank."""
    stay = [
        each.upload
        for upload in uploads
        if upload.upload == number
        for each in uploads
        if each.kind == upload.kind
        and each.upload < upload.upload
        and each.to_version == upload.from_version
        and not each.is_erased
    ]
    if not stay:
        return ""
    one = len(stay) == 1
    return (
        f"{sentence_case(_uploads(sorted(stay)))}, whose place it took, {'stays' if one else 'stay'} withdrawn: bring "
        f"{'it' if one else 'them'} back if {'it is' if one else 'they are'} to count again."
    )


def news(changes: Sequence[Mapping]) -> str:
    """What was loaded, withdrawn or brought back meanwhile, of which the latest change comes first."""
    latest, *others = changes
    more = f", and {plural(len(others), 'change')} before it" if others else ""
    return f"{latest['what']}{by(latest['who'])}{more}. This page is from before."


def behind(here: int, there: int) -> str:
    """That a copy of the data that is read is of an earlier version than the store has."""
    return (
        f"The data were changed since: this page is of version {here:,}, and version {there:,} is not here "
        f"yet to be read."
    )


def _lists(kind: str) -> str:
    """Where things were that are there no more: on lists of a place, or in files of which there is a newer copy."""
    return "lists" if SHEETS[kind].listed_by else "copies"


def _uploads(numbers: Sequence[int]) -> str:
    """Upload 3; uploads 1 and 2."""
    return f"upload{'s' * (len(numbers) > 1)} {listed([str(number) for number in numbers])}"


def asked(question: Question) -> str:
    """A question as the command puts it: the sentence, the evidence and how it is answered, a line each."""
    answers = [f'--answer "{question.name}={choice.written}": {choice.words}' for choice in question.choices]
    return "\n".join(
        [f"{question.sheet}: {question.sentence}", *(f"  {line}" for line in (*question.evidence, *answers))]
    )


def read_as_before(upload: Upload) -> str:
    """That a sheet is read as somebody said of an earlier one with the same headings."""
    who = f"{upload.who} said" if upload.who else "said by hand"
    return f"Read as {who} on {day(upload.loaded_at)}, when upload {upload.upload} had these headings."


def read_by_hand(kind: str, columns: Sequence[tuple[str, str]]) -> str:
    """What was said by hand of an upload's headings: each, and what it was read as."""
    parts = [f"“{heading}” as {words}" if words else f"“{heading}” left out" for heading, words in columns]
    return f"Read as {kind} by hand{': ' if parts else ''}{listed(parts)}."


def differences(outcome: Loaded, sheet: Sheet, places: Mapping[str, int]) -> list[str]:
    """What a sheet says otherwise than is known, a line for each column: how many cells, and the first of them.
    `places` has the position of each column and flag."""
    lines = []
    for name, count in outcome.restated_by_column.items():
        title = next((column.title for column in sheet.columns if column.name == name), name)
        cells = [
            f"{shorten(cell.key)} was {shorten(cell.before) if cell.before else 'not known'} and is "
            f"{shorten(cell.now)} ({place(outcome.sheet, cell.row, places.get(name))})"
            for cell in outcome.restated
            if cell.column == name
        ][:EXAMPLES]
        lines.append(f"{title}: {plural(count, 'cell')}{', such as ' if cells else ''}{listed(cells)}")
    return lines


def mends_in_use(cells: int, rows: int) -> str:
    """That figures rest on cells that a person changed, or on a sheet of which rows were left out."""
    parts = [plural(cells, "cell was changed", "cells were changed")] if cells else []
    parts += [plural(rows, "row was left out", "rows were left out")] if rows else []
    return f"By hand, before loading, {listed(parts)}: History lists them."


def changed_before(sheet: str, mends: Sequence[Mend]) -> str:
    """What a person changed in a sheet before it was loaded: what the file said, and what was put there."""
    told = [mend.in_words(sheet) for mend in mends[:MENDS_LISTED]]
    if more := len(mends) - len(told):
        told.append(f"{more:,} more")
    return f"Changed before loading: {listed(told)}."


def record(upload: Upload) -> str:
    """What was decided of an upload's rows without a key, where that was not the usual."""
    if upload.copy_of:
        return f"A newer copy of {_uploads(upload.copy_of)}: its rows take the place of theirs."
    if upload.lineage == upload.upload:
        return "Of a record of its own: its rows count beside rows of other records that say the same."
    return ""


def upload_rows(upload: Upload) -> str:
    """What became of an upload's rows when it was loaded; how many there were, where that is not how many are in
    use."""
    if upload.rows_new == upload.rows_loaded and not upload.copy_of:
        parts = ["all new"]
    else:
        parts = [f"{upload.rows_new:,} {'of the newer copy' if upload.copy_of else 'new'}"]
    parts += [f"{upload.rows_changed:,} changed"] if upload.rows_changed else []
    parts += [f"{upload.rows_already_there:,} already there"] if upload.rows_already_there else []
    older = upload.rows_loaded - upload.rows_new - upload.rows_changed - upload.rows_already_there
    parts += [f"{older:,} older than what was known"] if older else []
    left_out = f"; {plural(upload.rows_left_out, 'row')} left out" if upload.rows_left_out else ""
    blanks = "; blank cells: not known any more" if upload.blanks == "not known" else ""
    gone = f"; {upload.gone:,} of earlier {_lists(upload.kind)} there no more" if upload.gone else ""
    rows = "" if upload.current_rows == upload.rows_loaded else f"{plural(upload.rows_loaded, 'row')}: "
    return sentence_case(f"{rows}{listed(parts)}{left_out}{blanks}{gone}.")
