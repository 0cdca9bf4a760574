"""The common measures board: empty, loaded, as a steering group and as a manager see it, and as it was."""

import dataclasses
import datetime as dt
import hashlib
from unittest import mock

from measures import board, demonstration, meetings, releases
from measures.releases.pack import made, pack
from measures.store import Store
from measures.views import loads
from measures.views.board import panels
from measures.words import plural
from pages.ui import away, cache
from tests.pages.tables import written
from tests.pages.test_pages import filled, loaded, open_page, place, words  # noqa: F401  (fixtures)
from tests.worlds import incoming, load


def rated(count: int, start: int = 0, **more):
    """Households of one street and one tier."""
    rows = [{"household_ref": f"H{i}", "street": "Larkspur Road", "tier": "3"} for i in range(start, start + count)]
    return incoming("households", rows, **more)


def test_an_empty_store_is_a_click_from_a_chart(place):  # noqa: F811
    app = open_page("common_measures")
    assert app.title[0].value == board.PURPOSE and "Nothing is loaded yet" in words(app)
    next(b for b in app.button if b.label == "Look at the demonstration").click().run()
    assert not app.exception
    assert "Failure demand, 39%: all months since December 2025 lie below the mean" in words(
        app
    ) and "5% need serious help" in words(app)
    # And gone with another.
    next(b for b in app.button if b.label == "Remove the demonstration").click().run()
    assert "Nothing is loaded yet" in words(app)
    assert all(upload.withdrawn for upload in cache.store().uploads()) and board.board(cache.store()).case == ""


def test_the_bands_say_what_was_found(loaded):  # noqa: F811
    app = open_page("common_measures")
    said = words(app)
    assert [header.value for header in app.header] == [
        "Since the meeting of 28 Nov 2025",
        "Tier 3 – Strategic: demand reduction and cost removal",
        "Tier 2 – Geography: capacity and scalability",
        "Tier 1 – Individual: outcomes and economics",
    ]
    for finding in (
        "Failure: 39% of demand, 51% of the time",
        "Case RUTH",
        "£106,777 historic",
        "Not evidence of cause",
    ):
        assert finding in said
    assert "n = 2,010 households" in said and "Preview, not published" in said
    assert not app.get("download_button"), "what a steering group reads is a release, and no file is made of it here"
    app.segmented_control(key="view").set_value("manager").run()
    assert "n = 2,012 households" in words(app) and "Preview" not in words(app)
    files = {button.proto.label for button in app.get("download_button")}
    assert (
        "Workbook of measures (Excel)" in files
        and {"Picture for print (SVG)", "Failure demand (CSV)", "Capacity (CSV)"} <= files
    )
    assert len([button for button in app.get("download_button") if "PNG" in button.proto.label]) == len(
        app.get("vega_lite_chart")
    )


def test_a_picture_of_the_board_is_called_by_what_it_is_of(loaded, monkeypatch):  # noqa: F811
    names = set()
    monkeypatch.setattr(away.trail, "download", lambda label, made, name, **more: names.add(name.partition("_")[0]))
    open_page("common_measures").segmented_control(key="view").set_value("manager").run()
    of = {title.lower().replace(" ", "-") for titles in panels.TITLES.values() for title in titles}
    assert of <= names


def test_a_small_list_is_not_shown_to_a_steering_group(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([rated(12)], "a test")
    app = open_page("common_measures")
    # Twelve on one street, all at one tier: enough to be rounded; three more elsewhere are not told apart.
    assert "n = 10 households" in words(app)
    app.segmented_control(key="view").set_value("manager").run()
    assert "n = 12 households" in words(app) and "Upload a" in words(app)


def test_a_place_that_is_too_small_says_so(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([rated(5)], "a test")
    app = open_page("common_measures")
    assert "Fewer than 8 households would be told apart" in words(app)


def test_the_board_as_it_was(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([rated(20)], "a test")
        store.load([rated(30, start=100, file_name="later.xlsx")], "a test")
    app = open_page("common_measures")
    app.segmented_control(key="view").set_value("manager").run()
    assert "n = 50 households" in words(app) and "As at now" in words(app)
    past = next(box for box in app.selectbox if box.label == "As at")
    past.set_value(1).run()
    assert "n = 20 households" in words(app) and "As at now" not in words(app)


def test_what_is_published_is_read_until_the_next_is(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([rated(20)], "a test")
    app = open_page("common_measures")
    assert "Preview, not published" in words(app) and "n = 20 households" in words(app)
    next(box for box in app.text_input if box.label.startswith("What it is for")).set_value("For May")
    next(b for b in app.button if b.label == "Publish").click().run()
    assert not app.exception and "Preview" not in words(app) and "Published " in words(app)
    with Store.open(place) as store:
        store.load([rated(30, start=100, file_name="later.xlsx")], "a test")
    app = open_page("common_measures")
    assert "n = 50 households" in words(app) and "would change" in words(app)
    box = next(box for box in app.selectbox if box.label == "Release")
    assert box.options[0] == "Now, not published" and box.options[1].endswith(": For May")
    box.set_value(box.options[1]).run()
    assert "n = 20 households" in words(app), "what was published stays"
    assert "would be another today" not in words(app), "that is worked out when somebody asks"
    app.session_state[f"differs {releases.releases(cache.store())[0].number}"] = True
    app.run()
    moved = next(table for table in written(app) if "Now" in table)
    assert f"{plural(len(moved), 'headline')} would be another today." in words(app) and not {*moved["Now"]} & {
        *moved.iloc[:, 1]
    }
    assert not app.get("download_button"), "the files are made when somebody opens the menu"
    app.session_state["take away a pack"] = True
    app.run()
    assert [button.proto.label for button in app.get("download_button")] == [*away.PACKS.values()]
    with Store.open(place) as store:
        (release,) = releases.releases(store)
    assert {hashlib.sha256(made(pack(release), f".{ending}")).hexdigest() for ending in away.PACKS} <= {
        each.value for each in app.code
    }
    next(b for b in app.button if b.label == "Withdraw it").click().run()
    assert "Preview, not published" in words(app)


def test_a_release_is_whole_after_its_charts_were_drawn(place):  # noqa: F811
    """What draws a chart writes into it where a legend has no title: a first visit had the very one that the store
    keeps, and what was published seemed to have been changed by another program."""
    day = dt.date(2025, 11, 3)
    rows = [
        {
            "received_on": day + dt.timedelta(n % 300),
            "verbatim": "Damp",
            "value_or_failure": ("Failure", "Value")[n % 2],
        }
        for n in range(300)
    ]
    with Store.open(place) as store:
        store.load([incoming("demands", rows)], "a test")
        releases.publish(store, releases.draft(store), "AB")
    app = open_page("common_measures")
    assert "Preview" not in words(app) and [each.is_whole for each in releases.releases(cache.store())] == [True]
    next(b for b in app.button if b.label == "Show as a story").click().run()
    assert not app.exception and len(app.get("iframe")) == 1


def test_a_pack_is_of_the_area_that_is_chosen(filled):  # noqa: F811
    with Store.open(filled) as store:
        releases.publish(store, releases.draft(store, areas=("Quillmere",)), "AB")
        (release,) = releases.releases(store)
    app = open_page("common_measures")
    app.session_state["take away a pack"] = True
    for area in (None, "Quillmere", None):
        app.selectbox(key="area").set_value(area or releases.Board.whole).run()
        assert not app.exception
        assert [each.value for each in app.code] == [
            hashlib.sha256(made(pack(release, area=area), f".{ending}")).hexdigest() for ending in away.PACKS
        ]
        assert ("Quillmere alone" in words(app)) == (area is not None)


def test_a_case_whose_consent_is_withdrawn_is_no_longer_shown(filled):  # noqa: F811
    with Store.open(filled) as store:
        cases = {"Cases": [{"Case ref": "RUTH", "Consent to show": "N", "What matters": "A secret"}]}
        load(store, cases, "withdrawn.xlsx")
    app = open_page("common_measures")
    assert "Consent to show this case is not recorded" in words(app) and "A secret" not in words(app)


def test_words_alone_need_consent_too(place):  # noqa: F811
    """A case of which nothing but its words is loaded: there is no answer to withhold, and still they are not shown."""
    with Store.open(place) as store:
        cases = {"Cases": [{"Case ref": "K1", "Consent to show": "N", "What matters": "A secret", "Title": "Ann"}]}
        load(store, cases)
        board.keep(store, board.Board(case="K1"), "AB")
    app = open_page("common_measures")
    assert "A secret" not in words(app) and "Ann" not in words(app)
    app.segmented_control(key="view").set_value("manager").run()
    assert "A secret" in words(app)


def test_purpose_and_case_are_kept_with_who_decided_them(filled):  # noqa: F811
    app = open_page("common_measures")
    purpose = next(b for b in app.text_input if b.label.startswith("Purpose"))
    purpose.set_value("")
    next(b for b in app.button if b.label == "Save").click().run()
    assert app.error[0].value == "Write the purpose."
    next(b for b in app.text_input if b.label.startswith("Purpose")).set_value("Help me stay in my own home")
    next(b for b in app.selectbox if b.label.startswith("Case shown")).set_value("SLIDE13")
    next(b for b in app.button if b.label == "Save").click().run()
    assert app.title[0].value == "Help me stay in my own home" and "£2,210 principles-based" in words(app)
    kept = cache.store().versions()[0]
    assert kept["who"] and kept["what"] == "Common measures board: “Help me stay in my own home”, shows case SLIDE13"


def test_the_demonstration_is_only_ever_loaded_once(filled):  # noqa: F811
    with Store.open(filled) as store:
        before = store.version()
        demonstration.fill(store)
        assert store.version() == before and len(demonstration.loaded(store)) == len(store.uploads())


def test_a_meeting_that_a_manager_records_is_what_the_board_is_compared_with(filled):  # noqa: F811
    app = open_page("common_measures")
    said = words(app)
    assert "Nothing was loaded by then: compared with what today's data say up to that day." in said
    assert "since December 2025, 45% before" in said and "what happened around December 2025?" in said
    assert "Nothing else moved beyond its usual variation: " in said
    assert not any(button.label == "Record this meeting" for button in app.button)  # a steering group records none
    app.segmented_control(key="view").set_value("manager").run()
    app.date_input[0].set_value(dt.date(2026, 11, 2))
    next(button for button in app.button if button.label == "Record this meeting").click().run()
    assert not app.exception and not app.error
    said = words(app)
    assert (
        "Since the meeting of 2 Nov 2026" in said and "since December 2025, 45% before" not in said
    )  # it was to be seen by then
    assert "all months since December 2025 lie below the mean. What changed?" in said
    next(button for button in app.button if button.label == "Withdraw").click().run()
    assert "Since the meeting of 28 Nov 2025" in words(app)
    demonstration.remove(cache.store())
    assert not meetings.meetings(cache.store())


def test_an_earlier_edition_of_the_demonstration_is_as_invented(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([rated(20, sha256=min(demonstration.EARLIER))], "a test")
        assert len(demonstration.loaded(store)) == 1
    assert loads.INVENTED in words(open_page("common_measures"))


def test_of_two_releases_of_a_minute_with_one_note_the_latest_is_read(place):  # noqa: F811
    with Store.open(place) as store:
        for start, count in ((0, 20), (100, 30)):
            store.load([rated(count, start, file_name=f"{count}.xlsx")], "a test")
            releases.publish(store, releases.draft(store), "AB")
        twice = [dataclasses.replace(each, at=dt.datetime(2026, 5, 12, 9, 30)) for each in releases.releases(store)]
    with mock.patch.object(cache, "releases", lambda: twice):
        assert "n = 50 households" in words(open_page("common_measures"))
