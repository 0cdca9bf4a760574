"""Who signed out, for every process that serves the same store: an empty file for each sign-in that was ended, as
long as it would hold."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

from measures.access.roles import HOURS
from measures.store.beside import for_the_owner_only


def remember(store: Path, sign_in: Sequence[str]) -> None:
    """Have a sign-in ended everywhere, and forget those that hold no more by themselves. Raises OSError."""
    folder = _folder(store)
    with for_the_owner_only():
        folder.mkdir(parents=True, exist_ok=True)
        _file(store, sign_in).touch()
    for each in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process is at it, too
            if time.time() - each.stat().st_mtime > HOURS * 3600:
                each.unlink()


def has(store: Path, sign_in: Sequence[str]) -> bool:
    """Whether it was ended."""
    return _file(store, sign_in).exists()


def _folder(store: Path) -> Path:
    return store.with_name(f"{store.name}.signed-out")


def _file(store: Path, sign_in: Sequence[str]) -> Path:
    return _folder(store) / hashlib.sha256("\n".join(sign_in).encode()).hexdigest()
