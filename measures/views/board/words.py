"""The common measures board in words: short headlines, because a steering group reads nine panels on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from measures.answers import Answer
from measures.definition import FEWEST as FEWEST_OF_SHARE
from measures.disclosure import MANAGER, NEED, NOT_SPLIT, REST, STEERING_GROUP, Gathered
from measures.over_time import Drawn
from measures.shapes import BeforeAndAfter, Costs, Frequency, Share, share
from measures.shapes.costs import HISTORIC, NEW
from measures.shapes.demand import FAILURE, VALUE
from measures.shapes.effort import AN_HOUR
from measures.shapes.shares import Side
from measures.sheets.households import IN_BALANCE, TIERS
from measures.views import base, itself
from measures.views.base import NOT_SHOWN
from measures.views.capability import signals
from measures.views.capability import words as over_time
from measures.views.capability.latest import change
from measures.views.costs import words as money
from measures.views.frequency.streets import all_rated, none_in_need, of_all, without_tiers
from measures.views.known import so_far
from measures.views.ratings import words as ratings
from measures.words import called, listed, moment, month, number, percent, plural, portion, pounds, sentence_case, short

# The bands as the deck heads them (slide 13).
BANDS = {
    3: "Tier 3 – Strategic: demand reduction and cost removal",
    2: "Tier 2 – Geography: capacity and scalability",
    1: "Tier 1 – Individual: outcomes and economics",
}
NOTHING_RECORDED = "Nothing that could show this was recorded when this was published."
NOT_SHARED = "Not shared: what this is of stays with each organisation."
NOT_THIS_TIME = "Nothing was shared for this board."
OF_CASES = "What is of cases is shown of the whole place alone."
NOTHING_TO_SHOW = (NOTHING_RECORDED, NOT_SHARED, NOT_THIS_TIME, OF_CASES)  # of a panel that is in no pack
WIDER = "All {every}: this panel is not of what is chosen."
# What each band shows, and the kinds of sheet that it is made of; each kind where it is first needed.
WILL_SHOW = {
    3: (
        "Interactions and cost before and after intervention, and failure demand over time.",
        ("transactions", "cases", "demands"),
    ),
    2: ("How much help people need, on which streets, and how much capacity failure demand takes.", ("households",)),
    1: ("What matters to one person, how they rate it, and what each agency spends.", ("ratings",)),
}
VIEWS = {STEERING_GROUP: "For a steering group", MANAGER: "For a manager"}
THEIR_WORDS = "What matters to them, in their words:"
NO_CASE = "No case is chosen for the board. Choose one that agreed to be shown, under “Change this board”."
NO_CASE_SHOWN = "No case is shown: none is chosen that agreed to be shown."
CONSENT_GONE = "The case of this release is shown no more: its consent to be shown is no longer recorded."
SHORT: dict[object, str] = {
    1: "need serious help",
    2: "either way",
    NEED: "need serious help or could go either way",
    IN_BALANCE: "at tier 3 or not rated",
}


def as_at(version: dict) -> str:
    """A past version in a list: when, and what was done then."""
    what = version["what"]
    return f"{moment(version['changed_at'])}: {what[:60]}{'…' if len(what) > 60 else ''}"


def of_what(locality: str | None, since: str | None, until: str | None, loaded: dict | None) -> str:
    """Of where, of when, and as at which load all of the board is."""
    months = {
        (False, False): "all months",
        (True, False): "from {}",
        (False, True): "up to {}",
        (True, True): "{} to {}",
    }
    when = months[bool(since), bool(until)].format(*[month(each) for each in (since, until) if each])
    data = f"Data as loaded on {moment(loaded['changed_at'])}" if loaded else "No data"
    return f"{locality or 'All localities'}, {when}. {data}."


def standing(past: dict | None) -> str:
    """As at when the board is, and for whom."""
    when = f"As at {as_at(past)}." if past else "As at now."
    return f"{when} Exact figures, for managers: think before you show them to others."


def where(answer: Answer, *, dated: bool = False) -> str:
    """Place, and period where the measure has one."""
    place = answer.filters.get("locality") or listed(answer.localities)
    if not dated:
        return str(place or "all localities")
    months = base.months(answer)
    return (
        "all localities and months"
        if not place and months == "all months"
        else f"{place or 'all localities'}, {months}"
    )


def _about(answer: Answer, words: str) -> str:
    """The line of a panel, with those who are not in it, and by what its lists were picked."""
    return " ".join(filter(None, (words, base.beside(answer))))


# -- Strategic


def quarters_headline(shape: BeforeAndAfter, what: str) -> str:
    """“Interactions fell in 12 of 15 cases and rose in 2”; “Cashable: cost fell in 9 of 12 cases”."""
    found = itself.finding(shape.changes(what), what)
    return money.named_kind(shape, found) if what == "amount" else found


def quarters_about(shape: BeforeAndAfter, what: str) -> str:
    """What all of these cases had, before and after; price year; and that it proves no cause."""
    price = ""
    if what == "amount":
        price = f"; {f'{shape.price.year} £' if shape.price.year else money.NO_YEAR}{money.of_kind(shape)}"
    found = itself.both_sides(shape.changes(what), what)
    return f"{found}{price}. {money.NOT_CAUSE}" if found else "No quarter to show."


def share_headline(answer: Answer, drawn: Drawn) -> str:
    """The share and what its chart says, without the question that the chart's own page asks. Where a step lies in it,
    the share since and before: all of the time is true of neither.

    A chart asks something in 7 to 14 of 100 where nothing changed. A board is read as what is so: it says that only of
    a change beyond what chance makes, so that with the cases of its other panels no more than five boards of 100 say
    one of none.
    """
    found, asks, _ = signals.headline(drawn, drawn.every).partition(": ask what")
    if asks and not drawn.changed:
        found = "no change beyond chance, and a question on its chart"
    found = f"{found[:1].lower()}{found[1:]}"
    if step := change(drawn, drawn.every):
        return f"Failure demand: {step}. Since then: {found}"
    return f"Failure demand, {answer.shape.in_words}: {found}"


def wider(answer: Answer, locality: str | None, since: str | None, until: str | None) -> str:
    """What was chosen for the board and a panel cannot be asked for: “All localities and months.”; else blank."""
    chosen = {"localities": (locality, "locality"), "months": (since or until, "since")}
    lacks = [every for every, (value, name) in chosen.items() if value and name not in answer.measure.filters]
    return WIDER.format(every=listed(lacks)) if lacks else ""


def could_show(drawn: Drawn) -> str:
    """What size of change a chart that says that there is nothing to explain could have shown; blank of any other."""
    routine = signals.headline(drawn, drawn.every).startswith(signals.ROUTINE)
    return " ".join(over_time.shows(drawn)) if routine else ""


def demand_about(answer: Answer) -> str:
    """Place, period and n."""
    said = [f"n = {answer.shape.counted:,}", so_far(answer)]
    if unshown := answer.shape.unshown:
        are = "is" if unshown == 1 else "are"
        said.append(f"{plural(unshown, answer.measure.every)} of too few to show {are} in this, and in no chart")
    return _about(answer, f"{sentence_case(where(answer, dated=True))}. {'; '.join(filter(None, said))}.")


# -- Geography


def tiers_headline(shape: Frequency) -> str:
    """“5% need serious help, 31% either way”; the picture has the sentences."""
    if not shape.total:
        return "No household has a tier yet"
    if shape.total < FEWEST_OF_SHARE:
        counts = ", ".join(_so_many(shape.count(tier), SHORT[tier]) for tier in shape.order if tier in SHORT)
        return sentence_case(f"{shape.about}{counts} of {plural(shape.total, 'household')}")
    return sentence_case(
        ", ".join(f"{portion(shape.share(tier), shape.total)} {SHORT[tier]}" for tier in shape.order if tier in SHORT)
    )


def _so_many(count: int, words: str) -> str:
    return f"{count:,} {words.replace('need ', 'needs ', 1) if count == 1 else words}"


def tiers_about(answer: Answer) -> str:
    """Place, n, and whom it leaves out."""
    shape = answer.shape
    beside = f" {plural(shape.unplaced, 'household')} not rated, in no share." if shape.unplaced else ""
    return _about(answer, f"{sentence_case(where(answer))}. n = {plural(shape.total, 'household')}.{beside}")


def tiers_table(shape: Frequency) -> list[dict[str, str]]:
    """The tiers as a table, in the person's words."""
    return [
        {
            "Tier": TIERS.get(tier, tier),
            "Households": f"{shape.count(tier):,}",
        }
        | ({"Share": percent(shape.share(tier))} if shape.total >= FEWEST_OF_SHARE else {})
        for tier in shape.order
    ]


def streets(shape: Frequency) -> list[dict[str, Any]]:
    """A row for each street: households, and how many are at tiers 1 and 2. Most in need first. None where that is not
    shown, and of a street on which nobody has a tier: `known` says which."""
    found = []
    for street in shape.order:
        parts: dict[object, int] = {r["split"]: r["count"] for r in shape.rows if r["category"] == street}
        known = parts.keys() != {None}
        need = None if NOT_SPLIT in parts or not known else sum(parts.get(part, 0) for part in (NEED, 1, 2))
        found.append({"street": street, "households": sum(parts.values()), "need": need, "known": known})
    return sorted(found, key=lambda r: (r["need"] is None, -(r["need"] or 0), str(r["street"]).casefold()))


def streets_headline(shape: Frequency, rows: Sequence[dict]) -> str:
    """How many households are at the two tiers of greater need, all of them first; then of how many a street is
    shown."""
    if isinstance(shape, Gathered):
        return of_all(shape)
    if not shape.count(..., tuple(TIERS)):
        return without_tiers(len(rows))
    in_need = [row["need"] or 0 for row in rows]
    some, need = sum(count > 0 for count in in_need), sum(in_need)
    if not need:
        return none_in_need(all_rated(shape))
    return f"{plural(need, 'household')} in need on {plural(some, 'street')}"


def streets_about(answer: Answer, rows: Sequence[dict], shown: int) -> str:
    """Place, n, the order, and how many streets the picture leaves out."""
    shape = answer.shape
    if isinstance(shape, Gathered):
        groups = f"{plural(shape.together, 'group')} of streets" if shape.together else ""
        first = " and ".join(filter(None, (plural(shape.places, "street") if shape.places else "", groups)))
        first = f"{first}, {shown:,} of them drawn" if len(rows) > shown else first
    else:
        first = f"{shown:,} of {len(rows):,} streets" if len(rows) > shown else plural(len(rows), "street")
    place = answer.filters.get("locality")
    return _about(answer, f"{f'{place}, ' if place else ''}{first}, n = {answer.n:,}.")


def streets_table(rows: Sequence[dict]) -> list[dict[str, str]]:
    """The streets as a table."""
    return [
        {
            "Street": str(row["street"]),
            "Households": f"{row['households']:,}",
            NEED: _untold(row) if row["need"] is None else f"{row['need']:,}",
            REST: _untold(row) if row["need"] is None else f"{row['households'] - row['need']:,}",
        }
        for row in rows
    ]


def _untold(row: dict) -> str:
    return NOT_SHOWN if row["known"] else "no tier known"


def capacity_headline(failure: Share, effort: Share) -> str:
    """“Failure: 39% of demand, 51% of the time”; of an area of which not all months are told: “…, of what can be told
    here”."""
    of_demand, of_time = failure.share, effort.share
    if of_demand is None and of_time is None:
        are = "can be told here" if failure.elsewhere else "are classified"
        return f"Too few demands {are} to say a share"
    time = "" if of_time is None else f"{effort.in_words} of the time"
    demands = "" if of_demand is None else f"{failure.in_words} of demand"
    here = "of what can be told here" if failure.elsewhere or effort.elsewhere else ""
    return f"Failure: {', '.join(filter(None, [demands, time, here]))}"


def capacity_table(failure: Share, effort: Share) -> list[dict[str, str]]:
    """Value and failure, of demand and of time."""
    sides: tuple[tuple[str, Side], ...] = ((FAILURE, "part"), (VALUE, "rest"))
    rows = []
    for kind, side in sides:
        shares = [part if part is None or side == "part" else 1 - part for part in (failure.share, effort.share)]
        demands, minutes = [
            shape.numerator if side == "part" else shape.denominator - shape.numerator for shape in (failure, effort)
        ]
        rows.append(
            {
                "": kind,
                "Demands": f"{demands:,}",
                "Share of demand": percent(shares[0]),
                "Hours": number(minutes / AN_HOUR if effort.counted else None),
                "Share of time": percent(shares[1]),
                "Minutes known for": percent(share(*effort.known(side))),
            }
        )
    return rows


# -- Individual


def ratings_headline(answer: Answer) -> str:
    """How many statements are higher, without saying whose: the band says it."""
    return sentence_case(ratings.changed(answer.shape.changes, len(answer.shape.statements)))


def ratings_about(answer: Answer) -> str:
    """Of when, and how many."""
    shape = answer.shape
    n = f"{plural(shape.standing, 'rating')} on {plural(len(shape.dates), 'date')}"
    return " ".join(
        filter(None, (f"{n}, the latest {short(shape.dates[-1])}, each {ratings.scale(shape)}.", ratings.raters(shape)))
    )


def costs_headline(shape: Costs) -> str:
    """The fair comparison first, by the month over as long on both sides, and what it comes to; then the totals to
    date, of unequal times. Of several kinds of money of which."""
    if shape.price.refused:
        return "Amounts of different price years, not added up"
    return money.named_kind(shape, _costs_finding(shape))


def _costs_finding(shape: Costs) -> str:
    total = shape.total
    if not shape.agencies:
        return money.of_no_approach(shape)
    if not shape.comparable:
        if not any(map(shape.rows_of, (HISTORIC, NEW))):
            return money.NEITHER
        return f"{pounds(total.historic or total.new)}: nothing to compare it with yet"
    known = all(shape.exposure.values())
    if known and (shape.spent_later or not shape.lined_up):
        return money.in_their_time(shape)
    if shape.spent_later or not shape.lined_up:
        return (
            f"{money.recorded(total.historic)} historic, {money.recorded(total.new)} principles-based, "
            f"{money.over(shape)}"
        )
    rate = shape.monthly(total)
    fair = f"{money.recorded(rate.historic)} a month before, {money.recorded(rate.new)} a month after"
    to_date = f"{pounds(total.historic)} and {pounds(total.new)} to date"
    return f"{fair}: {money.of_one(shape)}; {to_date}"


def costs_about(shape: Costs) -> str:
    """Windows and price year; and that it proves no cause. Where much came later than the bars are of, how much, and
    what it makes of both sides."""
    windows = money.windows(shape)
    if shape.spent_later and shape.lined_up and all(shape.exposure.values()):
        windows = (
            f"to date {money.by_month(shape)}; the bars are of {plural(shape.months // 3, 'quarter')} on either side, "
            f"and {pounds(shape.spent_later)} came after"
        )
    return f"{sentence_case(windows)}, {money.prices(shape.price)}{money.of_kind(shape)}. {money.NOT_CAUSE}"


def case_heading(case: str, title: str | None) -> str:
    """Whose outcomes and costs they are."""
    return called("Case", case) + (f": {title}" if title else "")
