"""The cells of one sheet as typed rows, in a scratch database. Types come from the declared sheet, never from what the
first rows look like; and what is no row of the table (totals, headings again, notes below) is taken out on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType, Date, Rating, YesNo
from measures.cells.periods import DOUBTFUL, MANGLED, PLAIN_DAY, Meaning, meaning, periods
from measures.cells.words import DASHES, among
from measures.sql import few_at_a_time, literal, quote
from measures.store.parsed import parsed
from measures.store.scratch import Scratch
from measures.workbook.flags import saying_total
from measures.workbook.footers import begins_others, counts_rows, is_footer
from measures.workbook.readings import Readings
from measures.workbook.recognised import Recognised
from measures.workbook.totals import Total, names_of, said_to_be, totals, under_the_table

# Of one sort of problem in one column, so many are listed with their cell; the rest are counted.
LISTED = 500
TESTED_TOGETHER = 60
PIECE = 30_000  # rows
FIRST = 1_000  # rows


@dataclass(frozen=True)
class Field:
    """A column that is read, declared or a flag: its position from 0, its name among the typed rows, its heading and
    type."""

    position: int
    name: str
    title: str
    type: CellType
    required: bool = False

    @property
    def text(self) -> str:
        """SQL: the words of its cells."""
        return quote("t_" + self.name)

    @property
    def value(self) -> str:
        """SQL: what they are read as. Words that are kept as they are need no column besides."""
        return self.text if self.type.reads(self.text) == self.text else quote(self.name)


def fields(recognised: Recognised) -> list[Field]:
    """Every column that is read of a sheet: the declared ones, and then the flags. The order of its dates is one for
    all of them."""
    month_first = recognised.override is not None and recognised.override.month_first

    def ordered(type_: CellType) -> CellType:
        return replace(type_, month_first=True) if month_first and isinstance(type_, Date) else type_

    declared = sorted(recognised.columns.items())
    found = [Field(p, c.name, c.title, ordered(c.type), c.required) for p, c in declared]
    flags = enumerate(recognised.flags.items())
    return found + [Field(p, f"flag{i}", title, recognised.type_at(p) or YesNo()) for i, (p, title) in flags]


@dataclass(frozen=True)
class Below:
    """What stands below the headings of a sheet: the words of each column that is read, by its position (trimmed, null
    where blank), Excel's number of each of its rows, and the cells that show no value.
    """

    recognised: Recognised
    fields: list[Field]
    words: dict[int, pa.ChunkedArray]
    rows: pa.Array
    faults: list[tuple[int, int, str, str]]


class Typed:
    """One sheet as `typed` of a scratch database, which a later sheet replaces.

    `typed` has `row` (Excel's number), `faulty` (a cell of the row shows no value), for each field its value and what
    is beside it, and its words as `t_<name>`. `totals`, `sums`, `examples`, `remarks` and `footers` are the rows that
    were taken out, and `gaps` those of points that have no figure.
    """

    def __init__(self, db: Scratch, readings: Readings, below: Below) -> None:
        self.db, self.recognised, self.faults, self.fields = db, below.recognised, below.faults, below.fields
        assert self.recognised.sheet is not None, "only a recognised sheet has rows"
        self.sheet, self.name = self.recognised.sheet, self.recognised.cells.sheet
        self.field = {field.name: field for field in self.fields}
        # Positions of the columns some of whose cells show no value.
        self.faulty = sorted({column for _, column, *_ in self.faults} & {field.position for field in self.fields})
        words = pa.table({f"t_{f.name}": below.words[f.position] for f in self.fields} | {"row": below.rows})
        self.db.register("words", words)
        points = [f for f in self.fields if isinstance(f.type, Date) and f.type.periods and self._has_periods(f)]
        self.first = min(self.fields, key=lambda field: field.position)
        # A total stands in the first column, or under the dates of points.
        self.totals = _totals(below.rows, [words[f"t_{field.name}"] for field in {self.first, *points}])
        self.sums: list[Total] = []
        self.footers: list[int] = []
        self.meanings = {field.name: self._meaning(field) for field in points}
        self._type(words, readings)
        self.sums = self._take_out_totals()
        self.examples = self._take_out_examples()
        self.remarks = self._take_out_remarks()
        self.footers = self._take_out_footers()
        self.gaps = self._take_out_gaps()

    @property
    def left_out(self) -> int:
        """How many rows of the sheet are no rows of its table."""
        return len(self._others["others"]) + len(self.examples) + len(self.remarks) + len(self.gaps)

    # -- Reading

    @property
    def _others(self) -> dict[str, list[int]]:
        """Rows that are none of the table's, to be bound to `$others`."""
        units = [self.recognised.unit_row] if self.recognised.unit_row else []
        sums = [total.row for total in self.sums]
        return {"others": [*self.totals, *sums, *self.footers, *self.recognised.repeats, *units]}

    def _has_periods(self, field: Field) -> bool:
        """Whether a column has more than plain days. Most have not, and pay for no more than this look."""
        odd = (
            f"SELECT 1 FROM (SELECT DISTINCT {field.text} FROM words) WHERE NOT regexp_full_match({field.text}, "
            f"'{PLAIN_DAY}') LIMIT 1"
        )
        return bool(self.db.execute(odd).fetchall())

    def _meaning(self, field: Field) -> Meaning:
        """What the dates of a column are: all its rows decide, but for those that are left out."""
        assert isinstance(field.type, Date)
        texts = f"(SELECT DISTINCT {field.text} FROM words WHERE {OTHERS_OUT})"
        self.db.execute(
            f"CREATE OR REPLACE TEMP TABLE {_dates(field)} AS {periods(texts, field.text, field.type)}", self._others
        )
        forms = self.db.execute(
            f"SELECT form, count(*), min({field.text}) FROM {_dates(field)} WHERE form IS NOT NULL GROUP BY form "
            "ORDER BY form"
        ).fetchall()
        return meaning({form: (count, example) for form, count, example in forms})

    def _type(self, words: pa.Table, readings: Readings) -> None:
        """Put each value beside its words, and take out what is no row of the table."""
        columns: dict[str, pa.ChunkedArray] = {}
        self.signs: dict[
            str, frozenset[str]
        ] = {}  # what a cell of each column may have, by its name: see `CellType.signs`
        for field in self.fields:
            columns[f"t_{field.name}"] = column = words[f"t_{field.name}"]
            values, self.signs[field.name] = readings.of(field.type, column)
            if field.name in self.meanings:  # they are read otherwise
                columns[field.name] = self._dates(field, column)
                self.signs[field.name] = frozenset(field.type.signs(field.text, field.value))
            elif field.value != field.text:
                columns |= {field.name + end: read for end, read in values.items()}
        number = words["row"]
        faulty = pc.is_in(number, _numbers(row for row, *_ in self.faults))
        for position in self.faulty:
            rows = _numbers(row for row, column, *_ in self.faults if column == position)
            columns[f"faulty_{position}"] = pc.is_in(number, rows)
        kept = reduce(pc.or_, [pc.is_valid(words[f"t_{field.name}"]) for field in self.fields], faulty)
        others = pc.is_in(number, _numbers(self._others["others"]))
        self._keep(pa.table({"row": number, "faulty": faulty, **columns}), pc.and_(kept, pc.invert(others)))

    def _dates(self, field: Field, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The dates of a column of points, as all its rows mean them."""
        years = "CASE WHEN form IN ({}, {}) THEN year ELSE date END".format(*map(literal, (DOUBTFUL, MANGLED)))
        date = years if self.meanings[field.name].years else "date"
        dates = self.db.sql(f"SELECT {field.text} AS text, {date} AS date FROM {_dates(field)}").to_arrow_table()
        return dates["date"].take(pc.index_in(column, dates["text"].combine_chunks()))

    def _keep(self, table: pa.Table, kept: pa.ChunkedArray) -> None:
        """Let the rows that are kept be asked about as `typed`."""
        self.table = _in_pieces(table if pc.all(kept).as_py() else table.filter(kept))
        self.db.register("typed", self.table)

    def _take_out_totals(self) -> list[Total]:
        """Take out totals that stand anywhere in the table: see `totals`."""
        columns = {p: c for p, c in self.recognised.columns.items() if c.name != self.sheet.named}
        named = [
            self.table[f"t_{field.name}"]
            for field in self.fields
            if field.position in columns and columns[field.position].folded_as
        ]
        numbers = self.table["row"]
        words = said_to_be(named, numbers)
        amounts = [field for field in self.fields if field.type.amount or isinstance(field.type, Rating)]
        needed = " OR ".join(f"{f.text} IS NULL" for f in self.fields if f.required and self._words(f).null_count)
        filled = " OR ".join(f"{field.value} IS NOT NULL" for field in amounts)
        lacking = (
            set(self._rows_of(f"SELECT row FROM typed WHERE ({needed}) AND ({filled})")) if needed and filled else set()
        )
        cells = self.recognised.cells
        alone = [cells.table[f"c{position}"] for position in cells.columns if position in self.recognised.left_alone]
        words |= {row: word for row, word in under_the_table(alone, sorted(lacking)).items() if row not in words}
        if not words and not lacking:
            return []
        values = self.db.sql(
            f"SELECT {', '.join(f'{f.value}::DOUBLE' for f in amounts) or 'NULL::DOUBLE'} FROM typed ORDER BY row"
        )
        columns_of_amounts = [column.to_pylist() for column in values.to_arrow_table().columns]
        found = totals(numbers.to_pylist(), columns_of_amounts, words, lacking, names_of(named))
        rows = pa.array([total.row for total in found], pa.int32())
        if found:
            self._keep(self.table, pc.invert(pc.is_in(numbers, rows)))
        return found

    def _take_out_footers(self) -> list[int]:
        """Take out lines about the table as a whole, of rows that lack what every row needs, and the last: see
        `footers`. Under a key to the codes nothing is a row."""
        cells = self.recognised.cells
        needed = [field for field in self.fields if field.required]
        if cells.numbers is not None or not needed:  # of a table that was turned others know its rows
            return []
        complete = reduce(pc.and_, [pc.is_valid(self._values(field)) for field in needed])
        last = pc.max(self.table["row"].filter(complete)).as_py() or 0
        rows = self.table["row"].filter(pc.invert(complete)).to_pylist()
        remarks = [self._words_of(row) for row in self.remarks]
        begun = min(
            (row for row, words in zip(self.remarks, remarks, strict=True) if begins_others(words)), default=None
        )
        found = []
        for row in rows[:LISTED] + rows[LISTED:][-LISTED:] + [last] * bool(last):
            if not (words := self._words_of(row)):
                continue
            if begun is None and row > last and begins_others(words):
                begun = row
            is_other = begun is not None and row >= begun
            if counts_rows(words) if row == last else is_other or is_footer(words, row > last):
                found.append(row)
        if found:
            self._keep(self.table, pc.invert(pc.is_in(self.table["row"], pa.array(found, pa.int32()))))
        return found

    def _words_of(self, row: int) -> list[str]:
        """What stands in the filled cells of a row, from the left."""
        (values,) = self.recognised.cells.table.slice(row - 1, 1).to_pylist() or ({},)
        return [text.strip() for _, text in sorted(values.items(), key=_place) if text and text.strip()]

    def _take_out_examples(self) -> list[int]:
        """Take out the template's example row where it was left as it is: it is nobody's household."""
        if not self.sheet.examples:
            return []
        example = self.sheet.examples[0]
        tests = [f"{f.value} IS NOT DISTINCT FROM {f.type.example(example.get(f.title))}" for f in self.fields]
        return self._take_out(f"SELECT row FROM typed WHERE {' AND '.join(tests)}")

    def _take_out_remarks(self) -> list[int]:
        """Take out what stands in the first column only, under the table and a blank row: it is about the table, not in
        it."""
        others = [field.text for field in self.fields if field is not self.first]
        needed = [pc.is_valid(self._words(field)) for field in self.fields if field.required]
        one_of = [[f for f in self.fields if f.name in group] for group in self.sheet.needs_one_of]
        if some := [pc.is_valid(self._words(field)) for group in one_of for field in group]:
            needed.append(reduce(pc.or_, some))
        if not needed or not others:
            return []
        last = pc.max(self.table["row"].filter(reduce(pc.and_, needed))).as_py()
        if last is None or last == pc.max(self.table["row"]).as_py():
            return []
        return self._take_out(
            f"""WITH below AS (
                SELECT *, row - $last - row_number() OVER (ORDER BY row)
                    - (SELECT count(*) FROM (SELECT unnest($others::INTEGER[]) AS other) WHERE other > $last AND other < row) AS blank_rows
                FROM typed WHERE row > $last
            )
            SELECT row FROM below WHERE blank_rows > 0 AND NOT faulty AND {self.first.text} IS NOT NULL
                AND {" AND ".join(f"{text} IS NULL" for text in others)}""",
            {**self._others, "last": last},
        )

    def _take_out_gaps(self) -> list[int]:
        """Take out rows that say only that nothing was measured there: NA, a dash, or a month that is to come."""
        field = self.field.get(self.sheet.gap)
        if field is None:
            return []
        others = " AND ".join(f"{other.text} IS NOT NULL" for other in self.fields if other.required and other != field)
        no_figure = f"({field.text} IS NULL OR {field.type.not_known(field.text)} OR {field.text} IN {among(DASHES)})"
        return self._take_out(f"SELECT row FROM typed WHERE NOT faulty AND {no_figure} AND {others} ORDER BY row")

    def _words(self, field: Field) -> pa.ChunkedArray:
        """The words of a column's cells, of the rows that are still in the table."""
        return self.table[f"t_{field.name}"]

    def _values(self, field: Field) -> pa.ChunkedArray:
        """What they are read as."""
        return self.table[f"t_{field.name}" if field.value == field.text else field.name]

    def _take_out(self, query: str, values: dict | None = None) -> list[int]:
        rows = self._rows_of(query, values)
        if rows:
            self._keep(self.table, pc.invert(pc.is_in(self.table["row"], pa.array(rows, pa.int32()))))
        return rows

    def _rows_of(self, query: str, values: dict | None = None) -> list[int]:
        return [row for (row,) in self.db.execute(parsed(self.db, query), values).fetchall()]

    # -- Asking

    def any_unread(self, field: Field) -> bool:
        """Whether any cell of a column that has words could not be read."""
        return self._values(field).null_count > self._words(field).null_count

    def alike(self, field: Field, pattern: str) -> pa.BooleanArray:
        """Of each different text of a column, which are few where rows are many, whether all of it is as a pattern
        says."""
        return pc.match_substring_regex(pc.drop_null(pc.unique(self._words(field))), f"^(?:{pattern})$")

    def any_is(self, field: Field, pattern: str) -> bool:
        """Whether any text of a column is as a pattern says, which its first rows nearly always tell."""
        first = pc.match_substring_regex(self._words(field).slice(0, FIRST), f"^(?:{pattern})$")
        return bool(pc.any(first).as_py() or pc.any(self.alike(field, pattern)).as_py())

    def counts(self, tests: Sequence[str]) -> tuple[int, ...]:
        """How many rows each test holds for, in one scan of every few columns: to plan hundreds of tests together takes
        a gigabyte."""
        found: list[int] = []
        for some in few_at_a_time(tests, TESTED_TOGETHER):
            each = ", ".join(f"count(*) FILTER ({test})" for test in some)
            found += self.db.execute(parsed(self.db, f"SELECT {each} FROM typed")).fetchall()[0]
        return tuple(found)

    def rows_where(self, test: str, columns: Sequence[str] = ()) -> list[tuple]:
        """The first rows that a test holds for: their numbers, and these columns of them."""
        listed = ", ".join(["row", *columns])
        return self.db.execute(f"SELECT {listed} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}").fetchall()

    def lots_where(self, test: str, columns: Sequence[str]) -> list[tuple]:
        """The rows that a test holds for, in lots that have the same in these columns: the numbers of its first
        rows, how many it has, and these columns. The lot of the first row comes first."""
        asked = ", ".join([f"min(row, {LISTED})", "count(*)", *columns])
        query = f"SELECT {asked} FROM typed WHERE {test} GROUP BY ALL ORDER BY min(row) LIMIT {LISTED}"
        return self.db.execute(query).fetchall()

    def rows(self, bad: str, left_out: str) -> pa.Table:
        """The typed rows without their words, `bad` where a test says so, and without those that another leaves out."""
        number = self.table["row"]
        bad_rows, others = (
            _numbers(self._rows_of(f"SELECT row FROM typed WHERE {test}") if test else ()) for test in (bad, left_out)
        )
        columns: dict[str, pa.ChunkedArray] = {"row": number, "bad": pc.is_in(number, bad_rows)}
        for field in self.fields:
            columns[field.name] = self._values(field)
            columns |= {field.name + end: self.table[field.name + end] for end in field.type.beside}
        if figures := [self.field[name] for name in self.sheet.in_unit if name in self.field]:
            unit = columns.get("unit", pa.chunked_array([pa.nulls(len(number), pa.string())]))
            columns["unit"] = pc.if_else(pc.and_(pc.is_null(unit), self._in_per_cent(figures)), "%", unit)
        found = pa.table(columns)
        return found.filter(pc.invert(pc.is_in(number, others))) if len(others) else found

    def _in_per_cent(self, figures: Sequence[Field]) -> pa.Array | pa.ChunkedArray:
        """Of each row, whether all its figures say in their cells that they are per cent, and those of all other rows
        of its name do."""
        filled = [pc.is_valid(self._words(field)) for field in figures]
        per_cent = [pc.fill_null(pc.match_substring_regex(self._words(field), "%[^0-9]*$"), False) for field in figures]
        bare = reduce(pc.or_, [pc.and_not(there, said) for there, said in zip(filled, per_cent, strict=True)])
        names = self._words(self.field[self.sheet.named])
        return pc.and_not(reduce(pc.or_, per_cent), pc.is_in(names, pc.unique(names.filter(bare))))


OTHERS_OUT = "row NOT IN (SELECT unnest($others::INTEGER[]))"


def _place(column: tuple[str, object]) -> int:
    return int(column[0][1:])


def _numbers(rows: Iterable[int]) -> pa.Array:
    return pa.array(list(rows), pa.int32())


def _in_pieces(table: pa.Table) -> pa.Table:
    """The same rows in pieces, for DuckDB has a thread of its own look at each."""
    return pa.Table.from_batches(table.to_batches(PIECE), table.schema)


def _totals(rows: pa.ChunkedArray, columns: list[pa.ChunkedArray]) -> list[int]:
    tests = [pc.is_in(column, saying_total(pc.unique(column))) for column in columns]
    return rows.filter(reduce(pc.or_, tests)).to_pylist()


def _dates(field: Field) -> str:
    """The table of what each text of a column of points is."""
    return quote("dates_" + field.name)
