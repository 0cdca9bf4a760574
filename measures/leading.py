"""What leads among several, in words: “most” is one alone, and those that have as many are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from measures.words import listed

NAMED = 3  # that a headline has room for


def leaders(names: Iterable[Any], size: Callable[[Any], float]) -> list[Any]:
    """Those that have most, in their order: one, or several that have as much. None where none has any."""
    sizes = {name: size(name) for name in names}
    most = max(sizes.values(), default=0)
    return [name for name, of in sizes.items() if of == most] if most > 0 else []


def together(names: list[str], what: str) -> str:
    """“A and B”; of many “12 types”."""
    return listed(names) if len(names) <= NAMED else f"{len(names):,} {what}"
