"""Rows that have the key of another: once is enough where they say the same, and a question where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from measures.problems import Problem, shorten
from measures.store.names import folded
from measures.workbook.rules.rule import more
from measures.workbook.typed import LISTED, Typed


@dataclass(frozen=True)
class Keys:
    """Rows that have the key of another: SQL for those that are in doubt and for those that only repeat it, if there
    are any, and how many these are.
    """

    problems: list[Problem]
    in_doubt: str = ""
    repeats: str = ""
    left_out: int = 0


def keys(typed: Typed, bad: str) -> Keys:
    """The same key twice: once is enough where the rows say the same, and a question where they differ.

    `bad` holds for rows that other problems stop, if there are any. What could not be read there is compared as
    written: it is no blank.
    """
    key = [typed.field[name] for name in typed.sheet.key if name in typed.field]
    together = ", ".join(folded("ref", field.value) for field in key)
    there = " AND ".join(f"{field.value} IS NOT NULL" for field in key)
    twice = f"SELECT 1 FROM typed WHERE {there} GROUP BY {together} HAVING count(*) > 1 LIMIT 1"
    if not key or not typed.db.execute(twice).fetchall():
        return Keys([])
    # The key itself is written in more ways than one.
    others = [field for field in typed.fields if field not in key]
    values = ", ".join(field.value for field in others) or "NULL"
    words = ", ".join(field.text for field in others) or "NULL"
    shown = ", ".join(field.text for field in key)
    typed.db.execute(
        f"""CREATE OR REPLACE TEMP TABLE twice AS
        SELECT row, min(row) OVER k AS first_row, hash({values}, CASE WHEN {bad or "false"} THEN hash({words}) END) AS content,
            min(content) OVER k = max(content) OVER k AS same, {shown}
        FROM typed WHERE {there} WINDOW k AS (PARTITION BY {together}) QUALIFY count(*) OVER k > 1"""
    )
    repeated = typed.db.execute(
        f"SELECT row, first_row, same, {shown} FROM twice WHERE row > first_row ORDER BY row"
    ).fetchall()
    found: list[Problem] = []
    for code, alike in (("same-key", False), ("same-row", True)):
        its = [(row, other, value) for row, other, same, *value in repeated if same == alike]
        for row, other, value in its[:LISTED]:
            details = {"value": shorten(", ".join(value)), "other": other, "heading": key[0].title}
            found.append(Problem(code, typed.name, row, key[0].position, details))
        found += more(len(its) - LISTED, found)
    return Keys(
        found,
        # All rows of a key that says different things are in doubt, the first of them too.
        "row IN (SELECT row FROM twice WHERE NOT same)",
        "row IN (SELECT row FROM twice WHERE same AND row > first_row)",
        sum(same for _, _, same, *_ in repeated),
    )
