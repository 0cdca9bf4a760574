"""On the Upload page a person says what a sheet and its headings are; what is shown is what is loaded."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from measures.__main__ import main
from measures.workbook.read import read
from tests.pages.sheet import choose as choose_field
from tests.pages.sheet import picture, read_as
from tests.pages.test_pages import open_page, place, words  # noqa: F401
from tests.workbook.build import xlsx

HOMES = [("Hsehold ID", "Road nm", "Lvl"), ("A", "Mill Road", "Serious help"), ("B", "Oak Road", "Either way")]
MENU = [("Dish", "Price"), ("Soup", 4)]


@pytest.fixture
def app(place):  # noqa: F811
    app = open_page("upload")
    return upload(app, {"Homes": HOMES, "Menu": MENU})


def upload(app, sheets):
    app.file_uploader[0].upload("march.xlsx", xlsx(sheets)).run()
    assert not app.exception
    return app


def choose(app, label, option, nth=0):
    [box for box in app.selectbox if box.label == label][nth].select(option).run()
    assert not app.exception


def said(app):
    return words(app).replace("\\", "").replace("**", "")


def button(app, label):
    return next(b for b in app.button if b.label == label)


def say_homes(app):
    button(app, "Read it so").click().run()
    assert not app.exception


def test_a_sheet_that_is_not_understood_is_said_loaded_and_remembered(app):
    assert button(app, "Load").disabled
    assert "Homes: looks like households, 3 of 3 columns matched" in said(app)
    assert "0 rows ready · 1 to decide" in said(app)
    assert '"Road nm" is likely Street name: its heading is like “Road”.' in said(app)
    say_homes(app)
    assert "Homes: 2 rows of households, ready to load" in said(app)
    assert read_as(app)["Road nm"] == ("Street name (needed)", "understood")
    choose_field(app, "Lvl", "street")
    assert 'The headings "Road nm" (Homes!B1) and "Lvl" cannot both be Street name.' in said(app)
    assert button(app, "Load").disabled
    choose_field(app, "Lvl", "tier")
    button(app, "Load").click().run()
    from pages.ui import cache

    (upload_1,) = cache.store().uploads()
    assert upload_1.mapping["columns"]["tier"]["heading"] == "Lvl"
    assert [r["tier"] for r in cache.store().rows("SELECT tier FROM households ORDER BY 1", ["households"])] == [
        "1",
        "2",
    ]

    upload(app, {"Homes": [HOMES[0], ("C", "Elm Row", "In balance")]})
    assert re.search("Read as .*said.* on .*, when upload 1 had these headings.", said(app))
    button(app, "Load").click().run()
    assert "loaded as upload 2: 1 new row" in said(app)
    history = said(open_page("history"))
    assert (
        "Read as Households by hand: “Hsehold ID” as Household ref, “Road nm” as Street name and “Lvl” as Tier."
        in history
    )
    page = open_page("history")
    button(page, "Forget upload 2’s").click().run()
    assert "Sheets with the headings of upload 2 are read by their headings alone." in said(page)
    assert "How headings are read" not in said(page)


def test_the_command_remembers_what_the_page_was_told_and_the_page_what_the_command_was(app, tmp_path, capsys):
    say_homes(app)
    button(app, "Load").click().run()
    april, may = tmp_path / "april.xlsx", tmp_path / "may.xlsx"
    april.write_bytes(xlsx({"Homes": [HOMES[0], ("C", "Elm Row", "In balance")]}))
    assert main(["check", str(april)]) == 0
    assert re.search("^Homes: Read as .*said.*, when upload 1 had these headings.$", capsys.readouterr().err)
    fields = [f"--column=Weighed!{heading}={field}" for heading, field in (("When?", "Date"), ("Pounds", "Value"))]
    series = {"Weighed": [("Of", "When?", "Pounds"), ("Ann", "1/2/2026", 3)]}
    may.write_bytes(xlsx(series))
    assert main(["load", str(may), "--kind=Weighed=series", "--column=Weighed!Of=Measure", *fields]) == 0
    upload(app, {"Weighed": [series["Weighed"][0], ("Ann", "1/3/2026", 4)]})
    assert "Weighed: 1 row of series, ready to load, read as said on" in said(app)


def test_the_file_is_opened_once(app, monkeypatch):
    from measures.workbook import read

    monkeypatch.setattr(read, "_run", None)
    say_homes(app)
    assert "ready to load" in said(app)


def test_it_can_all_be_taken_back_and_a_sheet_be_left_out(app):
    say_homes(app)
    choose(app, "Kind of sheet", "not loaded", nth=1)
    assert "The sheet is not loaded, as you said." in said(app)
    choose(app, "Kind of sheet", "not loaded", nth=0)
    assert button(app, "Load").disabled and "none of its sheets" not in said(app)
    choose(app, "Kind of sheet", "households", nth=0)
    assert "ready to load" in said(app)
    for _ in range(2):
        button(app, "Read it by its headings alone").click().run()
    assert "Homes: looks like households" in said(app)
    assert said(app).count("None of its first 20 rows has the headings") == 1


def test_headings_are_found_in_another_row_when_it_is_said(place):  # noqa: F811
    app = upload(open_page("upload"), {"Homes": [("Of", "all", "the", "homes"), *HOMES]})
    choose(app, "Its headings are in", 1)
    assert 'no heading is understood as "Household ref" or "Street name"' in said(app)
    choose(app, "Its headings are in", 2)
    say_homes(app)
    assert "Homes: 2 rows of households, ready to load" in said(app)


def test_the_choices_are_out_of_the_way_where_all_was_understood(place):  # noqa: F811
    app = upload(open_page("upload"), {"Homes": [("Household ref", "Street"), ("A", "Mill Road")]})
    assert not app.selectbox and "Change how this sheet is read" in said(app)
    assert {state for _, state in read_as(app).values()} == {"understood"}


def test_a_made_up_choice_in_the_address_changes_nothing(place):  # noqa: F811
    app = open_page("upload")
    for key in ("said march.xlsx", "kind 1 Homes", "reading 1 Homes", "reviews"):
        app.query_params[key] = "households"
    upload(app, {"Homes": HOMES})
    assert "Homes: looks like households" in said(app) and button(app, "Load").disabled


def test_two_files_of_one_name_stand_side_by_side(place):  # noqa: F811
    sheets = {"Menu": MENU, "Waits": [("Measure", "Date", "Value"), ("Wait", "1/13/2026", 2)]}
    app = open_page("upload")
    app.file_uploader[0].upload("march.xlsx", xlsx(sheets))
    upload(app, sheets)
    assert [box.label for box in app.selectbox] == ["Kind of sheet"] * 2
    assert "Waits: 1 row of series, 1 thing to mend" in said(app)
    button(app, "The month first: 04/03 is 3 April").click().run()
    assert "Waits: 1 row of series, ready to load" in said(app) and "Waits: 1 row of series, 1 thing to mend" in said(
        app
    )
    # What is mended and uploaded again is read as was said last.
    sheets["Waits"].append(("Wait", "1/14/2026", 3))
    upload(app, sheets)
    assert "Waits: 2 rows of series, ready to load" in said(app)


def test_the_order_of_dates_is_remembered_for_the_same_headings(place):  # noqa: F811
    headings = ("Received on", "What the person asked")
    app = upload(
        open_page("upload"), {"Log": [headings, ("01/22/2026", "a"), ("02/03/2026", "b"), ("02/05/2026", "c")]}
    )
    button(app, "The month first: 04/03 is 3 April").click().run()
    assert '"02/03/2026" is 3 Feb 2026' in said(app)
    button(app, "Load").click().run()
    later = [headings, ("01/12/2025", "d"), ("02/03/2025", "e"), ("02/05/2025", "f")]
    app = upload(open_page("upload"), {"Log": later})
    assert '"01/12/2025" is 12 Jan 2025' in said(app) and "when upload 1 had these headings" in said(app)
    assert "Log: 3 rows of demands, ready to load" in said(app)


def test_the_order_that_no_date_shows_is_told_and_asked_where_the_rows_are_in_the_other(place):  # noqa: F811
    headings = ("Received on", "What the person asked")
    later = [headings, ("01/12/2025", "d"), ("02/03/2025", "e"), ("02/05/2025", "f")]
    app = upload(open_page("upload"), {"Log": later})
    assert button(app, "Load").disabled
    button(app, "The day first: 04/03 is 4 March").click().run()
    assert not button(app, "Load").disabled
    app = upload(
        open_page("upload"), {"Log": [headings, ("05/02/2025", "d"), ("01/12/2024", "e"), ("03/02/2025", "f")]}
    )
    assert '"05/02/2025" is 5 Feb 2025. If the month comes first, it is 2 May 2025' in said(app)
    assert not button(app, "Load").disabled
    next(r for r in app.radio if "month" in r.options[1].lower() and "first" in r.options[1]).set_value("month").run()
    assert '"05/02/2025" is 2 May 2025' in said(app)


def test_what_a_quick_hand_chooses_is_kept(app):
    """The page is still working on one choice when the next ones are made: none of them knows of the others."""
    for heading, field in (("Hsehold ID", "street"), ("Road nm", "household_ref"), ("Lvl", "locality")):
        choose_field(app, heading, field, run=False)
    app.run()
    assert "Homes: 2 rows of households, ready to load" in said(app)


LOG = [("Received on", "What the person asked", "Time spent"), ("03/03/2025", "a", 0.25), ("04/03/2025", "b", 1.5)]


def test_a_unit_that_is_not_sure_is_asked_and_what_is_said_is_read(app):
    upload(app, {"Log": LOG})
    assert 'It is not sure what the figures under "Time spent" are in: 0.25 would be 0.25 minutes.' in said(app)
    assert button(app, "Load").disabled
    assert "The figures under “Time spent” are in" in said(app)
    button(app, "Hours").click().run()
    assert 'The column "Time spent" is read as hours, as you said: 0.25 is 15 minutes.' in said(app)
    assert not button(app, "Load").disabled


def test_decimal_commas_are_said_first_and_then_the_unit(app):
    upload(app, {"Log": [LOG[0], *((*row[:2], words) for row, words in zip(LOG[1:], ("0,25", "1,5"), strict=True))]})
    assert "The figures under “Time spent” are" in said(app) and not [b for b in app.button if b.label == "Hours"]
    button(app, "Figures with a decimal comma").click().run()
    assert button(app, "Load").disabled and "The figures under “Time spent” are in" in said(app)
    assert not [b for b in app.button if b.label in ("Hours", "Figures with a decimal comma")]
    button(app, "Hours with a decimal comma").click().run()
    assert 'The column "Time spent" is read as hours, as you said: 0.25 is 15 minutes.' in said(app)
    assert not button(app, "Load").disabled


def test_which_end_of_a_list_s_levels_is_serious_is_asked(app):
    upload(
        app, {"Need": [("Household ref", "Street name", "Level of need"), ("A", "Mill Road", 1), ("B", "Oak Road", 3)]}
    )
    assert button(app, "Load").disabled
    assert "Which end of “Level of need” is serious?" in said(app)
    next(b for b in app.button if b.label.startswith("3: I need serious help")).click().run()
    assert "read as you said: 1 is tier 3 and 3 is tier 1." in said(app)
    assert not button(app, "Load").disabled


def test_each_of_four_levels_is_the_tier_that_is_chosen(app):
    need = [("Household ref", "Street name", "Level of need"), ("A", "Mill Road", 1), ("B", "Oak Road", 4)]
    upload(app, {"Need": need})
    choose(app, "“Level of need” 1 is", "-")
    assert button(app, "Load").disabled
    choose(app, "“Level of need” 4 is", "1")
    assert "read as you said: 1 is no tier and 4 is tier 1." in said(app)
    assert not button(app, "Load").disabled


def test_a_choice_is_kept_though_its_run_is_ended_by_the_next_one():
    def script():
        import streamlit as st

        from pages.ui import changes

        def keep():
            if not st.session_state.get("begun"):
                st.session_state["begun"] = True
                st.stop()  # as a run ends where another is asked for
            st.session_state["kept"] = st.session_state["choice"]

        changes.work_in()
        st.selectbox("Choice", [1, 2], key="choice", on_change=changes.note(keep))

    app = AppTest.from_function(script).run()
    app.selectbox[0].select(2).run()
    assert "kept" not in app.session_state
    assert app.run().session_state["kept"] == 2


def test_what_a_person_chooses_of_a_suggestion_goes_before_what_is_guessed(app):
    """Nothing loads until the rest is confirmed, and a heading that gives way is shown as left out."""
    choose_field(app, "Lvl", "street")
    assert read_as(app)["Road nm"] == ("Leave out", "left out")
    assert "cannot both be" not in said(app) and button(app, "Load").disabled
    say_homes(app)
    assert "Homes: 2 rows of households, ready to load" in said(app)
    assert "C2" not in said(app) and read_as(app)["Lvl"] == ("Street name (needed)", "understood")


def test_the_letters_of_a_text_are_told_and_chosen(place, monkeypatch):  # noqa: F811
    app, opened = open_page("upload"), []
    monkeypatch.setattr("pages.ui.upload.review.opened", lambda *a, **k: opened.append(k["letters"]) or read(*a, **k))
    app.file_uploader[0].upload("homes.csv", "Household ref,Street name\nA,Caf\u00e9 Row\n".encode("mac_roman")).run()
    assert 'Its letters are read as those of a Mac of before 2001, such as "Caf\u00e9 Row".' in said(app)
    choose(app, "The letters of homes.csv are those of", "windows")
    app.run()
    assert not app.exception and opened == ["", "windows"]
    assert "Its letters are read" not in said(app) and "Caf\u017d Row" in picture(app)["rows"][1]["cells"]
    choose(app, "The letters of homes.csv are those of", "mac")
    assert opened[2:] == ["mac"] and "Caf\u00e9 Row" in picture(app)["rows"][1]["cells"]


def test_the_day_of_an_occasion_is_asked_and_kept(place):  # noqa: F811
    app = open_page("upload")
    table = [("Case", "I sleep well start", "I sleep well review", "I feel safe start", "I feel safe review")]
    upload(app, {"Scores": [*table, ("C1", 2, 6, 3, 8)]})
    for occasion, day in (("start", "01/04/2025"), ("review", "01/09/2025")):
        next(box for box in app.text_input if box.label == f"The day of “{occasion}”").set_value(day).run()
    say_homes(app)
    assert "Scores: 4 rows of ratings, ready to load" in said(app)
    assert [box.value for box in app.text_input if box.label.startswith("The day of")] == ["01/04/2025", "01/09/2025"]


def test_columns_that_are_very_likely_fields_are_offered_in_one_press(place):  # noqa: F811
    """A ledger was ready to load without its dates and approaches, which only “Worth knowing” said."""
    head = ("Case", "Organisation", "Date of activity", "What was done", "Old / new way", "Total £")
    rows = [("C1", "Police", f"{day:02}/03/2025", "Visit", ("Old", "New")[day > 20], 40) for day in range(1, 29)]
    app = upload(open_page("upload"), {"Ledger": [head, *rows]})
    assert "Ledger: 28 rows of transactions, ready to load" in said(app)
    assert "Columns are left out that you may want: “Date of activity” (Date) and “Old / new way” (Approach)." in said(
        app
    )
    button(app, "Read them so").click().run()
    assert not app.exception and "that you may want" not in said(app)
    assert read_as(app)["Date of activity"] == ("Date", "understood")
    assert read_as(app)["Old / new way"] == ("Approach", "understood")
    assert "Ledger: 28 rows of transactions, ready to load" in said(app) and not button(app, "Load").disabled
