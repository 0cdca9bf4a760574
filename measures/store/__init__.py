"""The store: one DuckDB file that keeps every upload, and answers questions as at any version.

    store = Store.open(path)
    store.load([Incoming(...)], who="AB")     # one transaction, or nothing
    store.ask("SELECT count(*) AS n FROM households", ["households"])

All of DuckDB is in this room.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Date, Street
from measures.problems import STORE_SAYS, StoreError
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sheets.demands import VALUE_OR_FAILURE
from measures.sql import literal, quote
from measures.store.scratch import LOCKED
from measures.store.tables import (
    FOREVER,
    FORMAT,
    carried,
    create,
    current,
    later,
    left_behind,
    or_more,
    stored_columns,
)
from measures.uploads import Incoming, Loaded, Other, Upload

__all__ = ["Incoming", "Loaded", "Store", "StoreError", "Upload"]


OTHERS_LISTED = 500  # as many as the checks list of one sort

# What DuckDB raises where the file itself fails it: a full disk, a damaged block. A query of ours raises none of them.
FILE_FAILS = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)

# One for each file, since a process that opens a file twice has one database: two changes at once would both make the
# same next version.
_writing: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)


class Store:
    """One store. Safe to share between threads: each question has a cursor of its own, and one change is made at a time."""

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._root, self.path = root, path
        self._writing = _writing[path.resolve()]
        self._opening = threading.Lock()

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """Open the store at this path, making it if there is none. Raises StoreError with a sentence where that cannot be."""
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            root = duckdb.connect(str(path), config=LOCKED)
        except (duckdb.Error, OSError) as error:
            raise StoreError(_why_not_open(path, error)) from error
        store = cls(root, path)
        try:
            store._prepare()
        except duckdb.Error as error:
            store.close()
            raise StoreError(STORE_SAYS["not-a-store"].format(path=path)) from error
        except BaseException:
            store.close()
            raise
        return store

    def _prepare(self) -> None:
        with self._change() as db:
            if not db.execute("SELECT 1 FROM information_schema.tables LIMIT 1").fetchall():
                db.execute(create())
            made_as = db.execute("SELECT max(format::INTEGER) FROM main.format").fetchall()[0][0]
            if made_as is None:
                raise StoreError(STORE_SAYS["not-a-store"].format(path=self.path))
            if made_as > FORMAT:
                raise StoreError(STORE_SAYS["newer"].format(path=self.path))
            db.execute(later())

    def close(self) -> None:
        self._root.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- Questions

    def ask(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Mapping[str, str] | None = None,
        version: int | None = None,
        **values: object,
    ) -> pa.Table:
        """The answer to one query, whole.

        `tables` names the sheets (and `flags`) that the query reads; it sees their rows as they were at `version` (the
        latest if None), and `demands` with what people have said of them in the inbox. `parts` are queries that it may
        read by name, each of which may read the ones before. `values` are bound to `$name` where the query has it.
        """
        version = self.version() if version is None else version
        named = [current(table) for table in tables] + [
            f"{quote(name)} AS (\n{part}\n)" for name, part in (parts or {}).items()
        ]
        query = f"WITH {', '.join(named)} SELECT * FROM (\n{sql}\n)" if named else sql
        with self._cursor() as db:
            used = db.extract_statements(query)[0].named_parameters
            values = {name: value for name, value in {**values, "version": version}.items() if name in used}
            return db.sql(query, params=values).to_arrow_table()

    def rows(self, sql: str, tables: Sequence[str] = (), **more: object) -> list[dict]:
        """As `ask`, each row as a dict."""
        return self.ask(sql, tables, **more).to_pylist()

    def version(self) -> int:
        """The latest version of the data. Every change makes the next one."""
        with self._cursor() as db:
            return db.execute("SELECT max(version) FROM versions").fetchall()[0][0]

    def require_version(self, version: int) -> None:
        """Raise StoreError where there never was such a version."""
        latest = self.version()
        if not 0 <= version <= latest:
            raise StoreError(STORE_SAYS["no-version"].format(version=version, latest=latest))

    def versions(self) -> list[dict]:
        """What changed the data, latest first: version, changed_at, who, what."""
        with self._cursor() as db:
            return db.sql("SELECT * FROM versions ORDER BY version DESC").to_arrow_table().to_pylist()

    def loads(self) -> list[dict]:
        """The versions at which what is counted changed by a load, a withdrawal or a return, latest first, as `versions`."""
        with self._cursor() as db:
            query = (
                "SELECT * FROM versions WHERE version IN (SELECT from_version FROM lives UNION SELECT to_version FROM lives) "
                "ORDER BY version DESC"
            )
            return db.sql(query).to_arrow_table().to_pylist()

    def counts(self, version: int | None = None) -> dict[str, int]:
        """How many rows of each kind are current."""
        parts = " UNION ALL ".join(
            f"SELECT {literal(kind)} AS kind, count(*) AS n FROM {quote(kind)}" for kind in SHEETS
        )
        return {row["kind"]: row["n"] for row in self.rows(parts, list(SHEETS), version=version)}

    def uploads(self) -> list[Upload]:
        """Every upload, the latest first."""
        current_rows = " UNION ALL ".join(
            f"SELECT _upload, count(*) AS n FROM data.{quote(kind)} WHERE _to = {FOREVER} GROUP BY 1" for kind in SHEETS
        )
        query = f"""
            SELECT u.*, l.from_version, l.to_version, coalesce(c.n, 0) AS current_rows
            FROM uploads u
            JOIN (SELECT upload, max(from_version) AS from_version, max_by(to_version, from_version) AS to_version FROM lives GROUP BY 1) l USING (upload)
            LEFT JOIN ({current_rows}) c ON c._upload = u.upload
            ORDER BY u.upload DESC"""
        with self._cursor() as db:
            found = db.sql(query).to_arrow_table().to_pylist()
        for row in found:
            row["mapping"] = json.loads(row["mapping"])
            row["to_version"] = None if row["to_version"] == FOREVER else row["to_version"]
        return [Upload(**row) for row in found]

    def setting(self, name: str, version: int | None = None) -> object | None:
        """A setting as it was at a version, or None."""
        with self._cursor() as db:
            found = db.execute(
                "SELECT value FROM settings WHERE name = $name AND from_version <= $version ORDER BY from_version DESC LIMIT 1",
                {"name": name, "version": FOREVER if version is None else version},
            ).fetchall()
        return json.loads(found[0][0]) if found else None

    def entries(self, name: str, version: int | None = None) -> list[dict]:
        """Every value that a setting has been given, the earliest first: version, value, who, changed_at.

        So what several people add to is kept as one setting a line, and nobody writes over another's.
        """
        with self._cursor() as db:
            found = db.execute(
                "SELECT from_version, value, who, changed_at FROM settings WHERE name = $name AND from_version <= $version "
                "ORDER BY from_version",
                {"name": name, "version": FOREVER if version is None else version},
            ).fetchall()
        return [{"version": v, "value": json.loads(value), "who": who, "at": at} for v, value, who, at in found]

    # -- Changes

    def load(self, sheets: Sequence[Incoming], who: str) -> list[Loaded]:
        """Load all of these sheets, or none of them. A row that is there already is not counted twice."""
        with self._change() as db:
            version = self._next_version(db)
            outcomes = []
            for sheet in sheets:
                for upload in sheet.replaces:
                    self._end_life(db, upload, version)
                outcomes.append(self._load_one(db, sheet, who, version))
            written = [o for o in outcomes if o.upload is not None]
            if written or any(s.replaces for s in sheets):
                names = ", ".join(f"{o.file_name} ({o.sheet})" for o in written)
                what = f"Loaded {names}" if written else "Withdrew uploads that were replaced"
                self._record(db, version, who, what + self._carry_over(db, version))
            return outcomes

    def preview(self, sheet: Incoming) -> Loaded:
        """What loading this sheet would do, without doing it."""
        # What it replaces must be gone to say what is then new: a change, though undone, and one is made at a time.
        with self._writing if sheet.replaces else nullcontext(), self._cursor() as db:
            db.execute("BEGIN")
            try:
                for upload in sheet.replaces:
                    self._end_life(db, upload, self._next_version(db))
                self._stage(db, sheet)
                outcome = self._outcome(db, sheet, None)
                if not outcome.changed:
                    return outcome
                count, others = self._others(db, SHEETS[sheet.kind])
                return replace(outcome, others=others, others_in_all=count)
            finally:
                db.execute("ROLLBACK")

    def withdraw(self, upload: int, who: str) -> None:
        """End an upload's life: its rows no longer count, and rows they had replaced count again. Nothing is deleted."""
        with self._change() as db:
            version = self._next_version(db)
            self._end_life(db, upload, version)
            self._record(db, version, who, f"Withdrew upload {upload}" + self._carry_over(db, version))

    def reinstate(self, upload: int, who: str) -> None:
        """Bring a withdrawn upload back, as if it had never been away."""
        with self._change() as db:
            kind = self._kind(db, upload)
            if self._lives(db, upload):
                raise StoreError(STORE_SAYS["not-withdrawn"].format(upload=upload))
            version = self._next_version(db)
            db.execute(
                f"INSERT INTO lives VALUES ($upload, $version, {FOREVER})", {"upload": upload, "version": version}
            )
            self._settle(db, kind, upload, version)
            self._record(db, version, who, f"Brought back upload {upload}" + self._carry_over(db, version))

    def set(self, name: str, value: object, who: str, what: str) -> None:
        """Keep a setting, from the next version on. `what` says in words what changed."""
        with self._change() as db:
            version = self._next_version(db)
            db.execute(
                "INSERT INTO settings VALUES ($name, $value, $version, $who, $at)",
                {"name": name, "value": json.dumps(value), "version": version, "who": who, "at": _now()},
            )
            self._record(db, version, who, what)

    def classify(
        self,
        demand: str,
        value_or_failure: str,
        who: str,
        *,
        type: str | None = None,
        system_condition: str | None = None,
    ) -> int:
        """Keep what a person says of a demand, by its `_key`, as a new version of the data, and return that version.

        It takes the place of what the same person said before, which is kept; of nobody else's. To say the same again
        changes nothing.
        """
        if value_or_failure not in VALUE_OR_FAILURE.options:
            raise ValueError(f"{value_or_failure} is none of {', '.join(VALUE_OR_FAILURE.options)}")
        who = " ".join(who.split())
        if not who:
            raise StoreError(STORE_SAYS["no-name"])
        said = {
            "value_or_failure": value_or_failure,
            "type": " ".join((type or "").split()) or None,
            "system_condition": " ".join((system_condition or "").split()) or None,
        }
        own = f"_key = $demand::UUID AND lower(who) = lower($who) AND _to = {FOREVER}"
        with self._change() as db:
            version = self._next_version(db)
            values = {"demand": demand, "who": who}
            if not db.execute(
                f"SELECT 1 FROM data.demands WHERE _key = $demand::UUID AND _to = {FOREVER}", {"demand": demand}
            ).fetchall():
                raise StoreError(STORE_SAYS["no-demand"])
            before = db.execute(
                f"SELECT value_or_failure, type, system_condition FROM data.classifications WHERE {own}", values
            ).fetchall()
            if before == [tuple(said.values())]:
                return version - 1
            db.execute(f"UPDATE data.classifications SET _to = $version WHERE {own}", {**values, "version": version})
            db.execute(
                "INSERT INTO data.classifications VALUES "
                f"($demand::UUID, $value_or_failure, $type, $system_condition, $who, $at, $version, {FOREVER})",
                {**values, **said, "at": _now(), "version": version},
            )
            self._record(db, version, who, f"Classified a demand as {value_or_failure}{' again' if before else ''}")
            return version

    def left_behind(self) -> list[dict]:
        """Answers whose demand is no longer in use and looks like one that is: see `left_behind` in the tables."""
        with self._cursor() as db:
            return self._left_behind(db)

    def carry(self, gone: str, here: str, who: str) -> int:
        """Give a demand the answers of one that is no longer in use, as a new version of the data, and return that version.

        `gone` and `here` are a pair of `left_behind`: any other is refused.
        """
        who = " ".join(who.split())
        if not who:
            raise StoreError(STORE_SAYS["no-name"])
        with self._change() as db:
            if not any((pair["gone"], pair["here"]) == (gone, here) for pair in self._left_behind(db)):
                raise StoreError(STORE_SAYS["no-demand"])
            version = self._next_version(db)
            db.execute(
                "INSERT INTO data.classifications SELECT * REPLACE ($here::UUID AS _key, $version AS _from) "
                f"FROM data.classifications WHERE _key = $gone::UUID AND _to = {FOREVER}",
                {"gone": gone, "here": here, "version": version},
            )
            self._record(db, version, who, "Answers carried over to a corrected demand")
            return version

    # -- Inside

    @contextmanager
    def _cursor(self, where_the_file_fails: str = "not-a-store") -> Iterator[duckdb.DuckDBPyConnection]:
        root = self._root
        cursor = root.cursor()
        try:
            yield cursor
        except FILE_FAILS as error:
            cursor.close()
            if isinstance(error, duckdb.FatalException):
                self._open_again(root)
                where_the_file_fails = "disk"
            raise StoreError(
                STORE_SAYS[where_the_file_fails].format(path=self.path, reason=_first_line(error))
            ) from error
        finally:
            cursor.close()

    def _open_again(self, failed: duckdb.DuckDBPyConnection) -> None:
        """After a commit that the disk had no room for, DuckDB refuses everything until the file is closed and opened."""
        with self._opening:
            if self._root is failed:
                failed.close()
                self._root = duckdb.connect(str(self.path), config=LOCKED)

    @contextmanager
    def _change(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction, one at a time in this process; another process cannot have the store open."""
        with self._writing, self._cursor("disk") as db:
            db.execute("BEGIN")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException as error:
                try:
                    db.execute("ROLLBACK")
                except duckdb.Error:
                    pass  # the transaction is already gone, with everything in it
                # With one change at a time no transaction fails but for want of room.
                if isinstance(error, duckdb.OutOfMemoryException | duckdb.TransactionException):
                    raise StoreError(STORE_SAYS["disk"].format(reason=_first_line(error))) from error
                raise

    def _next_version(self, db: duckdb.DuckDBPyConnection) -> int:
        return db.execute("SELECT max(version) + 1 FROM versions").fetchall()[0][0]

    def _record(self, db: duckdb.DuckDBPyConnection, version: int, who: str, what: str) -> None:
        db.execute(
            "INSERT INTO versions VALUES ($version, $at, $who, $what)",
            {"version": version, "at": _now(), "who": who, "what": what},
        )

    def _left_behind(self, db: duckdb.DuckDBPyConnection) -> list[dict]:
        if not db.execute("SELECT 1 FROM data.classifications LIMIT 1").fetchall():
            return []
        return db.sql(left_behind()).to_arrow_table().to_pylist()

    def _carry_over(self, db: duckdb.DuckDBPyConnection, version: int) -> str:
        """Give a corrected demand the answers of the row whose place it took, and say of how many in the history."""
        if not db.execute("SELECT 1 FROM data.classifications LIMIT 1").fetchall():
            return ""
        db.execute(f"CREATE OR REPLACE TEMP TABLE carried AS {carried()}")
        demands = db.execute("SELECT count(DISTINCT _key) FROM carried").fetchall()[0][0]
        db.execute(
            "INSERT INTO data.classifications SELECT * REPLACE ($version AS _from) FROM carried", {"version": version}
        )
        db.execute("DROP TABLE carried")
        return f"; answers carried over to corrected demands: {demands:,}" if demands else ""

    def _stage(self, db: duckdb.DuckDBPyConnection, sheet: Incoming) -> None:
        """Make the temporary table `incoming`: every stored column, with each row's key and content."""
        declared = SHEETS[sheet.kind]
        there = set(sheet.rows.column_names)
        flags = {f"flag{i}": name for i, name in enumerate(sheet.flag_names)}
        db.register("batch", _after(sheet.earlier, sheet.rows))
        columns = [
            f"{quote(name) if name in there else 'NULL'}::{type_} AS {quote(name)}"
            for name, type_ in stored_columns(declared).items()
        ]
        typed = ", ".join([*columns, *(quote(f) for f in flags)])
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE incoming AS {_identified(declared, f'SELECT row AS _row, {typed} FROM batch', flags)}"
        )
        db.unregister("batch")
        if not declared.keyed:
            db.execute(_occurrences(declared))
        if sheet.earlier:
            db.execute("DELETE FROM incoming WHERE _row < 0")

    def _outcome(self, db: duckdb.DuckDBPyConnection, sheet: Incoming, upload: int | None) -> Loaded:
        rows, there, changed = db.execute(
            f"SELECT count(*), count(*) FILTER (c._content = i._content), count(*) FILTER (c._content <> i._content) FROM incoming i "
            f"LEFT JOIN (SELECT _key, _content FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER}) c USING (_key)"
        ).fetchall()[0]
        return Loaded(
            upload,
            sheet.kind,
            sheet.file_name,
            sheet.sheet,
            rows,
            rows - there - changed,
            changed,
            there,
            sheet.left_out,
        )

    def _others(self, db: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[int, tuple[Other, ...]]:
        """How many staged rows are told apart from the row that is there under their reference, and the first of them.

        A blank tells nothing apart.
        """
        if not sheet.tells_apart:
            return 0, ()
        apart, column, before, now = [], "CASE", "CASE", "CASE"
        for name in sheet.tells_apart:
            type_ = sheet.column(name).type
            compared = quote(name + "_key" if isinstance(type_, Street) else name)
            folded = [f"lower(regexp_replace({row}.{compared}::VARCHAR, '\\s+', ' ', 'g'))" for row in "ci"]
            apart.append(f"coalesce({' <> '.join(folded)}, false)")
            shown = "strftime({}, '%d/%m/%Y')" if isinstance(type_, Date) else "{}"
            column += f" WHEN {apart[-1]} THEN {literal(name)}"
            before += f" WHEN {apart[-1]} THEN {shown.format('c.' + quote(name))}"
            now += f" WHEN {apart[-1]} THEN {shown.format('i.' + quote(name))}"
        found = db.execute(
            f"SELECT count(*) OVER (), i._row, i.{quote(sheet.key[0])}, {column} END, {before} END, {now} END FROM incoming i "
            f"JOIN data.{quote(sheet.kind)} c USING (_key) WHERE c._to = {FOREVER} AND c._content <> i._content AND ({' OR '.join(apart)}) "
            f"ORDER BY i._row LIMIT {OTHERS_LISTED}"
        ).fetchall()
        return (found[0][0] if found else 0), tuple(Other(*other) for _, *other in found)

    def _load_one(self, db: duckdb.DuckDBPyConnection, sheet: Incoming, who: str, version: int) -> Loaded:
        self._stage(db, sheet)
        outcome = self._outcome(db, sheet, None)
        if outcome.already_there == outcome.rows:
            return outcome
        upload = db.execute("SELECT coalesce(max(upload), 0) + 1 FROM uploads").fetchall()[0][0]
        table = f"data.{quote(sheet.kind)}"
        # Rows that are already there are kept again under this upload, so that withdrawing the earlier one does not lose them.
        if outcome.changed or outcome.already_there:
            self._close(db, sheet.kind, "_key IN (SELECT _key FROM incoming)", version)
        names = ", ".join(quote(name) for name in stored_columns(SHEETS[sheet.kind]))
        own = {"upload": upload, "version": version}
        db.execute(
            f"INSERT INTO {table} BY POSITION SELECT $upload, _row, _key, _content, $version, {FOREVER}, {names} FROM incoming",
            own,
        )
        for i, name in enumerate(sheet.flag_names):
            db.execute(
                f"INSERT INTO data.flags SELECT $upload, _row, _key, _content, $version, {FOREVER}, $flag, flag{i} FROM incoming",
                {**own, "flag": name},
            )
        db.execute(
            "INSERT INTO uploads VALUES ($upload, $kind, $file_name, $sha256, $sheet, $mapping, $rows, $new, $changed, $there, $left_out, $who, $at)",
            {
                "upload": upload,
                "kind": sheet.kind,
                "file_name": sheet.file_name,
                "sha256": sheet.sha256,
                "sheet": sheet.sheet,
                "mapping": json.dumps(sheet.mapping or {}),
                "rows": outcome.rows,
                "new": outcome.new,
                "changed": outcome.changed,
                "there": outcome.already_there,
                "left_out": sheet.left_out,
                "who": who,
                "at": _now(),
            },
        )
        db.execute(f"INSERT INTO lives VALUES ($upload, $version, {FOREVER})", own)
        return Loaded(
            upload,
            sheet.kind,
            sheet.file_name,
            sheet.sheet,
            outcome.rows,
            outcome.new,
            outcome.changed,
            outcome.already_there,
            sheet.left_out,
        )

    def _close(self, db: duckdb.DuckDBPyConnection, kind: str, which: str, version: int) -> None:
        """End the current life of the rows for which `which` holds, and of their flags."""
        for table in [kind] + (["flags"] if SHEETS[kind].flags else []):
            db.execute(
                f"UPDATE data.{quote(table)} SET _to = $version WHERE _to = {FOREVER} AND {which}", {"version": version}
            )

    def _kind(self, db: duckdb.DuckDBPyConnection, upload: int) -> str:
        found = db.execute("SELECT kind FROM uploads WHERE upload = $upload", {"upload": upload}).fetchall()
        if not found:
            raise StoreError(STORE_SAYS["no-upload"].format(upload=upload))
        return found[0][0]

    def _lives(self, db: duckdb.DuckDBPyConnection, upload: int) -> bool:
        return bool(
            db.execute(
                f"SELECT 1 FROM lives WHERE upload = $upload AND to_version = {FOREVER}", {"upload": upload}
            ).fetchall()
        )

    def _end_life(self, db: duckdb.DuckDBPyConnection, upload: int, version: int) -> None:
        kind = self._kind(db, upload)
        if not self._lives(db, upload):
            raise StoreError(STORE_SAYS["already-withdrawn"].format(upload=upload))
        db.execute(
            f"UPDATE lives SET to_version = $version WHERE upload = $upload AND to_version = {FOREVER}",
            {"upload": upload, "version": version},
        )
        self._settle(db, kind, upload, version)

    def _settle(self, db: duckdb.DuckDBPyConnection, kind: str, upload: int, version: int) -> None:
        """Make current, for every key this upload has, the row of the latest upload that lives."""
        table = f"data.{quote(kind)}"
        db.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE winner AS
            SELECT _key, _upload, _row FROM {table}
            WHERE _key IN (SELECT _key FROM {table} WHERE _upload = $upload) AND _upload IN (SELECT upload FROM lives WHERE to_version = {FOREVER})
            QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _upload DESC, _from DESC) = 1""",
            {"upload": upload},
        )
        self._close(
            db,
            kind,
            f"_key IN (SELECT _key FROM {table} WHERE _upload = {int(upload)}) AND (_key, _upload) NOT IN (SELECT _key, _upload FROM winner)",
            version,
        )
        db.execute(f"DELETE FROM winner WHERE _key IN (SELECT _key FROM {table} WHERE _to = {FOREVER})")
        for each, occurrence in [(kind, "_upload, _row")] + (
            [("flags", "_upload, _row, flag")] if SHEETS[kind].flags else []
        ):
            db.execute(
                f"""
                INSERT INTO data.{quote(each)}
                SELECT d.* REPLACE ($version AS _from, {FOREVER} AS _to) FROM data.{quote(each)} d JOIN winner USING (_key, _upload, _row)
                QUALIFY row_number() OVER (PARTITION BY {occurrence} ORDER BY d._from DESC) = 1""",
                {"version": version},
            )
        db.execute("DROP TABLE winner")


def _identified(sheet: Sheet, typed: str, flags: dict[str, str]) -> str:
    """The query that gives each row of `typed` what it says and what makes it itself: its sheet's key, or else what it says."""
    said = [f"{literal(c.name + '=')} || {quote(c.name)}" for c in sheet.columns]
    said += [f"{literal(name)} || {quote(name)}" for name in or_more(sheet)]
    said += [
        f"{literal('flag ' + name + '=')} || {column}"
        for column, name in sorted(flags.items(), key=lambda item: item[1])
    ]
    key = "_content"
    if sheet.key:
        folded = ", ".join(f"lower(regexp_replace({quote(name)}, '\\s+', ' ', 'g'))" for name in sheet.key)
        key = f"CASE WHEN {_has_key(sheet)} THEN md5(concat_ws(chr(31), 'key', {folded}))::UUID ELSE _content END"
    return (
        f"WITH said AS (SELECT *, md5(concat_ws(chr(31), {', '.join(said)}))::UUID AS _content FROM ({typed})) "
        f"SELECT *, {key} AS _key FROM said"
    )


ROWS_A_SHEET = 1_100_000  # more than Excel has


def _after(earlier: Sequence[pa.Table], rows: pa.Table) -> pa.Table:
    """The rows behind those of earlier sheets, whose numbers are below 0 so that they come first and can be told apart."""
    if not earlier:
        return rows
    before = []
    for i, table in enumerate(reversed(earlier), start=1):
        number = pc.subtract(table["row"], pa.scalar(i * ROWS_A_SHEET, pa.int32()))
        before.insert(0, table.set_column(table.column_names.index("row"), "row", number))
    return pa.concat_tables([*before, rows], promote_options="permissive")


def _occurrences(sheet: Sheet) -> str:
    """The statement that tells apart rows without a key that say the same, by which of them in the file each is.

    So last month's log with this month's rows added counts nothing twice, and two identical rows of one file remain two.
    """
    return (
        "UPDATE incoming SET _key = md5(_content::VARCHAR || '#' || nth)::UUID FROM ("
        "SELECT _row AS again, row_number() OVER (PARTITION BY _content ORDER BY _row) AS nth FROM incoming "
        f"QUALIFY nth > 1) WHERE _row = again AND NOT ({_has_key(sheet)})"
    )


def _has_key(sheet: Sheet) -> str:
    return " AND ".join(f"{quote(name)} IS NOT NULL" for name in sheet.key) or "false"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _why_not_open(path: Path, error: BaseException) -> str:
    """DuckDB's refusal as a sentence. Another process's lock is known by DuckDB's own words: it has no error class of its own."""
    words = str(error)
    if ("lock" in words.lower() and "conflicting" in words.lower()) or "used by another process" in words.lower():
        holder = re.search(r"held in (.+?) \(PID (\d+)\)", words)
        named = f"{Path(holder[1]).name}, process {holder[2]}" if holder else STORE_SAYS["busy-unknown"]
        return STORE_SAYS["busy"].format(path=path, holder=named)
    if isinstance(error, OSError) or path.is_dir() or "cannot open file" in words.lower():
        return STORE_SAYS["no-place"].format(path=path, reason=_first_line(error))
    return STORE_SAYS["not-a-store"].format(path=path)
