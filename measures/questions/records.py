"""What is asked of a sheet whose rows have no reference, where they look like rows that are loaded: the sentence, the
evidence and the choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from measures.likeness import FEW_GONE, Cell, Likeness
from measures.problems import row_or_cell, shorten
from measures.questions.base import Choice, Question
from measures.uploads import Incoming, Loaded
from measures.words import day, listed, percent, plural, value
from measures.workbook.check import Checked

LISTED = 3  # uploads that are named one by one, and the evidence of each


def record(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """What rows without a reference stand for, where some of them look like rows that are loaded: they are a newer
    copy, the same record going on, or a record of its own. What is plain is decided."""
    by: dict[str, list[Likeness]] = {"same": [], "copy": [], "unclear": [], "other": []}
    for likeness in outcome.likenesses:
        if likeness.same + likeness.differing or likeness.interleaved:
            by[likeness.reading].append(likeness)
    same, asked, other = by["same"], [*by["copy"], *by["unclear"]], by["other"]
    if not any(by.values()):
        return None
    # Where rows of another record say the same, none is taken to be there already but those of the record it is of.
    apart = {"own_record": True} if other else {}
    newer = _newer_copies(asked or same, same if asked else [], apart)
    missing = sum(likeness.missing for likeness in asked)
    going_on = Choice(
        "same-record",
        "The same record going on: rows that say the same count once, and the others are added"
        f"{f', and the {_not_here(missing)} {_count(missing, still=True)}' if missing else ''}",
        {**apart, "same_as": _uploads([*same, *asked])},
    )
    own = Choice(
        "own-record",
        "A record of its own, such as another team's: every row counts",
        {"own_record": True, "same_as": _uploads(same) if asked else ()},
    )
    if sheet.sheet.named:
        words = f"Of something else, such as another area: each is named “… ({sheet.name})”"
        own = replace(own, words=words, changes={**own.changes, "rows": sheet.named_apart()})
    choices = (*newer, own) if any(likeness.now_keyed for likeness in asked) else (*newer, going_on, own)
    if asked and all(likeness.interleaved for likeness in asked):
        choices = (going_on, own)
    if asked:
        default = _likely(asked, choices) if not by["unclear"] else None
        return Question("record", sheet.name, _asked(asked), choices, _evidence(sheet, asked), default)
    if same:
        if not other and all(likeness.keys_agree for likeness in same):
            choices = (*newer, replace(going_on, changes={}), own)
        goes_on = f"It goes on from {_names(same)}: rows that are there already count once."
        return Question("record", sheet.name, goes_on, choices, default="same-record", plain=True)
    rows = plural(sum(likeness.same for likeness in other), "row says", "rows say")
    of_its_own = (
        f"It is a record of its own: {rows} the same as in {_names(other)}, which is no more than any two records of "
        "this sort have in common. So every row counts."
    )
    return Question("record", sheet.name, of_its_own, choices, default="own-record", plain=True)


def _newer_copies(of: Sequence[Likeness], same: Sequence[Likeness], apart: Mapping[str, bool]) -> tuple[Choice, ...]:
    """The sheet takes the place of what it covers; of others only row by row. Where some of their rows are not here,
    they may be gone, or left out as what is closed is of a list of what is open: a choice of each."""
    replaced = [likeness for likeness in of if likeness.covered]
    missing = sum(likeness.missing for likeness in of)
    if len(replaced) == len(of):
        what = f"it takes {'its' if len(of) == 1 else 'their'} place"
    else:
        what = "its rows take the place of those they correct, and what only the earlier one has still counts"
    rows = "its rows take the place of those they correct"
    if missing:
        what = f"{what if len(replaced) == len(of) else rows}, and the {_not_here(missing)} {_count(missing)} no more"
    changes = {**apart, "copy_of": _uploads(of), "same_as": _uploads(same)}
    whole = Choice("newer-copy", f"A newer copy of {_names(of)}: {what}", {**changes, "gone": True}, _uploads(replaced))
    if not missing or not any(likeness.differing or likeness.now_keyed for likeness in of):
        return (whole,)  # where no row is corrected, it is the same record going on
    words = f"Newer rows of {_names(of)}: {rows}, and the {_not_here(missing)} {_count(missing, still=True)}"
    return whole, Choice("newer-rows", words, changes)


def _not_here(rows: int) -> str:
    return f"{plural(rows, 'row')} {'that is' if rows == 1 else 'that are'} not here"


def _count(rows: int, still: bool = False) -> str:
    return f"{'still ' * still}{'counts' if rows == 1 else 'count'}"


def _likely(asked: Sequence[Likeness], choices: Sequence[Choice]) -> str | None:
    """What rows that are not here are: left out, where they are many; those that were corrected, where as many others
    came. Of a few it cannot be told."""
    gone, added, before = (sum(getattr(likeness, of) for likeness in asked) for of in ("missing", "added", "before"))
    if gone > FEW_GONE * before:
        return choices[1].name  # newer rows, or the same record going on
    return "newer-copy" if gone <= added else None


def _asked(asked: Sequence[Likeness]) -> str:
    likest = max(asked, key=lambda likeness: likeness.share)
    if likest.reading == "copy":
        return f"{percent(likest.share)} the same as {_name(likest)}: a newer copy of it?"
    if likest.interleaved:
        return f"It has other dates between those of {_name(likest)}, under one name: one series, or of something else?"
    if likest.one_for_one:
        return f"Most of it is in {_name(likest)} with other values: newer figures, or of something else?"
    return f"Some of its rows are in {_name(likest)} too: is it the same record?"


def _evidence(sheet: Checked, asked: Sequence[Likeness]) -> tuple[str, ...]:
    lines: list[str] = []
    for likeness in asked[:LISTED]:
        name = likeness.file_name
        rows = plural(likeness.same, "row says", "rows say")
        if not likeness.interleaved:
            lines.append(f"{rows} the same as in {name}, in all columns that are filled in both.")
        if likeness.differing:
            by = listed([sheet.sheet.column(n).title for n in sheet.sheet.known_by if n in sheet.rows.column_names])
            cells = listed([f"{heading} in {count:,}" for heading, count in likeness.cells])
            rows = plural(likeness.differing, "row has", "rows have")
            lines.append(f"{rows} the {by} of a row there, and something else besides: {cells}.")
            lines += [_cell(example) for example in likeness.examples]
        if likeness.new_columns:
            lines.append(f"Filled in here and not in {name}: {listed(likeness.new_columns)}.")
        if likeness.lost_columns:
            lines.append(f"Filled in in {name} and not here: {listed(likeness.lost_columns)}.")
        if likeness.gone:
            lines.append(
                f"{plural(likeness.gone, 'row')} of {name}, of the days of this file, {_are(likeness.gone)} not here."
            )
        if likeness.added:
            lines.append(
                f"{plural(likeness.added, 'row')} here, of the days of {name}, {_are(likeness.added)} not there."
            )
    if len(asked) > LISTED:
        lines.append(f"{plural(len(asked) - LISTED, 'other upload')} in the same way.")
    return tuple(lines)


def _cell(cell: Cell) -> str:
    before, now = (shorten(value(of), 30) or "blank" for of in (cell.before, cell.now))
    at = row_or_cell(cell.row)
    return f"{'Row' if isinstance(at, int) else 'Cell'} {at}, {cell.heading}: {before} before, {now} now."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _name(likeness: Likeness) -> str:
    *others, last = likeness.uploads
    loaded = f"{likeness.file_name}, loaded on {day(likeness.loaded_at)}"
    return f"{plural(len(others) + 1, 'upload')}, the last of them {loaded}" if others else f"{loaded} (upload {last})"


def _names(likenesses: Sequence[Likeness]) -> str:
    names = [likeness.file_name for likeness in likenesses[:LISTED]]
    more = sum(len(likeness.uploads) for likeness in likenesses) - len(names)
    return listed([*names, *([plural(more, "more upload")] if more else [])])


def _uploads(likenesses: Sequence[Likeness]) -> tuple[int, ...]:
    return tuple(upload for likeness in likenesses for upload in likeness.uploads)
