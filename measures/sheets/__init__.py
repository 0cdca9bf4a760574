"""The registry of spreadsheet kinds. A kind is one module here with one `SHEET`."""

from measures.schema import Sheet
from measures.sheets import cases, demands, households, ratings, results, series, transactions, unit_costs

SHEETS: dict[str, Sheet] = {
    module.SHEET.kind: module.SHEET
    for module in (households, demands, transactions, cases, ratings, results, series, unit_costs)
}


def title(kind: str) -> str:
    """A kind in words; its name where a program that had more kinds loaded it."""
    return SHEETS[kind].title if kind in SHEETS else kind
