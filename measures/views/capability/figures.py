"""The figures and the days of a chart, as a person reads them."""

from __future__ import annotations

import datetime as dt
import re

from measures.over_time import Drawn
from measures.words import fixed, short


def when(date: dt.date, noun: str) -> str:
    """What a point is of, where it is a whole month, quarter or year: Oct 2025, Oct–Dec 2025, 2025/26. Else its day."""
    if date.day != 1 or noun not in ("month", "quarter", "year"):
        return short(date)
    if noun == "month":
        return f"{date:%b %Y}"
    if noun == "year":
        return {1: f"{date.year}", 4: f"{date.year}/{(date.year + 1) % 100:02}"}.get(date.month, short(date))
    months = date.year * 12 + date.month + 1  # of the quarter's last month, from 0
    return f"{date:%b}–{dt.date(months // 12, months % 12 + 1, 1):%b %Y}"


def figure(value: float | None) -> str:
    """A figure of a chart in as many digits as it needs: 1,234, 103, 24.1, 0.52."""
    if value is None:
        return ""
    digits = 0 if value == int(value) or abs(value) >= 1000 else 1 if abs(value) >= 1 else 2
    return fixed(value, digits).replace("-", "−")


def with_unit(value: float | None, unit: str | None) -> str:
    """24.1 hours; 1 interaction a month; 1 failure demand; 24.1% of calls; £1,200."""
    if value is None:
        return ""
    words, (first, *others) = figure(value), (unit or "").split(" ")
    if first.startswith("%"):
        return " ".join((words + first, *others))
    if first.startswith("£"):
        return " ".join(filter(None, (f"{'−' if value < 0 else ''}£{figure(abs(value))}{first[1:]}", *others)))
    counted, *of = re.split(r"(?= (?:a|of|per) )", " ".join((first, *others)), maxsplit=1)
    if words == "1" and not counted.startswith("per ") and not counted.endswith("ss"):
        counted = counted.removesuffix("s")  # 1 failure demand a week
    return " ".join(filter(None, (words, counted))) + "".join(of)


def beside_one(value: float | None, unit: str | None) -> str:
    """A figure beside another that has its unit: 45, as in 45 to 30 days; but with a sign, £900 and 24.1%."""
    sign = (unit or "")[:1]
    return with_unit(value, sign) if sign in ("£", "%") else figure(value)


def unit_of(drawn: Drawn) -> str | None:
    """The unit of every figure of a chart, None where its points have several or none."""
    return drawn.units[0] if len(drawn.units) == 1 else None


COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def count(number: int) -> str:
    """nine, 24: figures from thirteen on."""
    return COUNTS[number] if number < len(COUNTS) else f"{number:,}"


def time_of(drawn: Drawn, noun: str, i: int) -> str:
    """When a point is, as it is said: January 2025; 6 Jan 2025."""
    return when(drawn.dates[i], noun)
