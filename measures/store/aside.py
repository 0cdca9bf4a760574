"""A folder for rows that are needed as long as a process lives: it goes with the process, or is taken away by the
next that needs one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where nobody can take away a file that is open
    fcntl = None


@contextlib.contextmanager
def folder_aside(beside: Path, prefix: str) -> Iterator[Path]:
    """A folder of its owner alone in this one, which is made where it is not there. Those that are left of processes
    which were ended are gone. Raises OSError."""
    beside.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        with _held(beside, wait=True):  # so that none is swept between being made and being held
            for left in beside.glob(f"{prefix}*"):
                with contextlib.suppress(OSError), _held(left):
                    shutil.rmtree(left, ignore_errors=True)
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(dir=beside, prefix=prefix)))
            held.enter_context(_held(folder))
        yield folder


@contextlib.contextmanager
def _held(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold a folder; the system lets go of it when the process ends, however that is. Raises OSError where another
    holds it."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)
