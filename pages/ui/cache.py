"""The only caches. Each key says everything an answer depends on, so nothing is ever stale and nothing is ever cleared."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from measures import answers, inbox
from measures.answers import Answer, TierRule
from measures.catalogue import MEASURES
from measures.disclosure import MANAGER
from measures.inbox import LeftBehind, Standing
from measures.store import Store
from measures.store.place import store_path


@st.cache_resource(show_spinner="Opening the store…")
def _open(path: str) -> Store:
    return Store.open(path)


def store() -> Store:
    """The store of this process. Raises StoreError, which app.py shows as a sentence."""
    return _open(str(store_path()))


@st.cache_data(max_entries=200, show_spinner=False)
def _ask(path: str, version: int, fingerprint: str, name: str, filters: tuple, rule: TierRule, viewer: str) -> Answer:
    return answers.ask(store(), name, dict(filters), version=version, rule=rule, viewer=viewer)


def ask(name: str, *, version: int | None = None, viewer: str = MANAGER, **filters: object) -> Answer:
    """A measure's answer as the data is now, or was at a version, as much of it as the viewer may see."""
    version = store().version() if version is None else version
    chosen = tuple(sorted((key, value) for key, value in filters.items() if value is not None))
    return _ask(str(store_path()), version, MEASURES[name].fingerprint, name, chosen, rule(version), viewer)


@st.cache_data(max_entries=300, show_spinner=False)
def _picture(drawn: str, said: str, _draw: Callable[[], object]) -> dict:
    return _draw().to_dict()


def picture(draw: Callable, *of: object, **how: object) -> dict:
    """A chart as Vega-Lite has it, built and checked once. Its key is all that it is drawn of, word for word."""
    name = f"{draw.__module__}.{draw.__qualname__}"
    return _picture(name, repr((of, sorted(how.items()))), lambda: draw(*of, **how))


@st.cache_data(max_entries=50, show_spinner=False)
def _rule(path: str, version: int) -> TierRule:
    return answers.tier_rule(store(), version)


def rule(version: int | None = None) -> TierRule:
    """The tier rule in force, now or at a version."""
    return _rule(str(store_path()), store().version() if version is None else version)


@st.cache_data(max_entries=50, show_spinner=False)
def _choices(path: str, version: int) -> dict[str, list[str]]:
    return answers.choices(store(), version=version)


def choices() -> dict[str, list[str]]:
    """What the households filters can be set to."""
    return _choices(str(store_path()), store().version())


@st.cache_data(max_entries=50, show_spinner=False)
def _demand_choices(path: str, version: int) -> dict[str, list[str]]:
    return answers.demand_choices(store(), version=version)


def demand_choices() -> dict[str, list[str]]:
    """What the demand filters can be set to."""
    return _demand_choices(str(store_path()), store().version())


@st.cache_data(max_entries=50, show_spinner=False)
def _rated_cases(path: str, version: int) -> dict[str, dict]:
    return answers.rated_cases(store(), version=version)


def rated_cases() -> dict[str, dict]:
    """The cases that have ratings, those with consent first."""
    return _rated_cases(str(store_path()), store().version())


@st.cache_data(max_entries=50, show_spinner=False)
def _story_cases(path: str, version: int) -> dict[str, dict]:
    return answers.story_cases(store(), version=version)


def story_cases(version: int | None = None) -> dict[str, dict]:
    """The cases that have a story, those with consent first, now or at a version."""
    return _story_cases(str(store_path()), store().version() if version is None else version)


@st.cache_data(max_entries=50, show_spinner=False)
def _standing(path: str, version: int) -> Standing:
    return inbox.standing(store(), version)


def standing() -> Standing:
    """How many demands are classified, and how many of these in the inbox."""
    return _standing(str(store_path()), store().version())


@st.cache_data(max_entries=10, show_spinner=False)
def _left_behind(path: str, version: int) -> list[LeftBehind]:
    return inbox.left_behind(store())


def left_behind() -> list[LeftBehind]:
    """The answers whose demand is gone and looks like one that is here."""
    return _left_behind(str(store_path()), store().version())


@st.cache_data(max_entries=50, show_spinner=False)
def _classification_names(path: str, version: int) -> dict[str, list[str]]:
    return inbox.names(store(), version)


def classification_names() -> dict[str, list[str]]:
    """The types and the system conditions in use, most used first."""
    return _classification_names(str(store_path()), store().version())
