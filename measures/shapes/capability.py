"""A measure over time, point by point, for a capability chart. Its lines and rules are in `measures.spc`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Self

from measures import money
from measures.definition import Measure
from measures.shapes.base import Shape, ordered, share
from measures.shapes.coverage import TOO_FEW_KNOWN, Known, too_few_for_counts
from measures.shapes.results import in_percent
from measures.words import written

FOR_EACH = " for each case"  # after a unit
OTHER_PRICES = "with prices of years that cannot be added up"
NO_LEVEL = "with cases whose credits are as much as their cost"
NO_RECORD = "without any record for a year or longer"  # as the query says it
# The usual distance of two points in days, and what one point then is.
PART = 5  # one distance in so many, and three at least, are those of points of their own, and no gap
SPACINGS = ((1, 1, "day"), (7, 7, "week"), (28, 31, "month"), (90, 92, "quarter"), (365, 366, "year"))


@dataclass(frozen=True)
class Capability(Shape):
    """Points in their order in time, of one series or of several.

    `rows` have `series`, `when`, `value`, `unit`, `better` (Up, Down or Neither), `note`, `left_out` and, where a point
    is no count itself, of how many it is, `counted`. A row that says why it is `left_out` is no point: its `value` is
    how many it stands for, of what its `unit` says, and its `when` may be None. Of how many of all it is known whether
    they count, where that can be less than all, is `known` `of_all`, and `counted` `of_counted` where it is what is
    added up. Where a row says of how many `cases` it is, a point is for each of these, set against what they `usual`ly
    have: see `_for_each`. A period of which too little is known is no point; those in a row without any record are one
    row, from `when` to `until`. `upload` and `file` are where a point was uploaded: see `_by_file`. What a query does
    not give is as the measure declares it.
    """

    rows: Sequence[dict]
    columns = ("series", "when", "value", "unit", "better", "note", "left_out", "counted")
    order = ("series", "when", "left_out")  # the rest is the query's order: of completion, or of the sheet

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Self:
        """In order of time, each with what the measure declares of all its points."""
        usual = {"series": measure.title, "unit": measure.unit, "better": measure.better, "note": None, "counted": None}
        beside = usual | {"unit": f"{measure.of}s", "better": None}
        each: dict = usual | {"unit": f"{measure.unit}{FOR_EACH}"}
        whole: list[dict] = [(beside if row["left_out"] else each if row.get("cases") else usual) | row for row in rows]
        for known, of_all, are in (
            ("known", "of_all", measure.known),
            ("counted", "of_counted", "have recorded minutes"),
        ):
            there = [row for row in whole if row["left_out"] is None and row.get(of_all) is not None]
            there.sort(key=lambda row: row["when"])
            few = too_few_for_counts([Known(row[known], row[of_all]) for row in there])
            for row in (row for row, is_few in zip(there, few, strict=True) if is_few):
                row |= {"value": row[known], "of_all": row[of_all], "unit": beside["unit"], "better": None}
                row["left_out"] = f"{TOO_FEW_KNOWN}{are}"
        whole = ordered(whole, cls.order)
        for name in dict.fromkeys(row["series"] for row in whole):
            cls._for_each([row for row in whole if row["series"] == name and row.get("cases") and not row["left_out"]])
        for row in whole:
            if row["left_out"]:
                row["value"] = int(row["value"])  # a count, though its column has what is added up too
            elif measure.divisor != 1:
                row["value"] = row["value"] / measure.divisor
        whole = cls._without_record(whole)
        if any("upload" in row for row in whole):
            whole = [
                row
                for _, own in groupby(whole, itemgetter("series"))
                for row in ordered(cls._by_file(list(own)), cls.order)
            ]
        return cls(whole)

    @staticmethod
    def _for_each(rows: list[dict]) -> None:
        """Make of what all the cases of each period have what each has, of one series: the average of all, by as
        much more or less as these cases have than they usually do. Who needs much then changes nothing by joining or
        leaving."""
        average = share(sum(float(row["usual"]) for row in rows), sum(row["cases"] for row in rows)) or 0.0
        for row in rows:
            value, usual = row["value"], float(row["usual"])
            row["value"] = round(float(value) * (average / usual), 9) if usual > 0 else 0.0
            if usual <= 0 and value:
                row |= {"value": row.get("lines") or value, "left_out": NO_LEVEL, "unit": "lines", "better": None}

    @staticmethod
    def _without_record(rows: list[dict]) -> list[dict]:
        """The rows, but one for all periods in a row without any record: how many they are, and the first day of the
        last."""
        found = []
        for (_, why), own in groupby(rows, itemgetter("series", "left_out")):
            each = list(own)
            one = each[:1] if why == NO_RECORD else []
            found += [one[0] | {"value": len(each), "unit": "months", "until": each[-1]["when"]}] if one else each
        return found

    @classmethod
    def _by_file(cls, rows: list[dict]) -> list[dict]:
        """The points of one name, which are a series for each upload where together they are none: points of weeks
        and of months, or two points on most dates, as of two areas. Several uploads that go on from each other are
        one."""
        uploads: dict[int, set[dt.date]] = {}
        for row in rows:
            uploads.setdefault(row["upload"], set()).add(row["when"])
        once = sum(map(len, uploads.values())) == len(rows)  # no upload has two points on one date
        twice = any(
            2 * len(one & other) >= min(len(one), len(other)) for one, other in combinations(uploads.values(), 2)
        )
        if len(uploads) == 1 or not (once and twice or len(cls(rows).periods) > 1):
            return rows
        files = {row["upload"]: row["file"] for row in rows}
        named = Counter(files.values())
        of = {upload: file if named[file] == 1 else f"{file}, upload {upload}" for upload, file in files.items()}
        return [row | {"series": f"{row['series']} ({of[row['upload']]})"} for row in rows]

    @property
    def names(self) -> list[str]:
        """The series, in alphabetical order."""
        return list(dict.fromkeys(row["series"] for row in self.points))

    def only(self, series: str) -> Capability:
        """One series, by its name as it is shown."""
        return type(self)([row for row in self.rows if row["series"] == series])

    def latest(self, points: int | None) -> Capability:
        """The latest so many points of one series; those before them are left out, as “earlier”."""
        if points is None or self.n <= points:
            return self
        earlier = self.n - points + sum(row["value"] for row in self.left_out if row["left_out"] == "earlier")
        row = dict.fromkeys(self.columns) | {
            "series": self.points[0]["series"],
            "value": earlier,
            "left_out": "earlier",
        }
        rest = [row for row in self.left_out if row["left_out"] != "earlier"]
        return type(self)([row, *rest, *self.points[-points:]])

    @property
    def points(self) -> list[dict]:
        return [row for row in self.rows if row["left_out"] is None]

    @property
    def left_out(self) -> list[dict]:
        return [row for row in self.rows if row["left_out"] is not None]

    @property
    def n(self) -> int:
        return len(self.points)

    @property
    def dates(self) -> list[dt.date]:
        return [row["when"] for row in self.points]

    @property
    def values(self) -> list[float]:
        return [row["value"] for row in self.points]

    @property
    def classified(self) -> Known:
        """Of how many demands of the periods that are points it is known whether they count; of none of other
        measures."""
        rows = [row for row in self.points if row.get("known") is not None]
        return Known(sum(row["known"] for row in rows), sum(row["of_all"] for row in rows))

    @property
    def sizes(self) -> list[float]:
        """Of how many each point is; or its value, which is a count."""
        return [row["value"] if row["counted"] is None else row["counted"] for row in self.points]

    @property
    def in_counts(self) -> bool:
        """Whether the points are counts of what would be too few for a share."""
        return any("denominator" in row and not in_percent(row["unit"]) for row in self.points)

    @property
    def repeated(self) -> list[dt.date]:
        """The dates that have more than one point."""
        return sorted({a for a, b in pairwise(self.dates) if a == b})

    @property
    def units(self) -> list[str]:
        """The units that were given, as they were first written: more than one, and the points have no scale in
        common."""
        found: dict[str, str] = {}
        for row in self.points:
            if row["unit"]:
                found.setdefault(" ".join(row["unit"].split()).casefold().removesuffix("s"), row["unit"])
        return list(found.values())

    @property
    def is_mixed(self) -> bool:
        """Whether the points are of several units, or of weeks and of months: they have no mean in common."""
        return len(self.units) > 1 or len(self.periods) > 1

    @property
    def better(self) -> str | None:
        """Up, Down or Neither, as the latest point that says so."""
        return next((row["better"] for row in reversed(self.points) if row["better"]), None)

    @property
    def periods(self) -> list[str]:
        """What points are, the shortest first, where it is more than one: weeks beside months have no scale in
        common."""
        gaps = [(later - earlier).days for earlier, later in pairwise(self.dates)]
        of = {name: sum(least <= gap <= most for gap in gaps) for least, most, name in SPACINGS}
        return [name for name, number in of.items() if number * PART >= len(gaps) and number > 2]

    @property
    def spacing(self) -> str | None:
        """What one point is: a day, week, month, quarter or year. None where dates repeat or lie unevenly."""
        gaps = [(later - earlier).days for earlier, later in pairwise(self.dates)]
        if not gaps or 0 in gaps:
            return None
        return next((name for least, most, name in SPACINGS if least <= median(gaps) <= most), None)

    def records(self, measure: Measure) -> list[dict]:
        """A row for each point."""
        return [
            {
                "series": row["series"],
                "date": row["when"],
                "value": written(row["value"]),
                "unit": row["unit"],
                "better is": row["better"],
                "note": row["note"],
            }
            for row in self.points
        ]

    def facts(self) -> dict[str, object]:
        """What was left out, why, and how many of what is counted each stands for."""
        told = ("series", "when", "until", "value", "left_out")
        return {"left_out": [{name: row[name] for name in told if name in row} for row in self.left_out]}


@dataclass(frozen=True)
class Spending(Capability):
    """Pounds in each period, a series for each kind of money.

    `rows` have `amount`, `price_year` and `lines` (of cost) in place of a value and its unit. A period of several price
    years is brought to the latest of its series; where one cannot be, the series has no points: pounds of different
    years are not added up.
    """

    columns = ("series", "when", "amount", "price_year", "lines", "better", "note", "left_out")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Self:
        """In order of time, one row for each period of a series, with its value: pounds, or lines where it is left
        out."""
        valued, deflators = [], money.deflators()
        for series in dict.fromkeys(row["series"] for row in rows):
            own = [row for row in rows if row["series"] == series]
            price = money.one_price((row["price_year"] for row in own if row["amount"] is not None), deflators)
            unit = "pounds a month" + (FOR_EACH if any(row.get("cases") for row in own) else "")
            unit += f", in {price.year} prices" if price.year else ""
            periods: dict[tuple, list[dict]] = {}
            for row in own:
                periods.setdefault((row["when"], row["left_out"]), []).append(row)
            for (_, why), period in periods.items():
                new = dict(period[0])
                new["amount"] = amount = price.total([row for row in period if row["amount"]]) or 0.0
                new["usual"] = 0.0
                if not price.missing:
                    levels = [(float(row["usual"]), row["price_year"]) for row in period if row["usual"]]
                    new["usual"] = round(sum([usual * price.factors[year] for usual, year in levels]), 9)
                new["price_year"] = price.year
                new["lines"] = lines = sum([row["lines"] for row in period])
                new["left_out"] = out = OTHER_PRICES if price.missing and why is None else why
                new["unit"], new["value"] = ("lines", lines) if out else (unit, amount)
                valued.append(new)
        return super().of(valued, measure)


def parts(row: dict, measure: Measure) -> dict[str, object]:
    """What a share is of what, under the headings its measure gives them; nothing of a point that is no share."""
    return {measure.category: row["numerator"], measure.split: row["denominator"]} if "denominator" in row else {}
