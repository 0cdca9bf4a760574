"""What a kind of spreadsheet is made of: sheets, columns and the types their cells may take.

Pure declarations. Reading (`workbook/check.py`), storing (`store/tables.py`), the template, the guide and
the tests are all derived from these, so that none of them can drift from the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property


def normalise(text: str) -> str:
    """Fold a heading or a choice to what matters in it: lower case letters and digits, single spaces.

    >>> normalise("  CYP Re-referral\\u00a0")
    'cyp re referral'
    """
    return " ".join(re.findall(r"[a-z0-9£%?]+", text.lower()))


@dataclass(frozen=True)
class Text:
    """Words, kept as they were written apart from space at either end."""

    says = "words"


@dataclass(frozen=True)
class Ref:
    """A reference to a person, household, case or demand. `a 1` and `A  1` are the same reference."""

    says = "a reference"


@dataclass(frozen=True)
class Date:
    """A calendar day. Day comes before month, for the whole column, unless the manager says otherwise.

    `periods` takes weeks, quarters and years too, each as its first day: for points over time.
    """

    periods: bool = False

    @property
    def says(self) -> str:
        other = ", or a period, such as Jan 2024, 2024 Q1, 2023/24 Q1, 2024 or 2023/24" if self.periods else ""
        return f"a date, day first, such as 29/06/2012{other}"


@dataclass(frozen=True)
class Number:
    """A number, with limits where the world has them. `whole` refuses fractions.

    `or_more` takes `250+` too: 250, and a second column, `<name>_or_more`, says that there were more.
    """

    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    or_more: bool = False

    @property
    def says(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        if self.minimum is not None and self.maximum is not None:
            return f"{kind} from {self.minimum:g} to {self.maximum:g}"
        if self.minimum is not None:
            return f"{kind}, {self.minimum:g} or more" + (" (250+ for at least 250)" if self.or_more else "")
        return kind


@dataclass(frozen=True)
class Minutes:
    """Minutes of work. An Excel duration (0:25) is read as minutes too."""

    says = "minutes as a number, such as 25"


@dataclass(frozen=True)
class Money:
    """Pounds and pence. `£1,234.50`, `(£200)` for a negative amount; a lone dash is Excel's zero."""

    says = "an amount in pounds, such as £1,234.50"


@dataclass(frozen=True)
class Street:
    """A street name. Kept as written; a second column, `<name>_key`, folds case, spaces and `Rd` for `Road`."""

    says = "a street name"


@dataclass(frozen=True)
class Postcode:
    """A UK postcode, kept in capitals with its space. Anything else is kept as written."""

    says = "a postcode such as ZZ9 4DF"


@dataclass(frozen=True)
class FinancialYear:
    """The year of a price, `2012-13` or `2012`. Excel turns a typed `2011-12` into December 2011: undone here."""

    says = "a financial year such as 2012-13"


@dataclass(frozen=True)
class YesNo:
    """Yes, No or not known. A blank is not known: never No."""

    says = "Y or N"


@dataclass(frozen=True)
class Choice:
    """One of a few values. `also` lists other ways people write each of them."""

    options: tuple[str, ...]
    also: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def says(self) -> str:
        return (
            " or ".join((", ".join(self.options[:-1]), self.options[-1])) if len(self.options) > 1 else self.options[0]
        )

    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, normalised, with the option it stands for."""
        found = {normalise(option): option for option in self.options}
        for option, others in self.also.items():
            found.update({normalise(other): option for other in others})
        return found


CellType = Text | Ref | Street | Postcode | FinancialYear | Date | Number | Minutes | Money | YesNo | Choice


@dataclass(frozen=True)
class Column:
    """One declared column of a sheet.

    `name` is the column in the store, `title` the heading in the template, `also` other headings that mean
    the same. A `required` column must be there and be filled in every row.
    """

    name: str
    title: str
    type: CellType
    required: bool = False
    also: tuple[str, ...] = ()
    help: str = ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The accepted headings, normalised; the title first."""
        return tuple(dict.fromkeys(normalise(h) for h in (self.title, self.name, *self.also)))


@dataclass(frozen=True)
class Sheet:
    """A declared kind of spreadsheet: what a row is, its columns, and what makes two rows the same row.

    `key` names the columns that identify a row; a row with none of them filled is identified by all its values
    and its occurrence within the sheet. `flags` lets any number of Yes/No columns follow, named by their
    headings. `needs_one_of` lists groups of columns of which one must be filled in each row. `in_order` lists
    pairs of dates of which the second may not come before the first. `tells_apart` lists columns that seldom change
    for one key: a row that says something else there may be of another thing that has the same reference. `examples` are filled-in rows for the
    template, keyed by heading.
    """

    kind: str
    title: str
    row_is: str
    purpose: str
    columns: tuple[Column, ...]
    examples: tuple[dict[str, object], ...]
    key: tuple[str, ...] = ()
    flags: tuple[Column, ...] = ()
    needs_one_of: tuple[tuple[str, ...], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
    tells_apart: tuple[str, ...] = ()

    @property
    def thing(self) -> str:
        """What a row is, in a word: household."""
        return self.row_is.split(":")[0].removeprefix("a ")

    def column(self, name: str) -> Column:
        """The declared column of this name. Raises KeyError for any other."""
        return {c.name: c for c in self.columns}[name]

    @property
    def keyed(self) -> bool:
        """True where every row must carry its key."""
        return bool(self.key) and all(self.column(name).required for name in self.key)
