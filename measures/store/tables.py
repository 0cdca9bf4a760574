"""The tables of the store, made from the declared sheets.

Every row of every upload is kept, with the versions of the data between which it was the current one: from `_from`
up to, but not including, `_to`. What is current is settled when something is loaded, withdrawn or brought back, so
that a question asks only for the rows of one version and pays for nothing else.
"""

from __future__ import annotations

from measures.cells import Number, Street
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.sql import quote

FORMAT = 1
FOREVER = 2**62

# The row's own: which upload and spreadsheet row it came from, what makes it the same row (`_key`), what it says
# (`_content`), and the versions of its life.
OWN = "_upload INTEGER, _row INTEGER, _key UUID, _content UUID, _from BIGINT, _to BIGINT"

META = f"""
CREATE SCHEMA data;
CREATE TABLE format (format INTEGER);
INSERT INTO format VALUES ({FORMAT});
CREATE TABLE versions (version BIGINT, changed_at TIMESTAMP, who VARCHAR, what VARCHAR);
INSERT INTO versions VALUES (0, now()::TIMESTAMP, '', 'The store was made');
CREATE TABLE uploads (upload INTEGER, kind VARCHAR, file_name VARCHAR, sha256 VARCHAR, sheet VARCHAR, mapping JSON, rows_loaded INTEGER,
    rows_new INTEGER, rows_changed INTEGER, rows_already_there INTEGER, rows_left_out INTEGER, who VARCHAR, loaded_at TIMESTAMP);
CREATE TABLE lives (upload INTEGER, from_version BIGINT, to_version BIGINT);
CREATE TABLE settings (name VARCHAR, value JSON, from_version BIGINT, who VARCHAR, changed_at TIMESTAMP);
CREATE TABLE data.flags ({OWN}, flag VARCHAR, is_set BOOLEAN);
"""

# What people said of a demand in the inbox, beside the spreadsheets: a row for each answer. A person's later answer ends
# their own earlier one and nobody else's. Stores that were made before there was an inbox get the table when opened.
CLASSIFICATIONS = """
CREATE TABLE IF NOT EXISTS data.classifications (_key UUID, value_or_failure VARCHAR, type VARCHAR, system_condition VARCHAR,
    who VARCHAR, changed_at TIMESTAMP, _from BIGINT, _to BIGINT);
"""


def stored_columns(sheet: Sheet) -> dict[str, str]:
    """The columns of a sheet's table and their types, without the row's own."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        found[column.name] = column.type.stored
        if isinstance(column.type, Street):
            found[column.name + "_key"] = "VARCHAR"
    return found | dict.fromkeys(or_more(sheet), "BOOLEAN")


def or_more(sheet: Sheet) -> list[str]:
    """The columns that tell 250+ from 250."""
    return [f"{c.name}_or_more" for c in sheet.columns if isinstance(c.type, Number) and c.type.or_more]


def later() -> str:
    """The SQL that brings a store that was made earlier up to date; the newest columns stand last in their tables."""
    added = [
        f"ALTER TABLE data.{quote(sheet.kind)} ADD COLUMN IF NOT EXISTS {quote(name)} BOOLEAN;"
        for sheet in SHEETS.values()
        for name in or_more(sheet)
    ]
    return "\n".join([CLASSIFICATIONS, *added])


def create() -> str:
    """The SQL that makes an empty store."""
    made = [META]
    for sheet in SHEETS.values():
        columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in stored_columns(sheet).items())
        made.append(f"CREATE TABLE data.{quote(sheet.kind)} ({OWN}, {columns});")
    return "\n".join(made)


def current(table: str) -> str:
    """The common table expressions for the rows of a table that were current at `$version`.

    `demands` are as they stand: what the spreadsheets say, with what people have said in the inbox laid over it. So a
    query that reads `demands` may read `demands_as_loaded` and `classifications` too.
    """
    if table == "demands":
        return (
            f"{_at('demands', 'demands_as_loaded')}, {_at('classifications')}, demands AS ({demands_as_classified()})"
        )
    return _at(table)


def _at(table: str, name: str = "") -> str:
    return f"{quote(name or table)} AS (SELECT * FROM data.{quote(table)} WHERE _from <= $version AND $version < _to)"


# What the latest answer to a demand says in place of its row: `s` is the answer, `d` the row. A demand that is value has
# no failure to have a cause or an origin, whatever the row says.
SAID = {
    "value_or_failure": "coalesce(s.value_or_failure, d.value_or_failure)",
    "type": "coalesce(s.type, d.type)",
    "system_condition": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN coalesce(s.system_condition, d.system_condition) END",
    "origin_agency": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN d.origin_agency END",
}


# How like the words of two rows of one day must be (Jaro-Winkler, from 0 to 1), and how many days apart the same words may
# be, before a person is asked whether they are one demand.
ALIKE, NEAR = 0.85, 31


def demands_as_classified() -> str:
    """The query that lays the latest answer of anyone over each demand; an answer wins over the spreadsheet's own.

    Answers that were carried over together (see `carried`) have one version, and stand in the order of their moments.
    """
    own = [column.split()[0] for column in OWN.split(", ")]
    names = [*own, *stored_columns(SHEETS["demands"])]
    columns = ", ".join(f"{SAID[name]} AS {quote(name)}" if name in SAID else f"d.{quote(name)}" for name in names)
    return (
        f"SELECT {columns} FROM demands_as_loaded AS d LEFT JOIN "
        "(SELECT *, row_number() OVER (PARTITION BY _key ORDER BY _from DESC, changed_at DESC) AS nth FROM classifications) AS s "
        "ON s._key = d._key AND s.nth = 1"
    )


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
    """
    same = "received_on, lower(regexp_replace(verbatim, '\\s+', ' ', 'g'))"
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
        )
        SELECT here._key, said.* EXCLUDE (_key)
        FROM here
        JOIN gone USING (received_on, words)
        JOIN data.classifications AS said ON said._key = gone._key AND said._to = {FOREVER}
        WHERE here._key NOT IN (FROM answered) AND coalesce(here.agency = gone.agency, true)"""
