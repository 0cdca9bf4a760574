"""Numbers, dates and lists in words. Every figure a person reads is formatted here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

# With a word joiner, so that the sign does not stay behind at the end of a line.
MINUS = "−\u2060"


def number(value: float | None, decimals: int = 0) -> str:
    """1,280; a value that is not known is “no data”."""
    return "no data" if value is None else f"{value:,.{decimals}f}"


def plain_number(value: float) -> str:
    """1,500,000, 9.7, 24.1: as many decimals as were typed."""
    words = f"{value:,.10g}" if abs(value) < 1e9 else f"{value:,.0f}"
    return words.replace("-", "−")


def signed(value: float, decimals: int | None = None) -> str:
    """−13.2, +4, 0, with a minus sign that is as wide as the plus."""
    words = plain_number(abs(value)) if decimals is None else f"{abs(value):,.{decimals}f}"
    zero = not words.strip("0.,")
    return words if zero else f"{'−' if value < 0 else '+'}{words}"


def percent(share: float | None) -> str:
    """A share from 0 to 1 as 64%, or 0.4% where rounding would say 0%."""
    if share is None:
        return "no data"
    value = share * 100
    return f"{value:.1f}%" if 0 < value < 1 or 99 < value < 100 else f"{value:.0f}%"


def pounds(amount: float | None) -> str:
    """£83,649; pence where they matter: £12.34; a negative amount as −£5."""
    if amount is None:
        return "no data"
    size = abs(amount)
    words = f"{size:,.0f}" if size >= 100 or round(size, 2) == round(size) else f"{size:,.2f}"
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


def hours(minutes: float | None) -> str:
    """Minutes as hours: 1,259 hours; 40 minutes below two hours."""
    if minutes is None:
        return "no minutes recorded"
    if minutes < 120:
        return plural(round(minutes), "minute")
    return f"{minutes / 60:,.0f} hours"
