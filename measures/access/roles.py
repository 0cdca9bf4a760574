"""The roles file: who is a manager, and who is of the steering group. Plain TOML, beside the store.

    [manager]
    emails = ["jane@example.org"]

    [steering_group]
    domains = ["example.org"]
    groups = ["measures-board"]

Whoever is kept to some localities has a table of its own, of which there may be several:

    [[manager]]
    emails = ["jane@example.org"]

    [[manager]]
    emails = ["amir@example.org"]
    localities = ["Northfield", "Southfield"]

    [[steering_group]]
    groups = ["northfield-board"]
    localities = ["Northfield"]

What names a person most closely counts: their e-mail address before a group that they are in, and a group before the
domain of their address. Of two groups the one that may do less counts; of two that are of some localities both.
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
LOCALITIES = "localities"
AT_REST, LONGEST = 0.05, 1.0  # seconds: after so long nobody writes to a file any more, and so long it is waited for


class RolesError(Exception):
    """The roles file has a mistake, so nobody has a role. The message is a sentence that says where."""


@dataclass(frozen=True)
class Given:
    """What an entry gives: a role, in some localities only or in all, which is None."""

    role: str
    localities: tuple[str, ...] | None = None

    @property
    def reach(self) -> tuple[int, bool]:
        """The more, the more somebody may do."""
        return list(ROLES.values()).index(self.role), self.localities is None


@dataclass(frozen=True)
class Roles:
    """What the roles file says: of each kind of entry, what each gives."""

    emails: Mapping[str, Given] = field(default_factory=dict)
    groups: Mapping[str, Given] = field(default_factory=dict)
    domains: Mapping[str, Given] = field(default_factory=dict)
    claim: str = "groups"
    file: str = ""

    @classmethod
    def read(cls, path: Path) -> Roles:
        """The roles as the file has them now. Raises RolesError."""
        try:
            return _parsed(_at_rest(path), path.name)
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
        if given := self._given("" if _unconfirmed(claims) else email.casefold(), claims.get(self.claim)):
            return Person(email, called(claims), given.role, localities=given.localities)
        return nobody(words.NO_ROLE.format(called=called(claims), file=self.file), called=called(claims))

    def _given(self, email: str, groups: object) -> Given | None:
        if email in self.emails:
            return self.emails[email]
        named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list | tuple) else []
        given = [self.groups[group] for group in named if isinstance(group, str) and group in self.groups]
        if given:
            least = min(given, key=lambda each: each.reach)
            if least.localities is None:
                return least
            places = [place for each in given for place in each.localities or ()]
            return Given(least.role, tuple(dict.fromkeys(places)))
        name, at, domain = email.rpartition("@")
        return self.domains.get(domain) if name and at else None


def called(claims: Mapping[str, object]) -> str:
    """What the history calls whoever signed in."""
    names = (claims.get(name) for name in ("email", "preferred_username", "name", "sub"))
    return next((str(name).strip() for name in names if name), "")


def _at_rest(path: Path) -> bytes:
    """What a file has: an editor empties it before it writes, and half of a table may give more than all of it."""
    last = time.monotonic() + LONGEST
    while time.monotonic() < last and abs(time.time() - path.stat().st_mtime) < AT_REST:
        time.sleep(AT_REST)
    return path.read_bytes()


def _unconfirmed(claims: Mapping[str, object]) -> bool:
    """Whether the provider says that it has not confirmed an address: one that says nothing of it gives the
    addresses itself."""
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
    given: dict[str, dict[str, Given]] = {kind: {} for kind in KINDS}
    for name, tables in found.items():
        if name not in ROLES:
            raise _mistake(file, "unknown-table", _line(text, name), name=name)
        for entries in tables if isinstance(tables, list) else [tables]:
            if not isinstance(entries, dict):
                raise _mistake(file, "not-a-table", _line(text, name), name=name)
            gives = Given(ROLES[name], _localities(text, file, name, entries))
            for kind, values in entries.items():
                for value in _entries(text, file, name, kind, values) if kind != LOCALITIES else ():
                    before = given[kind].setdefault(value, gives)
                    if before != gives:
                        code = "two-roles" if before.role != gives.role else "two-places"
                        raise _mistake(file, code, _line(text, value, name), value=value, role=name)
    if not any(given.values()):
        raise _mistake(file, "nobody")
    return Roles(**given, claim=claim.strip(), file=file)


def _localities(text: str, file: str, role: str, entries: Mapping[str, object]) -> tuple[str, ...] | None:
    """The localities that a table is kept to; None where it is kept to none. An empty list keeps to nothing, and who
    wrote it may have meant all."""
    if LOCALITIES not in entries:
        return None
    line = _line(text, LOCALITIES, role)
    names = _words(text, file, role, LOCALITIES, entries[LOCALITIES])
    if not names:
        raise _mistake(file, "no-locality", line, role=role)
    if not all(name.strip() for name in names):
        raise _mistake(file, "blank", line, name=LOCALITIES, role=role)
    return tuple(sorted({" ".join(name.split()) for name in names}))


def _words(text: str, file: str, role: str, kind: str, values: object) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _mistake(file, "not-a-list", _line(text, kind, role), name=kind, role=role)
    return values


def _entries(text: str, file: str, role: str, kind: str, values: object) -> Iterable[str]:
    """The entries of a list, as they are compared."""
    if kind not in KINDS:
        raise _mistake(file, "unknown-key", _line(text, kind, role), name=kind, role=role)
    for value in _words(text, file, role, kind, values):
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
    heading = f"[{role}]"
    start = next((i for i, line in enumerate(lines) if line.replace(" ", "").startswith((heading, f"[{heading}]"))), 0)
    return next((number for number, line in enumerate(lines[start:], start + 1) if whole.search(line)), None)
