"""The classification inbox in words."""

from __future__ import annotations

from measures.inbox import Corrected, Demand, Standing, Together
from measures.shapes.agreement import Agreement
from measures.words import day, listed, percent, plural

QUEUES = {
    "new": "Not classified yet",
    "unsure": "Not sure",
    "second": "A second opinion",
    "mine": "My own answers",
}
# What each queue is for, and what is said when it is empty.
ABOUT = {
    "new": "Demands that nobody has classified, in the order in which they were received.",
    "unsure": "Demands that are Not sure: by the spreadsheet, or by the latest answer here.",
    "second": "Demands that somebody else has classified here and you have not. You do not see what they said.",
    "mine": "Your own answers, the latest first. A new answer takes the place of yours, and the earlier one is kept.",
}
DONE = {
    "new": "Every demand is classified.",
    "unsure": "No demand is Not sure.",
    "second": "There is nothing that somebody else has classified here and you have not.",
    "mine": "You have not classified any demand here yet.",
}


def standing(found: Standing) -> str:
    """How many demands are classified, how many of these in the inbox, and how many of them differ from the sheet."""
    done = found.demands - found.unclassified
    said = f"{done:,} of {plural(found.demands, 'demand')} classified"
    if not found.inbox:
        return f"{said} in spreadsheets, and none in the inbox."
    differ = f", {found.differ:,} of these otherwise than the spreadsheet has it" if found.differ else ""
    rest = ", the rest in spreadsheets" if done > found.inbox else ""
    return f"{said}: {found.inbox:,} in the inbox{differ}{rest}. Of several answers to one demand the latest counts."


def corrected_later(found: Corrected) -> str:
    """How many demands the inbox and a later sheet differ on, and which of the two counts."""
    return (
        f"{plural(found.demands, 'demand')} {'has' if found.demands == 1 else 'have'} one class by the inbox and "
        f"another by a sheet that was corrected later. The {found.counts} counts."
    )


def together(found: Together | None) -> str:
    """How two people agree so far, for one of the two; nothing where they have no demand in common."""
    if found is None:
        return ""
    return f"You and {found.other} have said the same of {found.same:,} of {plural(found.n, 'demand')} so far."


def left(count: int) -> str:
    """How many are left in a queue, this one among them."""
    return f"{plural(count, 'demand')} left here"


def about(found: Demand) -> str:
    """When a demand was received and by whom: nothing else that would tell what to make of it."""
    return " · ".join(filter(None, (day(found.received), found.agency)))


def left_behind(count: int) -> str:
    """What the answers are whose demand is gone, and what to say of each."""
    return (
        f"{plural(count, 'answer')} given here {'is' if count == 1 else 'are'} not counted, because the row was "
        "changed in a later upload. "
        "If the row that took its place is the same demand, the answer goes with it."
    )


def answer(kind: str, type_: str | None, condition: str | None) -> str:
    """Failure, Chasing a repair, because of hand-offs."""
    return ", ".join(filter(None, (kind, type_, condition and f"because of: {condition}")))


def agreement_headline(found: Agreement, one: str, other: str) -> str:
    """“AB and CD said the same of 12 of 15 demands: 80%”."""
    if not found.n:
        return f"{one} and {other} have not classified any demand that the other has"
    share = f": {percent(found.share)}"
    return f"{one} and {other} said the same of {found.same:,} of {plural(found.n, 'demand')}{share}"


def agreement_subtitle(found: Agreement) -> str:
    """How often which answer met which; and what a difference is for."""
    pairs = sorted(found.pairs().items(), key=lambda item: (-item[1], item[0]))
    met = listed([f"{one} and {other} {count:,}" for (one, other), count in pairs])
    return (
        f"Demands that both have classified: n = {found.n:,} ({met}, each in this order). A difference is not a "
        "mistake: talk about what the "
        "person wanted, and what the purpose is from where they stand."
    )


def differences(found: Agreement, one: str, other: str) -> list[dict[str, str]]:
    """A row for each demand of which the two said different things."""
    return [
        {
            "What the person asked": row["words"],
            "Received": day(row["received"]),
            "Agency": row["agency"] or "",
            f"{one} said": row["one"],
            f"{other} said": row["other"],
        }
        for row in found.differ
    ]
