"""Interactions over time: how much is done to and for people, month by month."""

import datetime as dt

from measures.catalogue.worked import FOR_EACH_CASE, LINES, NONE_IS_0, ONLY_IN_PART, STILL_FOLLOWED, points
from measures.definition import Example, Measure

# From the first day of May to the last of July, so that all three months are whole.
DAYS = (dt.date(2024, 5, 1), dt.date(2024, 7, 4), dt.date(2024, 7, 31))
MONTHS = tuple({**line, "Date": day} for line, day in zip(LINES, DAYS))

MEASURE = Measure(
    name="interactions_per_month",
    title="Interactions per month",
    sentence="How many interactions are dated in each month: of one case, or for each of all that were "
    "followed all month.",
    purpose="To see whether people need less and less done to them, or come back for more.",
    formula="Dated rows of the transactions times their quantity, by month: without payments (by a word of the "
    "activity), without the cost of the intervention itself, and a credit of a whole row takes it back. "
    f"{NONE_IS_0} A first or last month {ONLY_IN_PART} is left out. {FOR_EACH_CASE}",
    shape="capability",
    counts="months",
    unit="interactions a month",
    better="Down",
    of="line",
    sheets=("transactions",),
    filters=("case",),
    caveats=(
        "A case that was followed for a few months only is compared with these few.",
        STILL_FOLLOWED,
        "An agency that wrote down contacts for a part of the record and only payments for the rest is left out, and "
        "said.",
        "Activity is not achievement: neither many nor few interactions are good in themselves.",
    ),
    example=Example(
        sheets={"transactions": MONTHS, "cases": ({"Case ref": "A"},)},
        answer=points(
            ("Interactions per month", "interactions a month for each case", "Down", "lines"),
            (dt.date(2024, 5, 1), 1, None, None, 1),
            (dt.date(2024, 6, 1), 0, None, None, 1),
            (dt.date(2024, 7, 1), 3, None, None, 1),
        ),
    ),
)
