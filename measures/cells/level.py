"""One of a few levels, from lists that may number theirs the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from measures.cells.choice import Choice
from measures.cells.words import among, normalise
from measures.sql import literal

# A level by its number, with or without a word: 3, 3.0, Level 3, T3, 3 - Targeted. More than six are no levels of need.
NUMBERED = r"^(?:tier|level|lvl|lefel|haen|t|l)?[ .:-]*([0-5])(?:\.0)?(?: *[-–—:(].*)?$"
NONE = "-"  # a level that stands for no option


@dataclass(frozen=True)
class Level(Choice):
    """One of a few levels. `levels` has what a person says that each level of a list is: an option, or none.

    A number alone says nothing of which end is serious: in most threshold documents it is the highest.
    """

    levels: tuple[tuple[str, str], ...] = ()

    def read_in(self, way: str) -> Level | None:
        """This type, as each level is said to be: "1:3, 2:2, 3:1", where `-` is none of the options."""
        said = said_levels(way)
        if not said or set(said.values()) - {*self.options, NONE}:
            return None
        return replace(self, levels=tuple(said.items()))

    def reads(self, text: str) -> str:
        """The option that a level is said to be, or that the words or the number stand for."""
        if not self.levels:
            number = f"regexp_extract(lower({text}), {literal(NUMBERED)}, 1)"
            rest = f"regexp_extract({text}, '[-–—:(] *(.*?)\\)?$', 1)"
            of_words = f"coalesce({super().reads(rest)}, {number})"  # "1 - I am in balance" is neither
            own = f"CASE WHEN {number} IN {among(self.options)} AND {of_words} = {number} THEN {number} END"
            return f"coalesce({super().reads(text)}, {own})"
        is_said = {level: option for level, option in self.levels if option != NONE}
        whens = " ".join(f"WHEN {literal(level)} THEN {literal(option)}" for level, option in is_said.items())
        key = level_of(text)
        said = ", ".join(literal(level) for level, _ in self.levels)
        own = super().reads(text)
        return f"CASE WHEN {key} IN ({said}) THEN {f'CASE {key} {whens} END' if whens else 'NULL'} ELSE {own} END"

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """No level of the list. What the numbers of one mean is asked of them all together, not cell by cell."""
        known = " OR ".join(f"{level_of(text)} = {literal(level)}" for level, _ in self.levels) or "false"
        ((code, unread),) = super().faults(text, value)
        number = f"regexp_extract(lower({text}), {literal(NUMBERED)}, 1)"
        return [(code, f"({unread}) AND {number} IN {among(('', *self.options))} AND NOT ({known})")]


def level_of(text: str) -> str:
    """SQL: the level that a cell names: its number, or its words folded."""
    number = f"nullif(regexp_extract(lower({text}), {literal(NUMBERED)}, 1), '')"
    return f"coalesce({number}, trim(regexp_replace(lower({text}), '[^a-z0-9£%?]+', ' ', 'g')))"


def said_levels(way: str) -> dict[str, str]:
    """What each level is said to be, from "1:3, 2:2, 3:1"; nothing where the words are no such list."""
    parts = [part.rpartition(":") for part in way.split(",")]
    if not all(mark and normalise(level) and option.strip() for level, mark, option in parts):
        return {}
    return {normalise(level): option.strip() for level, _, option in parts}


def numbered(level: str) -> bool:
    """Whether a level is a number, of which nothing says the serious end."""
    return bool(re.fullmatch(r"[0-5]", level))
