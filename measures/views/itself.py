"""Each case compared with itself, in words: of how many it is, and never more than these cases can show."""

from __future__ import annotations

from collections.abc import Callable

from measures.rounding import FEWEST, few, rounded, two_digits
from measures.shapes.itself import Changes
from measures.words import number, plural, pounds

# What is compared: its name, what less and more of it is called, and how an amount of it is written.
NAMES: dict[str, tuple[str, str, Callable[[float], str]]] = {
    "transactions": ("Interactions", "fewer", lambda value: number(value, 1)),
    "amount": ("Cost", "less", pounds),
}
# Why a case is not compared with itself.
ALONE = {
    "no intervention date": "without an intervention date",
    "nothing dated": "without a row that says when",
    "nothing before": "with no row on record before the intervention",
    "less than a quarter before": "on record for less than a quarter before the intervention",
    "not followed": "not followed after the intervention: no row since, and no “Followed until” that is past",
    "less than a quarter after": "followed for less than a quarter after the intervention",
    "less than an interval": "paid by the half-year or year, and on record for less than that on either side",
    "kinds in part": "whose rows say the kind of money here and not there: fill in “Cash type” for all or for none",
    "one side alone": "with cost on one side alone",
    "record ends": "where the record of an agency ends less than a quarter after the intervention, or that is not over",
}
TIMES = 3  # as much, from where per cent more are hard to picture
NOBODY = "No case can be compared with itself yet"


def change(portion: float | None, decimals: int = 0) -> str:
    """“81% less”, “12% more”, “6.6 times as much”; never 100% for what is not all, nor 0% for what is not nothing."""
    if portion is None:
        return "no %"
    if portion == 0:
        return "the same"
    if portion >= TIMES - 1:
        return f"{1 + portion:,.1f} times as much"
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


def finding(changes: Changes, what: str) -> str:
    """Of how many cases, how many fell, stayed and rose; and whether that is more than chance makes."""
    name, less, _ = NAMES[what]
    if not changes.n:
        return NOBODY
    if not any(each.before or each.after for each in changes.cases):
        return f"{name}: none on record in the quarters of {_all(_n(changes))}"
    if not changes.fell + changes.rose:
        return f"{name} stayed about the same in {_all(_n(changes))}"
    if changes.direction:
        most, verb, rest, other = changes.fell, "fell", changes.rose, "rose"
        if changes.direction > 0:
            most, verb, rest, other = changes.rose, "rose", changes.fell, "fell"
        return f"{name} {verb} in {_count(changes, most)} of {plural(_n(changes), 'case')}" + (
            f" and {other} in {_count(changes, rest)}" if rest else ""
        )
    counts = ((changes.fell, less), (changes.rose, "more"), (changes.same, "about the same"))
    (first, word), *others = [(_count(changes, of), words) for of, words in counts if of]
    said = [f"{word} in {first} of {plural(_n(changes), 'case')}", *(f"{words} in {of}" for of, words in others)]
    why = "so few that it could be chance" if changes.few else "no more than chance makes"
    return f"{name}: {', '.join(said)}: {why}"


def _count(changes: Changes, cases: int) -> str:
    """How many cases; for others' eyes about how many, and not of few."""
    if not changes.of_nobody:
        return f"{cases:,}"
    return f"fewer than {FEWEST}" if few(cases) else f"about {rounded(cases):,}"


def _n(changes: Changes) -> int:
    """How many cases there are; for others' eyes to the nearest five."""
    return rounded(changes.n) if changes.of_nobody else changes.n


def _all(n: int) -> str:
    return {1: "the 1 case", 2: "both cases"}.get(n, f"all {n:,} cases")


def both_sides(changes: Changes, what: str) -> str:
    """What all of these cases had before and after, over how many quarters; in per cent only of what is more than chance
    makes."""
    if changes.quarters is None:
        return ""
    low, high = changes.quarters
    length = plural(low, "quarter") if low == high else f"{low:,} to {high:,} quarters"
    before, after = changes.before, changes.after
    if changes.of_nobody:
        before, after = two_digits(before), two_digits(after)
    found = f"{_amount(before, what)} before and {_amount(after, what)} after, over {length} of each on either side"
    if not changes.clear or changes.change_share is None:
        return found
    return f"{found}: {change(changes.change_share, 0 if changes.of_nobody else 1)}"


def in_all(changes: Changes, what: str) -> str:
    """What all of them had on both sides, the middle of their own changes with the least and the greatest, and the one
    case that makes most of the change."""
    if changes.middle is None:
        return ""
    said = [f"{NAMES[what][0]}: {both_sides(changes, what)}."]
    if changes.n > 1 and changes.between:
        between = " to ".join(_by(each, what) for each in changes.between)
        said.append(f"The middle case had {_by(changes.middle, what)} a quarter ({between}).")
    if of := changes.carrier:
        said.append(
            f"Case {of.case} alone changed by {_by(of.a_quarter, what)} a quarter, half of all the change or more."
        )
    return " ".join(said)


def _amount(value: float, what: str) -> str:
    return pounds(value) if what == "amount" else number(value)


def _by(value: float, what: str) -> str:
    """“£120 less”, “1.5 more”, “the same”."""
    _, less, written = NAMES[what]
    size = written(abs(value))
    return "the same" if size == written(0) else f"{size} {less if value < 0 else 'more'}"
