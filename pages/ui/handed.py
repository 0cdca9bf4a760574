"""Which files were made for whoever is no manager of everything. One that was made for others may be asked for by
its address: it is told by its bytes, and given to whoever reads the same alone."""

from __future__ import annotations

import hashlib

from measures.access import Person

_given: set[tuple[str, tuple[str, ...] | None, bytes]] = set()


def give(content: bytes | str, person: Person) -> None:
    """A file is made for somebody; a manager of everything may have any."""
    if not person.is_manager:
        _given.add(_file(content, person))


def was_given(content: bytes | str, person: Person) -> bool:
    """Whether it was made for somebody with the same role, who is kept to the same localities."""
    return person.is_known and _file(content, person) in _given


def _file(content: bytes | str, person: Person) -> tuple[str, tuple[str, ...] | None, bytes]:
    told = content.encode() if isinstance(content, str) else content
    return person.role, person.localities, hashlib.sha256(told).digest()
