"""Cases: one person or household helped, with what mattered to them (deck, slides 4, 5 and 10)."""

import datetime as dt

from measures.cells import Date, Ref, Text, YesNo
from measures.schema import Column, Sheet
from measures.sheets.households import REFERENCES

SHEET = Sheet(
    kind="cases",
    title="Cases",
    row_is="a case",
    purpose="Tell the story of a case, and line cases up on the day the new way of working began for each.",
    key=("case_ref",),
    tells_apart=("household_ref", "title", "intervention_date"),
    placed_by="household_ref",
    columns=(
        Column("case_ref", "Case ref", Ref(), required=True, also=("Case", "Case id", "Case reference", "Case number")),
        Column(
            "intervention_date",
            "Intervention date",
            Date(),
            also=("Date of intervention", "Intervention on", "Started", "Start date"),
        ),
        Column(
            "followed_until",
            "Followed until",
            Date(),
            also=("Follow up until", "Followed up to", "Last seen", "Closed on"),
        ),
        Column("household_ref", "Household ref", Ref(), also=REFERENCES),
        Column("title", "Title", Text(), also=("Case title", "Headline"), help="A few words. Never a name."),
        Column(
            "what_matters",
            "What matters",
            Text(),
            sentences=True,
            also=("What mattered", "What matters to the person", "In their words"),
            help="The person's own words.",
        ),
        Column(
            "consent",
            "Consent to show",
            YesNo(),
            also=("Consent", "Consent to share", "Consent given"),
            help="Y only where the person has agreed that their story is shown to others.",
        ),
        Column("note", "Note", Text(), also=("Notes", "Comment"), help="Shown under the story of the case."),
    ),
    in_order=(("intervention_date", "followed_until"),),
    examples=(
        {
            "Case ref": "EX1",
            "Intervention date": dt.date(2024, 9, 1),
            "Followed until": dt.date(2026, 3, 31),
            "Household ref": "EX1",
            "Title": "A warm, dry home",
            "What matters": "I want the children warm and in their own beds",
            "Consent to show": "Y",
        },
        {
            "Case ref": "EX2",
            "Intervention date": None,
            "Followed until": None,
            "Household ref": "EX2",
            "Title": "Back to work",
            "What matters": "I want to be independent again",
            "Consent to show": "N",
        },
    ),
)
