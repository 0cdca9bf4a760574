"""What a headline may not be, whatever it is of: the rules that an editor of official statistics would hold it to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from measures.disclosure import MANAGER, Gathered, few
from measures.export.native import native
from measures.shapes import (
    BeforeAndAfter,
    Capability,
    Caseload,
    Compared,
    Days,
    Frequency,
    Ratings,
    Share,
    Weekdays,
    Weekly,
)
from measures.views import view
from measures.words import FEW, fixed
from tests.headlines import Headline

NUMBER = re.compile(r"(?<![\w.])\d(?:[\d,]*\d)?(?:\.\d+)?")
PER_CENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)%")
DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b[A-Z][a-z]{2,8} \d{4}\b")
OF = re.compile(r"(\d[\d,]*) of (?:the |all )?(\d[\d,]*)")
# What no sentence says: nothing to no decimals, what is not known as a value, an increase as a negative decrease.
NEVER = re.compile(
    r"(?<![\d.,])0\.0+(?![\d])|\bNone\b(?! of| in)|\bnan\b|\binf\b|−[\d.]+% (?:less|more)|  |\b1 \w+s (?:is|was|has)\b"
    r"|\d s\b|recordeds\b"
)
RANKS = re.compile(
    r"\bmost (?:often|common|frequent|of it|demand)\b|\bbusiest was\b|began in one agency|^Most for another"
)
NO_RANK = re.compile(r"stands out|cannot be said|no further apart|the one system condition")
RANGE = re.compile(r"(\d[\d.,]*) to (\d[\d.,]*) (?:hours|minutes)")
# Numbers that a rule itself has, not the data.
MATRICES = ("failure_between_agencies",)  # whose headline is of the cells beside a diagonal
OF_THE_RULES = {"90", "8", "12", "200"}


def faults(each: Headline) -> Iterator[str]:
    """What is wrong with a headline, a few words each."""
    words = each.words
    around = (each.shown.subtitle, each.shown.note) if each.shown else ()
    for said in (words, *around):
        if found := NEVER.search(said):
            yield f"says “{found.group().strip()}” in “{said}”"
    if words[:1].islower() or words.endswith("."):
        yield "is no sentence of its own"
    if "Not recorded" in words:
        yield "ranks what is not recorded"
    for low, high in RANGE.findall(words):
        if _value(high) > 3 * _value(low) + 1:
            yield f"gives a range from {low} to {high}"
    for part, of in OF.findall(_without_dates(words)):
        if _value(part) > _value(of):
            yield f"has {part} of {of}"
    if RANKS.search(words) and not NO_RANK.search(words) and _may_be_tied(each):
        yield "says of one that it is most where another may have as much by chance"
    yield from _reads(each)
    yield from _per_cents(each)
    yield from _numbers(each)
    of_cases = isinstance(each.answer.shape, BeforeAndAfter) and re.search(r"\b(?:fell|rose) in\b", words)
    if of_cases and not each.answer.shape.changes("transactions").direction:
        yield "says fell or rose of no more than chance makes"
    if each.viewer != MANAGER:
        yield from _given_away(each)
    yield from _drawn(each)


def _drawn(each: Headline) -> Iterator[str]:
    """A chart of Office's own is of the rows of the table, all of them and no others, and has a figure in each of
    its series."""
    shown = each.shown or view(each.answer)
    made = native(each.answer, shown)
    rows, told = (sorted(str(row) for row in of if any([*row.values()][1:])) for of in (made.rows, shown.rows))
    if rows != told:
        yield "has a chart of other rows than its table"
    if not all(any(made.figures(chart, series)) for chart in made.charts for series in chart.series):
        yield "has a series without a figure in its chart"


def _value(words: str) -> float:
    return float(words.replace(",", "").rstrip("."))


def _without_dates(words: str) -> str:
    return re.sub(r"“[^”]*”", "", DATE.sub("", words))


def _may_be_tied(each: Headline) -> bool:
    """Whether the second of a frequency lies no further behind the first than 2.5 standard deviations of what comes
    by chance."""
    shape = each.answer.shape
    if not isinstance(shape, Frequency) or each.answer.measure.form in ("days", "recurrence", "figures"):
        return False
    names = [name for name in (shape.split_order if each.answer.measure.form == "flags" else shape.order) if name]
    if isinstance(shape, Compared):
        sizes = [(shape.a_week(name, "Failure") or 0, shape.timed(name, "Failure")) for name in names]
        spread = [2 * hours**2 / timed if timed else 0 for hours, timed in sizes]
    elif isinstance(shape, Weekdays):
        weeks = [[(row["in_weeks"], row["days"] / 7) for row in shape.of_these(name) if row["days"]] for name in names]
        sizes = [(sum(count / of for count, of in own), sum(count for count, _ in own)) for own in weeks]
        spread = [sum(count / of**2 for count, of in own) for own in weeks]
    else:
        flags = each.answer.measure.form == "flags"
        counts = [shape.count(*((..., name) if flags else (name,))) for name in names]
        sizes, spread = [(count, count) for count in counts], counts
    first, *others = sorted(zip((size for size, _ in sizes), spread, strict=True), reverse=True)
    return any(size and first[0] - size <= 2.5 * (first[1] + noise) ** 0.5 for size, noise in others)


def _reads(each: Headline) -> Iterator[str]:
    """What a headline of averages, of days or of ratings says is what its answer has."""
    shape, words = each.answer.shape, each.words
    if isinstance(shape, Days) and words.startswith("Half were done"):
        half, nine = shape.at(0.5), shape.at(0.9)
        if shape.followed < 10 or (half, nine) != tuple(_days(words)):
            yield f"does not say {half} and {nine} days of {shape.followed}"
    if isinstance(shape, Ratings) and "rated" in words:
        changes = shape.changes
        for kind, said in (("better", "higher"), ("worse", "lower")):
            if bool(changes[kind]) != bool(re.search(rf"\b{said}\b", words)):
                yield f"does not say of {changes[kind]} that they are {said}"
        told = _in_words(words.partition(":")[2])
        if (true := sorted(n for n in changes.values() if n)) and told and not {*true} <= {*told}:
            yield f"does not say {true}"


def _days(words: str) -> Iterator[int | None]:
    """Within how many days half and nine of ten are done, as a headline has it; None where it is more than was
    followed."""
    half, _, nine = words.partition(", ")
    for part in (half, nine):
        found = re.search(r"within (\d[\d,]*) day", part)
        yield 0 if "on the same day" in part else int(found.group(1).replace(",", "")) if found else None


def _in_words(words: str) -> list[int]:
    """The numbers of a sentence, written in words or in figures; both and all are of how many there are."""
    small = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    said = re.findall(r"\b[a-z]+\b|\d[\d,]*", DATE.sub("", words).lower())
    found = [
        small.index(word) if word in small else int(word.replace(",", ""))
        for word in said
        if word in small or word[0].isdigit()
    ]
    return found + ([2] if "both" in said else [])


def _per_cents(each: Headline) -> Iterator[str]:
    """A share of fewer than 50 is counts; any other is one of what the answer is of, as it is told."""
    shape = each.answer.shape
    said = PER_CENT.findall(each.words)
    if (
        not said
        or isinstance(shape, Capability)
        or each.answer.measure.shape in ("results", "costs", "before_and_after")
    ):
        return
    of = shape.counted if isinstance(shape, Share) else shape.total if isinstance(shape, Frequency) else shape.n
    if of < FEW and "recorded for" not in each.words:
        yield f"says per cent of {of:,}"
    if isinstance(shape, Share) and shape.share is not None and shape.in_words.lower() not in each.words.lower():
        yield f"does not say {shape.in_words}"


def _numbers(each: Headline) -> Iterator[str]:
    """Each count is one of the table, its columns' sums, or what stands under it."""
    if each.shown is None or isinstance(each.answer.shape, Ratings) or each.answer.measure.name in MATRICES:
        return
    cells = [cell for row in each.shown.rows for cell in row.values()]
    there = set(NUMBER.findall(" ".join([*map(str, cells), each.shown.subtitle, each.shown.note]))) | OF_THE_RULES
    there |= {f"{n:,}" for n in _made_of(each)}
    words = PER_CENT.sub("", _without_dates(each.words))
    if isinstance(shape := each.answer.shape, Share):
        of = (shape.numerator, shape.denominator, *(n for side in shape.sides for n in side), *shape.coverage)
        there |= {f"{n:,.0f}" for n in of}
    if isinstance(shape, Gathered):
        there |= {f"{n:,}" for n in (shape.in_need or 0, shape.need_shown)}
    if " hours" in words:  # of a table in minutes
        there |= {f"{_value(number) / 60:,.{places}f}" for number in [*there] for places in (0, 1)}
    there |= {words for value in _averages(shape) for words in _written(value)}
    for number in NUMBER.findall(words):
        if number not in there and number.lstrip("0"):
            yield f"{number} is in no table"


def _averages(shape: object) -> Iterable[float]:
    """What an answer of averages comes to, which its table has of each row only: hours a week, demands a week, days."""
    found: list[float | None] = []
    if isinstance(shape, Weekly):
        found += [shape.a_week(kind) for kind in shape.kinds]
        found += [n for known in (shape.classified_of(), shape.averaged.timed_of()) for n in known]
    if isinstance(shape, Compared):
        found += [shape.a_week(name, "Failure") for name in shape.names]
        found += [100 * (of(name).part or 0) for of in (shape.classified_of, shape.timed_of) for name in shape.order]
    if isinstance(shape, Weekdays):
        found += [shape.a_week(), *(shape.a_week(name) for name in shape.order)]
    if isinstance(shape, Days):
        found += [shape.at(0.5), shape.at(0.9), shape.longest, shape.total, shape.followed]
    if isinstance(shape, Caseload):
        found += [shape.a_household(tier, full=full) for tier in shape.tiers for full in (False, True)]
        found += [100 * (part or 0) for part in (shape.coverage(), shape.matched)]
    return [value for value in found if value is not None]


def _written(value: float) -> set[str]:
    """A figure as a sentence may have it: in whole, in tenths, in hundredths; and hours in minutes."""
    return {fixed(value * unit, places) for unit in (1, 60) for places in (0, 1, 2)}


def _made_of(each: Headline) -> Iterable[int]:
    """What the rows come to: how many there are, the sums of each column and of any two, and how many there are of a
    kind."""
    rows = each.shown.rows if each.shown else []
    found = {len(rows), each.answer.n}
    columns: dict[str, list[int]] = {}
    for row in rows:
        for heading, cell in row.items():
            if re.fullmatch(r"\d[\d,]*", str(cell)):
                columns.setdefault(heading, []).append(int(str(cell).replace(",", "")))
    for of in columns.values():
        found |= {sum(of), sum(n > 0 for n in of), sum(n == 0 for n in of), len(of)}
        found |= {sum(of[:n]) for n in range(len(of))} | {sum(of[n:]) for n in range(len(of))}
        found |= {a + b for a, b in product(of[:12], repeat=2)}
    sums = [sum(of) for of in columns.values()]
    found |= {abs(a - b) for a, b in product(sums, repeat=2)}
    full = [
        sum(row[heading] == other for row in rows)
        for heading, other in (("Share", "100%"), ("Share", "0%"))
        if rows and heading in rows[0]
    ]
    return {*found, *full, *({*range(len(rows) + 1)} if each.answer.measure.name in COUNTS_ROWS else ())}


# Whose headline is how many rows there are of a kind that the table tells in words.
COUNTS_ROWS = {"record_of_demands", "predictability", "data_completeness", "households_by_street", "demand_types", "results",
               "before_and_after", "what_matters", "outcome_changes", "demands_of_household",
               "system_condition_words", "case_timeline"}  # fmt: skip


def _given_away(each: Headline) -> Iterator[str]:
    """No count of people or demands is from 1 to 7, nor any that is not rounded."""
    if (
        each.answer.measure.adds
        or each.answer.measure.of in ("", "case", "cell")
        or isinstance(each.answer.shape, Capability | BeforeAndAfter)
    ):
        return
    rule = r"[Ff]ewer than \d+|\d+ (?:months?|days|streets?)|12 months"
    words = re.sub(rule, "", PER_CENT.sub("", _without_dates(each.words)))
    for number in NUMBER.findall(words):
        value = _value(number)
        if few(value) or value % 5:
            yield f"tells {number}"


def disagree(manager: Headline, group: Headline) -> str:
    """How the share that a steering group reads is another than the manager's; blank where it is the same words, or,
    where some are hidden, as near as twice five of its counts."""
    own, seen = manager.answer.shape, group.answer.shape
    if not isinstance(own, Share) or seen.whole is None or own.share is None or seen.share is None:
        return ""
    as_near = bool(seen.pooled) and abs(own.share - seen.share) <= 10 / own.counted + 0.025
    if own.in_words == seen.in_words or as_near:
        return ""
    return f"a steering group reads {seen.in_words}, a manager {own.in_words}"
