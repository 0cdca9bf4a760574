"""Rows that have the key of another: once is enough where they say the same, and a question where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from measures.cells import Ref
from measures.cells.number import Measured
from measures.cells.ref import LAST_ROW
from measures.problems import Problem, shorten
from measures.store.names import folded
from measures.words import listed, plural
from measures.workbook.rules.rule import more
from measures.workbook.typed import LISTED, Field, Typed

STEPS = 3  # so many rows that have the reference of another, and one in ten, are no slips of the pen


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
    rows_of_one = _steps(typed, key[0], others, repeated)
    if rows_of_one:
        return rows_of_one
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


def _steps(typed: Typed, key: Field, others: list[Field], repeated: list[tuple]) -> Keys | None:
    """Where a system gives a row to each status or transfer of what has a reference: which of the rows is read, as a
    person said; or that it is asked. None where rows of one reference are a few, or of something else. `repeated` has
    of each further row its number, that of the first, and whether all of its key are alike."""
    type_ = key.type
    if not isinstance(type_, Ref) or not type_.has_steps:
        return None
    differ = [(row, first, value) for row, first, same, value in repeated if not same]
    details: dict[str, object] = {"heading": shorten(typed.recognised.headings[key.position]), "sheet": typed.name}
    if type_.rows:
        last = type_.rows == LAST_ROW
        figures = [field for field in others if isinstance(field.type, Measured) and _apart(typed, field)]
        titles = [f"“{shorten(typed.recognised.headings[field.position])}”" for field in figures]
        details |= {"rows": plural(len(repeated), "row"), "which": "last" if last else "first"}
        details["lost"] = f" What they have under {listed(titles)} is in no figure." if figures else ""
        end = "max" if last else "min"
        out = f"row IN (SELECT row FROM twice EXCEPT SELECT {end}(row) FROM twice GROUP BY first_row)"
        told = Problem("one-of-steps", typed.name, None, key.position, details)
        return Keys([told], repeats=out, left_out=len(repeated))
    if len(differ) < STEPS or 10 * len(differ) < typed.table.num_rows:
        return None
    row, first, value = differ[0]
    apart = [field for field in others if _apart(typed, field)]
    titles = [f"“{shorten(typed.recognised.headings[field.position])}”" for field in apart[:3]]
    details |= {"rows": plural(len(differ), "row"), "value": shorten(value), "first": first, "row": row}
    details |= {"apart": f" and differ in {listed(titles)}" if titles else "", "such": type_.ways()[0]}
    asked = Problem("steps?", typed.name, None, key.position, details)
    return Keys([asked], in_doubt="row IN (SELECT row FROM twice)")


def _apart(typed: Typed, field: Field) -> bool:
    """Whether rows of one reference say different things in a column."""
    query = (
        f"SELECT 1 FROM twice JOIN typed USING (row) GROUP BY first_row HAVING count(DISTINCT {field.text}) > 1 OR "
        f"count({field.text}) NOT IN (0, count(*)) LIMIT 1"
    )
    return bool(typed.db.execute(query).fetchall())
