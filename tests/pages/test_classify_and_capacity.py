"""The Classify and Capacity pages: empty, loaded, answered, compared."""

import datetime as dt

import pytest

from measures.store import Store
from pages.ui import filters
from tests.pages.tables import written
from tests.pages.test_pages import loaded, open_page, place, words
from tests.worlds import incoming

__all__ = ["loaded", "place"]

TYPED = "**bold** $x$ [link](http://example.com) :red[x] <script>"


@pytest.fixture
def three(place):
    """Three demands that nobody has classified."""
    day = dt.date(2026, 1, 5)
    rows = [
        {
            "demand_ref": f"D{i}",
            "received_on": day + dt.timedelta(days=i),
            "verbatim": said,
            "agency": TYPED,
            "type": "Chasing",
        }
        for i, said in enumerate(("Nobody came", "Where do I pay?", TYPED))
    ]
    with Store.open(place) as store:
        store.load([incoming("demands", rows)], "x")
    return place


@pytest.fixture
def classify(monkeypatch):
    """Opens the page as somebody. An AppTest is signed in, so that the page would not ask for a name."""

    def as_somebody(who="AB", queue="new"):
        monkeypatch.setattr(filters, "who", lambda: who)
        return _classify(queue)

    return as_somebody


def _classify(queue):
    app = open_page("classify")
    if queue != "new":
        app.segmented_control(key="queue").set_value(queue).run()
    return app


def press(app, label):
    next(b for b in app.button if b.label == label).click().run()


def say(app, answer):
    press(app, answer)
    assert not app.exception and not app.error
    return words(app)


def test_empty_pages_name_the_sheet_they_need(place):
    for page in ("classify", "capacity"):
        assert "upload a demands sheet" in words(open_page(page))


def test_nobody_classifies_without_a_name(three, classify):
    app = classify("")
    assert "Give your name or initials" in words(app) and "Nobody came" not in words(app)
    assert not [b for b in app.button if b.label == "Value"]


def test_one_after_another_back_and_skip(three, classify):
    app = classify()
    said = words(app)
    assert "Nobody came" in said and "5 January 2026" in said and "3 demands left here" in said
    assert "Where do I pay?" not in said
    key = next(s.key for s in app.selectbox if s.key.startswith("type "))
    app.selectbox(key=key).select("Chasing").run()
    said = say(app, "Failure")
    assert "Saved: Failure, Chasing" in said and "Where do I pay?" in said and "2 demands left here" in said
    press(app, "Skip")
    assert "bold" in words(app) and "**bold**" not in words(app) and ":red[" not in words(app)
    press(app, "Back")
    press(app, "Back")
    assert "You said: Failure, Chasing." in words(app)
    say(app, "Value")
    say(app, "Value")
    said = say(app, "Not sure")
    assert "That was the last one" in said and "3 of 3 demands classified: 3 in the inbox" in said
    from pages.ui import cache

    assert [v["what"] for v in cache.store().versions()][:4] == [
        "Classified a demand as Not sure",
        "Classified a demand as Value",
        "Classified a demand as Value again",
        "Classified a demand as Failure",
    ]


def test_the_answers_of_this_sitting_are_taken_back_one_by_one(three, classify):
    app = classify()
    take_back = lambda: next(b for b in app.button if b.label == "Take back")  # noqa: E731
    assert take_back().disabled
    say(app, "Failure")
    press(app, "Skip")
    say(app, "Value")
    said = say(app, "Take back")
    assert "Taken back: Value." in said and "bold" in said and "1 demand left here" in said
    said = say(app, "Take back")
    assert "Taken back: Failure." in said and "Nobody came" in said and "You said" not in said
    assert "1 demand left here" in said and "none in the inbox" in said and take_back().disabled
    say(app, "Failure")
    from pages.ui import cache

    store = cache.store()
    key = store.rows("SELECT CAST(_key AS VARCHAR) AS key FROM demands WHERE value_or_failure IS NOT NULL", ["demands"])
    store.classify(key[0]["key"], "Not sure", "AB")  # in another tab
    assert "Failure was answered otherwise since, and stays so." in say(app, "Take back")


def test_a_second_opinion_is_blind_and_the_two_are_compared(three, classify):
    app = classify("AB")
    for answer in ("Failure", "Value", "Value"):
        said = say(app, answer)
    assert "When two people have classified the same demands here" in said
    app = classify("CD", "second")
    said = words(app)
    assert "Nobody came" in said and "You said" not in said and "3 demands left here" in said
    say(app, "Failure")
    said = say(app, "Failure")
    assert "AB and CD said the same of 1 of 2 demands: 50%" in said
    assert "**1 demand left here.** You and AB have said the same of 1 of 2 demands so far." in said
    cells = [str(c) for t in written(app) for c in t.to_numpy().ravel()]
    assert "Where do I pay?" in cells and "Nobody came" not in cells
    app.segmented_control(key="queue").set_value("mine").run()
    assert "You said: Failure" in words(app) and "2 demands left here" in words(app)


def test_a_corrected_row_gets_its_answer_when_a_person_says_it_is_the_same(place, classify):
    def log(*said, **more):
        rows = [{"received_on": dt.date(2026, 1, 5), "verbatim": words, "agency": TYPED} for words in said]
        return incoming("demands", rows, **more)

    with Store.open(place) as store:
        store.load([log("Nobody came about the dmap", "Where do I pay the rnt?")], "x")
    app = classify("AB")
    assert "Corrected rows" not in say(app, "Failure") and "Corrected rows" not in say(app, "Value")
    from pages.ui import cache

    cache.store().load([log("Nobody came about the damp", "Where do I pay the rent?", replaces=[1])], "x")
    app = classify("")
    assert next(b for b in app.button if b.label == "It is the same demand").disabled
    app = classify("CD")
    said = words(app)
    assert "2 answers given here are not counted" in said and "Nobody came about the dmap" in said
    assert "Failure" not in "".join(m.value for m in app.markdown) and "**bold**" not in said
    press(app, "It is the same demand")
    assert "1 answer given here is not counted" in words(app) and "1 of 2 demands classified" in words(app)
    press(app, "It is another")
    assert "Corrected rows" not in words(app) and "1 of 2 demands classified" in words(app)
    assert cache.store().versions()[0]["who"] == "CD"


def test_capacity_shows_hours_ranges_and_what_they_were_made_of(loaded):
    app = open_page("capacity")
    said = words(app).replace("\\", "")
    assert "Failure demand takes" in said and "Minutes are recorded for" in said
    assert "If this failure demand fell by 20 to 50 per cent" in said and "not cash" in said
    assert "In the latest 13 weeks failure demand took" in said
    assert "A team of 37 hours a week can carry" in said and "are of a household on the list" in said
    app.number_input(key="team").set_value(74).run()
    assert not app.exception and "A team of 74 hours" in words(app)
    app.slider(key="fall").set_range(10, 10).run()
    assert "fell by 10 per cent" in words(app)
    app.selectbox(key="type").select_index(0).run()
    assert not app.exception and "of the type “Mend something in my home”" in words(app)


def test_capacity_of_a_few_demands_without_minutes_says_so(three):
    app = open_page("capacity")
    assert not app.exception
    said = words(app)
    assert "No whole week has minutes of value or failure demand" in said and "no minutes to say it from" in said
    assert "this shows how many households a team can carry" in said
