"""Yes and No."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import among

# In Welsh too: "na" is not among them, for it is also how people write "n/a".
YES = ("y", "yes", "true", "1", "✓", "✔", "x", "ydy", "ydyw", "oes", "ie")
NO = ("n", "no", "false", "0", "✗", "✘", "nac ydy", "nac ydyw", "nac oes", "nage")


@dataclass(frozen=True)
class YesNo(CellType):
    """Yes, No or not known. A blank is not known: never No."""

    says = "Y or N"
    stored = "BOOLEAN"
    unread = "not-yes-no"
    suggests = ("Y", "N")

    def reads(self, text: str) -> str:
        """True, false, or null."""
        return f"CASE WHEN lower({text}) IN {among(YES)} THEN true WHEN lower({text}) IN {among(NO)} THEN false END"

    def example(self, value: object) -> str:
        """Y and N."""
        return "NULL" if value is None else "true" if value == "Y" else "false"
