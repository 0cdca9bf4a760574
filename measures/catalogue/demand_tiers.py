"""M12: households at each demand tier (deck, slide 13, tier 2)."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure
from measures.sheets.households import IN_BALANCE, IN_NEED, TIERS

MEASURE = Measure(
    name="demand_tiers",
    title="Demand tiers",
    sentence="How many households need serious help, could go either way, or are in balance but need a little help.",
    purpose="To design services for the demand of a place, and see what capacity it would take.",
    formula="Households at a tier ÷ households rated. A recorded tier wins; otherwise the tier follows from the count "
    "of flags marked Yes, "
    "by the rule on the page. Households with neither, and those whose lists have fewer flags than the rule needs for "
    "serious help, are shown beside and are not in the share.",
    shape="frequency",
    form="pyramid",
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    of="household",
    category="tier",
    split="tier from",
    shares=True,
    labels={**TIERS, "recorded": "Recorded", "rule": "By the rule", "few flags": "Too few flags asked"},
    categories=(1, 2, 3),
    splits=("recorded", "rule"),
    merges={IN_NEED: (1, 2), IN_BALANCE: (3, None)},
    caveats=(
        "Flags overlap: a re-referral implies a referral, so a count of flags is a rough guide. Read the households, "
        "do not rank them.",
        'The tier belongs to the person\'s own view of their life ("I…"); the rule only stands in until someone has '
        "asked.",
        "A blank flag is not known. It is not counted as No, so a household with blanks may be at a more serious tier "
        "than shown.",
    ),
    example=Example(
        sheets={"households": HOUSEHOLDS},
        answer=(
            {"category": 1, "split": "rule", "count": 1},
            {"category": 2, "split": "rule", "count": 1},
            {"category": 3, "split": "rule", "count": 1},
            {"category": 1, "split": "recorded", "count": 1},
            {"category": None, "split": None, "count": 1},
        ),
    ),
)
