"""How people rate statements of their own, each on a scale, on dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from measures.definition import Measure
from measures.shapes.base import Shape

# What became of a statement between its first rating and its latest, in the order in which it is told.
CHANGES = {
    "better": "Higher",
    "same": "The same",
    "worse": "Lower",
    "long ago": "Not rated for a year",
    "one rating": "Only one rating",
}
LONG = dt.timedelta(
    days=365
)  # how much earlier than the latest rating of anybody is too long ago to say how people are
# Why a rating is on no line.
SLIP, OTHER_RATER, SAME_DAY = "a date far from all others", "by another rater", "another of that day"


@dataclass(frozen=True)
class Statement:
    """One statement of one person, and its rating by one rater on each date on which they rated it, in order of date;
    `scale` has the lowest and the highest that it may have, `rater` who rated it, as it was last written, and `own`
    whether that is the person."""

    case: str
    text: str
    ratings: tuple[tuple[dt.date, float], ...]
    scale: tuple[float, float] = (0, 10)
    rater: str = ""
    own: bool = True

    def at(self, date: dt.date) -> float | None:
        """The rating on a date. None is “not rated”; 0 is a rating."""
        return dict(self.ratings).get(date)

    def along(self, rating: float) -> float:
        """Where a rating lies between the ends of the scale: from 0 to 1."""
        lowest, highest = self.scale
        return (rating - lowest) / (highest - lowest)

    @property
    def first(self) -> float:
        return self.ratings[0][1]

    @property
    def latest(self) -> float:
        return self.ratings[-1][1]

    @property
    def change(self) -> float | None:
        """Latest less first, in steps of the scale. None where there is but one rating."""
        return self.latest - self.first if len(self.ratings) > 1 else None

    def direction(self, latest: dt.date) -> str:
        """One of `CHANGES`, where the latest rating of anybody is of this date."""
        if self.change is None:
            return "one rating"
        if latest - self.ratings[-1][0] > LONG:
            return "long ago"
        return "better" if self.change > 0 else "worse" if self.change < 0 else "same"


class RatingRow(TypedDict):
    """A rating of a statement that is the person's own.

    `nth` is the statement's place among the person's, by first appearance; `place` is 1 for the rating that stands for
    its day on the line of the statement, which is one rater's, 2… for others, which are listed and never drawn:
    `left_out` says why. `lowest` and `highest` are the ends of its scale; `own` is 1 where the rater is the person.
    """

    case: str
    statement: str
    nth: int
    date: dt.date
    rating: float
    lowest: float
    highest: float
    rated_by: str | None
    own: int
    note: str | None
    place: int
    left_out: str | None


@dataclass(frozen=True)
class Ratings(Shape):
    """Ratings of people's own statements. There is no average, no area and no percentage here: the steps are not equal
    ones."""

    rows: Sequence[RatingRow]
    columns = tuple(RatingRow.__annotations__)
    order = ("case", "nth", "date", "place")

    @classmethod
    def of(cls, rows: Sequence[dict], measure: Measure) -> Ratings:
        """The rows by case, statement and date; 7.0 is said as 7."""
        return super().of([{**row, **{name: _plain(row[name]) for name in FIGURES}} for row in rows], measure)

    @property
    def cases(self) -> list[str]:
        return list(dict.fromkeys(row["case"] for row in self.rows))

    @property
    def dates(self) -> list[dt.date]:
        """Every date on which something was rated that is on a line, the earliest first."""
        return sorted({row["date"] for row in self.rows if row["place"] == 1})

    @property
    def standing(self) -> int:
        """How many ratings are on a line."""
        return sum(row["place"] == 1 for row in self.rows)

    @property
    def statements(self) -> list[Statement]:
        """Each person's statements, always in the same order: that of their first appearance."""
        standing = sorted((r for r in self.rows if r["place"] == 1), key=lambda r: (r["case"], r["nth"], r["date"]))
        found = []
        for (case, _, text), of in groupby(standing, key=lambda r: (r["case"], r["nth"], r["statement"])):
            rows = list(of)
            ratings = tuple((row["date"], row["rating"]) for row in rows)
            scale = rows[0]["lowest"], rows[0]["highest"]
            found.append(Statement(case, text, ratings, scale, rows[-1]["rated_by"] or "", bool(rows[-1]["own"])))
        return found

    @property
    def scale(self) -> tuple[float, float] | None:
        """The ends of the scale of every statement; None where they have several."""
        scales = {(row["lowest"], row["highest"]) for row in self.rows}
        return scales.pop() if len(scales) == 1 else None

    @property
    def changes(self) -> dict[str, int]:
        """How many statements are better, the same, worse, were last rated long before the latest, or have one
        rating."""
        found = [statement.direction(self.dates[-1]) for statement in self.statements]
        return {change: found.count(change) for change in CHANGES}

    @property
    def same_day(self) -> list[list[RatingRow]]:
        """The ratings of the line of each statement and day that has several; the first of each is the one that
        stands."""
        of_line = [row for row in self.rows if row["left_out"] in (None, SAME_DAY)]
        by_day = sorted(of_line, key=lambda r: (r["case"], r["nth"], r["date"], r["place"]))
        days = [list(rows) for _, rows in groupby(by_day, key=lambda r: (r["case"], r["nth"], r["date"]))]
        return [rows for rows in days if len(rows) > 1]

    def beside(self, why: str) -> list[RatingRow]:
        """The ratings that are on no line for this reason."""
        return [row for row in self.rows if row["left_out"] == why]

    def facts(self) -> dict[str, object]:
        """Each statement's first and latest rating, and how many changed which way."""
        told = [
            {"case": s.case, "statement": s.text, "first": s.first, "latest": s.latest, "change": s.change}
            | {"latest_date": s.ratings[-1][0], "rated_by": s.rater or None, "by_the_person": s.own}
            for s in self.statements
        ]
        return {"statements": told, "changes": {name.replace(" ", "_"): n for name, n in self.changes.items()}}

    def records(self, measure: Measure) -> list[dict]:
        """A row for each rating, drawn or not."""
        return [
            {
                "case": row["case"],
                "statement": row["statement"],
                "date": row["date"],
                "rating": row["rating"],
                "lowest on its scale": row["lowest"],
                "highest on its scale": row["highest"],
                "rated by": row["rated_by"],
                "note": row["note"],
                "on the charts": "yes" if row["place"] == 1 else f"no, {row['left_out']}",
            }
            for row in self.rows
        ]


FIGURES = ("rating", "lowest", "highest")


def _plain(rating: float) -> float:
    return int(rating) if rating == int(rating) else rating
