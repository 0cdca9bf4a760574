"""What is asked of the chosen files, one thing at a time: each with its evidence and its answers.

An answer is a rule for its column or sheet, and may be changed as long as nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from measures.cells import Choice
from measures.cells.level import NONE, Level, numbered, said_levels
from measures.cells.words import UNSEEN
from measures.problems import Problem, sheet_row, shorten
from measures.questions import Question
from measures.sheets.households import TIERS
from measures.words import listed, plural, sentence_case
from measures.workbook.by_hand import NOT_LOADED
from measures.workbook.check import Checked
from measures.workbook.mends import Mend, also, in_file, without
from measures.workbook.recognised import Recognised
from pages.ui import changes
from pages.ui.upload import draft, reading
from pages.ui.upload.review import Review, latest
from pages.ui.words import plain

WAYS_ASKED = (
    "unit?",
    "read-as-clock",
    "scale?",
    "scale-presumed",
    "fall?",
    "several?",
    "yes-no?",
    "number-or-yes?",
    "date-or-yes?",
    "exchanged?",
    "months?",
    "one-day?",
    "a-week",
    "decimal-comma",
)  # in which way a column is read
# Of a list that has three levels, one end or the other is serious.
ENDS = {
    "1:1, 2:2, 3:3": f"1: {TIERS[1]}; 3: {TIERS[3]}",
    "1:3, 2:2, 3:1": f"3: {TIERS[1]}; 1: {TIERS[3]}",
}
LINES, MOST_OPTIONS = 12, 6
MORE = ("more-like-this",)
OR_CHANGE = "Or change a cell in the sheet below."


@dataclass(frozen=True)
class Ask:
    """One thing in doubt: of which sheet, the question, what speaks for the answers, and whether it is answered. `draw` draws
    the answers; `presumed` says that one stands until another is chosen."""

    key: str
    sheet: str
    words: str
    evidence: tuple[str, ...]
    is_answered: bool
    draw: Callable[[], None]
    presumed: bool = False


def asks(review: Review) -> list[Ask]:
    """All that is asked of a file, in the order of its sheets: how they are read, then their cells, then what a load
    asks."""
    sheets = {sheet.name: sheet for sheet in review.prepared.sheets}
    others = {other.cells.sheet: other for other in review.others}
    found: list[Ask] = []
    for cells in review.prepared.workbook.sheets:
        if cells.sheet in others:
            found += _of_other(review, others[cells.sheet])
        elif cells.sheet in sheets:
            sheet = sheets[cells.sheet]
            found += _of_dates(review, sheet)
            found += _of_columns(review, sheet)
            found += _of_cells(review, sheet)
            found += [_of_load(review, q) for q in review.asked.questions if q.sheet == sheet.name and not _is_told(q)]
    return found


def asked_of_nobody(problems: Iterable[Problem]) -> list[Problem]:
    """What stops a load and has no answers to choose from: it is mended in the sheet, or by its menus."""
    asked = {*WAYS_ASKED, *MORE, "suggested", "looks-like", "levels?", "other-things"}
    return [p for p in problems if p.stops and not p.row_can_be_left_out and p.code not in asked]


def _is_told(question: Question) -> bool:
    """Whether nothing is left to choose: it is said, and that is all."""
    return question.plain and len(question.choices) == 1


def show(reviews: Sequence[Review]) -> int:
    """The first thing that is in doubt, with its answers; then what is answered, to be changed. Gives how many are open."""
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


def _buttons(
    key: str, options: Mapping[str, str], said: str | None, suggested: str | None, say: Callable[..., None], *of: object
) -> Callable[[], None]:
    """Answers to choose from: a button each while nothing is said, and then a list with the one that is."""

    def draw() -> None:
        if said is not None:
            names = list(options)
            st.radio(
                "Answer",
                names,
                index=names.index(said) if said in names else None,
                format_func=lambda name: plain(options[name]),
                key=f"chosen {key} {said}",
                label_visibility="collapsed",
                on_change=changes.note(_say_chosen, say, of, f"chosen {key} {said}"),
            )
            return
        with st.container(horizontal=True):
            for name, words in options.items():
                st.button(
                    plain(words),
                    key=f"answer {key} {name}",
                    type="primary" if name == suggested else "secondary",
                    on_click=changes.note(say, *of, name),
                )

    return draw


def _say_chosen(say: Callable[..., None], of: Sequence[object], key: str) -> None:
    if (name := st.session_state.get(key)) is not None:
        say(*of, name)


# -- Which kind a sheet is


def _of_other(review: Review, other: Recognised) -> list[Ask]:
    """A sheet that is none of the kinds for certain, where one is likely."""
    if other.override and other.override.kind == NOT_LOADED:
        return []
    first = next((p for p in other.problems if p.code in ("suggested", "looks-like")), None)
    if not other.looks_like or first is None:
        return []
    name = other.cells.sheet
    # What a heading says of itself is seen in the sheet; what is guessed has its reason.
    guesses = [p for p in other.problems if p.code.startswith("guess") and p.details.get("how") != "surely"]
    evidence = tuple(p.sentence for p in (*(p for p in other.problems if p.stops and p is not first), *guesses))
    key = f"{review.number} {name}"
    certain = first.code == "suggested"

    def draw() -> None:
        with st.container(horizontal=True):
            if certain:
                st.button(
                    "Read it so",
                    key=f"read so {key}",
                    type="primary",
                    icon=":material/check:",
                    on_click=changes.note(reading.confirm, review.number, other),
                )
            st.button(
                "Do not load this sheet", key=f"leave {key}", on_click=changes.note(reading.leave, review.number, other)
            )

    return [Ask(f"kind {key}", name, first.sentence, evidence, False, draw)]


# -- How its dates and columns are read


def _of_dates(review: Review, sheet: Checked) -> list[Ask]:
    said = review.said.month_first.get(sheet.name)
    hints = [p for p in sheet.problems if p.code == "month-first?"]
    if not hints and said is None:
        return []
    key = f"dates {review.number} {sheet.name}"
    options = {"day": "The day first: 04/03 is 4 March", "month": "The month first: 04/03 is 3 April"}
    draw = _buttons(
        key, options, None if said is None else "month" if said else "day", None, _say_order, review.number, sheet.name
    )
    words = "In which order are day and month in the dates of this sheet?"
    return [Ask(key, sheet.name, words, tuple(f"{p.where}: {p.sentence}" for p in hints), said is not None, draw)]


def _say_order(number: str, sheet: str, order: str) -> None:
    draft.say(number, draft.said(number).dates(sheet, order == "month"))


def _of_columns(review: Review, sheet: Checked) -> list[Ask]:
    """In which way each column is read that is asked about, or of which it was said."""
    found = sheet.recognised
    said = found.override.ways_by_position(found.headings) if found.override else {}
    asked = {p.column: p for p in sheet.problems if p.code in WAYS_ASKED and p.column is not None}
    levels = {
        p.column: p for p in sheet.problems if p.column is not None and isinstance(p.details.get("levels"), tuple)
    }
    asks = []
    for position in sorted({*asked, *said, *levels}):
        key = f"way {review.number} {sheet.name} {position}"
        problem = levels.get(position) or asked.get(position)
        if position in levels:
            asks += _of_levels(review, sheet, position, levels[position], said.get(position))
            continue
        type_ = found.type_at(position)
        if not type_ or not (names := type_.ways()):
            continue
        options = {name: sentence_case(name) for name in names}
        words = type_.asks.format(found.headings[position])
        way = said.get(position)
        draw = _buttons(
            key, options, way if way in options else None, None, reading.say_way, review.number, found, position
        )
        evidence = (f"{problem.where}: {problem.sentence}",) if problem else ()
        stands = problem is not None and not problem.stops and position not in said  # it is read in a way that is told
        if stands:
            draw = _listed(key, options, reading.say_way, review.number, found, position)
        asks.append(Ask(key, sheet.name, words, evidence, position in said or stands, draw, presumed=stands))
    return asks


def _listed(key: str, options: Mapping[str, str], say: Callable[..., None], *of: object) -> Callable[[], None]:
    """Answers of which none is chosen yet, to what is read in a way that is told."""

    def draw() -> None:
        st.radio(
            "Answer",
            list(options),
            index=None,
            format_func=lambda name: plain(options[name]),
            key=f"chosen {key}",
            horizontal=True,
            label_visibility="collapsed",
            on_change=changes.note(_say_chosen, say, of, f"chosen {key}"),
        )

    return draw


def _of_levels(review: Review, sheet: Checked, position: int, problem: Problem, way: str | None) -> list[Ask]:
    """Which tier each level of a column is, in the words of the tiers: words one at a time, numbers together."""
    found, levels = sheet.recognised, problem.details["levels"]
    assert isinstance(levels, tuple)
    heading, key = found.headings[position], f"levels {review.number} {sheet.name} {position}"
    said = said_levels(way or "")
    evidence = (f"{problem.where}: {problem.sentence}",)
    if {*levels} <= {*map(str, TIERS)}:
        words = f"Which end of “{heading}” is serious?"
        draw = _buttons(key, ENDS, way if way in ENDS else None, None, reading.say_way, review.number, found, position)
        return [Ask(key, sheet.name, words, evidence, way in ENDS, draw)]
    if not any(map(numbered, levels)):
        return [_of_level(review, sheet, position, level, said.get(level), problem) for level in levels]

    def draw_levels() -> None:
        options = [*map(str, TIERS), NONE]
        with st.grid(3, min_column_width=220):
            for level in levels:
                of = f"level {review.number} {sheet.name} {position} {level}"
                st.selectbox(
                    plain(f"“{heading}” {level} is"),
                    options,
                    index=options.index(said[level]) if said.get(level) in options else None,
                    key=of,
                    format_func=lambda tier: "None of the tiers" if tier == NONE else f"{tier}: {TIERS[int(tier)]}",
                    placeholder="Choose a tier",
                    on_change=changes.note(_say_chosen, reading.say_level, (review.number, found, position, level), of),
                )

    words = f"Which tier is each level of “{heading}”?"
    return [Ask(key, sheet.name, words, evidence, {*levels} <= {*said}, draw_levels)]


def _of_level(review: Review, sheet: Checked, position: int, level: str, said: str | None, problem: Problem) -> Ask:
    """Which tier one level is that a list has words of its own for."""
    found, key = sheet.recognised, f"level {review.number} {sheet.name} {position} {level}"
    counts, type_ = problem.details.get("counts"), found.type_at(position)
    cells = f"{plural(counts[level], 'cell')} under" if isinstance(counts, dict) and level in counts else "Under"
    words = f"{cells} “{shorten(found.headings[position])}”: which tier is “{shorten(level)}”?"
    options = {str(tier): f"{tier}: {sentence}" for tier, sentence in TIERS.items()} | {NONE: "None of the tiers"}
    likely = type_.likely(level) if isinstance(type_, Level) else None
    draw = _buttons(key, options, said, likely, reading.say_level, review.number, found, position, level)
    return Ask(key, sheet.name, words, (), said is not None, draw)


# -- Cells that cannot be read


def _of_cells(review: Review, sheet: Checked) -> list[Ask]:
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
        draw = _take_back(key, "Read it as it stands", reading.say_words_stand, review.number, found, heading, was)
        asks.append(Ask(key, sheet.name, words, (), True, draw))
    out = [mend for mend in review.said.mends.get(sheet.name, ()) if mend.column is None]
    if out:
        key = f"out {review.number} {sheet.name}"
        listed_rows = listed([str(mend.row) for mend in out[:LINES]]) + (
            f" and {len(out) - LINES:,} more" if len(out) > LINES else ""
        )
        words = f"{plural(len(out), 'row')} left out: {listed_rows}."
        draw = _take_back(key, "Take them in again", take_back, review.number, sheet.name, [mend.place for mend in out])
        asks.append(Ask(key, sheet.name, words, (), True, draw))
    return asks


def _take_back(key: str, label: str, say: Callable[..., None], *of: object) -> Callable[[], None]:
    def draw() -> None:
        st.button(label, key=f"back {key}", icon=":material/undo:", on_click=changes.note(say, *of))

    return draw


def _unread(review: Review, sheet: Checked, position: int, problems: Sequence[Problem]) -> Ask:
    """Cells of one column that cannot be read: what they say, and what that may be."""
    found = sheet.recognised
    first, column = problems[0], found.columns.get(position)
    texts = list(dict.fromkeys(_text(review, sheet, p) for p in problems))
    count = sum(p.number for p in problems)
    say = f"“{shorten(texts[0], 30)}”" if len(texts) == 1 else "something else"
    of_words = all(texts) and first.code.startswith("not-") and first.code != "not-calculated"
    as_it_is = "as it is" if count == 1 else "as they are"
    what = "cannot be read" if of_words else f"cannot be loaded {as_it_is}"
    words = f"{plural(count, 'cell')} under “{shorten(found.headings[position])}” {what}."
    evidence = tuple(f"{p.where}: {p.sentence}" for p in problems)
    key = f"unread {review.number} {sheet.name} {position} {first.code}"
    shows_none = first.code in ("error-cell", "not-calculated")  # a value, that is
    may_be_blank = (of_words or shows_none) and not (column and column.required)
    type_ = found.type_at(position)
    options = type_.suggests if of_words and type_ and len(texts) == 1 and len(type_.suggests) <= MOST_OPTIONS else ()
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
                    on_click=changes.note(reading.say_words, review.number, found, position, {texts[0]: option}),
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


def leave_out(number: str, sheet: str, rows: Iterable[int]) -> None:
    """Rows of a sheet are not loaded."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, also(said.mends.get(sheet, ()), [Mend(row) for row in rows])))


def take_back(number: str, sheet: str, places: Iterable[tuple[int, int | None]]) -> None:
    """Cells and rows of a sheet are as they are in the file."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, without(said.mends.get(sheet, ()), places)))


def put_blank(number: str, sheet: str, places: Iterable[tuple[int | None, int | None]]) -> None:
    """Cells that show an error, or nothing yet, are blank."""
    review = latest(number)
    cells = next((each for each in review.prepared.workbook.sheets if each.sheet == sheet), None) if review else None
    for row, column in places if cells else ():
        if cells and row is not None and column is not None:
            put(number, sheet, Mend(row, column, in_file(cells, row, column), ""))


def put(number: str, sheet: str, mend: Mend) -> None:
    """A cell of a sheet is changed."""
    said = draft.said(number)
    draft.say(number, said.mend(sheet, also(said.mends.get(sheet, ()), [mend])))


# -- What a load asks


def _of_load(review: Review, question: Question) -> Ask:
    """One question of the load; where a choice is likely right, it stands until another is chosen."""
    own = question.answer(review.said.answers)
    said = own or question.default
    options = {choice.name: choice.words for choice in question.choices}
    key = f"load {review.number} {question.name}"
    draw = _buttons(key, options, said, None, _say_answer, review.number, question.name)
    return Ask(
        key,
        question.sheet,
        question.sentence,
        question.evidence,
        said is not None,
        draw,
        presumed=own is None and not question.plain,
    )


def _say_answer(number: str, question: str, choice: str) -> None:
    draft.say(number, draft.said(number).answer(question, choice))
