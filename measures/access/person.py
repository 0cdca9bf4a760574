"""A person as the app knows them, and what they may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from measures.access.words import MANAGERS_ONLY
from measures.disclosure import MANAGER, STEERING_GROUP

NOBODY = "nobody"
# What stands on the board, each with the filters by which the board asks for it: nothing else is asked by a steering group.
ON_THE_BOARD: Mapping[str, frozenset[str]] = {
    "before_and_after": frozenset(),
    "failure_demand": frozenset({"every"}),
    "demand_tiers": frozenset(),
    "households_by_street": frozenset(),
    "failure_capacity": frozenset(),
    "outcome_ratings": frozenset({"case"}),
    "agency_costs": frozenset({"case"}),
}


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

    def may_ask(self, measure: str, filters: Mapping[str, object], *, case: str, latest: bool) -> bool:
        """Whether they may ask a measure by these filters. A steering group asks what stands on the board, of the whole place as it
        is now: the difference of two answers would tell what neither does. `case` is the case that the board shows."""
        if self.is_manager:
            return True
        known = ON_THE_BOARD.get(measure)
        latest = latest or "every" in filters  # a baseline has the numbers of the version in which it was set
        if self.role != STEERING_GROUP or known is None or not latest or not filters.keys() <= known:
            return False
        return "case" not in known or bool(case) and filters.get("case") == case


def nobody(why: str, *, called: str = "", may_sign_in: bool = False) -> Person:
    """Somebody without a role, and why."""
    return Person("", called, NOBODY, why, may_sign_in)
