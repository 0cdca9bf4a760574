"""Yes/No columns, of which some kinds of sheet may have any number, each named by its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import NOT_KNOWN, TOTAL_MARKS, TOTALS, normalise
from measures.cells.yes_no import NO, NOT_SURE, YES, only_letters
from measures.problems import Problem, shorten
from measures.schema import Column, Sheet
from measures.words import listed
from measures.workbook.by_hand import LEFT_OUT
from measures.workbook.matching import spellings
from measures.workbook.read import Cells

NO_FLAGS = ("none", "no", "nil", "no flags", "no concerns", "0")


def find_flags(
    cells: Cells,
    sheet: Sheet,
    header_row: int,
    headings: dict[int, str],
    matched: dict[int, Column],
    by_hand: dict[int, str],
) -> tuple[dict[int, str], list[Problem]]:
    """Name the Yes/No columns of a sheet that may have any number of them; say which columns are left alone, and
    why."""
    known = {spelling: flag.title for flag in sheet.flags for spelling in flag.headings}
    titles = {flag.name: flag.title for flag in sheet.flags}
    flags: dict[int, str] = {}
    notes: list[Problem] = []
    lettered: dict[int, tuple[bool, str]] = {}
    below = cells.table.slice(header_row)
    # A sum under a column of Y and N must not hide that it is a flag.
    no_total = pc.invert(is_total(below, min(matched or headings)))

    def no_totals(position: int) -> pa.ChunkedArray:
        return below.column(f"c{position}").filter(no_total)

    for position in cells.columns:
        heading = headings.get(position)
        if position in matched or by_hand.get(position) == LEFT_OUT:
            continue
        if heading is None:
            notes.append(Problem("no-heading", cells.sheet, header_row, position))
            continue
        title = next((known[s] for s in spellings(heading) if s in known), None)
        if position in by_hand:
            flags[position] = titles.get(by_hand[position]) or title or _flag_name(heading)
            continue
        yes_no, other, numbers = count_yes_no(no_totals(position)) if sheet.flags else (0, 0, 0)
        if sheet.flags and _only_t_and_f(no_totals(position)):
            lettered[position] = title is not None, title or _flag_name(heading)
            continue
        if sheet.flags and not title and (named := flags_named(no_totals(position), known)):
            details = {"value": shorten(heading), **named, "stops": False}
            notes.append(Problem("flags-in-words", cells.sheet, header_row, position, details))
            continue
        if sheet.flags and (title or (yes_no and not numbers and yes_no >= other)):
            flags[position] = title or _flag_name(heading)
            if not title and _only_0_and_1(no_totals(position)):
                notes.append(Problem("only-0-and-1", cells.sheet, header_row, position, {"value": shorten(heading)}))
        else:
            suspicious = yes_no and not numbers
            notes.append(
                Problem(
                    "not-quite-a-flag" if suspicious else "left-alone",
                    cells.sheet,
                    header_row,
                    position,
                    {"value": shorten(heading), "bad": other, "count": yes_no + other},
                )
            )
    # T and F may be of anything, where no flag that is known has them.
    are_flags = any(known_one for known_one, _ in lettered.values()) or len(lettered) > 1
    for position, (_, name) in lettered.items():
        code = "only-t-and-f" if are_flags else "left-alone"
        notes.append(Problem(code, cells.sheet, header_row, position, {"value": shorten(headings[position])}))
        flags |= {position: name} if are_flags else {}
    return dict(sorted(flags.items())), notes


def is_total(rows: pa.Table, first: int) -> pa.ChunkedArray:
    """Whether each row is a total, by what its first column says."""
    column = rows.column(f"c{first}")
    return pc.is_in(column, saying_total(pc.unique(column)))


def saying_total(words: pa.Array) -> pa.Array:
    """Which of these say that a row is a total: of a column its different words, which are far fewer than its rows."""
    said = pc.utf8_rtrim(pc.utf8_lower(pc.utf8_trim_whitespace(words)), TOTAL_MARKS)
    return pc.drop_null(words).filter(pc.is_in(pc.drop_null(said), pa.array(TOTALS)))


def count_yes_no(column: pa.ChunkedArray) -> tuple[int, int, int]:
    """How many filled cells say Yes or No, how many say something else, and how many of those are numbers.

    Among words a number is a slip to be mended, and is not counted as one: only 0 and 1 can be a count of something,
    and only -1 and 0 what a database keeps of Yes and No.
    """
    words = pc.utf8_lower(pc.utf8_trim_whitespace(column.drop_null()))
    counts = {item["values"]: item["counts"] for item in pc.value_counts(words).to_pylist() if item["values"]}
    words_for = {*YES, *NO} - ({"-1"} if "1" in counts else set())  # a change is no flag
    yes_no = sum(n for word, n in counts.items() if word in words_for)
    other = {word: n for word, n in counts.items() if word not in {*words_for, *NOT_KNOWN, *NOT_SURE}}
    worded = any(word in words_for and not word.lstrip("-").isdigit() for word in counts)
    numbers = sum(n for word, n in other.items() if re.fullmatch(r"[£\d.,\-]+", word))
    return yes_no, sum(other.values()), 0 if worded else numbers


def flags_named(column: pa.ChunkedArray, known: Mapping[str, str]) -> dict[str, object]:
    """Of a column that names the flags of each row, such as "ASB; Rent arrears", a cell and some of the flags; nothing
    where most of its cells name none that is `known`."""
    filled = [words.strip() for words in column.drop_null().to_pylist() if words.strip()]
    said = [words for words in filled if words.lower() not in {*NOT_KNOWN, *NO_FLAGS}]
    of_cell = {words: [part for part in re.split(r"\s*[;,/|+&\n]\s*", words) if part] for words in said}
    its = {words: [known[n] for part in parts if (n := normalise(part)) in known] for words, parts in of_cell.items()}
    if not said or 2 * sum(bool(its[words]) for words in said) < len(said):
        return {}
    names = list(dict.fromkeys(name for words in said for name in its[words]))
    such = max(dict.fromkeys(said), key=lambda words: len(of_cell[words]))
    return {"such": shorten(such), "flags": listed([f'"{name}"' for name in names[:3]], "or")}


def _only_t_and_f(column: pa.ChunkedArray) -> bool:
    return only_letters(pc.unique(pc.utf8_lower(pc.utf8_trim_whitespace(column.drop_null()))).to_pylist())


def _only_0_and_1(column: pa.ChunkedArray) -> bool:
    words = pc.unique(pc.utf8_trim_whitespace(column.drop_null())).to_pylist()
    return not {word for word in words if word} - {"0", "1", "-1"}


def _flag_name(heading: str) -> str:
    """A flag named by its heading, so that `Rent Arrears` and `rent arrears` of two files are one: sentence case,
    initials kept."""
    words = heading.split()
    folded = [word if word.isupper() and len(word) <= 5 else word.lower() for word in words]
    return " ".join([folded[0][:1].upper() + folded[0][1:], *folded[1:]])
