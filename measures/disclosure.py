"""What a viewer may see. A manager sees rows; a steering group sees only what gives nobody away.

The rule, after NHS Digital's and the police's practice: a count from 1 to 7 is not shown, any other is rounded to 5; a
street of fewer than 8 households is gathered with others; a share is not shown where one of its parts is not; one case
is shown only where its consent is recorded. What no rule here allows is withheld. It works on the rows of an answer,
before chart, table, file or cache, because a chart carries its data into the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from measures.shapes import BeforeAndAfter, Classified, Costs, Effort, Frequency, Ratings, Ratios, Shape, share
from measures.shapes.demand import CLASSIFIED

MANAGER, STEERING_GROUP = "manager", "steering group"
VIEWERS = (STEERING_GROUP, MANAGER)
FEWEST, STEP = 8, 5
OTHERS = "Other streets"
NEED, REST, NOT_SPLIT = "In need: tiers 1 and 2", "Others", "Not split"

# Why something is withheld: where, what, and what to do.
SAYS = {
    "few-households": f"Fewer than {FEWEST} households would be told apart, so this is not shown. Choose a larger area.",
    "few-demands": f"Fewer than {FEWEST} demands would be told apart in every month, so this is not shown. Choose a longer period or a larger area.",
    "few-cases": f"Fewer than {FEWEST} cases were followed through any quarter, so this is not shown.",
    "no-consent": "Consent to show this case is not recorded, so it is not shown. Record it in the cases sheet, or choose another case.",
    "managers-only": "This is shown to managers only.",
}


def rounded(count: float) -> int:
    """To the nearest 5."""
    return int(STEP * ((count + STEP / 2) // STEP))


def few(count: float) -> bool:
    """Whether a count is one that is not shown. None at all is not few."""
    return 0 < count < FEWEST


def protect(measure: str, shape: Shape, *, consent: bool = False) -> tuple[Shape, str]:
    """What a steering group may see of a measure's answer, and why not more: a key of `SAYS`, or blank.

    `consent` is whether the one case that was asked for may be shown. The shape comes back without rows where nothing
    of it may be.
    """
    if not shape.rows:
        return shape, ""
    rule = RULES.get(measure)
    found, why = rule(shape, consent) if rule else (None, "managers-only")
    return (replace(shape, rows=()), why) if found is None or not found.rows else (found, "")


def _tiers(shape: Frequency, _: bool) -> tuple[Shape | None, str]:
    """Households at each tier, wherever the tier comes from. One tier that is few lets all be told: none is shown."""
    counts = {tier: shape.count(tier) for tier in (*shape.order, None)}
    if any(map(few, counts.values())):
        return None, "few-households"
    rows = [{"category": tier, "split": None, "count": rounded(count)} for tier, count in counts.items() if count]
    return replace(shape, rows=rows), ""


@dataclass(frozen=True)
class Gathered(Frequency):
    """Streets as a steering group sees them. Totals are rounded by themselves: rounded parts do not add up to them."""

    households: int = 0
    in_need: int = 0  # on the streets that are split in two

    @property
    def n(self) -> int:
        return self.households


def _streets(shape: Frequency, _: bool) -> tuple[Shape | None, str]:
    """Streets of eight households or more, the rest together; split in two where both parts are enough to show."""
    need: dict[object, int] = {}
    total: dict[object, int] = {}
    for row in shape.rows:
        total[row["category"]] = total.get(row["category"], 0) + row["count"]
        need[row["category"]] = need.get(row["category"], 0) + row["count"] * (row["split"] in (1, 2))
    small = [street for street in total if few(total[street])]
    while small and few(sum(total[street] for street in small)):  # too few even together: they take a street in
        others = sorted((s for s in total if s not in small), key=lambda street: (total[street], str(street)))
        if not others:
            return None, "few-households"
        small.append(others[0])
    for counts in (total, need) if small else ():
        counts[OTHERS] = sum(counts.pop(street) for street in small)
    rows, told = [], 0
    for street, households in total.items():
        parts = {NEED: need[street], REST: households - need[street]}
        if any(map(few, parts.values())):
            parts = {NOT_SPLIT: households}
        told += parts.get(NEED, 0)
        rows += [{"category": street, "split": part, "count": rounded(n)} for part, n in parts.items() if n]
    everyone = rounded(sum(total.values()))
    return Gathered(rows, (), (NEED, REST, NOT_SPLIT), everyone, rounded(told)), ""


def _months(shape: Classified | Effort, _: bool) -> tuple[Shape | None, str]:
    """Months in which both value and failure are none or enough; of each, counts rounded to 5."""
    counts: dict[object, dict[object, int]] = {}
    for row in shape.rows:
        counts.setdefault(row["category"], {})[row["split"]] = row["count"]
    rows = []
    for row in shape.rows:
        if not any(few(counts[row["category"]].get(kind, 0)) for kind in (*CLASSIFIED, row["split"])):
            timed = {"timed": rounded(row["timed"])} if "timed" in row else {}
            rows.append({**row, "count": rounded(row["count"]), **timed})
    return replace(shape, rows=rows), "few-demands"


def _points(shape: Ratios, _: bool) -> tuple[Shape | None, str]:
    """Months whose two parts are none or enough, as the share of rounded counts; of what is left out, no count below 8."""
    rows = []
    for row in shape.rows:
        if row["left_out"]:
            rows += [{**row, "value": rounded(row["value"]), "numerator": None}] if not few(row["value"]) else []
        elif not few(row["numerator"]) and not few(row["denominator"] - row["numerator"]):
            parts = {name: rounded(row[name]) for name in ("numerator", "denominator", "counted")}
            rows.append({**row, **parts, "value": 100 * share(parts["numerator"], parts["denominator"])})
    return replace(shape, rows=rows), "few-demands"


def _quarters(shape: BeforeAndAfter, _: bool) -> tuple[Shape | None, str]:
    """Quarters through which eight cases or more were followed, without their references."""
    numbers = {case: f"{n}" for n, case in enumerate(sorted({row["case_ref"] for row in shape.rows}))}
    enough = [quarter for quarter, cases in shape.followed.items() if len(cases) >= FEWEST]
    rows = [{**row, "case_ref": numbers[row["case_ref"]]} for row in shape.rows if row["quarter"] in enough]
    return replace(shape, rows=rows), "few-cases"


def _one_case(shape: Ratings | Costs, consent: bool) -> tuple[Shape | None, str]:
    return (shape, "") if consent else (None, "no-consent")


RULES: dict[str, Callable[..., tuple[Shape | None, str]]] = {
    "demand_tiers": _tiers,
    "households_by_street": _streets,
    "failure_demand": _months,
    "failure_capacity": _months,
    "failure_share_per_month": _points,
    "before_and_after": _quarters,
    "outcome_ratings": _one_case,
    "agency_costs": _one_case,
}
