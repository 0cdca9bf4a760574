"""What an office exports of its rows at the end of a month, and what each row says there."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.again.rows import DAY, Kind, Row, Thing, last_day
from tests.written import xlsx

DATES: tuple[Callable[[dt.date], str], ...] = (
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: d.isoformat(),
    lambda d: f"{d.day}-{d:%b-%y}",
    lambda d: f"{d.day} {d:%B %Y}",
)
SPELLED: tuple[Callable[[str], str], ...] = (str, str, str.upper, lambda name: f"{name} ")


@dataclass(frozen=True)
class Export:
    """A file, the day on which it is loaded, the things that are in it, and what it says of each."""

    name: str
    content: bytes
    day: dt.date
    things: Sequence[Thing]
    said: Sequence[Row]


def exports(of: Random, kind: Kind, things: Sequence[Thing], months: int) -> Iterator[Export]:
    """The files of an office that has a habit, and sometimes sends another beside."""
    habit = of.choice((_all, _all, _latest_three, _this_one))
    for month in range(months):
        yield _export(of, kind, habit(things, month), month, "export")
        if month and of.random() < 0.25:
            yield _export(of, kind, of.choice((_the_last, _all))(things, month), month, "again")


def _all(things: Sequence[Thing], month: int) -> list[Thing]:
    return [thing for thing in things if thing.month <= month]


def _latest_three(things: Sequence[Thing], month: int) -> list[Thing]:
    return [thing for thing in things if month - 2 <= thing.month <= month]


def _this_one(things: Sequence[Thing], month: int) -> list[Thing]:
    return [thing for thing in things if thing.month == month]


def _the_last(things: Sequence[Thing], month: int) -> list[Thing]:
    return [thing for thing in things if thing.month == month - 1]


def _export(of: Random, kind: Kind, things: list[Thing], month: int, name: str) -> Export:
    """In the order of their days, or in any; with all columns, or without some; in chance forms."""
    columns = [*kind.headings]
    less = [column for column in columns if column not in kind.always]
    for column in of.sample(less, of.choice((0, 0, 0, min(2, len(less))))):
        columns.remove(column)
    things = sorted(things, key=lambda thing: str(thing.said.get(kind.day, "")))
    if of.random() < 0.3:
        of.shuffle(things)
    if of.random() < 0.3:
        of.shuffle(columns)
    date, spelled = of.choice(DATES), of.choice(SPELLED)
    said = [{column: thing.known_in(month)[column] for column in columns} for thing in things]
    lines: list[list[object]] = [[kind.headings[column] for column in columns]]
    for row in said:
        forms = {column: date(value) for column, value in row.items() if isinstance(value, dt.date)}
        forms |= {"agency": spelled(row["agency"])} if "agency" in row else {}
        lines.append([forms.get(column, value) for column, value in row.items()])
    day = last_day(month) + 3 * DAY
    if of.random() < 0.3:
        return Export(f"{name} {month + 1}.xlsx", xlsx({"Export": lines}), day, things, said)
    text = io.StringIO()
    csv.writer(text).writerows([["" if cell is None else cell for cell in line] for line in lines])
    return Export(f"{name} {month + 1}.csv", text.getvalue().encode(), day, things, said)
