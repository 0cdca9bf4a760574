"""Printed counts of flags that a recount does not confirm."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure
from measures.words import plural


def headline(answer) -> str:
    """How many printed counts of flags a recount does not confirm."""
    return f"{plural(answer.n, 'printed count')} of flags {'differs' if answer.n == 1 else 'differ'} from a recount"


MEASURE = Measure(
    name="flag_count_differences",
    title="Counts of flags that differ",
    sentence="Households whose printed count of flags is not the number marked Yes in their row.",
    purpose="To find slips in a spreadsheet before they are believed.",
    formula="The flags marked Yes are counted again for each household and compared with the count in the "
    "spreadsheet. The recount is used.",
    shape="listing",
    form="findings",
    counts="differences",
    headline=headline,
    caveats=("The recount is used everywhere. Mend the cell in the spreadsheet and upload it again.",),
    labels={
        "upload": "upload",
        "row": "row",
        "column": "column",
        "what": "household",
        "found": "recount",
        "stated": "printed count",
    },
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={"households": HOUSEHOLDS},
        answer=({"upload": 1, "row": 3, "column": "flag_count", "what": "B", "found": 2, "stated": 3},),
    ),
)
