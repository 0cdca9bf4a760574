"""What is asked of cells that cannot be read and of rows that cannot be loaded, those of a column together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from measures.cells import Choice
from measures.cells.words import UNSEEN
from measures.problems import Problem, shorten
from measures.words import listed, plural
from measures.workbook.check import Checked
from pages.ui import changes
from pages.ui.upload import reading
from pages.ui.upload.answers import LINES, Ask, taking_back
from pages.ui.upload.asked_columns import WAYS_ASKED
from pages.ui.upload.mending import leave_out, put_blank, take_back
from pages.ui.upload.review import Review
from pages.ui.words import plain

MOST_OPTIONS = 6
MORE = ("more-like-this",)
OR_CHANGE = "Or change a cell in the sheet below."


def of_cells(review: Review, sheet: Checked) -> list[Ask]:
    """Cells that cannot be read, those of a column together; then rows; then what was put in their place."""
    found = sheet.recognised
    columns: dict[tuple[str, int], list[Problem]] = {}
    rows: dict[str, list[Problem]] = {}
    for p in sheet.problems:
        if not p.stops or not p.row_can_be_left_out or p.code in (*MORE, *WAYS_ASKED):
            continue
        if p.column is not None:
            columns.setdefault((p.code, p.column), []).append(p)
        else:
            rows.setdefault(p.code, []).append(p)
    asks = [_unread(review, sheet, column, its) for (_, column), its in columns.items()]
    asks += [_rows(review, sheet, code, its) for code, its in rows.items()]
    for heading, was, now in found.override.words if found.override else ():
        key = f"words {review.number} {sheet.name} {heading} {was}"
        words = f"“{shorten(was)}” under “{shorten(heading)}” is read as {f'“{now}”' if now else 'blank'}."
        draw = taking_back(key, "Read it as it stands", reading.say_words_stand, review.number, found, heading, was)
        asks.append(Ask(key, sheet.name, words, (), True, draw))
    out = [mend for mend in review.said.mends.get(sheet.name, ()) if mend.column is None]
    if out:
        key = f"out {review.number} {sheet.name}"
        listed_rows = listed([str(mend.row) for mend in out[:LINES]]) + (
            f" and {len(out) - LINES:,} more" if len(out) > LINES else ""
        )
        words = f"{plural(len(out), 'row')} left out: {listed_rows}."
        draw = taking_back(
            key, "Take them in again", take_back, review.number, sheet.name, [mend.place for mend in out]
        )
        asks.append(Ask(key, sheet.name, words, (), True, draw))
    return asks


def _unread(review: Review, sheet: Checked, position: int, problems: Sequence[Problem]) -> Ask:
    """Cells of one column that cannot be read: what they say, and what that may be."""
    found = sheet.recognised
    first, column = problems[0], found.columns.get(position)
    texts = list(dict.fromkeys(_text(review, sheet, p) for p in problems))
    count = sum(p.number for p in problems)
    alike = len({text.lower() for text in texts}) == 1
    say = f"“{shorten(texts[0], 30)}”" if alike else "something else"
    of_words = all(texts) and first.code.startswith("not-") and first.code != "not-calculated"
    as_it_is = "as it is" if count == 1 else "as they are"
    what = "cannot be read" if of_words else f"cannot be loaded {as_it_is}"
    words = f"{plural(count, 'cell')} under “{shorten(found.headings[position])}” {what}."
    evidence = tuple(f"{p.where}: {p.sentence}" for p in problems)
    key = f"unread {review.number} {sheet.name} {position} {first.code}"
    shows_none = first.code in ("error-cell", "not-calculated")  # a value, that is
    may_be_blank = (of_words or shows_none) and not (column and column.required)
    type_ = found.type_at(position)
    options = type_.suggests if of_words and type_ and alike and len(type_.suggests) <= MOST_OPTIONS else ()
    likely = type_.likely(texts[0]) if options and isinstance(type_, Choice) else None

    def draw() -> None:
        with st.container(horizontal=True):
            if may_be_blank:
                st.button(
                    "Load it as blank (not known)" if count == 1 else "Load them as blank (not known)",
                    key=f"blank {key}",
                    type="secondary" if likely else "primary",
                    on_click=changes.note(
                        put_blank, review.number, sheet.name, [each.place for p in problems for each in p.each]
                    )
                    if shows_none
                    else changes.note(reading.say_words, review.number, found, position, dict.fromkeys(texts, "")),
                )
            for option in options:
                st.button(
                    plain(f"{say} is {option}"),
                    key=f"is {key} {option}",
                    type="primary" if option == likely else "secondary",
                    on_click=changes.note(
                        reading.say_words, review.number, found, position, dict.fromkeys(texts, option)
                    ),
                )
            _leave_out_button(review, sheet, key, problems)
        st.caption(OR_CHANGE)

    return Ask(key, sheet.name, words, evidence, False, draw)


def _text(review: Review, sheet: Checked, problem: Problem) -> str:
    """What stands in the cell that a problem is of, as it is compared."""
    row, column = problem.place
    cells = sheet.recognised.own_cells.table
    if row is None or column is None or row > cells.num_rows or f"c{column}" not in cells.column_names:
        return ""
    return (cells[f"c{column}"][row - 1].as_py() or "").strip(UNSEEN)


def _rows(review: Review, sheet: Checked, code: str, problems: Sequence[Problem]) -> Ask:
    """Rows that cannot be loaded as they are."""
    numbers = _row_numbers(problems)
    key = f"rows {review.number} {sheet.name} {code}"
    words = f"{plural(len(numbers), 'row')} cannot be loaded as {'it is' if len(numbers) == 1 else 'they are'}."
    evidence = tuple(f"{p.where}: {p.sentence}" for p in problems)

    def draw() -> None:
        _leave_out_button(review, sheet, key, problems)
        st.caption(OR_CHANGE)

    return Ask(key, sheet.name, words, evidence, False, draw)


def _row_numbers(problems: Iterable[Problem]) -> list[int]:
    """The rows that problems are of, as Excel counts them."""
    return sorted({row for p in problems for each in p.each if (row := each.place[0])})


def _leave_out_button(review: Review, sheet: Checked, key: str, problems: Sequence[Problem]) -> None:
    numbers = _row_numbers(problems)
    st.button(
        f"Leave {plural(len(numbers), 'row')} out",
        key=f"out {key}",
        on_click=changes.note(leave_out, review.number, sheet.name, numbers),
    )
