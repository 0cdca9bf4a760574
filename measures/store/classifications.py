"""What people said of a demand in the inbox, kept beside the spreadsheets: one answer of each person counts for a
demand.

A corrected row is another row, so answers go with it where there is no doubt, and a person is asked where there is.
"""

from __future__ import annotations

import duckdb

from measures.problems import StoreError
from measures.sheets.demands import VALUE_OR_FAILURE
from measures.store.current import GIVEN
from measures.store.history import now, record
from measures.store.names import name_key, settle
from measures.store.tables import FOREVER, derived_keys

# How like the words of two rows of one day must be (Jaro-Winkler, from 0 to 1), and how many days apart the same words
# may be, before a person is asked whether they are one demand.
ALIKE, NEAR = 0.85, 31


def classify(db: duckdb.DuckDBPyConnection, demand: str, answer: dict[str, str | None], who: str, version: int) -> bool:
    """Keep what a person says of a demand, in place of what they said before. False where that was the same.

    `answer` has value_or_failure, type and system_condition. Raises StoreError where the demand is no longer in use.
    """
    if answer["value_or_failure"] not in VALUE_OR_FAILURE.options:
        raise ValueError(f"{answer['value_or_failure']} is none of {', '.join(VALUE_OR_FAILURE.options)}")
    own = f"_key = $demand::UUID AND lower(who) = lower($who) AND _to = {FOREVER}"
    values = {"demand": demand, "who": who}
    _require(db, demand)
    before = db.execute(f"SELECT {', '.join(answer)} FROM data.classifications WHERE {own}", values).fetchall()
    if before == [tuple(answer.values())]:
        return False
    db.execute(f"UPDATE data.classifications SET _to = $version WHERE {own}", {**values, "version": version})
    keys = {
        key: (name := answer[column]) and name_key(name) for key, (column, _) in derived_keys("classifications").items()
    }
    answer = {**answer, **keys}
    db.execute(
        f"INSERT INTO data.classifications (_key, {', '.join(answer)}, who, changed_at, _from, _to) "
        f"VALUES ($demand::UUID, {', '.join(f'${name}' for name in answer)}, $who, $at, $version, {FOREVER})",
        {**values, **answer, "at": now(), "version": version},
    )
    settle(db, ["demands"], version)
    record(db, version, who, f"Classified a demand as {answer['value_or_failure']}{' again' if before else ''}")
    return True


def take_back(db: duckdb.DuckDBPyConnection, demand: str, who: str, given: int, version: int) -> bool:
    """End the answer that a person gave to a demand at the version `given`: what they said before it holds again, and
    stands where it stood among those of others. False where that is not their answer any more.

    Raises StoreError where the demand is no longer in use.
    """
    _require(db, demand)
    own = f"_key = $demand::UUID AND lower(who) = lower($who) AND _to = {FOREVER} AND {GIVEN} = $given"
    values = {"demand": demand, "who": who, "given": given}
    if not db.execute(f"SELECT 1 FROM data.classifications WHERE {own}", values).fetchall():
        return False
    db.execute(f"UPDATE data.classifications SET _to = $version WHERE {own}", {**values, "version": version})
    db.execute(
        f"INSERT INTO data.classifications BY NAME SELECT * REPLACE ({GIVEN} AS _given, $version AS _from, {FOREVER} "
        f"AS _to) "
        "FROM data.classifications WHERE _key = $demand::UUID AND lower(who) = lower($who) AND _to = $given",
        {**values, "version": version},
    )
    settle(db, ["demands"], version)
    record(db, version, who, "Took back what was said of a demand")
    return True


def _require(db: duckdb.DuckDBPyConnection, demand: str) -> None:
    """Raise StoreError where a demand is no longer in use."""
    in_use = f"SELECT 1 FROM data.demands WHERE _key = $demand::UUID AND _to = {FOREVER}"
    if not db.execute(in_use, {"demand": demand}).fetchall():
        raise StoreError("no-demand")


def pairs_left_behind(db: duckdb.DuckDBPyConnection) -> list[dict]:
    """Answers whose demand is no longer in use and looks like one that is: see `left_behind`."""
    if not are_any(db):
        return []
    return db.sql(left_behind()).to_arrow_table().to_pylist()


def carry(db: duckdb.DuckDBPyConnection, gone: str, here: str, who: str, version: int) -> None:
    """Give a demand the answers of one that is no longer in use. Raises StoreError where they were not left behind as a
    pair."""
    if not any((pair["gone"], pair["here"]) == (gone, here) for pair in pairs_left_behind(db)):
        raise StoreError("no-demand")
    db.execute(
        "INSERT INTO data.classifications BY NAME SELECT * REPLACE ($here::UUID AS _key, NULL AS _given, $version AS "
        "_from) "
        f"FROM data.classifications WHERE _key = $gone::UUID AND _to = {FOREVER}",
        {"gone": gone, "here": here, "version": version},
    )
    settle(db, ["demands"], version)
    record(db, version, who, "Answers carried over to a corrected demand")


def carry_over(db: duckdb.DuckDBPyConnection, version: int) -> str:
    """Give a corrected demand the answers of the row whose place it took, and say of how many in the history."""
    if not are_any(db):
        return ""
    db.execute(f"CREATE OR REPLACE TEMP TABLE carried AS {carried()}")
    demands = db.execute("SELECT count(DISTINCT _key) FROM carried").fetchall()[0][0]
    db.execute(
        f"UPDATE data.classifications SET _to = $version WHERE _to = {FOREVER} AND (_key, lower(who)) IN (SELECT _key, "
        "lower(who) FROM carried)",
        {"version": version},
    )
    db.execute(
        "INSERT INTO data.classifications BY NAME SELECT * REPLACE (NULL AS _given, $version AS _from) FROM carried",
        {"version": version},
    )
    db.execute("DROP TABLE carried")
    return f"; answers carried over to corrected demands: {demands:,}" if demands else ""


def are_any(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether anybody ever said anything of a demand in the inbox."""
    return bool(db.execute("SELECT 1 FROM data.classifications LIMIT 1").fetchall())


def left_behind() -> str:
    """The query for answers whose demand is gone and looks like one that is here: a person says whether it is the same.

    The one that is here has no answer. It has the same date and words much like those of the other, or the same words
    within a month. Of several the likest is shown.
    """
    words = "lower(trim(verbatim))"  # nothing dearer: it is worked out for every demand there is
    return f"""
        WITH answered AS (
            SELECT _key, string_agg(DISTINCT who, ', ' ORDER BY who) AS who
            FROM data.classifications WHERE _to = {FOREVER} GROUP BY _key
        ),
        gone AS MATERIALIZED (
            SELECT *, {words} AS words
            FROM (SELECT * FROM data.demands WHERE _key IN (SELECT _key FROM answered)) JOIN answered USING (_key)
            QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _to DESC) = 1 AND _to < {FOREVER}
        ),
        here AS (
            SELECT *, {words} AS words
            FROM data.demands
            WHERE _to = {FOREVER} AND _key NOT IN (SELECT _key FROM answered)
        ),
        pairs AS (
            SELECT gone._key AS gone, here._key AS here, jaro_winkler_similarity(gone.words, here.words) AS alike, 0 AS days
            FROM here JOIN gone USING (received_on)
            UNION ALL
            SELECT gone._key, here._key, 1, abs(date_diff('day', gone.received_on, here.received_on))
            FROM here JOIN gone USING (words)
        ),
        likest AS (
            SELECT * FROM pairs
            WHERE alike >= {ALIKE} AND days <= {NEAR}
            QUALIFY row_number() OVER (PARTITION BY gone ORDER BY alike DESC, days, here) = 1
        )
        SELECT CAST(gone AS VARCHAR) AS gone, CAST(here AS VARCHAR) AS here, g.who,
            g.verbatim AS gone_words, g.received_on AS gone_received, g.agency AS gone_agency,
            h.verbatim AS here_words, h.received_on AS here_received, h.agency AS here_agency
        FROM likest
        JOIN gone AS g ON g._key = likest.gone
        JOIN here AS h ON h._key = likest.here
        ORDER BY g.received_on, g._upload, g._row"""


def carried() -> str:
    """The query for the answers that a corrected row takes over: those of the row whose place it took.

    A demand without a reference is known by all it says, so one that is corrected is another row, and its answers would
    be lost. They are carried over where there is no doubt: one current demand, of which nothing has been said, has the
    date and the words of one that is gone, the last to go that had them, and their agencies do not differ.

    So they go back with a row that is brought back in its place: what a person said of the one that is gone, later than
    of the one that is here and something else, where the two were never there together.
    """
    same = "received_on, lower(regexp_replace(verbatim, '\\s+', ' ', 'g'))"
    what, given = "row({0}value_or_failure, {0}type, {0}system_condition)".format, GIVEN.replace("_", "said._")
    return f"""
        WITH answered AS (SELECT DISTINCT _key FROM data.classifications),
        days AS (SELECT DISTINCT received_on FROM data.demands WHERE _key IN (FROM answered)),
        ended AS (
            SELECT {same} AS words, _key, min(agency) AS agency, max(_to) AS ended
            FROM data.demands
            WHERE demand_ref IS NULL AND received_on IN (FROM days)
            GROUP BY ALL
            HAVING max(_to) < {FOREVER}
        ),
        gone AS (
            SELECT received_on, words, min(_key) AS _key, min(agency) AS agency
            FROM (SELECT *, rank() OVER (PARTITION BY received_on, words ORDER BY ended DESC) AS place FROM ended)
            WHERE place = 1
            GROUP BY received_on, words
            HAVING count(*) = 1
        ),
        here AS (
            SELECT {same} AS words, min(_key) AS _key, min(agency) AS agency
            FROM data.demands
            WHERE _to = {FOREVER} AND received_on IN (FROM days)
            GROUP BY ALL
            HAVING count(*) = 1
        ),
        pairs AS (
            SELECT here._key AS here, gone._key AS gone, here._key IN (FROM answered) AS is_answered
            FROM here JOIN gone USING (received_on, words)
            WHERE gone._key IN (FROM answered) AND coalesce(here.agency = gone.agency, true)
        ),
        together AS (
            SELECT here FROM pairs
            JOIN data.demands AS a ON a._key = here JOIN data.demands AS b ON b._key = gone
            WHERE is_answered AND a._from < a._to AND b._from < b._to AND a._from < b._to AND b._from < a._to
        ),
        own AS (
            SELECT _key, lower(who) AS who, max(CASE WHEN _to < {FOREVER} THEN _to ELSE {GIVEN} END) AS last,
                max(CASE WHEN _to = {FOREVER} THEN {what("")} END) AS said
            FROM data.classifications WHERE _key IN (SELECT here FROM pairs WHERE is_answered) GROUP BY ALL
        )
        SELECT here AS _key, said.* EXCLUDE (_key)
        FROM pairs
        JOIN data.classifications AS said ON said._key = gone AND said._to = {FOREVER}
        LEFT JOIN own ON own._key = here AND own.who = lower(said.who)
        WHERE NOT is_answered OR (
            here NOT IN (FROM together) AND coalesce({given} > own.last, true)
            AND own.said IS DISTINCT FROM {what("said.")}
        )"""
