"""Numbers."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from measures.cells.base import CellType
from measures.cells.units import Unit
from measures.cells.words import NOT_KNOWN, NOUGHTS, SPACE, SUPPRESSED, among
from measures.sql import let

# As long as a number may be: no cell may come to infinity.
NUMERAL = r"(\d{1,3}(,\d{3}){1,12}|\d{1,40})(\.\d*)?|\.\d+"
PLAIN = r"-?\d{1,40}(\.\d+)?([eE][+-]?\d{1,2})?"
EXACT = "DECIMAL(28, 10)"  # a figure before it is converted: a tenth of an hour is six minutes, and not nearly six
WITH_COMMAS = " with a decimal comma"  # after the name of a unit or a scale too
DECIMAL_COMMAS = f"figures{WITH_COMMAS}"
OR_MORE = rf"{SPACE}*(\+|or{SPACE}+more)$"


def digits(text: str, before: str, after: str, stored: str = "DOUBLE") -> str:
    """SQL: a number in words, perhaps with a mark before or after it; brackets are a minus. `1.234,50` is refused, not
    read as 1.2345."""
    # A space between digits is a comma: `1 234` is a number, and `10 12` two.
    words = f"regexp_replace(regexp_replace({text}, '(\\d){SPACE}+(\\d)', '\\1,\\2', 'g'), '{SPACE}', '', 'g')"
    value = f"try_cast(regexp_replace(words, '[^0-9.]', '', 'g') AS {stored})"
    number = f"({NUMERAL}){after}"
    shape = rf"\({before}{number}\)|[-+−]?{before}{number}|{before}[-−]{number}"
    read = (
        f"CASE WHEN regexp_full_match(words, '{shape}') THEN CASE WHEN regexp_matches(words, '[-−(]') THEN -1 ELSE "
        f"1 END * {value} END"
    )
    return let("words", words, read)


def figure(text: str, stored: str = "DOUBLE") -> str:
    """SQL: a number as people write it, with a pound before it or a per cent after."""
    read = digits(text, "£?", "%?", stored)
    return f"CASE WHEN regexp_full_match({text}, '{PLAIN}') THEN try_cast({text} AS {stored}) ELSE {read} END"


def is_nought(text: str) -> str:
    """SQL: whether words say nought, and no figure does."""
    return f"lower({text}) IN {among(NOUGHTS)}"


@dataclass(frozen=True)
class Amount(CellType):
    """What is counted or measured."""

    commas: bool = field(default=False, kw_only=True)

    unread = "not-a-number"
    amount = True

    def own_ways(self) -> tuple[str, ...]:
        """The ways in which it may be read, besides how its decimals are written."""
        return ()

    def read_in_own(self, way: str) -> Self | None:
        """This type, for a column that is read in one of its own ways; None for any other."""
        return None

    def ways(self) -> tuple[str, ...]:
        """Its own ways, and that its decimals stand after a comma: then each of the others with that too."""
        own = self.own_ways()
        return (DECIMAL_COMMAS, *map(f"{{}}{WITH_COMMAS}".format, own), *own) if self.commas else (*own, DECIMAL_COMMAS)

    def read_in(self, way: str) -> Self | None:
        """This type, read in one of its own ways, with decimal commas, or both."""
        alone = way.removesuffix(WITH_COMMAS)
        read = self if way == DECIMAL_COMMAS else self.read_in_own(alone)
        return read and replace(read, commas=alone != way)

    def say(self, way: str) -> str:
        """What to say of a column that is read in this way, its decimals written as they are."""
        return f"{way}{WITH_COMMAS}" if self.commas else way

    def not_known(self, text: str) -> str:
        """A dash may be a nought here, so it does not say so; the signs of published tables do."""
        return f"lower({text}) IN {among((*(word for word in NOT_KNOWN if word != '-'), *SUPPRESSED))}"


@dataclass(frozen=True)
class Measured(Amount):
    """An amount in a unit: its column may be in any of `units`, of which the first is kept. A column in one of
    `no_units` is of something else."""

    unit: Unit

    units: ClassVar[tuple[Unit, ...]]
    no_units: ClassVar[tuple[Unit, ...]]

    @property
    def may_be_told(self) -> bool:
        """By its unit."""
        return True

    def own_ways(self) -> tuple[str, ...]:
        """The names of its units."""
        return tuple(unit.name for unit in self.units)

    def read_in_own(self, way: str) -> Self | None:
        """This type, for a column in the unit of this name."""
        return next((replace(self, unit=unit) for unit in self.units if unit.name == way), None)

    def doubt(self, text: str, value: str, stated: bool) -> str:
        """SQL over all rows of a column: whether its figures can hardly be in its unit, or no words where they can.
        `stated` where something beside the figures says the unit."""
        raise NotImplementedError

    def in_words(self, value: Any) -> str:
        """A value that is kept, with its unit."""
        raise NotImplementedError


@dataclass(frozen=True)
class Number(Amount):
    """A number, with limits where the world has them. `whole` refuses fractions.

    `or_more` takes `250+` too: 250, and a second column, `<name>_or_more`, says that there were more.
    """

    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    or_more: bool = False

    stored = "DOUBLE"

    @property
    def says(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        if self.minimum is not None and self.maximum is not None:
            return f"{kind} from {self.minimum:g} to {self.maximum:g}"
        if self.minimum is not None:
            return f"{kind}, {self.minimum:g} or more" + (" (250+ for at least 250)" if self.or_more else "")
        return kind

    asks = "The figures under “{}” are"

    @property
    def beside(self) -> dict[str, str]:
        return {"_or_more": "BOOLEAN"} if self.or_more else {}

    def reads(self, text: str) -> str:
        """The figure."""
        value = figure(f"regexp_replace({text}, '{OR_MORE}', '', 'i')" if self.or_more else text)
        value = f"CASE WHEN {is_nought(text)} THEN 0 ELSE {value} END"
        return let("figure", value, "CASE WHEN figure = floor(figure) THEN figure END") if self.whole else value

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Words that are noughts."""
        return [("word-is-zero", is_nought(text))]

    def reads_beside(self, text: str) -> dict[str, str]:
        """Whether there were more."""
        if not self.or_more:
            return {}
        more = f"regexp_matches({text}, '{OR_MORE}', 'i') AND {self.reads(text)} IS NOT NULL"
        return {"_or_more": f"CASE WHEN {more} THEN true END"}

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No number, or outside its limits."""
        limits = [f"{value} < {self.minimum}"] if self.minimum is not None else []
        limits += [f"{value} > {self.maximum}"] if self.maximum is not None else []
        outside = [("out-of-range", f"({' OR '.join(limits)})")] if limits else []
        return [*super().faults(text, value), *outside]
