"""An answer as plain figures, to lay beside the second reckoning: the one place here that knows the shapes of answers."""

from __future__ import annotations

import re
from collections import Counter

from measures.answers import Answer
from tests.reckoning.cases import OPTIMISM
from tests.reckoning.demands import KINDS, PART, by_day

# What is counted and is none is left away, so that it does not matter whether an answer says 0 or nothing of it.


def classified(answer: Answer) -> dict:
    shape = answer.shape
    found = {"counts": Counter({(r["category"], r["split"]): r["count"] for r in shape.rows}), "n": answer.n}
    if answer.measure.shares:
        found |= {"shares": {name: shape.failure_share(name) for name in shape.names}, "share": shape.failure_share()}
    return found


def effort(answer: Answer) -> dict:
    shape = answer.shape
    cells = {(r["category"], r["split"]): (r["count"], r["timed"], r["minutes"]) for r in shape.rows}
    found = {"minutes": cells, "coverage": shape.coverage()}
    if answer.measure.shares:
        found |= {"shares": {name: shape.failure_share(name) for name in shape.names}, "share": shape.failure_share()}
    return found


def listing(answer: Answer) -> dict:
    columns = [column for column in answer.shape.columns_of(answer.measure) if column != "total"]
    return {"words": [tuple(r[c] for c in columns) for r in answer.shape.rows], "n": answer.n}


def recurrence(answer: Answer) -> dict:
    shape = answer.shape
    return {
        "types": {
            name: (
                shape.seen(name),
                shape.says(name),
                sum(shape.count(name, week) for week in shape.weeks),
                shape.count(name),
            )
            for name in shape.order
        },
        "weeks": len(shape.weeks),
    }


def shares(answer: Answer) -> dict:
    shape = answer.shape
    periods = {r["period"]: (r["numerator"], r["denominator"], r["complete"]) for r in shape.placed}
    return {"periods": periods, "share": shape.share, "without": shape.unplaced}


def days(answer: Answer) -> dict:
    shape = answer.shape
    counts = {r["category"]: r["count"] for r in shape.rows}
    return {"days": counts, "half": shape.at(0.5), "nine of ten": shape.at(0.9), "longest": shape.longest}


def weekly(answer: Answer) -> dict:
    shape, weeks = answer.shape, {}
    for r in shape.rows:
        _, cells = weeks.setdefault(r["category"], (_why(r["left_out"]), {}))
        if r["count"]:
            cells[r["split"]] = (r["count"], r["timed"], r["minutes"])
    found = {"weeks": weeks, "hours a week": {kind: shape.a_week(kind) for kind in KINDS}}
    if answer.measure.name == "capacity_released":
        released = {n: shape.released(n) for n in (1, 2, 4)}
        found["released"] = {n: each and each.hours for n, each in released.items()}
    return found


def capability(answer: Answer) -> dict:
    shape = answer.shape
    left_out = Counter((r["when"], _why(r["left_out"]), r["value"]) for r in shape.left_out)
    if answer.measure.name == "end_to_end_times":
        points = list(zip(shape.dates, shape.values))
        assert shape.dates == sorted(shape.dates)
        return {"days": by_day(points, "latest" in answer.filters), "left out": left_out}
    if answer.measure.name == "costs_per_month":  # several kinds of money, each a series
        left_out = Counter(((r["series"], r["when"]), _why(r["left_out"]), r["value"]) for r in shape.left_out)
        return {"points": [((r["series"], r["when"]), r["value"]) for r in shape.points], "left out": left_out}
    found = {"points": list(zip(shape.dates, shape.values)), "left out": left_out}
    if answer.measure.shape == "hours":
        notes = {r["when"]: re.findall(r"\d+", r["note"]) for r in shape.rows if r["note"]}
        found["known in part"] = {week: tuple(map(int, numbers)) for week, numbers in notes.items()}
    return found


def tally(answer: Answer) -> dict:
    rows = [r for r in answer.shape.rows if r["count"]]
    return {("workers", r["what"]) if r["kind"] == "workers" else r["what"]: r["count"] for r in rows}


def frequency(answer: Answer) -> dict:
    return {"counts": Counter({(r["category"], r["split"]): r["count"] for r in answer.shape.rows})}


def listing(answer: Answer) -> dict:
    columns = ("case", "words", "about", "beside", "count", "first", "last", "consent")
    return {"rows": Counter(tuple(r[c] for c in columns) for r in answer.shape.rows)}


def spent(answer: Answer) -> dict:
    shape = answer.shape
    keys = ("approach", "cash_type", "price_year")
    figures = ("lines", "undated", "cost", "first", "last")
    totals = {(a, kind): shape.total(a, kind) for a in shape.approaches for kind in shape.kinds}
    return {
        "rows": {tuple(r[k] for k in keys): tuple(r[f] for f in figures) for r in shape.rows},
        "totals": {at: total for at, total in totals.items() if total is not None},
        "days": {a: shape.days(a) for a in shape.approaches},
    }


def costs(answer: Answer) -> dict:
    avoided = {(r["agency"], r["approach"], r["price year"]): r["amount"] for r in answer.shape.recorded_avoided}
    return {"kinds": {shape.kind: _costs_of(shape) for shape in answer.shape.each_kind}, "avoided": avoided}


def _costs_of(shape) -> dict:
    left_out = {case.upper(): why for why, cases in shape.left_out.items() for case in cases}
    found = {
        "cases": {case.upper() for case in shape.compared},
        "left out": left_out,
        "days": {approach: each and each.days for approach, each in shape.exposure.items()},
        "refused": shape.price.refused,
    }
    if shape.price.refused:
        return found
    found |= {
        "agencies": {line.name: (line.historic, line.new, line.intervention) for line in shape.agencies},
        "total": (shape.total.historic, shape.total.new, shape.total.intervention),
        "not stated": shape.not_stated,
    }
    if shape.windows_known:
        rate, avoided = shape.monthly(shape.total), shape.avoided(OPTIMISM)
        found |= {"per month": (rate.historic, rate.new), "avoided": (avoided.low, avoided.high)}
    return found


def before_and_after(answer: Answer) -> dict:
    each = {kind: answer.shape.of_kind(kind) for kind in answer.shape.kinds}
    return {
        kind: {
            "quarters": {p.quarter: (p.cases, p.transactions, p.amount) for p in shape.points},
            "left out": shape.left_out,
        }
        for kind, shape in each.items()
    }


def _why(left_out: str | None) -> str | None:
    return PART if left_out and left_out.startswith("part of") else left_out


READ = {
    "classified": classified,
    "frequency": classified,
    "effort": effort,
    "listing": listing,
    "recurrence": recurrence,
    "shares": shares,
    "days": days,
    "weekly": weekly,
    "capability": capability,
    "hours": capability,
    "ratios": capability,
    "spending": capability,
    "tally": tally,
    "frequency": frequency,
    "listing": listing,
    "spent": spent,
    "costs": costs,
    "before_and_after": before_and_after,
}


def figures(answer: Answer) -> dict:
    """The figures of an answer in the form in which they are reckoned."""
    return READ[answer.measure.form or answer.measure.shape](answer)
