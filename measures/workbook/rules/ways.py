"""In which way a column is read, where there are several: units, scales, decimal commas, words for Yes and No,
changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from measures.cells import Change, Choice, Minutes, Rating, YesNo
from measures.cells.number import Measured
from measures.cells.units import MINUTES_AND_SECONDS
from measures.cells.yes_no import ANY_NUMBER
from measures.problems import Problem, shorten
from measures.shapes.results import contradicts, made_change
from measures.words import few_digits, listed, plain_number, signed
from measures.workbook.rules.rule import Rule
from measures.workbook.typed import Field, Typed
from measures.workbook.units import BY_HAND


def decimal_commas(typed: Typed) -> list[Rule]:
    """Figures with a decimal comma: said for the column, for others of it may be read as a thousand times as much."""
    form = r"[^\d,.]*(\d{1,3}(\.\d{3})+|\d+),\d{1,2}[^\d,.]*"
    return [
        Rule(
            "decimal-comma",
            f"{field.value} IS NULL AND regexp_full_match({field.text}, '{form}')",
            field,
            whole_column=True,
        )
        for field in typed.fields
        if field.type.amount and typed.any_unread(field)
    ]


def units(typed: Typed) -> list[Problem]:
    """How figures are read that are not in the unit that is kept, with a cell as an example; and the columns of which a
    person is asked what theirs are, for nothing says it, or two things do, and they can hardly be what they seem."""
    found = []
    read = typed.recognised
    for field in typed.fields:
        if not isinstance(field.type, Measured):
            continue
        stated = read.units.get(field.position)
        doubt = "" if stated == BY_HAND else field.type.doubt(field.text, field.value, bool(stated))
        first = f"arg_min({{}}, row) FILTER ({field.value} <> 0)"
        query = f"SELECT {doubt or 'false'}, {first.format(field.text)}, {first.format(field.value)} FROM typed"
        ((doubted, text, value),) = typed.db.execute(query).fetchall()
        if text is None:
            continue
        if isinstance(field.type, Minutes) and not doubted and stated != BY_HAND:
            found += _clock(typed, field, field.type)
        heading = read.headings[field.position]
        details = {"heading": shorten(heading), "value": shorten(field.type.as_shown(text)), "sheet": typed.name}
        if doubted or field.position in read.unclear:
            ways = listed([unit.name for unit in field.type.units], "or")
            such = MINUTES_AND_SECONDS if ":" in text else field.type.units[1]  # a clock has no hours in one figure
            details |= {"ways": ways, "such": field.type.say(such.name), "comes_to": field.type.in_words(value)}
            found.append(Problem("unit?", typed.name, None, field.position, details))
        elif stated and field.type.unit.converts:
            details |= {"stated": stated, "unit": field.type.unit.name, "comes_to": field.type.in_words(value)}
            found.append(Problem("read-in-unit", typed.name, None, field.position, details))
    return found


def _clock(typed: Typed, field: Field, type_: Minutes) -> list[Problem]:
    """Times that are read as hours and minutes and may be minutes and seconds, with the longest as an example."""
    if "read-as-clock" not in typed.signs[field.name]:
        return []
    heading = shorten(typed.recognised.headings[field.position])
    found = []
    for text, value in typed.db.execute(type_.clock(field.text, field.value)).fetchall():
        details = {"heading": heading, "value": shorten(type_.as_shown(text)), "comes_to": type_.in_words(value)}
        found.append(Problem("read-as-clock", typed.name, None, field.position, details))
    return found


def scales(typed: Typed) -> list[Problem]:
    """On which scale ratings are read that are not on that of the template; and those of which a person is asked it,
    for nothing says it and many are off the scale."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Rating):
            continue
        stated = typed.recognised.units.get(field.position)
        heading = shorten(typed.recognised.headings[field.position])
        details = {"heading": heading, "sheet": typed.name, "scale": f"{type_.lowest} to {type_.highest}"}
        query = (
            f"SELECT min({field.value}), max({field.value}), {type_.doubt(field.value)}, "
            f"{type_.low(field.value)} FROM typed"
        )
        ((least, most, doubted, low),) = typed.db.execute(query).fetchall()
        other = type_.of_another(field.text)
        ((tops, lowest_of, highest_of, count),) = typed.db.execute(
            f"SELECT count(DISTINCT {other}), min({field.text}) FILTER ({other} IS NOT NULL), max({field.text}) FILTER "
            f"({other} IS NOT NULL), count({other}) FROM typed"
        ).fetchall()
        if tops == 1 and 2 * count >= typed.table.num_rows - typed.table[f"t_{field.name}"].null_count:
            details |= {"least": lowest_of, "most": highest_of}
            found.append(Problem("scale?", typed.name, None, field.position, details))
        elif doubted and stated != BY_HAND:
            details |= {"least": f"{least:g}", "most": f"{most:g}"}
            found.append(Problem("scale?", typed.name, None, field.position, details))
        elif stated and (type_.lowest, type_.highest) != (Rating.lowest, Rating.highest):
            found.append(Problem("read-on-scale", typed.name, None, field.position, {**details, "stated": stated}))
        elif low and not stated:
            found.append(Problem("scale-presumed", typed.name, None, field.position, details))
    return found


def choices(typed: Typed) -> list[Problem]:
    """Choices that are told as Yes and No: what each is read as; and those of which a person is asked that."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, Choice) or not type_.asked:
            continue
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        if type_.yes:
            stated = typed.recognised.units[field.position]
            details |= {"field": field.title, "stated": stated, "yes": type_.yes, "no": type_.no}
            found.append(Problem("read-as-yes-no", typed.name, None, field.position, details))
        elif "yes-no?" in typed.signs[field.name] and typed.counts([type_.yes_or_no(field.text)])[0]:
            details |= {"ways": listed([*type_.asked], "or"), "such": type_.ways()[-1]}
            found.append(Problem("yes-no?", typed.name, None, field.position, details))
    return found


def other_clothes(typed: Typed, doubted: Collection[int]) -> list[Problem]:
    """Flags that are told by numbers or dates: what each is read as; and those of the columns in doubt, by their
    positions, of which a person is asked it."""
    found = []
    for field in typed.fields:
        if not isinstance(type_ := field.type, YesNo):
            continue
        details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
        if type_.also:
            found.append(Problem("read-also-as-yes", typed.name, None, field.position, {**details, "what": type_.also}))
        elif field.position in doubted:
            instead = type_.instead(field.text)
            query = f"""SELECT {", ".join(instead.values())}, arg_min({field.text}, row) FILTER ({field.value} IS NULL) FROM typed
                WHERE {field.text} IS NOT NULL AND NOT {type_.not_known(field.text)}"""
            ((*holds, example),) = typed.db.execute(query).fetchall()
            if such := next((way for way, true in zip(instead, holds, strict=True) if true), None):
                code = "number-or-yes?" if such == ANY_NUMBER else "date-or-yes?"
                details |= {"value": shorten(example), "such": such}
                found.append(Problem(code, typed.name, None, field.position, details))
    return found


WAYS_IN_WORDS = {
    "change": "a change, below 0 for a fall",
    "reduction": "by how much each fell",
    "change in per cent": "per cent of before, whatever the unit",
    "reduction in per cent": "by how many per cent of before each fell",
}


def changes(typed: Typed) -> list[Problem]:
    """How changes are read that are not as on the template, with a cell as an example; those of which a person is asked
    whether they rose or fell; and rows whose before and after make another change."""
    field = typed.field.get("change")
    if field is None or not isinstance(type_ := field.type, Change):
        return []
    stated = typed.recognised.units.get(field.position)
    first = f"arg_min({{}}, row) FILTER ({field.value} <> 0)"
    query = f"SELECT {type_.doubt(field.value)}, {first.format(field.text)}, {first.format(field.value)} FROM typed"
    ((doubted, text, value),) = typed.db.execute(query).fetchall()
    details = {"heading": shorten(typed.recognised.headings[field.position]), "sheet": typed.name}
    found = []
    if text is not None and doubted and stated != BY_HAND:
        such = type_.say(replace(type_, falls=False).way)
        details |= {"value": shorten(text), "size": f"{abs(value):g}", "such": such}
        found.append(Problem("fall?", typed.name, None, field.position, details))
    elif text is not None and stated:
        comes_to = f"{plain_number(value)}{'%' if type_.per_cent else ''}"
        details |= {"stated": stated, "what": WAYS_IN_WORDS[type_.way], "value": shorten(text), "comes_to": comes_to}
        found.append(Problem("read-as-change", typed.name, None, field.position, details))
    return found + _changes_that_differ(typed, field)


def _changes_that_differ(typed: Typed, field: Field) -> list[Problem]:
    if not {"before", "after"} <= typed.field.keys():
        return []
    unit = typed.field["unit"].value if "unit" in typed.field else "NULL"
    columns = ("before", "after", field.value, f"{field.name}_per_cent", unit)
    stated = typed.rows_where(f"before IS NOT NULL AND after IS NOT NULL AND {field.value} IS NOT NULL", columns)
    found = []
    for row, *cells in stated:
        figures = dict(zip(("before", "after", "change", "change_per_cent", "unit"), cells, strict=True))
        if contradicts(figures):
            details = {name: plain_number(figures[name]) for name in ("before", "after")}
            mark = "%" if figures["change_per_cent"] else ""
            made = few_digits(made_change(figures) or 0.0)
            details |= {"value": signed(figures["change"]) + mark, "made": signed(made) + mark}
            found.append(Problem("change-differs", typed.name, row, field.position, details))
    return found
