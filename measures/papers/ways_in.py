"""How people get in, as the app was started: what a store cannot know of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from measures.access import Roles
from measures.access.roles import HOURS, KINDS, Given
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.words import listed, plural

ONE = {"emails": "e-mail address", "groups": "group", "domains": "domain"}
OF_ROLES = {
    MANAGER: ("Who is a manager?", "Who is a manager of some localities, and sees the rows of these alone?"),
    STEERING_GROUP: (
        "Who is of the steering group?",
        "Who is of the steering group for some localities, and reads the boards of these alone?",
    ),
}
MANY = {"emails": "e-mail addresses", "groups": "groups", "domains": "domains"}


@dataclass(frozen=True)
class WaysIn:
    """Where the app listens (`address`, blank for every address of the machine), by which `names` it answers, with
    whom people sign in (`providers`, none where nobody does), and the roles that they are given, or why there are
    none (`mistake`)."""

    address: str
    names: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    roles: Roles | None = None
    mistake: str = ""

    def sentences(self) -> dict[str, str]:
        """Each question of who gets in, and its answer."""
        names = (
            f"by the {'name' if len(self.names) == 1 else 'names'} {listed(self.names)}"
            if self.names
            else "by any name"
        )
        found = {"Where does it listen?": f"On {self.address or 'every address of this machine'}, {names}."}
        if not self.providers:
            return found | {
                "Who gets in?": "Nobody signs in. Whoever sits at this machine is a manager, and sees every row. The "
                "app lets nobody in from another machine."
            }
        found["Who gets in?"] = (
            f"People who sign in with {listed(self.providers)} and have a role in the roles file; nobody else. A "
            f"sign-in holds for {HOURS} hours; a role that is taken away is gone at the next click."
        )
        if self.roles is None:
            return found | {"Who has a role?": f"Nobody at present. {self.mistake}"}
        every: set[Given] = {given for kind in KINDS for given in getattr(self.roles, kind).values()}
        some = sorted((given for given in every if given.localities), key=lambda given: str(given.localities))
        for role, (all_of_it, some_of_it) in OF_ROLES.items():
            found[all_of_it] = f"{self._named(Given(role))}."
            kept = [f"{self._named(given)}: {listed(given.localities or ())}" for given in some if given.role == role]
            found |= {some_of_it: f"{'; '.join(kept)}."} if kept else {}
        return found

    def _named(self, what: Given) -> str:
        """How many entries of each kind of the roles file give this."""
        entries: dict[str, Sequence[Given]] = {kind: [*getattr(self.roles, kind).values()] for kind in KINDS}
        counted = {kind: Counter(given)[what] for kind, given in entries.items()}
        said = [plural(n, ONE[kind], MANY[kind]) for kind, n in counted.items() if n]
        return f"Whoever has one of {listed(said, 'or')}" if said else "Nobody"
