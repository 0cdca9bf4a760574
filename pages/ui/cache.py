"""The only caches. Each key says everything an answer depends on, so nothing is ever stale and nothing is cleared
but what was erased."""

from __future__ import annotations

import atexit
import datetime as dt
import functools
import gc
import threading
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from streamlit import dataframe_util
from streamlit.runtime.scriptrunner import get_script_run_ctx

from measures import answers, audit, behind, demonstration, erasing, inbox, loading, money, over_time
from measures import releases as published
from measures.access import NoRightError, Person, Right
from measures.answers import Answer, TierRule
from measures.audit import Done, Trail
from measures.catalogue import MEASURES
from measures.erasure import Erased, Erasure
from measures.inbox import Corrected, LeftBehind, Standing, Together
from measures.over_time import Followed
from measures.papers import facts as facts_of
from measures.place import store_path
from measures.problems import StoreError
from measures.releases import Draft, Release
from measures.store import Part, Store, snapshots
from measures.store.beside import remembered
from measures.store.names import name_keys
from measures.store.reading import Snapshot
from measures.uploads import Difference
from measures.views import changes, loads
from measures.views.board import panels
from measures.views.board.panels import Asking, Band, Of
from measures.views.capability.followed import Little
from measures.workbook.mends import mends_of, rows_left_out
from pages.ui import access, trail

P = ParamSpec("P")
R = TypeVar("R")

BEGUN = "measures_version"  # under which a run keeps the version that it is of
LATE = 10  # seconds: a snapshot is kept in one or two, and nobody need be told of these
CHECKED = False  # whether a chart is held to the schema of Vega-Lite: the tests do, and a page would wait for it


@st.cache_resource(
    show_spinner="Opening the store… One that an earlier version made is brought up to date first, once."
)
def _open(path: str) -> Store:
    _settle_what_stays()
    return Store.open(path)


@functools.cache  # once: to ask how many are left out already takes as long as to count them
def _settle_what_stays() -> None:
    """After every run Streamlit looks through all objects of the process for what nobody needs any more, and
    everybody waits for it. Those of the libraries are most of them and stay, so that they are left out: a look for
    new data takes five milliseconds so, and eighty without. A look before that would find ten in 150,000, and the
    first visitor wait for it."""
    gc.freeze()
    atexit.register(gc.unfreeze)  # or what is left to clear away at the end would be told to whoever stops the app


def _store() -> Store:
    path = str(store_path())
    return _read(path) if snapshots.role() == snapshots.READ else _open(path=path)


_reading = threading.Lock()
_snapshots: dict[str, Snapshot] = {}


def _read(path: str) -> Snapshot:
    """The latest snapshot: asked for at each question, and another as soon as there is one. What was kept of the one
    before is as true of this, unless something was erased since."""
    with _reading:
        before = _snapshots.get(path)
        if before and before.is_latest():
            return before
        _settle_what_stays()
        try:
            now = _snapshots[path] = Snapshot.open(path)
        except StoreError:
            if _snapshots.pop(path, None):
                _forget()
            raise
        if before and before.rewritten != now.rewritten:
            _forget()
        return now


# A few: of each version of the data one for each set of localities that somebody who looks is kept to.
@st.cache_resource(max_entries=4, show_spinner="Putting together what is of your localities…")
def _part(path: str, rewritten: int, version: int, localities: tuple[str, ...], _whole: Store) -> Part:
    part = Part(_whole, localities)
    part.require_version(version)  # or it would be kept under another
    return part


def _begun(whole: Store) -> int:
    """The version of the data that this run of a page is of: the latest when it first asked, or the one that it made
    itself. What somebody else changes meanwhile is in the next, or one page would have figures of both."""
    latest, context = whole.version(), get_script_run_ctx(suppress_warning=True)
    if context is None:
        return latest
    of = str(store_path()), whole.rewritten
    run, begun, version = getattr(context, BEGUN, (None, of, 0))
    if run is not context.cursors or begun != of or not whole.made_here <= version <= latest:
        version = latest
        setattr(context, BEGUN, (context.cursors, of, version))
    return version


def version() -> int:
    """The version of the data that this run of a page is of."""
    access.need(Right.ROWS)
    return _begun(_store())


def loads_before() -> list[dict]:
    """What was loaded, withdrawn or brought back up to that version, the latest first."""
    there, now = reading(), version()
    return [load for load in there.loads() if load["version"] <= now]


def store() -> Store:
    """The store of this process, for a manager of every locality. Raises NoRightError, and StoreError, which app.py
    shows as sentences."""
    access.need()
    return _store()


def reading(version: int | None = None) -> Store:
    """The store as whoever is here may read it: all of it, or what is of their localities, of the version that a
    page was begun with. Raises as `store` does."""
    return _theirs(access.need(Right.ROWS), _store(), version)


def _theirs(person: Person, whole: Store, version: int | None) -> Store:
    """Nothing is asked of the whole store for somebody who sees the rows of some localities, but which version it
    has. What was put together for a page serves it to its end, whatever is loaded meanwhile."""
    if person.localities is None or not person.sees_rows:
        return whole
    version = _begun(whole) if version is None else version
    keys = _keys(person.localities)
    return _part(path=str(store_path()), rewritten=whole.rewritten, version=version, localities=keys, _whole=whole)


@functools.lru_cache
def _keys(localities: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*name_keys(localities).values()}))


def open_store() -> None:
    """Open the store, for whoever has a role: a page need not begin where that fails."""
    access.need(Right.HERE)
    there = _store()
    if not isinstance(there, Snapshot):
        there.take_in()  # a backup that somebody went back to meanwhile


def keep_snapshot() -> None:
    """Keep a snapshot for the processes that read, where there is none of the data as they are."""
    store().keep_snapshot()


def not_here_yet() -> tuple[int, int] | None:
    """The version that this process reads, and the later one that is there for a while already; None where it has
    the latest, or reads none."""
    access.need(Right.HERE)
    there = _store()
    return there.behind(LATE) if isinstance(there, Snapshot) else None


def why_not_ready() -> str:
    """Blank where the store answers, else why not, in the code of the sentence: for a machine that asks, and is
    nobody here."""
    try:
        reads = snapshots.role() == snapshots.READ
        if not reads and not store_path().exists() and not remembered(store_path()):
            return ""  # the first visit makes it
        _store().rows("SELECT max(version) FROM versions")
    except StoreError as error:
        return error.code
    except PermissionError:
        return "no-place"
    return "" if reads or store_path().exists() else "gone"


def facts() -> dict[str, dict[str, str]]:
    """What is so in this store as the app was started, for whoever answers for people's information."""
    return facts_of(store(), access.ways_in())


def loads_since(version: int) -> list[dict]:
    """What was loaded, withdrawn or brought back after this version of the data, latest first."""
    if store().version() == version:  # as nearly always, and a third of a millisecond
        return []
    return [change for change in store().loads() if change["version"] > version]


def accept_older_store() -> None:
    """Go on with a store that has fewer versions than it had, because a manager says so."""
    access.need()
    Store.accept_older(store_path())


@st.cache_data(max_entries=600, show_spinner=False)
def _kept(key: str, _ask: Callable[[], R]) -> R:
    return _ask()


def _of_the_data(ask: Callable[Concatenate[Store, int, P], R], right: Right = Right.EVERYTHING) -> Callable[..., R]:
    """Keep what `ask(store, version, …)` gives, by the store's path and how often it was written anew, the localities
    that somebody is kept to, the version of the data, which days are past at it (see `Store.at`), the prices of each
    year, and whatever else is asked, word for word. What is kept is for a manager of every locality, unless it is for
    whoever has another `right`: the store is then of what they may read.

    Called as `f(…, version=n)`; the version is the latest where none is given.
    """

    @functools.wraps(ask)
    def asked(*args: Any, version: int | None = None, **more: Any) -> R:
        person = access.need(right)
        whole = _store()
        rewritten = (
            whole.rewritten
        )  # before anything is asked, or what was erased meanwhile would be kept as of afterwards
        begun = _begun(whole) if version is None else version
        there = _theirs(person, whole, begun)
        version, last_day = there.at(begun)
        kept_to = None if person.localities is None else _keys(person.localities)
        of = str(store_path()), rewritten, kept_to, version, last_day, money.deflators().fingerprint
        key = repr((ask.__qualname__, *of, args, sorted(more.items())))
        # By their names, or Streamlit works out for each what it is called, which takes longer than to find the answer.
        return _kept(key=key, _ask=lambda: ask(there, version, *args, **more))

    return asked


def _of_rows(ask: Callable[Concatenate[Store, int, P], R]) -> Callable[..., R]:
    """The same for whoever sees rows, of those that they see."""
    return _of_the_data(ask, Right.ROWS)


def erase(erasure: Erasure, who: str, why: str) -> Erased:
    """Erase something for good, what is kept here with it: the only thing that takes an answer away of which all
    that it was asked for still is so."""
    there = store()
    try:
        return erasing.erase(there, erasure, who, why)
    finally:
        _forget()


def _forget() -> None:
    _kept.clear()
    _picture.clear()
    _sent.clear()
    _part.clear()


@_of_the_data
def due(store: Store, version: int, day: str) -> tuple[Erasure, Erased] | None:
    """What is older, on this day, than rows are kept; None where there is nothing of it, or nobody said for how
    long."""
    erasure = erasing.due(store, dt.date.fromisoformat(day))
    found = erasing.found(store, erasure) if erasure else None
    return (erasure, found) if erasure and found and not found.is_nothing else None


def done() -> tuple[list[Done], tuple[int, ...]]:
    """What was done, by whom, the latest first, and where the trail is not as it was written."""
    return audit.done(store(), Trail(store_path()))


@_of_rows
def _answer(store: Store, version: int, name: str, filters: tuple, *, rule: TierRule) -> Answer:
    return answers.ask(store, name, dict(filters), version=version, rule=rule)


def ask(name: str, *, version: int | None = None, **filters: object) -> Answer:
    """A measure's answer as the data is now, or was at a version: exact, for managers."""
    access.need(Right.ROWS)
    version = _begun(_store()) if version is None else version
    trail.looked(name, filters)
    chosen = tuple(sorted((key, value) for key, value in filters.items() if value is not None))
    return _answer(name, chosen, version=version, rule=rule(version=version))


@st.cache_data(max_entries=300, show_spinner=False)
def _picture(drawn: str, of: str, _draw: Callable[[], Any]) -> dict:
    return _draw().to_dict(validate=CHECKED)


def picture(draw: Callable, *of: object, **how: object) -> dict:
    """A chart as Vega-Lite has it, built once. Its key is all that it is drawn of, word for word."""
    name = f"{draw.__module__}.{draw.__qualname__}"
    return _picture(drawn=name, of=repr((of, sorted(how.items()))), _draw=lambda: draw(*of, **how))


@st.cache_data(max_entries=600, show_spinner=False)
def _sent(rows: str, _as_they_are: Callable[[], object]) -> bytes:
    return dataframe_util.convert_anything_to_arrow_bytes(_as_they_are())


def sent(chart: dict) -> dict:
    """A chart with its data as Streamlit sends them to a browser, made once: a page that is drawn again would spend
    most of its time on that."""
    data = {name: _sent(repr(rows), lambda rows=rows: rows) for name, rows in chart.get("datasets", {}).items()}
    return {**chart, "datasets": data} if data else chart


@_of_rows
def followed(
    store: Store,
    version: int,
    locality: str | None,
    of: tuple[str, ...] = (over_time.UPLOADED, *over_time.DATED),
) -> list[Followed]:
    """The charts of these measures over time, of a place where a measure has one."""
    return over_time.follow(store, ask, locality=locality, version=version, of=of)


def releases() -> list[Release]:
    """What is published, the latest first: all that a steering group sees; of one that is kept to some localities,
    the boards of these alone."""
    localities = access.need(Right.RELEASES).localities
    there = _releases()
    if localities is None:
        return there
    own = (release.of_areas(_keys(localities)) for release in there)
    return [release for release in own if release.areas]


def story(number: int, area: str | None) -> str:
    """A release as pages to be told from, as HTML; of an area, where one is named. It is of what may be seen of it
    today. Raises NoRightError for a board that whoever is here does not read."""
    _must_read(number, area)
    return _story(number, area)


def packed(number: int, area: str | None, ending: str) -> bytes:
    """The same as a pack for a meeting, a file whose name ends so, beside the release that it followed."""
    _must_read(number, area)
    return _packed(number, area, ending)


def _must_read(number: int, area: str | None) -> None:
    if not any(release.number == number and area in release.boards for release in releases()):
        raise NoRightError


def band(tier: int, of: Of, case: str = "") -> Band:
    """A band of the board, of a version, a place and months; the last of one case."""
    access.need(Right.ROWS)
    if case:
        trail.looked("case_costs", {"case": case})  # whoever looks, and not only who is the first to
    return _band(tier, of, case, version=of.version)


@_of_rows
def _band(store: Store, version: int, tier: int, of: Of, case: str) -> Band:
    asking = Asking(store, ask, of, picture)
    if tier == 1:
        return panels.individual(asking, case, story_cases(version=version).get(case, {}))
    return {3: panels.strategic, 2: panels.geography}[tier](asking)


@_of_rows
def littles(store: Store, version: int, locality: str | None, whole: str) -> tuple[str, list[Little]]:
    """All charts over time of a place in little, or of the `whole`, blank where that is every locality; and how many
    there are in words."""
    from measures.views.capability import followed as say

    charts = followed(locality, version=version)
    return say.overview(charts, locality, whole or say.EVERYWHERE), say.littles(charts, picture)


@_of_rows
def dated(store: Store, version: int) -> tuple[list[str], dict[str, str]]:
    """The measures over time that what is loaded has, and what each of them and each uploaded series is called in a
    list."""
    rows = counts(version=version)
    there = [name for name in over_time.DATED if _is_dated(name, rows, version)]
    series = ask(over_time.UPLOADED, version=version).shape.names
    return there, {name: over_time.name(MEASURES[name]) for name in there} | {
        name: f"Series: {name}" for name in series
    }


def _is_dated(name: str, rows: Mapping[str, int], version: int) -> bool:
    """Whether every sheet that a measure needs is there, and of a ledger a line that it is of: it may have no
    referral."""
    measure = MEASURES[name]
    if not any(rows.values()) or not all(rows[kind] for kind in measure.sheets):
        return False
    return "transactions" not in measure.sheets or not ask(name, version=version, **over_time.asked(measure)).is_empty


@functools.partial(_of_the_data, right=Right.RELEASES)
def _releases(store: Store, version: int) -> list[Release]:
    return published.releases(store)


@functools.partial(_of_the_data, right=Right.RELEASES)
def _story(store: Store, version: int, number: int, area: str | None) -> str:
    from measures.export.presented import presented
    from measures.releases.pack import pack

    return presented(pack(*_with_the_one_before(store, number), area))


@functools.partial(_of_the_data, right=Right.RELEASES)
def _packed(store: Store, version: int, number: int, area: str | None, ending: str) -> bytes:
    from measures.releases import files

    return files.file(store_path(), *_with_the_one_before(store, number), area, f".{ending}")


def _with_the_one_before(store: Store, number: int) -> tuple[Release, Release | None]:
    there = published.releases(store)
    release = next(each for each in there if each.number == number)
    return release, published.followed(release, there)


@_of_the_data
def draft(store: Store, version: int, fewest: int, areas: tuple[str, ...]) -> Draft:
    """The board as it would be published now, and those of areas."""
    before = published.latest(store)
    return published.draft(store, ask=ask, before=before, picture=picture, fewest=fewest, areas=areas)


@_of_the_data
def release_areas(store: Store, version: int) -> list[str]:
    """The localities that may have a board of their own in a release."""
    return published.localities(store)


@_of_rows
def of_places(store: Store, version: int, measure: str, places: tuple[str, ...], every: str) -> list[Followed]:
    """The chart of one measure over time of each of these localities, by the same period."""
    periods = MEASURES[measure].periods
    return over_time.of_places(store, ask, measure, places, every=every if every in periods else None, version=version)


def headlines(version: int | None = None) -> dict[str, str]:
    """What the board and the pages open with, now or at a version."""
    return changes.headlines(lambda name: ask(name, version=version))


@_of_the_data
def would_change(store: Store, version: int, upload: int) -> tuple[list[Difference], dict[str, str]]:
    """What would differ if an upload were withdrawn, or brought back where it is withdrawn, and the headlines then."""
    withdrawn = next(each.withdrawn for each in store.uploads() if each.upload == upload)
    with store.tried(upload, withdrawn=not withdrawn) as then:
        return then.difference(version, then.version()), changes.headlines(
            lambda name: answers.ask(then, name, rule=rule(version=version))
        )


@_of_the_data
def told(store: Store, version: int, upload: int, row: int) -> list[behind.RowStatement]:
    """What a row of an upload's sheet says, as Excel counts it."""
    return behind.row_statements(store, upload, row, version=version)


@_of_the_data
def difference(store: Store, version: int, before: int) -> list[Difference]:
    """What differs between two versions."""
    return store.difference(before, version)


@_of_rows
def rule(store: Store, version: int) -> TierRule:
    """The tier rule in force, now or at a version."""
    return answers.tier_rule(store, version)


@_of_rows
def themselves(store: Store, version: int) -> list[str]:
    """Who else the person is, in words that were added, now or at a version."""
    return answers.themselves(store, version)


@_of_rows
def payments(store: Store, version: int) -> list[str]:
    """The words by which an activity is a payment, now or at a version."""
    return answers.payments(store, version)


@_of_rows
def paid_activities(store: Store, version: int) -> dict[str, int]:
    """The activities that are taken for payments, and how many rows each has."""
    return answers.paid_activities(store, version=version)


@_of_rows
def mends(store: Store, version: int) -> dict[str, tuple[int, int]]:
    """Of each kind of sheet in use, how many cells a person changed before loading, and how many rows they left out."""
    found: dict[str, tuple[int, int]] = {}
    for upload in store.uploads():
        if upload.counts_at(version):
            rows, its = rows_left_out(mends_of(upload)), len(mends_of(upload))
            before = found.get(upload.kind, (0, 0))
            found[upload.kind] = before[0] + its - rows, before[1] + rows
    return found


@_of_rows
def data_of(store: Store, version: int, kinds: tuple[str, ...]) -> str:
    """Of which state of the data, and of which files, figures of these kinds of sheets are."""
    made_up = loads.invented(*demonstration.part(store, version))
    return loads.of_version(version, store.loads(), store.uploads(), kinds, made_up)


@_of_rows
def invented(store: Store, version: int) -> str:
    """Whether the data are invented, in words; blank where no row of the demonstration counts."""
    return loads.invented(*demonstration.part(store, version))


@_of_rows
def counts(store: Store, version: int) -> dict[str, int]:
    """How many rows of each kind of sheet count."""
    return store.counts(version)


@_of_rows
def choices(store: Store, version: int) -> dict[str, list[str]]:
    """What the households filters can be set to."""
    return answers.choices(store, version=version)


@_of_rows
def demand_choices(store: Store, version: int) -> dict[str, list[str]]:
    """What the demand filters can be set to."""
    return answers.demand_choices(store, version=version)


@_of_rows
def asking_households(store: Store, version: int) -> list[str]:
    """The households that asked more than once."""
    return answers.asking_households(store, version=version)


@_of_rows
def replaced(store: Store, version: int) -> frozenset[str]:
    """The columns of references that are pseudonyms."""
    return loading.before(store).replaced


@_of_rows
def rated_cases(store: Store, version: int) -> dict[str, dict]:
    """The cases that have ratings, those with consent first."""
    return answers.rated_cases(store, version=version)


@_of_rows
def story_cases(store: Store, version: int) -> dict[str, dict]:
    """The cases that have a story, those with consent first, now or at a version."""
    return answers.story_cases(store, version=version)


@_of_rows
def standing(store: Store, version: int) -> Standing:
    """How many demands are classified, and how many of these in the inbox."""
    return inbox.standing(store, version)


@_of_the_data
def together(store: Store, version: int, who: str) -> Together | None:
    """Somebody beside whoever has classified most of the same demands."""
    return inbox.together(store, who, version)


@_of_rows
def corrected_later(store: Store, version: int) -> Corrected:
    """The demands that the inbox and a later sheet differ on."""
    return inbox.corrected_later(store, version)


@_of_the_data
def left_behind(store: Store, version: int) -> list[LeftBehind]:
    """The answers whose demand is gone and looks like one that is here."""
    return inbox.left_behind(store)


@_of_the_data
def classification_names(store: Store, version: int) -> dict[str, list[str]]:
    """The types and the system conditions in use, most used first."""
    return inbox.names(store, version)
