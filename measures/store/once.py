"""What is so of the data until they change, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Once:
    """What was worked out of the latest version of the data: to be read, not changed. Of a newer version nothing is
    known, and what was known of the one before goes."""

    def __init__(self) -> None:
        self._of: tuple[Hashable, dict[Hashable, Any]] = None, {}

    def known(self, latest: Hashable, what: Hashable, work_out: Callable[[], T]) -> T:
        """What this is, as at the latest version. It is worked out if that has not been done yet."""
        of, known = self._of
        if of != latest:
            _, known = self._of = latest, {}
        if what not in known:
            known[what] = work_out()
        return known[what]
