"""Which tier each level of a list is: what is asked of it, and what its flags say against it."""

from __future__ import annotations

from measures.cells import Level
from measures.cells.level import NONE, level_of, numbered
from measures.problems import Problem, shorten
from measures.words import fixed, listed, percent
from measures.workbook.matching import spellings
from measures.workbook.typed import Field, Typed

MOST_LEVELS = 6  # of a list's own; more different words are no scale


def levels(typed: Typed) -> list[Problem]:
    """What is asked of a column of levels, or told: which end of its numbers is serious, and what its own words mean.
    What the flags of the rows say is told beside it, and decides nothing."""
    found = []
    for field in typed.fields:
        if isinstance(field.type, Level):
            found += _levels(typed, field, field.type)
    return found


def _levels(typed: Typed, field: Field, type_: Level) -> list[Problem]:
    read, position = typed.recognised, field.position
    flags = [f"coalesce({f.value}, false)::INTEGER" for f in typed.fields if f.position in read.flags]
    per_row = " + ".join(flags) or "NULL"
    query = f"""WITH texts AS (  -- few, where rows are many
            SELECT {field.text}, any_value({field.value}) AS value, count(*) AS n, sum({per_row}) AS flags
            FROM typed WHERE {field.text} IS NOT NULL AND {type_.not_known(field.text)} IS NOT TRUE GROUP BY {field.text}
        )
        SELECT {level_of(field.text)} AS level, any_value(value), sum(flags) / sum(n), sum(n) FROM texts GROUP BY level ORDER BY level"""
    rows = typed.db.execute(query).fetchall()
    there, said = {level: mean for level, _, mean, _ in rows}, dict(type_.levels)
    numbers = {level for level in there if numbered(level)}
    sure = any(typed.sheet.column(field.name).surely(way) for way in spellings(read.headings[position]))
    words = 1 < len(there) <= MOST_LEVELS and all(level.replace(" ", "").isalpha() for level in there)
    # Of words that are not the tiers' own, one that stands twice is no slip of the keyboard: it is asked of all, once.
    unread = {level: count for level, value, _, count in rows if value is None}
    own_words = unread.keys() if words and (len(unread) == len(rows) or max(unread.values(), default=0) > 1) else set()
    of_no_option = numbers - {*type_.options}
    asked = numbers if said or not sure or of_no_option else set()
    details: dict[str, object] = {"heading": shorten(read.headings[position]), "sheet": typed.name}
    if (asked | own_words) - said.keys():
        levels = [level for level in there if level in asked | own_words | said.keys()]
        means = [f"{level} with {fixed(there[level], 1)}" for level in levels if there[level] is not None]
        details["evidence"] = f" Flags of each household, on average: {listed(means)}." if means else ""
        counts = {level: count for level, _, _, count in rows}
        details |= {"levels": tuple(levels), "words": bool(own_words), "counts": counts}
        details["such"] = ", ".join(f"{level}:…" for level in levels)
        return [Problem("levels?", typed.name, None, position, details)]
    told = []
    if said:
        details["levels"] = tuple(level for level in there if level in said)
        words = [
            f"{level} is {f'tier {said[level]}' if said[level] != NONE else 'no tier'}" for level in details["levels"]
        ]
        told.append(Problem("read-levels", typed.name, None, position, {**details, "said": listed(words)}))
    return told + _against_flags(typed, field, shorten(read.headings[position]), per_row)


def _against_flags(typed: Typed, field: Field, heading: str, per_row: str) -> list[Problem]:
    """Where those who are said to need most have fewer flags than those who need least, by half a flag or more."""
    query = f"""SELECT {field.value}, count(*), avg({per_row}), min(row) FROM typed WHERE {field.value} IS NOT NULL
        GROUP BY {field.value} HAVING count(*) > 1 AND avg({per_row}) IS NOT NULL ORDER BY {field.value}"""
    rows = typed.db.execute(query).fetchall()
    if len(rows) < 2 or rows[0][2] + 0.5 > rows[-1][2]:
        return []
    ((rated,),) = typed.db.execute(f"SELECT count({field.value}) FROM typed").fetchall()
    (most, count, few, row), (least, _, many, other) = rows[0], rows[-1]
    details = {"heading": heading, "share": percent(count / rated), "most": most, "least": least}
    details |= {"few": fixed(few, 1), "many": fixed(many, 1), "row": row, "other": other}
    return [Problem("levels-against-flags", typed.name, None, field.position, details)]
