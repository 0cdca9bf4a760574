"""Several tables on one sheet, one below another or side by side: each is read as a sheet of its own, and those with
the same headings, one below another, as one. Rows and columns keep the numbers and letters that Excel shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import normalise
from measures.problems import TITLE, Problem, letters, shorten
from measures.sheets import SHEETS
from measures.words import listed
from measures.workbook.across import FIGURE_WORDS
from measures.workbook.evidence import Look, is_words
from measures.workbook.layouts import DATE_HEADING, NO_FIGURE
from measures.workbook.limits import Limits
from measures.workbook.matching import match_columns, needed
from measures.workbook.read import Cells, Workbook, read
from measures.workbook.recognised import Recognised
from measures.workbook.second_lines import without_second_lines
from measures.workbook.sections import with_sections
from measures.workbook.suggest import Guess
from measures.workbook.titles import LINE_ABOVE, month_in, title_heading
from measures.workbook.totals import is_total

ROWS_OF_HEADINGS = 20  # in which the headings of the first table are
MOST_GAPS = 500  # blank rows under which headings are looked for
ROWS_LOOKED_AT = 50  # under headings, to see what stands there
AT_THE_END = 5  # rows of a sheet that may be sums without a gap above them
TITLES = 3  # lines that may stand over a table
SUM = re.compile(r"(?:(?:sub|grand)?[ -]?totals?|averages?|means?|numbers?|counts?|sum|percentage|%|no\.?)\b", re.I)
AT_MOST = 80  # letters of a heading that is not one of a kind of sheet

Words = Mapping[int, str]


def opened(
    name: str,
    content: bytes,
    limits: Limits | None = None,
    step: Callable[[str], None] = lambda words: None,
    letters: str = "",
) -> Workbook:
    """Read one file as `read` does, each table of its sheets as a sheet, and without rows under the headings that
    are none of the table."""
    book = read(name, content, limits, step, letters)
    tables = (with_sections(without_second_lines(table)) for cells in book.sheets for table in tables_of(cells))
    return replace(book, sheets=tuple(tables))


def beside_tables(sheets: Sequence[Recognised]) -> list[Recognised]:
    """The sheets, of which those that are one table of several tell so. Beside a table that is of a kind for
    certain, a small one that is none is a key or a summary, and left out; and another of the same kind with other
    headings may sum it up, so that a person is asked. What a person says of a table goes before this."""
    mains: dict[str, Recognised] = {}
    for each in sheets:
        if each.sheet and each.own_cells.part_of:
            main = mains.setdefault(each.own_cells.part_of, each)
            mains[each.own_cells.part_of] = max(main, each, key=_rows_below)
    found = []
    for each in sheets:
        main = mains.get(each.own_cells.part_of)
        if main and main.sheet and main is not each and not each.override:
            if not each.sheet and 2 * _rows_below(each) <= _rows_below(main):
                sums = _sums_up(each) or 2 * len(each.own_headings) <= len(main.own_headings)
                details = {"kind": main.sheet.title.lower(), "what": LEFT_OUT if sums else IS_ASKED, "stops": not sums}
                left = Problem("beside-a-table", each.cells.sheet, each.header_row, None, details)
                each = replace(each, problems=(left,))
            elif each.sheet and each.sheet.kind == main.sheet.kind and not _alike(each.own_headings, main.own_headings):
                guesses = {
                    p: Guess(column, 1.0, "its heading says so", certain=True) for p, column in each.columns.items()
                }
                known, columns = each.matched
                rest = (
                    f" The table with the headings of row {main.header_row} is of this kind too, and this one may "
                    f"only sum it up."
                )
                details = {"kind": each.sheet.title, "count": known, "of": columns, "rest": rest}
                asked = Problem("suggested", each.cells.sheet, details=details)
                each = replace(each, sheet=None, looks_like=each.sheet, guesses=guesses, problems=(asked,))
        found.append(replace(each, problems=(*each.own_cells.notes, *each.problems)))
    return found


# Of a small table beside a larger one.
LEFT_OUT = "as a key or a summary it was left out. Choose its kind if its rows are to be loaded"
IS_ASKED = (
    "say which it is if its rows are to be loaded, or leave it out; if they are rows of the other table, take "
    "away what parts them"
)


def _sums_up(read: Recognised) -> bool:
    """Whether all columns of a table but the first are figures."""
    its = read.own_cells.table.slice(read.header_row, ROWS_LOOKED_AT)
    columns = [its[f"c{p}"] for p in sorted(read.own_headings)[1:] if f"c{p}" in its.column_names]
    return bool(columns) and not any(is_words(words) for column in columns for words in column.to_pylist() if words)


def _rows_below(read: Recognised) -> int:
    there = [_filled(column) for column in read.own_cells.table.slice(read.header_row).columns]
    return pc.sum(reduce(pc.or_, there)).as_py() or 0


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its first row, with the lines over it, its headings, and the row after its last, as
    Excel counts them. `columns` are its positions; `title` is the line right above its headings. `beside` says that
    another stands to its left."""

    top: int
    head: int
    end: int
    columns: tuple[int, ...]
    headings: Words
    title: str = ""
    beside: bool = False

    @property
    def alike(self) -> tuple:
        """By which it is known that another has the same headings."""
        return tuple(normalise(self.headings[p]) for p in sorted(self.headings))

    @property
    def place(self) -> str:
        return f"column {letters(min(self.headings))}" if self.beside else f"row {self.head}"


def tables_of(cells: Cells) -> list[Cells]:
    """The tables of a sheet, each as a sheet; the sheet as it is where it has one. The largest keeps its name."""
    if cells.hidden or cells.problem or cells.table.num_rows < 4:
        return [cells]
    rows = _Rows(cells)
    below = rows.tables()
    if not below:
        return [cells]
    tables = [part for table in below for part in rows.side_by_side(table)]
    if len(tables) < 2:
        return [cells]
    joined: dict[tuple, list[Table]] = {}
    for table in tables:
        joined.setdefault((table.alike, tuple(sorted(table.headings))), []).append(table)
    found = []
    for its in joined.values():
        alike = [table.title for table in tables if table.alike == its[0].alike and table.title]
        heading = title_heading(alike, its[0].alike)
        if heading == LINE_ABOVE and len(its) == 1:
            heading = ""  # a person is asked, as of the names of sheets
        found.append((its, rows.of(its, rows.lead, heading)))
    main = max(found, key=lambda each: sum(table.end - table.head for table in each[0]))
    made = []
    for n, (its, table) in enumerate(found, start=1):
        name = cells.sheet if its is main[0] else f"{cells.sheet.strip()}, table {n} ({its[0].place})"
        notes = _told(its, name, table, [(each[0].place, each[0].headings) for each, _ in found if each is not its])
        title = its[0].title if TITLE not in table.columns else ""
        made.append(replace(table, sheet=name, part_of=cells.sheet, title=title, notes=tuple(notes)))
    return made


def _told(its: Sequence[Table], name: str, cells: Cells, others: Sequence[tuple[str, Words]]) -> list[Problem]:
    """What is told of a table of a sheet that has several."""
    found = []
    if others and not name.startswith(f"{cells.sheet.strip()}, "):
        where = [f"at {place} (“{shorten(headings[min(headings)])}”)" for place, headings in others[:5]]
        where += [f"{len(others) - 5:,} more"] if len(others) > 5 else []
        found.append(Problem("one-of-tables", name, its[0].head, None, {"others": listed(where)}))
    if len(its) > 1:
        rows = listed([str(table.head) for table in its[:5]] + ([f"{len(its) - 5:,} more"] if len(its) > 5 else []))
        found.append(Problem("tables-joined", name, None, None, {"count": f"{len(its):,}", "rows": rows}))
    if TITLE in cells.columns:
        heading = cells.table[f"c{TITLE}"][its[0].head - 1].as_py()
        titles = listed([f"“{shorten(table.title)}”" for table in its if table.title][:3])
        found.append(Problem("titles-as-column", name, None, None, {"field": heading, "titles": titles}))
    return found


class _Rows:
    """The rows of a sheet, and where in them tables begin."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.there = {p: _filled(cells.table[f"c{p}"]).combine_chunks() for p in cells.columns}
        self.filled = reduce(pc.or_, self.there.values())
        self.number = cells.table.num_rows
        self.lead = 0  # rows above the headings of the first table that is no small one over another

    def at(self, row: int) -> dict[int, str]:
        """What stands in a row."""
        if not 1 <= row <= self.number:
            return {}
        (values,) = self.cells.table.slice(row - 1, 1).to_pylist()
        return {int(name[1:]): words.strip() for name, words in values.items() if words and words.strip()}

    def below(self, head: int) -> list[dict[int, str]]:
        """The first rows under headings, as far as nothing parts them."""
        found = []
        for row in range(head + 1, head + 1 + ROWS_LOOKED_AT):
            if not (words := self.at(row)):
                break
            found.append(words)
        return found

    def tables(self) -> list[Table]:
        """The tables that stand one below another."""
        first = [(row, words) for row in range(1, ROWS_OF_HEADINGS + 1) if (words := self.at(row))]
        fullest = max((len(words) for _, words in first), default=0)
        may_be = [(row, words) for row, words in first if 2 * len(words) >= fullest and _heads(words)]
        if not may_be:
            return []
        over_rows = [place for place in may_be if self.below(place[0])] or may_be  # and no title of two cells
        head, headings = next((place for place in may_be if _kind_of(place[1])), over_rows[0])
        columns, self.lead = tuple(self.there), head - 1
        tables = [Table(row, row, 0, columns, words) for row, words in first if self._is_above(row, words, head)][:1]
        top, title = self._title(head, tables[0].head + 1 if tables else 1)
        tables.append(Table(top, head, 0, columns, headings, title))
        tables[0] = replace(tables[0], top=1)
        for row in self._candidates(head, headings):
            words, last = self.at(row), tables[-1]
            if row > last.head and _heads(words):
                top, title = self._title(row, last.head + 1)
                apart = top < row or not self.at(row - 1)
                if apart and (_alike(words, last.headings) or self._begins(row, words, last)):
                    tables.append(Table(top, row, 0, last.columns, words, title))
            elif row > last.head and self._sums(row, words, last):
                tables.append(Table(row, row, 0, last.columns, words))
        ends = [*(table.top for table in tables[1:]), self.number + 1]
        return [replace(table, end=end) for table, end in zip(tables, ends, strict=True)]

    def _is_above(self, row: int, words: Words, head: int) -> bool:
        """Whether a small table with these headings stands above the headings of another."""
        if row >= head or not _heads(words):
            return False
        under = self.below(row)
        last = row + len(under)
        ends = last + 1 < head and not self.at(last + 1)
        within = all(each.keys() <= words.keys() for each in under)
        return ends and within and any(is_words(words[p]) and _figures(under, p) for p in words)

    def _candidates(self, head: int, headings: Words) -> list[int]:
        """The rows that may be headings: those after a blank row, or after a line by itself that is; and those with
        the first heading again."""
        after = pc.and_(self.filled[1:], pc.invert(self.filled[:-1]))
        starts = [i + 2 for i in pc.indices_nonzero(after).to_pylist() if i + 2 > head][:MOST_GAPS]
        lines = {row + n for row in starts for n in range(TITLES + 1)}
        column = self.cells.table[f"c{min(headings)}"]
        again = pc.indices_nonzero(pc.equal(column.slice(head), column[head - 1]))
        lines |= {*range(max(head + 1, self.number - AT_THE_END), self.number + 1)}
        return sorted(lines | {head + 1 + i for i in again.to_pylist()[:MOST_GAPS]})

    def _title(self, head: int, least: int) -> tuple[int, str]:
        """The first of the lines by themselves over headings, and the words of the last of them. A line that follows
        rows without a gap is a title only right above the headings."""
        row, lines = head - 1, []
        while row >= least and not self.at(row) and head - row <= 2:
            row -= 1
        while row >= least and len(lines) < TITLES and (line := _line(self.at(row))):
            lines.append((row, line))
            row -= 1
        if row >= least and self.at(row):
            lines = lines[:1] if lines and lines[0][0] == head - 1 else []
        return (lines[-1][0], lines[0][1]) if lines else (head, "")

    def _begins(self, row: int, words: Words, last: Table) -> bool:
        """Whether a table begins with these words as headings, and they are no row of the one above."""
        if _kind_of(words):
            return True
        under = self.below(row)
        if any(not each.keys() <= words.keys() for each in under) or not _distinct(words):
            return False
        named = [p for p in words if is_words(words[p])]
        above = self.below(last.head)
        if any(normalise(each.get(p, "")) == normalise(text) for each in above for p, text in words.items()):
            return False  # what comes again in a column is no heading of it
        others = [p for p in words if p not in named]
        if others and words.keys() == last.headings.keys() and not any(_is_named(last.headings[p]) for p in others):
            return all(normalise(words[p]) == normalise(last.headings[p]) for p in named)  # but for its dates
        typed = [p for p in named if _figures(above, p)]
        narrow = 2 * len(words) <= len(last.headings)
        if narrow and under and any(all(is_words(each.get(p, "")) for each in under) for p in typed):
            return True  # nothing but words where the table above has none
        if len(named) == len(words) and not any(_figures(under, p) for p in named):
            return False
        return words.keys() < last.headings.keys() or bool(typed) or not words.keys() <= last.headings.keys()

    def _sums(self, row: int, words: Words, last: Table) -> bool:
        """Whether rows under a table, after a gap or at the end, are sums without headings, each a name and a
        figure: Total households, 10. Of a row of the table they would be far less, and the figure stands where it
        has words, or the name is that of a sum. What is a total of its rows is known by what it comes to."""
        if len(words) != 2 or len(last.headings) < 4:
            return False
        first, second = sorted(words)
        block = [words, *self.below(row)]
        if any(each.keys() != words.keys() or not is_words(each[first]) or not _number(each[second]) for each in block):
            return False
        named = all(SUM.match(each[first]) and not is_total(each[first]) for each in block)
        above = [each[second] for each in self.below(last.head) if second in each]
        return named or (not self.at(row - 1) and any(map(is_words, above)))

    def side_by_side(self, table: Table) -> list[Table]:
        """A table as those that stand side by side in its rows, with a blank column between them."""
        within = slice(table.top - 1, table.end - 1)
        used = tuple(p for p in sorted(self.there) if pc.any(self.there[p][within]).as_py())
        groups: list[list[int]] = []
        for before, position in pairwise([-2, *used]):
            if position == before + 1 and groups:
                groups[-1].append(position)
            else:
                groups.append([position])
        parts = [part for group in groups[:1] if (part := self._part(table, group))]
        for group in groups[1:] if parts else ():
            part = self._part(table, group)
            if part and self._is_apart(part, parts[0]):
                parts.append(replace(part, beside=True))
            else:
                parts[-1] = replace(parts[-1], columns=(*parts[-1].columns, *group))
        return parts if len(parts) > 1 else [replace(table, columns=used)]

    def _part(self, table: Table, group: Sequence[int]) -> Table | None:
        """These columns of a table as one of their own, if they may be."""
        for row in [table.head, *range(table.top, min(table.end, table.head + ROWS_LOOKED_AT))]:
            words = {p: text for p, text in self.at(row).items() if p in group}
            if _heads(words) and _distinct(words):
                above = self.at(row - 1) if row > table.top else {}
                title = _line({p: text for p, text in above.items() if p in group})
                return Table(table.top, row, table.end, tuple(group), words, title)
        return None

    def _is_apart(self, part: Table, first: Table) -> bool:
        """Whether columns beside a table are another one: the same headings again, or those of a kind of their own,
        or a list with a name in each row and no gap, that begins or ends elsewhere, as a key or a summary does."""
        if part.alike == first.alike or _two_kinds(first.headings, part.headings):
            return True
        rows, of_first = self._rows(part), self._rows(first)
        looked_at = rows[:ROWS_LOOKED_AT]
        names = [self.at(row).get(min(part.headings), "") for row in looked_at]
        if not rows or not all(self.there[p][row - 1].as_py() for row in looked_at for p in part.headings):
            return False
        if len(set(names)) < len(names) or not all(map(is_words, names)) or Look.at(names).words > 4:
            return False  # what was done of each row, so far
        last = max(of_first, default=first.head)
        shorter = rows[-1] < last - 1 and 2 * len(rows) <= len(of_first)
        return part.head > first.head + 1 or rows[-1] > last + 1 or shorter

    def _rows(self, table: Table) -> list[int]:
        """The rows under the headings of a table in which its columns have something."""
        its = reduce(pc.or_, [self.there[p][table.head : table.end - 1] for p in table.columns])
        return [table.head + 1 + i for i in pc.indices_nonzero(its).to_pylist()]

    def of(self, tables: Sequence[Table], lead: int, heading: str) -> Cells:
        """These tables, which have the same headings in the same columns, as one sheet. Of the `lead` rows above the
        first table of all every other has the words, as they may be about all: "All costs in £000"."""
        first, last = tables[0], tables[-1]
        length = min(last.end - 1, self.number)
        kept = _mask(length, [(t.head + 1 if n else t.top, t.end) for n, t in enumerate(tables)])
        parts = {}
        for position in first.columns:
            parts[f"c{position}"] = pc.if_else(kept, self.cells.table[f"c{position}"].slice(0, length), None)
        if first.top > 1 or first.beside:
            name, *_ = parts
            words = pa.array([" ".join(self.at(row).values()) or None for row in range(1, lead + 1)], pa.string())
            parts[name] = pa.chunked_array([words, *parts[name].slice(lead).chunks])
        if heading:
            parts[f"c{TITLE}"] = self._titles(tables, length, heading)

        def is_of(row: int, *positions: int) -> bool:
            inside = any(t.top <= row and (row < t.end or t.end > self.number) for t in tables)
            return inside and all(p in first.columns for p in positions)

        cells = self.cells
        return replace(
            cells,
            table=pa.table(parts),
            faults=tuple(fault for fault in cells.faults if is_of(*fault[:2])),
            hidden_rows=tuple(row for row in cells.hidden_rows if is_of(row)),
            merged=tuple(place for place in cells.merged if is_of(place[1], place[0])),
            short=tuple(each for each in cells.short if is_of(each[0])),
            top=first.top - 1,
        )

    def _titles(self, tables: Sequence[Table], length: int, heading: str) -> pa.ChunkedArray:
        """The column of what stands above each table: in each of its rows that has more than a note."""
        number = reduce(pc.add, [self.there[p][:length].cast(pa.int32()) for p in tables[0].columns])
        words = pa.nulls(length, pa.string())
        for table in tables:
            its = pc.and_(_mask(length, [(table.head + 1, table.end)]), pc.greater(number, 1))
            title = month_in(table.title) if heading == "Month" else table.title
            words = pc.if_else(its, pa.scalar(title or None, pa.string()), words)
        first = tables[0].head
        return pa.chunked_array([pc.if_else(_mask(length, [(first, first + 1)]), heading, words)])


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Which cells have something; some programs write blank ones as words of no letters."""
    return pc.fill_null(pc.greater(pc.binary_length(column), 0), False)


def _line(words: Words) -> str:
    """The words of a row in which nothing else stands, where it is no figure."""
    (text,) = words.values() if len(words) == 1 else ("",)
    return text if text and (is_words(text) or DATE_HEADING.match(text)) else ""


def _alike(headings: Words, others: Words) -> bool:
    """Whether two rows have the same headings, wherever they stand."""
    return [normalise(headings[p]) for p in sorted(headings)] == [normalise(others[p]) for p in sorted(others)]


def _mask(length: int, spans: Sequence[tuple[int, int]]) -> pa.BooleanArray:
    """Which of so many rows are in one of these spans: from a row, as Excel counts it, to before another."""
    kept = [False] * length
    for first, end in spans:
        its = range(first - 1, min(end - 1, length))
        kept[its.start : its.stop] = [True] * len(its)
    return pa.array(kept, pa.bool_())


def _heads(words: Words) -> bool:
    """Whether a row may be headings: words, or dates beside each other after words."""
    texts = [words[p] for p in sorted(words)]
    dates = [text for text in texts if not is_words(text)]
    return (
        len(texts) > 1
        and all(len(text) <= AT_MOST and text.lower() not in NO_FIGURE for text in texts)
        and (not dates or is_words(texts[0]) and len(dates) > 1 and all(map(DATE_HEADING.match, dates)))
    )


def _is_named(text: str) -> bool:
    return not DATE_HEADING.match(text)


def _number(text: str) -> bool:
    return bool(FIGURE_WORDS.fullmatch(text))


def _distinct(words: Words) -> bool:
    return len(set(map(normalise, words.values()))) == len(words)


def _kind_of(words: Words) -> bool:
    """Whether these headings are all that some kind of sheet needs."""
    matched = ((sheet, match_columns(sheet, dict(words))) for sheet in SHEETS.values())
    return any(len(columns) > 1 and not needed(sheet, columns) for sheet, columns in matched)


def _two_kinds(headings: Words, beside: Words) -> bool:
    """Whether each of these has all that some kind of sheet needs, and no kind has the headings of both: a blank
    column may as well part the columns of one list."""
    both = {**headings, **beside}
    one = any(len(match_columns(sheet, both)) == len(both) for sheet in SHEETS.values())
    return _kind_of(headings) and _kind_of(beside) and not one


def _figures(under: Sequence[Words], position: int) -> bool:
    """Whether all that stands at a position are figures or dates, and something does."""
    its = [words[position] for words in under if position in words]
    return bool(its) and not any(map(is_words, its))
