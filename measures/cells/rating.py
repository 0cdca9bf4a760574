"""Ratings on a scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from measures.cells.number import Amount, figure
from measures.cells.words import SPACE

TOP = r"(10|100|[3-79])"
# 1-5, 0 to 100, -5..5 and the like in a heading; out of 5 and /5, which begin at 0 or 1 as nobody can say: at 0.
ENDS = r"(?![\w.]|\s*[/-]\s*\d)"  # and is no day: 13/10/2024, 1-10-2024
SCALE = rf"(?<![\w.])([-−–]?\d)\s*(?:-|–|—|to|\.\.+)\s*\+?{TOP}{ENDS}|(?:\bout of|(?<!\d)(?<!\d )/)\s*{TOP}{ENDS}|(%)"
OUT_OF = rf"{SPACE}*(?:/|out of){SPACE}*"  # between a rating and the top of its scale, in a cell
SCALES = ("0 to 10", "1 to 10", "0 to 5", "1 to 5", "0 to 100", "-5 to 5")


@dataclass(frozen=True)
class Rating(Amount):
    """A rating from the lowest to the highest of a scale. Another scale than 0 to 10 is kept beside each rating, as
    `<name>_from` and `<name>_to`."""

    lowest: int = 0
    highest: int = 10

    stored = "DOUBLE"
    asks = "The ratings under “{}” are on a scale of"
    beside = {"_from": "DOUBLE", "_to": "DOUBLE"}

    @property
    def says(self) -> str:
        return f"a number from {self.lowest} to {self.highest}"

    def own_ways(self) -> tuple[str, ...]:
        """The scales that people use most."""
        return SCALES

    def read_in_own(self, way: str) -> Rating | None:
        """Ratings on another scale, such as "1 to 5"."""
        scale = re.fullmatch(r"(-?\d{1,3}) to (-?\d{1,3})", way)
        lowest, highest = (int(end) for end in scale.groups()) if scale else (0, 0)
        return replace(self, lowest=lowest, highest=highest) if lowest < highest else None

    def by_heading(self, heading: str) -> Rating | None:
        """Ratings on the scale that a heading has: Rating (1-5), Score out of 100, %."""
        if not (found := re.search(SCALE, heading, re.I)):
            return None
        low, high, out_of, _ = found.groups()
        lowest = int(re.sub("[−–]", "-", low)) if low else 0
        return replace(self, lowest=lowest, highest=int(high or out_of or 100))

    def without_way(self, heading: str) -> str:
        """A heading without its scale."""
        return re.sub(SCALE, " ", heading, flags=re.I)

    def reads(self, text: str) -> str:
        """The rating, with or without the top of its scale: 4, 4/10, 4 out of 10."""
        return figure(f"regexp_replace({text}, '{OUT_OF}{self.highest}$', '', 'i')")

    def of_another(self, text: str) -> str:
        """SQL: the top of another scale that stands behind a rating, as in 3/5; NULL of any other words."""
        return rf"nullif(nullif(regexp_extract({text}, '(?i)^\d+(?:\.\d+)?{OUT_OF}(\d+)$', 1), ''), '{self.highest}')"

    def reads_beside(self, text: str) -> dict[str, str]:
        """Both ends of the scale; none of the template's own, so that a sheet that an earlier version loaded is the
        same when it is loaded again."""
        if (self.lowest, self.highest) == (Rating.lowest, Rating.highest):
            return dict.fromkeys(self.beside, "NULL::DOUBLE")
        ends = {"_from": self.lowest, "_to": self.highest}
        return {end: f"CASE WHEN {text} IS NOT NULL THEN {value}::DOUBLE END" for end, value in ends.items()}

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No number, or not on the scale."""
        outside = f"{value} NOT BETWEEN {self.lowest} AND {self.highest}"
        return [*super().faults(text, value), ("out-of-range", outside)]

    def doubt(self, value: str) -> str:
        """SQL over all rows: whether a quarter of the ratings or more, and not only one or two, are off the scale."""
        outside = f"count(*) FILTER ({value} NOT BETWEEN {self.lowest} AND {self.highest})"
        return f"{outside} > 2 AND 4 * {outside} >= count({value})"

    def low(self, value: str) -> str:
        """SQL over all rows: whether many ratings are all whole and in the lower half, as on a scale of 1 to 5."""
        whole = f"bool_and({value} BETWEEN 1 AND 5 AND {value} = floor({value}))"
        return f"count({value}) >= 10 AND {whole} AND max({value}) = 5"
