"""Lists that were selected on a flag."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure
from measures.words import plural


def headline(answer) -> str:
    """How many flags every household of some list has."""
    return f"{plural(answer.n, 'flag')} that every household of a list has"


MEASURE = Measure(
    name="selected_lists",
    title="Selected lists",
    sentence="Lists in which every household has the same flag.",
    purpose="To keep a list that was picked by one flag from being read as a picture of the area.",
    formula="A flag that every household of one upload has, where there are two households or more.",
    shape="listing",
    form="findings",
    counts="flags",
    headline=headline,
    caveats=("Such a list was picked by the flag. It says nothing of how common that is in the area.",),
    labels={
        "upload": "upload",
        "row": "row",
        "column": "column",
        "what": "flag",
        "found": "households",
        "stated": "stated",
    },
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={"households": HOUSEHOLDS[:4]},
        answer=({"upload": 1, "row": None, "column": None, "what": "CYP referral", "found": 4, "stated": None},),
    ),
)
