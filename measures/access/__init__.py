"""Who may see what: a person, the role that the roles file gives them, and whether anybody may be let in at all."""

from measures.access.closed import why_closed
from measures.access.person import NoRightError, Person, Right, nobody
from measures.access.roles import Roles, RolesError, called

__all__ = ["NoRightError", "Person", "Right", "Roles", "RolesError", "called", "nobody", "why_closed"]
