"""Amounts of money."""

from dataclasses import dataclass

from measures.cells.number import PLAIN, Amount, digits
from measures.cells.words import SPACE, among

DASHES = ("-", "–", "—", "£-")


@dataclass(frozen=True)
class Money(Amount):
    """Pounds and pence. `£1,234.50`, `(£200)` for a negative amount; a lone dash is Excel's zero."""

    says = "an amount in pounds, such as £1,234.50"
    stored = "DECIMAL(18, 4)"
    number_format = "£#,##0.00"

    def reads(self, text: str) -> str:
        """Pounds."""
        return (
            f"CASE WHEN regexp_full_match({text}, '{PLAIN}') THEN try_cast({text} AS {self.stored}) "
            f"WHEN {_is_dash(text)} THEN 0 ELSE try_cast({digits(text, '(£|GBP)?', '(GBP)?')} AS {self.stored}) END"
        )

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Dashes that are noughts."""
        return [("dash-is-zero", f"{value} = 0 AND {_is_dash(text)}")]


def _is_dash(text: str) -> str:
    return f"regexp_replace({text}, '{SPACE}|£|GBP', '', 'g') IN {among(DASHES)}"
