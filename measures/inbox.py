"""The classification inbox: which demand comes next, and what people have said of those that came before.

A demand is shown with its words, its date and its agency, and nothing that tells what anybody else made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from measures.shapes.agreement import Agreement
from measures.store import Store
from measures.store.store import CORRECTED_LATER

# Which demands a person is shown. `own` is their own answer to each demand.
QUEUES = {
    "new": "d.value_or_failure IS NULL AND d.verbatim IS NOT NULL",
    "unsure": "d.value_or_failure = 'Not sure' AND d.verbatim IS NOT NULL",
    "second": "own._key IS NULL AND d._key IN (SELECT _key FROM classifications)",
    "mine": "own._key IS NOT NULL",
}
# The earliest first, as they were received; one's own answers the latest first, since that is what one wants to mend.
ORDER = {"mine": "own._from DESC"}


@dataclass(frozen=True)
class Demand:
    """A demand as it is shown to be classified. `mine` is what this person said before: kind, type, system
    condition."""

    key: str
    words: str
    received: dt.date | None
    agency: str | None
    mine: tuple[str, str | None, str | None] | None


@dataclass(frozen=True)
class Standing:
    """How many current demands there are, are not classified, were in the inbox, and were there said to be something
    else."""

    demands: int
    unclassified: int
    inbox: int
    differ: int


_SHOWN = """
    SELECT CAST(d._key AS VARCHAR) AS key, d.verbatim AS words, d.received_on AS received, d.agency,
        own.value_or_failure AS said, own.type, own.system_condition, count(*) OVER () AS n
    FROM demands AS d
    LEFT JOIN classifications AS own ON own._key = d._key AND lower(own.who) = lower($who)
    WHERE {which}
    ORDER BY {order}
    LIMIT 1"""


def next_up(
    store: Store, queue: str, who: str, passed: Sequence[str] = (), version: int | None = None
) -> tuple[Demand | None, int]:
    """The next demand of a queue, or None, and how many there are in it, without those that this person has
    `passed`."""
    which = f"{QUEUES[queue]} AND NOT list_contains($passed, CAST(d._key AS VARCHAR))"
    query = _SHOWN.format(which=which, order=f"{ORDER.get(queue, 'd.received_on')}, d._upload, d._row")
    rows = store.rows(query, ["demands"], version=version, who=who.strip(), passed=["", *passed])
    return (_demand(rows[0]), rows[0]["n"]) if rows else (None, 0)


def demand(store: Store, key: str, who: str, version: int | None = None) -> Demand | None:
    """One demand by its key; None where it is no longer in use."""
    query = _SHOWN.format(which="d._key = CAST($key AS UUID)", order="d._row")
    rows = store.rows(query, ["demands"], version=version, who=who.strip(), key=key)
    return _demand(rows[0]) if rows else None


def _demand(row: dict) -> Demand:
    mine = (row["said"], row["type"], row["system_condition"]) if row["said"] else None
    return Demand(row["key"], row["words"], row["received"], row["agency"], mine)


def standing(store: Store, version: int | None = None) -> Standing:
    """How the demands stand."""
    query = """
        WITH answered AS (
            SELECT CASE WHEN l.value_or_failure <> d.value_or_failure THEN 1 END AS differs
            FROM (SELECT DISTINCT _key FROM classifications) AS s
            JOIN demands AS d ON d._key = s._key
            LEFT JOIN demands_as_loaded AS l ON l._key = s._key
        )
        SELECT count(*) AS demands, count(CASE WHEN value_or_failure IS NULL THEN 1 END) AS unclassified,
            (SELECT count(*) FROM answered) AS inbox, (SELECT count(differs) FROM answered) AS differ
        FROM demands"""
    return Standing(**store.rows(query, ["demands"], version=version)[0])


@dataclass(frozen=True)
class LeftBehind:
    """An answer whose demand is no longer in use, and the demand in use that looks like it. `who` gave the answer.

    What was answered is not here: whoever says whether the two are one should not see it.
    """

    gone: Demand
    here: Demand
    who: str


def left_behind(store: Store) -> list[LeftBehind]:
    """The answers that were left behind when a row was corrected, in the order in which their demands were received."""
    return [LeftBehind(_one_of(row, "gone"), _one_of(row, "here"), row["who"]) for row in store.left_behind()]


def _one_of(row: dict, which: str) -> Demand:
    return Demand(row[which], row[f"{which}_words"], row[f"{which}_received"], row[f"{which}_agency"], None)


@dataclass(frozen=True)
class Corrected:
    """How many demands have one class by the inbox and another by a sheet that was corrected later, and which of the
    two counts: the inbox, or the sheet."""

    demands: int
    counts: str


def corrected_later(store: Store, version: int | None = None) -> Corrected:
    """The demands that the inbox and a later sheet differ on."""
    return Corrected(store.corrected_later(version), str(store.setting(CORRECTED_LATER, version) or "inbox"))


def keep_corrected_later(store: Store, counts: str, who: str) -> None:
    """Let the inbox or the sheet count for them, from the next version of the data on."""
    if counts not in ("inbox", "sheet"):
        raise ValueError(f"{counts} is neither inbox nor sheet")
    store.set(CORRECTED_LATER, counts, who, f"Where a sheet corrected a class after the inbox, the {counts} counts")


def people(store: Store, version: int | None = None) -> dict[str, int]:
    """Who has classified demands that are in use, and how many; most first."""
    query = """
        SELECT max(s.who) AS who, count(*) AS n
        FROM classifications AS s
        JOIN demands AS d ON d._key = s._key
        GROUP BY lower(s.who)
        ORDER BY count(*) DESC, lower(max(s.who))"""
    return {row["who"]: row["n"] for row in store.rows(query, ["demands"], version=version)}


@dataclass(frozen=True)
class Together:
    """Of how many demands one person and another have both said something, and of how many of these the same."""

    other: str
    n: int
    same: int


def together(store: Store, who: str, version: int | None = None) -> Together | None:
    """This person beside whoever has classified most of the same demands; None where nobody has any of them."""
    query = """
        SELECT max(b.who) AS other, count(*) AS n,
            count(CASE WHEN a.value_or_failure = b.value_or_failure THEN 1 END) AS same
        FROM demands AS d
        JOIN classifications AS a ON a._key = d._key AND lower(a.who) = lower($who)
        JOIN classifications AS b ON b._key = d._key AND lower(b.who) <> lower($who)
        GROUP BY lower(b.who)
        ORDER BY count(*) DESC, lower(max(b.who))
        LIMIT 1"""
    rows = store.rows(query, ["demands"], version=version, who=who.strip())
    return Together(**rows[0]) if rows else None


def agreement(store: Store, one: str, other: str, version: int | None = None) -> Agreement:
    """What two people said of the demands that both have classified, in the order in which these were received."""
    query = """
        SELECT d.verbatim AS words, d.received_on AS received, d.agency, a.value_or_failure AS one, b.value_or_failure AS other
        FROM demands AS d
        JOIN classifications AS a ON a._key = d._key AND lower(a.who) = lower($one)
        JOIN classifications AS b ON b._key = d._key AND lower(b.who) = lower($other)
        ORDER BY d.received_on, d._upload, d._row"""
    return Agreement(store.rows(query, ["demands"], version=version, one=one, other=other))


def names(store: Store, version: int | None = None) -> dict[str, list[str]]:
    """The types and the system conditions that anybody has used, most used first, each as it is shown."""
    query = " UNION ALL ".join(
        f"SELECT '{column}' AS what, s.shown AS name, count(*) AS n FROM demands AS d "
        f"JOIN spellings AS s ON s.pool = '{pool}' AND s.key = d.{column}_key GROUP BY s.shown"
        for column, pool in (("type", "type"), ("system_condition", "condition"))
    )
    found: dict[str, list[str]] = {"type": [], "system_condition": []}
    rows = store.rows(query, ["demands", "spellings"], version=version)
    for row in sorted(rows, key=lambda r: (-r["n"], r["name"])):
        found[row["what"]].append(row["name"])
    return found
