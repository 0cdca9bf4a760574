"""One of a few values."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from measures.cells.base import CellType
from measures.cells.words import among, normalise, words_apart
from measures.cells.yes_no import BESIDE_CROSSES, NO, YES, cross_may_be_no, crosses_apart
from measures.sql import literal

# What a question has around what it asks: "Is it failure demand? (Y/N)".
QUESTION = re.compile(
    r"^(?:(?:is|was|could|can) (?:(?:the |this |that )?(?:call|contact|demand|visit|enquiry)|it|this|that) (?:have "
    r"been |be )?)?(?:an? )?(.*?)(?: (?:y n|yes(?: or)? no))?$"
)
# What follows an option in the words of a form: "Failure demand - something went wrong", "Value (what we are here
# for)".
EXPLAINED = r"(?:\s+[-–—]+\s+|\s*[:(\[])(.*)$"
SHORTEST = 5  # letters of an option that may be explained so: "F - 3" may be anything
ALIKE = 0.75  # of 1: what is less like is no slip of the pen


@dataclass(frozen=True)
class Choice(CellType):
    """One of a few values. `also` lists other ways people write each of them.

    Where it may be told as Yes or No, `asked` lists for each of two values the headings that ask whether it is that
    one; of such a column `yes` is the value that Yes stands for, and `crosses` says whether a cross is Yes (see
    `YesNo`).
    """

    options: tuple[str, ...]
    also: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    yes: str = ""
    crosses: bool = True

    unread = "not-an-option"
    asks = "Yes under “{}” is"

    @property
    def says(self) -> str:
        *others, last = ("Y", "N", *(o for o in self.options if o not in self.asked)) if self.yes else self.options
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

    def option_of(self, words: str) -> str | None:
        """The option that words stand for, alone or with what explains it behind; None where they are none."""
        spelled = self.spellings()
        if normalise(words) in spelled:
            return spelled[normalise(words)]
        found = re.search(EXPLAINED, words, re.S)
        if not found or normalise(found[1]) in self._says_more(spelled):
            return None
        head = normalise(words[: found.start()])
        return spelled.get(head) if len(head) >= SHORTEST else None

    def _says_more(self, spelled: Collection[str]) -> set[str]:
        """What behind an option is no explanation of it: "Failure: no", "Value (failure)", "Failure - ?"."""
        return {*map(normalise, (*YES, *NO)), *spelled, ""}

    def likely(self, words: str) -> str | None:
        """The option that words are most like which are none of its spellings; None where nothing is near."""
        spellings = self.spellings()
        near = get_close_matches(normalise(words), spellings, 1, ALIKE)
        return spellings[near[0]] if near else None

    @property
    def no(self) -> str:
        """The value that No stands for, where the column is told as Yes or No."""
        return next((option for option in self.asked if option != self.yes), "") if self.yes else ""

    def ways(self) -> tuple[str, ...]:
        """Which value Yes stands for."""
        return tuple(option.lower() for option in self.asked)

    def read_in(self, way: str) -> Choice | None:
        """The choice where Yes is this value."""
        return next((replace(self, yes=option) for option in self.asked if option.lower() == way.lower()), None)

    def by_heading(self, heading: str) -> Choice | None:
        """The choice where a heading asks whether it is one of them: Failure demand?, Was it avoidable (Y/N)."""
        folded = normalise(words_apart(heading))
        question = QUESTION.match(folded.replace("?", "").strip())
        if question is None:
            return None
        # A word alone may head anything; a declared "Value?" is one that is asked.
        is_asked = "?" in folded or question[0] != question[1]
        ways = {question[1], *([f"{question[1]}?"] if is_asked else [])}
        option = next((o for o, names in self.asked.items() if ways & {*map(normalise, names)}), None)
        return replace(self, yes=option) if option else None

    def without_way(self, heading: str) -> str:
        """What the question is about: Value or failure."""
        return " or ".join(sorted(self.asked, key=self.options.index))

    def signs(self, text: str, value: str) -> dict[str, str]:
        """Whether it says Yes or No, too."""
        return super().signs(text, value) | ({"yes-no?": self.yes_or_no(text)} if self.asked else {})

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """None of the options; or a cross that may be Yes or No."""
        return crosses_apart(super().faults(text, value), text, self.crosses)

    def marked(self, words: Collection[str]) -> Choice:
        """This type for a column that has these words, in lower case."""
        return replace(self, crosses=not (self.yes and cross_may_be_no(words)))

    def yes_or_no(self, text: str) -> str:
        """SQL: whether a cell says Yes or No."""
        return f"lower({text}) IN {among(YES + NO)}"

    def reads(self, text: str) -> str:
        """The option that the words stand for."""
        spellings: dict[str, list[str]] = {}
        for spelling, option in self.spellings().items():
            spellings.setdefault(option, []).append(spelling)
        folded = f"trim(regexp_replace(lower({text}), '[^a-z0-9£%?]+', ' ', 'g'))"
        whens = [f"{folded} IN {among(tuple(words))} THEN {literal(option)}" for option, words in spellings.items()]
        long = {option: [word for word in words if len(word) >= SHORTEST] for option, words in spellings.items()}
        head = f"trim(regexp_replace(regexp_replace(lower({text}), '{EXPLAINED}', '', 's'), '[^a-z0-9£%?]+', ' ', 'g'))"
        rest = f"trim(regexp_replace(regexp_extract(lower({text}), '{EXPLAINED}', 1, 's'), '[^a-z0-9£%?]+', ' ', 'g'))"
        none = among(tuple(sorted(self._says_more(self.spellings()))))
        whens += [
            f"{head} IN {among(tuple(words))} AND {rest} NOT IN {none} THEN {literal(option)}"
            for option, words in long.items()
            if words
        ]
        exact = f"{text} IN {among(self.options)} THEN {text}"  # most cells say it as declared: no folding needed
        if self.yes:
            whens = [
                f"lower({text}) IN {among(YES if self.crosses else BESIDE_CROSSES)} THEN {literal(self.yes)}",
                f"lower({text}) IN {among(NO)} THEN {literal(self.no)}",
                *whens,
            ]
        return f"CASE {' '.join(f'WHEN {when}' for when in (exact, *whens))} END"
