"""How a sheet is read, where a person says it: which kind it is, where its headings are, and which field each of them is."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from measures.problems import letters, shorten
from measures.sheets import SHEETS
from measures.workbook.by_hand import NOT_LOADED, Said, fields
from measures.workbook.headings import Recognised, headings_for, top_rows
from pages.ui.words import plain

HEADINGS_SHOWN = 60  # a sheet may have 500 columns, and each is a control


def said(file: str) -> dict[str, Said | None]:
    """What was said of the sheets of a file on this visit; None of one that is to be read by its headings after all."""
    return st.session_state.get(f"said {file}", {})


def forget(file: str) -> None:
    """What was said of a file that is loaded: it is kept with the upload."""
    st.session_state.pop(f"said {file}", None)


def _say(file: str, sheet: str, what: Said | None) -> None:
    st.session_state[f"said {file}"] = {**said(file), sheet: what}


def _say_kind(file: str, found: Recognised, key: str) -> None:
    kind = st.session_state[key]
    headings = found.headings if kind == NOT_LOADED else headings_for(SHEETS[kind], top_rows(found.cells))
    _say(file, found.cells.sheet, replace(found.said or Said.of(kind, headings), kind=kind))


def _say_row(file: str, found: Recognised, key: str) -> None:
    _say(file, found.cells.sheet, Said.of(found.kind.kind, dict(top_rows(found.cells))[st.session_state[key]]))


def _say_field(file: str, found: Recognised, position: int, key: str) -> None:
    before = found.said or Said.of(found.kind.kind, found.headings)
    _say(file, found.cells.sheet, before.also(found.headings, position, st.session_state[key]))


def show(file: str, file_id: str, found: Recognised) -> None:
    """The choices for one sheet: out of the way where it can be loaded as it is. Lists have columns that nobody needs here."""
    key = f"reading {file_id} {found.cells.sheet}"
    doubt = found.sheet is None
    # Keyed, for what is said changes what is in doubt, and must not shut it under a person's hands.
    if key not in st.session_state:
        st.session_state[key] = doubt or found.cells.sheet in said(file)
    panel = st.expander("Change how this sheet is read", key=key, on_change="rerun", icon=":material/tune:")
    if panel.open:
        with panel:
            _choices(file, file_id, found)


def _choices(file: str, file_id: str, found: Recognised) -> None:
    """The kind of a sheet, the row of its headings, and the field that each of them is."""
    where = f"{file_id} {found.cells.sheet}"
    with st.grid(2, min_column_width=260):
        _kind(file, where, found)
        if found.kind:
            _row(file, where, found)
    if found.kind:
        _fields(file, where, found)
    if found.said:
        st.button(
            "Read it by its headings alone",
            key=f"headings alone {where}",
            icon=":material/undo:",
            on_click=_say,
            args=(file, found.cells.sheet, None),
        )


def _kind(file: str, where: str, found: Recognised) -> None:
    kind = NOT_LOADED if found.said and found.said.kind == NOT_LOADED else found.kind.kind if found.kind else None
    key = f"kind {where}"
    st.session_state[key] = kind
    st.selectbox(
        "Kind of sheet",
        [*SHEETS, NOT_LOADED],
        index=None if kind is None else 0,
        key=key,
        format_func=lambda name: SHEETS[name].title if name in SHEETS else "Do not load this sheet",
        placeholder="None of the kinds: choose one",
        on_change=_say_kind,
        args=(file, found, key),
    )


def _row(file: str, where: str, found: Recognised) -> None:
    rows = dict(top_rows(found.cells))
    key = f"row {where}"
    st.session_state[key] = found.header_row
    st.selectbox(
        "Its headings are in",
        list(rows),
        key=key,
        format_func=lambda row: shorten(f"Row {row}: {', '.join(words for _, words in sorted(rows[row].items()))}"),
        on_change=_say_row,
        args=(file, found, key),
    )


def _fields(file: str, where: str, found: Recognised) -> None:
    names = fields(found.kind)
    needed = {column.name for column in found.kind.columns if column.required}
    cells = found.cells.table.slice(found.header_row, 50)
    positions = sorted(found.headings)
    with st.grid(4, min_column_width=220):
        for position in positions[:HEADINGS_SHOWN]:
            key = f"field {where} {position}"
            st.session_state[key] = found.read_as(position)
            with st.container(gap="xxsmall"):
                st.selectbox(
                    plain(f"{letters(position)}: {shorten(found.headings[position])}"),
                    list(names),
                    key=key,
                    format_func=lambda name: names[name] + " (needed)" * (name in needed),
                    on_change=_say_field,
                    args=(file, found, position, key),
                )
                st.caption(plain(_such_as(cells[f"c{position}"].to_pylist())))
    if len(positions) > HEADINGS_SHOWN:
        st.caption(f"The first {HEADINGS_SHOWN} of {len(positions)} headings. The others are read as they are named.")


def _such_as(cells: list[str | None]) -> str:
    """What stands under a heading: it often tells more than the heading."""
    filled = [words.strip().removesuffix(" 00:00:00") for words in cells if words and words.strip()]
    few = list(dict.fromkeys(filled))[:3]
    return f"Such as {', '.join(shorten(words, 30) for words in few)}" if few else "Blank"
