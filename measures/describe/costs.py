"""Costs in words. Every sum of money says its window, its cases, its price year, and that it proves no cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures.describe import listed, number, plural
from measures.shapes.before_and_after import AFTER, BEFORE, BeforeAndAfter
from measures.shapes.costs import AVOIDED, HISTORIC, NEW, Costs, Line

if TYPE_CHECKING:
    from measures.answers import Answer
    from measures.money import Price

NOT_CAUSE = "Not evidence of cause."
WORDS = {HISTORIC: "historic", NEW: "principles-based"}
KINDS = {"Cashable": "Cashable", "Capacity": "Capacity", None: "Spending"}
KINDS_ARE = (
    "Cashable money can leave a budget. Capacity is people's time, freed for something else. Spending is rows that do not say which. "
    "They are never added together."
)
NO_YEAR = "price year not stated"
# With a word joiner, so that the sign does not stay behind at the end of a line.
MINUS = "−\u2060"
# A case with a quarter of the cost of many is worth a word: the figures are then mostly its own.
WEIGHTY, MANY = 0.25, 4


def pounds(amount: float | None) -> str:
    """£83,649; pence where they matter: £12.34; a negative amount as −£5."""
    if amount is None:
        return "no data"
    size = abs(amount)
    words = f"{size:,.0f}" if size >= 100 or round(size, 2) == round(size) else f"{size:,.2f}"
    return f"{MINUS if amount < 0 and words.strip('0.,') else ''}£{words}"


def recorded(amount: float | None) -> str:
    """An agency's cost in an approach; without a row of it, £0 and not recorded cannot be told apart."""
    return "none recorded" if amount is None else pounds(amount)


def bar(amount: float | None, approach: str, portion: float | None = None) -> str:
    """The words after a bar: “£646 principles-based, 81% less”, “no principles-based cost recorded”."""
    if amount is None:
        return f"no {WORDS[approach]} cost recorded"
    return f"{pounds(amount)} {WORDS[approach]}" + (f", {change(portion)}" if portion is not None else "")


def change(portion: float | None, decimals: int = 0) -> str:
    """“81% less”, “12% more”; never 100% for what is not all, nor 0% for what is not nothing."""
    if portion is None:
        return "no %"
    if portion == 0:
        return "the same"
    size = abs(portion) * 100
    decimals = max(decimals, 1) if size < 0.5 or 99.5 <= size < 100 else decimals
    words = f"{size:,.{decimals}f}%"
    if size < 0.05:
        words = "under 0.1%"
    elif 99.95 <= size < 100:
        words = "over 99.9%"
    elif size == 100:
        words = "100%"
    return f"{words} {'less' if portion < 0 else 'more'}"


def headline(answer: Answer) -> str:
    """The finding, of one kind of money where there are several: per month where the windows are known, else the totals as they stand."""
    shape: Costs = answer.shape
    found = _finding(shape)
    return f"{KINDS[shape.kind]}: {found[:1].lower()}{found[1:]}" if len(shape.kinds) > 1 else found


def _finding(shape: Costs) -> str:
    total = shape.total
    if not shape.comparable:
        has, lacks = (WORDS[HISTORIC], WORDS[NEW]) if total.historic or not total.new else (WORDS[NEW], WORDS[HISTORIC])
        amount = total.historic if has == WORDS[HISTORIC] else total.new
        return f"{pounds(amount)} {has}; no {lacks} cost is recorded, so there is nothing to compare"
    if shape.windows_known:
        rate = shape.monthly(total)
        return f"{'A case cost ' if shape.n > 1 else ''}{_both(rate, ' a month')}{_less(rate)}"
    return f"{_both(total)}{_less(total)}, over times nobody recorded"


def _both(line: Line, each: str = "") -> str:
    return f"{pounds(line.historic)}{each} in the historic approach and {pounds(line.new)} in the principles-based one"


def _less(line: Line) -> str:
    return "" if line.change_share is None else f": {change(line.change_share, 1)}"


def windows(shape: Costs) -> str:
    """The length of both windows: “historic 5,925 days, principles-based 175 days”."""
    return ", ".join(window(shape, approach) for approach in (HISTORIC, NEW))


def window(shape: Costs, approach: str, short: bool = False) -> str:
    """The length of a window in days; over many cases their sum, with the shortest and the longest."""
    found = shape.exposure[approach]
    if found is None:
        return f"{WORDS[approach]} not known"
    if shape.n == 1:
        return f"{WORDS[approach]} {plural(found.days, 'day')}"
    between = "" if short else f" ({found.each[0]:,} to {found.each[-1]:,} a case)"
    return f"{WORDS[approach]} {found.days:,} case-days{between}"


def prices(price: Price) -> str:
    """“2023-24 prices”."""
    return f"{price.year} prices" if price.year else NO_YEAR


def who(shape: Costs) -> str:
    """Which cases: one by its reference and title, more by their number."""
    if shape.n == 1:
        (case,) = shape.compared
        title = shape.cases[case]
        return f"Case {case}" + (f": {title}" if title else "")
    return plural(shape.n, "case")


def subtitle(answer: Answer) -> str:
    """Cases, windows and price year, of every figure under the headline."""
    shape: Costs = answer.shape
    return f"{who(shape)}{of_kind(shape)}{without(answer)}. Windows: {windows(shape)}. {prices(shape.price).capitalize()}. {NOT_CAUSE}"


def of_kind(shape: Costs | BeforeAndAfter) -> str:
    """Which kind of money, where there are several."""
    return f", {KINDS[shape.kind].lower()} alone" if len(shape.kinds) > 1 else ""


def without(answer: Answer) -> str:
    """Which cases a person chose to leave out of the figures."""
    cases = answer.filters.get("without")
    return f", without {_some(cases)}" if cases else ""


def refused(price: Price, faults: Sequence[str] = ()) -> str:
    """Why amounts are not added up, and what would let them be."""
    years = [year for year in price.missing if year]
    said = []
    if None in price.missing:
        said.append(
            "some rows say which year's prices they are in and others do not: fill in “Price year” for all of them"
        )
    if years:
        said.append(f"there is no deflator for {listed(years)}: put one into data/deflators.csv")
    return f"These amounts are of different price years and are not added up: {'; '.join(said)}. {' '.join(faults)}".strip()


def warnings(answer: Answer) -> list[str]:
    """What would mislead a reader who did not know it."""
    shape: Costs = answer.shape
    said = []
    unknown = [WORDS[approach] for approach in (HISTORIC, NEW) if shape.exposure[approach] is None]
    if unknown and shape.comparable:
        said.append(
            f"The window of the {listed(unknown)} cost is unknown, because not every row has a date. Totals of different lengths of time are "
            "no comparison: the deck's own case is £106,777 against £2,210, and if the first is sixteen years and the second three months "
            "it reverses when both are put per year."
        )
    if shape.price.refused or not shape.comparable:
        return said
    if shape.unequal:
        lengths = listed([f"{WORDS[a]} {shape.exposure[a].days:,} days" for a in (HISTORIC, NEW)])
        reverses = shape.total.change * shape.monthly(shape.total).change < 0
        turned = (
            f" The comparison reverses: in total it is {change(shape.total.change_share, 1)}, per month "
            f"{change(shape.monthly(shape.total).change_share, 1)}."
            if reverses
            else ""
        )
        said.append(f"The windows are unequal: {lengths}. Compare the amounts per month, not the totals.{turned}")
    if shape.outside:
        said.append(
            f"In {plural(len(shape.outside), 'case')} ({_some(shape.outside)}) rows are dated outside the window of their approach, so its "
            "amount per month is too high. Check their dates and approach."
        )
    return said


def compared(answer: Answer) -> str:
    """Which cases the figures are of, and why others are not among them; nothing to say of a single case."""
    shape: Costs = answer.shape
    why = {
        "undated": "{cases} {has} rows without a date, so the windows are unknown, and may be the same money told another way",
        "no historic cost": "{cases} {has} no historic cost",
        "no new approach": "{cases} {has} no intervention date and no principles-based cost",
        "no days": "{cases} {has} a window of no days",
    }
    if shape.left_out:
        parts = [
            why[reason].format(cases=_some(cases), has="has" if len(cases) == 1 else "have")
            for reason, cases in shape.left_out.items()
        ]
        these = "This is the 1 case" if shape.n == 1 else f"These are the {shape.n:,} cases"
        these += (
            f" whose rows {'say' if shape.kind else 'do not say'} their kind of money and"
            if len(shape.kinds) > 1
            else ""
        )
        return f"{these} that can be compared{without(answer)}. Left out: {'; '.join(parts)}. Choose a case to see it by itself."
    if shape.n > 1 and not shape.windows_known:
        return f"These are all {shape.n:,} cases{without(answer)}, as bare totals. If two of them are the same money, it is here twice: choose one."
    return ""


def nothing_spent(answer: Answer) -> str:
    """Why there is no figure at all."""
    why = "every row is recorded as avoided" if answer.shape.rows else "no case is left"
    return f"Nothing to show{without(answer)}: {why}."


def notes(answer: Answer) -> list[str]:
    """What else a reader should know of the figures."""
    shape: Costs = answer.shape
    said = []
    if shape.n == 1 and (note := next((row["note"] for row in shape.shown if row.get("note")), None)):
        said.append(f"Noted with this case: {note}")
    if shape.price.refused:
        return said
    if shape.n >= MANY and shape.weightiest and shape.weightiest[1] > WEIGHTY:
        case, portion = shape.weightiest
        said.append(f"Case {case} alone is {portion * 100:.0f}% of the historic cost: leave it out to see the others.")
    if len({row["price_year"] for row in shape.shown}) > 1:
        said.append(
            f"Amounts of earlier years were brought to {shape.price.year} prices with: {shape.deflators.source}."
        )
    for approach in (HISTORIC, NEW):
        if names := shape.unrecorded(approach):
            said.append(
                f"{len(names):,} of {plural(len(shape.agencies), 'agency', 'agencies')} {'has' if len(names) == 1 else 'have'} no "
                f"{WORDS[approach]} cost recorded ({listed(names)}). That may be £0 or a gap in the record; the total counts it as £0."
            )
    if shape.not_stated:
        said.append(
            f"{pounds(shape.not_stated)} belongs to no approach and could not be placed by its date: it is in neither total."
        )
    if shape.total.intervention:
        said.append(
            f"The intervention itself cost {pounds(shape.total.intervention)}: beside these, and in neither of them."
        )
    return said


def _some(cases: Sequence[str], most: int = 5) -> str:
    """Case refs, or how many where they are many."""
    return listed(cases) if len(cases) <= most else f"{', '.join(cases[:most])} and {len(cases) - most:,} others"


def table(answer: Answer) -> list[dict[str, str]]:
    """The table under the chart as a person reads it, with its total."""
    shape: Costs = answer.shape
    found = [_row(shape, line.name, line) for line in shape.agencies]
    return [*found, _row(shape, "All agencies", shape.total)]


def _row(shape: Costs, name: str, line: Line) -> dict[str, str]:
    def changed(of: Line) -> str:
        if not shape.comparable or of.change is None:
            return "no data"
        return f"{pounds(of.change)} ({change(of.change_share, 1 if of is shape.total else 0)})"

    def part(amount: float | None, approach: str) -> str:
        return recorded(amount) + ("" if amount is None else f" ({_share(shape.share_of(line, approach))})")

    row = {
        "Agency": name,
        "Historic": part(line.historic, HISTORIC),
        "Principles-based": part(line.new, NEW),
        "Change": changed(line),
    }
    if shape.windows_known and shape.comparable:
        rate = shape.monthly(line)
        row |= {
            "Historic, a month": recorded(rate.historic),
            "Principles-based, a month": recorded(rate.new),
            "Change, a month": changed(rate),
        }
    if shape.total.intervention:
        row["Intervention"] = pounds(line.intervention)
    return row


def _share(portion: float | None) -> str:
    """A part of the whole, to a tenth of a per cent: small ones are the point of a cost split."""
    return "no data" if portion is None else f"{portion * 100:.1f}%"


def apart(answer: Answer) -> list[dict[str, str]]:
    """Amounts of price years that cannot be added up: each year by itself, as written down."""
    return [
        {
            "Price year": row["price year"] or "Not stated",
            "Agency": row["agency"],
            "Historic": pounds(row["historic"]),
            "Principles-based": pounds(row["principles-based"]),
            "Intervention": pounds(row["intervention"]),
        }
        for row in answer.shape.apart
    ]


def apart_subtitle(answer: Answer) -> str:
    """Under the table of amounts that are not added up."""
    return f"{who(answer.shape)}{of_kind(answer.shape)}{without(answer)}. Windows: {windows(answer.shape)}. Each in the prices of its own year. {NOT_CAUSE}"


def kinds(answer: Answer, optimism: float) -> list[dict[str, str]]:
    """Each kind of money by itself: its cases, what was spent of it, and the cost avoided as a range. No total."""
    return [_kind(shape, optimism) for shape in answer.shape.each_kind]


def _kind(shape: Costs, optimism: float) -> dict[str, str]:
    row = {"Kind of money": KINDS[shape.kind], "Cases": f"{shape.n:,}"}
    if shape.price.refused:
        return row | dict.fromkeys(("Historic", "Principles-based", "Cost avoided, low to high"), "not added up")
    total, found = shape.total, shape.avoided(optimism)
    rate = shape.monthly(total) if found else None

    def both(amount: float, monthly: float | None) -> str:
        return pounds(amount) + (f" ({pounds(monthly)} a month)" if monthly is not None else "")

    return row | {
        "Historic": both(total.historic, rate and rate.historic),
        "Principles-based": both(total.new, rate and rate.new),
        "Cost avoided, low to high": f"{pounds(found.low)} to {pounds(found.high)}" if found else "windows unknown",
    }


def kinds_words(answer: Answer, optimism: float) -> str:
    """What the range is, and what it is not."""
    ranges = [shape for shape in answer.shape.each_kind if shape.windows_known]
    said = [f"{plural(len(_cases(answer)), 'case')}{without(answer)}."]
    said += [KINDS_ARE] if len(answer.shape.kinds) > 1 else []
    if ranges:
        said.append(
            "Cost avoided is what would have been spent since at the historic rate, less what was. The high end is as counted; the low end "
            f"takes off {optimism:.0%} for optimism, which is your choice and not a measured one. What the intervention cost is not taken off, "
            "and none of it is added to hours released."
        )
        of: dict[str, list[str]] = {}
        for shape in ranges:
            of.setdefault(f"{windows(shape)}; {prices(shape.price)}", []).append(KINDS[shape.kind].lower())
        said += [f"Windows of {listed(kinds)}: {lengths}." for lengths, kinds in of.items()]
    else:
        said.append("Cost avoided cannot be worked out, because the windows are unknown.")
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
    cases = {row["case_ref"] for row in answer.shape.rows if row["cash_type"] == AVOIDED}
    return (
        f"{plural(lines, 'row')} of {plural(len(cases), 'case')}{without(answer)} {'has' if lines == 1 else 'have'} the cash type “Avoided”: costs "
        "that were not incurred, so they are in no agency's spend and in no figure above. As written down, each in the prices of its own year. "
        f"{NOT_CAUSE}"
    )


# -- Before and after intervention


def quarters_headline(shape: BeforeAndAfter) -> str:
    """How many interactions a case has in a quarter, before and after."""
    before, after = shape.mean(BEFORE), shape.mean(AFTER)
    if before is None or after is None:
        side = "before" if before is None else "after"
        return f"No case has been followed through a whole quarter {side} intervention"
    was, now = number(before, 1), number(after, 1)
    if was == now:
        return f"Interactions stayed at about {now} a case and quarter after intervention"
    verb = "fell" if after < before else "rose"
    return f"Interactions {verb} from {was} to {now} a case and quarter after intervention"


def quarters_subtitle(answer: Answer) -> str:
    """Cases, window and price year."""
    shape: BeforeAndAfter = answer.shape
    sides = {side: [p for p in shape.points if p.side == side] for side in (BEFORE, AFTER)}
    lengths = " and ".join(
        f"{plural(len(points), 'quarter')} {side.lower()}" for side, points in sides.items() if points
    )
    said = "not added up" if shape.price.refused else prices(shape.price)
    return (
        f"{plural(shape.n, 'case')}{without(answer)}, each lined up on its own intervention date: {lengths} of 91.3125 days. The number of cases followed is "
        f"under each quarter. Cost{of_kind(shape)}: {said}. {NOT_CAUSE}"
    )


def quarters_left_out(shape: BeforeAndAfter) -> str:
    """What could not be counted, and why."""
    words = {
        "no intervention date": "in {cases} without an intervention date",
        "recorded as avoided": "recorded as avoided",
        "no date": "without a date",
        "intervention cost": "for the intervention itself",
        "more than eight quarters away": "more than eight quarters away",
        "quarter not followed to its end": "in a quarter that its case was not followed to the end of",
    }
    parts = [
        f"{plural(lines, 'row')} {words[why].format(cases=plural(cases, 'case'))}"
        for why, (cases, lines) in shape.left_out.items()
    ]
    return f"Not counted: {listed(parts)}." if parts else ""


def quarters_table(shape: BeforeAndAfter, per_case: bool, cumulative: bool) -> list[dict[str, str]]:
    """The table under the charts, as they are drawn."""
    values = {
        what: {p.quarter: value for p, value in shape.series(what, per_case=per_case, cumulative=cumulative)}
        for what in ("transactions", "amount")
    }
    each = " for each case" if per_case else ""
    of = f" ({KINDS[shape.kind].lower()})" if len(shape.kinds) > 1 else ""
    running = ", cumulative" if cumulative else ""
    return [
        {
            "Quarter": f"{abs(p.quarter)} {p.side.lower()}",
            "Cases followed": f"{p.cases:,}",
            f"Interactions{each}{running}": number(values["transactions"][p.quarter], 2 if per_case else 0),
            f"Cost{of}{each}{running}": pounds(values["amount"].get(p.quarter)),
        }
        for p in shape.points
    ]
