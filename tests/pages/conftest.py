"""What every test of the pages has."""

from __future__ import annotations

import pytest

from pages.ui import cache


@pytest.fixture(autouse=True)
def _charts_are_held_to_their_schema(monkeypatch):
    """Every chart that a page shows is checked, as no page waits for."""
    monkeypatch.setattr(cache, "CHECKED", True)
