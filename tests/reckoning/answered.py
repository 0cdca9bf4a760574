"""An answer as plain figures, to lay beside the second reckoning: the one place here that knows the shapes of
answers."""

from __future__ import annotations

import re
from collections import Counter

from measures.answers import Answer
from measures.record import CHANGES
from measures.shapes import Capability
from measures.shapes.shares import named
from tests.reckoning.cases import OPTIMISM
from tests.reckoning.demands import KINDS, PART

# What is counted and is none is left away, so that it does not matter whether an answer says 0 or nothing of it.


def classified(answer: Answer) -> dict:
    shape = answer.shape
    found = {"counts": Counter({(r["category"], r["split"]): r["count"] for r in shape.rows})}
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


def compared(answer: Answer) -> dict:
    """Hours by category, and a week; the cells of several cohorts together."""
    shape = answer.shape
    cells: dict[tuple, tuple] = {}
    for r in shape.rows:
        at = r["category"], r["split"]
        cells[at] = added(cells.get(at, (0, 0, None)), r)
    of = [*shape.names, ...]
    return effort(answer) | {
        "minutes": cells,
        "hours a week": {(name, kind): shape.a_week(name, kind) for name in of for kind in KINDS},
        "weeks": {name: shape.weeks_of(name) for name in of},
    }


def listing(answer: Answer) -> dict:
    rows = [tuple(r[c] for c in LISTED[answer.measure.name]) for r in answer.shape.rows]
    if "total" in answer.measure.labels:
        return {"words": rows, "n": answer.n}
    return {"rows": Counter(rows)}


WORDS = ("case", "words", "about", "beside", "count", "first", "last", "consent")
FOUND = ("upload", "row", "column", "what", "found", "stated")
LISTED = {
    "demand_words": ("words", "received", "said", "type", "agency", "condition", "ref"),
    "system_condition_words": ("condition", "of_condition", "words", "received", "said", "type", "agency", "ref"),
    "demands_of_household": (
        "household",
        "of_household",
        "received",
        "days_since",
        "words",
        "said",
        "type",
        "agency",
        "ref",
    ),
    "what_matters": WORDS,
    "case_received": WORDS,
    "flag_count_differences": FOUND,
    "selected_lists": FOUND,
    "record_of_demands": ("agency", "place", "what", "first", "last", "count", "begins", "ends", "late_from"),
}


def recurrence(answer: Answer) -> dict:
    shape = answer.shape
    return {
        "types": {
            name: (
                shape.weeks_with(name),
                shape.says(name),
                sum(shape.count(name, week) for week in shape.weeks),
                shape.count(name),
            )
            for name in shape.order
        },
        "weeks": len(shape.weeks),
    }


def share(answer: Answer) -> dict:
    """A share: of each period, over all periods, beside it, and as points over time; and of how many what is added up
    is known."""
    shape, measure = answer.shape, answer.measure
    places: dict[str, dict] = {}
    beside: Counter = Counter()
    for r in shape.rows:
        name = named(r, measure.every) if r["period"] or r["category"] else None
        cells = places.setdefault(name, {"known": (0, 0), "of": (0, 0)})
        if r["part"] is None:
            beside[name, r["left_out"]] += r["counted"]
            continue
        sides = r["part"], r["counted"] - r["part"]
        cells["of"] = tuple(map(sum, zip(cells["of"], sides)))
        if r["denominator"] is not None:
            amounts = (r["numerator"], r["denominator"] - r["numerator"])
            cells |= {"known": sides, "amounts": amounts, "share": shape.share_of(r), "left out": r["left_out"]}
    periods = {name: cells for name, cells in places.items() if sum(cells["of"])}
    found = {"periods": periods, "beside": beside, "share": shape.share}
    if measure.every in ("year", "column"):
        return found
    points = shape.over_time(measure)
    found |= {"points": list(zip(points.dates, points.values)), "left out": _beside(points)}
    if shape.sources:
        found["sources"] = {(r["left_out"], r["category"]): (r["part"], r["counted"]) for r in shape.sources}
    return found


def days(answer: Answer) -> dict:
    shape = answer.shape
    counts = {r["category"]: r["count"] for r in shape.rows if r["category"] is not None}
    found = {"days": counts, "longer": sum(shape.longer.values()), "beside": Counter(shape.in_none)}
    return found | {"half": shape.at(0.5), "nine of ten": shape.at(0.9), "longest": shape.longest}


def weekly(answer: Answer) -> dict:
    shape, weeks = answer.shape, {}
    for r in shape.rows:
        _, cells = weeks.setdefault(r["category"], (_why(r["left_out"]), {}))
        if r["count"]:
            cells[r["split"]] = added(cells.get(r["split"], (0, 0, None)), r)
    found = {"weeks": weeks, "hours a week": {kind: shape.a_week(kind) for kind in KINDS}}
    if answer.measure.name == "capacity_released":
        released = {n: shape.released(n) for n in (1, 2, 4, 6)}
        found["released"] = {n: each and (each.hours, each.varies) for n, each in released.items()}
    return found


def added(cells: tuple, r: dict) -> tuple:
    """Counts and minutes with those of another row."""
    minutes = [known for known in (cells[2], r["minutes"]) if known is not None]
    return cells[0] + r["count"], cells[1] + r["timed"], sum(minutes) if minutes else None


def _beside(shape: Capability) -> Counter:
    """What is no point, by when and why, and how many: but for who joins and leaves, which is of no number."""
    rows = [r for r in shape.left_out if r["left_out"] not in CHANGES]
    return Counter((r["when"], _why(r["left_out"]), r["value"]) for r in rows)


def capability(answer: Answer) -> dict:
    shape = answer.shape
    if answer.measure.name == "series_points":
        columns = ("when", "value", "unit", "better", "note")
        return {name: [tuple(r[c] for c in columns) for r in shape.only(name).points] for name in shape.names}
    if answer.measure.name == "costs_per_month":  # several kinds of money, each a series
        left_out = Counter(((r["series"], r["when"]), _why(r["left_out"]), r["value"]) for r in shape.left_out)
        return {"points": [((r["series"], r["when"]), r["value"]) for r in shape.points], "left out": left_out}
    found = {"points": list(zip(shape.dates, shape.values)), "left out": _beside(shape)}
    if answer.measure.name == "failure_hours_per_week":
        notes = {
            r["when"]: re.findall(r"\d+", r["note"]) for r in shape.rows if r["note"] and r["left_out"] not in CHANGES
        }
        found["known in part"] = {week: tuple(map(int, numbers)) for week, numbers in notes.items()}
    return found


def weekdays(answer: Answer) -> dict:
    shape = answer.shape
    counts, within = Counter(), Counter()
    for r in shape.rows:
        counts[r["category"], r["split"]] += r["count"]
        within[r["category"], r["split"]] += r["in_weeks"]
    a_week = {day: shape.a_week(day) for day in range(1, 8)}
    within = Counter({at: n for at, n in within.items() if n})
    return {"counts": counts, "in weeks": within, "a week": a_week, "weeks": shape.weeks}


def between(answer: Answer) -> dict:
    shape = answer.shape
    cells = Counter({(r["category"], r["split"]): r["count"] for r in shape.rows})
    return {"cells": cells, "known": shape.known, "elsewhere": shape.elsewhere}


def figures_apart(answer: Answer) -> dict:
    rows = [r for r in answer.shape.rows if r["count"]]
    return {("workers", r["category"]) if r["split"] else r["category"]: r["count"] for r in rows}


def frequency(answer: Answer) -> dict:
    found: dict = {
        "counts": Counter({(r["category"], r["split"]): r["count"] for r in answer.shape.rows if r["count"]})
    }
    if answer.measure.name == "demand_tiers":
        found["shares"] = {tier: answer.shape.share(tier) for tier in (1, 2, 3)}
    return found


def caseload(answer: Answer) -> dict:
    shape, of = answer.shape, ("count", "timed", "minutes")
    listed = [r for r in shape.by_tier if not r["left_out"]]
    return {
        "tiers": {r["category"]: (r["households"], r["asked"], *(r[f] for f in of)) for r in listed},
        "nobody": {r["left_out"]: tuple(r[f] for f in of) for r in shape.rows if r["left_out"]},
        "hours a year": {t: (shape.a_household(t), shape.a_household(t, full=True)) for t in shape.tiers},
    }


def ratings(answer: Answer) -> dict:
    columns = ("case", "statement", "date", "rating", "rated_by", "note")
    return {
        "rows": Counter((*(r[c] for c in columns), r["place"] == 1) for r in answer.shape.rows),
        "statements": [(s.case, s.text, s.first, s.latest, s.change) for s in answer.shape.statements],
    }


def results(answer: Answer) -> dict:
    columns = ("measure", "before", "after", "unit", "points", "difference in the unit", "change in per cent")
    columns += ("change as given", "unit of the change as given", "sample size", "period", "note")
    return {"rows": [tuple(r[c] for c in columns) for r in answer.records()]}


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
    if shape.lined_up:
        rate, avoided = shape.monthly(shape.total), shape.avoided(OPTIMISM)
        found["per month"] = rate.historic, rate.new
        found |= {"avoided": (avoided.low, avoided.high)} if avoided else {}
    return found


def before_and_after(answer: Answer) -> dict:
    each = {kind: answer.shape.of_kind(kind) for kind in answer.shape.kinds}
    return {
        kind: {
            "quarters": {p.quarter: (p.cases, p.transactions, p.amount) for p in shape.points},
            "left out": shape.left_out,
            "each case with itself": _itself(shape),
        }
        for kind, shape in each.items()
    }


def _itself(shape) -> dict:
    """What each case had before and after: interactions, and cost where it is added up."""
    found = {each.case.upper(): (each.before, each.after) for each in shape.changes("transactions").cases}
    for each in shape.changes("amount").cases:
        found[each.case.upper()] += each.before, each.after
    return found


def _why(left_out: str | None) -> str | None:
    return PART if left_out and left_out.startswith("part of") else left_out


READ = {
    "frequency": frequency,
    "recurrence": recurrence,
    "share": share,
    "days": days,
    "between": between,
    "weekdays": weekdays,
    "figures": figures_apart,
    "classified": classified,
    "effort": effort,
    "compared": compared,
    "weekly": weekly,
    "caseload": caseload,
    "listing": listing,
    "capability": capability,
    "costs": costs,
    "before_and_after": before_and_after,
    "ratings": ratings,
    "results": results,
}


def figures(answer: Answer) -> dict:
    """The figures of an answer in the form in which they are reckoned."""
    measure = answer.measure
    return READ.get(measure.form, READ[measure.shape])(answer)
