"""Which files were made for managers of some localities. One that was made for others may be asked for by its address: it is told by its
bytes, and given to whoever is kept to the same localities alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_given: set[tuple[tuple[str, ...], bytes]] = set()


def give(content: bytes | str, localities: Sequence[str] | None) -> None:
    """A file is made for somebody who is kept to these localities; a manager of all may have any."""
    if localities is not None:
        _given.add(_file(content, localities))


def was_given(content: bytes | str, localities: Sequence[str] | None) -> bool:
    """Whether it was made for somebody who is kept to these."""
    return localities is not None and _file(content, localities) in _given


def _file(content: bytes | str, localities: Sequence[str]) -> tuple[tuple[str, ...], bytes]:
    return tuple(localities), hashlib.sha256(content.encode() if isinstance(content, str) else content).digest()
