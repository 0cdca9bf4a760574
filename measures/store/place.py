"""Where the store is kept."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def store_path() -> Path:
    """MEASURES_STORE, or `data/measures.duckdb` beside the app, which git ignores."""
    return Path(os.environ.get("MEASURES_STORE") or ROOT / "data" / "measures.duckdb")
