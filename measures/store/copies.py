"""Rows without a key that are loaded again: how like a sheet is to what is loaded, and which of its rows stand for
which there.

A row without a key is known by all it says, so that one with a cell corrected, or a column more, is another row. Here
the rows of two files are paired: first those that say the same in every column that both have filled, then those of
one identity (`Sheet.known_by`), the first with the first; and of what is left those whose identity differs only where
one of the two is blank, as where an activity was filled in later. A row that stands for another takes its key, so that
it takes its place, and what was said of it in the inbox is said of it still.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import duckdb

from measures.cells import Date
from measures.likeness import Cell, Likeness
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.history import latest, loading_day
from measures.store.tables import FOREVER, said_by
from measures.uploads import Incoming

ONE_BY_ONE = 12  # as many uploads are compared each by itself; of more, those with the same columns together
SHIFTS = [s for s in range(-8, 9) if s]  # chance is judged by days up to so many apart: more than a week, less than two
EXAMPLES = 3


def likenesses(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> tuple[Likeness, ...]:
    """How like the staged rows of a sheet are to those in use of every upload that has any of the same."""
    declared = SHEETS[sheet.kind]
    if not declared.known_by:
        return ()
    mine, theirs, now_keyed = _compared(db, declared)
    core = _hash(declared, [name for name in declared.known_by if declared.column(name).required])
    found = db.execute(
        f"SELECT _upload, count(*) FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER} AND {theirs} "
        f"AND {core} IN (SELECT {core} FROM incoming WHERE {mine}) GROUP BY _upload ORDER BY _upload"
    ).fetchall()
    alike = [upload for upload, _ in found]
    if name := _named(declared):
        named = db.execute(
            f"SELECT DISTINCT _upload FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER} AND {name} IN "
            f"(SELECT {name} FROM incoming)"
        ).fetchall()
        alike = sorted({*alike, *(upload for (upload,) in named)})
    groups = [[upload] for upload in alike] if len(alike) <= ONE_BY_ONE else _groups(db, alike)
    return tuple(_likeness(db, declared, group, mine, theirs, now_keyed) for group in groups)


def adopt(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> None:
    """Give staged rows without a key that of the row they stand for: of `same_as` the rows that are the same, or that
    are known again and say nothing else where both say something; of `copy_of` all that are known again. Leaves the
    keys of `copy_of` that count no more in the temporary table `absent`: see `Incoming.gone`."""
    declared = SHEETS[sheet.kind]
    uploads = [*sheet.same_as, *sheet.copy_of]
    if not uploads:
        return
    mine, theirs, now_keyed = _compared(db, declared)
    # As they stood before this change, of which the end of an upload that is replaced may already be a part; and those
    # of files that are loaded in the same step.
    version = latest(db)
    new = f"SELECT upload FROM lives GROUP BY upload HAVING min(from_version) > {version}"
    stood = f"(_from <= {version} AND {version} < _to) OR (_to = {FOREVER} AND _upload IN ({new}))"
    there = f"({stood}) AND {theirs}"
    own, others = _pair(db, declared, uploads, mine, there)
    known = f"exact OR NOT ({_contrary(declared, [name for name in own if name in others])})"
    known += f" OR t._upload IN ({_list(sheet.copy_of)})" if sheet.copy_of else ""
    if not now_keyed:
        db.execute(
            f"UPDATE incoming SET _key = p._key FROM (SELECT pairs.mine, t._key {_joined(declared)} WHERE {known}) p "
            "WHERE incoming.rowid = p.mine"
        )
    if sheet.copy_of:
        _leave_absent(db, sheet, now_keyed)
    _forget(db)


def _leave_absent(db: duckdb.DuckDBPyConnection, sheet: Incoming, now_keyed: bool) -> None:
    """Make the temporary table `absent`: of uploads that the sheet takes the place of every row that has no pair, of
    the others those of its days; what these had said is gone, if the upload that said so is replaced; and rows that
    stand here with a reference."""
    within = f"{_DAYS.format(of='mine')}, {_ODD_DAYS.format(of='mine')} SELECT * FROM theirs, days WHERE {_WITHIN}"
    unpaired = f"id NOT IN (SELECT theirs FROM pairs) AND (_upload IN ({_list(sheet.replaces)}) OR id IN (SELECT id FROM ({within})))"
    gone = [unpaired if sheet.gone else "false", "id IN (SELECT theirs FROM pairs)" if now_keyed else "false"]
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE absent AS SELECT _key, $today::DATE AS _day FROM (SELECT _key FROM theirs WHERE "
        f"_upload IN ({_list(sheet.copy_of)}) AND ({' OR '.join(gone)}) UNION SELECT _key FROM data.gone WHERE _upload "
        f"IN ({_list(sheet.replaces)}) AND _upload IN ({_list(sheet.copy_of)})) WHERE _key NOT IN (SELECT _key FROM "
        "incoming)",
        {"today": loading_day(db)},
    )


def gone(db: duckdb.DuckDBPyConnection, sheet: Incoming) -> int:
    """How many rows of those that a staged sheet is a newer copy of count no more: after `adopt`."""
    return db.execute("SELECT count(*) FROM absent").fetchall()[0][0] if sheet.copy_of else 0


def _compared(db: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[str, str, bool]:
    """Which of the staged rows are compared with which there, in SQL, and whether the staged have references alone.

    Two rows that both have a reference are told apart by it, and are no copies. Nor is compared what a staged row
    takes the place of by its reference.
    """
    if not sheet.key:
        return "true", "true", False
    keyed = " AND ".join(f"{quote(name)} IS NOT NULL" for name in sheet.key)
    without = db.execute(f"SELECT count(*) FROM incoming WHERE NOT ({keyed})").fetchall()[0][0]
    if without:
        return f"NOT ({keyed})", f"_key NOT IN (SELECT _key FROM incoming WHERE {keyed})", False
    there = f"SELECT _key FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER}"
    return f"_key NOT IN ({there})", f"NOT ({keyed})", True


def _groups(db: duckdb.DuckDBPyConnection, uploads: Sequence[int]) -> list[list[int]]:
    """The uploads that have the same columns and are of one record."""
    found = db.execute(
        f"SELECT list(upload ORDER BY upload) FROM uploads WHERE upload IN ({_list(uploads)}) "
        "GROUP BY list_sort(stated), lineage ORDER BY min(upload)"
    ).fetchall()
    return [group for (group,) in found]


def _likeness(
    db: duckdb.DuckDBPyConnection, sheet: Sheet, uploads: list[int], mine: str, theirs: str, now_keyed: bool
) -> Likeness:
    own, others = _pair(db, sheet, uploads, mine, f"_to = {FOREVER} AND {theirs}")
    shared = [name for name in own if name in others]
    rows, before, within, gone, without, one_of_theirs = db.execute(_counts("theirs", "mine")).fetchall()[0]
    _, now, _, added, _, one_of_mine = db.execute(_counts("mine", "theirs")).fetchall()[0]
    often = " UNION ALL ".join(
        f"SELECT word FROM {one} GROUP BY word HAVING count(*) > 1" for one in ("mine", "theirs")
    )
    same, differing, repeated, keys_agree = db.execute(
        "SELECT count(*) FILTER (exact), count(*) FILTER (NOT exact), "
        f"count(*) FILTER (exact AND m.word IN ({often})), "
        "count(*) FILTER (exact AND t._key = m._key) "
        "FROM pairs JOIN mine m ON m.id = pairs.mine JOIN theirs t ON t.id = pairs.theirs"
    ).fetchall()[0]
    in_use = db.execute(
        f"SELECT count(*) FROM data.{quote(sheet.kind)} WHERE _to = {FOREVER} AND {theirs} AND _upload IN "
        f"({_list(uploads)})"
    ).fetchall()[0][0]
    filled, cells, examples = _differences(db, sheet, shared) if differing else (0, (), ())
    words = db.execute(f"SELECT file_name, loaded_at FROM uploads WHERE upload = {uploads[-1]}").fetchall()[0]
    found = Likeness(
        tuple(uploads),
        *words,
        rows=rows,
        before=before,
        now=now,
        same=same,
        differing=differing,
        filled=filled,
        gone=gone,
        without=without,
        added=added,
        chance=_chance(db, "word"),
        chance_known=_chance(db, "identity_word"),
        repeated=repeated / same if same else 0.0,
        one_each=one_of_theirs and one_of_mine,
        once=sheet.once,
        new_columns=tuple(sheet.column(name).title for name in own if name not in others),
        lost_columns=tuple(sheet.column(name).title for name in others if name not in own),
        cells=cells,
        examples=examples,
        whole=within and rows == in_use,
        keys_agree=keys_agree == same,
        now_keyed=now_keyed,
    )
    _forget(db)
    return found


def _pair(
    db: duckdb.DuckDBPyConnection, sheet: Sheet, uploads: Sequence[int], mine: str, theirs: str
) -> tuple[list[str], list[str]]:
    """Make the temporary tables `mine` and `theirs` of the rows that are compared, and `pairs` of those that stand for
    one another. Gives the columns that have values in each.

    `said` is all that a row says in the columns filled in both, `identity` what makes it what it is, and `word` and
    `identity_word` the same without its day.
    """
    table, its = f"data.{quote(sheet.kind)}", f"{theirs} AND _upload IN ({_list(uploads)})"
    if name := _named(sheet):  # a file may have many series, and only those that both have are compared
        its += f" AND {name} IN (SELECT {name} FROM incoming WHERE {mine})"
        mine += f" AND {name} IN (SELECT {name} FROM {table} WHERE {its})"
    key = sheet.key  # a reference in one alone tells nothing apart
    names = [column.name for column in sheet.columns if column.name not in key]
    counts = ", ".join(f"count({quote(name)})" for name in names)
    own, others = (
        [name for name, count in zip(names, db.execute(query).fetchall()[0], strict=True) if count]
        for query in (f"SELECT {counts} FROM incoming WHERE {mine}", f"SELECT {counts} FROM {table} WHERE {its}")
    )
    shared = [name for name in own if name in others]
    identity = [name for name in sheet.known_by if name in shared]
    days = [name for name in identity if isinstance(sheet.column(name).type, Date)]
    beside = [c for name in shared for c in (f"{name}{end}" for end in sheet.column(name).type.beside if end != "_key")]
    said = [*shared, *beside]
    day = quote(days[0]) if days else "NULL::DATE"
    columns = (
        f"{day} AS day, {_hash(sheet, said)} AS said, {_hash(sheet, identity)} AS identity, "
        f"{_hash(sheet, [name for name in said if name not in days])} AS word, "
        f"{_hash(sheet, [name for name in identity if name not in days])} AS identity_word"
    )
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE mine AS SELECT rowid AS id, _row, _key, {columns} FROM incoming WHERE {mine}"
    )
    db.execute(
        "CREATE OR REPLACE TEMP TABLE theirs AS SELECT rowid AS id, _upload, _row, _key, "
        f"{columns} FROM {table} WHERE {its}"
    )

    def nth(of: str, order: str, by: str, rest: str = "") -> str:
        return f"SELECT id, {by}, row_number() OVER (PARTITION BY {by} ORDER BY {order}) AS nth FROM {of} {rest}"

    first, second = nth("mine", "_row, id", "said"), nth("theirs", "_upload, _row", "said")
    left, right = (
        nth(of, order, "identity", f"ANTI JOIN pairs ON pairs.{of} = {of}.id")
        for of, order in (("mine", "_row, id"), ("theirs", "_upload, _row"))
    )
    one = "SELECT a.id AS mine, b.id AS theirs, {exact} AS exact FROM ({a}) a JOIN ({b}) b USING ({by}, nth)"
    db.execute(f"CREATE OR REPLACE TEMP TABLE pairs AS {one.format(exact='true', a=first, b=second, by='said')}")
    db.execute(f"INSERT INTO pairs {one.format(exact='false', a=left, b=right, by='identity')}")
    _pair_where_one_is_blank(db, sheet, [name for name in identity if not sheet.column(name).required], said, identity)
    return own, others


def _pair_where_one_is_blank(
    db: duckdb.DuckDBPyConnection, sheet: Sheet, optional: Sequence[str], *levels: list[str]
) -> None:
    """Add to `pairs` what differs only in columns of an identity that are blank in one of the two: of each of the
    `levels` of what two rows must have in common, the strictest first."""
    tables = {"mine": "incoming", "theirs": f"data.{quote(sheet.kind)}"}
    left = {
        of: f"{of} t JOIN {table} r ON r.rowid = t.id ANTI JOIN pairs ON pairs.{of} = t.id"
        for of, table in tables.items()
    }
    counts = ", ".join(f"count(*) - count(r.{quote(name)}), count(r.{quote(name)})" for name in optional)
    if not counts:
        return
    found = {of: db.execute(f"SELECT {counts} FROM {rows}").fetchall()[0] for of, rows in left.items()}
    for blank, filled in (("theirs", "mine"), ("mine", "theirs")):
        may_be = [n for i, n in enumerate(optional) if found[blank][2 * i] and found[filled][2 * i + 1]]
        for which in (each for size in range(1, len(may_be) + 1) for each in combinations(may_be, size)):
            where = {
                of: " AND ".join(f"r.{quote(name)} IS {'' if of == blank else 'NOT '}NULL" for name in which)
                for of in tables
            }
            for level in levels:
                word = _hash(sheet, [name for name in level if name not in which], "r.")
                mine, theirs = (
                    f"SELECT t.id, {word} AS word, row_number() OVER (PARTITION BY {word} ORDER BY {order}) AS nth FROM "
                    f"{left[of]} WHERE {where[of]}"
                    for of, order in (("mine", "t._row, t.id"), ("theirs", "t._upload, t._row"))
                )
                db.execute(
                    f"INSERT INTO pairs SELECT a.id, b.id, false FROM ({mine}) a JOIN ({theirs}) b USING (word, nth)"
                )


def _forget(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("DROP TABLE IF EXISTS pairs; DROP TABLE IF EXISTS mine; DROP TABLE IF EXISTS theirs")


def _counts(one: str, other: str) -> str:
    """The query for how many rows one of the two has, how many of them within the days of the other, whether all are,
    how many between these days have no pair, and of all days; and whether each identity comes once but for a few.
    """
    return (
        f"{_DAYS.format(of=other)}, {_ODD_DAYS.format(of=other)} "
        "SELECT count(*), count(*) FILTER (day IS NULL OR first IS NULL OR day BETWEEN first AND last) AS within, "
        f"within = count(*), count(*) FILTER (pairs.{one} IS NULL AND {_WITHIN}), count(*) FILTER (pairs.{one} IS "
        f"NULL), count(DISTINCT identity) >= 0.95 * count(*) FROM {one} LEFT JOIN pairs ON pairs.{one} = {one}.id, days"
    )


# The days of a file, and whether a row is of them. A file may begin or end within a day, so that of its first and last
# day nothing is missed, if it has others; but where each has a row of that day that the other has not.
_DAYS = "WITH days AS (SELECT min(day) AS first, max(day) AS last, count(DISTINCT day) > 2 AS many FROM {of})"
_ODD_DAYS = "odd AS (SELECT day FROM {of} WHERE id NOT IN (SELECT {of} FROM pairs))"
_WITHIN = (
    "(day IS NULL OR first IS NULL OR (day > first AND day < last) OR (NOT many AND day BETWEEN first AND last) OR "
    "day IN (SELECT day FROM odd))"
)


def _chance(db: duckdb.DuckDBPyConnection, word: str) -> float | None:
    """The share of rows that agree in `word` on days that are not the same: the most of any few days apart.

    Days are counted as they are there, so that weeks and months have neighbours too. None where there are too few to
    tell.
    """
    days: list[tuple[int, int, int]] = db.execute(
        "SELECT row_number() OVER (ORDER BY day), count(*) FILTER (theirs), count(*) FILTER (NOT theirs) FROM "
        "(SELECT day, true AS theirs FROM theirs UNION ALL SELECT day, false FROM mine) WHERE day IS NOT NULL "
        "GROUP BY day"
    ).fetchall()
    if not days:
        return None
    agree = dict(
        db.execute(
            "WITH days AS (SELECT day, row_number() OVER (ORDER BY day) AS nth FROM (SELECT day FROM theirs UNION "
            "SELECT day FROM mine) WHERE day IS NOT NULL), "
            f"a AS (SELECT nth, {word} AS word, count(*) AS n FROM theirs JOIN days USING (day) GROUP BY ALL), "
            f"b AS (SELECT nth, {word} AS word, count(*) AS n FROM mine JOIN days USING (day) GROUP BY ALL), "
            f"shifted AS (SELECT nth + s AS nth, word, n, s FROM a, (SELECT unnest({SHIFTS}) AS s)) "
            "SELECT s, sum(least(shifted.n, b.n)) FROM shifted JOIN b USING (nth, word) GROUP BY s"
        ).fetchall()
    )
    theirs = {nth: n for nth, n, _ in days if n}
    mine = {nth: n for nth, _, n in days if n}
    first, last, begin, end = min(theirs), max(theirs), min(mine), max(mine)

    def could(shift: int) -> int:
        return min(
            sum(n for nth, n in theirs.items() if begin <= nth + shift <= end),
            sum(n for nth, n in mine.items() if first <= nth - shift <= last),
        )

    enough = max(5, 0.3 * could(0))
    shares = [int(agree.get(s, 0)) / could(s) for s in SHIFTS if could(s) >= enough]
    return max(shares) if len(shares) >= 2 else None


def _joined(sheet: Sheet) -> str:
    """The pairs in SQL, with both rows: `a` is theirs, which `t` has the key of, and `b` is mine."""
    return (
        f"FROM pairs JOIN theirs t ON t.id = pairs.theirs JOIN data.{quote(sheet.kind)} a ON a.rowid = t.id "
        "JOIN incoming b ON b.rowid = pairs.mine"
    )


def _contrary(sheet: Sheet, shared: Sequence[str]) -> str:
    """SQL: whether two rows say something else where both say something."""
    said = (quote(said_by(sheet, name)) for name in shared)
    return " OR ".join(f"coalesce(a.{of} <> b.{of}, false)" for of in said) or "false"


def _differences(
    db: duckdb.DuckDBPyConnection, sheet: Sheet, shared: list[str]
) -> tuple[int, tuple[tuple[str, int], ...], tuple[Cell, ...]]:
    """Of rows that are known again and say something else: how many differ only where one is blank, how many cells
    differ under each heading, and the first of them."""
    said = {name: quote(said_by(sheet, name)) for name in shared}
    differs = {name: f"a.{of} IS DISTINCT FROM b.{of}" for name, of in said.items()}
    contrary, joined = _contrary(sheet, shared), f"{_joined(sheet)} WHERE NOT exact"
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in differs.values())
    filled, *cells = db.execute(f"SELECT count(*) FILTER (NOT ({contrary})), {counts} {joined}").fetchall()[0]
    titles = {name: sheet.column(name).title for name in shared}
    by_heading = tuple((titles[name], n) for name, n in zip(shared, cells, strict=True) if n)
    examples = []
    for name in (name for name, count in zip(shared, cells, strict=True) if count):
        first = db.execute(
            f"SELECT b._row, a.{quote(name)}, b.{quote(name)} {joined} AND {differs[name]} ORDER BY b._row "
            f"LIMIT {EXAMPLES}"
        ).fetchall()
        examples += [Cell(row, titles[name], before, now) for row, before, now in first]
    return filled, by_heading, tuple(sorted(examples, key=lambda cell: cell.row)[:EXAMPLES])


def _named(sheet: Sheet) -> str:
    """The key of the column that names what a row is a point of, in SQL, where there are such."""
    dated = any(isinstance(sheet.column(name).type, Date) for name in sheet.known_by)
    return quote(f"{sheet.named}_key") if sheet.named and dated else ""


def _hash(sheet: Sheet, columns: Sequence[str], of: str = "") -> str:
    """What columns say, in SQL: of a name which it is, however it is spelled. `of` is the table's name and a dot."""
    keys = [f"{of}{quote(said_by(sheet, name))}" for name in columns]
    return f"hash({', '.join(keys) or 'NULL'})"


def _list(uploads: Sequence[int]) -> str:
    return ", ".join(str(int(upload)) for upload in uploads) or "NULL"
