"""What a headline may not be, whatever it is of: the rules that an editor of official statistics would hold it to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from measures.disclosure import MANAGER, Gathered, few
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
from measures.words import FEW
from tests.headlines import Headline

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
PER_CENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)%")
DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b[A-Z][a-z]{2,8} \d{4}\b")
OF = re.compile(r"(\d[\d,]*) of (?:the |all )?(\d[\d,]*)")
# What no sentence says: nothing to no decimals, what is not known as a value, an increase as a negative decrease.
NEVER = re.compile(
    r"(?<![\d.,])0\.0+(?![\d])|\bNone\b(?! of)|\bnan\b|\binf\b|−[\d.]+% (?:less|more)|  |\b1 \w+s (?:is|was|has)\b"
)
RANKS = re.compile(r"\bmost (?:often|common|frequent|of it)\b|\bbusiest\b|\blargest\b|began in one agency")
RANGE = re.compile(r"(\d[\d.,]*) to (\d[\d.,]*) (?:hours|minutes)")
# Numbers that a rule itself has, not the data.
AVERAGES = Ratings, Days, Weekly, Compared, Caseload, Weekdays  # whose figures are of many rows
MATRICES = ("failure_between_agencies",)  # whose headline is of the cells beside a diagonal
OF_THE_RULES = {"90", "8", "12", "200"}


def faults(each: Headline) -> Iterator[str]:
    """What is wrong with a headline, a few words each."""
    words = each.words
    if found := NEVER.search(words):
        yield f"says “{found.group().strip()}”"
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
    if "all alike" not in words and RANKS.search(words) and _tied(each):
        yield "says of one that it is most where others have as many"
    yield from _per_cents(each)
    yield from _numbers(each)
    of_cases = isinstance(each.answer.shape, BeforeAndAfter) and re.search(r"\b(?:fell|rose) in\b", words)
    if of_cases and not each.answer.shape.changes("transactions").direction:
        yield "says fell or rose of no more than chance makes"
    if each.viewer != MANAGER:
        yield from _given_away(each)


def _value(words: str) -> float:
    return float(words.replace(",", "").rstrip("."))


def _without_dates(words: str) -> str:
    return re.sub(r"“[^”]*”", "", DATE.sub("", words))


def _tied(each: Headline) -> bool:
    """Whether several of a frequency have as many as the first."""
    shape = each.answer.shape
    if not isinstance(shape, Frequency) or each.answer.measure.form in ("flags", "days", "recurrence", "figures"):
        return False
    sizes = sorted((shape.count(name) for name in shape.order), reverse=True)
    return (
        len(sizes) > 1 and sizes[0] == sizes[1] and "alike" not in each.words and " were the busiest" not in each.words
    )


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
    if of < FEW and "recorded of" not in each.words:
        yield f"says per cent of {of:,}"
    if isinstance(shape, Share) and shape.share is not None and shape.in_words.lower() not in each.words.lower():
        yield f"does not say {shape.in_words}"


def _numbers(each: Headline) -> Iterator[str]:
    """Each count is one of the table, its columns' sums, or what stands under it."""
    if each.shown is None or isinstance(each.answer.shape, AVERAGES) or each.answer.measure.name in MATRICES:
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
    for number in NUMBER.findall(words):
        if number not in there and number.lstrip("0"):
            yield f"{number} is in no table"


def _made_of(each: Headline) -> Iterable[int]:
    """What the rows come to: how many there are, the sums of each column and of any two, and how many there are of a kind."""
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
               "before_and_after", "what_matters", "outcome_changes", "system_condition_words", "case_timeline"}  # fmt: skip


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
    """How the share that a steering group reads is another than the manager's; blank where it is the same words, or where it is
    told as lying between two, does."""
    own, seen = manager.answer.shape, group.answer.shape
    if not isinstance(own, Share) or seen.whole is None or own.share is None or seen.share is None:
        return ""
    low, high = seen.whole.ends or (1, 0)
    if own.in_words == seen.in_words or low <= own.share <= high:
        return ""
    return f"a steering group reads {seen.in_words}, a manager {own.in_words}"
