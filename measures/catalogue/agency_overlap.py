"""M19: households known to two, and to three or more agencies, by their flags."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import FEWEST, Example, Measure
from measures.shapes import share
from measures.words import plural, portion, sentence_case


def headline(answer) -> str:
    """“1,003 of 2,000 households are known to two agencies or more: 50%; 412 to three or more”."""
    shape = answer.shape
    three, two = shape.count(3), shape.count((2, 3))
    if not shape.total:
        return "No household has known flags of two agencies or more yet"
    of = sentence_case(f"{shape.about}{two:,} of {plural(shape.total, 'household')}")
    known = f"{of} {'is' if shape.total == 1 or two == 1 else 'are'} known to two agencies or more"
    if not two:
        return known
    part = f": {portion(share(two, shape.total), shape.total)}" if shape.total >= FEWEST else ""
    return f"{known}{part}; {three or 'none'} to three or more"


MEASURE = Measure(
    name="agency_overlap",
    title="Overlap of agencies",
    sentence="How many households are known to no agency, to one, to two, and to three or more, by their flags.",
    purpose="To see how many agencies work with the same household, each on its own part of one life.",
    formula="The different agencies behind the flags marked Yes of each household, then households for each number. A "
    "flag is an agency of its own, "
    "and flags that begin with the same short name in capitals are of one agency: CYP referral, CYP re-referral, CYP "
    "asst. to service. "
    "Households ÷ those with at least one known flag whose lists have flags of two agencies or more; the others are "
    "shown beside and are in no share.",
    shape="frequency",
    of="household",
    category="agencies",
    shares=True,
    labels={
        0: "No agency",
        1: "One agency",
        2: "Two agencies",
        3: "Three agencies or more",
        None: "No known flag, or asked of fewer than two agencies",
    },
    categories=(0, 1, 2, 3),
    headline=headline,
    caveats=(
        "A blank flag is not known, so a household may be known to more agencies than shown.",
        "Which agency put up a flag is not in the spreadsheet: two flags of one agency under different names count as "
        "two.",
        "A list picked by one flag has no household that is known to nobody.",
    ),
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={
            "households": (
                # Three CYP flags are one agency, and a blank is not known.
                {**HOUSEHOLDS[0], "CYP re-referral": "Y"},
                *HOUSEHOLDS[1:5],
            )
        },
        answer=(
            {"category": 3, "split": None, "count": 1},
            {"category": 2, "split": None, "count": 1},
            {"category": 1, "split": None, "count": 2},
            {"category": None, "split": None, "count": 1},
        ),
    ),
)
