"""The key that lies beside the store, and makes of a reference a word that nobody can make without it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from measures.problems import StoreError
from measures.store.beside import close_to_others

LENGTH = 32  # bytes


def key_path(store: Path) -> Path:
    """Where the key is: beside the store and in no copy of it."""
    return store.with_name("measures.key")


def key_of(store: Path) -> bytes:
    """The key beside a store, made where there is none yet. Raises StoreError where it cannot be read, or is none."""
    path = key_path(store)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            close_to_others(path)
        else:
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(LENGTH))
            except OSError:  # on a full disk: half a key would be taken for one that is damaged
                path.unlink(missing_ok=True)
                raise
        key = path.read_bytes()
    except OSError as error:
        raise StoreError("no-key", path=path, reason=error.strerror or str(error)) from error
    if len(key) != LENGTH:
        raise StoreError("no-key", path=path, reason=f"it has {len(key)} bytes, and should have {LENGTH}")
    return key


def keyed(key: bytes, text: str) -> str:
    """What stands for a text, for whoever does not have the key: HMAC-SHA256 (RFC 2104), in hexadecimal."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
