"""Erasing: rows go from every version of the data, with all that was worked out of them, as though they had never been
there.

A withdrawn upload is kept, and as at an earlier version it still counts. What is erased is gone from both. What it had
taken the place of counts again at every version; the keys, the places and the versions of all other rows stay as they
were. `anew` then writes the file again, in which their bytes would lie until something is written over them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from measures.erasure import ERASED, Erased, Erasure, Gone, Rewrite
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store import names, observed, statements
from measures.store.history import kind_of, latest
from measures.store.names import ref_key
from measures.store.tables import has_flags

# Whom a row is of. A kind of sheet with neither is of figures alone, and is never too old.
REFS = ("household_ref", "case_ref")
# The day of what has ended, where rows of a kind happen on no day of their own.
ENDED = {"cases": "followed_until"}


@dataclass(frozen=True)
class ToErase:
    """What `find` left in the temporary table `going` (kind, _upload, _row, _key): which kinds have any, how much it
    is, who is gone then, and the upload that goes whole, with all that it says of others."""

    kinds: tuple[str, ...]
    erased: Erased
    gone: Gone
    upload: int | None


def of_people(kind: str) -> bool:
    """Whether rows of a kind are of households or cases."""
    return any(column.name in REFS for column in SHEETS[kind].columns)


def find(db: duckdb.DuckDBPyConnection, erasure: Erasure) -> ToErase:
    """Find every statement that is to go, as (kind, upload, row, key) in the temporary table `going`. Raises
    StoreError where there is no such upload."""
    db.execute("CREATE OR REPLACE TEMP TABLE going (kind VARCHAR, _upload INTEGER, _row INTEGER, _key UUID)")
    if erasure.upload is not None:
        kind = kind_of(db, erasure.upload)
        _add(db, kind, f"_upload = {int(erasure.upload)}")
    elif erasure.before is not None:
        for kind in filter(of_people, SHEETS):
            on = SHEETS[kind].happens_on or ENDED.get(kind)
            _add(db, kind, f"coalesce({quote(on) if on else 'NULL'}, _day) < $day", all_known=True, day=erasure.before)
    else:
        cases = [ref_key(erasure.case)] if erasure.case else []
        if erasure.household:
            homes = [ref_key(erasure.household)]
            for kind in ("households", "demands", "cases"):
                _add(db, kind, "list_contains($refs, household_ref_key)", all_known=True, refs=homes)
            cases = _whole_cases(db)
        for kind in ("cases", "transactions", "ratings"):
            _add(db, kind, "list_contains($refs, case_ref_key)", all_known=True, refs=cases)
    return _found(db, erasure)


def _add(db: duckdb.DuckDBPyConnection, kind: str, which: str, *, all_known: bool = False, **values: object) -> None:
    """Add to `going` the statements of a kind for which this holds; and `all_known` of a thing of which it holds as
    it was last known: a later list without its column tells of it too, and who it is of."""
    rows = f"data.{quote(kind)}"
    if all_known:
        known = (
            f"SELECT _key FROM {rows} WHERE _to > _from AND _key IN (SELECT _key FROM {rows} WHERE {which}) QUALIFY "
            "row_number() OVER (PARTITION BY _key ORDER BY _to DESC, _from DESC) = 1 AND "
        )
        which = f"({which} OR _key IN ({known}{which}))"
    db.execute(
        f"INSERT INTO going SELECT DISTINCT '{kind}', _upload, _row, _key FROM {rows} WHERE _merged IS NOT TRUE AND "
        f"{which} "
        "AND (_upload, _row) NOT IN (SELECT _upload, _row FROM going WHERE kind = $kind)",
        {**values, "kind": kind},
    )


def _whole_cases(db: duckdb.DuckDBPyConnection) -> list[str]:
    """The keys of the cases of which every statement goes."""
    query = f"SELECT DISTINCT case_ref_key FROM data.cases WHERE {_nobody_s('cases')}"
    return [case for (case,) in db.execute(query).fetchall()]


def _found(db: duckdb.DuckDBPyConnection, erasure: Erasure) -> ToErase:
    rows = dict(db.execute("SELECT kind, count(*) FROM going GROUP BY kind").fetchall())
    if erasure.upload is not None:
        rows.setdefault(kind_of(db, erasure.upload), 0)  # it may say of others that they are there no more
    kinds = tuple(kind for kind in SHEETS if kind in rows)
    uploads = db.execute("SELECT count(DISTINCT _upload) FROM going").fetchall()[0][0]
    answers = db.execute(f"SELECT count(*) FROM data.classifications WHERE {_nobody_s('demands')}").fetchall()[0][0]
    gone = Gone(_refs_gone(db, "household_ref"), _refs_gone(db, "case_ref"))
    shown, not_sought = (), False
    if words := erasure.household or erasure.case:
        own = {ref_key(words)}
        gone = replace(
            gone,
            households=gone.households | (own if erasure.household else set()),
            cases=gone.cases | (own if erasure.case else set()),
        )
        shown = _spelled(db, gone.cases) if erasure.household else ()
        sought = [ref for ref in sorted({*own, *gone.cases}) if _is_sought(ref)]
        gone, not_sought = replace(gone, words=tuple(sought)), not _is_sought(ref_key(words))
    erased = Erased({kind: rows[kind] for kind in kinds}, uploads, answers, 0, shown, not_sought)
    return ToErase(kinds, erased, gone, erasure.upload)


def _spelled(db: duckdb.DuckDBPyConnection, cases: frozenset[str]) -> tuple[str, ...]:
    query = (
        "SELECT min(case_ref) FROM data.cases WHERE list_contains($cases, case_ref_key) GROUP BY case_ref_key ORDER BY "
        "1"
    )
    return tuple(case for (case,) in db.execute(query, {"cases": [*cases]}).fetchall())


def _nobody_s(kind: str) -> str:
    """SQL: whether a key is one of which every statement goes."""
    going = f"SELECT _upload, _row FROM going WHERE kind = '{kind}'"
    stays = f"SELECT _key FROM data.{quote(kind)} WHERE _merged IS NOT TRUE AND (_upload, _row) NOT IN ({going})"
    return f"_key IN (SELECT _key FROM going WHERE kind = '{kind}') AND _key NOT IN ({stays})"


def _refs_gone(db: duckdb.DuckDBPyConnection, ref: str) -> frozenset[str]:
    """The references that stand in rows that go, and in no others."""
    key, found, stays = quote(f"{ref}_key"), [], []
    for kind in SHEETS:
        if any(column.name == ref for column in SHEETS[kind].columns):
            going = f"(_upload, _row) IN (SELECT _upload, _row FROM going WHERE kind = '{kind}')"
            found.append(f"SELECT {key} FROM data.{quote(kind)} WHERE {going}")
            stays.append(f"SELECT {key} FROM data.{quote(kind)} WHERE _merged IS NOT TRUE AND NOT {going}")
    query = f"{' UNION '.join(found)} EXCEPT ({' UNION ALL '.join(stays)})"
    return frozenset(each for (each,) in db.execute(query).fetchall() if each is not None)


def _is_sought(ref: str) -> bool:
    """Whether a reference can be told from other words and numbers in a text: A, 12 and Ash cannot."""
    letters, digits = (bool(re.search(of, ref)) for of in (r"[^\W\d_]", r"\d"))
    return len(ref) >= (3 if letters and digits else 6 if digits else 5)


# -- Erasing


def erase(db: duckdb.DuckDBPyConnection, found: ToErase, rewrite: Rewrite) -> Erased:
    """Take away what was found, and whatever was worked out of it, at every version. What was taken away, texts
    among it."""
    version, gone = latest(db), found.gone
    _note_names(db, found.kinds)
    _tell_of_uploads(db, gone)
    for kind in found.kinds:
        nobody_s = _nobody_s(kind)
        if kind == "demands":
            db.execute(f"DELETE FROM data.classifications WHERE {nobody_s}")
        db.execute(f"CREATE OR REPLACE TEMP TABLE nobodys AS SELECT DISTINCT _key FROM going WHERE {nobody_s}")
        # That others are there no more is still so, though the list that says it has no row any more: unless it is the
        # list that goes.
        of_upload = f"_upload = {found.upload}" if found.upload else "false"
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT _key FROM going WHERE kind = '{kind}' UNION "
            f"SELECT _key FROM data.gone WHERE {of_upload}"
        )
        db.execute(f"DELETE FROM data.gone WHERE {of_upload} OR _key IN (FROM nobodys)")
        for table in [kind, *(["flags"] if has_flags(kind) else [])]:
            its = f"(_upload, _row) IN (SELECT _upload, _row FROM going WHERE kind = '{kind}')"
            db.execute(f"DELETE FROM data.{quote(table)} WHERE {its} OR _key IN (FROM nobodys)")
        db.execute("DELETE FROM touched WHERE _key IN (FROM nobodys)")
        statements.settle_again(db, kind)
        db.execute("DROP TABLE touched; DROP TABLE nobodys")
    names.settle_for_the_first_time(db, version, "(pool, key) IN (FROM unnamed)")
    if "demands" in found.kinds:
        observed.settle_again(db)
    db.execute("DROP TABLE going; DROP TABLE unnamed")
    return replace(found.erased, texts=_rewrite_texts(db, gone, rewrite))


def _note_names(db: duckdb.DuckDBPyConnection, kinds: tuple[str, ...]) -> None:
    """Leave in the temporary table `unnamed` the names that stand in what goes: how they are shown is settled anew."""
    db.execute("CREATE OR REPLACE TEMP TABLE unnamed (pool VARCHAR, key VARCHAR)")
    for kind in kinds:
        its = f"_key IN (SELECT _key FROM going WHERE kind = '{kind}')"
        for table in [
            kind,
            *(["flags"] if has_flags(kind) else []),
            *(["classifications"] if kind == "demands" else []),
        ]:
            if drawn := names.drawn_by(table, its):
                db.execute(f"INSERT INTO unnamed {drawn}")


def _tell_of_uploads(db: duckdb.DuckDBPyConnection, gone: Gone) -> None:
    """Say of each upload how many of its rows are erased, and leave of it neither a changed cell of these nor a name
    of who is gone. Of one that has no row any more only that it was there is left."""
    db.execute(
        "UPDATE uploads SET rows_erased = coalesce(rows_erased, 0) + n FROM (SELECT _upload, count(*) AS n FROM going "
        "GROUP BY _upload) g WHERE upload = g._upload"
    )
    db.execute(
        f"UPDATE uploads SET file_name = '{ERASED}', sheet = '{ERASED}', sha256 = '', mapping = '{{}}', stated = [], "
        f"filled = [] "
        "WHERE rows_erased >= rows_loaded"
    )
    rows = {
        upload: {*rows} for upload, rows in db.execute("SELECT _upload, list(_row) FROM going GROUP BY 1").fetchall()
    }
    for upload, file_name, sheet, mapping in db.execute(
        "SELECT upload, file_name, sheet, mapping FROM uploads"
    ).fetchall():
        kept = json.loads(mapping)
        if "mends" in kept:
            kept["mends"] = [mend for mend in kept["mends"] if mend[0] not in rows.get(upload, ())]
        now = {
            "file_name": masked(gone, file_name),
            "sheet": masked(gone, sheet),
            "mapping": json.dumps(masked(gone, kept)),
        }
        db.execute(
            "UPDATE uploads SET file_name = $file_name, sheet = $sheet, mapping = $mapping WHERE upload = $upload",
            {**now, "upload": upload},
        )


def masked(gone: Gone, value: Any) -> Any:
    """A value with the words by which somebody is named masked in every text of it."""
    if isinstance(value, str):
        return re.sub(pattern(gone.words), ERASED, value) if gone.words else value
    if isinstance(value, list | tuple):
        return [masked(gone, each) for each in value]
    if isinstance(value, dict):
        return {name: masked(gone, each) for name, each in value.items()}
    return value


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these in a text: whole, whatever the capitals and however they are spaced."""
    spelled = (r"\s+".join(map(re.escape, each.split())) for each in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)


def texts(db: duckdb.DuckDBPyConnection, gone: Gone, rewrite: Rewrite) -> list[tuple[int, int, object]]:
    """The lines that people wrote which are others without those who are gone: the row of each, its version, and
    what it is then."""
    lines = db.execute("SELECT rowid, name, from_version, value FROM settings ORDER BY rowid").fetchall()
    found = ((row, version, was := json.loads(value), rewrite(gone, name, was)) for row, name, version, value in lines)
    return [(row, version, now) for row, version, was, now in found if now != was]


def _rewrite_texts(db: duckdb.DuckDBPyConnection, gone: Gone, rewrite: Rewrite) -> int:
    """Write these lines anew, and what the history says of them. How many there are."""
    others = texts(db, gone, rewrite)
    lines_gone = {version for _, version, now in others if now is None}
    for row, _, now in others:
        if now is None:
            db.execute("DELETE FROM settings WHERE rowid = $row", {"row": row})
        else:
            db.execute("UPDATE settings SET value = $value WHERE rowid = $row", {"row": row, "value": json.dumps(now)})
    changed = {version for _, version, _ in others}
    refs = [*gone.households, *gone.cases]
    for version, what in db.execute("SELECT version, what FROM versions").fetchall():
        now = masked(gone, what)
        if version in lines_gone:
            now = ERASED
        elif version in changed and refs and re.search(pattern(refs), what):  # the history says again what was written
            now = f"{masked(gone, what.partition(':')[0])}: {ERASED}"
        if now != what:
            db.execute("UPDATE versions SET what = $what WHERE version = $version", {"what": now, "version": version})
    return len(others)
