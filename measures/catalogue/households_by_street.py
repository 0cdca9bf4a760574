"""Households of each street by demand tier (deck, slide 13, tier 2)."""

from measures.catalogue.worked import HOUSEHOLDS
from measures.definition import Example, Measure
from measures.sheets.households import TIERS

MEASURE = Measure(
    name="households_by_street",
    title="Households by street",
    sentence="How many households of each street are at each demand tier.",
    purpose="To see where help is needed, so that a team can be put where the demand is.",
    formula="A count of households for each street and tier. Spellings of one street (Rd, Road) are counted together; "
    "Road, Avenue and Close stay apart.",
    shape="frequency",
    form="streets",
    of="household",
    gathered="Other streets",
    category="street",
    split="tier",
    labels={**TIERS, None: "Not rated"},
    splits=(1, 2, 3),
    caveats=(
        "Streets are in alphabetical order, or by number in need: never ranked by flags.",
        "A street with few households can give a family away. Think before you show it to others.",
    ),
    sheets=("households",),
    filters=("locality", "flag", "tier"),
    example=Example(
        sheets={"households": HOUSEHOLDS},
        answer=(
            {"category": "Larkspur Road", "split": 1, "count": 1},
            {"category": "Larkspur Road", "split": 2, "count": 1},
            {"category": "Larkspur Road", "split": 3, "count": 1},
            {"category": "Larkspur Avenue", "split": 1, "count": 1},
            {"category": "Larkspur Avenue", "split": None, "count": 1},
        ),
    ),
)
