"""What an analyst would write by hand for each measure of demands, over clean columns: what a measure's speed is held
against.

The columns are clean because somebody cleaned them before: one spelling of each name, nothing withdrawn, no earlier
versions. So the ratio has everything in it that the dashboard does for a measure: names in several spellings, answers
of the inbox, versions, what is left out and why.
"""

from __future__ import annotations

import duckdb

from measures.store import Store


def _name(column: str) -> str:
    return f"lower(trim({column})) AS {column}"


CLEAN = {
    "demand": f"""
        SELECT received_on, left(received_on::VARCHAR, 7) AS month, date_trunc('week', received_on)::DATE AS week, verbatim,
            coalesce(value_or_failure, 'Not classified') AS kind, {_name("type")}, {_name("agency")},
            {_name("origin_agency")}, {_name("system_condition")}, {_name("locality")}, {_name("household_ref")}, minutes,
            resolved_first_time, resolved_on
        FROM demands""",
    "household": f"SELECT {_name('household_ref')}, coalesce(tier, '3') AS tier FROM households",
}

AGGREGATES = {
    "record_of_demands": "SELECT agency, locality, min(received_on), max(received_on), count(*) FROM demand GROUP BY "
    "ALL",
    "failure_demand": "SELECT month, kind, count(*) FROM demand GROUP BY ALL",
    "failure_capacity": "SELECT month, kind, count(*), count(minutes), sum(minutes) FROM demand GROUP BY ALL",
    "demand_types": "SELECT type, kind, count(*) FROM demand GROUP BY ALL",
    "demand_words": "SELECT *, (SELECT count(*) FROM demand) FROM demand ORDER BY received_on DESC LIMIT 200",
    "predictability": """
        SELECT type, date_diff('day', received_on, (SELECT max(received_on) FROM demand)) // 7 AS weeks_ago, count(*)
        FROM demand WHERE type IS NOT NULL GROUP BY ALL""",
    "demands_of_household": """
        SELECT household_ref, received_on, lag(received_on) OVER (PARTITION BY household_ref ORDER BY received_on) FROM demand
        WHERE household_ref IN (SELECT household_ref FROM demand GROUP BY ALL ORDER BY count(*) DESC LIMIT 200)""",
    "demand_by_weekday": "SELECT dayofweek(received_on), count(*) FROM demand GROUP BY ALL",
    "resolved_first_time": "SELECT month, count(resolved_first_time), count_if(resolved_first_time) FROM demand GROUP "
    "BY ALL",
    "end_to_end_days": "SELECT date_diff('day', received_on, resolved_on) AS days, count(*) FROM demand GROUP BY ALL",
    "failure_origins": """
        SELECT origin_agency, count(*), count(minutes), sum(minutes) FROM demand WHERE kind = 'Failure' GROUP BY ALL""",
    "failure_between_agencies": "SELECT origin_agency, agency, count(*) FROM demand WHERE kind = 'Failure' GROUP BY "
    "ALL",
    "system_conditions": "SELECT system_condition, kind, count(*) FROM demand WHERE kind = 'Failure' GROUP BY ALL",
    "system_condition_words": """
        SELECT *, count(*) OVER (PARTITION BY system_condition) FROM demand WHERE system_condition IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY system_condition ORDER BY received_on DESC) <= 10""",
    "capacity_by_week": "SELECT week, kind, count(*), count(minutes), sum(minutes) FROM demand GROUP BY ALL",
    "capacity_by_agency": "SELECT agency, kind, count(*), count(minutes), sum(minutes) FROM demand GROUP BY ALL",
    "capacity_by_type": "SELECT type, kind, count(*), count(minutes), sum(minutes) FROM demand GROUP BY ALL",
    "capacity_released": """
        SELECT week, count(*), count(minutes), sum(minutes) FROM demand WHERE kind = 'Failure' GROUP BY ALL""",
    "hours_by_tier": """
        SELECT tier, count(*), count(DISTINCT household_ref), count(minutes), sum(minutes)
        FROM demand LEFT JOIN household USING (household_ref) GROUP BY ALL""",
    "demands_per_week": "SELECT week, count(*) FROM demand GROUP BY ALL",
    "failure_demands_per_week": "SELECT week, count_if(kind = 'Failure') FROM demand GROUP BY ALL",
    "failure_hours_per_week": "SELECT week, sum(minutes) FILTER (kind = 'Failure') FROM demand GROUP BY ALL",
    "end_to_end_times": """
        SELECT month, count(*), quantile_disc(date_diff('day', received_on, coalesce(resolved_on, DATE '2100-01-01')), 0.5)
        FROM demand GROUP BY ALL""",
    "end_to_end_nine_of_ten": """
        SELECT month, count(*), quantile_disc(date_diff('day', received_on, coalesce(resolved_on, DATE '2100-01-01')), 0.9)
        FROM demand GROUP BY ALL""",
    "repeat_demands": """
        SELECT month, count(*), count_if(received_on - before <= 30) FROM (
            SELECT month, received_on, lag(received_on) OVER (PARTITION BY household_ref ORDER BY received_on) AS before
            FROM demand WHERE household_ref IS NOT NULL) GROUP BY ALL""",
    "data_completeness": "SELECT count(*), count(COLUMNS(*)) FROM demand",
}


def clean(store: Store) -> duckdb.DuckDBPyConnection:
    """A database of its own with the clean tables of what a store counts now."""
    plain = duckdb.connect()
    for table, query in CLEAN.items():
        rows = store.ask(query, ["demands" if table == "demand" else "households"])  # noqa: F841  (DuckDB finds it by its name)
        plain.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")
    return plain
