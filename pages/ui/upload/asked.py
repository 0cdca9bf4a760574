"""What is asked of the chosen files, one thing at a time: each with its evidence and its answers.

An answer is a rule for its column or sheet, and may be changed as long as nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from measures.problems import Problem, sheet_row
from measures.questions import Choice, Question
from measures.workbook.check import Checked
from pages.ui import changes
from pages.ui.upload import draft
from pages.ui.upload.answers import LINES, Ask, buttons
from pages.ui.upload.asked_cells import MORE, of_cells
from pages.ui.upload.asked_columns import WAYS_ASKED, of_classes, of_columns, of_dates, of_other, of_years
from pages.ui.upload.mending import leave_out
from pages.ui.upload.review import Review
from pages.ui.words import plain


def asks(review: Review) -> list[Ask]:
    """All that is asked of a file, in the order of its sheets: how they are read, then their cells, then what a load
    asks."""
    sheets = {sheet.name: sheet for sheet in review.prepared.sheets}
    others = {other.cells.sheet: other for other in review.others}
    found: list[Ask] = []
    for cells in review.prepared.workbook.sheets:
        if cells.sheet in others:
            found += of_other(review, others[cells.sheet])
        elif cells.sheet in sheets:
            sheet = sheets[cells.sheet]
            found += of_dates(review, sheet)
            found += of_years(review, sheet)
            found += of_classes(review, sheet)
            found += of_columns(review, sheet)
            found += of_cells(review, sheet)
            found += [_of_load(review, q) for q in review.asked.questions if q.sheet == sheet.name and not _is_told(q)]
    return found


def asked_of_nobody(problems: Iterable[Problem]) -> list[Problem]:
    """What stops a load and has no answers to choose from: it is mended in the sheet, or by its menus."""
    asked = {*WAYS_ASKED, *MORE, "suggested", "looks-like", "classed-twice", "which-year?", "levels?", "other-things"}
    return [p for p in problems if p.stops and not p.row_can_be_left_out and p.code not in asked]


def _is_told(question: Question) -> bool:
    """Whether nothing is left to choose: it is said, and that is all."""
    return question.plain and len(question.choices) == 1


def show(reviews: Sequence[Review]) -> int:
    """The first thing that is in doubt, with its answers; then what is answered, to be changed. Gives how many are
    open."""
    every = [ask for review in reviews for ask in asks(review)]
    wanted = [ask for ask in every if not ask.is_answered]
    with st.container(key="asked"):  # in one place, whatever is in it
        if wanted:
            first = wanted[0]
            with st.container(border=True, key=f"ask {first.key}"):
                more = f", then {len(wanted) - 1:,} more" if len(wanted) > 1 else ""
                st.caption(plain(f"To decide: {first.sheet}{more}"))
                _draw(first)
            _leave_out_all(reviews, len(wanted))
    done = [ask for ask in every if ask.is_answered]
    if done:
        with st.expander(
            f"What was decided ({len(done):,})", icon=":material/rule:", expanded=any(ask.presumed for ask in done)
        ):
            for ask in done:
                with st.container(border=True):
                    st.caption(plain(ask.sheet))
                    _draw(ask)
    return len(wanted)


def _leave_out_all(reviews: Sequence[Review], wanted: int) -> None:
    """One press for all rows that something stops, where it would be several."""
    sheets = [(review, sheet) for review in reviews for sheet in review.prepared.sheets if sheet.bad_rows]
    count = sum(sheet.bad_rows for _, sheet in sheets)
    if count > 1 and wanted > 1:
        st.button(
            f"Leave out all {count:,} rows with something to mend, and load the rest",
            key="leave out all",
            type="tertiary",
            icon=":material/playlist_remove:",
            on_click=changes.note(_leave_out_each, sheets),
        )


def _leave_out_each(sheets: Sequence[tuple[Review, Checked]]) -> None:
    for review, sheet in sheets:
        bad = sheet.rows.filter(sheet.rows["bad"])["row"].to_pylist()
        leave_out(review.number, sheet.name, sorted({*map(sheet_row, bad)}))


def _draw(ask: Ask) -> None:
    st.markdown(f"**{plain(ask.words)}**")
    if ask.evidence:
        shown = [
            *ask.evidence[:LINES],
            *([f"and {len(ask.evidence) - LINES:,} more"] if len(ask.evidence) > LINES else []),
        ]
        st.markdown("\n".join(f"- {plain(line)}" for line in shown))
    ask.draw()


def _of_load(review: Review, question: Question) -> Ask:
    """One question of the load; where a choice is likely right, it stands until another is chosen."""
    own = question.answer(review.said.answers)
    said = own or question.default
    options = {choice.name: choice.words for choice in question.choices if not choice.needs_reason}
    with_reason = next((choice for choice in question.choices if choice.needs_reason), None)
    if with_reason and with_reason.is_meant(said or ""):
        options[said or ""] = f"{with_reason.words}: {(said or '').partition(':')[2].strip()}"
    key = f"load {review.number} {question.name}"
    choose = buttons(key, options, said, None, _say_answer, review.number, question.name)

    def draw() -> None:
        choose()
        if with_reason and not with_reason.is_meant(said or ""):
            _give_a_reason(with_reason, f"reason {key}", review.number, question.name)

    return Ask(
        key,
        question.sheet,
        question.sentence,
        question.evidence,
        said is not None,
        draw,
        presumed=own is None and not question.plain,
    )


def _give_a_reason(choice: Choice, key: str, number: str, question: str) -> None:
    """An answer that is given by writing why."""
    st.text_input(
        plain(choice.words),
        key=key,
        placeholder="Write why, and press Enter",
        max_chars=200,
        on_change=changes.note(_say_reason, choice, key, number, question),
    )


def _say_reason(choice: Choice, key: str, number: str, question: str) -> None:
    if reason := " ".join((st.session_state.get(key) or "").split()):
        _say_answer(number, question, f"{choice.name}: {reason}")


def _say_answer(number: str, question: str, choice: str) -> None:
    draft.say(number, draft.said(number).answer(question, choice))
