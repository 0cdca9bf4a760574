"""The cells of one sheet as typed rows, in a scratch database. Types come from the declared sheet, never from what the
first rows look like; and what is no row of the table (totals, headings again, notes below) is taken out on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from measures.cells import CellType, Date, YesNo
from measures.cells.periods import DOUBTFUL, MANGLED, PLAIN_DAY, Meaning, meaning, periods
from measures.cells.words import TOTAL_MARKS, TOTALS, among
from measures.sql import literal, quote
from measures.store.scratch import Scratch
from measures.workbook.headings import Recognised

# Of one sort of problem in one column, so many are listed with their cell; the rest are counted.
LISTED = 500
# In so few rows to read each different text once costs more than to read them all.
FEW_ROWS = 2_000


@dataclass(frozen=True)
class Field:
    """A column that is read, declared or a flag: its position from 0, its name among the typed rows, its heading and type."""

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
        """SQL: what they are read as."""
        return quote(self.name)

    def typed(self) -> list[tuple[str, str]]:
        """The columns that its cells become: (name, SQL)."""
        beside = self.type.reads_beside(self.text).items()
        return [(self.name, self.type.reads(self.text)), *((self.name + end, sql) for end, sql in beside)]


class Typed:
    """One sheet in the tables `words` and `typed` of a scratch database, which a later sheet replaces.

    `typed` has `row` (Excel's number), `faulty` (a cell of the row shows no value), for each field its value and what is beside it, and
    its words as `t_<name>`. `totals`, `examples` and `remarks` are the rows that were taken out.
    """

    def __init__(
        self,
        db: Scratch,
        recognised: Recognised,
        month_first: bool,
        cells: pa.Table,
        faults: Sequence[tuple[int, int, str, str]],
    ) -> None:
        self.db, self.recognised, self.faults = db, recognised, faults
        assert recognised.sheet is not None, "only a recognised sheet has rows"
        self.sheet, self.name = recognised.sheet, recognised.cells.sheet

        def ordered(type_: CellType) -> CellType:
            return replace(type_, month_first=True) if month_first and isinstance(type_, Date) else type_

        declared = sorted(recognised.columns.items())
        self.fields = [Field(p, c.name, c.title, ordered(c.type), c.required) for p, c in declared]
        self.fields += [Field(p, f"flag{i}", title, YesNo()) for i, (p, title) in enumerate(recognised.flags.items())]
        self.field = {field.name: field for field in self.fields}
        # Positions of the columns some of whose cells show no value.
        self.faulty = sorted({column for _, column, *_ in faults} & {field.position for field in self.fields})
        self._read_words(cells)
        self._type(few=cells.num_rows <= FEW_ROWS)
        self.examples = self._take_out_examples()
        self.remarks = self._take_out_remarks()

    @property
    def left_out(self) -> int:
        """How many rows of the sheet are no rows of its table."""
        return sum(map(len, (self.totals, self.recognised.repeats, self.examples, self.remarks)))

    # -- Reading

    def _read_words(self, cells: pa.Table) -> None:
        """Make `words`, and find the totals in it and what the dates of its points mean."""
        columns = ", ".join(f"nullif({quote(f'c{f.position}')}, '') AS {f.text}" for f in self.fields)
        self.db.register("cells", cells)
        self.db.execute(f"CREATE OR REPLACE TABLE words AS SELECT row, {columns} FROM cells")
        self.db.unregister("cells")
        points = [f for f in self.fields if isinstance(f.type, Date) and f.type.periods and self._has_periods(f)]
        # A total stands in the first column, or under the dates of points.
        total = f"rtrim(lower({{}}), {literal(TOTAL_MARKS)}) IN {among(TOTALS)}".format
        tests = " OR ".join(total(text) for text in sorted({field.text for field in (self.fields[0], *points)}))
        self.totals = [
            row for (row,) in self.db.execute(f"SELECT row FROM words WHERE {tests} ORDER BY row").fetchall()
        ]
        self.meanings = {field.name: self._meaning(field) for field in points}

    @property
    def _others(self) -> dict[str, list[int]]:
        """Rows that are none of the table's, to be bound to `$others`."""
        return {"others": [*self.totals, *self.recognised.repeats]}

    def _has_periods(self, field: Field) -> bool:
        """Whether a column has more than plain days. Most have not, and pay for no more than this look."""
        odd = f"SELECT 1 FROM (SELECT DISTINCT {field.text} FROM words) WHERE NOT regexp_full_match({field.text}, '{PLAIN_DAY}') LIMIT 1"
        return bool(self.db.execute(odd).fetchall())

    def _meaning(self, field: Field) -> Meaning:
        """What the dates of a column are: all its rows decide, but for those that are left out."""
        assert isinstance(field.type, Date)
        texts = f"(SELECT DISTINCT {field.text} FROM words WHERE {OTHERS_OUT})"
        self.db.execute(
            f"CREATE OR REPLACE TABLE {_dates(field)} AS {periods(texts, field.text, field.type)}", self._others
        )
        forms = self.db.execute(
            f"SELECT form, count(*), min({field.text}) FROM {_dates(field)} WHERE form IS NOT NULL GROUP BY form ORDER BY form"
        ).fetchall()
        return meaning({form: (count, example) for form, count, example in forms})

    def _type(self, few: bool) -> None:
        """Make `typed` of `words`, in one pass."""
        columns, once = [], ""
        for field in self.fields:
            values = ", ".join(f"{sql} AS {quote(name)}" for name, sql in field.typed())
            if meant := self.meanings.get(field.name):
                date = (
                    f"CASE WHEN form IN ('{DOUBTFUL}', '{MANGLED}') THEN year ELSE date END" if meant.years else "date"
                )
                values = f"SELECT {field.text}, {date} AS {field.value} FROM {_dates(field)}"
            elif few or not field.type.repeats:
                columns.append(values)
                continue
            else:
                values = f"SELECT {field.text}, {values} FROM (SELECT DISTINCT {field.text} FROM words)"
            once += f" LEFT JOIN ({values}) USING ({field.text})"
            columns += [quote(name) for name, _ in field.typed()]
        self.db.register("faults", _places(self.faults))
        faulty = "row IN (SELECT row FROM faults)" if self.faults else "false"
        columns += [f"row IN (SELECT row FROM faults WHERE position = {p}) AS faulty_{p}" for p in self.faulty]
        filled = " OR ".join(f"{field.text} IS NOT NULL" for field in self.fields)
        self.db.execute(
            f"CREATE OR REPLACE TABLE typed AS SELECT words.*, {faulty} AS faulty, {', '.join(columns)} "
            f"FROM words{once} WHERE ({filled} OR {faulty}) AND {OTHERS_OUT}",
            self._others,
        )
        self.db.unregister("faults")

    def _take_out_examples(self) -> list[int]:
        """Take out the template's example row where it was left as it is: it is nobody's household."""
        if not self.sheet.examples:
            return []
        example = self.sheet.examples[0]
        tests = [f"{f.value} IS NOT DISTINCT FROM {f.type.example(example.get(f.title))}" for f in self.fields]
        return self._take_out(f"SELECT row FROM typed WHERE {' AND '.join(tests)}")

    def _take_out_remarks(self) -> list[int]:
        """Take out what stands in the first column only, under the table and a blank row: it is about the table, not in it."""
        first, *others = (field.text for field in self.fields)
        needed = [field.text for field in self.fields if field.required]
        if not needed or not others:
            return []
        return self._take_out(
            f"""WITH ends AS (SELECT max(row) AS last_row FROM typed WHERE {" AND ".join(f"{text} IS NOT NULL" for text in needed)}),
            below AS (
                SELECT *, row - last_row - row_number() OVER (ORDER BY row)
                    - (SELECT count(*) FROM (SELECT unnest($others::INTEGER[]) AS other) WHERE other > last_row AND other < row) AS blank_rows
                FROM typed CROSS JOIN ends WHERE row > last_row
            )
            SELECT row FROM below WHERE blank_rows > 0 AND NOT faulty AND {first} IS NOT NULL AND {" AND ".join(f"{text} IS NULL" for text in others)}""",
            self._others,
        )

    def _take_out(self, query: str, values: dict | None = None) -> list[int]:
        rows = [row for (row,) in self.db.execute(query, values).fetchall()]
        if rows:
            self.db.execute("DELETE FROM typed WHERE row IN (SELECT unnest($rows::INTEGER[]))", {"rows": rows})
        return rows

    # -- Asking

    def counts(self, tests: Sequence[str]) -> tuple[int, ...]:
        """How many rows each test holds for, in one scan."""
        if not tests:
            return ()
        each = ", ".join(f"count(*) FILTER ({test})" for test in tests)
        return self.db.execute(f"SELECT {each} FROM typed").fetchall()[0]

    def rows_where(self, test: str, columns: Sequence[str] = ()) -> list[tuple]:
        """The first rows that a test holds for: their numbers, and these columns of them."""
        listed = ", ".join(["row", *columns])
        return self.db.execute(f"SELECT {listed} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}").fetchall()

    def rows(self, bad: str, left_out: str) -> pa.Table:
        """The typed rows without their words, `bad` where a test says so, and without those that another leaves out."""
        names = [quote(name) for field in self.fields for name, _ in field.typed()]
        return self.db.sql(
            f"SELECT row, ({bad}) AS bad, {', '.join(names)} FROM typed WHERE NOT ({left_out}) ORDER BY row"
        ).to_arrow_table()


OTHERS_OUT = "row NOT IN (SELECT unnest($others::INTEGER[]))"


def _dates(field: Field) -> str:
    """The table of what each text of a column of points is."""
    return quote("dates_" + field.name)


def _places(faults: Sequence[tuple[int, int, str, str]]) -> pa.Table:
    rows, positions = ([fault[i] for fault in faults] for i in (0, 1))
    return pa.table({"row": pa.array(rows, pa.int32()), "position": pa.array(positions, pa.int32())})
