"""Costs in words. Every sum of money says its window, its cases, its price year, and that it proves no cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measures.answers import Answer
from measures.money import Price
from measures.shapes.base import share
from measures.shapes.before_and_after import BeforeAndAfter
from measures.shapes.costs import ALL, HISTORIC, KINDS, NEW, Costs, Line
from measures.views import itself
from measures.views.itself import ALONE, change
from measures.words import DAYS_A_MONTH, called, fixed, listed, plural, pounds, span

NOT_CAUSE = "Not evidence of cause."
WORDS = {HISTORIC: "historic", NEW: "principles-based"}
KINDS_ARE = (
    "Cashable money can leave a budget. Capacity is people's time, freed for something else. Spending is rows that do "
    "not say which. "
    "They are never added together."
)
PAYMENTS_ARE = (
    "A row whose activity has one of these words is money for what others did: it counts in cost, and as no "
    "interaction before and after or by month. A row that names no activity is an interaction: fill in “Activity” "
    "where it was a payment. Words count whole, one or many: “charge” is in “Charges” and not in “Discharge”."
)
NO_YEAR = "price year not stated"
NEITHER = "Neither historic nor principles-based cost is recorded"
# Why a window is not known, of which every row has a date.
NO_WINDOW = "its rows are of £0, or dated on the other side of the intervention or years from all others"


def payments(paid: Mapping[str, int]) -> str:
    """How many rows are payments."""
    return f"Rows that are payments, not contacts: {plural(sum(paid.values()), 'row') if paid else 'none'}"


def each_payment(paid: Mapping[str, int]) -> list[dict[str, str]]:
    """The activities that are payments, as a table."""
    return [{"Activity that is a payment": activity, "Rows": f"{n:,}"} for activity, n in paid.items()]


def recorded(amount: float | None, in_all: float | None = None) -> str:
    """An agency's cost in an approach; without a row of it, £0 and not recorded cannot be told apart. Of some quarters
    alone there may be none where there is some `in_all`."""
    if amount is None:
        return "none recorded" if in_all is None else "none in these quarters"
    return pounds(amount)


def bar(amount: float | None, approach: str, portion: float | None = None, in_all: float | None = None) -> str:
    """The words after a bar: “£646 principles-based, 81% less”, “no principles-based cost recorded”."""
    if amount is None:
        return f"no {WORDS[approach]} cost {'recorded' if in_all is None else 'in these quarters'}"
    return f"{pounds(amount)} {WORDS[approach]}" + (f", {change(portion)}" if portion is not None else "")


def headline(answer: Answer) -> str:
    """The finding, of one kind of money where there are several: of several cases, each with itself; else totals as
    they stand."""
    return named_kind(answer.shape, _finding(answer.shape))


def named_kind(shape: Costs | BeforeAndAfter, found: str) -> str:
    """A finding of cost with its kind of money, where there are several: “Cashable: cost fell in 9 of 12 cases”. Of
    a case that is paid for otherwise since it would be read as all that it costs."""
    return f"{KINDS[shape.kind]}: {found[:1].lower()}{found[1:]}" if len(shape.kinds) > 1 else found


def _finding(shape: Costs) -> str:
    total = shape.total
    if not shape.agencies and not shape.lined_up:
        return of_no_approach(shape)
    if shape.of_others and shape.on_both_sides:
        return of_different_cases(shape)
    if not shape.comparable:
        has, lacks = (HISTORIC, NEW) if shape.rows_of(HISTORIC) else (NEW, HISTORIC)
        if not shape.rows_of(has):
            return f"{NEITHER}, so there is nothing to compare"
        amount = pounds(total.of(has))
        return f"{amount} {WORDS[has]}; no {WORDS[lacks]} cost is recorded, so there is nothing to compare"
    if shape.lined_up and shape.n > 1:
        return itself.finding(shape.changes, "amount")
    if shape.lined_up:
        return f"{_both(shape.monthly(total), ' a month')}: {of_one(shape)}"
    return f"{_both(total)}{_less(total) if shape.in_percent else ''}, {over(shape)}"


def over(shape: Costs) -> str:
    """Over how long both sides are to date: “over 152 days and a time that is not known”."""
    historic, new = (found and found.days for found in shape.exposure.values())
    if historic and new:
        return f"over {historic:,} and {_days(shape, new)}"
    if not historic and not new:
        return "over times nobody recorded"
    return (
        f"over {' and '.join(_days(shape, days) if days else 'a time that is not known' for days in (historic, new))}"
    )


def _days(shape: Costs, days: int) -> str:
    """“152 days”; of several cases their sum, “714 case-days”, which none of them took."""
    return f"{days:,} case-days" if shape.n > 1 else plural(days, "day")


def of_different_cases(shape: Costs) -> str:
    """That one side is of other people than the other."""
    both = (f"{pounds(shape.total.of(approach))} {WORDS[approach]}" for approach in (HISTORIC, NEW))
    return f"{' and '.join(both)} are of different cases, so there is nothing to compare"


def of_one(shape: Costs) -> str:
    """How a case changed: in per cent, or not at all; or why these quarters do not tell."""
    if shape.spent_later:
        return (
            f"but {pounds(shape.spent_later)} of the latter came after the {plural(shape.months // 3, 'quarter')} "
            f"that this is of"
        )
    if shape.undated_since:
        return f"but {pounds(shape.undated_since)} of the latter has no date, and is in no quarter"
    if not shape.in_percent:
        near = itself.alike(shape.changes.before, shape.changes.after)
        return "about the same" if near else "no further apart than one row puts them"
    if shape.changes.change_share is None:
        return "of £0 or less there is no per cent"
    return change(shape.changes.change_share, 1)


def of_no_approach(shape: Costs) -> str:
    """The finding where no line says which approach it is of, nor has a date that would."""
    return (
        f"{pounds(shape.not_stated)} is neither historic nor principles-based: no row says which, by approach or by "
        f"date"
    )


def _both(line: Line, each: str = "") -> str:
    return f"{pounds(line.historic)}{each} in the historic approach and {pounds(line.new)} in the principles-based one"


def _less(line: Line) -> str:
    return "" if line.change_share is None else f": {change(line.change_share, 1)}"


def windows(shape: Costs) -> str:
    """Over how long: of several cases, as long on both sides; of one, to date, and over how many quarters it is
    compared."""
    if shape.lined_up and shape.n > 1:
        return f"{shape.months:,} case-months on either side"
    if not shape.lined_up:
        return to_date(shape)
    return f"{to_date(shape)}; a month, of {plural(shape.months // 3, 'quarter')} on either side"


def in_their_time(shape: Costs) -> str:
    """The totals to date, each with its own time: “£106,777 historic in 16 years, £20,760 principles-based in 6
    months”."""
    totals = {HISTORIC: shape.total.historic, NEW: shape.total.new}
    long = (_days(shape, shape.days(side)) if shape.n > 1 else span(shape.days(side)) for side in totals)
    return ", ".join(f"{recorded(n)} {WORDS[side]} in {days}" for (side, n), days in zip(totals.items(), long))


def by_month(shape: Costs) -> str:
    """The totals to date by the month of their own times: “£549 a month, then £3,611”."""
    rates = [
        pounds((n or 0) * DAYS_A_MONTH / shape.days(side))
        for side, n in ((HISTORIC, shape.total.historic), (NEW, shape.total.new))
    ]
    return f"{rates[0]} a month, then {rates[1]}"


def to_date(shape: Costs) -> str:
    """The windows of both approaches."""
    return ", ".join(window(shape, approach) for approach in (HISTORIC, NEW))


def window(shape: Costs, approach: str) -> str:
    """The length of a window to date in days; over many cases their sum."""
    found = shape.exposure[approach]
    if found is None:
        return f"{WORDS[approach]} not known"
    return f"{WORDS[approach]} {_days(shape, found.days)}"


def prices(price: Price) -> str:
    """“2023-24 prices”."""
    return f"{price.year} prices" if price.year else NO_YEAR


def who(shape: Costs) -> str:
    """Which cases: one by its reference and title, more by their number."""
    if shape.n == 1:
        (case,) = shape.compared
        title = shape.cases[case]
        return called("Case", case) + (f": {title}" if title else "")
    return plural(shape.n, "case")


def subtitle(answer: Answer) -> str:
    """Cases, windows and price year, of every figure under the headline."""
    shape: Costs = answer.shape
    said = f"{who(shape)}{of_kind(shape)}{without(answer)}"
    if shape.lined_up and shape.n > 1:
        said += (
            f", each over as many quarters after its own intervention as before. "
            f"{itself.in_all(shape.changes, 'amount')}"
        )
        return f"{said} {prices(shape.price).capitalize()}. {NOT_CAUSE}"
    return f"{said}. Windows: {windows(shape)}. {prices(shape.price).capitalize()}. {NOT_CAUSE}"


def of_kind(shape: Costs | BeforeAndAfter) -> str:
    """Which kind of money, where there are several."""
    return f", {KINDS[shape.kind].lower()} alone" if len(shape.kinds) > 1 else ""


def without(answer: Answer) -> str:
    """Which cases a person chose to leave out of the figures."""
    cases = answer.filters.get("without")
    return f", without {_some(cases)}" if isinstance(cases, Sequence) and cases else ""


def refused(price: Price, faults: Sequence[str] = ()) -> str:
    """Why amounts are not added up, and what would let them be."""
    years = [year for year in price.missing if year]
    said = []
    if None in price.missing:
        said.append(
            "some rows say which year's prices they are in and others do not: fill in “Price year” for all of them"
        )
    if years:
        said.append(f"there is no deflator for {listed(years)}: put one into deflators.csv beside the store")
    return f"These amounts are of different price years and are not added up: {'; '.join(said)}. {' '.join(faults)}".strip()


def kinds_in_part(shape: Costs) -> str:
    """Of which cases some rows say their kind of money and others do not, and what to do."""
    if not (cases := shape.kinds_in_part):
        return ""
    return (
        f"{_some(cases)}: some rows say their kind of money and others do not, so that none can be compared. Fill in "
        "“Cash type” for all of them or for none."
    )


def warnings(answer: Answer) -> list[str]:
    """What would mislead a reader who did not know it. Of less than a month nothing is said by the month, nor
    by the day."""
    shape: Costs = answer.shape
    said = []
    unknown = [approach for approach in (HISTORIC, NEW) if shape.exposure[approach] is None]
    if unknown and shape.comparable and not shape.lined_up:
        said.append(
            f"The window of the {listed([WORDS[approach] for approach in unknown])} cost is unknown, because "
            f"{NO_WINDOW if all(map(shape.is_dated, unknown)) else 'not every row has a date'}. Totals of "
            "different lengths of time are "
            "no comparison: the deck's own case is £106,777 against £2,210, and if the first is sixteen years and the "
            "second three months "
            "it reverses when both are put per year."
        )
    if shape.price.refused or not shape.comparable:
        return said
    if shape.unequal and not (shape.lined_up and shape.n > 1):
        lengths = listed([f"{WORDS[a]} {_length(shape, shape.days(a))}" for a in (HISTORIC, NEW)])
        are_months = min(map(shape.days, (HISTORIC, NEW))) >= DAYS_A_MONTH
        each = "for each case " if shape.n > 1 else ""
        rates = f": {each}they come to {by_month(shape)}" if are_months else ""
        by_day = share(shape.total.new / shape.days(NEW), shape.total.historic / shape.days(HISTORIC))
        turned = ""
        if are_months and by_day is not None and shape.total.change * (by_day - 1) < 0:
            turned = (
                f" The comparison reverses: in total it is {change(shape.total.change_share, 1)}, by the day of each "
                f"window {change(by_day - 1, 1)}."
            )
        said.append(f"The windows are unequal: {lengths}. Do not compare the totals{rates}.{turned}")
    if shape.undated:
        said.append(
            f"{pounds(shape.undated)} has no date: it is in no quarter, and may be the same money told another way."
        )
    said += filter(None, [kinds_in_part(shape)])
    if shape.beyond and not (shape.lined_up and shape.n > 1):
        said.append(
            f"In {plural(len(shape.beyond), 'case')} ({_some(shape.beyond)}) rows are dated after “Followed until”, or "
            f"after the record of one of its agencies ends: what that agency cost since is in no total."
        )
    if shape.outside:
        said.append(
            f"In {plural(len(shape.outside), 'case')} ({_some(shape.outside)}) rows state an approach and are dated on "
            f"the "
            "other side of the intervention: they count by what they state. Check their dates and approach."
        )
    if years := shape.years_without_prices:
        said.append(
            f"Rows of {years} calendar years do not say which year's prices they are in: pounds of different years are "
            f"added "
            "up as they stand. Fill in “Price year”."
        )
    return said


def _length(shape: Costs, days: int) -> str:
    """“5,844 days (16 years)”; of some days, and of those of several cases together, no more than how many."""
    said = _days(shape, days)
    return said if shape.n > 1 or span(days) == said else f"{said} ({span(days)})"


def compared(answer: Answer) -> str:
    """Which cases the figures are of, and why others are not among them; nothing to say of a single case."""
    shape: Costs = answer.shape
    if shape.left_out:
        parts = [f"{_some(cases)} ({ALONE[reason]})" for reason, cases in shape.left_out.items()]
        these = "This is the 1 case" if shape.n == 1 else f"These are the {shape.n:,} cases"
        these += (
            f" whose rows {'say' if shape.kind else 'do not say'} their kind of money and"
            if len(shape.kinds) > 1
            else ""
        )
        return (
            f"{these} that can be compared{without(answer)}. Left out: {'; '.join(parts)}. Choose a case to "
            f"see it by itself."
        )
    if shape.n > 1 and not shape.lined_up:
        return (
            f"These are all {shape.n:,} cases{without(answer)}, as bare totals. If two of them are the same money, "
            f"it is here twice: choose one."
        )
    return ""


def nothing_spent(answer: Answer) -> str:
    """Why there is no figure at all."""
    why = "every row is recorded as avoided" if answer.shape.rows else "no case is left"
    return f"Nothing to show{without(answer)}: {why}."


def notes(answer: Answer) -> list[str]:
    """What else a reader should know of the figures."""
    shape: Costs = answer.shape
    said = []
    if shape.n == 1 and (note := next(filter(None, (row.get("note") for row in shape.shown)), None)):
        said.append(f"Noted with this case: {note}")
    if shape.price.refused:
        return said
    if len({row["price_year"] for row in shape.shown}) > 1:
        said.append(
            f"Amounts of earlier years were brought to {shape.price.year} prices with: {shape.deflators.source}."
        )
    for approach in (HISTORIC, NEW):
        if names := shape.unrecorded(approach):
            said.append(
                f"{len(names):,} of {plural(len(shape.agencies), 'agency', 'agencies')} "
                f"{'has' if len(names) == 1 else 'have'} no "
                f"{WORDS[approach]} cost recorded ({listed(names)}). That may be £0 or a gap in the record; the total "
                "counts it as £0."
            )
    if shape.not_stated:
        said.append(
            f"{pounds(shape.not_stated)} belongs to no approach and could not be placed by its date: it is in neither "
            "total."
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
    return [_row(shape, line) for line in [*(each for each in shape.agencies if each.name != ALL), shape.total]]


def _row(shape: Costs, line: Line) -> dict[str, str]:
    def changed(of: Line, in_percent: bool, heading: str) -> dict[str, str]:
        known = shape.comparable and of.change is not None
        cells = {heading: pounds(of.change) if known else "no data"}
        if in_percent:
            cells |= {f"{heading} in per cent": change(of.change_share, 1 if of.name == ALL else 0) if known else ""}
        return cells

    def part(amount: float | None, approach: str) -> str:
        return "" if amount is None else _share(shape.share_of(line, approach))

    row = {
        "Agency": line.name,
        "Historic": recorded(line.historic),
        "Part of historic": part(line.historic, HISTORIC),
        "Principles-based": recorded(line.new),
        "Part of principles-based": part(line.new, NEW),
    }
    row |= changed(line, shape.totals_in_percent, "Change")
    if shape.lined_up:
        rate = shape.monthly(line)
        row |= {
            "Historic, a month": recorded(rate.historic, line.historic),
            "Principles-based, a month": recorded(rate.new, line.new),
        }
        row |= changed(rate, shape.in_percent, "Change, a month")
    if shape.total.intervention:
        row["Intervention"] = pounds(line.intervention)
    return row


def _share(portion: float | None) -> str:
    """A part of the whole, to a tenth of a per cent: small ones are the point of a cost split."""
    return "no data" if portion is None else f"{fixed(portion * 100, 1)}%"


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
    return (
        f"{who(answer.shape)}{of_kind(answer.shape)}{without(answer)}. Windows: {windows(answer.shape)}. Each in "
        f"the prices of its own year. {NOT_CAUSE}"
    )
