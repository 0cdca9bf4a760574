"""Amounts of money."""

from dataclasses import dataclass
from typing import Any

from measures.cells.number import EXACT, PLAIN, Measured, digits, is_nought
from measures.cells.units import MILLIONS, OF_MONEY, PENCE, POUNDS, THOUSANDS, Unit
from measures.cells.words import DASHES, SPACE, among

# As ledgers write a credit and a debit: 1,234.50 CR, 250-, 250 DR.
CREDIT, DEBIT = r"^([^-−(]*\d)\s*(?:cr\.?|[-−])$", r"^(.*\d)\s*dr\.?$"
BARE = r"-?[\d.,]+"  # a figure alone, which has its unit from its column

# What a line of a ledger costs. Where no line comes to ten pounds, thousands may have been taken for pounds; where the
# lines of a column of thousands come to a quarter of a million each, they are pounds.
SMALL, LARGE = 10, 250_000


@dataclass(frozen=True)
class Money(Measured):
    """Pounds and pence, from a column of pounds, thousands, millions or pence. `£1,234.50`, `(£200)` for a negative
    amount; a lone dash is Excel's zero, where anything may cost nothing (`nil`): a price has none."""

    unit: Unit = POUNDS
    nil: bool = True

    stored = "DECIMAL(18,4)"
    number_format = "£#,##0.00"
    units = (POUNDS, THOUSANDS, MILLIONS, PENCE)
    no_units = (OF_MONEY,)

    @property
    def says(self) -> str:
        such = {POUNDS: "£1,234.50", PENCE: "250"}.get(self.unit, "1.5")
        return f"an amount in {self.unit.name}, such as {such}"

    def reads(self, text: str) -> str:
        """Pounds."""
        if not self.unit.converts:
            return self._figure(text, self.stored)
        return f"try_cast(({self._figure(text, EXACT)}){self.unit.converts} AS {self.stored})"

    def _figure(self, text: str, stored: str) -> str:
        marks = "(£|GBP)?", "(p|GBP)?" if self.unit == PENCE else "(GBP)?"
        nought = f"{_is_dash(text)} OR {is_nought(text)}"
        return (
            f"CASE WHEN regexp_full_match({text}, '{PLAIN}') THEN try_cast({text} AS {stored}) WHEN {nought} "
            f"THEN {0 if self.nil else 'NULL'} ELSE try_cast({digits(_signed(text), *marks, EXACT)} AS {stored}) END"
        )

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Dashes that are noughts, and credits."""
        return [
            ("dash-is-zero", f"{value} = 0 AND {_is_dash(text)}"),
            ("word-is-zero", f"{value} = 0 AND {is_nought(text)}"),
            ("credit-is-minus", f"{value} < 0 AND regexp_matches({text}, '(?i){CREDIT}')"),
        ]

    def doubt(self, text: str, value: str, stated: bool) -> str:
        """Too large for thousands; or, where nothing says what the figures are, too small for pounds."""
        bare = f"regexp_full_match({text}, '{BARE}')"
        if stated:
            large = f"avg(abs({value})) FILTER ({bare}) >= {LARGE}"
            return f"coalesce({large}, false)" if self.unit == THOUSANDS else ""
        small = f"max(abs({value})) FILTER ({bare}) < {SMALL} AND bool_or({value} <> floor({value})) FILTER ({bare})"
        return f"coalesce({small}, false)"

    def in_words(self, value: Any) -> str:
        return f"£{value:,.2f}".removesuffix(".00")


def _signed(text: str) -> str:
    """SQL: an amount with what a ledger writes behind it as a sign before it."""
    return f"regexp_replace(regexp_replace({text}, '(?i){CREDIT}', '-\\1'), '(?i){DEBIT}', '\\1')"


def _is_dash(text: str) -> str:
    return f"regexp_replace({text}, '{SPACE}|£|GBP', '', 'g') IN {among(DASHES)}"
