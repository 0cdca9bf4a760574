"""Each kind of money by itself, what was recorded as avoided, and what one case cost: tables and figures without a
picture."""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes.costs import HISTORIC, INTERVENTION, KINDS, NEW, Costs, spent
from measures.views.costs.words import KINDS_ARE, NOT_CAUSE, kinds_in_part, prices, refused, windows, without
from measures.words import day, listed, plural, pounds, sentence_case

FIGURES = (
    "Historic",
    "Historic, a month",
    "Principles-based",
    "Principles-based, a month",
    "Cost avoided, low",
    "Cost avoided, high",
)


def table(answer: Answer, optimism: float) -> list[dict[str, str]]:
    """Each kind of money by itself: its cases, what was spent of it, and the cost avoided as a range. No total."""
    return [_kind(shape, optimism) for shape in answer.shape.each_kind]


def _kind(shape: Costs, optimism: float) -> dict[str, str]:
    row = {"Kind of money": KINDS[shape.kind], "Cases": f"{shape.n:,}"}
    if shape.price.refused:
        return row | dict.fromkeys(FIGURES, "not added up")
    total, found = shape.total, shape.avoided(optimism)
    rate = shape.monthly(total) if shape.lined_up else None

    a_month = [pounds(rate.historic), pounds(rate.new)] if rate else ["not known"] * 2
    ends = [pounds(found.low), pounds(found.high)] if found else [_no_range(shape), ""]
    cells = [pounds(total.historic), a_month[0], pounds(total.new), a_month[1], *ends]
    return row | dict(zip(FIGURES, cells, strict=True))


def _no_range(shape: Costs) -> str:
    return "one case: no range" if shape.lined_up else "not known"


def about(answer: Answer, optimism: float) -> str:
    """What the range is, and what it is not."""
    ranges = [shape for shape in answer.shape.each_kind if shape.avoided(optimism)]
    said = [f"{plural(len(_cases(answer)), 'case')}{without(answer)}."]
    said += [KINDS_ARE] if len(answer.shape.kinds) > 1 else []
    if ranges:
        said.append(
            "Cost avoided is what each case cost before its intervention less what it cost in as many quarters after, "
            "added up. The range is from how much the cases differ, and holds what is true of them in 95 of 100; where "
            "it holds £0, "
            f"nothing need have changed. The low end takes off {optimism:.0%} for optimism too, which is your choice "
            f"and not a "
            "measured one. What the intervention cost is not taken off, and none of it is added to hours released."
        )
        of: dict[str, list[str]] = {}
        for shape in ranges:
            of.setdefault(f"{windows(shape)}; {prices(shape.price)}", []).append(KINDS[shape.kind].lower())
        said += [f"{sentence_case(listed(kinds))}: {lengths}." for lengths, kinds in of.items()]
    if price := next((shape.price for shape in answer.shape.each_kind if shape.price.refused), None):
        said.append(refused(price, answer.shape.deflators.faults))
    elif not ranges:
        said.append(
            "Cost avoided cannot be worked out: it needs two cases or more with a quarter on record on both sides."
        )
        said += filter(None, [kinds_in_part(answer.shape)])
    return " ".join([*said, NOT_CAUSE])


def _cases(answer: Answer) -> set[str]:
    return {case for shape in answer.shape.each_kind for case in shape.compared}


def recorded_avoided(answer: Answer) -> list[dict[str, str]]:
    """What was recorded as avoided, as it was written down."""
    return [
        {
            "Agency": row["agency"],
            "Approach": row["approach"] or "Not stated",
            "Recorded as avoided": pounds(row["amount"]),
            "Prices": row["price year"] or "Not stated",
            "Rows": f"{row['lines']:,}",
        }
        for row in answer.shape.recorded_avoided
    ]


def recorded_avoided_words(answer: Answer) -> str:
    """Why these amounts are by themselves."""
    lines = sum(row["lines"] for row in answer.shape.recorded_avoided)
    cases = {row["case_ref"] for row in answer.shape.rows if not spent(row)}
    return (
        f"{plural(lines, 'row')} of {plural(len(cases), 'case')}{without(answer)} {'has' if lines == 1 else 'have'} "
        "the cash type “Avoided”: costs "
        "that were not incurred, so they are in no agency's spend and in no figure above. As written down, each in "
        "the prices of its own year. "
        f"{NOT_CAUSE}"
    )


# -- What one case cost

TO_DATE = {
    HISTORIC: "Cost of services to date",
    NEW: "Cost of doing what matters",
    INTERVENTION: "Cost of the intervention",
    None: "Cost that belongs to no approach, in neither total",
}


# Of several cases, which are laid beside themselves over as many quarters before and after: nothing is to date.
COMPARED = TO_DATE | {
    HISTORIC: "Cost before, of the cases and quarters that are compared",
    NEW: "Cost after, of the same cases over as many quarters",
}


def of_case(shape: Costs, approach: str | None) -> list[tuple[str, str, str]]:
    """For each kind of money that an approach of a case had: its name, its pounds, and without what they mislead."""
    return [
        (*_spent(shape, own, approach), _of_case(own, approach)) for own in shape.each_kind if own.rows_of(approach)
    ]


def by_approach(answer: Answer) -> list[dict[str, str]]:
    """What was spent on each approach, and on none, a row for each kind of money that it had."""
    shape: Costs = answer.shape
    return [
        dict(zip(("What", "Cost"), _spent(shape, own, approach), strict=True))
        for approach in TO_DATE
        for own in shape.each_kind
        if own.rows_of(approach)
    ]


def _spent(shape: Costs, own: Costs, approach: str | None) -> tuple[str, str]:
    """An approach and a kind of money by name, and its pounds."""
    names = COMPARED if shape.n > 1 and shape.lined_up else TO_DATE
    name = f"{names[approach]} ({KINDS[own.kind].lower()})" if len(shape.kinds) > 1 else names[approach]
    amount = own.spent_in(approach)
    return name, "not added up" if amount is None else pounds(amount)


def of_case_table(shape: Costs) -> list[dict[str, str]]:
    """The same as a table."""
    return [
        {"What": name, "Cost": amount, "When, of how many lines, in which prices": about}
        for approach in TO_DATE
        for name, amount, about in of_case(shape, approach)
    ]


def _of_case(shape: Costs, approach: str | None) -> str:
    """Window, lines and price year of what one case cost in an approach."""
    (case,) = shape.cases
    window, lines = shape.window(case, approach), sum(row["lines"] for row in shape.rows_of(approach))
    undated = sum(row["undated"] for row in shape.rows_of(approach))
    some = f"{undated:,} of {plural(lines, 'line')} {'has' if undated == 1 else 'have'} no date"
    when = f"{'Dates are not recorded' if undated in (0, lines) else some}, so how long this took is not known"
    if window.days is not None:
        when = day(window.start)
        if window.start and window.end and window.start < window.end:
            when = f"{when} to {day(window.end)}, {plural(window.days, 'day')}"
    return f"{when}. {plural(lines, 'line')} of cost. {_years(shape, approach)}. {NOT_CAUSE}"


def _years(shape: Costs, approach: str | None) -> str:
    """In 2012-13 prices; or what brought several years to one."""
    years = sorted({row["price_year"] or "" for row in shape.rows_of(approach)})
    names = listed([year or "years not recorded" for year in years])
    if shape.price.year is None or years == [shape.price.year]:
        return "Price year not recorded" if years == [""] else f"In {names} prices"
    return f"Brought to {shape.price.year} prices from {names}"


def of_case_note(answer: Answer[Costs]) -> str:
    """What must go with every pound that a case cost."""
    shape = answer.shape
    said = ["What was spent, and when. One case shows what happened, not what caused it."]
    if shape.unequal:
        said.append(
            f"The windows differ, {shape.days(HISTORIC):,} days against {shape.days(NEW):,}: the difference between "
            "the two is no saving."
        )
    said += [KINDS_ARE] if len(shape.kinds) > 1 else []
    for own in shape.each_kind:
        if own.price.refused:
            said.append(refused(own.price, shape.deflators.faults))
        elif len({row["price_year"] for row in own.shown}) > 1:
            said.append(f"Prices brought to one year with: {shape.deflators.source}.")
    return " ".join(dict.fromkeys(said))
