"""Where things are: the program's own files, the store, and what a person puts beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# In a package that was installed, what lies beside `measures/` in a checkout lies in a folder of it: see
# pyproject.toml.
_INSTALLED = Path(__file__).with_name("app")
APP = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).resolve().parents[1]
DATA = APP / "data"


def store_path() -> Path:
    """MEASURES_STORE; without it, `data/measures.duckdb` in a checkout, which git ignores, or else the person's own
    place."""
    return file_at(os.environ.get("MEASURES_STORE") or (_own() if APP == _INSTALLED else DATA) / "measures.duckdb")


def file_at(words: str | Path) -> Path:
    """The file that somebody names, from the root, for DuckDB takes some names for no file (`md:…`). `~` is their
    home, as DuckDB has it. A link is the file that it leads to, for what lies beside a store (its key, its backups,
    who did what) is one, whichever way it is opened."""
    path = os.path.expanduser(words)
    return Path(os.path.realpath(path) if os.path.islink(path) else os.path.abspath(path))


def roles_path(store: Path | None = None) -> Path:
    """MEASURES_ROLES; without it, `roles.toml` beside the store."""
    said = os.environ.get("MEASURES_ROLES")
    return Path(os.path.expanduser(said)) if said else (store or store_path()).with_name("roles.toml")


def changes_at() -> str:
    """MEASURES_CHANGES_AT: the address at which the process that changes the store is opened, for those that only
    read to name; blank where nobody said."""
    return os.environ.get("MEASURES_CHANGES_AT", "").strip()


def deflators_path() -> Path:
    """`deflators.csv` beside the store, where somebody put a newer one; else the one that comes with the program."""
    own = store_path().with_name("deflators.csv")
    return own if own.exists() else DATA / "deflators.csv"


def _own() -> Path:
    """Where this system keeps what belongs to one person, outlasts the program, and is not for looking at."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Measures"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Measures"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "measures"
