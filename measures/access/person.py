"""A person as the app knows them, and what they may ask."""

from __future__ import annotations

from dataclasses import dataclass

from measures.access.words import MANAGERS_ONLY
from measures.disclosure import MANAGER, STEERING_GROUP

NOBODY = "nobody"


class NoRightError(Exception):
    """Something was asked that this person may not see. The message is a sentence for them."""

    def __init__(self) -> None:
        super().__init__(MANAGERS_ONLY)


@dataclass(frozen=True)
class Person:
    """Who is here. `called` is what the history calls them, blank where nobody signs in; `why` is said to somebody without a role,
    and `may_sign_in` whether it may help to sign in."""

    email: str
    called: str
    role: str
    why: str = ""
    may_sign_in: bool = False

    @property
    def is_manager(self) -> bool:
        """Whether they see rows, and change what is loaded."""
        return self.role == MANAGER

    @property
    def is_known(self) -> bool:
        """Whether they have a role."""
        return self.role in (MANAGER, STEERING_GROUP)


def nobody(why: str, *, called: str = "", may_sign_in: bool = False) -> Person:
    """Somebody without a role, and why."""
    return Person("", called, NOBODY, why, may_sign_in)
