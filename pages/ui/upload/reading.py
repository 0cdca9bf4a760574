"""How a sheet is read, where a person says it: which kind it is, where its headings are, and which field each of them
is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from measures.cells.level import said_levels
from measures.cells.words import normalise
from measures.problems import shorten
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.workbook.by_hand import AT, LEFT_OUT, NAMES, NOT_LOADED, OF_NOTHING, YEAR, Override
from measures.workbook.called import said_by
from measures.workbook.heading_rows import headings_for, top_rows, without_headings
from measures.workbook.recognised import Recognised
from pages.ui import changes
from pages.ui.upload import draft
from pages.ui.words import plain

# A person may be quicker than the page: while it works on one choice, the next is made in what the last run drew. So
# what a choice changes is noted (see `changes`), and worked into what is kept in the draft, never into what was known
# when its control was drawn; and no run puts a value into a control, for that would reach the browser after the next
# choice. A control has its value when it is drawn first, and has another key (`drawn`) where it must begin again.


def _override(number: str, sheet: str, what: Override | None) -> None:
    draft.say(number, draft.said(number).override(sheet, what))


def _override_of(number: str, found: Recognised) -> Override | None:
    """What was said of a sheet up to now, on this visit or of earlier sheets like it."""
    return draft.said(number).overrides.get(found.cells.sheet, found.override)


def _still(number: str, found: Recognised) -> Override | None:
    """What was said of a sheet up to now, and beside it what is suggested, or else what its headings say; None for a
    control that is on its way out, because the sheet is read as another kind or by other headings since it was
    drawn."""
    if not found.kind:
        return None
    before = _override_of(number, found) or found.as_read()
    if before.kind != found.kind.kind or not before.fits(found.own_headings):
        return None
    return before.with_guesses([name or LEFT_OUT for _, name in found.suggested.columns]) if found.suggested else before


def say_field(number: str, found: Recognised, position: int, name: str) -> None:
    """A heading is this field."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.also(found.own_headings, position, name))


def say_fields(number: str, found: Recognised, fields: Mapping[int, str]) -> None:
    """Headings are these fields, each by its position."""
    for position, name in fields.items():
        say_field(number, found, position, name)


def say_either(number: str, found: Recognised, name: str, positions: tuple[int, ...], position: str) -> None:
    """Of several headings that may be this field this one is, and the others are left out."""
    if before := _still(number, found):
        for other in positions:
            before = before.also(found.own_headings, other, name if other == int(position) else LEFT_OUT)
        _override(number, found.cells.sheet, before)


def say_way(number: str, found: Recognised, position: int, way: str) -> None:
    """A column is read in this way."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.read_in(found.headings[position], way))


def say_year(number: str, found: Recognised, year: str) -> None:
    """The dates of a sheet that have no year are of this one."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.with_given(YEAR, year))


def say_order(number: str, found: Recognised, order: str) -> None:
    """Day or month comes first, in all dates of a sheet."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.dated(month_first=order == "month"))


def say_level(number: str, found: Recognised, position: int, level: str, tier: str) -> None:
    """A level of a column is this tier."""
    if before := _still(number, found):
        said = said_levels(before.ways_by_position(found.headings).get(position, "")) | {level: tier}
        way = ", ".join(f"{each}:{tier}" for each, tier in said.items())
        _override(number, found.cells.sheet, before.read_in(found.headings[position], way))


def say_words(number: str, found: Recognised, position: int, words: Mapping[str, str]) -> None:
    """Words in cells of a column are read as others, or as a blank."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.read_words(found.headings[position], words))


def say_words_stand(number: str, found: Recognised, heading: str, was: str) -> None:
    """Words in cells of a column are read as they stand."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.without_words(heading, was))


def confirm(number: str, found: Recognised) -> None:
    """All that is suggested of a sheet is so."""
    if before := _still(number, found):
        _override(number, found.cells.sheet, before.confirmed)


def leave(number: str, found: Recognised) -> None:
    """A sheet is not loaded."""
    before = _override_of(number, found) or Override.of(NOT_LOADED, found.own_headings)
    _override(number, found.cells.sheet, replace(before, kind=NOT_LOADED))


def _rows(found: Recognised) -> dict[int, Mapping[int, str]]:
    """The first rows, by number; headings of two lines as those of the lower one."""
    rows: dict[int, Mapping[int, str]] = dict(top_rows(found.own_cells))
    return rows | {found.header_row: found.own_headings, 0: without_headings(found.own_cells)}


def _times(where: str) -> int:
    return st.session_state.get(f"times {where}", 0)


def _say_kind(number: str, found: Recognised, key: str) -> None:
    kind = st.session_state[key]
    headings = found.own_headings if kind == NOT_LOADED else headings_for(SHEETS[kind], top_rows(found.own_cells))
    before = _override_of(number, found) or Override.of(kind, headings)
    _override(number, found.cells.sheet, replace(before, kind=kind))


def _say_row(number: str, found: Recognised, key: str) -> None:
    headings = _rows(found)[st.session_state[key]]
    before = _override_of(number, found)
    if found.kind:
        override = replace(Override.of(found.kind.kind, headings), month_first=before.month_first if before else None)
        _override(number, found.cells.sheet, override)


def _say_given(number: str, found: Recognised, name: str, key: str) -> None:
    words = st.session_state[key].strip()
    if before := _still(number, found):
        called = found.own_cells.called
        value = next((value for value in NAMES if words and words == said_by(called, value)), words)
        _override(number, found.cells.sheet, before.with_given(name, value))


def _say_no_more(number: str, found: Recognised, key: str) -> None:
    """What is chosen no more is no value of the sheet."""
    if before := _still(number, found):
        for name, _ in before.given:
            if name not in st.session_state[key] and not name.startswith(AT) and name not in (YEAR, OF_NOTHING):
                before = before.with_given(name, "")
        _override(number, found.cells.sheet, before)


def _say_nothing(number: str, sheet: str) -> None:
    where = f"{number} {sheet}"
    st.session_state[f"times {where}"] = _times(where) + 1
    _override(number, sheet, None)


def show(number: str, found: Recognised) -> None:
    """The choices for one sheet as a whole: out of the way where it can be loaded as it is."""
    key = f"reading {number} {found.cells.sheet}"
    # Keyed, for what is said changes what is in doubt, and must not shut it under a person's hands.
    if key not in st.session_state:
        st.session_state[key] = found.sheet is None or found.cells.sheet in draft.said(number).overrides
    panel = st.expander("Change how this sheet is read", key=key, on_change="rerun", icon=":material/tune:")
    if panel.open:
        with panel:
            _choices(number, found)


def _choices(number: str, found: Recognised) -> None:
    """The kind of a sheet, the row of its headings, and what is one for all its rows."""
    where = f"{number} {found.cells.sheet}"
    drawn = f"{where} {_times(where)}"
    with st.grid(2, min_column_width=260):
        _kind(number, drawn, found)
        if found.kind:
            drawn += f" {found.kind.kind}"
            _row(number, drawn, found)
    if found.kind:
        _given(number, drawn, found, found.kind)
        _days(number, drawn, found)
    if found.override:
        st.button(
            "Read it by its headings alone",
            key=f"headings alone {where}",
            icon=":material/undo:",
            on_click=changes.note(_say_nothing, number, found.cells.sheet),
        )


def _kind(number: str, drawn: str, found: Recognised) -> None:
    kind = (
        NOT_LOADED if found.override and found.override.kind == NOT_LOADED else found.kind.kind if found.kind else None
    )
    kinds = [*SHEETS, NOT_LOADED]
    key = f"kind {drawn}"
    st.selectbox(
        "Kind of sheet",
        kinds,
        index=None if kind is None else kinds.index(kind),
        key=key,
        format_func=lambda name: SHEETS[name].title if name in SHEETS else "Do not load this sheet",
        placeholder="None of the kinds: choose one",
        on_change=changes.note(_say_kind, number, found, key),
    )


def _row(number: str, drawn: str, found: Recognised) -> None:
    rows = _rows(found)
    key = f"row {drawn}"
    st.selectbox(
        "Its headings are in",
        list(rows),
        index=list(rows).index(found.header_row),
        key=key,
        format_func=lambda row: (
            shorten(f"Row {row}: {', '.join(words for _, words in sorted(rows[row].items()))}")
            if row
            else "No row: it has no headings"
        ),
        on_change=changes.note(_say_row, number, found, key),
    )


def _given(number: str, drawn: str, found: Recognised, kind: Sheet) -> None:
    """What no column has and is one for the whole sheet, such as the agency whose record it is."""
    before = found.override or found.as_read()
    given = dict(before.given)
    there = {column.name for column in found.columns.values()} - given.keys()
    titles = {column.name: column.title for column in kind.columns if column.name not in there}
    key = f"given {drawn}"
    chosen = st.multiselect(
        "The same for all rows of this sheet",
        list(titles),
        default=[name for name in given if name in titles],
        key=key,
        format_func=lambda name: titles[name],
        placeholder="Choose what no column has, such as Agency",
        on_change=changes.note(_say_no_more, number, found, key),
    )
    with st.grid(4, min_column_width=220):
        for name in chosen:
            value = f"{key} {name}"
            st.text_input(
                plain(f"{titles[name]} of all rows"),
                said_by(found.own_cells.called, given.get(name, ""), found.layout.above if found.layout else ""),
                key=value,
                on_change=changes.note(_say_given, number, found, name, value),
            )


def _days(number: str, drawn: str, found: Recognised) -> None:
    """On which day figures were taken whose headings say only at what: at the start, at a review."""
    given = dict((found.override or found.as_read()).given)
    undated = [normalise(words) for words in found.layout.undated] if found.layout else []
    occasions = dict.fromkeys([*undated, *(name.removeprefix(AT) for name in given if name.startswith(AT))])
    with st.grid(4, min_column_width=220):
        for words in occasions:
            key = f"day {drawn} {words}"
            st.text_input(
                f"The day of “{plain(words)}”",
                given.get(AT + words, ""),
                key=key,
                placeholder="Such as 01/04/2025",
                on_change=changes.note(_say_given, number, found, AT + words, key),
            )
