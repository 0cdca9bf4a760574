"""Households of a street or locality, with the flags agencies have put on them (deck, slide 13, tier 2)."""

import datetime as dt

from measures.cells import Date, Level, Number, Postcode, Ref, Street, Text, YesNo
from measures.schema import Column, Sheet

# What the column is called that says which household a row is of, in this sheet and in others. A number of a house is
# none.
REFERENCES = (
    *("Household", "Household id", "Household reference", "House id", "House ref", "House reference"),
    *("Home id", "Home ref", "HH id", "HH ref"),
)

# The deck prints the three sentences from the top of its pyramid down; 1 is the first of them.
TIERS = {
    1: "I need serious help (multiple complex needs)",
    2: "I could go either way (multiple problems)",
    3: "I am in balance but need a little help",
}

IN_NEED = "In need: tiers 1 and 2"  # both, where one of them is of few
IN_BALANCE = "Tier 3 or not rated"  # both, where those at tier 3 are few

TIER = Level(
    options=("1", "2", "3"),
    also={
        "1": (
            TIERS[1],
            "Tier 1",
            "T1",
            "1.0",
            "I need serious help",
            "Serious help",
            "Multiple complex needs",
            "1 I need serious help",
        ),
        "2": (
            TIERS[2],
            "Tier 2",
            "T2",
            "2.0",
            "I could go either way",
            "Could go either way",
            "Either way",
            "Multiple problems",
            "2 I could go either way",
        ),
        "3": (
            TIERS[3],
            "Tier 3",
            "T3",
            "3.0",
            "I am in balance",
            "In balance",
            "I am in balance but need a little help",
            "In balance but need a little help",
            "3 I am in balance but need a little help",
        ),
    },
)


def _flag(name: str, title: str, also: tuple[str, ...] = ()) -> Column:
    return Column(name, title, YesNo(), also=also)


SHEET = Sheet(
    kind="households",
    title="Households",
    row_is="a household",
    purpose="See which streets have households in need, and at which demand tier.",
    key=("household_ref",),
    tells_apart=("street", "postcode", "locality"),
    as_at="as_at",
    listed_by=("locality", "street"),
    placed_by="locality",
    columns=(
        Column(
            "household_ref",
            "Household ref",
            Ref(),
            required=True,
            also=(*REFERENCES, "Household number", "Household letter", "Street number", "Ref"),
            help="A letter or number that stands for the household. Never a name.",
        ),
        Column("street", "Street name", Street(), required=True, also=("Street", "Road", "Road name", "Address")),
        Column("postcode", "Postcode", Postcode(), also=("Poctcode", "Post code", "PC")),
        Column("locality", "Locality", Text(), also=("Area", "Neighbourhood", "Ward", "Place"), names="locality"),
        Column(
            "tier",
            "Tier",
            TIER,
            also=("Demand tier",),
            doubtful=(
                "Tier of need",
                "Level of need",
                "Need level",
                "Levels of need",
                "Level",
                "Threshold",
                "Threshold level",
                "Lefel angen",
            ),
            help=f"1 = {TIERS[1]}; 2 = {TIERS[2]}; 3 = {TIERS[3]}. Leave blank to let the rule decide.",
        ),
        Column(
            "flag_count",
            "Count of flags",
            Number(minimum=0, whole=True),
            also=("Flag count", "Flags", "Number of flags", "Total flags"),
            help="Optional. Compared with a recount of the Y cells; differences are listed.",
            of_row=True,
        ),
        Column("as_at", "As at", Date(), also=("As at date", "Date", "Snapshot date")),
    ),
    flags=(
        _flag("cyp_referral", "CYP referral"),
        _flag("cyp_re_referral", "CYP re-referral", ("CYP re referral", "CYP rereferral")),
        _flag(
            "cyp_asst_to_service", "CYP asst. to service", ("CYP assessment to service", "CYP assistance to service")
        ),
        _flag("rent_arrears", "Rent arrears"),
        _flag("yamh", "YAMH"),
        _flag("asb", "ASB", ("Anti-social behaviour", "Antisocial behaviour")),
        _flag("va", "VA", ("Vulnerable adult",)),
        _flag("crime", "Crime"),
    ),
    examples=(
        {
            "Household ref": "EX1",
            "Street name": "Larkspur Road",
            "Postcode": "ZZ9 4DF",
            "Locality": "Northfield",
            "Tier": "2",
            "CYP referral": "Y",
            "CYP re-referral": "N",
            "CYP asst. to service": "N",
            "Rent arrears": "Y",
            "YAMH": "N",
            "ASB": "N",
            "VA": "N",
            "Crime": "N",
            "Count of flags": 2,
            "As at": dt.date(2026, 3, 31),
        },
        {
            "Household ref": "EX2",
            "Street name": "Larkspur Road",
            "Postcode": "ZZ9 4DF",
            "Locality": "Northfield",
            "Tier": None,
            "CYP referral": "N",
            "CYP re-referral": "N",
            "CYP asst. to service": "N",
            "Rent arrears": "N",
            "YAMH": None,
            "ASB": "N",
            "VA": "Y",
            "Crime": "N",
            "Count of flags": 1,
            "As at": dt.date(2026, 3, 31),
        },
    ),
)
