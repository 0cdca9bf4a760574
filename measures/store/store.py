"""The door of the store: what it may be asked, and what changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from measures.erasure import Erased, Erasure, Rewrite
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.sql import literal, quote
from measures.store import classifications, differences, history, lives, loading, observed, settings, statements
from measures.store import erase as erasing
from measures.store import erased as remembered
from measures.store.current import Days, corrected_later, current
from measures.store.engine import Parts, question
from measures.store.file import File
from measures.store.kept import Unkept
from measures.store.names import settle
from measures.store.once import Once
from measures.store.parsed import parsed
from measures.uploads import Difference, Incoming, Loaded, Source, Upload

# The setting that says which counts where a sheet corrected a class after the inbox: "inbox", or "sheet".
CORRECTED_LATER = "corrected_later"

T = TypeVar("T")


class Store(File):
    """One store: what it may be asked, each answered whole, and what changes it, each in one transaction."""

    localities: tuple[str, ...] = ()  # those it is kept to: see `Part`

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path) -> None:
        super().__init__(root, path)
        self._once = Once()

    # -- Questions

    def ask(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: object,
    ) -> pa.Table:
        """The answer to one query, whole.

        `tables` names the sheets (and `flags`) that the query reads; it sees their rows as they were at `version` (the
        latest if None), and `demands` with what people have said of them in the inbox; of what happens on a day that of
        these `days`: see `current`. `parts` are queries that it may read by name, each of which may read the ones
        before; see `Parts`. `values` are bound to `$name` where the query has it, `$version` and `$last_day` (see `at`)
        among them.
        """
        with self._cursor() as db, self._kept.question(db):
            query, values = self._query(db, sql, tables, parts, version, days, values)
            return db.sql(query, params=values).to_arrow_table()

    def rows(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: object,
    ) -> list[dict]:
        """As `ask`, each row as a dict."""
        with self._cursor() as db, self._kept.question(db):
            # Run as it is parsed: a relation would have it planned twice, which takes longer than most answers.
            db.execute(*self._query(db, sql, tables, parts, version, days, values))
            names = [name for name, *_ in db.description or ()]
            return [dict(zip(names, row)) for row in db.fetchall()]

    def _query(
        self,
        db: duckdb.DuckDBPyConnection,
        sql: str,
        tables: Sequence[str],
        parts: Parts | None,
        version: int | None,
        days: Days,
        values: Mapping[str, object],
    ) -> tuple[duckdb.Statement, dict[str, object]]:
        """A query with the rows and parts that it reads, and those of the values that it has a name for."""
        if version is None or "last_day" not in values:
            version, last_day = self._at(db, version)
            values = {"last_day": last_day, **values}
        values = {**values, "version": version}
        answered = "demands" in tables and self._are_classified(db)
        corrected = answered and settings.latest(db, CORRECTED_LATER, version) == "sheet"
        named = {table: current(table, days=days, answered=answered, corrected=corrected) for table in tables}

        def keep(name: str, query: str) -> str:
            values[f"kept_{name}"] = self._kept.answer(db, query, values)
            return f"{quote(name)} AS NOT MATERIALIZED (SELECT * FROM query_table($kept_{name}))"

        whole = question(sql, named, parts, keep)
        statement = parsed(db, whole)
        return statement, {name: values[name] for name in statement.named_parameters if name in values}

    def version(self) -> int:
        """The latest version of the data. Every change makes the next one."""
        with self._cursor() as db:
            return self._version(db)

    def at(self, version: int | None = None) -> tuple[int, dt.date]:
        """A version, the latest if None, and the last day that is past at it: what happens later has not happened
        yet. See `history.last_day`."""
        with self._cursor() as db:
            return self._at(db, version)

    def any_later(self, tables: Sequence[str], version: int, last_day: dt.date) -> bool:
        """Whether anything in these tables happens after the last day that is past at this version: rarely, and to
        count what is left of it after the filters takes as long as the answer."""
        found = [
            f"EXISTS (FROM data.{quote(table)} WHERE {quote(SHEETS[table].happens_on)} > $last_day AND _from <= "
            f"$version "
            "AND $version < _to)"
            for table in tables
            if table in SHEETS and SHEETS[table].happens_on
        ]
        if not found:
            return False
        query, values = f"SELECT {' OR '.join(found)}", {"version": version, "last_day": last_day}
        with self._cursor() as db:
            return self._known(
                db, (query, *values.values()), lambda: db.execute(parsed(db, query), values).fetchall()[0][0]
            )

    def require_version(self, version: int) -> None:
        """Raise StoreError where there never was such a version."""
        latest = self.version()
        if not 0 <= version <= latest:
            raise StoreError("no-version", version=version, latest=latest)

    def versions(self) -> list[dict]:
        """What changed the data, latest first: version, changed_at, who, what."""
        with self._cursor() as db:
            return [*self._known(db, "versions", lambda: history.versions(db))]

    def loads(self) -> list[dict]:
        """The versions at which what is counted changed by a load, a withdrawal or a return, latest first, as
        `versions`."""
        with self._cursor() as db:
            return [*self._known(db, "loads", lambda: history.loads(db))]

    def difference(self, before: int, after: int) -> list[Difference]:
        """What differs between two versions of the data, of each kind of sheet of which anything does."""
        with self._cursor() as db:
            return differences.between(db, before, after)

    def counts(self, version: int | None = None) -> dict[str, int]:
        """How many rows of each kind are current."""
        parts = " UNION ALL ".join(
            f"SELECT {literal(kind)} AS kind, count(*) AS n FROM {quote(kind)}" for kind in SHEETS
        )
        return {row["kind"]: row["n"] for row in self.rows(parts, list(SHEETS), version=version)}

    def uploads(self) -> list[Upload]:
        """Every upload, the latest first."""
        with self._cursor() as db:
            return [*self._known(db, "uploads", lambda: history.uploads(db))]

    def sheets_of_uploads(self) -> dict[int, tuple[str, str, dict]]:
        """The file name, the sheet and the mapping of every upload."""
        with self._cursor() as db:
            return history.sheets_of_uploads(db)

    def stated_by(self, kind: str, key: str, version: int | None = None) -> dict[str, Source]:
        """The cell that each current value of a row comes from, by declared column and by flag: see `statements`."""
        with self._cursor() as db:
            return statements.stated_by(db, kind, key, history.latest(db) if version is None else version)

    def stated_in(self, kind: str, version: int) -> dict[str, list[tuple[int, int]]]:
        """By its key, each current row of a kind that several sheets state, with their places, the latest first:
        (upload, row)."""
        with self._cursor() as db:
            return statements.stated_in(db, kind, version)

    def rows_at(self, kind: str, upload: int, row: int) -> list[dict]:
        """What a row of an upload's sheet states, as Excel counts it: see `statements`."""
        with self._cursor() as db:
            return statements.rows_at(db, kind, upload, row)

    def stated_until(self, kind: str, key: str, place: tuple[int, int], version: int) -> int | None:
        """Since which version a row states nothing that is known: see `statements`."""
        with self._cursor() as db:
            return statements.stated_until(db, kind, key, place, version)

    def setting(self, name: str, version: int | None = None) -> object | None:
        """A setting as it was at a version, or None."""
        with self._cursor() as db:
            return self._known(db, ("setting", name, version), lambda: settings.latest(db, name, version))

    def entries(self, name: str, version: int | None = None) -> list[dict]:
        """Every value that a setting has been given, the earliest first: version, value, who, at.

        So what several people add to is kept as one setting a line, and nobody writes over another's.
        """
        with self._cursor() as db:
            return [*self._known(db, ("entries", name, version), lambda: settings.entries(db, name, version))]

    def entries_under(self, prefix: str, version: int | None = None) -> dict[str, list[dict]]:
        """The values of every setting whose name begins so: by name, each as `entries` has them."""
        with self._cursor() as db:
            return settings.under(db, prefix, version)

    def corrected_later(self, version: int | None = None) -> int:
        """How many demands have a class by the inbox and another by a sheet that was corrected after it."""
        query = f"SELECT count(DISTINCT _key) AS n FROM ({corrected_later()})"
        with self._cursor() as db:
            if not self._are_classified(db):
                return 0
            db.execute(*self._query(db, query, ["demands"], None, version, "all", {}))
            return db.fetchall()[0][0]

    def left_behind(self) -> list[dict]:
        """Answers whose demand is no longer in use and looks like one that is: see `classifications.left_behind`."""
        with self._cursor() as db:
            return classifications.pairs_left_behind(db)

    # -- Changes

    def load(self, sheets: Sequence[Incoming], who: str) -> list[Loaded]:
        """Load all of these sheets, or none of them. A row that is there already is not counted twice."""
        with self._change() as db:
            version = history.latest(db) + 1
            outcomes = []
            for sheet in sheets:
                for upload in sheet.replaces:
                    lives.end(db, upload, version)
                outcomes.append(loading.load(db, self.path, sheet, who, version))
            written = [o for o in outcomes if o.upload is not None]
            if written or any(s.replaces for s in sheets):
                names = ", ".join(
                    _named_in_history(sheet) for sheet, o in zip(sheets, outcomes, strict=True) if o.upload is not None
                )
                what = f"Loaded {names}" if written else "Withdrew uploads that were replaced"
                gone = sum(o.gone for o in written)
                what += f"; {gone:,} of earlier lists {'is' if gone == 1 else 'are'} there no more" if gone else ""
                replaced = [history.kind_of(db, upload) for sheet in sheets for upload in sheet.replaces]
                self._settle_and_record(db, [*(s.kind for s in sheets), *replaced], version, who, what)
            return outcomes

    def preview(self, sheet: Incoming, after: Sequence[Incoming] = ()) -> Loaded:
        """What loading this sheet would do, after others that are loaded in the same step, without doing it."""
        # What it replaces must be gone to say what is then new, and what comes before it be there: a change, though
        # undone, and one is made at a time.
        with self._writing if sheet.replaces or after else nullcontext(), self._cursor() as db:
            db.execute("BEGIN")
            try:
                version, gone = history.latest(db) + 1, set[int]()
                for each in [*after, sheet]:
                    for upload in each.replaces:
                        if upload not in gone:
                            lives.end(db, upload, version)
                    gone |= {*each.replaces}
                    if each is not sheet:
                        loading.load(db, self.path, each, "", version)
                return loading.preview(db, self.path, sheet)
            finally:
                db.execute("ROLLBACK")

    def withdraw(self, upload: int, who: str) -> None:
        """End an upload's life: its rows no longer count, and rows they had replaced count again. Nothing is
        deleted."""
        with self._change() as db:
            self._withdraw(db, upload, who)

    def _withdraw(self, db: duckdb.DuckDBPyConnection, upload: int, who: str) -> None:
        version = history.latest(db) + 1
        lives.end(db, upload, version)
        self._settle_and_record(db, [history.kind_of(db, upload)], version, who, f"Withdrew upload {upload}")

    def reinstate(self, upload: int, who: str) -> None:
        """Bring a withdrawn upload back, as if it had never been away."""
        with self._change() as db:
            self._reinstate(db, upload, who)

    def _reinstate(self, db: duckdb.DuckDBPyConnection, upload: int, who: str) -> None:
        version = history.latest(db) + 1
        lives.begin_again(db, upload, version)
        self._settle_and_record(db, [history.kind_of(db, upload)], version, who, f"Brought back upload {upload}")

    def would_erase(self, erasure: Erasure, rewrite: Rewrite) -> Erased:
        """What there is of what is to be erased, without erasing it. Raises StoreError where there is no such
        upload."""
        with self._cursor() as db:
            db.execute("BEGIN")
            try:
                found = erasing.find(db, erasure)
                return replace(found.erased, texts=len(erasing.texts(db, found.gone, rewrite)))
            finally:
                db.execute("ROLLBACK")

    def erase(self, erasure: Erasure, who: str, what: Callable[[Erased], str], rewrite: Rewrite) -> Erased:
        """Erase it from every version of the data, and write the file anew without it: see `erase`. `what` says in
        words what was erased, of nobody; `rewrite` what becomes of the lines that people wrote.

        Raises StoreError where there is nothing of it; and where the file could not be written anew, of which it says
        that all else is done.
        """
        who = _named(who)
        with self._change() as db:
            found = erasing.find(db, erasure)
            erased = erasing.erase(db, found, rewrite)
            if erased.is_nothing and (erasure.upload is None or not lives.lives(db, erasure.upload)):
                raise StoreError("nothing-to-erase")
            version = history.latest(db) + 1
            if erasure.upload is not None:
                lives.end_unsettled(db, erasure.upload, version)
            if erasure.household or erasure.case:
                remembered.remember(db, self.path, found.gone)
            history.record(db, version, who, what(erased))
            self.must_be_rewritten(db)
        try:
            self.rewrite()
        finally:
            self.renew_snapshots()
        return erased

    @contextmanager
    def tried(self, upload: int, *, withdrawn: bool) -> Iterator[Store]:
        """The store as it would be with this upload withdrawn, or brought back, to be asked anything; nothing is
        changed, and while it is asked no change is made."""
        with self._writing, self._cursor() as db:
            db.execute("BEGIN")
            try:
                (self._withdraw if withdrawn else self._reinstate)(db, upload, "")
                yield _Tried(self, db)
            finally:
                db.execute("ROLLBACK")

    def _settle_and_record(
        self, db: duckdb.DuckDBPyConnection, kinds: Sequence[str], version: int, who: str, what: str
    ) -> None:
        """What follows from rows that came or went: answers that go with a corrected row, how names are shown, and what
        was observed."""
        what += classifications.carry_over(db, version)
        settle(db, kinds, version)
        observed.settle(db, kinds, version)
        history.record(db, version, who, what)

    def set(self, name: str, value: object, who: str, what: str) -> None:
        """Keep a setting, from the next version on. `what` says in words what changed."""
        with self._change() as db:
            version = history.latest(db) + 1
            settings.keep(db, name, value, who, version)
            history.record(db, version, who, what)

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
        answer = {
            "value_or_failure": value_or_failure,
            "type": " ".join((type or "").split()) or None,
            "system_condition": " ".join((system_condition or "").split()) or None,
        }
        who = _named(who)
        with self._change() as db:
            version = history.latest(db) + 1
            return version if classifications.classify(db, demand, answer, who, version) else version - 1

    def take_back(self, demand: str, who: str, given: int) -> bool:
        """End the answer that a person gave to a demand at the version `given`, as a new version of the data: what
        they said before it holds again. False where they have said something else since, and nothing was changed."""
        who = _named(who)
        with self._change() as db:
            return classifications.take_back(db, demand, who, given, history.latest(db) + 1)

    def carry(self, gone: str, here: str, who: str) -> int:
        """Give a demand the answers of one that is no longer in use, as a new version of the data, and return that
        version.

        `gone` and `here` are a pair of `left_behind`: any other is refused.
        """
        who = _named(who)
        with self._change() as db:
            version = history.latest(db) + 1
            classifications.carry(db, gone, here, who, version)
            return version

    # -- Inside

    def _known(self, db: duckdb.DuckDBPyConnection, what: Hashable, work_out: Callable[[], T]) -> T:
        return self._once.known((self.rewritten, self._version(db)), what, work_out)

    def _are_classified(self, db: duckdb.DuckDBPyConnection) -> bool:
        return self._known(db, "classified", lambda: classifications.are_any(db))

    def _at(self, db: duckdb.DuckDBPyConnection, version: int | None) -> tuple[int, dt.date]:
        last = self._version(db)
        version = last if version is None else version
        return version, history.last_day(db, version, last)


class _Tried(Store):
    """A store within a change that is not made: all is asked where the change is, and no answer is kept for others."""

    def __init__(self, store: Store, db: duckdb.DuckDBPyConnection) -> None:
        super().__init__(store._root, store.path)
        self._db, self._kept = db, Unkept()

    @contextmanager
    def _cursor(self, where_the_file_fails: str = "not-a-store") -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._db

    def _version(self, db: duckdb.DuckDBPyConnection) -> int:
        return history.latest(db)  # that of the change: what is remembered is of the file


def _named_in_history(sheet: Incoming) -> str:
    """What was loaded, and what was decided of its rows without a key."""
    copied = f" as a newer copy of upload {', '.join(map(str, sheet.copy_of))}" if sheet.copy_of else ""
    own = " as a record of its own" if sheet.own_record and not sheet.same_as else ""
    return f"{sheet.file_name} ({sheet.sheet}){copied or own}"


def _named(who: str) -> str:
    """Whose change it is, in single spaces. Raises StoreError where nobody is named."""
    who = " ".join(who.split())
    if not who:
        raise StoreError("no-name")
    return who
