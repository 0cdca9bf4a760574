"""How a sheet is read, where a person says it: which kind it is, where its headings are, and which field each of them
is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from measures.cells.level import NONE, said_levels
from measures.cells.words import normalise
from measures.problems import TITLE, letters, shorten
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sheets.households import TIERS
from measures.words import sentence_case
from measures.workbook.by_hand import AT, FLAG, LEFT_OUT, NOT_LOADED, OF_SHEET, Override, fields
from measures.workbook.headings import Recognised, headings_for, top_rows, without_headings
from pages.ui import changes
from pages.ui.words import plain

HEADINGS_SHOWN = 60  # a sheet may have 500 columns, and each is a control


# A person may be quicker than the page: while it works on one choice, the next is made in what the last run drew. So
# what a choice changes is noted (see `changes`), and worked into what is kept here, never into what was known when its
# control was drawn; and no run puts a value into a control, for that would reach the browser after the next choice. A
# control has its value when it is drawn first, and has another key (`_drawn`) where it must begin again.


def overrides(file_id: str) -> dict[str, Override | None]:
    """What was said of the sheets of a file on this visit; None of one that is to be read by its headings after all."""
    return st.session_state.get(f"overrides {file_id}", {})


def begin(file: str, file_id: str) -> None:
    """A file is here. One that was mended and is uploaded again is read as was said of the last of its name."""
    st.session_state.setdefault(f"overrides {file_id}", st.session_state.get(f"overrides of {file}", {}))


def forget(file: str) -> None:
    """What was said of a file that is loaded: it is kept with the upload."""
    st.session_state.pop(f"overrides of {file}", None)


def _override(file: str, file_id: str, sheet: str, what: Override | None) -> None:
    now = {**overrides(file_id), sheet: what}
    st.session_state[f"overrides {file_id}"] = st.session_state[f"overrides of {file}"] = now


def _override_of(file_id: str, found: Recognised) -> Override | None:
    """What was said of a sheet up to now, on this visit or of earlier sheets like it."""
    return overrides(file_id).get(found.cells.sheet, found.override)


def _still(file_id: str, found: Recognised) -> Override | None:
    """What was said of a sheet up to now, and beside it what is suggested, or else what its headings say; None for a control that is on its way out, because
    the sheet is read as another kind or by other headings since it was drawn."""
    if not found.kind:
        return None
    before = _override_of(file_id, found) or found.as_read()
    if before.kind != found.kind.kind or not before.fits(found.own_headings):
        return None
    return before.with_guesses([name or LEFT_OUT for _, name in found.suggested.columns]) if found.suggested else before


def _rows(found: Recognised) -> dict[int, Mapping[int, str]]:
    """The first rows, by number; headings of two lines as those of the lower one."""
    rows: dict[int, Mapping[int, str]] = dict(top_rows(found.own_cells))
    return rows | {found.header_row: found.own_headings, 0: without_headings(found.own_cells)}


def _times(what: str, where: str) -> int:
    return st.session_state.get(f"times {what} {where}", 0)


def _once_more(what: str, where: str) -> None:
    st.session_state[f"times {what} {where}"] = _times(what, where) + 1


def _say_kind(file: str, file_id: str, found: Recognised, key: str) -> None:
    kind = st.session_state[key]
    headings = found.own_headings if kind == NOT_LOADED else headings_for(SHEETS[kind], top_rows(found.own_cells))
    before = _override_of(file_id, found) or Override.of(kind, headings)
    _override(file, file_id, found.cells.sheet, replace(before, kind=kind))


def _say_row(file: str, file_id: str, found: Recognised, key: str) -> None:
    _once_more("row", f"{file_id} {found.cells.sheet}")
    headings = _rows(found)[st.session_state[key]]
    if found.kind:
        _override(file, file_id, found.cells.sheet, Override.of(found.kind.kind, headings))


def _say_field(file: str, file_id: str, found: Recognised, position: int, key: str) -> None:
    if before := _still(file_id, found):
        name = st.session_state[key]
        said = before.also(found.own_headings, position, name)
        for p in found.own_headings:
            # What is only recognised or guessed to be this field gives way, and its control must show it.
            if p != position and found.read_as(p) == name not in (LEFT_OUT, FLAG):
                _once_more(f"field {p}", f"{file_id} {found.cells.sheet}")
        _override(file, file_id, found.cells.sheet, said)


def _confirm(file: str, file_id: str, found: Recognised) -> None:
    if before := _still(file_id, found):
        _override(file, file_id, found.cells.sheet, before.confirmed)


def confirm(file: str, file_id: str, found: Recognised) -> None:
    """One press for all that is suggested of a sheet."""
    if found.suggested and any(problem.code == "suggested" for problem in found.problems):
        st.button(
            "Read it so",
            key=f"read so {file_id} {found.cells.sheet}",
            icon=":material/check:",
            on_click=changes.note(_confirm, file, file_id, found),
        )


def _say_way(file: str, file_id: str, found: Recognised, position: int, key: str) -> None:
    if before := _still(file_id, found):
        said = before.read_in(found.headings[position], st.session_state[key])
        _override(file, file_id, found.cells.sheet, said)


def ask_ways(file: str, file_id: str, found: Recognised, asked: Iterable[int]) -> None:
    """In which way each column is read that is asked about, at these positions, or of which it was said: the unit of its
    figures."""
    for position in sorted({*asked, *_ways(found)}):
        type_ = found.type_at(position)
        if type_ and (names := type_.ways()):
            words = type_.asks.format(plain(found.headings[position]))
            _way(file, file_id, found, position, words, {name: sentence_case(name) for name in names})


def _ways(found: Recognised) -> dict[int, str]:
    """What was said, by the position of its column."""
    return found.override.ways_by_position(found.headings) if found.override else {}


def _way(file: str, file_id: str, found: Recognised, position: int, words: str, ways: Mapping[str, str]) -> None:
    key = f"way {file_id} {found.cells.sheet} {position}"
    names, said = list(ways), _ways(found).get(position)
    st.radio(
        words,
        names,
        index=names.index(said) if said in names else None,
        key=key,
        horizontal=True,
        format_func=lambda name: ways[name],
        on_change=changes.note(_say_way, file, file_id, found, position, key),
    )


def _say_level(file: str, file_id: str, found: Recognised, position: int, level: str, key: str) -> None:
    if before := _still(file_id, found):
        said = said_levels(before.ways_by_position(found.headings).get(position, "")) | {level: st.session_state[key]}
        way = ", ".join(f"{each}:{tier}" for each, tier in said.items() if tier)
        _override(file, file_id, found.cells.sheet, before.read_in(found.headings[position], way))


# Of a list that has three levels, one end or the other is serious.
ENDS = {
    "1:1, 2:2, 3:3": f"1: {TIERS[1]}; 3: {TIERS[3]}",
    "1:3, 2:2, 3:1": f"3: {TIERS[1]}; 1: {TIERS[3]}",
}


def ask_levels(file: str, file_id: str, found: Recognised, position: int, levels: Sequence[str]) -> None:
    """Which tier each level of a column is, in the words of the tiers."""
    heading = plain(found.headings[position])
    if set(levels) <= set(map(str, TIERS)):
        _way(file, file_id, found, position, f"Which end of “{heading}” is serious?", ENDS)
        return
    said, options = said_levels(_ways(found).get(position, "")), [*map(str, TIERS), NONE]
    with st.grid(3, min_column_width=220):
        for level in levels:
            key = f"level {file_id} {found.cells.sheet} {position} {level}"
            st.selectbox(
                f"“{heading}” {plain(level)} is",
                options,
                index=options.index(said[level]) if said.get(level) in options else None,
                key=key,
                format_func=lambda tier: "None of the tiers" if tier == NONE else f"{tier}: {TIERS[int(tier)]}",
                placeholder="Choose a tier",
                on_change=changes.note(_say_level, file, file_id, found, position, level, key),
            )


def _say_given(file: str, file_id: str, found: Recognised, name: str, key: str) -> None:
    words = st.session_state[key].strip()
    if before := _still(file_id, found):
        _override(
            file,
            file_id,
            found.cells.sheet,
            before.with_given(name, OF_SHEET if words == found.own_cells.called else words),
        )


def _say_no_more(file: str, file_id: str, found: Recognised, key: str) -> None:
    """What is chosen no more is no value of the sheet."""
    if before := _still(file_id, found):
        for name, _ in before.given:
            if name not in st.session_state[key] and not name.startswith(AT):
                before = before.with_given(name, "")
        _override(file, file_id, found.cells.sheet, before)


def _say_nothing(file: str, file_id: str, sheet: str) -> None:
    _once_more("headings alone", f"{file_id} {sheet}")
    _override(file, file_id, sheet, None)


def show(file: str, file_id: str, found: Recognised) -> None:
    """The choices for one sheet: out of the way where it can be loaded as it is. Lists have columns that nobody needs
    here."""
    key = f"reading {file_id} {found.cells.sheet}"
    doubt = found.sheet is None
    # Keyed, for what is said changes what is in doubt, and must not shut it under a person's hands.
    if key not in st.session_state:
        st.session_state[key] = doubt or found.cells.sheet in overrides(file_id)
    panel = st.expander("Change how this sheet is read", key=key, on_change="rerun", icon=":material/tune:")
    if panel.open:
        with panel:
            _choices(file, file_id, found)


def _choices(file: str, file_id: str, found: Recognised) -> None:
    """The kind of a sheet, the row of its headings, and the field that each of them is."""
    where = f"{file_id} {found.cells.sheet}"
    drawn = f"{where} {_times('headings alone', where)}"
    with st.grid(2, min_column_width=260):
        _kind(file, file_id, drawn, found)
        if found.kind:
            drawn += f" {found.kind.kind}"
            _row(file, file_id, drawn, found)
    if found.kind:
        _fields(file, file_id, f"{drawn} {_times('row', where)}", found, found.kind)
        _given(file, file_id, drawn, found, found.kind)
        _days(file, file_id, drawn, found)
    if found.override:
        st.button(
            "Read it by its headings alone",
            key=f"headings alone {where}",
            icon=":material/undo:",
            on_click=changes.note(_say_nothing, file, file_id, found.cells.sheet),
        )


def _kind(file: str, file_id: str, drawn: str, found: Recognised) -> None:
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
        on_change=changes.note(_say_kind, file, file_id, found, key),
    )


def _row(file: str, file_id: str, drawn: str, found: Recognised) -> None:
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
        on_change=changes.note(_say_row, file, file_id, found, key),
    )


def _fields(file: str, file_id: str, drawn: str, found: Recognised, kind: Sheet) -> None:
    names = fields(kind)
    needed = {column.name for column in kind.columns if column.required}
    cells = found.own_cells.table.slice(found.header_row, 50)
    positions = sorted(found.own_headings)
    with st.grid(4, min_column_width=220):
        for position in positions[:HEADINGS_SHOWN]:
            place = f"{letters(position)}: " if position < TITLE else ""  # the line over a table is in no column
            key = f"field {drawn} {position} {_times(f'field {position}', f'{file_id} {found.cells.sheet}')}"
            with st.container(gap="xxsmall"):
                st.selectbox(
                    plain(f"{place}{shorten(found.own_headings[position])}"),
                    list(names),
                    index=list(names).index(found.read_as(position)),
                    key=key,
                    format_func=lambda name: names[name] + " (needed)" * (name in needed),
                    on_change=changes.note(_say_field, file, file_id, found, position, key),
                )
                st.caption(plain(_such_as(cells[f"c{position}"].to_pylist())))
    if len(positions) > HEADINGS_SHOWN:
        st.caption(f"The first {HEADINGS_SHOWN} of {len(positions)} headings. The others are read as they are named.")


def _given(file: str, file_id: str, drawn: str, found: Recognised, kind: Sheet) -> None:
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
        on_change=changes.note(_say_no_more, file, file_id, found, key),
    )
    with st.grid(4, min_column_width=220):
        for name in chosen:
            value = f"{key} {name}"
            st.text_input(
                f"{titles[name]} of all rows",
                found.own_cells.called if given.get(name) == OF_SHEET else given.get(name, ""),
                key=value,
                on_change=changes.note(_say_given, file, file_id, found, name, value),
            )


def _days(file: str, file_id: str, drawn: str, found: Recognised) -> None:
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
                on_change=changes.note(_say_given, file, file_id, found, AT + words, key),
            )


def _such_as(cells: list[str | None]) -> str:
    """What stands under a heading: it often tells more than the heading."""
    filled = [words.strip().removesuffix(" 00:00:00") for words in cells if words and words.strip()]
    few = list(dict.fromkeys(filled))[:3]
    return f"Such as {', '.join(shorten(words, 30) for words in few)}" if few else "Blank"
