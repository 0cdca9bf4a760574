"""M10: how many flags households have."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure

MEASURE = Measure(
    name="flags_per_household",
    title="Flags per household",
    sentence="How many households have no flag, one flag, two flags and so on.",
    purpose="To choose the rule that stands in for a tier nobody has recorded.",
    formula="The flags marked Yes are counted for each household, then households for each count. A household of which "
    "no flag is known has no count. Of one whose lists have fewer flags than the rule needs for serious help, the rule "
    "says nothing.",
    shape="frequency",
    category="flags",
    split="tier from",
    shares=True,
    labels={"recorded": "Recorded", "rule": "By the rule", "few flags": "Too few flags asked", None: "No known flag"},
    splits=("recorded", "rule"),
    caveats=("The count has no meaning of its own: a re-referral implies a referral.",),
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={"households": HOUSEHOLDS},
        answer=(
            {"category": 4, "split": "rule", "count": 1},
            {"category": 2, "split": "rule", "count": 1},
            {"category": 1, "split": "rule", "count": 1},
            {"category": 1, "split": "recorded", "count": 1},
            {"category": None, "split": None, "count": 1},
        ),
    ),
)
