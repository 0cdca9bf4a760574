"""A person as the app knows them, and what they may ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from measures.access.words import MANAGERS_ONLY
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.words import listed

NOBODY = "nobody"


class Right(Enum):
    """What somebody may: what is for `EVERYTHING` changes what is loaded, or is of every locality at once."""

    EVERYTHING = "everything"
    ROWS = "rows"  # all of them, or those of their localities
    RELEASES = "releases"
    HERE = "here"


class NoRightError(Exception):
    """Something was asked that this person may not see. The message is a sentence for them."""

    def __init__(self) -> None:
        super().__init__(MANAGERS_ONLY)


@dataclass(frozen=True)
class Person:
    """Who is here. `called` is what the history calls them, blank where nobody signs in; `why` is said to somebody
    without a role, and `may_sign_in` whether it may help to sign in. A manager who is kept to some `localities` sees
    the rows of these alone, and one of the steering group what is published of them; who is kept to none of them,
    None, sees all."""

    email: str
    called: str
    role: str
    why: str = ""
    may_sign_in: bool = False
    localities: tuple[str, ...] | None = None

    @property
    def is_manager(self) -> bool:
        """Whether they see every row, and change what is loaded."""
        return self.role == MANAGER and self.localities is None

    @property
    def sees_rows(self) -> bool:
        """Whether they see rows: all, or those of their localities."""
        return self.role == MANAGER

    @property
    def is_known(self) -> bool:
        """Whether they have a role."""
        return self.role in (MANAGER, STEERING_GROUP)

    @property
    def as_what(self) -> str:
        """As what they are here, in words."""
        role = "as a manager" if self.role == MANAGER else "of the steering group"
        return role if self.localities is None else f"{role}, for {listed(self.localities)}"

    def may(self, right: Right) -> bool:
        """Whether they have a right."""
        return {
            Right.EVERYTHING: self.is_manager,
            Right.ROWS: self.sees_rows,
            Right.RELEASES: self.is_manager or self.role == STEERING_GROUP,
            Right.HERE: self.is_known,
        }[right]


def nobody(why: str, *, called: str = "", may_sign_in: bool = False) -> Person:
    """Somebody without a role, and why."""
    return Person("", called, NOBODY, why, may_sign_in)
