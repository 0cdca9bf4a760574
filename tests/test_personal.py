"""Personal details on their way into the store: what is asked of them, and what is kept."""

import json
import stat

import pytest

from measures import loading
from measures.__main__ import main
from measures.answers import ask
from measures.loading import Load
from measures.personal.columns import look
from measures.problems import StoreError
from measures.questions import personal
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.secret import key_path
from measures.workbook.by_hand import Override
from measures.workbook.check import OF
from measures.workbook.mends import Mend
from measures.workbook.prepare import prepare, understand
from measures.workbook.tables import opened
from tests.workbook.build import csv

HOMES = [
    ("Household ref", "Street name", "Crime", "Jane Doe has ASB", "Contact"),
    ("Jane Doe", "Larkspur Road", "Y", "N", "Zebedee Quark"),
    ("Simon Roe", "Tansy Close 4 flat b", "N", "Y", "07700 900456"),
]
LOG = [
    ("Received on", "What the person asked", "Household ref", "Agency"),
    ("01/03/2025", "Mrs Doe (07700 900123) rang about damp", "Jane Doe", "Mary Poe"),
    ("02/03/2025", "no heating", "simon  roe", "Sarah Poe"),
]
ANSWERS = {
    "personal-household-ref": "pseudonyms",
    "personal-flags": "mask",
    "personal-street": "mask",
    "personal-verbatim": "mask",
    "personal-agency": "mask",
}


def file(rows, name="homes.csv"):
    return prepare(name, csv(rows).encode())


def load(store, *files, answers=None, who="AB"):
    """Load files through the door of the page and the command; nothing may wait for an answer."""
    on_its_way = Load(files, answers=answers or {})
    asked = on_its_way.ask(store)
    assert not asked.unanswered, [question.name for question in asked.unanswered]
    return store.load(on_its_way.incoming(asked), who)


def waiting(store, *files, answers=None):
    """What waits for an answer: each question's name and its choices."""
    asked = Load(files, answers=answers or {}).ask(store)
    return {question.name: [choice.name for choice in question.choices] for question in asked.unanswered}


def all_that_is_kept(store):
    """Every cell of every table, in words."""
    tables = [
        "uploads",
        "settings",
        "versions",
        "data.households",
        "data.flags",
        "data.demands",
        "data.cases",
        "data.spellings",
    ]
    with store._cursor() as db:
        return json.dumps([db.execute(f"SELECT * FROM {table}").fetchall() for table in tables], default=str)


def test_each_column_that_is_stored_is_asked_about_and_no_other(store):
    assert waiting(store, file(HOMES), file(LOG, "log.csv")) == {
        "homes!personal-household-ref": ["pseudonyms", "keep"],
        "homes!personal-street": ["mask", "keep"],
        "homes!personal-flags": ["mask", "leave-out", "keep"],
        "log!personal-verbatim": ["mask", "keep"],
        "log!personal-agency": ["mask", "leave-out", "keep"],
        "log!personal-household-ref": ["pseudonyms", "leave-out", "keep"],
    }
    (first, *_) = Load((file(LOG, "log.csv"),)).ask(store).questions
    assert "telephone numbers" in first.sentence and "log!B2" in first.sentence
    assert "“M·· D·· (····· ······) rang about damp”" in first.sentence and "Doe" not in first.sentence
    assert "“[name] ([phone number]) rang about damp”" in first.evidence[0]


def test_what_is_answered_is_what_is_kept(store):
    load(store, file(HOMES), file(LOG, "log.csv"), answers=ANSWERS)
    homes = store.rows("SELECT household_ref, street, street_key FROM households ORDER BY _row", ["households"])
    demands = store.rows("SELECT verbatim, household_ref, agency FROM demands ORDER BY _row", ["demands"])
    assert [demand["household_ref"] for demand in demands] == [home["household_ref"] for home in homes]
    assert len({home["household_ref"] for home in homes}) == 2
    assert [(h["street"], h["street_key"]) for h in homes] == [
        ("Larkspur Road", "larkspur road"), ("Tansy Close flat b", "tansy close flat b"),
    ]  # fmt: skip
    assert [demand["verbatim"] for demand in demands] == ["[name] ([phone number]) rang about damp", "no heating"]
    agencies = [demand["agency"] for demand in demands]
    assert len({*agencies}) == 2 and all(agency.startswith("[name ") for agency in agencies)  # two stay two
    flags = store.rows("SELECT DISTINCT flag FROM flags ORDER BY flag", ["flags"])
    assert [flag["flag"].partition(" ")[0] for flag in flags] == ["Crime", "[name"]
    kept = all_that_is_kept(store)
    for of_somebody in ("Jane", "Doe", "Simon", "Roe", "Poe", "07700", "Zebedee", "Quark", "Tansy Close 4"):
        assert of_somebody.lower() not in kept.lower(), of_somebody
    upload = next(u for u in store.uploads() if u.kind == "demands")
    assert personal.of_upload(upload) == (
        "Personal details: “What the person asked” (telephone numbers in 1 cell and names of people in 1) replaced by "
        "a word, “Agency” (names of people in 2 cells) replaced by a word and “Household ref” (names of people in 1 "
        "cell) replaced by pseudonyms."
    )


@pytest.mark.parametrize("kept", [True, False])
def test_whose_rating_it_is_stays_known_where_the_person_is_called_by_name(store, kept):
    names = ("Ruth", "Frank", "Anna")
    rows = [("Case ref", "Statement", "Date", "Rating", "Rated by")]
    rows += [(name, "I feel safe", f"{day}/06/2026", str(rating), who)
        for name in names for day, rating, who in ((15, 2, name.upper()), (16, 9, "GP"), (17, 4, name))]  # fmt: skip
    words = {"personal-case-ref": "pseudonyms", "personal-rated-by": "mask"}
    load(store, file(rows, "ratings.csv"), answers=dict.fromkeys(words, "keep: invented names") if kept else words)
    statements = ask(store, "outcome_ratings").shape.statements
    assert [(s.own, s.first, s.latest) for s in statements] == [(True, 2, 4)] * 3
    written = store.rows("SELECT DISTINCT rated_by FROM ratings", ["ratings"])
    assert kept or {row["rated_by"] for row in written} == {"Person", "GP"}


def test_of_a_column_that_is_not_stored_nothing_is_kept(tmp_path):
    """Whatever it has, and whatever a person changed in it: not in the tables, nor in any file."""
    rows = [
        ("Household ref", "Street name", "Client name", "Notes"),
        ("H1", "Larkspur Road", "Zebedee Quark", "Zebedee is ill"),
    ]
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        book = opened("homes.csv", csv(rows).encode())
        changed = Mend(2, 2, "Zebedee Quark", "Zebedee Quick")
        load(store, understand(book, mends={"homes": (changed,)}))
        (upload,) = store.uploads()
        assert upload.mapping["left_alone"] == ["Client name", "Notes"]
        assert upload.mapping["mends"] == [[2, 2, "[not kept]", "[not kept]"]]
        kept = all_that_is_kept(store)
    files = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert "Larkspur" in kept and b"Larkspur" in files
    assert "Zebedee" not in kept and b"Zebedee" not in files and b"Qui" not in files


def test_a_column_is_left_out_or_kept_with_a_reason(store):
    log = file(LOG, "log.csv")
    answers = {**ANSWERS, "personal-household-ref": "leave-out"}
    assert waiting(store, log, answers={**answers, "personal-verbatim": "keep"}) == {
        "log!personal-verbatim": ["mask", "keep"]
    }
    load(store, log, answers={**answers, "personal-verbatim": "keep: they agreed in writing"}, who="Rita")
    (demand, _) = store.rows("SELECT verbatim, household_ref FROM demands ORDER BY _row", ["demands"])
    assert demand == {"verbatim": LOG[1][1], "household_ref": None}
    (upload,) = store.uploads()
    assert upload.who == "Rita" and "kept, because: they agreed in writing" in personal.of_upload(upload)
    assert "household_ref" not in upload.stated


def test_an_answer_stands_for_the_next_upload_until_something_else_is_found(store):
    load(store, file(LOG, "log.csv"), answers=ANSWERS)
    later = [LOG[0], ("03/03/2025", "Miss Coe rang 07700 900123", "Jane Doe", "Health")]
    load(store, file(later, "later.csv"))
    assert store.rows("SELECT verbatim FROM demands WHERE _upload = 2", ["demands"]) == [
        {"verbatim": "[name] rang [phone number]"}
    ]
    more = [LOG[0], ("04/03/2025", "write to jane@example.org", "Jane Doe", "Health")]
    assert [*waiting(store, file(more, "more.csv"))] == ["more!personal-verbatim"]


def test_pseudonyms_are_the_same_in_every_upload_and_their_key_is_the_owners_alone(store):
    answers = {"pseudonyms": "yes"}
    first = [("Household ref", "Street name"), ("A 1", "Tansy Close"), ("A2", "Larkspur Road")]
    cases = [("Case ref", "Household ref", "Title"), ("C1", "a  1", "Warm")]
    load(store, file(first), answers=answers)
    key = key_path(store.path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    load(store, file(cases, "cases.csv"), answers=answers)
    load(
        store,
        file([first[0], ("A2", "Larkspur Road"), ("A3", "Tansy Close")], "later.csv"),
        answers={"gone": "still-there"},
    )  # as before
    homes = {home["household_ref"] for home in store.rows("SELECT household_ref FROM households", ["households"])}
    ((case),) = store.rows("SELECT household_ref, case_ref FROM cases", ["cases"])
    assert len(homes) == 3 and case["household_ref"] in homes and case["case_ref"] != "C1"
    assert all(len(home) == 17 and home.startswith("P-") for home in homes)
    assert key.read_bytes().hex() not in all_that_is_kept(store).replace("\\\\x", "")
    assert {loading.as_kept(store, "household_ref", each) for each in ("a 1", "A2", "A3")} == homes
    assert (
        loading.as_kept(store, "household_ref", min(homes)) == min(homes)
        and loading.as_kept(store, "demand_ref", "D1") == "D1"
    )


def test_who_is_known_by_a_pseudonym_is_erased_by_their_own_reference(tmp_path, capsys):
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        load(
            store,
            file([("Household ref", "Street name"), ("Home 1", "Elm Road"), ("Home 2", "Elm Road")]),
            answers={"pseudonyms": "yes"},
        )
    erase = ["erase", "--household", "home 1", "--store", str(path), "--who", "AB", "--reason"]
    assert main([*erase, "Home 1 asked for it"]) == 1  # which would name them again
    assert main([*erase, "They asked for it"]) == 0
    with Store.open(path) as store:
        assert store.counts()["households"] == 1 and "home 1" not in all_that_is_kept(store).lower()


def test_spellings_of_one_reference_are_still_asked_about(store):
    heading = ("Household ref", "Street name")
    load(store, file([heading, ("00123", "Larkspur Road"), ("456", "Tansy Close")]), answers={"pseudonyms": "yes"})
    again = file([heading, ("123", "Larkspur Road"), ("789", "Tansy Close")], "again.csv")
    assert [*waiting(store, again)] == ["again!spellings"]
    load(store, again, answers={"spellings": "same", "gone": "still-there"})
    assert store.counts()["households"] == 3


def test_without_its_key_a_store_takes_no_other_file(store):
    rows = [("Household ref", "Street name"), ("A1", "Larkspur Road")]
    load(store, file(rows), answers={"pseudonyms": "yes"})
    key = key_path(store.path)
    secret = key.read_bytes()
    for other in (b"", bytes(32)):
        key.write_bytes(other) if other else key.unlink()
        with pytest.raises(StoreError, match="the key that they were made with is not at"):
            Load((file([rows[0], ("A2", "Tansy Close")]),)).ask(store)
    key.write_bytes(secret)
    load(store, file([rows[0], ("A2", "Tansy Close")]))
    assert store.counts()["households"] == 2


def test_references_as_written_and_pseudonyms_do_not_mix(store):
    heading = ("Household ref", "Street name")
    load(store, file([heading, ("H1", "Larkspur Road")]))
    named = file([heading, ("Jane Doe", "Larkspur Road")], "named.csv")
    assert waiting(store, named, answers={"pseudonyms": "yes"}) == {"named!personal-household-ref": ["keep"]}
    (question,) = Load((named,)).ask(store).unanswered
    assert "“Household ref” of upload 1 is kept as it was written" in question.sentence
    store.withdraw(1, "AB")  # it may be brought back
    assert [*waiting(store, named)] == ["named!personal-household-ref"]


def test_two_loads_that_were_decided_at_once_do_not_mix(store):
    heading = ("Household ref", "Street name")
    one, other = (
        Load((file([heading, ("H1", "Larkspur Road")]),)),
        Load((file([heading, ("H2", "Elm Road")], "b.csv"),), answers={"pseudonyms": "yes"}),
    )
    asked, asked_other = one.ask(store), other.ask(store)
    store.load(one.incoming(asked), "AB")
    with pytest.raises(StoreError, match="“Household ref” is kept as pseudonyms in one part"):
        store.load(other.incoming(asked_other), "AB")
    assert store.counts()["households"] == 1


def test_the_demonstration_asks_nothing_and_decides_nothing(full):
    for kind, sheet in SHEETS.items():
        for column in sheet.columns:
            if of := OF.get(type(column.type)):
                words = full.ask(f"SELECT {column.name} AS words FROM {kind}", [kind])["words"]
                assert look(column.title, words, "places" if column.names == "locality" else of) is None, column.name
    assert not loading.before(full).written
    assert "pseudonyms" in waiting(full, file(HOMES))["homes!personal-household-ref"]


def test_names_of_files_and_sheets_are_asked_about(store):
    rows = [("Statement", "Date", "Rating"), ("I am heard", "01/03/2025", "4")]
    book = opened("Ratings of Jane Doe.csv", csv(rows).encode())
    (cells,) = book.sheets
    said = Override.of("ratings", dict(enumerate(rows[0]))).with_given("case_ref", "Xiu Ng")
    ratings = understand(book, overrides={cells.sheet: said})
    names = f"{cells.sheet}!personal-names"
    assert waiting(store, ratings) == {names: ["mask", "keep"]}
    load(store, ratings, answers={"personal-names": "mask", "pseudonyms": "yes"})
    (upload,) = store.uploads()
    assert upload.file_name == "Ratings of [name].csv"
    kept = all_that_is_kept(store)
    assert "Doe" not in kept and "Xiu" not in kept
    assert (
        store.rows("SELECT case_ref FROM ratings", ["ratings"])[0]["case_ref"]
        == dict(upload.mapping["said"]["given"])["case_ref"]
    )


def test_headings_that_name_somebody_are_known_again_and_not_kept(store):
    rows = [("Home", "Street name", "Jane Doe has ASB"), ("H1", "Larkspur Road", "Y")]
    headings = dict(enumerate(rows[0]))
    said = Override.of("households", headings).also(headings, 0, "household_ref")
    load(store, understand(opened("a.csv", csv(rows).encode()), overrides={"a": said}), answers=ANSWERS)
    assert "Jane" not in all_that_is_kept(store)
    again = loading.overrides_before(opened("b.csv", csv(rows).encode()), store.uploads())
    assert again["b"].override.columns == said.columns


def test_a_column_of_births_is_no_day_of_anything(store):
    log = [("DOB", "What the person asked"), ("12/03/1985", "no heating")]
    headings = dict(enumerate(log[0]))
    said = Override.of("demands", headings).also(headings, 0, "received_on")
    births = understand(opened("log.csv", csv(log).encode()), overrides={"log": said})
    assert waiting(store, births) == {"log!personal-received-on": ["keep"]}


def test_the_command_asks_as_the_page_does_and_prints_nobody(tmp_path, monkeypatch, capsys):
    log = tmp_path / "log.csv"
    log.write_text(csv(LOG))
    store = ["--store", str(tmp_path / "store.duckdb")]
    assert main(["load", str(log), *store]) == 1
    said = "".join(capsys.readouterr())
    assert '--answer "log!personal-verbatim=keep: WHY"' in said
    assert not [name for name in ("Doe", "Poe", "07700") if name in said]
    answers = [word for name, choice in ANSWERS.items() for word in ("--answer", f"{name}={choice}")]
    assert main(["load", str(log), *store, *answers]) == 0
    assert main(["load", str(log), *store, "--answer", "personal-agency=pseudonyms"]) == 1
    assert "write mask, leave-out or keep: WHY" in capsys.readouterr().err
