"""The sheets of the chosen files: each as Excel shows it, with how it is understood and what is to mend."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures.problems import Problem, stopping
from measures.views import loads, understood
from measures.words import day, plural
from measures.workbook.by_hand import NOT_LOADED
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things
from measures.workbook.marked import NOT_IN_COPY, marked
from measures.workbook.mends import Mend, in_file
from measures.workbook.read import IN_WORDS
from measures.workbook.recognised import Recognised
from pages.ui import changes
from pages.ui.upload import asked, draft, grid, mending, reading
from pages.ui.upload.review import Review, latest
from pages.ui.words import plain

PROBLEMS_SHOWN = 200


def work_in_deeds(numbers: Sequence[str]) -> None:
    """Do what a person did in the pictures of the sheets since they were drawn last."""
    for number in numbers:
        review = latest(number)
        for cells in review.prepared.workbook.sheets if review else ():
            key = grid.key_of(number, cells.sheet)
            for count, deed, *of in grid.new_deeds(key):
                found = review.found(cells.sheet) if review else None
                if deed == "field" and found:
                    reading.say_field(number, found, int(of[0]), str(of[1]))
                elif deed == "put":
                    row, column, now = int(of[0]), int(of[1]), str(of[2])
                    mending.put(number, cells.sheet, Mend(row, column, in_file(cells, row, column), now))
                elif deed == "out":
                    mending.leave_out(number, cells.sheet, [int(of[0])])
                elif deed == "back":
                    mending.take_back(number, cells.sheet, [(int(of[0]), None if of[1] is None else int(of[1]))])
                grid.done(key, count)


def show_problems(reviews: Sequence[Review]) -> None:
    """What stands in the way of a file as a whole."""
    with st.container():  # whatever stands in it, what follows keeps its place, and the keyboard the control it is on
        for review in reviews:
            for problem in review.prepared.file_problems:
                show = st.error if problem.stops else st.info
                show(f"**{plain(problem.where)}**: {plain(problem.sentence)}", icon=":material/error:")
            if review.prepared.workbook.notes or review.said.letters:
                _ask_letters(review)


def _ask_letters(review: Review) -> None:
    """In which letters a text is, where that is a guess or was said."""
    names, read_in = list(IN_WORDS), review.prepared.workbook.letters
    key = f"letters {review.number}"
    st.selectbox(
        f"The letters of {plain(review.prepared.name)} are those of",
        names,
        index=names.index(read_in),
        format_func=lambda name: IN_WORDS[name],
        key=key,
        on_change=changes.note(_say_letters, review.number, key),
    )


def _say_letters(number: str, key: str) -> None:
    if letters := st.session_state.get(key):
        draft.say(number, draft.said(number).with_letters(letters))


def show(reviews: Sequence[Review]) -> None:
    """A line for each sheet, and one of them as Excel shows it."""
    several = len(reviews) > 1
    sheets: dict[str, tuple[Review, Checked | Recognised]] = {}
    for review in reviews:
        known = {sheet.name: sheet for sheet in review.prepared.sheets}
        likely = {other.cells.sheet: other for other in review.others if other.looks_like}
        for cells in review.prepared.workbook.sheets:
            if there := known.get(cells.sheet) or likely.get(cells.sheet):
                sheets[f"{review.number} {cells.sheet}"] = review, there
    names = {
        key: (f"{review.prepared.name}: " if several else "") + _name(sheet) for key, (review, sheet) in sheets.items()
    }
    if len(sheets) > 1:
        with st.container(gap="xxsmall"):
            for key, (review, sheet) in sheets.items():
                _state(names[key], review, sheet)
        key = f"sheet shown {' '.join(sheets)}"
        first = next((key for key, (review, sheet) in sheets.items() if _to_mend(review, sheet)), next(iter(sheets)))
        shown = st.pills(
            "Look at", list(sheets), default=first, format_func=lambda n: plain(names[n]), key=key, required=True
        )
    else:
        shown = next(iter(sheets), None)
        if shown:
            _state(names[shown], *sheets[shown])
    with st.container(gap="xxsmall"):  # in one place, whatever is in it
        for review, sheet in sheets.values():
            if isinstance(sheet, Checked):
                _offer_columns(review, sheet, several=len(sheets) > 1)
    if shown:
        _show_sheet(*sheets[shown])
    for review in reviews:
        for other in review.prepared.others:
            if not other.looks_like:
                _show_left_alone(review, other, only=not sheets)


def _name(sheet: Checked | Recognised) -> str:
    return sheet.name if isinstance(sheet, Checked) else sheet.cells.sheet


def _to_mend(review: Review, sheet: Checked | Recognised) -> list[Problem]:
    return stopping(review.problems(sheet) if isinstance(sheet, Checked) else sheet.problems)


def _state(name: str, review: Review, sheet: Checked | Recognised) -> None:
    """A sheet in a line: what it is, how many rows it has, and whether it can be loaded."""
    if isinstance(sheet, Recognised):
        matched, columns = sheet.matched
        kind = sheet.looks_like.title.lower() if sheet.looks_like else ""
        st.markdown(
            f":material/help: **{plain(name)}**: looks like {kind}, {matched} of {plural(columns, 'column')} matched"
        )
        return
    stops = _to_mend(review, sheet)
    state = plural(len(stops), "thing to mend", "things to mend") if stops else "ready to load"
    upload = review.as_before.get(sheet.name)
    state += f", read as said on {day(upload.loaded_at)}" if upload else ""
    icon = ":material/error:" if stops else ":material/check_circle:"
    st.markdown(
        f"{icon} **{plain(name)}**: {plural(sheet.rows.num_rows, 'row')} of {sheet.sheet.title.lower()}, {state}. "
        f"{loads.what_would_be_loaded(review.outcomes[sheet.name], sheet.bad_rows)}"
    )


def _offer_columns(review: Review, sheet: Checked, *, several: bool) -> None:
    """What is left out and is very likely a field, with one press for all of it: under Worth knowing nobody would see
    that a log has no types, or a ledger no dates."""
    if offer := understood.likely(sheet, named=several):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/help: {plain(offer.words)}", width="content")
            st.button(
                "Read it so" if len(offer.fields) == 1 else "Read them so",
                key=f"likely {review.number} {sheet.name}",
                on_click=changes.note(reading.say_fields, review.number, sheet.recognised, offer.fields),
            )


def _show_sheet(review: Review, sheet: Checked | Recognised) -> None:
    found = sheet.recognised if isinstance(sheet, Checked) else sheet
    problems = review.problems(sheet) if isinstance(sheet, Checked) else list(sheet.problems)
    name = found.cells.sheet
    own = next(cells for cells in review.prepared.workbook.sheets if cells.sheet == name)
    picture = understood.seen(own, found, problems, review.said.mends.get(name, ()))
    grid.show(grid.key_of(review.number, name), plain(name), picture)
    if isinstance(sheet, Checked):
        _show_differences(review, sheet)
        if stops := stopping(problems):
            opened = bool(asked.asked_of_nobody(stops))
            with st.expander(f"To mend before loading ({len(stops):,})", icon=":material/error:", expanded=opened):
                _list(stops)
                _give_back(review)
        if notes := [p for p in problems if not p.stops]:
            with st.expander(f"Worth knowing ({len(notes):,}); nothing here stops the load", icon=":material/info:"):
                _list(notes)
        if upload := review.as_before.get(name):
            st.info(plain(loads.read_as_before(upload)), icon=":material/history:")
    reading.show(review.number, found)


def _show_differences(review: Review, sheet: Checked) -> None:
    """What the sheet says otherwise than is loaded."""
    outcome, found = review.outcomes[sheet.name], sheet.recognised
    places = found.position | {name: position for position, name in found.flags.items()}
    if lines := loads.differences(outcome, sheet.sheet, places):
        with st.expander(f"What changes in {plural(outcome.changed, 'row')} loaded before", icon=":material/compare:"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _give_back(review: Review) -> None:
    """The person's own workbook with its problems marked, made when it is asked for."""
    number, prepared = review.number, review.prepared
    kept = st.session_state.get("marked", {}).get(number)
    if not (kept and kept[0] is prepared):
        st.button(
            "Mark these in my own workbook",
            key=f"mark {number}",
            icon=":material/edit_note:",
            on_click=changes.note(_mark, review),
            help=NOT_IN_COPY,
        )
        return
    _, copy = kept
    if copy.problem:
        st.error(plain(copy.problem.sentence), icon=":material/error:")
        return
    st.download_button(
        f"Download {plain(copy.name)}",
        data=copy.content,
        file_name=copy.name,
        key=f"marked {number}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    st.caption(NOT_IN_COPY)


def _mark(review: Review) -> None:
    chosen = draft.current()
    if chosen and review.number in chosen.files:
        problems = [p for sheet in review.prepared.sheets for p in other_things(sheet, review.outcomes[sheet.name])]
        copy = marked(chosen.content(review.number), review.prepared, [*problems, *review.prepared.problems])
        st.session_state["marked"] = {review.number: (review.prepared, copy)}


def _show_left_alone(review: Review, other: Recognised, only: bool) -> None:
    """A sheet that is no data, or not to be loaded, in a line; a person may say what it is."""
    name = other.cells.sheet
    if other.cells.hidden or other.cells.problem:
        for problem in other.problems:
            show = st.error if problem.stops else st.caption
            show(f"**{plain(problem.where)}**: {plain(problem.sentence)}")
        return
    stops = stopping(other.problems)
    wanted = not (other.override and other.override.kind == NOT_LOADED)
    state = "not understood" if stops else "left alone" if wanted else "not loaded, as you said"
    with st.expander(f"{plain(name)}: {state}", expanded=only or bool(stops), type="compact"):
        _list(list(other.problems))
        reading.show(review.number, other)


def _list(problems: list[Problem]) -> None:
    """Problems, each with its place as Excel shows it."""
    with st.container(height=320 if len(problems) > 8 else "content", border=len(problems) > 8):
        st.markdown("\n".join(f"- **{plain(p.where)}**: {plain(p.sentence)}" for p in problems[:PROBLEMS_SHOWN]))
    if len(problems) > PROBLEMS_SHOWN:
        st.caption(
            f"The first {PROBLEMS_SHOWN} of {len(problems):,}. Mend these, upload again, and the rest will be listed."
        )
