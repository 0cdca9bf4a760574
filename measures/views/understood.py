"""A sheet as Excel shows it, and how it is understood: each column and each cell with what is thought of it, in
words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from measures.problems import TITLE, Problem, letters, shorten
from measures.schema import Sheet
from measures.words import listed, sentence_case
from measures.workbook.by_hand import LEFT_OUT, fields
from measures.workbook.check import Checked
from measures.workbook.mends import Mend
from measures.workbook.read import Cells
from measures.workbook.recognised import Recognised
from measures.workbook.suggest import VERY

FIRST_ROWS, MORE_ROWS, COLUMNS = 50, 200, 60
READ, GUESSED, ALONE, DOUBT = "read", "guessed", "left alone", "in doubt"
STATES = {READ: "understood", GUESSED: "guessed", ALONE: "left out", DOUBT: "in doubt"}


@dataclass(frozen=True)
class ColumnPreview:
    """A column: its position from 0, Excel's letter, its heading, the name of the field it is read as, and its
    state."""

    position: int
    letter: str
    heading: str
    read_as: str
    state: str


@dataclass(frozen=True)
class RowPreview:
    """A row as Excel counts it: its cells in the order of the columns, what is wrong with it as a whole, and with
    cells by their position. `out` says why it is none of the table's. `changed` are positions that a person changed."""

    number: int
    cells: tuple[str, ...]
    is_heading: bool = False
    out: str = ""
    wrong: str = ""
    wrong_cells: Mapping[int, str] = field(default_factory=dict)
    changed: Mapping[int, str] = field(default_factory=dict)
    left_out: bool = False


@dataclass(frozen=True)
class SheetPreview:
    """A sheet as it is shown: its columns and rows, how many of each there are in all, and what a column may be read
    as."""

    columns: tuple[ColumnPreview, ...]
    rows: tuple[RowPreview, ...]
    columns_in_all: int
    rows_in_all: int
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Likely:
    """Columns of a sheet that are left out and are very likely fields of its kind: by position from 0 the field's name;
    and a sentence that says so."""

    fields: Mapping[int, str]
    words: str


def likely(sheet: Checked, *, named: bool = False) -> Likely | None:
    """What of a sheet that can be loaded is left out, and hardly by anybody's wish; None where nothing is. Where it is
    one of several its name is said."""
    notes = [p for p in sheet.problems if p.code == "perhaps" and p.details.get("how") == VERY and p.column is not None]
    names = {column.title: column.name for column in sheet.sheet.columns}
    fields = {p.column: names[str(p.details["field"])] for p in notes if p.column is not None}
    if not fields:
        return None
    each = listed([f"“{p.details['value']}” ({p.details['field']})" for p in notes])
    of = f" of {sheet.name}" if named else ""
    what = "a column is" if len(notes) == 1 else "columns are"
    return Likely(fields, f"{sentence_case(what)} left out{of} that you may want: {each}.")


def seen(cells: Cells, found: Recognised, problems: Sequence[Problem], mends: Iterable[Mend] = ()) -> SheetPreview:
    """How a sheet is shown. `cells` are those of the file; `found` is how they are understood with what a person
    changed."""
    mends, problems = tuple(mends), [each for p in problems for each in p.each]
    out = {p.place[0]: p.sentence for p in problems if p.leaves_out}
    stops = [p for p in problems if p.stops]
    of_rows: dict[int, str] = {}
    of_cells: dict[int, dict[int, str]] = {}
    doubtful = set[int]()
    for p in stops:
        row, column = p.place
        if column is not None and (row is None or row <= found.header_row):
            doubtful.add(column)
        elif row and column is not None:
            of_cells.setdefault(row, {})[column] = p.sentence
        elif row:
            of_rows[row] = p.sentence
    gone = {mend.row for mend in mends if mend.column is None}
    changed: dict[int, dict[int, str]] = {}
    for mend in mends:
        if mend.column is not None:
            changed.setdefault(mend.row, {})[mend.column] = mend.was
    last = cells.table.num_rows
    first = max(found.header_row, cells.top) + FIRST_ROWS
    more = sorted({*out, *of_rows, *of_cells, *gone, *changed} - {None})
    numbers = [*range(cells.top + 1, min(first, last) + 1), *[row for row in more if row and first < row][:MORE_ROWS]]
    positions = sorted(
        {*cells.columns, *found.own_headings, *(p for its in (*of_cells.values(), *changed.values()) for p in its)}
    )
    shown = positions[:COLUMNS]
    faults = {(row, column): text for row, column, _, text in cells.faults}
    put = {(mend.row, mend.column): mend.now for mend in mends}
    rows = []
    for number, words in zip(numbers, _words(cells, shown, numbers), strict=True):
        texts = [
            put.get((number, position), faults.get((number, position), text))
            for position, text in zip(shown, words, strict=True)
        ]
        rows.append(
            RowPreview(
                number,
                tuple(shorten(text, 200) for text in texts),
                number <= found.header_row and found.kind is not None,
                out.get(number, ""),
                of_rows.get(number, ""),
                of_cells.get(number, {}),
                changed.get(number, {}),
                number in gone,
            )
        )
    columns = tuple(_column(found, position, doubtful) for position in shown)
    return SheetPreview(columns, tuple(rows), len(positions), last - cells.top, _choices(found.kind))


def _column(found: Recognised, position: int, doubtful: set[int]) -> ColumnPreview:
    heading = found.own_headings.get(position, "")
    read_as = found.read_as(position) if heading else LEFT_OUT
    besides = {*found.ticked, *(found.layout.dates.values() if found.layout else ())}  # read with another column
    guessed = found.suggested and (position in found.guesses or found.layout)
    if position in doubtful:
        state = DOUBT
    elif read_as == LEFT_OUT:
        state = READ if position in besides else ALONE
    else:
        state = GUESSED if guessed else READ
    return ColumnPreview(
        position,
        letters(position) if position < TITLE else "",  # the line over a table is in no column
        shorten(heading, 80),
        read_as,
        state,
    )


def _choices(kind: Sheet | None) -> dict[str, str]:
    """What a column may be read as, in words; what every row needs is marked."""
    if kind is None:
        return {}
    needed = {column.name for column in kind.columns if column.required}
    return {name: words + " (needed)" * (name in needed) for name, words in fields(kind).items()}


def _words(cells: Cells, positions: Sequence[int], rows: Sequence[int]) -> Iterable[tuple[str, ...]]:
    """The words of cells, a row at a time; blank where there are none."""
    there = [row - 1 for row in rows if row <= cells.table.num_rows]
    columns = []
    for position in positions:
        name = f"c{position}"
        words = cells.table[name].take(there).to_pylist() if name in cells.table.column_names else [None] * len(there)
        columns.append([(text or "").removesuffix(" 00:00:00") for text in words] + [""] * (len(rows) - len(there)))
    return zip(*columns, strict=True) if columns else [() for _ in rows]
