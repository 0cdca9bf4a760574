"""What every test of the pages has."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from altair.utils import schemapi
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from measures.store import Store
from pages.ui import cache, frame


@pytest.fixture(autouse=True)
def _no_components_are_looked_for(monkeypatch):
    """Each page that a test opens would read what is written of every installed package, for components that this
    app has none of: it takes as long as the page."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(scope="session")
def only_read(demonstration_file, tmp_path_factory) -> Iterator[Path]:
    """Where the demonstration is for every test of the pages that only reads it."""
    path = Path(shutil.copy(demonstration_file, tmp_path_factory.mktemp("reading") / "demonstration.duckdb"))
    Store.open(path).close()
    yield path
    cache._open.clear(path=str(path))


class Part:
    """A part of a page, open as a tab is that somebody chose."""

    open = True

    def __init__(self, name: str):
        self.inside = st.container()
        with self.inside:
            st.header(name)

    def __enter__(self):
        return self.inside.__enter__()

    def __exit__(self, *why):
        return self.inside.__exit__(*why)


@pytest.fixture(autouse=True)
def _every_part_of_a_page_is_read(monkeypatch):
    """All tabs of a page at once; tests/browser/test_navigation.py opens them one by one."""
    monkeypatch.setattr(frame, "parts", lambda *names: [Part(name) for name in names])


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
    """Every chart that a page shows is checked, as no page waits for: once, however often it is shown, and with one
    row of its data, for by the schema any row will do."""
    monkeypatch.setattr(cache, "CHECKED", True)
    monkeypatch.setattr(schemapi, "validate_jsonschema", _checked_once)


_check, _right = schemapi.validate_jsonschema, set[str]()


def _checked_once(spec, schema, rootschema=None, *, raise_error=True):
    if isinstance(spec, dict) and "datasets" in spec:
        spec = spec | {"datasets": {name: rows[:1] for name, rows in spec["datasets"].items()}}
    # Data are named by what is in them, and views and parameters by how many there were before.
    key = re.sub(r"(data-|view_|param_)[0-9a-f]+", r"\1", json.dumps([spec, schema], sort_keys=True, default=repr))
    if key not in _right:
        if error := _check(spec, schema, rootschema, raise_error=raise_error):
            return error
        _right.add(key)
    return None
