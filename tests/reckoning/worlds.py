"""Small worlds, drawn by Hypothesis: rows with everything in them that spreadsheets have, loaded, corrected,
withdrawn."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from hypothesis import strategies as st

from tests.drawn import few
from tests.reckoning import demands
from tests.reckoning.compare import World
from tests.reckoning.past import Answer, BringBack, Load, Now, TakeBack, Withdraw

FEW = few(3)  # and python -m tests.reckoning takes many
DAY = dt.timedelta(1)
BLANKS = st.sampled_from(("as before", "not known"))

# Names in several spellings, two that are near and not the same, one that is all punctuation, and blanks.
TYPES = ("Damp", "damp", "DAMP", "Pay & park", "Pay and Park", "pay-and-park", "Repairs", "???", None, None)
AGENCIES = ("Council", "COUNCIL", "Social Services", "Social-Services", "social services.", "Health", None)
CONDITIONS = ("Repairs batched by trade", "repairs, batched by trade", "Targets", None, None)
LOCALITIES = ("Northfield", "NORTHFIELD", "North-field", "Southfield", "O'Hare's", None)
VERBATIM = ("Nobody came about the damp", "nobody  came about the damp", "Where do I pay?", "It’s still cold", "Cold")
CLOCK = (None, None, dt.time(0), dt.time(9, 15), dt.time(9, 45), dt.time(17, 30), dt.time(23, 59))
HOUSES = ("H 1", "h  1", "H2", "H-2", None)
REFS = (None, None, None, None, "D 1", "d  1", "D2")
# Rows that say the same are as many demands: so months come to 49 and to 50.
TIMES = (1,) * 16 + (2, 3, 24, 25, 49, 50)

# First days: of a year, of a week in two years, the day before a leap day, four and five days into a month.
STARTS = tuple(
    map(
        dt.date.fromisoformat,
        (
            "2024-01-01",
            "2024-12-30",
            "2024-02-28",
            "2023-02-28",
            "2024-05-05",
            "2024-05-06",
            "2023-12-29",
            "2025-03-10",
        ),
    )
)
LENGTHS = (0, 3, 26, 27, 28, 55, 56, 62, 100)


def draws(draw, *pools):
    return tuple(draw(st.sampled_from(pool)) for pool in pools)


@st.composite
def demand_worlds(draw) -> World:
    """Demands of some days, some of them slips after the day of loading; corrected, withdrawn, answered in the
    inbox."""
    start, length = draws(draw, STARTS, LENGTHS)
    days = st.sampled_from([0, 0, length, length, max(0, length - 1)]) | st.integers(0, length)

    @st.composite
    def rows(draw) -> dict:
        received = start + DAY * draw(days)
        if draw(st.integers(0, 12)) == 7:
            received += DAY * draw(st.sampled_from([3, 33, 400]))  # a slip, or loaded too early to be one
        done = draw(st.sampled_from([None, 0, 0, 1, 2, 28, 366]))
        row = {
            "demand_ref": draw(st.sampled_from(REFS)),
            "received_on": received,
            "received_at": draw(st.sampled_from(CLOCK)),
            "verbatim": draw(st.sampled_from(VERBATIM)),
            "value_or_failure": draw(st.sampled_from(("Value", "Failure", "Failure", "Not sure", None))),
            "type": draw(st.sampled_from(TYPES)),
            "agency": draw(st.sampled_from(AGENCIES)),
            "origin_agency": draw(st.sampled_from(AGENCIES)),
            "system_condition": draw(st.sampled_from(CONDITIONS)),
            "minutes": draw(st.sampled_from((None, None, 0.0, 5.0, 12.5, 90.0))),
            "resolved_first_time": draw(st.sampled_from((True, False, None))),
            "resolved_on": None if done is None else received + DAY * done,
            "locality": draw(st.sampled_from(LOCALITIES)),
            "household_ref": draw(st.sampled_from(HOUSES)),
        }
        return row

    few_gone = st.sampled_from([True, True, False])
    loaded = st.sampled_from([start, start + DAY * (length // 2), start + DAY * length, start + DAY * (length + 500)])
    pool = draw(st.lists(rows(), min_size=1, max_size=12))
    steps: list = [Load("demands", _sheet(draw, pool), draw(loaded))]
    for part in range(1, draw(st.sampled_from((1, 1, 1, 3, 5)))):  # one log in files of its own for each month or so
        later = DAY * (length + 1) * part
        of_part = [_put_off(row, later) for row in pool if draw(few_gone)]
        steps.append(Load("demands", of_part, start + later + DAY * (length + 1)))
    last = (0, "AB")  # who answered last, and which demand
    for what in draw(
        st.lists(st.sampled_from(["again", "more", "withdraw", "back", "answer", "answer", "take back"]), max_size=6)
    ):
        if what == "again":  # the same rows, some left out and some corrected
            kept = [row for row in pool if draw(st.integers(0, 5))]
            changes = st.sampled_from(["minutes", "value_or_failure", "agency", "type", "resolved_first_time"])
            pool = [row | _changed(draw, draw(changes), row) if not draw(st.integers(0, 3)) else row for row in kept]
        elif what == "more":
            pool = draw(st.lists(rows(), max_size=4))
        if what in ("again", "more"):
            replaces = draw(st.sampled_from([None, None, 0, 1]))
            sheet = _some_columns(draw, _sheet(draw, pool), "demand_ref", "received_on", "verbatim")
            steps.append(Load("demands", sheet, draw(loaded), replaces=replaces, blanks=draw(BLANKS)))
        else:
            place = draw(st.integers(0, 30))
            kind = draw(st.sampled_from(("Value", "Failure", "Not sure")))
            said = draw(st.sampled_from((None, "Damp", "damp!"))), draw(st.sampled_from((None, "Targets", "TARGETS")))
            answer = Answer(place, draw(st.sampled_from(("AB", "ab", "CD"))), kind, *said)
            taken = TakeBack(*last)
            last = (place, answer.who) if what == "answer" else last
            happens = {"withdraw": Withdraw(place), "back": BringBack(place), "answer": answer, "take back": taken}
            steps.append(happens[what])
    return World(steps, draw(st.integers(0, 2**20)))


def _put_off(row: dict, later: dt.timedelta) -> dict:
    """The same, so much later, and without a reference."""
    days = {name: row[name] and row[name] + later for name in ("received_on", "resolved_on")}
    return row | days | {"demand_ref": None}


def _some_columns(draw, rows: list[dict], *always: str) -> list[dict]:
    """The same sheet, perhaps without some of its columns."""
    names = sorted({name for row in rows for name in row} - set(always))
    gone = draw(st.sets(st.sampled_from(names), max_size=4)) if names and draw(st.booleans()) else ()
    return [{name: value for name, value in row.items() if name not in gone} for row in rows]


def _changed(draw, name: str, row: dict) -> dict:
    """Another value for one column of a row."""
    values = {
        "minutes": (None, 5.0, 33.0),
        "value_or_failure": ("Value", "Failure", "Not sure", None),
        "agency": AGENCIES,
        "type": TYPES,
        "resolved_first_time": (True, False, None),
    }
    return {name: draw(st.sampled_from(values[name]))}


def _sheet(draw, rows: list[dict]) -> list[dict]:
    """Rows as a sheet has them: some many times; of those with one reference only the first, as the checks see to
    it."""
    found, refs = [], set()
    for row in rows:
        ref = row["demand_ref"] and " ".join(row["demand_ref"].lower().split())
        if ref in refs:
            continue
        refs |= {ref} if ref else set()
        found += [row] * (1 if ref else draw(st.sampled_from(TIMES)))
    return found


CASES = ("A", "A", "a", "B", "B", "C 1", "D")
BEGAN = dt.date(2024, 3, 1)
PLANNED = 716  # days from then to the middle of February 2026: later than the day of loading, and past in spring
# Days from the intervention at which a quarter begins or ends, a year is up, a package is still to come.
APART = (-800, -731, -730, -456, -365, -274, -92, -91, -1, 0, 1, 91, 92, 182, 273, 274, 365, 366, 730, 731, 30, 31)
PROVIDERS = ("Health", "HEALTH", "Social services", "Social Services", "social  services", "Social-services", "Housing")
ACTIVITIES = (
    "Referral",
    "Re-referral",
    "referral",
    "Assessment",
    "Package of care",
    "package-of-care",
    "Package review",
)
ACTIVITIES += ("Visit", "Funded package", "Referral received", "Monthly fees", None)
YEARS = ("2012-13", "2013", "2024-25", "2024-25", "1066", None)
KINDS = (None, None, None, "Cashable", "Capacity", "Avoided")
DONE = ("Bath board", "bath  board", "BATH BOARD", "Stair rail fitted", None)


@st.composite
def case_worlds(draw) -> World:
    """Cases before and after their intervention: lines of several years and kinds of money, some dated, some not."""
    ages = st.sampled_from(APART) | st.integers(-400, 400)
    years, kinds = ((draw(st.sampled_from(pool)),) if draw(st.booleans()) else pool for pool in (YEARS, KINDS))

    @st.composite
    def rows(draw) -> dict:
        dated = draw(st.integers(0, 5)) > 0
        quantity = draw(st.sampled_from((None, None, 1.0, 3.0, 0.5)))
        cost = Decimal(draw(st.sampled_from((100, 250, 0, -40, "12.50", "33.34"))))
        return {
            "case_ref": draw(st.sampled_from(CASES)),
            "agency": draw(st.sampled_from(PROVIDERS)),
            "cost": cost if quantity is None or draw(st.booleans()) else None,
            "quantity": quantity,
            "unit_cost": quantity and Decimal(draw(st.sampled_from(("10", "25.50", "-4")))),
            "date": BEGAN + DAY * (draw(ages) if draw(st.integers(0, 12)) else PLANNED) if dated else None,
            "approach": draw(st.sampled_from((None, None, "Historic", "Principles-based", "Intervention"))),
            "activity": draw(st.sampled_from(ACTIVITIES)),
            "team": draw(st.sampled_from((None, "Duty team", "Duty Team", "duty-team"))),
            "worker_role": draw(st.sampled_from((None, "Social worker", "Social Worker"))),
            "worker": draw(st.sampled_from((None, "SW 3", "sw-3", "SW4"))),
            "description": draw(st.sampled_from(DONE)),
            "price_year": draw(st.sampled_from(years)),
            "cash_type": draw(st.sampled_from(kinds)),
        }

    @st.composite
    def cases(draw, ref: str) -> dict:
        began = draw(st.sampled_from((BEGAN, BEGAN, BEGAN + 30 * DAY, None)))
        followed = draw(st.sampled_from((None, None, 90, 91, 365, 730)))
        return {
            "case_ref": ref,
            "intervention_date": began,
            "followed_until": began and followed and began + DAY * followed,
            "title": draw(st.sampled_from((None, "Up the stairs"))),
            "what_matters": draw(st.sampled_from((None, "I need to get up my own stairs"))),
            "consent": draw(st.sampled_from((True, False, None))),
        }

    def some_cases() -> list[dict]:
        return [draw(cases(ref)) for ref in ("a", "B", "c 1") if draw(st.integers(0, 3))]

    pool = draw(st.lists(rows(), min_size=1, max_size=20))
    day = dt.date(2026, 1, 1)
    steps: list = [Load("transactions", _many(draw, pool), day), Load("cases", some_cases(), day)]
    for what in draw(st.lists(st.sampled_from(["again", "more", "cases", "withdraw", "back"]), max_size=4)):
        place = draw(st.integers(0, 30))
        if what == "again":
            kept = [row for row in pool if draw(st.integers(0, 5))]
            pool = [
                row if draw(st.integers(0, 3)) else row | {"agency": draw(st.sampled_from(PROVIDERS))} for row in kept
            ]
            replaces = draw(st.sampled_from((None, 0, 1)))
            steps.append(Load("transactions", _many(draw, pool), day, replaces=replaces))
        elif what == "more":
            pool = draw(st.lists(rows(), max_size=6))
            steps.append(Load("transactions", _many(draw, pool), day))
        elif what == "cases":
            steps.append(Load("cases", _some_columns(draw, some_cases(), "case_ref"), day, blanks=draw(BLANKS)))
        else:
            steps.append({"withdraw": Withdraw(place), "back": BringBack(place)}[what])
    return World(steps, draw(st.integers(0, 2**20)))


def _many(draw, rows: list[dict]) -> list[dict]:
    return [again for row in rows for again in [row] * draw(st.sampled_from(TIMES))]


def case_filters(now: Now, dice: random.Random) -> dict:
    """One case, or all but some; referrals by quarter."""
    refs = [row["case_ref"] for row in now.transactions] or ["A"]
    chosen = dice.choice(({"case": dice.choice(refs).lower()}, {"without": [dice.choice(refs).upper()]}))
    return chosen | {"every": "quarter", "within": dice.choice((30, 90))}


STREETS = ("Larkspur Road", "larkspur road", "LARKSPUR ROAD", "Larkspur Avenue", "Church Road")
POSTCODES = ("ZZ9 4DF", "ZZ9 5AB", "ZZ8 1AA", None, None)
FLAGS = ("CYP referral", "Cyp Referral", "CYP re-referral", "Crime", "CRIME", "VA", "Rent arrears", "ASB", 'It\'s "q"')


@st.composite
def household_worlds(draw) -> World:
    """Households of a few streets, flagged, rated and not; lists loaded again and apart; and demands of theirs and of
    others."""
    homes = ("A", "a", "B", "C 1", "c 1", "D", "E", "F", "G", "H")

    def some_homes() -> Load:
        flags = tuple(draw(st.lists(st.sampled_from(FLAGS), unique_by=str.lower, max_size=7)))
        rows = {}
        for ref in draw(st.lists(st.sampled_from(homes), min_size=1, max_size=9)):
            yes = draw(st.sampled_from(((True,), (True, False, None), (None,), (True, True, False))))
            rows[ref.lower()] = {
                "household_ref": ref,
                "street": draw(st.sampled_from(STREETS)),
                "postcode": draw(st.sampled_from(POSTCODES)),
                "locality": draw(st.sampled_from(("Northfield", "NORTHFIELD", "Southfield", None))),
                "tier": draw(st.sampled_from((None, None, "1", "2", "3"))),
                "flag_count": draw(st.sampled_from((None, 0.0, 1.0, 2.0, 4.0))),
                "as_at": draw(st.sampled_from((None, dt.date(2025, 3, 31), dt.date(2025, 6, 30), dt.date(2027, 1, 1)))),
                **{flag: draw(st.sampled_from(yes)) for flag in flags},
            }
        columns = _some_columns(draw, list(rows.values()), "household_ref", "street", *flags)
        replaces = draw(st.sampled_from((None, None, 0)))
        return Load("households", columns, dt.date(2026, 1, 1), flags, replaces, draw(BLANKS))

    def some_demands() -> Load:
        rows = [
            {
                "received_on": dt.date(2025, 1, 1) + DAY * draw(st.sampled_from((0, 6, 7, 30, 1000))),
                "verbatim": draw(st.sampled_from(VERBATIM)),
                "minutes": draw(st.sampled_from((None, 0.0, 12.5, 90.0))),
                "household_ref": draw(st.sampled_from((*homes, "Z 9", None))),
                "locality": draw(st.sampled_from(("Northfield", "northfield", "Southfield", None))),
            }
            for _ in range(draw(st.integers(0, 8)))
        ]
        return Load("demands", rows, dt.date(2026, 1, 1))

    steps: list = [some_homes(), some_demands()]
    for what in draw(st.lists(st.sampled_from(["homes", "homes", "demands", "withdraw", "back"]), max_size=4)):
        place = draw(st.integers(0, 30))
        more = {"withdraw": Withdraw(place), "back": BringBack(place)}
        steps.append(more[what] if what in more else some_homes() if what == "homes" else some_demands())
    return World(steps, draw(st.integers(0, 2**20)))


def household_filters(now: Now, dice: random.Random) -> dict:
    """A locality in other capitals, a flag, a tier, or several of these."""
    every = {
        "locality": dice.choice(("northfield", "Southfield", "Not recorded")),
        "flag": dice.choice(FLAGS),
        "tier": dice.choice((1, 2, 3)),
    }
    return {name: every[name] for name in dice.sample(sorted(every), dice.randrange(1, 3))}


STATEMENTS = ("I sleep at night", "I SLEEP at night.", "I'm warm & dry", "I’m warm and dry", "Im warm, dry", "???", "!")


@st.composite
def outcome_worlds(draw) -> World:
    """Ratings of statements spelled in several ways, several on one day, some planned; results and series, some loaded
    again."""
    days = st.sampled_from([dt.date(2024, 2, 28) + DAY * age for age in (0, 1, 2, 366, 718)])
    rated = st.one_of(days, days, st.sampled_from([dt.date(2019, 2, 27), dt.date(2019, 2, 28), dt.date(2005, 6, 1)]))
    note = st.sampled_from((None, "Seen"))

    def some_ratings() -> list[dict]:
        columns = {
            "case_ref": st.sampled_from(("A", "a", "B")),
            "statement": st.sampled_from(STATEMENTS),
            "date": rated,
            "rating": st.sampled_from((0.0, 3.0, 7.5, 10.0)),
            "rated_by": st.sampled_from(
                (None, "Person", "me", "Client", "Mother", "Young person", "Worker", "worker.", "GP", "a")
            ),
            "note": note,
        }
        rows = draw(st.lists(st.fixed_dictionaries(columns), max_size=12))
        scales = st.sampled_from(((None, None), (None, None), (0.0, 10.0), (1.0, 5.0), (-5.0, 5.0)))
        return [{**row, "rating_from": low, "rating_to": high} for row in rows for low, high in [draw(scales)]]

    def some_results() -> list[dict]:
        figure = st.sampled_from((None, 0.0, 24.1, 10.9, -5.0, 250.0))
        columns = {"measure": st.sampled_from(("Admissions", "Days")), "before": figure, "after": figure, "note": note}
        columns |= {
            "change": st.sampled_from((None, -3.0)),
            "change_per_cent": st.sampled_from((None, True)),
            "unit": st.sampled_from((None, "%", "Per cent of all", "days")),
        }
        columns |= {"sample_size": st.sampled_from((None, 93.0, 1250.0)), "period": note}
        columns |= {"sample_size_or_more": st.sampled_from((None, False, True))}
        return draw(st.lists(st.fixed_dictionaries(columns), max_size=6))

    def some_series() -> list[dict]:
        columns = {"measure": st.sampled_from(("Days", "DAYS", "Visits")), "date": days, "note": note}
        columns |= {"value": st.sampled_from((0.0, -1.0, 11.5)), "unit": st.sampled_from((None, "days"))}
        columns |= {"better_is": st.sampled_from((None, "Up", "Down"))}
        return draw(st.lists(st.fixed_dictionaries(columns), max_size=8))

    steps: list = []
    for _ in range(draw(st.integers(1, 2))):
        for kind, some in (("ratings", some_ratings), ("results", some_results), ("series", some_series)):
            rows, day = some(), dt.date(2026, 1, 1)
            steps += [Load(kind, rows, day), Load(kind, rows + some(), day)]
    steps += [
        Withdraw(draw(st.integers(0, 30))),
        Withdraw(draw(st.integers(0, 30))),
        BringBack(draw(st.integers(0, 30))),
    ]
    return World(steps, draw(st.integers(0, 2**20)))


def outcome_filters(now: Now, dice: random.Random) -> dict:
    return {"case": dice.choice(("a", "B"))}


def demand_filters(now: Now, dice: random.Random) -> dict:
    """Some filters that leave something or nothing: names as they are shown, in other capitals too; months."""
    everyone = demands.everyone(now)
    if not everyone:
        return {"locality": "Northfield"}
    one, other = dice.choice(everyone), dice.choice(everyone)
    since, until = sorted((one.month, other.month))
    every = {
        "locality": one.locality,
        "agency": one.agency.upper(),
        "type": one.type or "Not yet typed",
        "since": since,
        "until": until,
        "said": one.kind,
        "words": one.row["verbatim"].upper(),
        "household": (one.row.get("household_ref") or "H2").upper(),
        "every": dice.choice(("week", "month", "quarter")),
    }
    return {name: every[name] for name in dice.sample(sorted(every), dice.randrange(1, 5))}


# -- Worlds on an edge, which a drawn one may miss: one day, one demand or one spelling more, and the answer is another.


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _months(first: str, last: str, times: int, loaded: str) -> World:
    """Demands of three months, so many in February; the last is dated a day after the loading, and one two days
    after."""
    common = {"value_or_failure": "Failure", "minutes": 5.0, "resolved_first_time": True}
    days = [(first, "DAMP", 1), (first, "Damp", 49), ("2025-02-10", None, times), (last, "damp", 50)]
    rows = [
        {"received_on": _day(day), "verbatim": "Cold", "type": type_} | common
        for day, type_, n in days
        for _ in range(n)
    ]
    late = {"received_on": _day(loaded) + 2 * DAY, "verbatim": "Cold", "type": "DAMP"} | common
    return World([Load("demands", [*rows, late], _day(loaded))], 1)


def _log(*parts: tuple[str | None, str | None, object, int], loaded: str = "2026-06-10") -> list[Load]:
    """A load for each part: of an agency and a locality, in so many weeks from January 2025, so many a week."""
    loads = []
    for agency, locality, weeks, number in parts:
        rows = [
            {
                "received_on": _day("2025-01-06") + DAY * (7 * week + nth * 5 // number),
                "verbatim": f"{agency} {week} {nth}",
                "value_or_failure": ("Failure", "Value")[nth % 2],
                "type": f"Type {week % 3}",
                "household_ref": f"H{nth % 3}",
                "agency": agency,
                "locality": locality,
                "minutes": 30.0,
            }
            for week in weeks
            for nth in range(number)
        ]
        loads.append(Load("demands", rows, _day(loaded)))
    return loads


def _one_file(loads: list[Load]) -> World:
    return World([Load("demands", [row for load in loads for row in load.rows], loads[0].day)], 1)


def _sent_weekly(weeks: int) -> World:
    """A log that is loaded at the end of each week, two days of which come a week later."""
    rows = _log(("Council", None, range(weeks), 5))[0].rows
    ends = [_day("2025-01-06") + DAY * (7 * week + 5) for week in range(weeks)]
    late = [row | {"known": row["received_on"] + DAY * (7 if n % 5 < 2 else 0)} for n, row in enumerate(rows)]
    loads = []
    for end in ends:
        there = [{k: v for k, v in row.items() if k != "known"} for row in late if row["known"] < end]
        loads.append(Load("demands", there, end))
    return World(loads, 2)


def _lines(*lines: tuple[str, str, str | None], times: int = 1) -> World:
    """Lines of a case, a day and an activity each, of a case that began on a Friday and was followed for a quarter."""
    rows = [
        {"case_ref": case, "agency": "Health", "cost": Decimal(10), "date": _day(day), "activity": activity}
        for case, day, activity in lines
        for _ in range(times)
    ]
    case = {"case_ref": "A", "intervention_date": BEGAN, "followed_until": BEGAN + 91 * DAY}
    undated = {"case_ref": "U", "agency": "Health", "cost": Decimal(10)}
    followed = {"case_ref": "U", "intervention_date": BEGAN, "followed_until": BEGAN + 365 * DAY}
    day = dt.date(2026, 1, 1)
    return World([Load("transactions", [*rows, undated], day), Load("cases", [case, followed], day)], 1)


def _paid_otherwise() -> World:
    """Contacts that become invoices, yearly payments, a heavy case that closes early with a credit for its care, and
    rows that are taken back."""
    day, months = dt.date(2026, 1, 1), [dt.date(2023 + n // 12, n % 12 + 1, 5) for n in range(30)]
    rows = []
    for case, times, last in (("A", 1, 30), ("B", 2, 30), ("C", 9, 19)):
        for nth, on in enumerate(months[:last]):
            later = "Invoice" if nth > 17 else "Visit"
            rows += [("Council", on, later, 10 * times, case), ("Housing", on, "Call", times, case)]
        rows += [
            ("Health", dt.date(year, 3, 31), "Contract", 120 * times, case) for year in (2023, 2024, 2025)[: last // 10]
        ]
    rows += [("Council", dt.date(2024, 6, 9), "Visit", -90, "C"), ("Health", dt.date(2024, 7, 1), "Contract", 5, "C")]
    lines = [
        {"case_ref": case, "agency": agency, "date": on, "activity": what, "cost": Decimal(cost)}
        for agency, on, what, cost, case in rows
    ]
    # Three visits in one row, and a fee, each taken back whole by a row that says no quantity.
    paid = {"case_ref": "A", "agency": "Housing", "date": dt.date(2024, 2, 7)}
    lines += [
        {**paid, "activity": "Visit", "cost": Decimal(60), "quantity": 3},
        {**paid, "activity": "Visit", "cost": Decimal(-60), "date": dt.date(2024, 3, 7)},
        {**paid, "activity": "Key fee", "cost": Decimal(15)},
        {**paid, "activity": "Key fee", "cost": Decimal(-15), "date": dt.date(2024, 3, 7)},
    ]
    cases = [
        {"case_ref": case, "intervention_date": dt.date(2024, 5, 1), "followed_until": until}
        for case, until in (("A", dt.date(2025, 6, 30)), ("B", None), ("C", dt.date(2024, 8, 31)))
    ]
    return World([Load("transactions", lines, day), Load("cases", cases, day)], 1)


def _referrals(quarter: str, cases: int) -> list[tuple[str, str, str]]:
    return [(f"R{i}", quarter, "Referral") for i in range(cases)]


A_YEAR_BEFORE = [("A", "2023-01-01", "Referral"), ("A", "2024-01-01", "Referral"), ("A", "2025-01-01", "Referral")]

EDGES = {
    "demands": [
        _months("2025-01-05", "2025-03-27", 49, "2025-03-26"),
        _months("2025-01-06", "2025-03-26", 50, "2025-03-25"),
        _months("2025-01-05", "2025-03-26", 50, "2025-03-26"),
        # A quarter was never sent, a date of 2005, a place that joins, one that is rare; sent together.
        _one_file(
            _log(
                ("Council", "Northfield", [-1034, *range(12), *range(25, 60)], 5),
                ("Council", "Southfield", range(40, 60), 3),
                ("Health", "Northfield", (3, 20, 44), 1),
            )
        ),
        # One ends before the other, one joins and leaves, one is in no place; each in a file of its own.
        World(
            _log(
                ("Council", "Northfield", range(60), 5),
                ("Health", "Northfield", range(52), 4),
                ("Social Services", None, range(20, 40), 2),
                (None, None, range(4, 60, 2), 1),
            ),
            3,
        ),
        World(_log(("Council", None, range(60), 5), ("Health", None, range(45), 4), loaded="2026-02-27"), 5),
        _sent_weekly(12),
    ],
    "cases": [
        _paid_otherwise(),
        _lines(("A", "2024-01-01", None), ("A", "2024-03-31", None)),
        _lines(("A", "2024-01-02", None), ("A", "2024-03-30", None)),
        _lines(("A", "2024-01-05", None), ("A", "2024-03-27", None)),
        _lines(("A", "2024-01-06", None), ("A", "2024-03-26", None)),
        *(
            _lines(*[("A", str(BEGAN + DAY * age), "Visit") for age in ages])
            for ages in ((-730, -91, 0, 91), (-92, -1, 92), (-731, 183, 730), (-457, 365, 366))
        ),
        # Twelve months without a row of a case, and another that begins among them.
        _lines(
            ("A", "2022-10-31", None),
            ("A", "2022-12-31", "Visit"),
            ("A", "2024-01-05", "Visit"),
            ("A", "2024-03-31", "Fee"),
            ("B", "2023-09-10", None),
            ("B", "2024-03-31", "Visit"),
        ),  # fmt: skip
        # The last referral 90 days before the end of what was done, and 89; 365 days after another, and 366.
        _lines(
            *A_YEAR_BEFORE, *_referrals("2024-03-01", 50), *_referrals("2024-04-02", 49), ("A", "2025-04-01", "Visit")
        ),
        _lines(
            *A_YEAR_BEFORE, *_referrals("2024-03-01", 49), *_referrals("2024-05-02", 50), ("A", "2025-03-31", "Visit")
        ),
    ],
}
