"""Cells to typed rows, and every problem with its place. In SQL, a column at a time: no loop over cells.

Types come from the declared sheet, never from what the first rows look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType, Date, YesNo
from measures.cells.periods import DOUBTFUL, MANGLED, PLAIN_DAY, Meaning, meaning, of_week, periods
from measures.cells.words import TOTAL_MARKS, TOTALS, among, fold
from measures.problems import Problem, cell, shorten
from measures.schema import Column, Sheet
from measures.sql import literal, quote
from measures.store.scratch import scratch
from measures.uploads import Loaded
from measures.workbook.headings import Recognised

# Of one sort of problem in one column, so many are listed with their cell; the rest are counted.
LISTED = 500


@dataclass(frozen=True)
class Checked:
    """A sheet with its rows typed, and what is wrong with it.

    `rows` has `row` (Excel's number), `bad` (a problem of its own stops it), the declared columns that are there,
    `<name>_key` beside each street, and a Yes/No column `flag0`… for each of `flag_names`. `left_out` counts rows
    that are not loaded whatever is chosen: totals and exact repeats of a row with the same key.
    """

    recognised: Recognised
    rows: pa.Table
    flag_names: tuple[str, ...]
    problems: tuple[Problem, ...]
    left_out: int = 0
    month_first: bool = False

    @property
    def sheet(self) -> Sheet:
        assert self.recognised.sheet
        return self.recognised.sheet

    @property
    def name(self) -> str:
        return self.recognised.cells.sheet

    @property
    def bad_rows(self) -> int:
        return pc.sum(self.rows["bad"]).as_py() or 0

    def good_rows(self) -> pa.Table:
        """The rows that no problem of their own stops."""
        return self.rows.filter(pc.invert(self.rows["bad"])) if self.bad_rows else self.rows

    def mapping(self) -> dict:
        """How the sheet was understood, for the store and the History page. Columns are positions from 0."""
        r = self.recognised
        return {
            "header_row": r.header_row,
            "columns": {
                column.name: {"column": p, "heading": r.headings[p]} for p, column in sorted(r.columns.items())
            },
            "flags": {name: {"column": p, "heading": r.headings[p]} for p, name in sorted(r.flags.items())},
            "left_alone": list(r.left_alone.values()),
            "headings": [heading for _, heading in sorted(r.headings.items())],
            **({"said": r.said.as_dict()} if r.said else {}),
            "dates": "month first" if self.month_first else "day first",
        }


def check(recognised: Recognised, month_first: bool = False) -> Checked:
    """Type every row of a recognised sheet. Every row is read, whatever is found on the way."""
    sheet = recognised.sheet
    assert sheet is not None, "only a recognised sheet has rows to check"
    flags = list(recognised.flags.items())
    found = list(recognised.problems)
    used = [f"c{position}" for position in (*recognised.columns, *recognised.flags)]
    cells = recognised.cells.table.slice(recognised.header_row).select(used)
    # Arrow trims four times as fast as SQL, and knows Unicode's spaces.
    cells = pa.table({name: pc.utf8_trim_whitespace(cells[name]) for name in used})
    cells, merged = _unmerged(cells, recognised)
    found += merged
    faults = [
        fault
        for fault in recognised.cells.faults
        if fault[0] > recognised.header_row and (fault[1] in recognised.columns or fault[1] in recognised.flags)
    ]
    in_columns = {column for _, column, *_ in faults}
    faults += _beyond_headings(recognised)
    # The fast reader ends a sheet before rows of which only faults are left: they are rows all the same.
    beyond = max((row for row, *_ in faults), default=0) - recognised.header_row - cells.num_rows
    if beyond > 0:
        cells = pa.concat_tables([cells, pa.table({name: pa.nulls(beyond, pa.string()) for name in used})])
    first = recognised.header_row + 1
    numbers = pa.arange(first, first + cells.num_rows).cast(pa.int32())
    faulty = pa.table(
        {"row": pa.array([f[0] for f in faults], pa.int32()), "position": pa.array([f[1] for f in faults], pa.int32())}
    )
    with scratch(cells=cells.append_column("row", numbers), faults=faulty) as db:
        checker = _Checker(db, recognised, flags, month_first)
        checker.read(in_columns)
        found += checker.cell_problems()
        found += checker.row_problems()
        found += checker.fault_problems(faults)
        found += checker.notes()
        rows = checker.rows()
        hidden = pc.sum(
            pc.is_in(rows["row"].cast(pa.int64()), pa.array(recognised.cells.hidden_rows, pa.int64()))
        ).as_py()
        if hidden:
            found.append(Problem("hidden-rows", recognised.cells.sheet, details={"count": f"{hidden:,}"}))
        if rows.num_rows == 0 and not any(p.stops for p in found):
            found.append(Problem("no-rows", recognised.cells.sheet))
        return Checked(
            recognised, rows, tuple(name for _, name in flags), _in_order(found), checker.left_out, month_first
        )


def _unmerged(cells: pa.Table, recognised: Recognised) -> tuple[pa.Table, list[Problem]]:
    """Say of each row what a cell merged over several rows says of them all; and tell of it.

    An amount is of them all together, and a key is of one row: both stay with the first. A row that has nothing else is
    no row.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for position, first, last in recognised.cells.merged:
        if recognised.header_row < first and f"c{position}" in cells.column_names:
            rows = first - recognised.header_row - 1, min(last - recognised.header_row, cells.num_rows)
            places.setdefault(position, []).append(rows)
    there = [any(values) for values in zip(*(cells[name].to_pylist() for name in cells.column_names))] if places else []
    found = []
    for position, its in sorted(places.items()):
        column = recognised.columns.get(position)
        key = column is not None and column.name in recognised.sheet.key
        once = key or (column is not None and column.type.amount)
        words = cells[f"c{position}"].to_pylist()
        count = 0
        for first, after in its:
            if first < len(words) and words[first]:
                below = [row for row in range(first + 1, after) if there[row]]
                count += bool(below)
                for row in below if not once else ():
                    words[row] = words[first]
        if count:
            details = {"heading": recognised.headings[position], "count": f"{count:,}"}
            code = "merged-once" if once else "merged"
            found.append(Problem(code, recognised.cells.sheet, None, position, details))
            cells = cells.set_column(
                cells.column_names.index(f"c{position}"), f"c{position}", pa.array(words, pa.string())
            )
    return cells, found


def _beyond_headings(recognised: Recognised) -> list[tuple[int, int, str, str]]:
    """Of each row of a text file that has more cells than its headings, the first that is beyond them.

    A separator without quotation marks made two cells of one, and what is after it stands in the wrong columns. What a
    person writes beside a table is no such thing: a spreadsheet saves that as a blank heading.
    """
    cells, header_row = recognised.cells, recognised.header_row
    if len(cells.widths) < header_row:
        return []
    found: dict[int, tuple[int, str]] = {}
    for position in cells.columns:
        if position >= cells.widths[header_row - 1]:
            column = cells.table[f"c{position}"].slice(header_row)
            filled = pc.greater(pc.fill_null(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0), 0)
            for i in pc.indices_nonzero(filled).to_pylist():
                found.setdefault(header_row + 1 + i, (position, column[i].as_py()))
    return [(row, position, "beyond-headings", shorten(words.strip())) for row, (position, words) in found.items()]


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """What stops the load first, then by place."""
    return tuple(sorted(problems, key=lambda p: (not p.stops, p.row or 0, p.column or 0)))


def _more(count: int, found: list[Problem]) -> list[Problem]:
    """Of problems of one sort, of which the last found is one, how many are not listed."""
    if count <= LISTED:
        return []
    like = found[-1]
    code = "more-like-this" if like.stops else "more-notes-like-this"
    return [Problem(code, like.sheet, None, like.column, {"count": f"{count - LISTED:,}", "like": str(like)})]


class _Checker:
    """The steps of checking one sheet on one scratch database, which holds `cells` and, after `read`, `typed`."""

    def __init__(self, db, recognised: Recognised, flags: list[tuple[int, str]], month_first: bool) -> None:
        self.db, self.r, self.month_first = db, recognised, month_first
        self.sheet = recognised.sheet
        self.columns: list[tuple[int, Column]] = sorted(recognised.columns.items())
        self.flags = flags
        self.left_out = 0
        # Every checked column, declared or flag: (position, name in `typed`, heading, type, required).
        self.all = [(p, c.name, c.title, self._ordered(c.type), c.required) for p, c in self.columns]
        self.all += [(p, f"flag{i}", name, YesNo(), False) for i, (p, name) in enumerate(flags)]

    def _ordered(self, type_: CellType) -> CellType:
        """A type as this sheet has it: the order of its dates is one for all of them."""
        return replace(type_, month_first=self.month_first) if isinstance(type_, Date) else type_

    # -- typing

    def read(self, faulty: set[int]) -> None:
        """Make `typed`: one pass over the cells. A text column `t_<name>` stays beside each typed one until the end."""
        clean = ", ".join(f"nullif({quote(f'c{p}')}, '') AS {quote('t_' + name)}" for p, name, *_ in self.all)
        filled = " OR ".join(f"{quote('t_' + name)} IS NOT NULL" for _, name, *_ in self.all)
        self.db.execute(f"CREATE TABLE words AS SELECT row, {clean} FROM cells")
        with_periods = [
            name for _, name, _, type_, _ in self.all if isinstance(type_, Date) and type_.periods and self._odd(name)
        ]
        # A total stands in the first column, or under the dates of points.
        places = {self.all[0][1], *with_periods}
        total = f"rtrim(lower({{}}), {literal(TOTAL_MARKS)}) IN {among(TOTALS)}".format
        tests = " OR ".join(total(quote("t_" + name)) for name in sorted(places))
        self.totals = [
            row for (row,) in self.db.execute(f"SELECT row FROM words WHERE {tests} ORDER BY row").fetchall()
        ]
        self.left_out += len(self.totals) + len(self.r.repeats)
        self.meanings = {name: self._meaning(name, type_) for _, name, _, type_, _ in self.all if name in with_periods}
        typed, once = [], ""
        for _, name, _, type_, _ in self.all:
            text, columns = quote("t_" + name), _typed(name, type_)
            values = ", ".join(f"{sql} AS {quote(alias)}" for alias, sql in columns)
            if not type_.repeats:
                typed.append(values)
            else:
                once += f" LEFT JOIN ({self._once(name, columns)}) USING ({text})"
                typed += [quote(alias) for alias, _ in columns]
        self.faulty = faulty
        typed += [f"row IN (SELECT row FROM faults WHERE position = {p}) AS faulty_{p}" for p in sorted(faulty)]
        self.db.execute(
            f"CREATE OR REPLACE TABLE typed AS SELECT words.*, row IN (SELECT row FROM faults) AS faulty, {', '.join(typed)} "
            f"FROM words{once} WHERE ({filled} OR faulty) AND NOT list_contains($others, row)",
            {"others": [*self.totals, *self.r.repeats]},
        )
        self.db.execute("DROP TABLE words")

        self.examples = self._template_rows()
        self.remarks = self._remarks_below()
        self.left_out += len(self.examples) + len(self.remarks)

    def _odd(self, name: str) -> bool:
        """Whether a column has more than plain days. Most have not, and pay for no more than this look."""
        text = quote("t_" + name)
        odd = f"SELECT 1 FROM (SELECT DISTINCT {text} FROM words) WHERE NOT regexp_full_match({text}, '{PLAIN_DAY}') LIMIT 1"
        return bool(self.db.execute(odd).fetchall())

    def _meaning(self, name: str, date: Date) -> Meaning:
        """What the dates of a column are: all its rows decide, but for those that are left out."""
        text, table = quote("t_" + name), quote("dates_" + name)
        texts = f"(SELECT DISTINCT {text} FROM words WHERE NOT list_contains($others, row))"
        self.db.execute(
            f"CREATE TABLE {table} AS {periods(texts, text, date)}",
            {"others": [*self.totals, *self.r.repeats]},
        )
        forms = self.db.execute(
            f"SELECT form, count(*), min({text}) FROM {table} WHERE form IS NOT NULL GROUP BY form ORDER BY form"
        ).fetchall()
        return meaning({form: (count, example) for form, count, example in forms})

    def _once(self, name: str, columns: list[tuple[str, str]]) -> str:
        """A query that reads each text of a column once, however many cells have it."""
        text, meant = quote("t_" + name), self.meanings.get(name)
        if meant:
            date = f"CASE WHEN form IN ('{DOUBTFUL}', '{MANGLED}') THEN year ELSE date END" if meant.years else "date"
            return f"SELECT {text}, {date} AS {quote(name)} FROM {quote('dates_' + name)}"
        values = ", ".join(f"{sql} AS {quote(alias)}" for alias, sql in columns)
        return f"SELECT {text}, {values} FROM (SELECT DISTINCT {text} FROM words)"

    def _template_rows(self) -> list[int]:
        """Take out the template's example row where it was left as it is: it is nobody's household."""
        if not self.sheet.examples:
            return []
        example = self.sheet.examples[0]
        tests = [
            f"{quote(name)} IS NOT DISTINCT FROM {type_.example(example.get(title))}"
            for _, name, title, type_, _ in self.all
        ]
        return self._take_out(f"SELECT row FROM typed WHERE {' AND '.join(tests)}")

    def _remarks_below(self) -> list[int]:
        """Take out what stands in the first column only, under the table and a blank row: it is about the table, not in it."""
        first, *others = (quote("t_" + name) for _, name, *_ in self.all)
        needed = [quote("t_" + name) for _, name, _, _, required in self.all if required]
        if not needed or not others:
            return []
        return self._take_out(
            f"""WITH ends AS (SELECT max(row) AS last_row FROM typed WHERE {" AND ".join(f"{text} IS NOT NULL" for text in needed)}),
            below AS (
                SELECT *, row - last_row - row_number() OVER (ORDER BY row)
                    - (SELECT count(*) FROM (SELECT unnest($others) AS other) WHERE other > last_row AND other < row) AS blank_rows
                FROM typed CROSS JOIN ends WHERE row > last_row
            )
            SELECT row FROM below WHERE blank_rows > 0 AND NOT faulty AND {first} IS NOT NULL AND {" AND ".join(f"{text} IS NULL" for text in others)}""",
            {"others": [*self.totals, *self.r.repeats]},
        )

    def _take_out(self, query: str, parameters: dict | None = None) -> list[int]:
        rows = [row for (row,) in self.db.execute(query, parameters).fetchall()]
        self.db.execute("DELETE FROM typed WHERE list_contains($rows, row)", {"rows": rows})
        return rows

    # -- problems

    def _place(self, name: str) -> tuple[int, str]:
        return next((p, heading) for p, column, heading, *_ in self.all if column == name)

    def cell_problems(self) -> list[Problem]:
        """Cells that are blank, unreadable or out of range; one scan counts them all, and only what is found is listed."""
        tests: list[tuple[str, str, str]] = []
        for position, name, _, type_, required in self.all:
            text, value = quote("t_" + name), quote(name)
            if required:  # a cell with a fault is not missing besides
                known = f" AND NOT faulty_{position}" if position in self.faulty else ""
                tests.append(("missing", name, f"{text} IS NULL{known}"))
            unknown = "" if required else f" AND {type_.not_known(text)} IS NOT TRUE"
            tests += [(code, name, f"({test}){unknown}") for code, test in type_.faults(text, value)]
        self.bad = [f"coalesce({test}, false)" for code, _, test in tests]
        counts = self._count([test for *_, test in tests])
        found: list[Problem] = []
        for (code, name, test), count in zip(tests, counts, strict=True):
            if count:
                position, heading = self._place(name)
                type_, required = next((t, r) for _, n, _, t, r in self.all if n == name)
                or_clear = "" if required else ", or clear the cell where it is not known"
                rows = self.db.execute(
                    f"SELECT row, {quote('t_' + name)} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}"
                ).fetchall()
                found += [
                    Problem(
                        code,
                        self.r.cells.sheet,
                        row,
                        position,
                        {"value": shorten(text), "heading": heading, "says": type_.says, "or_clear": or_clear},
                    )
                    for row, text in rows
                ]
                found += _more(count, found)
        return found + self._month_first_hint() + self._period_problems()

    def _count(self, tests: list[str]) -> tuple[int, ...]:
        return (
            self.db.execute(
                "SELECT " + ", ".join(f"count(*) FILTER ({test})" for test in tests) + " FROM typed"
            ).fetchall()[0]
            if tests
            else ()
        )

    def _month_first_hint(self) -> list[Problem]:
        """Dates that fit only the other way round: say so for the column, never guess for the row."""
        found = []
        for position, name, _, type_, _ in self.all:
            if isinstance(type_, Date) and not self.month_first:
                text = quote("t_" + name)
                count, example = self.db.execute(
                    f"SELECT count(*), min({text}) FROM typed WHERE {text} IS NOT NULL AND {quote(name)} IS NULL AND {replace(type_, month_first=True).reads(of_week(text))} IS NOT NULL"
                ).fetchall()[0]
                if count:
                    found.append(
                        Problem(
                            "month-first?",
                            self.r.cells.sheet,
                            None,
                            position,
                            {"count": f"{count:,}", "value": example},
                        )
                    )
        return found

    def _period_problems(self) -> list[Problem]:
        """Columns of periods that cannot be read as one meaning; else how they are read, with a cell and its date."""
        found = []
        for name, meant in self.meanings.items():
            position, _ = self._place(name)
            if meant.problem:
                code, details = meant.problem
                found.append(Problem(code, self.r.cells.sheet, None, position, details))
                continue
            for code, example in meant.notes:
                read = self.db.execute(
                    f"SELECT {quote(name)} FROM typed WHERE {quote('t_' + name)} = $example LIMIT 1",
                    {"example": example},
                ).fetchall()
                details = {"value": shorten(example), "date": "".join(f"{day:%d/%m/%Y}" for (day,) in read)}
                found.append(Problem(code, self.r.cells.sheet, None, position, details))
        return found

    def row_problems(self) -> list[Problem]:
        """Rows whose cells are each right but do not fit together; and rows that repeat another's key."""
        found = [*self._needs_one_of(), *self._in_order(), *self._keys()]
        for code, rows in (
            ("total-row", self.totals),
            ("headings-again", self.r.repeats),
            ("example-row", self.examples),
            ("remark", self.remarks),
        ):
            found += [Problem(code, self.r.cells.sheet, row) for row in rows[:LISTED]]
            found += _more(len(rows), found)
        return found

    def fault_problems(self, faults: list[tuple[int, int, str, str]]) -> list[Problem]:
        """Cells that show an error or were never calculated. A total row is left out: its uncalculated sum is nobody's trouble."""
        totals = set(self.totals)
        alike: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for row, column, code, text in sorted(faults):
            if row not in totals:
                alike.setdefault((code, column), []).append((row, text))
        found = []
        for (code, column), cells in alike.items():
            found += [Problem(code, self.r.cells.sheet, row, column, {"value": text}) for row, text in cells[:LISTED]]
            found += _more(len(cells), found)
        return found

    def _needs_one_of(self) -> list[Problem]:
        there = {name for _, name, *_ in self.all}
        groups = self.sheet.needs_one_of
        if not groups:
            return []
        # The words count, not the value: an amount that cannot be read already has a problem of its own.
        full = [" AND ".join(self._filled(n) if n in there else "false" for n in group) for group in groups]
        test = f"NOT faulty AND NOT ({' OR '.join(f'({f})' for f in full)})"
        self.bad.append(test)
        words = "; ".join(" and ".join(f'"{self.sheet.column(n).title}"' for n in group) for group in groups)
        rows = self.db.execute(f"SELECT row FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}").fetchall()
        found = [Problem("needs-one-of", self.r.cells.sheet, row, None, {"groups": words}) for (row,) in rows]
        return found + _more(self._count([test])[0], found)

    def _filled(self, name: str) -> str:
        text = quote("t_" + name)
        return f"{text} IS NOT NULL AND NOT ({quote(name)} IS NULL AND {self.sheet.column(name).type.not_known(text)})"

    def _in_order(self) -> list[Problem]:
        there = {name for _, name, *_ in self.all}
        found = []
        for early, late in self.sheet.in_order:
            if {early, late} <= there:
                test = f"{quote(late)} < {quote(early)}"
                self.bad.append(f"coalesce({test}, false)")
                position, heading = self._place(late)
                for row, late_on, early_on in self.db.execute(
                    f"SELECT row, {quote(late)}, {quote(early)} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}"
                ).fetchall():
                    found.append(
                        Problem(
                            "wrong-order",
                            self.r.cells.sheet,
                            row,
                            position,
                            {
                                "heading": heading,
                                "value": f"{late_on:%d/%m/%Y}",
                                "other": self._place(early)[1],
                                "earlier": f"{early_on:%d/%m/%Y}",
                            },
                        )
                    )
                found += _more(self._count([test])[0], found)
        return found

    def _keys(self) -> list[Problem]:
        """The same key twice: once is enough where the rows say the same, and a question where they differ."""
        key = [name for name in self.sheet.key if name in {n for _, n, *_ in self.all}]
        self.db.execute("ALTER TABLE typed ADD COLUMN repeats BOOLEAN DEFAULT false")
        if not key:
            return []
        folded = ", ".join(fold(quote(name)) for name in key)
        there = " AND ".join(f"{quote(name)} IS NOT NULL" for name in key)
        # The key itself is written in more ways than one. What could not be read is compared as written: it is no blank.
        values = ", ".join(quote(name) for _, name, *_ in self.all if name not in key)
        words = ", ".join(quote("t_" + name) for _, name, *_ in self.all if name not in key)
        unread = f"CASE WHEN {' OR '.join(['faulty', *self.bad])} THEN hash({words or 'NULL'}) END"
        shown = ", ".join(quote("t_" + name) for name in key)
        self.db.execute(
            f"CREATE TABLE twice AS SELECT row, min(row) OVER k AS first_row, hash({values or 'NULL'}, {unread}) AS said, min(said) OVER k = max(said) OVER k AS same, {shown} "
            f"FROM typed WHERE {there} WINDOW k AS (PARTITION BY {folded}) QUALIFY count(*) OVER k > 1"
        )
        repeated = self.db.execute(
            f"SELECT row, first_row, same, {shown} FROM twice WHERE row > first_row ORDER BY row"
        ).fetchall()
        if not repeated:
            return []
        # All rows of a key that says different things are in doubt, the first of them too.
        self.bad.append("row IN (SELECT row FROM twice WHERE NOT same)")
        self.db.execute(
            "UPDATE typed SET repeats = true FROM twice WHERE twice.row = typed.row AND twice.same AND twice.row > twice.first_row"
        )
        self.left_out += sum(same for _, _, same, *_ in repeated)
        position, heading = self._place(key[0])
        found = []
        for code, alike in (("same-key", False), ("same-row", True)):
            its = [(row, other, value) for row, other, same, *value in repeated if same == alike]
            for row, other, value in its[:LISTED]:
                details = {"value": shorten(", ".join(value)), "other": other, "heading": heading}
                found.append(Problem(code, self.r.cells.sheet, row, position, details))
            found += _more(len(its), found)
        return found

    # -- things worth knowing that stop nothing

    def notes(self) -> list[Problem]:
        return [*self._count_of_flags(), *self._cost_differs(), *self._future(), *self._column_notes()]

    def _count_of_flags(self) -> list[Problem]:
        if "flag_count" not in self.r.position or not self.flags:
            return []
        recount = " + ".join(f"coalesce(flag{i}, false)::INTEGER" for i in range(len(self.flags)))
        position = self.r.position["flag_count"]
        test = f"flag_count <> {recount}"
        rows = self.db.execute(
            f"SELECT row, flag_count::BIGINT, {recount} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}"
        ).fetchall()
        found = [
            Problem("count-differs", self.r.cells.sheet, row, position, {"value": printed, "recount": count})
            for row, printed, count in rows
        ]
        return found + _more(self._count([test])[0], found)

    def _cost_differs(self) -> list[Problem]:
        if not {"cost", "quantity", "unit_cost"} <= set(self.r.position):
            return []
        position, product = self.r.position["cost"], "quantity * unit_cost::DOUBLE"
        test = f"abs(cost - {product}) >= 0.01"
        rows = self.db.execute(
            f"SELECT row, cost, {product} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}"
        ).fetchall()
        found = [
            Problem(
                "cost-differs",
                self.r.cells.sheet,
                row,
                position,
                {"value": f"£{cost:,.2f}", "product": f"£{comes_to:,.2f}"},
            )
            for row, cost, comes_to in rows
        ]
        return found + _more(self._count([test])[0], found)

    def _future(self) -> list[Problem]:
        found = []
        for position, name, _, type_, _ in self.all:
            if isinstance(type_, Date):
                test = f"{quote(name)} > current_date"
                rows = self.db.execute(
                    f"SELECT row, {quote(name)} FROM typed WHERE {test} ORDER BY row LIMIT {LISTED}"
                ).fetchall()
                found += [
                    Problem("in-the-future", self.r.cells.sheet, row, position, {"value": f"{day:%d/%m/%Y}"})
                    for row, day in rows
                ]
                found += _more(self._count([test])[0], found)
        return found

    def _column_notes(self) -> list[Problem]:
        found = []
        tests = []
        for position, name, heading, type_, required in self.all:
            text = quote("t_" + name)
            tests += [(position, heading, text, code, test) for code, test in type_.notes(text)]
            if type_.unread and not required:
                unread = f"{type_.not_known(text)} AND {quote(name)} IS NULL"
                tests.append((position, heading, text, "read-as-blank", unread))
        for position, heading, text, code, test in tests:
            count, example = self.db.execute(f"SELECT count(*), min({text}) FROM typed WHERE {test}").fetchall()[0]
            if count:
                found.append(
                    Problem(
                        code,
                        self.r.cells.sheet,
                        None,
                        position,
                        {"count": f"{count:,}", "heading": heading, "value": example},
                    )
                )
        return found

    def rows(self) -> pa.Table:
        """The typed rows, without their words; exact repeats of a keyed row left out."""
        bad = " OR ".join(["faulty", *self.bad])
        names = [alias for _, name, _, type_, _ in self.all for alias, _ in _typed(name, type_)]
        columns = ", ".join(quote(name) for name in names)
        return self.db.sql(
            f"SELECT row, ({bad}) AS bad, {columns} FROM typed WHERE NOT repeats ORDER BY row"
        ).to_arrow_table()


def same_keys(sheets: Sequence[Checked], files: Sequence[tuple[int, str]]) -> list[Problem]:
    """Keys that stand in two files loaded together with different details. `files` numbers and names the file of each sheet."""
    return [
        problem
        for i, j, clashes in _clashes(sheets, files)
        for problem in _on_two_sheets(sheets[i], sheets[j], clashes, f" of {files[i][1]}")
    ]


def in_doubt(sheets: Sequence[Checked]) -> tuple[list[Checked], list[Problem]]:
    """Keys that stand on two sheets of one file with different details: which is right is not ours to guess.

    Gives the sheets with such rows marked bad on both, for leaving out one would be choosing the other; and the problems.
    """
    found: list[Problem] = []
    doubtful: dict[int, set[int]] = {}
    for i, j, clashes in _clashes(sheets):
        found += _on_two_sheets(sheets[i], sheets[j], clashes)
        doubtful.setdefault(i, set()).update(other for _, other, _ in clashes)
        doubtful.setdefault(j, set()).update(row for row, *_ in clashes)
    marked = list(sheets)
    for i, numbers in doubtful.items():
        rows = sheets[i].rows
        bad = pc.or_(rows["bad"], pc.is_in(rows["row"], pa.array(sorted(numbers), pa.int32())))
        marked[i] = replace(sheets[i], rows=rows.set_column(rows.column_names.index("bad"), "bad", bad))
    return marked, found


def _on_two_sheets(
    earlier: Checked, later: Checked, clashes: list[tuple[int, int, str]], file: str = ""
) -> list[Problem]:
    key = later.sheet.key[0]
    position, heading = later.recognised.position[key], later.sheet.column(key).title
    its = earlier.recognised.position[key]
    found = [
        Problem(
            "same-key-other-sheet",
            later.name,
            row,
            position,
            {"value": shorten(value), "heading": heading, "other": cell(earlier.name, other, its) + file},
        )
        for row, other, value in clashes[:LISTED]
    ]
    return found + _more(len(clashes), found)


def other_things(sheet: Checked, foretold: Loaded) -> list[Problem]:
    """Rows that stand for something else than what is loaded under their references. A few may have moved; half or more
    are rather another list that counts A, B, C too, and nothing is loaded until a person says that they are the same.
    """
    others, thing = foretold.others, sheet.sheet.thing
    if not others:
        return []
    position = sheet.recognised.position[sheet.sheet.key[0]]
    found = [
        Problem(
            "other-thing",
            sheet.name,
            other.row,
            position,
            {
                "value": shorten(other.key),
                "heading": sheet.sheet.column(other.column).title,
                "before": shorten(other.before),
                "now": shorten(other.now),
                "thing": thing,
            },
        )
        for other in others
    ]
    found += _more(foretold.others_in_all, found)
    overlap = foretold.changed + foretold.already_there
    if 2 * foretold.others_in_all >= overlap:
        count = {"overlap": f"{overlap:,}", "count": f"{foretold.others_in_all:,}", "thing": thing}
        found.insert(0, Problem("other-things", sheet.name, None, position, {**count, "value": shorten(others[0].key)}))
    return found


def _clashes(
    sheets: Sequence[Checked], files: Sequence[object] = ()
) -> list[tuple[int, int, list[tuple[int, int, str]]]]:
    """For two sheets (of two files, where files are given): the rows of one key that say different things.

    Two positions, the earlier first, and for each such row: its number on the later sheet, on the earlier, and its key.
    """
    found = []
    for sheet in {s.sheet.kind: s.sheet for s in sheets if s.sheet.keyed}.values():
        its = [i for i, s in enumerate(sheets) if s.sheet is sheet]
        if len(its) < 2:
            continue
        # One database for all of a kind, and first which sheets share keys at all: a workbook may have a sheet for every street.
        with scratch(**{f"s{i}": sheets[i].rows for i in its}) as db:
            key = ", ".join(f"{fold(quote(n))} AS k{k}" for k, n in enumerate(sheet.key))
            keys = " UNION ALL ".join(f"SELECT DISTINCT {i} AS i, {key} FROM s{i}" for i in its)
            using = ", ".join(f"k{k}" for k in range(len(sheet.key)))
            sharing = db.execute(
                f"WITH keys AS MATERIALIZED ({keys}) SELECT DISTINCT a.i, b.i FROM keys a JOIN keys b USING ({using}) "
                "WHERE a.i < b.i ORDER BY b.i, a.i"
            ).fetchall()
            for i, j in sharing:
                if files and files[i] == files[j]:
                    continue
                on = " AND ".join(f"{fold('a.' + quote(n))} = {fold('b.' + quote(n))}" for n in sheet.key)
                rows = db.execute(
                    f"SELECT b.row, a.row, b.{quote(sheet.key[0])} FROM s{i} a JOIN s{j} b ON {on} "
                    f"WHERE {_differs(sheets[i], sheets[j])} ORDER BY b.row, a.row"
                ).fetchall()
                found.append((i, j, rows))
    return found


def _differs(earlier: Checked, later: Checked) -> str:
    """Details are compared in the columns that both sheets have."""
    both = [
        name
        for name in earlier.rows.column_names
        if name in later.rows.column_names
        and name not in ("row", "bad", *later.sheet.key)
        and not re.fullmatch(r"flag\d+", name)
    ]
    pairs = [
        (earlier.flag_names.index(name), later.flag_names.index(name))
        for name in earlier.flag_names
        if name in later.flag_names
    ]
    return " OR ".join(
        [f"a.{quote(n)} IS DISTINCT FROM b.{quote(n)}" for n in both]
        + [f"a.flag{i} IS DISTINCT FROM b.flag{j}" for i, j in pairs]
        or ["false"]
    )


def _typed(name: str, type_: CellType) -> list[tuple[str, str]]:
    """The columns a cell becomes: (name, SQL)."""
    text = quote("t_" + name)
    return [(name, type_.reads(text)), *((name + end, sql) for end, sql in type_.reads_beside(text).items())]
