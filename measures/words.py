"""Numbers, dates and lists in words. Every figure a person reads is formatted here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from math import floor, log10

# With a word joiner, so that the sign does not stay behind at the end of a line.
MINUS = "−\u2060"


AN_HOUR = 60
DAYS_A_MONTH = 365.25 / 12
FEW = 50  # of fewer there is no per cent
# From so many on a share is said to a per cent; of fewer it is about so many, to five.
MANY, TO_A_PERCENT, TO_FIVE = 500, 0.01, 0.05
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # room for any number that a cell can hold


def fixed(value: float | Decimal, decimals: int = 0) -> str:
    """1,234.5: in so many decimals. A half is rounded away from 0, as a person does it: 1.25 is 1.3, and 28.5 of a
    hundred are 29%, though a computer's 28.5 may be a hair less."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(round(float(value), 9)))
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), context=ROUNDING) + 0:,f}"


def number(value: float | None, decimals: int = 0) -> str:
    """1,280; a value that is not known is “no data”."""
    return "no data" if value is None else fixed(value, decimals)


def plain_number(value: float) -> str:
    """1,500,000, 9.7, 24.1: as many decimals as were typed."""
    words = f"{value:,.10g}" if abs(value) < 1e9 else f"{value:,.0f}"
    return words.replace("-", "−")


def few_digits(value: float) -> float:
    """A figure that was worked out, with as many digits as a person reads: -78.3 for -78.26086957, 0.125, 106,777."""
    return round(value, max(1, 2 - floor(log10(abs(value))))) if value else value


def signed(value: float, decimals: int | None = None) -> str:
    """−13.2, +4, 0, with a minus sign that is as wide as the plus."""
    words = plain_number(abs(value)) if decimals is None else f"{abs(value):,.{decimals}f}"
    zero = not words.strip("0.,")
    return words if zero else f"{'−' if value < 0 else '+'}{words}"


def written(value: float | None) -> float | None:
    """A figure for a file: six digits, and two decimals at least, so that pounds keep their pence."""
    if not value:
        return value
    return round(value, max(2, 5 - floor(log10(abs(value)))))


def percent(share: float | None) -> str:
    """A share from 0 to 1 as 64%, or 0.4% where rounding would say 0%."""
    if share is None:
        return "no data"
    value = share * 100
    return f"{fixed(value, 1 if 0 < value < 1 or 99 < value < 100 else 0)}%"


def rounded_share(part: float, of: float) -> float:
    """A share as far as `of` so many allows it to be told: to a per cent from 500 on, where chance makes four or
    five more or less; of fewer to five. What is not nothing is never told as nothing, nor what is not all as all."""
    if part in (0, 1):
        return part
    step = TO_A_PERCENT if of >= MANY else TO_FIVE
    return min(max(floor(part / step + 0.5) * step, step / 2), 1 - step / 2)


def portion(part: float | None, of: float) -> str:
    """A share of so many in a sentence: 39%, of fewer than 500 about 40%, and 0.4% or under 5% where that would say
    none."""
    if part is None or part in (0, 1) or of >= MANY:
        return percent(part)
    if part < TO_FIVE / 2 or part >= 1 - TO_FIVE / 2:
        return f"under {percent(TO_FIVE)}" if part < TO_FIVE else f"over {percent(1 - TO_FIVE)}"
    return f"about {percent(rounded_share(part, of))}"


def in_part(part: float, of: float) -> str:
    """How many of how many: 95%; of fewer than 50, 3 of 4."""
    return percent(part / of) if of >= FEW else f"{part:,} of {of:,}"


def hours_of(part: float, whole: float) -> str:
    """Minutes of minutes, in one unit: 40 of 52 minutes, 1.6 of 2.4 hours, none of 52 minutes."""
    if whole < AN_HOUR * 2:
        return f"{fixed(part) if part else 'none'} of {fixed(whole)} minute{'' if fixed(whole) == '1' else 's'}"
    places = 1 if part < AN_HOUR * 10 else 0
    some = fixed(part / AN_HOUR, places) if part >= AN_HOUR / 20 else "under 0.1" if part else "none"
    return f"{some} of {fixed(whole / AN_HOUR, places)} hours"


def pounds(amount: float | None) -> str:
    """£83,649; pence where they matter: £12.34; a negative amount as −£5."""
    if amount is None:
        return "no data"
    size = abs(amount)
    words = fixed(size, 0 if size >= 100 or round(size, 2) == round(size) else 2)
    return f"{MINUS if amount < 0 and words.strip('0.,') else ''}£{words}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 household, 2,000 households."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(value: dt.date | dt.datetime | None) -> str:
    """29 June 2012."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def short(value: dt.date) -> str:
    """6 Oct 2025."""
    return f"{value.day} {value:%b %Y}"


def moment(value: dt.datetime) -> str:
    """29 June 2012, 14:05, in the reader's own time zone for a moment kept in UTC."""
    local = value.replace(tzinfo=dt.UTC).astimezone()
    return f"{day(local)}, {local:%H:%M}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def article(noun: str) -> str:
    """a type, an activity."""
    return "an" if noun[:1].lower() in "aeiou" else "a"


def called(what: str, ref: object) -> str:
    """“case C1001”; a ref that says what it is of stands by itself: “Case A”."""
    ref = str(ref)
    return ref if re.match(rf"{what}\b", ref, re.IGNORECASE) else f"{what} {ref}"


def sentence_case(words: str) -> str:
    """A heading: its first letter a capital, the rest as it is."""
    return words[:1].upper() + words[1:]


def value(found: object) -> str:
    """A typed cell as a person would write it. Not known is blank."""
    match found:
        case None:
            return ""
        case bool():
            return "Y" if found else "N"
        case dt.date():
            return short(found)
        case Decimal():
            return f"£{found:,.2f}"
        case float():
            return f"{found:,.10g}"
    return str(found)


def by(who: str) -> str:
    """Who did something, where they said."""
    return f" by {who}" if who else ""


def month(value: str) -> str:
    """2025-01 as January 2025."""
    return f"{dt.date.fromisoformat(f'{value}-01'):%B %Y}"


def last_of_month(value: dt.date) -> dt.date:
    """The last day of its month."""
    return (value.replace(day=1) + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)


def span(days: int) -> str:
    """A length of time as people say it: 45 days, 6 months, 16 years."""
    if days < DAYS_A_MONTH * 2:
        return plural(days, "day")
    if days < DAYS_A_MONTH * 36:
        return f"{days / DAYS_A_MONTH:.0f} months"
    return f"{days / (DAYS_A_MONTH * 12):.0f} years"


def hours(minutes: float | None) -> str:
    """Minutes as hours: 1,259 hours, 2.5 hours; 40 minutes below two hours."""
    if minutes is None:
        return "no minutes recorded"
    if minutes < 120:
        return f"{fixed(minutes)} minute{'' if fixed(minutes) == '1' else 's'}"
    return f"{fixed(minutes / 60, 0 if minutes >= 10 * 60 else 1)} hours"
