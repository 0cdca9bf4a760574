"""A question that a load asks before anything is loaded: what it may be answered, and what each answer changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from measures.uploads import Incoming


@dataclass(frozen=True)
class Choice:
    """One answer. `name` is how the command writes it, `words` how the page does; `changes` are the fields of the sheet
    on its way in (`Incoming`) that it sets, and `replaces` the uploads that the sheet then takes the place of. One that
    `needs_reason` is answered with its name, a colon and the reason."""

    name: str
    words: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    replaces: tuple[int, ...] = ()
    needs_reason: bool = False

    @property
    def written(self) -> str:
        """How it is written as an answer."""
        return f"{self.name}: WHY" if self.needs_reason else self.name

    def is_meant(self, answer: str) -> bool:
        """Whether this is what was answered."""
        name, _, reason = answer.partition(":")
        return bool(name == self.name and reason.strip()) if self.needs_reason else answer == self.name


@dataclass(frozen=True)
class Question:
    """What a person must say of one sheet, with the evidence, a line each.

    `code` says which question it is; of one code a sheet is asked once. `default` names the choice that is likely
    right, or is None where nothing is. What is `plain` is decided so, and said; it may still be answered otherwise.
    """

    code: str
    sheet: str
    sentence: str
    choices: tuple[Choice, ...]
    evidence: tuple[str, ...] = ()
    default: str | None = None
    plain: bool = False

    @property
    def name(self) -> str:
        """By which it is answered: `log!references`."""
        return f"{self.sheet}!{self.code}"

    def choice(self, name: str | None) -> Choice | None:
        """The choice that is meant by an answer, if there is one."""
        return next((choice for choice in self.choices if name is not None and choice.is_meant(name)), None)

    def answer(self, answers: Mapping[str, str]) -> str | None:
        """What was answered to it: by its name, or to every question of its code."""
        return answers.get(self.name, answers.get(self.code))


def changed(sheet: Incoming, choice: Choice) -> Incoming:
    """The sheet as an answer has it. What it replaces is added to what is replaced anyway."""
    return replace(sheet, **choice.changes, replaces=tuple(dict.fromkeys((*sheet.replaces, *choice.replaces))))
