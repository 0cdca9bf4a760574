"""What is asked of a sheet as a whole: which kind it is, in which order its dates are, in which way its columns are
read."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from measures.cells.level import NONE, Level, numbered, said_levels
from measures.cells.number import Amount, Number
from measures.problems import Problem, shorten
from measures.sheets.households import TIERS
from measures.words import plural, sentence_case
from measures.workbook.by_hand import NOT_LOADED, YEAR
from measures.workbook.check import Checked
from measures.workbook.completed import said_year
from measures.workbook.recognised import Recognised
from measures.workbook.years import in_words, likely, words_above
from pages.ui import changes
from pages.ui.upload import reading
from pages.ui.upload.answers import Ask, buttons, chosen_from, say_chosen
from pages.ui.upload.review import Review
from pages.ui.words import plain

DECIMALS = "decimal-comma"
# In which way a column is read.
WAYS_ASKED = (
    "unit?",
    "read-as-clock",
    "scale?",
    "scale-presumed",
    "fall?",
    "several?",
    "steps?",
    "yes-no?",
    "number-or-yes?",
    "date-or-yes?",
    "exchanged?",
    "months?",
    "one-day?",
    "year-first?",
    "a-week",
    DECIMALS,
)
# In which order day and month are, of all the dates of a sheet.
ORDER_ASKED = ("month-first?", "day-first?", "either-order?", "days-or-months?", "day-presumed", "read-month-first")
# Of a list that has three levels, one end or the other is serious.
ENDS = {
    "1:1, 2:2, 3:3": f"1: {TIERS[1]}; 3: {TIERS[3]}",
    "1:3, 2:2, 3:1": f"3: {TIERS[1]}; 1: {TIERS[3]}",
}


def of_other(review: Review, other: Recognised) -> list[Ask]:
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


def of_dates(review: Review, sheet: Checked) -> list[Ask]:
    found = sheet.recognised
    said = found.override.month_first if found.override else None
    hints = [p for p in sheet.problems if p.code in ORDER_ASKED]
    if not hints and said is None:
        return []
    key = f"dates {review.number} {sheet.name}"
    options = {"day": "The day first: 04/03 is 4 March", "month": "The month first: 04/03 is 3 April"}
    stands = said is None and all(p.code == "day-presumed" for p in hints)
    if stands:
        draw = chosen_from(key, options, reading.say_order, review.number, found)
    else:
        answer = None if said is None else "month" if said else "day"
        draw = buttons(key, options, answer, None, reading.say_order, review.number, found)
    words = "In which order are day and month in the dates of this sheet?"
    evidence = tuple(f"{p.where}: {p.sentence}" for p in hints)
    return [Ask(key, sheet.name, words, evidence, said is not None or stands, draw, presumed=stands)]


def of_years(review: Review, sheet: Checked) -> list[Ask]:
    """Of which year the dates of a sheet are that have none."""
    found = sheet.recognised
    said = dict(found.override.given).get(YEAR) if found.override else None
    asked = [p for p in sheet.problems if p.code == "which-year?"]
    if not asked and not said:
        return []
    years = likely(words_above(found), dt.date.today())
    key = f"year {review.number} {sheet.name}"
    options = {year: f"{year}: {in_words(year)}" for year in [*years, *([said] if said and said not in years else [])]}
    choose = buttons(key, options, None if asked else said, None, reading.say_year, review.number, found)

    def draw() -> None:
        choose()
        st.text_input(
            "Another year",
            key=f"other {key}",
            placeholder="Such as 2019, or 2019/20 from April to March",
            on_change=changes.note(_say_another_year, review.number, found, f"other {key}"),
        )

    evidence = tuple(f"{p.where}: {p.sentence}" for p in asked)
    return [Ask(key, sheet.name, "Of which year are the dates of this sheet?", evidence, not asked, draw)]


def _say_another_year(number: str, found: Recognised, key: str) -> None:
    if year := said_year(st.session_state.get(key) or ""):
        reading.say_year(number, found, year)


def of_classes(review: Review, sheet: Checked) -> list[Ask]:
    """Which of two columns is read that class each row, and not alike."""
    found, asks = sheet.recognised, []
    for problem in (p for p in sheet.problems if p.code == "classed-twice"):
        positions = problem.details["either"]
        assert isinstance(positions, tuple)
        key = f"classes {review.number} {sheet.name} {problem.column}"
        options = {str(p): f"“{shorten(found.headings[p])}”" for p in positions}
        of = (review.number, found, problem.details["name"], positions)
        draw = buttons(key, options, None, None, reading.say_either, *of)
        words = f"Which column says {problem.details['field']}?"
        asks.append(Ask(key, sheet.name, words, (f"{problem.where}: {problem.sentence}",), False, draw))
    return asks


def of_columns(review: Review, sheet: Checked) -> list[Ask]:
    """In which way each column is read that is asked about, or of which it was said."""
    found = sheet.recognised
    said = found.override.ways_by_position(found.headings) if found.override else {}
    # How decimals are written first: before that is said, their figures are in no unit, and what is asked of the others
    # may be wrong.
    problems = sorted(sheet.problems, key=lambda p: p.code == DECIMALS)
    asked = {p.column: p for p in problems if p.code in WAYS_ASKED and p.column is not None}
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
        begins = type_.asks
        if problem and problem.code == DECIMALS:
            names, begins = (str(problem.details["such"]),), Number.asks
        elif problem and problem.stops and isinstance(type_, Amount):
            names = tuple(map(type_.say, type_.own_ways()))
        options = {name: sentence_case(name) for name in names}
        words = begins.format(found.headings[position])
        # Of hours with a decimal comma the one may be said and the other not.
        way = None if problem and problem.stops else said.get(position)
        draw = buttons(
            key, options, way if way in options else None, None, reading.say_way, review.number, found, position
        )
        evidence = (f"{problem.where}: {problem.sentence}",) if problem else ()
        stands = problem is not None and not problem.stops and position not in said  # it is read in a way that is told
        if stands:
            draw = chosen_from(key, options, reading.say_way, review.number, found, position)
        asks.append(Ask(key, sheet.name, words, evidence, way is not None or stands, draw, presumed=stands))
    return asks


def _of_levels(review: Review, sheet: Checked, position: int, problem: Problem, way: str | None) -> list[Ask]:
    """Which tier each level of a column is, in the words of the tiers: words one at a time, numbers together."""
    found, levels = sheet.recognised, problem.details["levels"]
    assert isinstance(levels, tuple)
    heading, key = found.headings[position], f"levels {review.number} {sheet.name} {position}"
    said = said_levels(way or "")
    evidence = (f"{problem.where}: {problem.sentence}",)
    if {*levels} <= {*map(str, TIERS)}:
        words = f"Which end of “{heading}” is serious?"
        draw = buttons(key, ENDS, way if way in ENDS else None, None, reading.say_way, review.number, found, position)
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
                    on_change=changes.note(say_chosen, reading.say_level, (review.number, found, position, level), of),
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
    draw = buttons(key, options, said, likely, reading.say_level, review.number, found, position, level)
    return Ask(key, sheet.name, words, (), said is not None, draw)
