"""What a viewer may see. A manager sees rows; a steering group sees only what gives nobody away.

The rule, after NHS Digital's and the police's practice: a count from 1 to 7 is not shown, any other is rounded to 5; a
street of fewer than 8 households is gathered with others; a share is not shown where one of its parts is not; one case
is shown only where its consent is recorded. What no rule here allows is withheld. It works on the rows of an answer,
before chart, table, file or cache, because a chart carries its data into the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from measures.definition import Measure
from measures.shapes import BeforeAndAfter, Frequency, Shape, Share
from measures.shapes.shares import ShareRow

MANAGER, STEERING_GROUP = "manager", "steering group"
VIEWERS = (STEERING_GROUP, MANAGER)
FEWEST, STEP = 8, 5
OTHERS = "Other streets"
NEED, REST, NOT_SPLIT = "In need: tiers 1 and 2", "Others", "Not split"

# Why something is withheld: where, what, and what to do.
SAYS = {
    "few-households": f"Fewer than {FEWEST} households would be told apart, so this is not shown. Choose a larger area.",
    "few-in-a-share": f"Fewer than {FEWEST} {{counts}} would be told apart in every {{every}}, so this is not shown. Choose a longer period or a larger area.",
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


def protect(measure: Measure, shape: Shape, *, consent: bool = False) -> tuple[Shape, str]:
    """What a steering group may see of a measure's answer, and why not more: a sentence, or blank.

    `consent` is whether the one case that was asked for may be shown. The shape comes back without rows where nothing
    of it may be.
    """
    if not shape.rows:
        return shape, ""
    rule = RULES.get(measure.shape, _nothing)
    found, why = _one_case(consent, shape) if measure.of == "case" else rule(measure, shape)
    if found is not None and found.rows:
        return found, ""
    return replace(shape, rows=()), SAYS[why].format(counts=measure.counts, every=measure.every)


def _nothing(measure: Measure, shape: Shape) -> tuple[Shape | None, str]:
    return None, "managers-only"


def _one_case(consent: bool, shape: Shape) -> tuple[Shape | None, str]:
    return (shape, "") if consent else (None, "no-consent")


def _frequency(measure: Measure, shape: Frequency) -> tuple[Shape | None, str]:
    rule = {"demand_tiers": _tiers, "households_by_street": _streets}.get(measure.name)
    return rule(shape) if rule else (None, "managers-only")


def _tiers(shape: Frequency) -> tuple[Shape | None, str]:
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


def _streets(shape: Frequency) -> tuple[Shape | None, str]:
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


def _share(measure: Measure, shape: Share) -> tuple[Shape | None, str]:
    """Periods in which the part and the rest are none or enough, known or not; counts rounded to 5, and of a share its parts.

    Of what is in no share, no count below 8. What is added up, such as minutes, is not rounded: it tells nobody apart.
    """
    places: dict[tuple[object, object], list[ShareRow]] = {}
    for row in shape.rows:
        places.setdefault((row["period"], row["category"]), []).append(row)
    found: list[ShareRow] = []
    for rows in places.values():
        sides = [row for row in rows if row["part"] is not None]
        part, counted = sum(row["part"] or 0 for row in sides), sum(row["counted"] for row in sides)
        placed = next((row for row in sides if row["denominator"] is not None), None)
        if (
            few(part)
            or few(counted - part)
            or placed
            and (few(placed["part"]) or few(placed["counted"] - placed["part"]))
        ):
            continue
        for row in rows:
            if row is placed:
                found.append(_rounded(row))
            elif row["part"] is not None and placed:  # not known: what the rounded known leave of all, rounded
                known = _rounded(placed)
                all_, part_ = rounded(part) + rounded(counted - part), rounded(part)
                found.append({**row, "counted": all_ - known["counted"], "part": part_ - known["part"]})
            elif not few(row["counted"]):
                found.append({**row, "counted": rounded(row["counted"])})
    return replace(shape, rows=found), "few-in-a-share"


def _rounded(row: ShareRow) -> ShareRow:
    """A row of a share with its counts rounded. Where nothing else is added up, they are its numerator and denominator."""
    part, rest = rounded(row["part"]), rounded(row["counted"] - row["part"])
    counts = row["numerator"] == row["part"] and row["denominator"] == row["counted"]
    return {**row, "part": part, "counted": part + rest} | (
        {"numerator": part, "denominator": part + rest} if counts else {}
    )


def _quarters(measure: Measure, shape: BeforeAndAfter) -> tuple[Shape | None, str]:
    """Quarters through which eight cases or more were followed, without their references."""
    numbers = {case: f"{n}" for n, case in enumerate(sorted({row["case_ref"] for row in shape.rows}))}
    enough = [quarter for quarter, cases in shape.followed.items() if len(cases) >= FEWEST]
    rows = [{**row, "case_ref": numbers[row["case_ref"]]} for row in shape.rows if row["quarter"] in enough]
    return replace(shape, rows=rows), "few-cases"


# What may be seen of each shape. Nothing may of a shape that is not here.
RULES: dict[str, Callable[..., tuple[Shape | None, str]]] = {
    "share": _share,
    "frequency": _frequency,
    "before_and_after": _quarters,
}
