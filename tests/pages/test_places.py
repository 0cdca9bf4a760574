"""Every page as a manager of one locality sees it: nothing of another's, and nothing that changes what is loaded."""

import datetime as dt
import gc
import shutil
import threading
import weakref
from dataclasses import replace
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from measures import releases
from measures.access import NoRightError, Person, nobody
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.erasure import Erasure
from measures.store import Part, Store, StoreError
from pages.ui import access, cache, handed
from pages.ui.words import plain
from tests import test_roll_up as several
from tests.pages.test_pages import PAGES, ROOT, open_page, place, words
from tests.pages.test_rights import ROADS, ask
from tests.test_places import MARK, NORTH, PLACES, SOUTH, fill
from tests.worlds import incoming

__all__ = ["place"]

OF_ALL = {"upload", "classify", "history"}  # pages
OF_ROWS = {
    "ask", "reading", "followed", "littles", "band", "dated", "of_places", "headlines", "rule", "themselves",
    "payments", "paid_activities", "mends", "data_of",
    "invented", "counts", "choices", "demand_choices", "asking_households", "replaced", "rated_cases", "story_cases", "standing",
    "corrected_later", "version", "loads_before", "not_here_yet", "open_store", "picture", "sent", "why_not_ready",
}  # fmt: skip
QUIET: set[str] = set()
NORTHS = Person("n@b.org", "n@b.org", MANAGER, localities=(NORTH,))


@pytest.fixture(scope="module")
def two_places(tmp_path_factory):
    path = tmp_path_factory.mktemp("places") / "places.duckdb"
    with Store.open(path) as store:
        fill(store, *PLACES)
    return path


@pytest.fixture
def there(place, two_places):
    return shutil.copy(two_places, place)


@pytest.fixture
def here(monkeypatch):
    """Be somebody: `here(person)`."""
    return lambda person: monkeypatch.setattr(access, "who", lambda: person)


def opened() -> AppTest:
    """The app as it opens: the board, with what stands above every page and the menu."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    return words(app).replace("\\", "")


def sent(app) -> str:
    """All that a browser is sent of a page, in whatever letters."""
    every = [element.proto for part in (app.main, app.sidebar) for element in part if element.proto is not None]
    return b" ".join(proto.SerializeToString() for proto in every).decode("utf-8", "replace").lower()


@pytest.mark.parametrize("name", sorted({*PAGES} - OF_ALL))
def test_a_page_has_nothing_of_another_locality(there, here, name):
    here(NORTHS)
    app = open_page(name)
    assert not app.error and len(app.title) == 1
    assert MARK not in sent(app) and SOUTH.lower() not in sent(app)
    assert name == "guide" or "all localities" not in sent(app)
    assert not [each.label for each in app.button if each.label not in QUIET]
    here(Person("", "", MANAGER))
    assert name == "guide" or MARK in sent(open_page(name)), "the words are such as the page would show"


@pytest.mark.parametrize("person", [Person("", "", MANAGER), NORTHS], ids=["all", "north"])
@pytest.mark.parametrize("name", ["value_and_failure", "capacity", "demand_tiers", "results"])
def test_a_page_is_of_the_version_that_it_was_begun_with(there, here, monkeypatch, name, person):
    """Whatever somebody else loads while it is drawn; the next time it is of that."""
    here(person)
    asked, answer = [], cache._answer

    def load() -> None:
        row = {"received_on": dt.date(2025, 3, 3), "verbatim": "Damp", "value_or_failure": "Failure", "locality": NORTH}
        cache._open(path=str(there)).load([incoming("demands", [row], file_name=f"{name}.csv")], "another")

    def ask(measure: str, filters: tuple, **how: object):
        if len(asked) == 1:
            other = threading.Thread(target=load)
            other.start()
            other.join()
        found = answer(measure, filters, **how)
        asked.append(found.version)
        return found

    with Store.open(there) as store:
        begun = store.version()
    monkeypatch.setattr(cache, "_answer", ask)
    app = open_page(name)
    assert not app.error and len(asked) > 3 and {*asked} == {begun}
    app.run()
    assert not app.error and {*asked[-3:]} == {begun + 1}


# Pages as addresses ask for them. What a link asks for and is not here is told in its own words.
ADDRESSES = {
    "common_measures": ("locality", "as_at", "view", "compare", "release", "area"),
    "demand_tiers": ("locality", "flag", "street"),
    "value_and_failure": ("locality", "agency", "household", "words"),
    "case_story": ("case", "consented"),
    "outcomes": ("case",),
    "agency_costs": ("case", "without"),
    "over_time": ("measure", "locality", "case", "side_by_side"),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_gives_no_more(there, here, name):
    here(NORTHS)
    asked = {"locality": SOUTH, "case": f"C S1 {MARK}", "household": f"S1 {MARK}", "as_at": "1", "view": "For a steering group",
             "flag": f"Crime {MARK}", "agency": f"Housing {MARK}", "words": MARK, "street": MARK, "without": f"C S1 {MARK}",
             "measure": "Demands a week", "side_by_side": "true", "consented": "false", "compare": "1",
             "release": "1", "area": SOUTH}  # fmt: skip
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    for key in ADDRESSES[name]:
        app.query_params[key] = asked[key]
    app.run()
    assert not app.exception and len(app.title) == 1
    own = [*asked.values(), *(plain(value) for value in asked.values())]
    told = sent(app)
    for value in sorted(own, key=len, reverse=True):
        told = told.replace(value.lower(), "")
    assert MARK not in told and SOUTH.lower() not in told


def test_above_every_page_is_said_what_they_see_and_what_is_of_every_locality_has_no_page(there, here):
    here(NORTHS)
    app = opened()
    assert f"You see {NORTH} only: 24 rows of Households" in said(app)
    assert MARK not in sent(app) and SOUTH.lower() not in sent(app)
    for name in OF_ALL:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app.switch_page(f"pages/{name}.py")
    here(Person("", "", MANAGER, localities=("Eastfield",)))
    app = opened()
    assert "You see Eastfield only: " in said(app) and "No row says Eastfield." in said(app) and not app.button
    here(Person("", "", MANAGER))
    assert "You see" not in said(opened())


@pytest.mark.parametrize("name", sorted(ROADS.keys() - OF_ROWS))
def test_what_is_not_said_to_be_of_rows_is_for_managers_of_every_locality(there, here, name):
    here(NORTHS)
    with pytest.raises(NoRightError):
        ask(name)


def test_what_is_kept_for_one_is_not_for_another(there, here):
    answers = {}
    for person in (Person("", "", MANAGER), NORTHS, Person("", "", MANAGER, localities=(SOUTH,)),
                   Person("", "", MANAGER, localities=()), NORTHS):  # fmt: skip
        here(person)
        answers[person.localities] = (
            cache.ask("households_by_street").n,
            cache.counts()["demands"],
            cache.choices()["locality"],
        )
    assert len({repr(answer) for answer in answers.values()}) == 4
    assert answers[()] == (0, 0, []) and answers[(NORTH,)] == (24, cache.reading().counts()["demands"], [NORTH])
    here(Person("", "", MANAGER, localities=("NORTH-FIELD",)))  # in another spelling the same
    assert cache.counts()["demands"] == answers[(NORTH,)][1] and isinstance(cache.reading(), Part)


def test_what_is_loaded_later_is_seen_and_what_was_erased_is_gone(there, here):
    here(NORTHS)
    before = cache.counts()["households"]
    here(Person("", "", MANAGER))
    rows = [{"household_ref": "Later 1", "locality": NORTH}, {"household_ref": "Later 2", "locality": SOUTH}]
    cache.store().load([incoming("households", rows)], "AB")
    here(NORTHS)
    assert cache.counts()["households"] == before + 1
    kept = weakref.ref(cache.reading())
    here(Person("", "", MANAGER))
    cache.erase(Erasure(household="Later 1"), "AB", "They asked")
    gc.collect()
    assert kept() is None, "what was erased is in no memory"
    here(NORTHS)
    assert cache.counts()["households"] == before


def test_a_page_is_of_one_version_whatever_is_loaded_meanwhile(there, here):
    here(NORTHS)
    begun, rows = cache.reading().version(), cache.counts()
    here(Person("", "", MANAGER))
    cache.store().load([incoming("households", [{"household_ref": "Later", "locality": NORTH}])], "AB")
    here(NORTHS)
    assert cache.counts(version=begun) == rows and cache.reading(begun).counts(begun) == rows != cache.counts()
    assert cache.ask("demand_tiers", version=begun).n == rows["households"]
    for version in (begun - 1, begun + 2):
        with pytest.raises(StoreError, match="as they are now"):
            cache.ask("demand_tiers", version=version)


def test_a_file_is_for_whoever_is_kept_to_the_same_localities():
    souths, both, group = (
        replace(NORTHS, localities=(SOUTH,)),
        replace(NORTHS, localities=(NORTH, SOUTH)),
        of_the_group(),
    )
    whole = replace(group, localities=None)
    handed.give("a file of the north", NORTHS)
    handed.give(b"a file of all", Person("", "", MANAGER))
    handed.give(b"what is published", whole)
    assert handed.was_given(b"a file of the north", NORTHS) and handed.was_given(b"what is published", whole)
    for content, person in ((b"a file of the north", souths), (b"a file of the north", both), (b"a file of the north", of_the_group(NORTH)),
                            (b"a file of all", NORTHS), (b"a file of all", whole), (b"another", NORTHS),
                            (b"what is published", of_the_group(NORTH)), (b"what is published", nobody(""))):  # fmt: skip
        assert not handed.was_given(content, person)


def test_a_page_without_rows_says_so_and_offers_nothing(there, here):
    here(Person("", "", MANAGER, localities=("Eastfield",)))
    app = open_page("demand_tiers")
    assert "Nothing of this is recorded in your localities" in said(app) and not app.error and not app.button


def test_over_time_says_what_is_not_beside_the_chart(there, here):
    here(NORTHS)
    app = open_page("over_time")
    app.selectbox(key="measure").select_index(0).run()
    assert "these lines are of all points" in said(app) and not app.exception
    assert not app.text_area and not app.text_input


def of_the_group(*localities: str) -> Person:
    return Person("g@b.org", "g@b.org", STEERING_GROUP, localities=localities)


@pytest.fixture(scope="module")
def two_areas(two_places, tmp_path_factory):
    """The store of two places, of which the board is published with one of each, and again."""
    path = shutil.copy(two_places, tmp_path_factory.mktemp("areas") / "areas.duckdb")
    with Store.open(path) as store:
        for _ in range(2):
            before = releases.latest(store)
            releases.publish(store, releases.draft(store, before=before, areas=(NORTH, SOUTH)), "AB", "For May")
    return path


def test_a_steering_group_of_one_locality_reads_its_board_alone(place, two_areas, here):
    shutil.copy(two_areas, place)
    here(of_the_group(NORTH.upper()))
    first, second = cache.releases()
    assert [[*each.boards] for each in (first, second)] == [[NORTH]] * 2 and not (
        first.cells or first.area_cells or first.groups
    )
    assert first.is_whole and first.board.bands == () and not first.board.case
    for asked in ({}, {"area": SOUTH}, {"area": "The whole place", "release": "2"}, {"told": "yes", "area": SOUTH}):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in asked.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception and f"{NORTH}, all months" in sent(app).replace(NORTH.lower(), NORTH)
        told = sent(app).replace(f'"{SOUTH.lower()}"', "")
        assert MARK not in told and SOUTH.lower() not in told
    here(of_the_group(SOUTH, NORTH))
    assert [*cache.releases()[0].boards] == [NORTH, SOUTH]
    here(of_the_group("Eastfield"))
    assert cache.releases() == [] and "Nothing is published of Eastfield yet" in said(opened())


@pytest.mark.parametrize(
    ("who", "read"),
    [
        (nobody(""), []),
        (NORTHS, []),
        (of_the_group("Eastfield"), []),
        (of_the_group(), []),
        (of_the_group(NORTH), [NORTH]),
        (Person("", "", STEERING_GROUP), [None, NORTH, SOUTH]),
        (Person("", "", MANAGER), [None, NORTH, SOUTH]),
    ],
)
def test_a_story_is_of_what_one_may_read(place, two_areas, here, who, read):
    shutil.copy(two_areas, place)
    here(Person("", "", MANAGER))
    number = cache.releases()[0].number
    for area in (None, NORTH, SOUTH):
        cache.story(number, area), cache.packed(number, area, "html")  # what is kept of it for one is not for another
    here(who)
    for area in (None, NORTH, SOUTH, "Eastfield"):
        if area in read:
            for page in (cache.story(number, area), cache.packed(number, area, "html").decode()):
                assert (MARK in page or SOUTH in page) == (area != NORTH)
        else:
            for asked in (cache.story, partial(cache.packed, ending="html")):
                with pytest.raises(NoRightError):
                    asked(number, area)
    for asked in (cache.story, partial(cache.packed, ending="html")):
        with pytest.raises(NoRightError):
            asked(number + 7, next(iter(read), None))


def test_the_board_of_several_organisations_is_read_by_managers_and_by_each_its_own(place, here, tmp_path):
    several.shared(tmp_path, North=300, South=450)
    assert several.board(tmp_path) == 0
    shutil.copy(tmp_path / "answers.duckdb", place)
    app = open_page("common_measures")
    assert app.selectbox(key="area").options == ["All organisations", "North", "South"]
    assert "n = 750." in words(app) and "Nothing is loaded yet" not in words(app) and not app.error
    app.selectbox(key="area").set_value("South").run()
    assert "n = 450." in words(app) and not app.exception
    here(of_the_group("north"))
    app = open_page("common_measures")
    assert "n = 300." in words(app) and "South" not in words(app)
