"""What every test of the pages has."""

from __future__ import annotations

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from pages.ui import cache


@pytest.fixture(autouse=True)
def _no_components_are_looked_for(monkeypatch):
    """Each page that a test opens would read what is written of every installed package, for components that this app has none
    of: it takes as long as the page."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(autouse=True)
def _a_page_runs_undisturbed(monkeypatch):
    """Streamlit's tester asks a thousand times a second whether a page has run, which then stands still for it."""
    ask_again_and_again = local_script_runner.require_widgets_deltas

    def wait(runner, timeout):
        runner._script_thread.join(timeout)
        ask_again_and_again(runner, 0.1)

    monkeypatch.setattr(local_script_runner, "require_widgets_deltas", wait)


@pytest.fixture(autouse=True)
def _charts_are_held_to_their_schema(monkeypatch):
    """Every chart that a page shows is checked, as no page waits for."""
    monkeypatch.setattr(cache, "CHECKED", True)
