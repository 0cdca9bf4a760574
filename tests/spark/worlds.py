"""A world of awkward words: letters that have no capitals or two, marks apart from their letters, pictures, and
blanks."""

import datetime as dt
from decimal import Decimal

from tests.worlds import incoming

WORDS = (
    "İstanbul", "istanbul", "ISTANBUL", "ıstanbul", "Café", "Cafe\u0301", "CAFE\u0301", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "σίσυφος", "ﬁre",
    "🏠 Housing", "🏠", "é", "O'Hare's", 'It\'s "their"; --', "Health & Care", "health and care", "R\u00a0& D", "Ålesund", "A\u030alesund",
    "%_\\", "Ǆ", "ǆ",
)  # fmt: skip
KINDS = ("Value", "Failure", "Not sure", None)
DAY = dt.date(2025, 1, 1)


def word(number: int) -> str | None:
    """One of the words, and now and then a blank."""
    return None if number % 29 == 7 else WORDS[number % len(WORDS)]


def awkward():
    """Every kind of sheet, each word in every place that takes any."""
    households = [
        {
            "household_ref": f"{WORDS[n % len(WORDS)]} {n}",
            "street": WORDS[n * 3 % len(WORDS)],
            "postcode": ("ZZ9 4DF", "ZZ8 1AA", None)[n % 3],
            "locality": word(n * 7),
            "tier": (None, "1", "2", "3")[n % 4],
            "flag_count": n % 4,
            **{flag: (True, False, None)[(n + i) % 3] for i, flag in enumerate(WORDS[:9])},
        }
        for n in range(90)
    ]
    demands = [
        {
            "demand_ref": f"D{n}",
            "received_on": DAY + dt.timedelta(n * 5 % 180) if n % 41 else None,
            "received_at": dt.time(n % 24, n % 60) if n % 3 else None,
            "verbatim": f"{WORDS[n % len(WORDS)]} is {word(n + 3) or ''}\n" if n % 5 else None,
            "value_or_failure": KINDS[n % 4],
            "type": word(n * 2),
            "agency": word(n * 5 % 6),
            "origin_agency": word(n * 11),
            "system_condition": word(n * 13) if n % 4 == 1 else None,
            "minutes": float(n % 50) + 0.25 if n % 6 else None,
            "resolved_first_time": (True, False, None)[n % 3],
            "resolved_on": DAY + dt.timedelta(n * 5 % 180 + n % 30) if n % 4 else None,
            "household_ref": f"{WORDS[n % len(WORDS)]} {n % 90}" if n % 7 else None,
            "locality": word(n * 5 % 4),
        }
        for n in range(900)
    ]
    cases = [
        {
            "case_ref": f"{WORDS[n]} {n}",
            "title": word(n),
            "what_matters": word(n + 1),
            "note": word(n + 2),
            "consent": (True, False, None)[n % 3],
            "intervention_date": dt.date(2023, 1 + n % 12, 5) if n % 8 else None,
            "followed_until": dt.date(2024, 12, 31) if n % 3 else None,
        }
        for n in range(len(WORDS))
    ]
    activities = ("Referral", "Re-Referral received", "PACKAGE", "Invoice", "Assessment", *WORDS)
    transactions = [
        {
            "case_ref": f"{WORDS[n % len(WORDS)]} {n % len(WORDS)}",
            "agency": WORDS[n % 5],
            "cost": (Decimal(100), Decimal("12.5"), Decimal(-100), None, Decimal(0))[n % 5],
            "quantity": (1, 3)[n % 2],
            "unit_cost": Decimal("33.3333"),
            "date": dt.date(2022, 1, 3) + dt.timedelta(n * 17 % 1000) if n % 23 else None,
            "approach": ("Historic", "Principles-based", None, "Intervention")[n % 4] if n % 3 else None,
            "activity": activities[n % len(activities)],
            "team": word(n * 3),
            "worker_role": word(n * 5),
            "worker": word(n * 7),
            "description": word(n * 11),
            "price_year": ("2024/25", None)[n % 2],
            "cash_type": ("Cashable", "Capacity", "Avoided", None)[n % 4],
        }
        for n in range(700)
    ]
    ratings = [
        {
            "case_ref": f"{WORDS[n % len(WORDS)]} {n % len(WORDS)}",
            "statement": WORDS[n * 3 % len(WORDS)],
            "date": dt.date(2024, 1 + n % 12, 1 + n % 5),
            "rating": float(n % 11),
            "rated_by": ("Person", "mother", "Worker", word(n))[n % 4],
            "note": word(n),
        }
        for n in range(300)
    ]
    results = [
        {
            "measure": WORDS[n],
            "before": float(n),
            "after": 2.0 * n,
            "unit": word(n + 1),
            "period": word(n + 2),
            "note": word(n),
        }
        for n in range(len(WORDS))
    ]
    series = [
        {
            "measure": WORDS[n % 9],
            "date": dt.date(2025, 1 + n % 12, 1 + n // 12),
            "value": float(n),
            "unit": word(n),
            "note": word(n),
        }
        for n in range(100)
    ]
    costs = [
        {"activity": w, "agency": word(n), "cost": Decimal(20), "price_year": "2024/25"} for n, w in enumerate(WORDS)
    ]
    kinds = {
        "households": households,
        "demands": demands,
        "cases": cases,
        "transactions": transactions,
        "ratings": ratings,
        "results": results,
        "series": series,
        "unit_costs": costs,
    }
    # A list of which every household has the same flag, among them a flag that another list spells otherwise.
    picked = [{"household_ref": f"picked {n}", "street": WORDS[n], "İSTANBUL": True, "Café": n > 1} for n in range(4)]
    return [
        *(incoming(kind, rows, WORDS[:9] if kind == "households" else ()) for kind, rows in kinds.items()),
        incoming("households", picked, ("İSTANBUL", "Café")),
    ]
