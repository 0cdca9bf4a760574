"""What every type of cell says of itself. A new type is a file beside this one, named in `__init__.py`."""

from __future__ import annotations

from typing import ClassVar

from measures.cells.words import NOT_KNOWN, among
from measures.sql import literal


class CellType:
    """What the cells of a column may be: how it is said to people, read from words, checked, and kept in the store.

    SQL is made here and run elsewhere: `text` and `value` are the columns of a cell's words (trimmed, never empty) and
    of what they were read as. A type is a value, and how a column is read is part of it: what a heading or a person
    says of one column (`Date(month_first=True)`) makes another type of it.
    """

    says: str  # what to write in a cell: `a date, day first, such as 29/06/2012`
    stored: ClassVar[str] = "VARCHAR"  # the type of its column in the store
    beside: dict[str, str] = {}  # further columns it becomes: the end of their names, and their types in the store
    unread: ClassVar[str] = ""  # the code of the problem where words cannot be read; a type without one keeps any words
    fold: ClassVar[str] = ""  # how two spellings are told to be the same, where that is the type's to say
    commas: bool = False  # 1.234,50 is 1234.5, in the whole column
    amount: ClassVar[bool] = False  # what is merged over three rows is not three times as much
    repeats: ClassVar[bool] = True  # columns of it have the same few words again and again, so each is read once
    suggests: tuple[str, ...] = ()  # what a drop-down list of a template has
    asks: ClassVar[str] = "The figures under “{}” are in"  # before the ways in which it may be read
    number_format: ClassVar[str] = ""  # how Excel shows it in a template

    def reads(self, text: str) -> str:
        """SQL: the value of a cell, null where its words cannot be read."""
        raise NotImplementedError

    def reads_beside(self, text: str) -> dict[str, str]:
        """SQL for each of `beside`."""
        return {}

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """What makes a filled cell wrong: (code, SQL)."""
        return [(self.unread, f"{text} IS NOT NULL AND {value} IS NULL")] if self.unread else []

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Cells of a column that are counted in a note: (code, SQL)."""
        return []

    def signs(self, text: str, value: str) -> dict[str, str]:
        """Everything that may be found in a cell by its words alone, by its code: SQL. It is asked once of each
        different text, and of the rows only what some text has."""
        found = dict([*self.faults(text, value), *self.notes(text, value)])
        return found | ({"read-as-blank": f"{value} IS NULL AND {self.not_known(text)}"} if self.unread else {})

    def ways(self) -> tuple[str, ...]:
        """How a person may say that a column is read, where its heading does not say it."""
        return ()

    def read_in(self, way: str) -> CellType | None:
        """This type, for a column that is read in one of these ways; None for any other."""
        return None

    def by_heading(self, heading: str) -> CellType | None:
        """This type, for a column of which the heading says how it is read, such as Rating (1-5); None where it says
        nothing."""
        return None

    @property
    def may_be_told(self) -> bool:
        """Whether a heading may say how a column of this type is read: on which scale, or in which unit."""
        return type(self).by_heading is not CellType.by_heading

    def without_way(self, heading: str) -> str:
        """A heading without what says how the column is read."""
        return heading

    def as_shown(self, text: str) -> str:
        """A cell's words as Excel shows them."""
        return text

    def not_known(self, text: str) -> str:
        """SQL: whether a cell says that it is not known."""
        return f"lower({text}) IN {among(NOT_KNOWN)}"

    def example(self, value: object) -> str:
        """SQL: a value of a declared example, as its column holds it."""
        if value is None or isinstance(value, int | float):
            return "NULL" if value is None else str(value)
        return literal(str(value))
