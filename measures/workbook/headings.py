"""Which kind of spreadsheet a sheet is, where its headings are, and what each column means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, reduce

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Choice, Date
from measures.cells.words import NOT_KNOWN, TOTAL_MARKS, TOTALS, normalise
from measures.cells.yes_no import NO, YES
from measures.problems import Problem, cell, shorten
from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.workbook.by_hand import FLAG, LEFT_OUT, NOT_LOADED, Override
from measures.workbook.read import Cells

ROWS_SEARCHED = 20
# A heading that is a month, a quarter, a week or a day: Jan-26, March, Q1 2025/26, Week 3, 2026-01-01 00:00:00, 05/01/2026.
DATE_HEADING = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)[\W\d]*$|(?:q|quarter|w|wk|week) ?\d|\d{4}[-/]\d\d|\d\d?[./-]\d\d?[./-]\d\d",
    re.I,
)


@dataclass(frozen=True)
class Recognised:
    """How a sheet is understood. Columns are positions from 0; `header_row` is Excel's row number of the headings.

    `columns` gives the declared column for a position, `flags` the name of the flag, and `headings` what is written
    above any position. `ticked` gives the column of further positions that are read with its own, a choice that has a column
    for each option. `sheet` is None where the sheet is none of the kinds; `looks_like` is the one it would be if it
    had all the headings it needs. `by_hand` has what a person's `override` says of a position.
    """

    cells: Cells
    sheet: Sheet | None
    header_row: int
    headings: dict[int, str]
    columns: dict[int, Column]
    flags: dict[int, str]
    problems: tuple[Problem, ...]
    repeats: tuple[int, ...] = ()  # rows that have the headings again, as on every printed page
    looks_like: Sheet | None = None
    override: Override | None = None
    by_hand: dict[int, str] = field(default_factory=dict)
    ticked: dict[int, Column] = field(default_factory=dict)

    @property
    def kind(self) -> Sheet | None:
        """The kind of sheet that it is, or would be."""
        return self.sheet or self.looks_like

    def read_as(self, position: int) -> str:
        """The name of the field that a heading is read as, or that a person says it is."""
        if position in self.by_hand:
            return self.by_hand[position]
        if position in self.columns:
            return self.columns[position].name
        if self.kind and position in self.flags:
            return next((flag.name for flag in self.kind.flags if flag.title == self.flags[position]), FLAG)
        return LEFT_OUT

    @property
    def left_alone(self) -> dict[int, str]:
        """Headings, by position, of the columns that are not read."""
        return {
            position: heading
            for position, heading in self.headings.items()
            if position not in self.columns and position not in self.flags and position not in self.ticked
        }

    @property
    def position(self) -> dict[str, int]:
        """The position of each declared column that is there, by its name."""
        return {column.name: position for position, column in self.columns.items()}


def recognise(cells: Cells, override: Override | None = None) -> Recognised:
    """Find the headings and the kind of sheet. A sheet that is none of them comes back with a note that says so.

    What a person said goes before what the headings say. Where the sheet does not have the headings it was said of, or
    there is no such kind, it was said of another sheet, and the headings decide.
    """
    if cells.hidden:
        return Recognised(cells, None, 0, {}, {}, {}, (Problem("hidden-sheet", cells.sheet),))
    if cells.problem:
        return Recognised(cells, None, 0, {}, {}, {}, (cells.problem,))
    if override and override.kind == NOT_LOADED:
        return Recognised(cells, None, 0, {}, {}, {}, (Problem("not-wanted", cells.sheet),), override=override)
    rows = top_rows(cells)
    by_hand: dict[int, str] = {}
    place = next((place for place in rows if override and override.kind in SHEETS and override.fits(place[1])), None)
    if override and place:
        (row, headings), sheet = place, SHEETS[override.kind]
        matched, by_hand = _match(sheet, headings), override.by_position(headings)
    else:
        override, best = None, _best(cells.sheet, rows)
        if best is None:
            row, headings = max(rows, key=lambda place: len(place[1]), default=(0, {}))
            return Recognised(cells, None, row, headings, {}, {}, (_unknown(cells.sheet, headings),))
        sheet, row, headings, matched = best
    declared = {column.name: column for column in sheet.columns}
    matched = {p: column for p, column in matched.items() if p not in by_hand}
    matched |= {p: declared[name] for p, name in by_hand.items() if name in declared}
    undated = _undated(cells, row, matched, by_hand)
    matched = {p: column for p, column in matched.items() if p not in undated}
    as_written = cells
    cells, matched, ticked = _ticked(cells, sheet, row, headings, matched, by_hand)
    flags, notes = _flags(cells, sheet, row, headings, matched | ticked | undated, by_hand)
    again, same = _same_field(cells, row, headings, {p: c.title for p, c in matched.items()} | flags, by_hand)
    matched, flags = ({p: what for p, what in found.items() if p not in again} for found in (matched, flags))
    missing = _missing(sheet, matched)
    if missing:
        named = {"kind": sheet.title, "missing": " or ".join(f'"{m}"' for m in missing)}
        problems = (Problem("looks-like", cells.sheet, details=named), *same)
        return Recognised(cells, None, row, headings, matched, flags, problems, (), sheet, override, by_hand)
    repeats, tables = _headings_below(as_written, row, headings, min(matched))
    notes += [
        Problem("no-dates", cells.sheet, row, p, {"value": shorten(headings[p]), "field": column.title})
        for p, column in undated.items()
    ]
    notes += [_read_together(cells.sheet, row, headings, p, matched, ticked) for p in ticked]
    problems = (*notes, *same, *_twice(cells, sheet, row, headings, matched, flags, by_hand), *tables)
    return Recognised(
        cells,
        sheet,
        row,
        headings,
        matched,
        flags,
        problems,
        repeats,
        override=override,
        by_hand=by_hand,
        ticked=ticked,
    )


def _undated(cells: Cells, row: int, matched: dict[int, Column], by_hand: dict[int, str]) -> dict[int, Column]:
    """Columns that say whether, where a date would say when: "Resolved", with Yes and No below it."""
    found = {}
    for position, column in matched.items():
        if isinstance(column.type, Date) and not column.required and position not in by_hand:
            yes_no, other, _ = _count_yes_no(cells.table[f"c{position}"].slice(row))
            if yes_no and not other:
                found[position] = column
    return found


def _ticked(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column], by_hand: dict[int, str]
) -> tuple[Cells, dict[int, Column], dict[int, Column]]:
    """Read a choice that has a column for each option, one of them ticked in each row, as on a tally sheet: Value | Failure.

    The first of these columns gets the words of what is ticked, two where two are, which no choice is. Gives the cells, the
    columns matched, and the further positions that are read with the first.
    """
    ticked: dict[int, Column] = {}
    for column in sheet.columns:
        if not isinstance(column.type, Choice):
            continue
        spelled = column.type.spellings()
        said = {
            p: normalise(words.strip().rstrip("?") or words) for p, words in sorted(headings.items())
        }  # "Failure?" asks
        options = {p: spelled[w] for p, w in said.items() if w in spelled and matched.get(p, column) is column}
        elsewhere = any(c is column and p not in options for p, c in matched.items())
        left_out = any(p in by_hand for p in options) and not any(by_hand.get(p) == column.name for p in options)
        if elsewhere or left_out or len(set(options.values())) < 2:
            continue
        rows = cells.table.slice(row)
        total = _is_total(rows, min(matched or options)).to_pylist()  # which counts the ticks
        ticks = {p: _ticks(rows[f"c{p}"].to_pylist(), total, spelled, o) for p, o in options.items()}
        if any(its is None for its in ticks.values()):
            continue
        words = [" and ".join(options[p] for p in ticks if ticks[p][i]) or None for i in range(rows.num_rows)]
        first, *others = ticks
        name = f"c{first}"
        above = cells.table.column(name).slice(0, row).to_pylist()
        table = cells.table.set_column(
            cells.table.column_names.index(name), name, pa.array([*above, *words], pa.string())
        )
        cells = replace(cells, table=table)
        matched = {p: c for p, c in matched.items() if p not in options} | {first: column}
        ticked |= dict.fromkeys(others, column)
    return cells, matched, ticked


def _ticks(column: list[str | None], total: list[bool], spelled: dict[str, str], option: str) -> list[bool] | None:
    """Whether each cell is ticked; None where a cell is neither ticked nor not, so that the column is something else."""
    found = []
    for cell_words, is_total in zip(column, total, strict=True):
        words = "" if is_total else (cell_words or "").strip().lower()
        if words in YES or spelled.get(normalise(words)) == option:
            found.append(True)
        elif not words or words in NO or words in NOT_KNOWN:
            found.append(False)
        else:
            return None
    return found


def _read_together(
    name: str, row: int, headings: dict[int, str], position: int, matched: dict[int, Column], ticked: dict[int, Column]
) -> Problem:
    column = ticked[position]
    first = next(p for p, c in matched.items() if c is column)
    details = {"value": shorten(headings[position]), "other": shorten(headings[first]), "field": column.title}
    return Problem("read-together", name, row, position, details)


def _unknown(name: str, headings: dict[int, str]) -> Problem:
    """What to say of a sheet that is none of the kinds; one that has its dates side by side can be turned into a series."""
    dates = [words for _, words in sorted(headings.items()) if DATE_HEADING.match(words)]
    if len(dates) < 3:
        return Problem("not-recognised", name)
    return Problem("dates-across", name, details={"value": shorten(dates[0]), "other": shorten(dates[1])})


def _best(
    name: str, rows: list[tuple[int, dict[int, str]]]
) -> tuple[Sheet, int, dict[int, str], dict[int, Column]] | None:
    """The kind and the row of headings that fit best; None where nothing fits well enough."""
    best: tuple[float, Sheet, int, dict[int, str], dict[int, Column]] | None = None
    for row, headings in rows:
        for sheet in SHEETS.values():
            matched = _match(sheet, headings)
            score = _score(name, sheet, headings, matched)
            if best is None or score > best[0]:
                best = (score, sheet, row, headings, matched)
    return None if best is None or best[0] <= 0 or len(best[4]) < 2 else best[1:]


def headings_for(sheet: Sheet, rows: list[tuple[int, dict[int, str]]]) -> dict[int, str]:
    """Of the first rows, the headings if the sheet is of this kind: the row of which most are known, or else the fullest."""
    return max((headings for _, headings in rows), key=lambda h: (len(_match(sheet, h)), len(h)), default={})


def _headings_below(
    cells: Cells, header_row: int, headings: dict[int, str], first: int
) -> tuple[tuple[int, ...], list[Problem]]:
    """Rows under the headings that are headings themselves: the same ones again, or those of another table.

    Its rows would be read as rows of this one: a case as a household, an agency as its street.
    """
    known = pa.array(sorted(_known_headings() | {heading.lower() for heading in headings.values()}))

    def is_heading(column: pa.ChunkedArray) -> pa.ChunkedArray:
        return pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(column)), known)

    # One column of all rows, and then all columns of the few rows that are left.
    rows = pc.indices_nonzero(is_heading(cells.table.column(f"c{first}").slice(header_row)))
    few = cells.table.slice(header_row).take(rows)
    among = [pc.fill_null(is_heading(column), False).cast(pa.int32()) for column in few.columns]
    count = reduce(pc.add, among)
    repeats: list[int] = []
    own = {position: normalise(words) for position, words in headings.items()}
    judged: dict[tuple, Sheet | None] = {}
    for row, values, headed in zip(rows.to_pylist(), few.to_pylist(), count.to_pylist(), strict=True):
        if headed < 2:
            continue
        there = {int(name[1:]): value.strip() for name, value in values.items() if value and value.strip()}
        if {position: normalise(words) for position, words in there.items()} == own:
            repeats.append(header_row + 1 + row)
            continue
        said = tuple(there.items())
        if said not in judged:
            judged[said] = next((s for s in SHEETS.values() if not _missing(s, _match(s, there))), None)
        if judged[said]:
            found = Problem("second-table", cells.sheet, header_row + 1 + row, None, {"kind": judged[said].title})
            return tuple(repeats), [found]
    return tuple(repeats), []


@cache
def _known_headings() -> set[str]:
    """Headings of any kind, as they are declared and in lower case."""
    return {words.lower() for s in SHEETS.values() for c in s.columns for words in (c.title, *c.also)}


def top_rows(cells: Cells) -> list[tuple[int, dict[int, str]]]:
    """The first rows with something in them: (Excel's row number, {position: words}).

    A heading merged over several rows is a heading of each: under "Call" and "Demand" stand the headings that count.
    """
    found = []
    rows = cells.table.slice(0, ROWS_SEARCHED).to_pylist()
    for position, first, last in cells.merged:
        for values in rows[first:last] if f"c{position}" in cells.table.column_names else ():
            values[f"c{position}"] = rows[first - 1][f"c{position}"]
    for number, values in enumerate(rows, start=1):
        words = {int(name[1:]): value.strip() for name, value in values.items() if value and value.strip()}
        if words:
            found.append((number, words))
    return found


def _spellings(heading: str) -> tuple[str, ...]:
    """A heading as it is, without what stands in brackets (`Rating (0-10)`, `Cost [£]`), and without its question mark."""
    said = (heading, re.sub(r"[(\[].*?[)\]]", " ", heading), heading.strip().rstrip("?"))
    return tuple(dict.fromkeys(map(normalise, said)))


def _match(sheet: Sheet, headings: dict[int, str]) -> dict[int, Column]:
    """The declared column for each position. Where two headings could mean one column, its title goes before other names."""
    places: dict[str, list[int]] = {}
    for position, heading in headings.items():
        for spelling in _spellings(heading):
            places.setdefault(spelling, []).append(position)
    found: dict[int, Column] = {}
    # Titles of all columns first: another column's other name must not take a heading that is this one's own.
    wanted = [(c.headings[:1], c) for c in sheet.columns] + [(c.headings[1:], c) for c in sheet.columns]
    for names, column in wanted:
        for name in names:
            free = [p for p in places.get(name, ()) if p not in found]
            if free and column not in found.values():
                found[free[0]] = column
    return found


def _missing(sheet: Sheet, matched: dict[int, Column]) -> list[str]:
    there = {column.name for column in matched.values()}
    missing = [column.title for column in sheet.columns if column.required and column.name not in there]
    groups = sheet.needs_one_of
    if groups and not any(set(group) <= there for group in groups):
        missing.append(sheet.column(groups[0][0]).title)
    return missing


def _score(name: str, sheet: Sheet, headings: dict[int, str], matched: dict[int, Column]) -> float:
    flag_names = {spelling for flag in sheet.flags for spelling in flag.headings}
    flags = sum(any(s in flag_names for s in _spellings(h)) for p, h in headings.items() if p not in matched)
    known = len(matched) + flags
    named = normalise(name) in (normalise(sheet.title), normalise(sheet.kind))
    return known - 1.5 * len(_missing(sheet, matched)) - 0.25 * (0 if sheet.flags else len(headings) - known) + named


def _flags(
    cells: Cells,
    sheet: Sheet,
    header_row: int,
    headings: dict[int, str],
    matched: dict[int, Column],
    by_hand: dict[int, str],
) -> tuple[dict[int, str], list[Problem]]:
    """Name the Yes/No columns of a sheet that may have any number of them; say which columns are left alone, and why."""
    known = {spelling: flag.title for flag in sheet.flags for spelling in flag.headings}
    titles = {flag.name: flag.title for flag in sheet.flags}
    flags: dict[int, str] = {}
    notes: list[Problem] = []
    rows = _without_totals(cells.table.slice(header_row), min(matched or headings))
    for position in cells.columns:
        heading = headings.get(position)
        if position in matched or by_hand.get(position) == LEFT_OUT:
            continue
        if heading is None:
            notes.append(Problem("no-heading", cells.sheet, header_row, position))
            continue
        title = next((known[s] for s in _spellings(heading) if s in known), None)
        if position in by_hand:
            flags[position] = titles.get(by_hand[position]) or title or _flag_name(heading)
            continue
        yes_no, other, numbers = _count_yes_no(rows.column(f"c{position}")) if sheet.flags else (0, 0, 0)
        if sheet.flags and (title or (yes_no and not numbers and yes_no >= other)):
            flags[position] = title or _flag_name(heading)
            if not title and _only_0_and_1(rows.column(f"c{position}")):
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
    return flags, notes


def _same_field(
    cells: Cells, header_row: int, headings: dict[int, str], fields: dict[int, str], by_hand: dict[int, str]
) -> tuple[set[int], list[Problem]]:
    """Where a person says of one heading what another is too. Gives the positions of these others, and what to say of each."""
    first: dict[str, int] = {}
    again: set[int] = set()
    found = []
    for position in sorted(fields, key=lambda p: (p not in by_hand, p)):
        other = first.setdefault(fields[position], position)
        if other != position and other in by_hand:
            again.add(position)
            details = {"value": shorten(headings[position]), "field": fields[position]}
            details |= {"other": shorten(headings[other]), "place": cell(cells.sheet, header_row, other)}
            found.append(Problem("same-field", cells.sheet, header_row, position, details))
    return again, found


def _without_totals(rows: pa.Table, first: int) -> pa.Table:
    """The rows that are no total: a sum under a column of Y and N must not hide that it is a flag."""
    return rows.filter(pc.invert(_is_total(rows, first)))


def _is_total(rows: pa.Table, first: int) -> pa.ChunkedArray:
    words = pc.utf8_lower(pc.utf8_trim_whitespace(pc.fill_null(rows.column(f"c{first}"), "")))
    return pc.is_in(pc.utf8_rtrim(words, TOTAL_MARKS), pa.array(TOTALS))


def _count_yes_no(column: pa.ChunkedArray) -> tuple[int, int, int]:
    """How many filled cells say Yes or No, how many say something else, and how many of those are numbers.

    Among words a number is a slip to be mended, and is not counted as one: only 0 and 1 can be a count of something.
    """
    words = pc.utf8_lower(pc.utf8_trim_whitespace(column.drop_null()))
    counts = {item["values"]: item["counts"] for item in pc.value_counts(words).to_pylist() if item["values"]}
    yes_no = sum(n for word, n in counts.items() if word in YES + NO)
    other = {word: n for word, n in counts.items() if word not in YES + NO + NOT_KNOWN}
    worded = any(word in YES + NO and not word.isdigit() for word in counts)
    numbers = sum(n for word, n in other.items() if re.fullmatch(r"[£\d.,\-]+", word))
    return yes_no, sum(other.values()), 0 if worded else numbers


def _only_0_and_1(column: pa.ChunkedArray) -> bool:
    words = pc.unique(pc.utf8_trim_whitespace(column.drop_null())).to_pylist()
    return not {word for word in words if word} - {"0", "1"}


def _flag_name(heading: str) -> str:
    """A flag named by its heading, so that `Rent Arrears` and `rent arrears` of two files are one: sentence case, initials kept."""
    words = heading.split()
    folded = [word if word.isupper() and len(word) <= 5 else word.lower() for word in words]
    return " ".join([folded[0][:1].upper() + folded[0][1:], *folded[1:]])


def _twice(
    cells: Cells,
    sheet: Sheet,
    header_row: int,
    headings: dict[int, str],
    matched: dict[int, Column],
    flags: dict[int, str],
    by_hand: dict[int, str],
) -> list[Problem]:
    """Two columns with one heading that is used: which of them counts is not ours to guess."""
    first: dict[str, int] = {}
    found = []
    used = {normalise(headings[p]): p for p in matched} | {normalise(title): p for p, title in flags.items()}
    for position, heading in sorted(headings.items()):
        name = normalise(flags.get(position, heading))
        if position in by_hand:  # a person has told which is which
            continue
        if name in first and name in used:
            found.append(
                Problem(
                    "same-heading",
                    cells.sheet,
                    header_row,
                    position,
                    {"value": shorten(heading), "other": Problem("", cells.sheet, header_row, first[name]).where},
                )
            )
        first.setdefault(name, position)
    return found
