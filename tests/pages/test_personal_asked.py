"""What the Upload page asks of personal details, and how it is answered."""

from tests.pages.test_copies_asked import press, said
from tests.pages.test_pages import open_page, place  # noqa: F401
from tests.workbook.build import csv

HOMES = [("Household ref", "Street name"), ("Jane Doe", "Larkspur Road"), ("Simon Roe", "Larkspur Road")]
LOG = [("Received on", "What the person asked", "Household ref"), ("01/03/2025", "Mrs Doe rang", "Jane Doe")]


def answer(app, button):
    next(b for b in app.button if b.label == button).click().run()
    assert not app.exception


def test_personal_details_are_asked_about_and_answered_for_all_files(place):  # noqa: F811
    app = open_page("upload")
    app.file_uploader[0].upload("homes.csv", csv(HOMES).encode())
    app.file_uploader[0].upload("log.csv", csv(LOG).encode()).run()
    assert "“Household ref” has names of people in 2 cells, first in homes!A2 (“J··· D··”)" in said(app)
    assert next(b for b in app.button if b.label == "Load").disabled
    answer(app, "Replace all by pseudonyms")  # and so in the other file
    assert "“What the person asked” has names of people in 1 cell, first in log!B2 (“M·· D·· rang”)" in said(app)
    assert "1 to decide" in said(app)
    reason = next(box for box in app.text_input if "for a reason" in box.label)
    reason.set_value("They agreed").run()
    assert not app.exception and "to decide" not in said(app)
    press(app)
    history = said(open_page("history"))
    assert "“What the person asked” (names of people in 1 cell) kept, because: They agreed" in history
    assert "“Household ref” (names of people in 2 cells) replaced by pseudonyms" in history
    app = open_page("upload")
    app.file_uploader[0].upload("later.csv", csv([*HOMES, ("Bela Kiss", "Larkspur Road")]).encode()).run()
    assert "“Household ref” is replaced by pseudonyms, as in all that is loaded." in said(app)
    assert "to decide" not in said(app) and "Loading would add 1 row." in said(app)


def test_pseudonyms_are_offered_where_nothing_is_decided(place):  # noqa: F811
    app = open_page("upload")
    rows = [HOMES[0], ("H1", "Larkspur Road")]
    app.file_uploader[0].upload("homes.csv", csv(rows).encode()).run()
    (offer,) = app.checkbox
    offer.check().run()
    press(app)
    app = open_page("upload")
    app.file_uploader[0].upload("homes.csv", csv(rows).encode()).run()
    assert not app.checkbox and "already there" in said(app)


def test_a_case_is_found_by_the_reference_that_people_have(place):  # noqa: F811
    ratings = [("Case ref", "Statement", "Date", "Rating")]
    ratings += [(case, "I am heard", f"0{day}/03/2025", day) for case in ("C1", "C2") for day in (1, 2)]
    app = open_page("upload")
    app.file_uploader[0].upload("ratings.csv", csv(ratings).encode()).run()
    app.checkbox[0].check().run()
    press(app)
    app = open_page("outcomes")
    (box,) = [box for box in app.text_input if box.label == "By its own reference"]
    chosen = {}
    for case in ("C1", "c2", "C1"):
        box.set_value(case).run()
        assert not app.exception
        chosen[case.lower()] = app.selectbox(key="case").value
    assert len({*chosen.values()}) == 2 and all(case.startswith("P-") for case in chosen.values())
    box.set_value("C3").run()
    assert "No such reference is here." in said(app)
