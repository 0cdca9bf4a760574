"""The data dictionary: every column that the store can keep of a spreadsheet."""

from __future__ import annotations

from measures.sheets import SHEETS
from measures.words import sentence_case
from measures.workbook.template import note

OWN_WORDS = "May hold people's own words"


def dictionary() -> list[dict[str, str]]:
    """A row for each column of each kind of sheet: its heading, its name and type in the store, and what it takes.
    Columns that are not here are not kept, whatever a spreadsheet has."""
    rows = []
    for sheet in SHEETS.values():
        for column in sheet.columns:
            rows.append(
                {
                    "Sheet": sheet.title,
                    "Heading": column.title,
                    "In the store": f"{sheet.kind}.{column.name}",
                    "Kept as": column.type.stored,
                    "What to write": note(column),
                    "Needed": "Yes" if column.required else "",
                    "Tells one row from another": "Yes" if column.name in sheet.key else "",
                    OWN_WORDS: "Yes" if column.sentences or column.type.says == "words" else "",
                }
            )
        if sheet.flags:
            rows.append(
                {
                    "Sheet": sheet.title,
                    "Heading": "Any column of Yes and No",
                    "In the store": "flags.flag",
                    "Kept as": "BOOLEAN",
                    "What to write": f"{sentence_case(sheet.flags[0].type.says)}. A flag is named by its heading.",
                    "Needed": "",
                    "Tells one row from another": "",
                    OWN_WORDS: "",
                }
            )
    return rows
