"""Measures of cases, their interactions and their cost, worked out from their words."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.reckoning.demands import DAY, FEW, PART, months_between, needed, points
from tests.reckoning.names import commonest, folded, shown, shown_of
from tests.reckoning.past import Now

DEFLATORS = Path(__file__).resolve().parents[2] / "data" / "deflators.csv"
HISTORIC, NEW, INTERVENTION = "Historic", "Principles-based", "Intervention"
KINDS_OF_MONEY = ("Cashable", "Capacity", None)
OTHER_PRICES = "with prices of years that cannot be added up"
OPTIMISM = 0.4
PACKAGES = ("package", "packages", "package of care", "packages of care", "care package", "care packages")
PACKAGES += ("funded package", "funded packages", "funded package of care", "funded care package")
PAYMENTS = [
    word + plural
    for word in (
        "fee",
        "invoice",
        "charge",
        "recharge",
        "surcharge",
        "payment",
        "prepayment",
        "repayment",
        "overpayment",
    )
    for plural in ("", "s")
] + ["underpayment", "underpayments"]
ASSESSMENTS = [
    again + word
    for again in ("", "re")
    for word in ("assess", "assesses", "assessed", "assessing", "assessment", "assessments")
]


def words_of(text: str | None) -> list[str]:
    """The whole words of a text, without capitals."""
    return "".join(c if c.isalnum() else " " for c in (text or "").lower()).split()


@dataclass(frozen=True)
class Line:
    """A line of the transactions, with what the cases sheets say of its case; `case` is its reference without
    capitals."""

    row: dict
    of_case: dict
    refunds: tuple[dt.date, int] | None = (
        None  # of a credit: the day of what it refunds, and what was done if it is all
    )

    @property
    def case(self) -> str:
        return self.row["case_ref"].upper()

    @property
    def agency(self) -> str:
        return self.row["agency"]

    @property
    def date(self) -> dt.date | None:
        return self.row.get("date")

    @property
    def activity(self) -> str | None:
        return self.row.get("activity")

    @property
    def kind(self) -> str | None:
        """The kind of money."""
        return self.row.get("cash_type")

    @property
    def year(self) -> str | None:
        return self.row.get("price_year")

    @property
    def began(self) -> dt.date | None:
        return self.of_case.get("intervention_date")

    @property
    def cost(self) -> float:
        """A cost that was typed wins over quantity × unit cost."""
        row = self.row
        return float(row["cost"]) if row.get("cost") is not None else row["quantity"] * float(row["unit_cost"])

    @property
    def approach(self) -> str | None:
        """As it was stated, or by its date where its case began the new way on some day; else not stated."""
        if self.row.get("approach"):
            return self.row["approach"]
        day = self.refunds[0] if self.refunds else self.date
        if day and self.began:
            return NEW if day >= self.began else HISTORIC
        return None

    @property
    def interactions(self) -> int:
        """How many times something was done."""
        times = max(1, int(self.row.get("quantity") or 1))
        if self.cost < 0:
            return -self.refunds[1] if self.refunds else 0
        return 0 if self.payment else times

    @property
    def payment(self) -> bool:
        """Whether a whole word of its activity is one for a payment."""
        return any(word in PAYMENTS for word in words_of(self.activity))

    @property
    def interaction(self) -> bool:
        """A row with neither a date nor an activity is a line of cost, and a credit is money alone."""
        return bool(self.date or self.activity) and self.cost >= 0

    @property
    def referral(self) -> bool:
        return "referral" in (self.activity or "").lower()

    @property
    def package(self) -> bool:
        return folded(self.activity or "") in map(folded, PACKAGES)


def lines(now: Now, filters: Mapping) -> list[Line]:
    """The lines of the case that is asked for, or of all but those left out."""
    cases = {row["case_ref"].upper(): row for row in now.cases}
    chosen, out = filters.get("case"), {ref.upper() for ref in filters.get("without", ())}
    rows = filter(now.has_happened, now.transactions)
    found = [Line(row, cases.get(row["case_ref"].upper(), {})) for row in rows]
    found = [replace(x, refunds=_refunds(x, found)) for x in found]
    return [line for line in found if line.case not in out and (chosen is None or line.case == chosen.upper())]


def _refunds(credit: Line, every: list[Line]) -> tuple[dt.date, int] | None:
    """What a credit refunds: the last row before it of the same case, agency and activity, of its amount or else of
    more. It takes back how many times something was done for one of its amount."""
    if credit.cost >= 0 or not credit.date or credit.kind == "Avoided" or credit.row.get("approach") == INTERVENTION:
        return None
    named = (credit.case, folded(credit.agency), folded(credit.activity or ""))
    rows = [
        x
        for x in every
        if (x.case, folded(x.agency), folded(x.activity or "")) == named
        and x.date
        and x.date <= credit.date
        and x.cost >= -credit.cost
        and x.kind != "Avoided"
        and x.row.get("approach") != INTERVENTION
    ]
    whole = [x for x in rows if x.cost == -credit.cost]
    last = max((x.date for x in whole or rows), default=None)
    return last and (last, max((x.interactions for x in whole if x.date == last), default=0))


def happened(now: Now, filters: Mapping) -> list[Line]:
    """The lines without those recorded as avoided, which did not happen."""
    return [line for line in lines(now, filters) if line.kind != "Avoided"]


def recorded(every: Iterable[Line]) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of the record of what was done: what was avoided was not done, and the cost of the
    intervention itself is dated when it was paid."""
    return window(x for x in every if x.kind != "Avoided" and x.approach != INTERVENTION)


def grouped(rows: Iterable, by) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return dict(found)


def window(of: Iterable[Line]) -> tuple[dt.date | None, dt.date | None]:
    days = [line.date for line in of if line.date]
    return (min(days), max(days)) if days else (None, None)


# -- The story of a case


def case_people(now: Now, filters: Mapping) -> dict:
    every = [x for x in happened(now, filters) if x.interaction and not x.payment]
    took = [x for x in every if x.approach == HISTORIC]
    found: dict = {
        "Interactions": len(took),
        "Agencies": len({folded(x.agency) for x in took}),
        "Teams or services": len({(folded(x.agency), folded(x.row["team"])) for x in took if x.row.get("team")}),
        "Referrals": sum(x.referral for x in took),
        "Assessments": sum(any(word in ASSESSMENTS for word in words_of(x.activity)) for x in took),
        "Interactions that name no worker": sum(not x.row.get("worker") for x in took),
        "Interactions of no stated approach": sum(x.approach is None for x in every),
    }
    spelled = shown(row.get("worker_role") for row in now.transactions)
    for role, of in grouped(took, lambda x: spelled[x.row.get("worker_role")]).items():
        workers = {folded(x.row["worker"]) for x in of if x.row.get("worker")}
        found["workers", role or "Role not recorded"] = len(workers)
    return {what: n for what, n in found.items() if n}


def described(every: list[Line], now: Now) -> list[tuple[str, Line]]:
    """What was done in words, each in the spelling that its case has most: a description, or else an activity."""
    activities = shown(row.get("activity") for row in now.transactions)
    said = [(x.row.get("description") or activities[x.activity], x) for x in every if x.cost >= 0]
    of_case = grouped([(words, x) for words, x in said if words], lambda d: (d[1].case, folded(d[0])))
    return [(commonest(words for words, _ in of), x) for of in of_case.values() for _, x in of]


def case_received(now: Now, filters: Mapping) -> dict:
    took = [
        (words, x)
        for words, x in described(happened(now, filters), now)
        if x.approach in (HISTORIC, None) and x.interaction
    ]
    agencies, activities = shown_of(now, "agency"), shown(row.get("activity") for row in now.transactions)
    refs = {x.case: min(y.row["case_ref"] for y in lines(now, {}) if y.case == x.case) for _, x in took}

    def beside(x: Line) -> str:
        return f"{agencies[x.agency]}{', approach not stated' if x.approach is None else ''}"

    by = grouped(took, lambda d: (d[1].case, d[0], beside(d[1]), folded(d[1].activity or "")))
    rows = Counter()
    for (case, words, agency, _), each in by.items():
        of = [x for _, x in each]
        about, of_case = activities[of[0].activity], of[0].of_case
        ref = of_case.get("case_ref") or refs[case]
        rows[(ref, words, about, agency, len(of), *window(of), of_case.get("consent"))] += 1
    return {"rows": rows}


def case_timeline(now: Now, filters: Mapping) -> dict:
    spelled = shown_of(now, "agency")
    said = {HISTORIC: "", None: ", approach not stated"}
    return {
        "counts": Counter(
            (x.date and x.date.year, spelled[x.agency] + said.get(x.approach, ", new way of working"))
            for x in happened(now, filters)
            if x.interaction and not x.payment and x.approach != INTERVENTION
        )
    }


def what_matters(now: Now, filters: Mapping) -> dict:
    chosen = filters.get("case")
    rows = Counter()
    done = [(words, x) for words, x in described(happened(now, {}), now) if x.approach not in (HISTORIC, None)]
    for case in now.cases:
        if not case.get("what_matters") or (chosen and case["case_ref"].upper() != chosen.upper()):
            continue
        own = grouped([(words, x) for words, x in done if x.case == case["case_ref"].upper()], lambda d: d[0])
        beside = {words: [x for _, x in of] for words, of in own.items()}
        words = (case["case_ref"], case["what_matters"], case.get("title"))
        for what, of in (beside or {None: []}).items():
            rows[(*words, what, len(of), *window(of), case.get("consent"))] += 1
    return {"rows": rows}


# -- Referrals


RECEIVED = ("received", "receipt", "accepted", "acknowledged")


def referrals(now: Now) -> list[tuple[str, dt.date]]:
    """Cases and days with a referral: several of a case on one day are one, and so are one that was sent and the same
    received up to seven days from it."""
    written = {
        (x.case, x.date, any(word in RECEIVED for word in words_of(x.activity)))
        for x in happened(now, {})
        if x.referral and x.date
    }
    sent = [(case, day) for case, day, received in written if not received]
    return sorted(
        {
            (case, day)
            for case, day, received in written
            if not received or not any(other == case and abs((then - day).days) <= 7 for other, then in sent)
        }
    )


def undated_referrals(now: Now) -> int:
    return sum(x.referral and x.date is None for x in happened(now, {}))


def records_of_referrals(now: Now) -> list[tuple[dt.date, dt.date]]:
    """First and last day of each record of referrals: one goes on where no more than 365 days pass between two."""
    found: list = []
    for day in sorted({day for _, day in referrals(now)}):
        if found and (day - found[-1][1]).days <= 365:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def came_back(now: Now) -> list[tuple[dt.date, bool, bool]]:
    """Each referral: its day, whether there was one of the case 1 to 365 days before, and whether that can be told: the
    case itself was on record so long ago."""
    every = referrals(now)
    own = grouped(happened(now, {}), lambda x: x.case)
    found = []
    for case, day in every:
        again = any(other == case and 1 <= (day - then).days <= 365 for other, then in every)
        first, _ = recorded(own[case])
        found.append((day, again, first is not None and (day - first).days >= 365))
    return found


def led_to_a_package(now: Now, within: int) -> list[tuple[dt.date, bool, bool]]:
    """Each referral: its day, whether a package followed within so many days and before the case's next, and whether it
    was followed so long."""
    every = referrals(now)
    bought = [x for x in happened(now, {}) if x.package and x.date]
    packages = {(x.case, x.date) for x in bought}
    ends = ends_of_agencies(days_on_record(now))
    of_packages = [ends[name] for name in {folded(x.agency) for x in bought} if name in ends]
    last = recorded(happened(now, {}))[1]
    until = {x.case: x.of_case.get("followed_until") for x in lines(now, {})}
    found = []
    for case, day in every:
        later = min((then for other, then in every if other == case and then > day), default=dt.date.max)
        followed = any(
            other == case and day <= then < later and (then - day).days <= within for other, then in packages
        )
        known = [each for each in (last, *of_packages, until[case]) if each]
        found.append((day, followed, last is not None and (min(known) - day).days >= within))
    return found


def quarter(day: dt.date) -> dt.date:
    return day.replace(day=1, month=day.month - (day.month - 1) % 3)


def _shares(now: Now, told: list[tuple[dt.date, bool, bool]], filters: Mapping, why: str, no_point) -> dict:
    """Of each period and of all, of those of which it can be told; the others beside. `no_point` says of a quarter's
    referrals why it is none, if it is."""

    def period(day: dt.date) -> str:
        return f"{day.year} Q{(day.month + 2) // 3}" if filters.get("every") == "quarter" else f"{day.year}"

    periods, beside = {}, Counter()
    for name, of in grouped(told, lambda t: period(t[0])).items():
        known = [yes for _, yes, can in of if can]
        if known:
            sides = sum(known), len(known) - sum(known)
            share = {"amounts": sides, "share": sides[0] / len(known), "left out": None}
            periods[name] = {"known": sides, "of": sides} | share
        if len(of) > len(known):
            beside[name, why] = len(of) - len(known)
    if undated := undated_referrals(now):
        beside[None, "without a date"] = undated
    every = [yes for _, yes, can in told if can]
    found = {"periods": periods, "beside": beside, "share": sum(every) / len(every) if every else None}
    return found | (_by_quarter(now, told, why, no_point) if filters.get("every") == "quarter" else {})


def re_referrals(now: Now, filters: Mapping) -> dict:
    def no_point(of: list) -> str | None:
        return "without 12 months to look back on" if of and not any(can for *_, can in of) else None

    return _shares(now, came_back(now), filters, "of cases on record for less than 12 months before", no_point)


def referrals_to_packages(now: Now, filters: Mapping) -> dict:
    def no_point(of: list) -> str | None:
        return None if all(can for *_, can in of) else "with referrals that are not followed so long yet"

    told = led_to_a_package(now, filters.get("within", 90))
    return _shares(now, told, filters, "not followed so long yet", no_point)


def _by_quarter(now: Now, told: list[tuple[dt.date, bool, bool]], left_out: str, no_point) -> dict:
    """The quarters of the latest record of referrals to the end of what was done, and those with referrals before
    it."""
    rows: list[tuple] = []
    of_quarter = grouped(told, lambda t: quarter(t[0]))
    if told:
        records = records_of_referrals(now)
        began = records[-1][0]
        first, last = recorded(happened(now, {}))
        first = began if first and len(records) > 1 else first
        day = quarter(began)
        while day <= max(last or began, *of_quarter):
            after = quarter(day + 95 * DAY)
            if day in of_quarter or (last and day <= last):
                rows.append((day, no_point(of_quarter.get(day, [])) or in_part(first, last, day, after)))
            day = after
        rows += [
            (day, no_point(of) or "before a year without referrals")
            for day, of in of_quarter.items()
            if day < quarter(began)
        ]
    known = {day: [yes for _, yes, can in of if can] for day, of in of_quarter.items()}
    found: list[tuple] = []
    enough = needed(len(known.get(day, [])) for day, why in rows if why is None)
    for day, why in rows:
        of = known.get(day, [])
        why = why or (FEW.format(enough) if len(of) < enough else None)
        found.append((day, why, len(of) if why else 100 * sum(of) / len(of)))
    beside = {left_out: sum(not can for *_, can in told), "without a date": undated_referrals(now)}
    return points(found + [(None, why, n) for why, n in beside.items() if n])


def in_part(first: dt.date | None, last: dt.date | None, day: dt.date, after: dt.date) -> str | None:
    """Whether a record lacks more than four days at the beginning or the end of a period, or all of it."""
    return PART if not first or (first - day).days > 4 or (after - DAY - last).days > 4 else None


def activities_counted(now: Now, filters: Mapping) -> dict:
    counts: Counter = Counter()
    spoken = [x for x in happened(now, {}) if x.referral or "package" in (x.activity or "").lower()]
    spelled = shown(row.get("activity") for row in now.transactions)
    for name, of in grouped(spoken, lambda x: spelled[x.activity]).items():
        counts[name, "referral" if of[0].referral else "package" if of[0].package else "neither"] += len(of)
    return {"counts": counts}


# -- Over time


def apart(x: Line) -> str | None:
    """Why a line is in no month."""
    if x.kind == "Avoided":
        return "recorded as avoided"
    if x.approach == INTERVENTION:
        return "cost of the intervention"
    return "without a date" if x.date is None else None


NOT_ALL_MONTH = "of cases that were not followed all month"
EMPTIER = "with fewer than half as many cases as the fullest"
NO_RECORD = "without any record for a year or longer"


def followed_months(now: Now, every: list[Line], filters: Mapping) -> dict[str, tuple[str | None, set[str]]]:
    """Each month of the record, why it is no point, and the cases that are on record all through it, but for four
    days at either end; of one case that is asked for, it alone."""
    cases, seen = {x.case for x in every}, observed(now)
    days = [day for case in cases for _, day in seen[case].days]
    if not days:
        return {}
    found = {}
    for month, part in months_between(min(days), max(days)).items():
        begins_by = dt.date.fromisoformat(f"{month}-05")
        ends_from = months_after(begins_by, 1) - 9 * DAY
        all_month = {c for c in cases if seen[c].opens and seen[c].opens <= begins_by and seen[c].closes >= ends_from}
        found[month] = part, cases if filters.get("case") else all_month
    fullest = max(len(its) for _, its in found.values())
    written = {(x.case, f"{x.date:%Y-%m}") for x in every if x.date}
    silent = {month for month, (part, its) in found.items() if not part and not written & {(c, month) for c in its}}
    long = {month for stretch in in_a_row(found, silent) if len(stretch) >= 12 for month in stretch}
    return {
        month: (
            part or (NO_RECORD if month in long else EMPTIER if not its or 2 * len(its) < fullest else None),
            its,
        )
        for month, (part, its) in found.items()
    }


def in_a_row(months: Iterable[str], of: set[str]) -> list[list[str]]:
    """The months that are among some, each stretch of them without another between by itself."""
    stretches: list[list[str]] = [[]]
    for month in months:
        if month in of:
            stretches[-1].append(month)
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def stretches_as_one(months: Mapping[str, tuple[str | None, set[str]]]) -> dict[str, int]:
    """The first month of each stretch without any record, with how many months it has: it is told once."""
    silent = {month for month, (why, _) in months.items() if why == NO_RECORD}
    return {stretch[0]: len(stretch) for stretch in in_a_row(months, silent)}


def done_on(x: Line) -> dt.date | None:
    """The day on which a line was done; of a credit, that of what it refunds."""
    return x.refunds[0] if x.refunds else x.date


def outside(x: Line, months: Mapping) -> str | None:
    """That a line is in no month of the record: a date far from all others begins none."""
    return None if f"{done_on(x):%Y-%m}" in months else "outside the months on record"


def done_in(every: Iterable[Line], month: str, cases: Iterable[str]) -> list[Line]:
    """The lines of some cases in a month."""
    return [x for x in every if x.case in cases and f"{done_on(x):%Y-%m}" == month]


def for_each(months: Mapping[str, set[str]], amount) -> dict[str, float | None]:
    """Each month's figure for each case: what its cases had together, beside what the same cases have in their
    average month, times what each case has in an average month. `amount` is what some cases had in a month. None
    where these cases had nothing in all that time, or credits for as much, and yet something in the month."""
    of_case = {
        case: [amount(month, {case}) for month, cases in months.items() if case in cases]
        for case in set().union(*months.values())
    }
    usual = {case: sum(each) / len(each) for case, each in of_case.items()}
    number = sum(map(len, months.values()))
    average = sum(sum(each) for each in of_case.values()) / number if number else 0
    found = {}
    for month, cases in months.items():
        own, level = round(amount(month, cases), 2), sum(usual[case] for case in cases)
        found[month] = own / level * average if level > 1e-9 else None if own else 0
    return found


def interactions_per_month(now: Now, filters: Mapping) -> dict:
    every = lines(now, filters)
    months, bills = followed_months(now, every, filters), billed(now)

    dated = [x for x in every if not (apart(x) or outside(x, months)) and folded(x.agency) not in bills]

    def number(month: str, cases: Iterable[str]) -> int:
        return sum(x.interactions for x in done_in(dated, month, cases))

    def why(x: Line) -> str | None:
        paid = "payments and credits, which are nothing done" if x.interactions < 1 else None
        return apart(x) or outside(x, months) or paid or bills.get(folded(x.agency))

    each = for_each({month: cases for month, (why, cases) in months.items() if not why}, number)
    rows, silent = [], stretches_as_one(months)
    for month, (left_out, cases) in months.items():
        if left_out == NO_RECORD and month not in silent:
            continue
        value = number(month, cases) if left_out or filters.get("case") else each[month]
        value = silent.get(month, value)
        rows.append((dt.date.fromisoformat(f"{month}-01"), left_out, value))
    away = sum(x.interactions > 0 and x.case not in months[f"{done_on(x):%Y-%m}"][1] for x in dated)
    rows += [(None, NOT_ALL_MONTH, away)] if away else []
    return points(rows + [(None, reason, n) for reason, n in Counter(map(why, every)).items() if reason])


def costs_per_month(now: Now, filters: Mapping) -> dict:
    def series(x: Line) -> str:
        return x.kind if x.kind in ("Capacity", "Cashable") else "Spending"

    every, by_year = lines(now, filters), paid_by_the_year(now)
    months = followed_months(now, every, filters)

    def left_out_as(x: Line) -> str | None:
        yearly = "paid by the half-year or year, which say of no month what it cost"
        return apart(x) or outside(x, months) or (yearly if named(x) in by_year else None)

    dated = [x for x in every if left_out_as(x) is None]
    rows = []
    for name, of in grouped(dated, series).items():
        own = min(f"{done_on(x):%Y-%m}" for x in of)
        followed = [x for x in of if x.case in months[f"{done_on(x):%Y-%m}"][1]]
        factors = prices(x.year for x in followed)

        def pounds(month: str, cases: Iterable[str], of=followed, factors=factors) -> float:
            return sum(x.cost * factors[x.year] for x in done_in(of, month, cases))

        whole = {month: cases for month, (why, cases) in months.items() if month >= own and not why}
        each = {} if factors is None or filters.get("case") else for_each(whole, pounds)
        silent = stretches_as_one({month: its for month, its in months.items() if month >= own})
        for month, (part, cases) in months.items():
            if month >= own and (part != NO_RECORD or month in silent):
                left_out = part or (OTHER_PRICES if factors is None else None)
                value = silent.get(month, len(done_in(followed, month, cases)))
                if not left_out and filters.get("case"):
                    value = round(pounds(month, cases), 2)
                elif not left_out and each[month] is None:
                    left_out = "with cases whose credits are as much as their cost"
                elif not left_out:
                    value = each[month]
                rows.append(((name, dt.date.fromisoformat(f"{month}-01")), left_out, value))
        rows += [((name, None), NOT_ALL_MONTH, len(of) - len(followed))] if len(of) > len(followed) else []
    reasons = Counter((series(x), left_out_as(x)) for x in every if left_out_as(x))
    return points(rows + [((name, None), reason, n) for (name, reason), n in reasons.items()])


# -- Money


def prices(years: Iterable[str | None]) -> dict[str | None, float] | None:
    """By what to multiply amounts of these price years to have them in the prices of the latest; None where they cannot
    be added up: one has no index, or does not say its year beside others that do. A financial year is later than the
    calendar year it begins in."""
    years = set(years)
    if len(years) <= 1:
        return dict.fromkeys(years, 1.0)
    with DEFLATORS.open(encoding="utf-8") as file:
        index = {row["price_year"]: float(row["index"]) for row in csv.DictReader(file)}
    if not years <= set(index):
        return None
    latest = max(years, key=lambda year: (year[:4], len(year)))
    return {year: index[latest] / index[year] for year in years}


def told_of(every: list[Line], kind: str | None) -> list[Line]:
    """What was spent by the cases that a kind of money can be told of: those with a line that states its kind; or, of
    spending, with one that does not."""
    cases = {x.case for x in every if x.kind != "Avoided" and (x.kind is None) == (kind is None)}
    return [x for x in every if x.case in cases and x.kind != "Avoided"]


def agency_costs(now: Now, filters: Mapping) -> dict:
    spelled = shown_of(now, "agency")
    return _costs(now, lines(now, filters), lambda x: spelled[x.agency])


def case_costs(now: Now, filters: Mapping) -> dict:
    return _costs(now, lines(now, filters), lambda x: "All agencies")


def _costs(now: Now, every: list[Line], agency) -> dict:
    """Each kind of money by itself, and what was avoided, as it was written down."""
    avoided: Counter = Counter()
    for x in every:
        if x.kind == "Avoided":
            avoided[agency(x), x.approach, x.year] += x.cost
    kinds = {kind for kind in KINDS_OF_MONEY if any(x.kind == kind for x in every)}
    seen = observed(now)
    return {
        "kinds": {kind: _costs_of(told_of(every, kind), kind, agency, seen) for kind in kinds},
        "avoided": dict(avoided),
    }


# Student's t, from a table: a range of 95 in 100, of two cases and of three.
STUDENT = {2: 12.706, 3: 4.303}


def _costs_of(told: list[Line], kind: str | None, agency, seen: Mapping[str, Observed]) -> dict:
    """One kind of money: of several cases, each over its quarters on both sides, where any has some; else as it
    stands."""
    cases = grouped(told, lambda x: x.case)
    why = {case: seen[case].why for case in cases}
    if len(cases) == 1:
        why = dict.fromkeys(cases)
    elif None not in why.values():
        both = [case for case, own in cases.items() if {HISTORIC, NEW} <= {x.approach for x in own}]
        why = dict.fromkeys(cases, "one side alone") | dict.fromkeys(both or cases)
    compared = {case for case, reason in why.items() if reason is None}
    own = [x for x in told if x.case in compared and x.kind == kind]
    lined_up = any(seen[case].quarters for case in compared)
    sides_of = {case: {x.approach for x in cases[case]} & {HISTORIC, NEW} for case in compared}
    of_others = len(compared) > 1 and not lined_up and not any(len(each) == 2 for each in sides_of.values())
    within = [
        x
        for x in own
        if any(first <= (counted_on(x) or dt.date.max) <= last for first, last in seen[x.case].quarters.values())
    ]
    shown = own
    if lined_up and len(compared) > 1:
        shown = within + [x for x in own if x not in within and x.approach not in (HISTORIC, NEW)]
    factors = prices(x.year for x in shown)
    exposure = {}
    for of in (HISTORIC, NEW):
        each = [_days(cases[case], of, seen[case]) for case in compared if not of_others or of in sides_of[case]]
        exposure[of] = None if None in each or not each else sum(each)
    left_out = {case: reason for case, reason in why.items() if reason}
    found = {"cases": compared, "left out": left_out, "days": exposure, "refused": factors is None}
    if factors is None:
        return found

    def total(of: Iterable[Line]) -> float | None:
        amounts = [x.cost * factors[x.year] for x in of]
        return round(sum(amounts), 2) if amounts else None

    def sides(of: list[Line]) -> tuple:
        cost = {approach: total(x for x in of if x.approach == approach) for approach in (HISTORIC, NEW, INTERVENTION)}
        return cost[HISTORIC], cost[NEW], cost[INTERVENTION] or 0

    by_agency = grouped([x for x in shown if x.approach], agency)
    historic, new, intervention = sides(shown)
    found |= {
        "agencies": {name: sides(of) for name, of in by_agency.items()},
        "total": (historic or 0, new or 0, intervention),
        "not stated": total(x for x in shown if x.approach is None) or 0,
    }
    if lined_up:
        months = 3 * sum(len(seen[case].quarters) // 2 for case in compared)
        each = [sides([x for x in within if x.case == case]) for case in sorted(compared)]
        saved = [(before or 0) - (after or 0) for before, after, _ in each]
        found["per month"] = tuple(sum(side[n] or 0 for side in each) / months for n in (0, 1))
        if len(saved) > 1:
            mean = sum(saved) / len(saved)
            spread = (sum((x - mean) ** 2 for x in saved) / (len(saved) - 1)) ** 0.5
            reach = STUDENT[len(saved)] * spread * len(saved) ** 0.5
            found["avoided"] = (
                round(sum(saved) - reach - abs(sum(saved)) * OPTIMISM, 2),
                round(sum(saved) + reach, 2),
            )
    return found


def _days(own: list[Line], approach: str, seen: Observed) -> int | None:
    """The days in which a case's approach was paid for to date: from its first historic line to the intervention,
    and from then until it was last followed, or its last line; without an intervention, from first line to last. None
    where one line has no date, or where all are on the other side."""
    of = [x for x in own if x.approach == approach]
    if any(x.date is None for x in of):
        return None
    paid = [x for x in own if x.date and x.kind != "Avoided" and x.approach != INTERVENTION]
    paid = [x for x in paid if x.cost] or paid
    dates = {x.date for x in paid}
    near = [d for d in dates if len(dates) < 3 or any(0 < abs((d - other).days) <= 5 * 365 + 1 for other in dates)]
    days = {(folded(x.agency), x.date) for x in paid if x.date in near}
    first, last = window(x for x in of if (folded(x.agency), x.date) in days)
    began = own[0].began
    if began:
        ends = [day for day in (seen.closes, last) if day and day >= began]
        begins = first if first and first <= began else None
        first, last = (begins, began) if approach == HISTORIC else (began, max(ends, default=None))
    return max((last - first).days, 1) if first and last else None


# -- Each case with itself

A_YEAR = 366


@dataclass(frozen=True)
class Observed:
    """The days of a case that are on record, the quarters on each side of its intervention in which it is compared with
    itself (their first and last days), and why there are none."""

    opens: dt.date | None
    closes: dt.date | None
    quarters: dict[int, tuple[dt.date, dt.date]]
    why: str | None
    days: frozenset[tuple[str, dt.date]] = frozenset()  # of each agency, that are on record
    is_open: bool = False  # said to be followed until a day to come, and its rows stop before the record does


def months_after(day: dt.date, months: int) -> dt.date:
    """So many months later, or the last day of that month."""
    month = day.year * 12 + day.month - 1 + months
    first = dt.date(month // 12, month % 12 + 1, 1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return min(last, first + (day.day - 1) * DAY)


def days_on_record(now: Now) -> dict[str, set[tuple[str, dt.date]]]:
    """Of each case the agencies and days that are on record: not what was avoided, nor the intervention's own cost,
    nor what is still to come, nor rows of £0 beside others, nor a date more than a year from all others of three or
    more."""
    every = lines(now, {})
    found = {}
    for case, own in grouped(every, lambda x: x.case).items():
        own = [x for x in own if x.date and x.kind != "Avoided" and x.row.get("approach") != INTERVENTION]
        own = [x for x in own if x.cost] or own
        days = {x.date for x in own}
        if len(days) > 2:
            days = {day for day in days if any(0 < abs((other - day).days) <= A_YEAR for other in days)}
        found[case] = {(folded(x.agency), x.date) for x in own if x.date in days}
    return found


def steps(days: Iterable[dt.date]) -> list[int]:
    """How many days it is from each of the last dozen days with rows back to the one before it."""
    every = sorted(set(days))
    return [(later - earlier).days for earlier, later in zip(every, every[1:])][-12:]


def ends_of_agencies(record: Mapping[str, set]) -> dict[str | None, dt.date]:
    """Until when the record of each agency goes, where it ends before the others; and, under None, the whole."""
    of_agency = grouped((each for own in record.values() for each in own), lambda each: each[0])
    every = {day for own in record.values() for _, day in own}
    if not every:
        return {}
    found: dict = {None: max(every) + (max(steps(every), default=1) - 1) * DAY}
    for agency, own in of_agency.items():
        days = {day for _, day in own}
        cases = sum(any(name == agency for name, _ in each) for each in record.values())
        own_steps = steps(days)
        if cases > 1 and len(days) > 3 and (max(every) - max(days)).days > 1.5 * max(own_steps):
            found[agency] = max(days) + (max(own_steps) - 1) * DAY
    return found


def observed(now: Now) -> dict[str, Observed]:
    """What is on record of each case that has lines."""
    record = days_on_record(now)
    ends = ends_of_agencies(record)
    found = {}
    for case, own in grouped(lines(now, {}), lambda x: x.case).items():
        found[case] = replace(_observed(own[0], record[case], ends, now.day), days=frozenset(record[case]))
        every = _every(own)
        if len(found[case].quarters) // 2 % every:
            whole = len(found[case].quarters) // 2 // every * every
            kept = {nth: days for nth, days in found[case].quarters.items() if abs(nth) <= whole}
            found[case] = replace(found[case], quarters=kept, why=None if kept else "less than an interval")
        spent = [x.kind for x in own if x.kind != "Avoided" and x.row.get("approach") != INTERVENTION]
        if not found[case].why and None in spent and set(spent) != {None}:
            found[case] = replace(found[case], quarters={}, why="kinds in part")
    return found


def named(x: Line) -> tuple[str, str]:
    """Agency and activity, however they are spelled."""
    return folded(x.agency), folded(x.activity or "")


def intervals(own: list[Line]) -> dict[tuple[str, str], list[int]]:
    """By agency and activity how many days lie between the days of a case's rows, where these are three or more."""
    spent = [x for x in own if x.date and x.kind != "Avoided" and x.row.get("approach") != INTERVENTION]
    days = {name: sorted({x.date for x in of}) for name, of in grouped(spent, named).items()}
    return {n: [(b - a).days for a, b in zip(each, each[1:])] for n, each in days.items() if len(each) > 2}


def paid_by_the_year(now: Now) -> set[tuple[str, str]]:
    """Agencies and activities that are paid by the half-year or year in most cases of which it can be told."""
    told: dict = defaultdict(list)
    for own in grouped(lines(now, {}), lambda x: x.case).values():
        for name, apart_by in intervals(own).items():
            told[name].append(max(apart_by) - min(apart_by) <= 15 and 100 < max(apart_by) <= 380)
    return {name for name, regular in told.items() if 2 * sum(regular) > len(regular)}


def _every(own: list[Line]) -> int:
    """Of how many quarters the longest interval is at which an agency is paid for the same: 1 if of none or of one."""
    found = 1
    for apart in intervals(own).values():
        if max(apart) - min(apart) <= 15 and 80 <= max(apart) <= 380:
            found = max(found, 4 if max(apart) > 200 else 2 if max(apart) > 100 else 1)
    return found


def _observed(x: Line, own: set[tuple[str, dt.date]], ends: dict, today: dt.date) -> Observed:
    began, stated = x.began, x.of_case.get("followed_until")
    to_come = stated is not None and stated > today
    stated = None if to_come else stated
    days = sorted({day for _, day in own})
    opens, last = (days[0], days[-1]) if days else (None, None)
    until = stated or last
    every = steps(days)
    if not stated and len(days) > 2 and max(every) - min(every) <= 3:
        until = last + (max(every) - 1) * DAY
    record_ends = min([today, *(ends[name] for name in ({agency for agency, _ in own} | {None}) & set(ends) if own)])
    closes = min(until or record_ends, record_ends) if until else None
    if began is None:
        return Observed(opens, closes, {}, "no intervention date")
    if opens is None:
        return Observed(opens, closes, {}, "nothing dated")
    number = 0
    while number < 8 and opens <= months_after(began, -3 * (number + 1)):
        if months_after(began, 3 * (number + 1)) - DAY > closes:
            break
        number += 1
    quarters = {}
    for nth in range(1, number + 1):
        quarters[-nth] = months_after(began, -3 * nth), months_after(began, -3 * (nth - 1)) - DAY
        quarters[nth] = months_after(began, 3 * (nth - 1)), months_after(began, 3 * nth) - DAY
    why = None
    if not number:
        why = "record ends"
        if opens >= began:
            why = "nothing before"
        elif opens > months_after(began, -3):
            why = "less than a quarter before"
        elif not stated and last < began:
            why = "not followed"
        elif until < months_after(began, 3) - DAY:
            why = "less than a quarter after"
    is_open = to_come and until is not None and until < record_ends
    return Observed(opens, closes, quarters, why, is_open=is_open)


def counted_on(x: Line) -> dt.date | None:
    """The day on which a line counts: a stated approach comes first, next to the day of the intervention."""
    if x.date and x.began:
        if x.row.get("approach") == HISTORIC and x.date >= x.began:
            return x.began - DAY
        if x.row.get("approach") == NEW and x.date < x.began:
            return x.began
    return x.refunds[0] if x.refunds and not x.row.get("approach") else x.date


def billed(now: Now) -> dict[str, str]:
    """The agencies that wrote down what they did for a part of the record and payments for the rest, each with the
    words that say so: three days or more of payments in two cases or more are further from its last contact, or its
    first, than half as long again as it was without of late, or at first."""
    every = [x for x in lines(now, {}) if x.date and x.kind != "Avoided" and x.row.get("approach") != INTERVENTION]
    names, found = shown_of(now, "agency"), {}
    for agency, own in grouped([x for x in every if x.cost >= 0], lambda x: folded(x.agency)).items():
        days, paid = sorted({x.date for x in own if not x.payment}), [x for x in own if x.payment]
        if len(days) < 4:
            continue
        first = [(later - earlier).days for earlier, later in zip(days, days[1:])][:12]
        later = [x for x in paid if (x.date - days[-1]).days > 1.5 * max(steps(days))]
        earlier = [x for x in paid if (days[0] - x.date).days > 1.5 * max(first)]
        if any(len({x.case for x in of}) > 1 and len({x.date for x in of}) > 2 for of in (later, earlier)):
            name = names[own[0].agency]
            found[agency] = f"contacts of {name}, which wrote down payments in their place for a part of the record"
    return found


def before_and_after(now: Now, filters: Mapping) -> dict:
    every = lines(now, filters)
    kinds = {kind for kind in KINDS_OF_MONEY if any(x.kind == kind for x in every)}
    seen, bills = observed(now), billed(now)
    return {kind: _aligned(every, {x.case for x in told_of(every, kind)}, kind, seen, bills) for kind in kinds}


def _aligned(
    every: list[Line], told: set[str], kind: str | None, seen: Mapping[str, Observed], bills: Mapping[str, str]
) -> dict:
    """Interactions of every kind, and the cost of one, in the quarters in which each case is compared with itself."""
    of_case = grouped(every, lambda x: x.case)
    quarters: dict[int, list] = {}
    counted: dict[int, list[Line]] = defaultdict(list)
    left_out: dict[str, list[Line]] = defaultdict(list)
    for case, own in of_case.items():
        if case not in told:
            continue
        for quarter in seen[case].quarters:
            quarters.setdefault(quarter, []).append(case)
        for x in own:
            on = counted_on(x)
            within = [nth for nth, (first, last) in seen[case].quarters.items() if on and first <= on <= last]
            if x.kind == "Avoided":
                left_out["recorded as avoided"].append(x)
            elif x.began is None:
                left_out["no intervention date"].append(x)
            elif x.approach == INTERVENTION:
                left_out["intervention cost"].append(x)
            elif why := seen[case].why:
                left_out[why].append(x)
            elif x.date is None:
                left_out["no date"].append(x)
            elif not within:
                left_out["outside the quarters compared"].append(x)
            else:
                counted[within[0]].append(x)
                by_year = intervals(of_case[case]).get(named(x), [])
                regular = len(by_year) > 1 and max(by_year) - min(by_year) <= 15 and 100 < max(by_year) <= 380
                if x.interactions > 0 and folded(x.agency) in bills:
                    left_out[bills[folded(x.agency)]].append(x)
                elif regular and 0 <= (on - x.began).days <= max(by_year) - 16:
                    left_out["paid for time before too"].append(x)
    factors = prices(x.year for of in counted.values() for x in of if x.kind == kind)

    def cost(of: Iterable[Line]) -> float:
        return round(sum(x.cost * factors[x.year] for x in of if x.kind == kind), 2)

    def number(of: Iterable[Line]) -> int:
        return sum(x.interactions for x in of if folded(x.agency) not in bills)

    still = sum(seen[case].is_open for case in {case for cases in quarters.values() for case in cases})
    itself = {}
    for case in {case for cases in quarters.values() for case in cases}:
        sides = [[x for q, of in counted.items() for x in of if x.case == case and q * way > 0] for way in (-1, 1)]
        itself[case] = (
            *map(number, sides),
            *(map(cost, sides) if factors is not None else ()),
        )
    return {
        "quarters": {
            quarter: (
                len(cases),
                number(counted[quarter]),
                None if factors is None else cost(counted[quarter]),
            )
            for quarter, cases in quarters.items()
        },
        "left out": {why: (len({x.case for x in of}), len(of)) for why, of in left_out.items()}
        | ({"followed to a day to come": (still, 0)} if still else {}),
        "each case with itself": itself,
    }


RECKONED = {
    each.__name__: each
    for each in (
        agency_costs,
        before_and_after,
        what_matters,
        case_people,
        case_received,
        case_timeline,
        case_costs,
        re_referrals,
        referrals_to_packages,
        activities_counted,
        interactions_per_month,
        costs_per_month,
    )
}
