"""One of a few values."""

from dataclasses import dataclass, field

from measures.cells.base import CellType
from measures.cells.words import among, normalise
from measures.sql import literal


@dataclass(frozen=True)
class Choice(CellType):
    """One of a few values. `also` lists other ways people write each of them."""

    options: tuple[str, ...]
    also: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    unread = "not-an-option"

    @property
    def says(self) -> str:
        *others, last = self.options
        return f"{', '.join(others)} or {last}" if others else last

    @property
    def suggests(self) -> tuple[str, ...]:
        return self.options

    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, normalised, with the option it stands for."""
        found = {normalise(option): option for option in self.options}
        for option, others in self.also.items():
            found.update({normalise(other): option for other in others})
        return found

    def reads(self, text: str) -> str:
        """The option that the words stand for."""
        spellings: dict[str, list[str]] = {}
        for spelling, option in self.spellings().items():
            spellings.setdefault(option, []).append(spelling)
        folded = f"trim(regexp_replace(lower({text}), '[^a-z0-9£%?]+', ' ', 'g'))"
        whens = " ".join(
            f"WHEN {folded} IN {among(tuple(words))} THEN {literal(option)}" for option, words in spellings.items()
        )
        exact = f"WHEN {text} IN {among(self.options)} THEN {text}"  # most cells say it as declared: no folding needed
        return f"CASE {exact} {whens} END"
