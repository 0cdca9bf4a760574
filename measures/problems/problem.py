"""One thing wrong, or worth knowing, and where: every sentence about it filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter

from measures.problems.kind import Kind
from measures.problems.of_cells import OF_CELLS
from measures.problems.of_files import OF_FILES
from measures.problems.of_sheets import OF_SHEETS
from measures.problems.places import cell, place
from measures.problems.to_know import TO_KNOW


class Filled(Formatter):
    """Fills in a sentence. `{count:is|are}` is one of two words, by whether there is one: no number of its own.

    >>> Filled().format("{count} {count:cell is|cells are} read", count="1")
    '1 cell is read'
    """

    def format_field(self, value: object, format_spec: str) -> str:
        """A value as it is, or one of two words by it."""
        one, parted, many = format_spec.partition("|")
        if not parted:
            return super().format_field(value, format_spec)
        return one if str(value) == "1" else many


FILLED = Filled()
# Fields in braces: sheet, value, heading, says (what the column takes), and the details a check adds.
KINDS: dict[str, Kind] = {**OF_FILES, **OF_SHEETS, **OF_CELLS, **TO_KNOW}


@dataclass(frozen=True)
class Problem:
    """One thing wrong, or worth knowing, and where. `row` as Excel counts it (from 1); `column` from 0."""

    code: str
    sheet: str
    row: int | None = None
    column: int | None = None
    details: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def stops(self) -> bool:
        return bool(self.details.get("stops", KINDS[self.code].stops))

    @property
    def row_can_be_left_out(self) -> bool:
        """True where leaving out this one row would let the rest be loaded."""
        return self.stops and self.row is not None and KINDS[self.code].about == "row"

    @property
    def leaves_out(self) -> bool:
        return KINDS[self.code].leaves_out

    @property
    def where(self) -> str:
        return cell(self.sheet, self.row, self.column)

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Its row as Excel counts it, and its column from 0; None where it is of no single one."""
        return place(self.row, self.column)

    @property
    def number(self) -> int:
        """How many cells, or rows, it is told of."""
        number = self.details.get("number", 1)
        return number if isinstance(number, int) else 1

    @property
    def each(self) -> list[Problem]:
        """The same of each of the cells that are told on one line, as far as they are known."""
        others = self.details.get("also_rows", ())
        if not isinstance(others, tuple) or not others:
            return [self]
        alone = {**self.details, "also": "", "others": "", "also_rows": (), "number": 1}
        return [replace(self, row=row, details=alone) for row in (self.row, *others)]

    @property
    def sentence(self) -> str:
        """As a page says it."""
        text = self._filled(KINDS[self.code].sentence)
        return text[0].upper() + text[1:]

    def __str__(self) -> str:
        """As the command says it: the place, the sentence, and how to say there what a page has a control for."""
        kind = KINDS[self.code]
        return " ".join(filter(None, (f"{self.where}: {self._filled(kind.sentence)}", self._filled(kind.command))))

    def _filled(self, words: str) -> str:
        return FILLED.vformat(words, (), {"sheet": self.sheet, "also": "", "or_clear": "", **self.details})


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that stop the load."""
    return [p for p in problems if p.stops]


def shorten(value: object, length: int = 60) -> str:
    """A cell's content, short enough for a sentence, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[: length - 1] + "…"
