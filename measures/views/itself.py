"""Each case compared with itself, in words: of how many it is, and never more than these cases can show."""

from __future__ import annotations

from collections.abc import Callable

from measures.shapes.itself import Changes, ShownChanges, alike
from measures.words import called, number, plural, pounds

# What is compared: its name, what less and more of it is called, and how an amount of it is written.
NAMES: dict[str, tuple[str, str, Callable[[float], str]]] = {
    "transactions": ("Interactions", "fewer", lambda value: number(value, 1)),
    "amount": ("Cost", "less", pounds),
}
# Why a case is not compared with itself.
ALONE = {
    "no intervention date": "without an intervention date",
    "nothing dated": "without a row that says when",
    "nothing before": "with no row of more than £0 on record before the intervention",
    "less than a quarter before": "on record for less than a quarter before the intervention",
    "not followed": "not followed after the intervention: no row of more than £0 since, and no “Followed until” that is past",
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


def finding(changes: Changes | ShownChanges, what: str) -> str:
    """Of how many cases, how many fell, stayed and rose; and whether that is more than chance makes."""
    name, less, _ = NAMES[what]
    if not changes.n:
        return NOBODY
    if changes.nothing:
        return f"{name}: none on record in the quarters of {_all(changes)}"
    if changes.fell == changes.rose == 0:
        if alike(changes.before, changes.after):
            return f"{name} stayed about the same in {_all(changes)}"
        return f"{name} changed by no more than one row{', or a tenth,' if changes.n > 1 else ''} in {_all(changes)}"
    if changes.direction:
        most, verb, rest, other = changes.fell, "fell", changes.rose, "rose"
        if changes.direction > 0:
            most, verb, rest, other = changes.rose, "rose", changes.fell, "fell"
        return f"{name} {verb} in {_of(changes, most)}" + (
            f" and {other} in {_count(changes, rest)}" if rest != 0 else ""
        )
    counts = ((changes.fell, less), (changes.rose, "more"), (changes.same, "about the same"))
    (first, word), *others = [(of, words) for of, words in counts if of != 0]
    said = [f"{word} in {_of(changes, first)}", *(f"{words} in {_count(changes, of)}" for of, words in others)]
    why = "so few that it could be chance" if changes.few else "no more than chance makes"
    return f"{name}: {', '.join(said)}: {why}"


def _count(changes: Changes | ShownChanges, cases: int | None) -> str:
    """How many cases; for others' eyes about how many, and not of few."""
    if isinstance(changes, Changes):
        return f"{cases:,}"
    return f"fewer than {changes.fewest}" if cases is None else f"about {cases:,}"


def _of(changes: Changes | ShownChanges, cases: int | None) -> str:
    """“9 of 12 cases”; for others' eyes about how many, and of those that are all but a few what they are: rounded
    both may be as many."""
    if isinstance(changes, ShownChanges) and cases is not None and cases >= changes.n:
        return f"most of about {plural(changes.n, 'case')}"
    return f"{_count(changes, cases)} of {plural(changes.n, 'case')}"


def _all(changes: Changes | ShownChanges) -> str:
    """All of them; for others' eyes, who are told a number to the nearest five, of about how many."""
    if isinstance(changes, ShownChanges):
        return f"all of about {plural(changes.n, 'case')}"
    return {1: "the 1 case", 2: "both cases"}.get(changes.n, f"all {changes.n:,} cases")


def both_sides(changes: Changes | ShownChanges, what: str) -> str:
    """What all of these cases had before and after, over how many quarters; in per cent only of what is more than
    chance makes."""
    if changes.quarters is None:
        return ""
    low, high = changes.quarters
    length = plural(low, "quarter") if low == high else f"{low:,} to {high:,} quarters"
    sides = f"{_amount(changes.before, what)} before and {_amount(changes.after, what)} after"
    found = f"{sides}, over {length} of each on either side"
    if not changes.clear or changes.change_share is None:
        return found
    return f"{found}: {change(changes.change_share, int(isinstance(changes, Changes)))}"


def in_all(changes: Changes | ShownChanges, what: str) -> str:
    """What all of them had on both sides, the middle of their own changes with the least and the greatest, and the one
    case that makes most of the change; for others' eyes nothing of one case."""
    if not changes.n:
        return ""
    said = [f"{NAMES[what][0]}: {both_sides(changes, what)}."]
    if isinstance(changes, ShownChanges) or changes.middle is None:
        return said[0]
    if changes.n > 1 and changes.between:
        between = " to ".join(_by(each, what) for each in changes.between)
        said.append(f"The middle case had {_by(changes.middle, what)} a quarter ({between}).")
    if of := changes.carrier:
        said.append(
            f"{called('Case', of.case)} alone changed by {_by(of.a_quarter, what)} a quarter, half of all the change or more."
        )
    return " ".join(said)


def _amount(value: float, what: str) -> str:
    return pounds(value) if what == "amount" else number(value)


def _by(value: float, what: str) -> str:
    """“£120 less”, “1.5 more”, “the same”."""
    _, less, written = NAMES[what]
    size = written(abs(value))
    return "the same" if size == written(0) else f"{size} {less if value < 0 else 'more'}"
