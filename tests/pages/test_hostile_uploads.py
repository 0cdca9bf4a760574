"""Hostile and broken files on the page: one plain sentence each, nothing loaded, the app alive for the next file."""

from measures.problems import KINDS
from tests.pages.test_pages import EXAMPLES, open_page, place, words  # noqa: F401
from tests.workbook.build import csv
from tests.workbook.test_hostile import HOSTILE, _files_are_opened_here  # noqa: F401  (by a process, as the app does)

NAMES = [
    "one cell at XFD1048576",
    "a zip bomb",
    "protected by a password",
    "a PDF",
    "cut short",
    "empty",
    "only headings",
    "a mismatched quote",
]
GOOD = csv(
    [("Household ref", "Street name", "Crime", "Worth"), ("A", "Tansy Close", "Y", "£3"), ("B", "Café Row", "N", "£4")]
)


def test_each_ends_in_one_sentence_on_the_page(place):  # noqa: F811
    app = open_page("upload")
    for number, name in enumerate(NAMES):
        file, content, _ = HOSTILE[name]
        content = content()
        content = content.encode() if isinstance(content, str) else content
        app.file_uploader[0].upload(f"{number} {file}", content)
    app.run()
    assert not app.exception
    said = words(app).replace("\\", "")
    for name in NAMES:
        code = HOSTILE[name][2]
        opening = KINDS[code].sentence.split("{")[0].split(":")[0]
        assert opening[1:] in said, name
    assert next(b for b in app.button if b.label == "Load").disabled

    from pages.ui import cache

    assert sum(cache.store().counts().values()) == 0


def test_csv_files_of_other_systems_load_on_the_page(place):  # noqa: F811
    app = open_page("upload")
    app.file_uploader[0].upload("windows.csv", GOOD.encode("cp1252"))
    app.file_uploader[0].upload("unicode.csv", GOOD.replace("A,", "C,").replace("B,", "D,").encode("utf-16")).run()
    assert not app.exception
    next(b for b in app.button if b.label == "Load").click().run()
    from pages.ui import cache

    streets = cache.store().rows("SELECT household_ref, street FROM households ORDER BY 1", ["households"])
    assert [tuple(r.values()) for r in streets] == [
        ("A", "Tansy Close"),
        ("B", "Café Row"),
        ("C", "Tansy Close"),
        ("D", "Café Row"),
    ]


def test_the_page_goes_on_after_them(place):  # noqa: F811
    app = open_page("upload")
    app.file_uploader[0].upload("far.xlsx", HOSTILE["one cell at XFD1048576"][1]()).run()
    assert len(app.error) == 1
    app = open_page("upload")
    app.file_uploader[0].upload("deck.xlsx", (EXAMPLES / "deck_twelve_households.xlsx").read_bytes()).run()
    next(b for b in app.button if b.label == "Load").click().run()
    assert "loaded as upload 1: 12 new rows" in words(app).replace("\\", "")


def test_another_list_with_the_same_references_waits_for_a_person(place):  # noqa: F811
    """Two localities that both count A, B: the second takes the place of the first only where they say it may."""
    headings, streets = ("Household ref", "Street name"), ("Oak Road", "Mill Street")
    north, south = (csv([headings, ("A", street), ("B", street)]).encode() for street in streets)
    app = open_page("upload")
    app.file_uploader[0].upload("north.csv", north).run()
    next(b for b in app.button if b.label == "Load").click().run()
    app.file_uploader[0].upload("south.csv", south).run()
    said = words(app).replace("\\", "")
    assert "of 2 references here that were loaded before, 2 stood for something else" in said.lower()
    assert 'A was loaded before with "Street name" "Oak Road", and here it has "Mill Street"' in said
    load = next(b for b in app.button if b.label == "Load")
    assert load.disabled
    app.multiselect[0].select(1).run()
    assert not next(b for b in app.button if b.label == "Load").disabled
    app.multiselect[0].unselect(1).run()
    next(b for b in app.button if b.label.startswith("They are the same households")).click().run()
    next(b for b in app.button if b.label == "Load").click().run()
    assert "loaded as upload 2: 2 changed" in words(app).replace("\\", "")
