"""Makes a small store with something of everything: `python -m tests.store.files.make PATH`.

Before the format of stores changes, one is made by the program as it is and kept beside this file as
`format<number>.duckdb`, so that `test_stores_of_before.py` opens what people have. It has the twelve households of the
deck and a few rows of every kind; an upload that was withdrawn and one that was brought back too; answers of the inbox,
one said twice; a sheet whose headings were said by hand; a tier rule, a board, a mark withdrawn and one that holds, a
commentary and what a measure is for.
"""

import datetime as dt
import sys
from pathlib import Path

from measures import answers, board, over_time
from measures.store import Store
from measures.workbook.by_hand import Override
from measures.workbook.prepare import prepare
from tests.worlds import EXAMPLES, load

DAY = dt.date(2025, 1, 6)
CHART = over_time.key("demands_per_week", filters={"locality": "Nørth & Sons, St. Mary’s", "agency": "Social-Services"})
SERIES = over_time.key("series_points", "Visits (A&E)")


def _days(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


SHEETS = {
    "Homes": [
        {"Household ref": "N 1", "Street name": "Mill Road", "Postcode": "ZZ1 1AA", "Locality": "North", "Tier": 1,
            "Crime": "Y", "VA": "Y", "Count of flags": 3},
        {"Household ref": "n  2", "Street name": "MILL RD", "Postcode": None, "Locality": "NORTH", "Tier": None,
            "Crime": "N", "VA": "Y", "Count of flags": None},
        {"Household ref": "S-1", "Street name": "Church Street", "Postcode": None, "Locality": None, "Tier": None,
            "Crime": None, "VA": "Y", "Count of flags": 1},
    ],
    "Demands": [
        {
            "Demand ref": f"D{i}" if i % 3 else None,
            "Received on": _days(5 * i),
            "What the person asked": f"Where is the plumber, for the {i}. time?",
            "Value or failure": ("F", "V", "?", None)[i % 4],
            "Type of demand": ("Chasing a repair", "chasing a repair", "Chasing-a-repair", None)[i % 4],
            "Agency": ("Social Services", "Social-Services", "SOCIAL SERVICES", "Health", None)[i % 5],
            "Failure origin agency": ("Housing & Repairs", "Housing and repairs", None)[i % 3],
            "System condition": ("Batching", "BATCHING", None)[i % 3],
            "Minutes": (10, 25, None)[i % 3],
            "Resolved first time": ("Y", "N", None)[i % 3],
            "Resolved on": _days(5 * i + i % 7) if i % 2 else None,
            "Household ref": ("N 1", "n 1", "S-1", None)[i % 4],
            "Street name": "Mill Road",
            "Locality": ("North", "NORTH", "St. Mary’s", None)[i % 4],
        }
        for i in range(30)
    ],
    "Costs": [
        {
            "Case ref": ("R 1", "r  1", "K2")[i % 3],
            "Agency": ("Social Services", "Social-Services", "Health")[i % 3],
            "Cost": 100 + i if i % 2 else None,
            "Quantity": None if i % 2 else 3,
            "Unit cost": None if i % 2 else 42.5,
            "Date": _days(30 * i - 300) if i % 5 else None,
            "Approach": ("Historic", "Principles-based", None, "Intervention")[i % 4],
            "Activity": ("Referral", "referral ", "Package of care", "Visit", "Assessment", None)[i % 6],
            "Team": ("Duty team", "duty-team", None)[i % 3],
            "Worker role": ("Social worker", "SOCIAL WORKER", None)[i % 3],
            "Worker": ("SW 1", "sw-1", "SW 2", None)[i % 4],
            "Description": "Assessed again",
            "Price year": ("2024-25", "2023-24")[i % 2],
            "Cash type": ("Capacity", "Cashable", "Avoided", None)[i % 4],
        }
        for i in range(24)
    ],
    "Cases": [
        {"Case ref": "R 1", "Intervention date": _days(0), "Followed until": _days(500), "Title": "R",
            "What matters": "To sleep", "Consent to show": "Y"},
        {"Case ref": "k2", "Intervention date": None, "Title": "K", "What matters": "To work", "Consent to show": "N"},
    ],
    "Ratings": [
        {"Case ref": ref, "Statement": said, "Date": _days(90 * i), "Rating": 3 + i + place, "Rated by": by}
        for i, by in enumerate(("Self", "Worker", "me"))
        for place, (ref, said) in enumerate((("R 1", "I sleep well."), ("r 1", "I sleep well"), ("K2", "I have work")))
    ],
    "Results": [
        {"Measure": "Referrals", "Before": 10, "After": 4, "Unit": "a month", "Sample size": "250+"},
        {"Measure": "Prevented admissions", "Before": None, "After": 12, "Unit": "people", "Sample size": None},
    ],
    "Series": [
        {"Measure": ("Visits (A&E)", "visits (a&e)")[i % 2], "Date": _days(7 * i), "Value": 40 + i % 5, "Better is": "Down"}
        for i in range(20)
    ],
    "Unit costs": [
        {"Activity": "Visit", "Agency": "Health", "Unit cost": 42.5, "Price year": "2024-25", "Source": "Finance"},
        {"Activity": "Visit", "Agency": "Social-Services", "Unit cost": 50, "Price year": "2024-25", "Source": "Finance"},
    ],
}  # fmt: skip
BY_HAND = b"Demand no.,When it came,Their very words,Kind\nX1,07/01/2025,Nobody rang me back,F\nX2,08/01/2025,I need a ramp,V\n"


def fill(store: Store) -> None:
    """Fill an empty store."""
    deck = "deck_twelve_households.xlsx"
    store.load(prepare(deck, (EXAMPLES / deck).read_bytes()).incoming(), "AB")
    load(store, SHEETS, "everything.xlsx")

    headings = ("Demand no.", "When it came", "Their very words", "Kind")
    columns = ("demand_ref", "received_on", "verbatim", "value_or_failure")
    said = Override("demands", tuple(zip(headings, columns, strict=True)))
    store.load(prepare("by_hand.csv", BY_HAND, overrides={"by_hand": said}).incoming(), "CD")

    demands = [(row["Received on"], row["What the person asked"]) for row in SHEETS["Demands"]]
    for i in (3, 7, 9, 11):  # without a class; 3 and 9 without a reference too
        (row,) = store.rows(
            "SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE received_on = $day AND verbatim = $words",
            ["demands"],
            day=demands[i][0],
            words=demands[i][1],
        )
        store.classify(row["key"], "Value" if i == 9 else "Failure", "AB", type="Chasing A Repair")
        store.classify(row["key"], "Failure", "CD", system_condition="batching")
    store.classify(row["key"], "Not sure", "ab")

    # Corrected and withdrawn, so that what it took the place of counts again; and withdrawn and brought back.
    load(store, {"Demands": [{**SHEETS["Demands"][1], "Agency": "Health"}]}, "corrected.xlsx")
    store.withdraw(store.uploads()[0].upload, "AB")
    series = next(upload.upload for upload in store.uploads() if upload.kind == "series")
    store.withdraw(series, "AB")
    store.reinstate(series, "CD")

    answers.keep_tier_rule(store, answers.TierRule(5, 3), "AB")
    board.keep(store, board.Board("To live well", "R 1"), "AB")
    for chart in (CHART, SERIES):
        for day, reason in ((_days(70), "The team moved"), (_days(77), "A mistake")):
            over_time.keep_mark(store, chart, "Demands", over_time.STEP, day, reason, "experiment", "CD")
        over_time.withdraw_mark(store, chart, "Demands", over_time.marks(store, chart)[1], "CD")
        over_time.keep_remark(store, chart, "Demands", "It was the letters", "Stop the letters", "AB")
        over_time.keep_about(store, chart, "Demands", "To see what people ask", "The team", "AB")


if __name__ == "__main__":
    path = Path(sys.argv[1])
    with Store.open(path) as store:
        fill(store)
