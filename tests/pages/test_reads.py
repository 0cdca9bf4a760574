"""A process that only reads: every page that looks is there, nothing that changes is offered, and what was erased is
gone from it."""

import contextlib
import os
import shutil
import sys
import time
import weakref

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import server
from measures import erasing, releases
from measures.access import NoRightError, Person
from measures.audit import Kind, Trail
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.store import Store, snapshots
from measures.store.beside import note_of
from measures.store.reading import Snapshot
from pages.ui import access, ahead, cache
from tests.pages.test_over_time import on
from tests.pages.test_pages import PAGES, ROOT, open_page, place, words
from tests.worlds import households

__all__ = ["place"]
AB = "AB"
CHANGE = ("upload", "classify")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="snapshots are kept on Linux and macOS")


@pytest.fixture
def writer(place, demonstration_file):
    """The demonstration, as another process has it open, with a snapshot of it."""
    shutil.copy(demonstration_file, place)
    snapshots.begin(place)
    with Store.open(place) as store:
        store.keep_snapshot()
        yield store


@pytest.fixture
def reads(writer, monkeypatch):
    monkeypatch.setenv("MEASURES_SNAPSHOTS", "read")
    yield writer
    cache._snapshots.clear()


def whole() -> AppTest:
    """All of the app, as it opens: its board."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("name", [name for name in PAGES if name not in CHANGE])
def test_each_page_that_looks_is_there_and_offers_no_change(reads, name):
    before = reads.version(), reads.path.read_bytes()
    app = open_page(name)
    assert len(app.title) == 1 and not app.error
    offered = {button.label for button in app.button}
    assert not {
        each
        for each in offered
        if each.split()[0] in ("Withdraw", "Bring", "Save", "Keep", "Publish", "Record", "Forget")
    }
    assert not offered & {"Remove the demonstration", "Look at the demonstration", "Put this rule in force", "Change"}
    assert (reads.version(), reads.path.read_bytes()) == before


def test_what_only_changes_is_no_page_of_it(reads, monkeypatch):
    menus, navigation = [], st.navigation
    monkeypatch.setattr(st, "navigation", lambda menu, **how: menus.append(menu) or navigation(menu, **how))
    whole()
    monkeypatch.delenv("MEASURES_SNAPSHOTS")
    reads.close()
    whole()
    reader, writer = ({page.url_path for pages in menu.values() for page in pages} for menu in menus)
    assert writer - reader == {*CHANGE}


def test_it_says_where_changes_are_made(reads, monkeypatch):
    monkeypatch.setenv("MEASURES_CHANGES_AT", "/change")
    assert "[where the store is changed](/change)" in words(whole())
    monkeypatch.delenv("MEASURES_CHANGES_AT")
    assert "Here the measures are only read. Data are loaded" in words(whole())


def test_no_file_may_be_sent_to_it(reads, monkeypatch):
    monkeypatch.setattr(server, "_who", lambda request: Person("", "", MANAGER))
    assert not server._may("/_stcore/upload_file/1/2", None)
    monkeypatch.delenv("MEASURES_SNAPSHOTS")
    assert server._may("/_stcore/upload_file/1/2", None)


def test_each_question_is_of_the_latest_there_is(reads):
    first = cache.ask("demand_tiers").n
    version = cache.reading().version()
    reads.load([households(7)], AB)
    assert cache.reading().version() == version, "what is not whole yet is not seen"
    reads.keep_snapshot()
    assert cache.reading().version() == version + 1 and cache.ask("demand_tiers").n == first + 7
    assert cache.ask("demand_tiers", version=version).n == first


def test_what_was_read_before_is_let_go(reads):
    """Or its file, which is gone from the folder, would take room on the disk as long as the process lives."""
    assert cache.ask("demand_tiers").n
    before = weakref.ref(cache.reading())
    reads.load([households(7)], AB)
    reads.keep_snapshot()
    assert cache.reading().version() == reads.version() and before() is None


def test_who_was_erased_is_in_no_answer_of_it_and_in_none_that_it_kept(reads):
    reads.load([households(7)], AB)
    reads.keep_snapshot()
    at = cache.reading().version()
    before = cache.ask("demand_tiers", version=at).n
    erasing.erase(reads, Erasure(household="H1"), AB, "They asked")
    assert cache.ask("demand_tiers", version=at).n == before - 1, "as at before, too"


def test_what_was_asked_while_somebody_was_erased_is_not_kept_as_of_afterwards(reads, monkeypatch):
    reads.load([households(7)], AB)
    reads.keep_snapshot()
    at, at_of = cache.reading().version(), Snapshot.at
    before = cache.ask("demand_tiers", version=at).n
    cache._forget()

    def erased_meanwhile(self, version=None):
        monkeypatch.setattr(Snapshot, "at", at_of)
        erasing.erase(reads, Erasure(household="H1"), AB, "They asked")
        return at_of(self, version)

    monkeypatch.setattr(Snapshot, "at", erased_meanwhile)
    with contextlib.suppress(StoreError):
        cache.counts(version=at)
    assert cache.counts(version=at)["households"] == cache.store().counts(at)["households"]
    assert cache.ask("demand_tiers", version=at).n == before - 1


def test_where_there_is_nothing_to_read_it_is_said_and_it_is_not_ready(reads):
    assert cache.why_not_ready() == ""
    snapshots.withdraw(reads.path)
    assert cache.why_not_ready() == "no-snapshot"
    app = whole()
    assert ["There is no copy of the data to read" in each.value.replace("\\", "") for each in app.error] == [True]
    reads.keep_snapshot()
    assert not app.run().error


def test_a_version_that_does_not_come_is_said(reads):
    reads.load([households(7)], AB)
    assert not [each for each in whole().warning if "not here yet" in each.value]
    then = time.time() - cache.LATE - 1
    os.utime(note_of(reads.path), (then, then))
    assert [each for each in whole().warning if "not here yet" in each.value]
    reads.keep_snapshot()
    assert not [each for each in whole().warning if "not here yet" in each.value]


def test_whoever_looks_in_it_stands_in_the_one_trail(reads, monkeypatch):
    before = len(Trail(reads.path).read().events)
    whole()
    read = Trail(reads.path).read()
    assert Kind.SIGNED_IN in {event.kind for event in read.events[before:]} and not read.broken


def test_what_is_published_is_read_in_it_and_not_withdrawn(reads):
    """By managers and a steering group alike, the preview of the next apart."""
    releases.publish(reads, releases.draft(reads), AB)
    reads.keep_snapshot()
    app = open_page("common_measures")
    assert not app.error and "Withdraw this release" not in {each.label for each in app.button}
    assert "Published" in words(app) and "Not published" not in words(app)
    releases.withdraw(reads, releases.releases(reads)[0], AB)
    reads.keep_snapshot()
    assert "Published" not in words(open_page("common_measures"))


def test_a_chart_with_what_was_written_beside_it_is_read_in_it(reads):
    app = on("failure_demand")
    assert not app.error and "What it is for." in words(app) and "Commentary" in words(app)
    assert not {each.label for each in app.button} & {"Save", "Save this comment", "Keep this", "Withdraw"}


def test_a_manager_of_one_locality_sees_in_it_what_is_of_that(reads, monkeypatch):
    place_ = cache.choices()["locality"][-1]
    whole_ = cache.ask("demand_tiers").n
    monkeypatch.setattr(access, "who", lambda: Person("", "", MANAGER, localities=(place_,)))
    assert 0 < cache.ask("demand_tiers").n < whole_
    with pytest.raises(NoRightError):
        cache.store()


def test_a_steering_group_reads_what_is_published(reads, monkeypatch):
    monkeypatch.setattr(access, "of", lambda *of: Person("", "", STEERING_GROUP))
    app = whole()
    assert not app.error and "Nothing is published yet" in words(app)


def test_what_pages_open_with_is_asked_ahead_in_it_too_and_of_another_past_again(reads, monkeypatch):
    assert ahead.ask()
    asked = []
    monkeypatch.setattr(ahead, "_questions", lambda version: asked.append(version) or iter(()))
    assert ahead.ask() and not asked
    erasing.erase(reads, Erasure(upload=1), AB, "They asked")
    assert ahead.ask() and asked == [reads.version()]


def test_a_setting_that_is_none_is_said(place, monkeypatch):
    monkeypatch.setenv("MEASURES_SNAPSHOTS", "reader")
    with pytest.raises(StoreError, match="neither write nor read"):
        cache.store()
    assert ["neither write nor read" in each.value for each in whole().error] == [True]
