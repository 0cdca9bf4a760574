"""What the Upload page asks of a file beside what is loaded and the other files, with the evidence."""

from tests.pages.tables import written
from tests.pages.test_pages import open_page, place, words  # noqa: F401
from tests.workbook.build import csv

LOG = [("Received on", "What the person asked")] + [(f"{day:02d}/03/2025", f"no heating {day}") for day in range(3, 23)]
CLASSIFIED = [(*row, "Value or failure" if i == 0 else "VF"[i % 2]) for i, row in enumerate(LOG)]


def press(app):
    next(b for b in app.button if b.label == "Load").click().run()
    assert not app.exception


def said(app):
    return words(app).replace("\\", "").replace("**", "")


def test_a_newer_copy_is_chosen_already_and_may_be_another_record(place):  # noqa: F811
    app = open_page("upload")
    app.file_uploader[0].upload("log.csv", csv(LOG).encode()).run()
    assert not app.radio
    press(app)
    app.file_uploader[0].upload("later.csv", csv(CLASSIFIED).encode()).run()
    assert "100% the same as log.csv, loaded on" in said(app) and "a newer copy of it?" in said(app)
    assert "Filled in here and not in log.csv: Value or failure." in said(app)
    assert app.radio[0].value == "newer-copy" and not next(b for b in app.button if b.label == "Load").disabled
    app.radio[0].set_value("own-record").run()
    assert "Loading would add 20 rows." in said(app) and app.radio[0].value == "own-record"
    app.radio[0].set_value("newer-copy").run()
    assert "Loading would put 20 rows in the place of upload 1." in said(app)
    press(app)
    assert "loaded as upload 2, in the place of upload 1: 20 rows" in said(app)
    history = open_page("history")
    assert "20 of the newer copy." in said(history)
    assert "A newer copy of upload 1: its rows take the place of theirs." in said(history)
    changes = " ".join(table.to_string() for table in written(history))
    assert "Loaded later.csv (later) as a newer copy of upload 1" in changes


def test_what_only_a_person_can_tell_waits_for_an_answer(place):  # noqa: F811
    points = [("Measure", "Date", "Value")] + [("Calls", f"15/{month:02d}/2024", month) for month in range(1, 13)]
    app = open_page("upload")
    app.file_uploader[0].upload("north.csv", csv(points).encode()).run()
    press(app)
    others = [points[0], *((name, when, 90 - value) for name, when, value in points[1:])]
    app.file_uploader[0].upload("south.csv", csv(others).encode()).run()
    assert not app.radio and next(b for b in app.button if b.label == "Load").disabled
    assert "12 rows ready · 1 to decide" in said(app)
    next(b for b in app.button if "own-record" in (b.key or "")).click().run()
    press(app)
    assert "loaded as upload 2: 12 new rows" in said(app)


def test_files_of_one_list_are_asked_about_together(place):  # noqa: F811
    heading = ("Household ref", "Street name", "Locality")
    homes = [(f"H{n}", "Elm Road", "Northfield") for n in range(10)]
    app = open_page("upload")
    app.file_uploader[0].upload("all.csv", csv([heading, *homes]).encode()).run()
    press(app)
    files = [(f"{n}.csv", csv([heading, *part]).encode()) for n, part in enumerate((homes[:4], homes[4:9]))]
    for file in files:
        app.file_uploader[0].upload(*file)
    app.run()
    assert said(app).count("1 household of an earlier list of the same place is not on “0” or “1”") == 1
    assert not app.radio
    next(b for b in app.button if "moved-away" in (b.key or "")).click().run()
    assert len(app.radio) == 1
    press(app)
    changes = " ".join(table.to_string() for table in written(open_page("history")))
    assert "1 of earlier lists is there no more" in changes


def test_what_is_loaded_leads_to_the_pages_that_show_it(place):  # noqa: F811
    app = open_page("upload")
    lines = [("Case ref", "Agency", "Cost", "Date")] + [("A", "Police", 10 + n, f"0{n}/03/2025") for n in range(1, 9)]
    app.file_uploader[0].upload("ledger.csv", csv(lines).encode()).run()
    press(app)
    links = [link.proto.label for link in app.get("page_link")]
    assert links == ["See agency costs", "See them over time", "See the history"]
