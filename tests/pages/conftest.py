"""What every test of the pages has."""

from __future__ import annotations

import pytest
from streamlit.components.v2 import manifest_scanner

from pages.ui import cache


@pytest.fixture(autouse=True)
def _no_components_are_looked_for(monkeypatch):
    """Each page that a test opens would read what is written of every installed package, for components that this app has none
    of: it takes as long as the page."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(autouse=True)
def _charts_are_held_to_their_schema(monkeypatch):
    """Every chart that a page shows is checked, as no page waits for."""
    monkeypatch.setattr(cache, "CHECKED", True)
