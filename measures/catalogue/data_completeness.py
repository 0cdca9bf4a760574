"""M18: how much of what could be recorded is recorded, column by column."""

import datetime as dt

from measures.catalogue.worked import shares
from measures.definition import Example, Measure
from measures.schema import Column
from measures.sheets import SHEETS
from measures.sql import literal, quote
from measures.words import plural


def filled(column: Column) -> str:
    """SQL: how many rows of a kind have something in a column."""
    return f"{{'heading': {literal(column.title)}, 'filled': count({quote(column.name)})}}"


# Written from the declarations of the sheets, so that a column is counted from the day on which it is declared. The
# columns of a kind are counted in one go: to read each by itself takes twice as long to plan as all of it then takes to
# run.
KINDS = "\nUNION ALL ".join(
    f"SELECT {literal(sheet.title)} AS sheet, [{', '.join(map(filled, sheet.columns))}] AS columns, count(*) AS cells "
    f"FROM {sheet.kind}"
    for sheet in SHEETS.values()
)
CELLS_FILLED = f"""
SELECT sheet, c.heading, c.filled, cells
FROM (SELECT sheet, unnest(columns) AS c, cells FROM ({KINDS}) AS k) AS each
UNION ALL
SELECT 'Households', min(flag), count(is_set), count(*) FROM flags GROUP BY flag_key
"""


def headline(answer) -> str:
    """How many columns are filled throughout, how many are never filled, and the emptiest between."""
    rows = answer.shape.placed
    full = sum(row["numerator"] == row["denominator"] for row in rows)
    never = sum(row["numerator"] == 0 for row in rows)
    of = plural(len(rows), "column") + (" that can be shown" if answer.shape.unshown else "")
    said = (
        f"{full:,} of {of} {'is' if full == 1 else 'are'} filled in every row"
        if full
        else f"None of {of} is filled in every row"
    )
    return f"{said}, {never:,} in none" if never else said


EXAMPLE = Example(
    sheets={
        "series": tuple(
            {"Measure": "Calls", "Date": day, "Value": value, "Unit": unit}
            for day, value, unit in (
                (dt.date(2026, 1, 5), 31, "calls"),
                (dt.date(2026, 1, 12), 29, None),
            )
        )
    },
    answer=shares(
        ("Series: Measure", 2, 2),
        ("Series: Date", 2, 2),
        ("Series: Value", 2, 2),
        ("Series: Unit", 1, 2),
        ("Series: Better is", 0, 2),
        ("Series: Note", 0, 2),
    ),
)

MEASURE = Measure(
    name="data_completeness",
    title="Data completeness",
    sentence="Of the cells of each column of what is loaded, how many are filled.",
    purpose="To know what a figure rests on before anybody reads it.",
    formula="Filled cells ÷ rows, for each column of each kind of sheet that has rows. What was answered in the inbox "
    "is filled. A cell that says No, 0 or "
    "Not sure is filled; a blank one is not. Of a flag, the rows are the households of the sheets that have it.",
    shape="share",
    every="column",
    category="filled cells",
    split="rows",
    categories=("Filled",),
    counts="cells",
    of="cell",
    unit="per cent of cells",
    better="Up",
    fewest=1,
    headline=headline,
    sheets=(),
    written={"cells_filled": CELLS_FILLED},
    caveats=(
        "A column that is always filled may be filled with anything: this counts cells, not care.",
        "A column that no sheet has is blank in every row. Not every column is needed: the guide says which a measure "
        "reads.",
    ),
    example=EXAMPLE,
)
