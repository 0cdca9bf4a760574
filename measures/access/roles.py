"""The roles file: who is a manager, and who is of the steering group. Plain TOML, beside the store.

    [manager]
    emails = ["jane@example.org"]

    [steering_group]
    domains = ["example.org"]
    groups = ["measures-board"]

What names a person most closely counts: their e-mail address before a group that they are in, and a group before the domain of
their address. Of two groups the one that may do less counts.
"""

from __future__ import annotations

import functools
import re
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measures.access import words
from measures.access.person import Person, nobody
from measures.disclosure import MANAGER, STEERING_GROUP

ROLES = {"steering_group": STEERING_GROUP, "manager": MANAGER}  # the one that may do less first
HOURS = 12  # for which a sign-in holds: a working day. What the provider says of a person is as old as that at most
KINDS = ("emails", "groups", "domains")  # the closest first


class RolesError(Exception):
    """The roles file has a mistake, so nobody has a role. The message is a sentence that says where."""


@dataclass(frozen=True)
class Roles:
    """What the roles file says: of each kind of entry, the role that each gives."""

    emails: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    claim: str = "groups"
    file: str = ""

    @classmethod
    def read(cls, path: Path) -> Roles:
        """The roles as the file has them now. Raises RolesError."""
        try:
            return _parsed(path.read_bytes(), path.name)
        except FileNotFoundError:
            raise _mistake(path.name, "missing") from None
        except OSError as error:
            raise _mistake(path.name, "unreadable", why=error.strerror or error) from None

    def person(self, claims: Mapping[str, object]) -> Person:
        """Whoever their provider says that these claims are of."""
        email = str(claims.get("email") or "").strip()
        signed_in = claims.get("iat")
        if not isinstance(signed_in, int | float) or time.time() - signed_in > HOURS * 3600:
            return nobody(words.SIGN_IN_ANEW.format(hours=HOURS), may_sign_in=True)
        if role := self._role("" if _unconfirmed(claims) else email.casefold(), claims.get(self.claim)):
            return Person(email, called(claims), role)
        return nobody(words.NO_ROLE.format(called=called(claims), file=self.file), called=called(claims))

    def _role(self, email: str, groups: object) -> str:
        if email in self.emails:
            return self.emails[email]
        named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list | tuple) else []
        given = [self.groups[group] for group in named if isinstance(group, str) and group in self.groups]
        if given:
            return min(given, key=list(ROLES.values()).index)
        name, at, domain = email.rpartition("@")
        return self.domains.get(domain, "") if name and at else ""


def called(claims: Mapping[str, object]) -> str:
    """What the history calls whoever signed in."""
    names = (claims.get(name) for name in ("email", "preferred_username", "name", "sub"))
    return next((str(name).strip() for name in names if name), "")


def _unconfirmed(claims: Mapping[str, object]) -> bool:
    """Whether the provider says that it has not confirmed an address: one that says nothing of it gives the addresses itself."""
    return claims.get("email_verified", True) not in (True, "true")


def _mistake(file: str, code: str, line: int | None = None, **details: object) -> RolesError:
    where = f"{file}, line {line}" if line else file
    return RolesError(f"Nobody can be let in: {where}: {words.MISTAKES[code].format(**details)}")


@functools.lru_cache(maxsize=4)  # of the file's own bytes, so that a change counts at once
def _parsed(content: bytes, file: str) -> Roles:
    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text.replace("\r\n", "\n"))
    except ValueError as error:  # what is no UTF-8 is one too
        raise _mistake(file, "not-toml", why=str(error)) from None
    claim = found.pop("groups_claim", "groups")
    if not isinstance(claim, str) or not claim.strip():
        raise _mistake(file, "claim", _line(text, "groups_claim"))
    given: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for table, entries in found.items():
        if table not in ROLES:
            raise _mistake(file, "unknown-table", _line(text, table), name=table)
        if not isinstance(entries, dict):
            raise _mistake(file, "not-a-table", _line(text, table), name=table)
        for kind, values in entries.items():
            for value in _entries(text, file, table, kind, values):
                if given[kind].setdefault(value, ROLES[table]) != ROLES[table]:
                    raise _mistake(file, "two-roles", _line(text, value, table), value=value)
    if not any(given.values()):
        raise _mistake(file, "nobody")
    return Roles(**given, claim=claim.strip(), file=file)


def _entries(text: str, file: str, role: str, kind: str, values: object) -> Iterable[str]:
    """The entries of a list, as they are compared."""
    if kind not in KINDS:
        code = "localities" if kind == "localities" else "unknown-key"
        raise _mistake(file, code, _line(text, kind, role), name=kind, role=role)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _mistake(file, "not-a-list", _line(text, kind, role), name=kind, role=role)
    for value in values:
        entry = value.strip() if kind == "groups" else value.strip().casefold()
        name, at, domain = entry.rpartition("@")
        if not entry:
            raise _mistake(file, "blank", _line(text, kind, role), name=kind, role=role)
        if kind == "emails" and not (name and at and _is_domain(domain) and not set(name) & set("@* ")):
            raise _mistake(file, "no-email", _line(text, value, role), value=value, role=role)
        if kind == "domains" and not _is_domain(entry):
            raise _mistake(file, "no-domain", _line(text, value, role), value=value, role=role)
        yield entry


def _is_domain(words: str) -> bool:
    return "." in words.strip(".") and words == words.strip(".") and not set(words) & set("@* /:")


def _line(text: str, word: str, role: str = "") -> int | None:
    """The first line that has a word, below the heading of a role where it is of one."""
    whole = re.compile(rf"(?<![\w.@*-]){re.escape(word)}(?![\w.@*-])", re.I)
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if line.replace(" ", "").startswith(f"[{role}]")), 0)
    return next((number for number, line in enumerate(lines[start:], start + 1) if whole.search(line)), None)
