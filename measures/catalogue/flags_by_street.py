"""M11: households with each flag, street by street. Counts, because a list rarely holds every household of a street."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure

MEASURE = Measure(
    name="flags_by_street",
    title="Flags by street",
    sentence="How many listed households of each street have each flag.",
    purpose="To see which agencies already know the households of a street.",
    formula="A count of households marked Yes, for each street and flag. A blank is not known and is not counted. "
    "Where nothing is known of a flag in a street, there is no count: nobody may have asked.",
    shape="frequency",
    form="flags",
    category="street",
    split="flag",
    counts="flags marked Yes",
    caveats=(
        "These are counts of listed households: without every household of the area there is no rate.",
        "Flags overlap, and one household may have several, so the flags of a street do not add up to its households.",
    ),
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={"households": HOUSEHOLDS},
        answer=(
            {"category": "Larkspur Road", "split": "CYP referral", "count": 3},
            {"category": "Larkspur Road", "split": "Rent arrears", "count": 1},
            {"category": "Larkspur Road", "split": "Crime", "count": 2},
            {"category": "Larkspur Road", "split": "VA", "count": 1},
            {"category": "Larkspur Avenue", "split": "CYP referral", "count": 1},
            {"category": "Larkspur Avenue", "split": "Rent arrears", "count": 0},
            {"category": "Larkspur Avenue", "split": "Crime", "count": 0},
            {"category": "Larkspur Avenue", "split": "VA", "count": 0},
        ),
    ),
)
