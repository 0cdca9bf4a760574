"""Minutes of work."""

from dataclasses import dataclass

from measures.cells.number import Amount, figure
from measures.cells.words import SPACE


@dataclass(frozen=True)
class Minutes(Amount):
    """Minutes of work. An Excel duration (0:25) is read as minutes too."""

    says = "minutes as a number, such as 25"
    stored = "DOUBLE"

    def reads(self, text: str) -> str:
        """A number of minutes; `1 h 30`, `0:25` and what Excel makes of it."""
        # A duration typed as 0:25 is a day fraction to Excel, and comes as a moment of 31 December 1899, its day 0; or
        # of 1 January 1904, where the workbook counts from there.
        start = f"CASE WHEN starts_with({text}, '1904') THEN TIMESTAMP '1904-01-01' ELSE TIMESTAMP '1899-12-31' END"
        duration = f"date_diff('second', {start}, try_cast({text} AS TIMESTAMP)) / 60.0"
        # In CSV it is as Excel shows it: hours, minutes and perhaps seconds.
        clock = " + ".join(
            f"coalesce(try_cast(split_part({text}, ':', {n}) AS DOUBLE), 0) * {m}"
            for n, m in ((1, 60), (2, 1), (3, "1 / 60.0"))
        )
        hours = rf"^(\d{{1,4}}(?:\.\d+)?){SPACE}*(?:h|hr|hrs|hour|hours)\.?{SPACE}*(?:(\d{{1,4}}){SPACE}*(?:m|min|mins|minute|minutes)?\.?)?$"
        part = "coalesce(try_cast(regexp_extract(lower({}), '{}', {}) AS DOUBLE), 0)".format
        in_hours = f"{part(text, hours, 1)} * 60 + {part(text, hours, 2)}"
        bare = f"regexp_replace(lower({text}), '\\s*(minutes|minute|mins|min|m)\\.?$', '')"
        return f"""CASE
            WHEN regexp_full_match({text}, '(1899|1900|1904)-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d') THEN {duration}
            WHEN regexp_full_match({text}, '\\d{{1,4}}(:[0-5]\\d){{1,2}}') THEN {clock}
            WHEN regexp_full_match(lower({text}), '{hours}') THEN {in_hours}
            ELSE {figure(bare)} END"""

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No number, or below nought."""
        return [*super().faults(text, value), ("out-of-range", f"{value} < 0")]
