"""Who is asking a file just now: many may at once, and nobody may while another file takes its place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Asking:
    """The questions that are being asked of one file, by any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._questions = 0
        self.ended = object()  # another after each question
        self._is_closed = False
        self._own = threading.local()

    @contextmanager
    def somebody(self) -> Iterator[None]:
        """Ask, once nobody keeps others out. Who is in the middle of a question may ask another."""
        depth = getattr(self._own, "depth", 0)
        with self._changed:
            self._changed.wait_for(lambda: depth or not self._is_closed)
            self._questions += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            with self._changed:
                self._questions -= 1
                self._changed.notify_all()

    @contextmanager
    def nobody(self) -> Iterator[None]:
        """Wait until nobody asks, and keep others out meanwhile. One at a time."""
        with self._changed:
            self._is_closed = True
            self._changed.wait_for(lambda: not self._questions)
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()
