"""What a question sees: the rows that were current at a version, and demands with what people have said of them laid
over."""

from __future__ import annotations

from typing import Literal

from measures.sheets import SHEETS
from measures.sql import quote
from measures.store.tables import CLASSIFICATIONS, OWN, stored_columns

# Which rows a question sees by the day on which what they tell of happens: all, those whose day is past, or the others.
Days = Literal["all", "past", "later"]
# What a query that reads `demands` may read besides.
OF_DEMANDS = ("demands_as_loaded", "classifications", "demand_statements")


def current(
    table: str, which: str = "true", *, days: Days = "all", answered: bool = True, corrected: bool = False
) -> str:
    """The common table expressions for the rows of a table that were current at `$version`, those for which `which`
    holds; of kinds whose rows happen on a day those of these `days`, where `$last_day` is the last that is past.

    `demands` are as they stand: what the spreadsheets say, with what people have said in the inbox laid over it. So a
    query that reads `demands` may read `demands_as_loaded` and `classifications` too, and `demand_statements`, which
    are the keys that each upload has that was not withdrawn. Where nobody ever said anything there (`answered` is
    false), nothing is laid over: to do so takes longer than to count a million demands. Where a sheet corrected a class
    after the inbox, the sheet's counts if `corrected`. What a query reads twice is read twice, not written down whole
    in between: of a million wide rows it mostly wants few columns.
    """
    happens_on = SHEETS[table].happens_on if table in SHEETS else ""
    if table == "demands":
        standing = demands_as_classified(corrected) if answered else "SELECT * FROM demands_as_loaded AS d"
        standing += f" WHERE {happens(days, f'd.{quote(happens_on)}')}"
        return (
            f"{_at('demands', which, 'demands_as_loaded')}, {_at('classifications', which)}, "
            f"demand_statements AS NOT MATERIALIZED ({DEMAND_STATEMENTS}), demands AS NOT MATERIALIZED ({standing})"
        )
    return _at(table, f"{which} AND {happens(days, quote(happens_on))}" if happens_on else which)


def happens(days: Days, on: str) -> str:
    """SQL: whether a row is of these days. What has no date has happened."""
    later = f"coalesce({on} > $last_day, false)"
    return {"all": "true", "past": f"NOT {later}", "later": later}[days]


def _at(table: str, which: str, name: str = "") -> str:
    return (
        f"{quote(name or table)} AS NOT MATERIALIZED (SELECT * FROM data.{quote(table)} "
        f"WHERE _from <= $version AND $version < _to AND {which})"
    )


DEMAND_STATEMENTS = (
    "SELECT _key, _upload FROM data.demands WHERE _merged IS NOT TRUE AND _upload IN (SELECT upload FROM lives WHERE "
    "from_version <= $version AND $version < to_version)"
)


# What the answers to a demand say in place of its row: `s` has the latest of each field, `d` the row. A demand that is
# value has no failure to have a cause or an origin, whatever the row says.
SAID = {
    "value_or_failure": "coalesce(s.value_or_failure, d.value_or_failure)",
    "type": "coalesce(s.type, d.type)",
    "system_condition": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN coalesce(s.system_condition, "
    "d.system_condition) END",
    "type_key": "CASE WHEN s.type IS NULL THEN d.type_key ELSE s.type_key END",
    "system_condition_key": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN "
    "CASE WHEN s.system_condition IS NULL THEN d.system_condition_key ELSE s.system_condition_key END END",
    "origin_agency_key": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN d.origin_agency_key END",
    "origin_agency": "CASE WHEN s.value_or_failure IS DISTINCT FROM 'Value' THEN d.origin_agency END",
}


# The version at which an answer was given: one that holds again, because the next was taken back, is as old as it was.
GIVEN = "coalesce(_given, _from)"
LATEST = f"row_number() OVER (PARTITION BY _key ORDER BY {GIVEN} DESC, changed_at DESC, who)"
# The answer to each demand that counts for its class.
CLASSES = f"SELECT _key, value_or_failure, {GIVEN} AS given FROM classifications QUALIFY {LATEST} = 1"


def corrected_later() -> str:
    """The query for demands whose class a sheet changed after the inbox, to another than the inbox's: `_key`. To send
    the same class again corrects nothing."""
    return (
        f"SELECT d._key FROM demands_as_loaded AS d JOIN ({CLASSES}) AS s ON s._key = d._key JOIN data.demands AS "
        f"before "
        "ON before._key = s._key AND before._from <= s.given AND s.given < before._to WHERE d.value_or_failure IS NOT "
        "NULL AND d.value_or_failure <> s.value_or_failure AND d.value_or_failure IS DISTINCT FROM "
        "before.value_or_failure"
    )


def demands_as_classified(corrected: bool = False) -> str:
    """The query that lays the latest answer of anyone over each demand, of each field its own: who says nothing of the
    type takes nobody's type away. An answer wins over the spreadsheet's own, but for a class that a sheet `corrected`
    later, where such count.

    Answers that were carried over together (see `carried`) have one version, and stand in the order of their moments;
    of those of one second, which nothing tells apart, the first person by the alphabet is heard.
    """
    names = [*OWN, *stored_columns(SHEETS["demands"])]
    columns = ", ".join(f"{SAID[name]} AS {quote(name)}" if name in SAID else f"d.{quote(name)}" for name in names)
    fields = [name for name in CLASSIFICATIONS if name in SAID]
    # A null is passed over: a key is null where its name is.
    latest = ", ".join(f"arg_min({quote(name)}, nth) AS {quote(name)}" for name in fields)
    class_and_cause = ("value_or_failure", "system_condition", "system_condition_key")
    heard = ", ".join(
        f"CASE WHEN _key NOT IN ({corrected_later()}) THEN {name} END AS {name}" for name in class_and_cause
    )
    return (
        f"SELECT {columns} FROM demands_as_loaded AS d LEFT JOIN (SELECT _key, {latest} FROM "
        f"(SELECT *{f' REPLACE ({heard})' if corrected else ''}, {LATEST} AS nth FROM "
        "classifications) GROUP BY _key) AS s ON s._key = d._key"
    )
