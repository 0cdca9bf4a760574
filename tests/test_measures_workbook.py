"""The workbook of measures: opened again, each sheet says what `measures show` says, and its links lead somewhere."""

import datetime as dt
import hashlib
import io

import pytest
from openpyxl import load_workbook

from measures import __main__ as command
from measures import over_time
from measures.answers import ask
from measures.audit import Kind, Trail
from measures.catalogue import MEASURES
from measures.export import measures_workbook, workbook
from measures.export.native import native
from measures.views import view
from measures.views.base import in_full
from tests.taken import charts_of, nowhere
from tests.worlds import incoming


@pytest.fixture(scope="module")
def made(full):
    return measures_workbook.workbook(full, version=full.version())


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


def words(page) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Failure demand", [], "Failure demand"),
        ("Demand / supply: [a]?*\\", [], "Demand   supply   a"),
        ("Hours on failure demand per week, of all", [], "Hours on failure demand per wee"),
        (
            "Hours on failure demand per week, of some",
            ["hours on failure demand per wee"],
            "Hours on failure demand per w 2",
        ),
        ("History", [], "History of data"),
        ("'Said'", [], "Said"),
        ("?", [], "Measure"),
        ("Capacity", ["CAPACITY", "Capacity 2"], "Capacity 3"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes_and_no_other_has(title, taken, name):
    found = measures_workbook.sheet_name(title, taken)
    assert found == name and len(found) <= 31


def test_each_measure_that_says_something_has_a_sheet_or_the_contents_say_why_not(full, made):
    book = opened(made)
    contents = book[measures_workbook.CONTENTS]
    links = {cell.value: cell.hyperlink.location for (cell,) in contents.iter_rows(max_col=1) if cell.hyperlink}
    assert [*links] == book.sheetnames[1:] and len(links) > 30
    assert [*links.values()] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    told = words(contents)
    for measure in MEASURES.values():
        assert any(measure.title[:25] in each for each in told), measure.title
    assert "Invented, for demonstration." in contents["A2"].value
    for name in book.sheetnames[1:]:
        assert book[name]["A3"].hyperlink.location == "'Contents'!A1"


def test_each_sheet_has_the_figures_of_its_measure_and_how_they_are_made(full, made):
    book, drawn = opened(made), [*charts_of(made)]
    sheets = iter(book.worksheets[1:])
    for measure in MEASURES.values():
        answer = ask(full, measure)
        if measures_workbook._not_passed_on(measure, None) or answer.is_empty:
            continue
        found, page = in_full(answer, view(answer)), next(sheets)
        shown, told = native(answer, found), words(page)
        assert (page["A1"].value, page["A2"].value) == (found.headline, found.subtitle)
        assert any(measure.formula in each for each in told) and any("Invented" in each for each in told)
        assert all(any(caveat in each for each in told) for caveat in measure.caveats)
        for number, row in enumerate(shown.rows, start=workbook.TABLE + 1):
            for position, heading in enumerate(shown.headings, start=1):
                cell, figure = page.cell(number, position), shown.figure(row, heading)
                assert cell.value == (figure.value if figure else str(row[heading]) or None), (measure.name, heading)
                assert cell.data_type != "f"
        for chart in shown.charts:
            series = drawn.pop(0)
            assert {each[2][0].parent.title for each in series} == {page.title}
            assert [len(each[2]) for each in series] == [chart.until - chart.first] * len(chart.series)
    assert not drawn and next(sheets, None) is None


def weeks_that_fall(store):
    """Forty weeks, of twenty demands each, of which ten were failures until June 2025 and four are since."""
    rows = [
        {"received_on": dt.date(2025, 1, 6) + dt.timedelta(7 * week + nth % 5), "verbatim": f"{week} {nth}"}
        | {"value_or_failure": "Failure" if nth < (10 if week < 24 else 4) + week % 3 - 1 else "Value"}
        for week in range(40)
        for nth in range(20)
    ]
    points = [{"measure": "Days to visit", "date": dt.date(2025, n, 1), "value": 20 + n % 2} for n in range(1, 13)]
    store.load([incoming("demands", rows), incoming("series", points)], "x")


def test_a_step_change_that_somebody_recorded_is_in_the_workbook_as_on_its_page(store):
    """A chart asked in a file what changed that somebody had said on its page, with limits of both sides."""
    weeks_that_fall(store)

    def said():
        book = opened(measures_workbook.workbook(store, version=store.version()))
        return book["Failure demands per week"]["A1"].value, book["Failure demands per week"]["A2"].value

    headline, _ = said()
    assert "what changed" in headline
    before, name = store.version(), "failure_demands_per_week"
    since = dt.date(2025, 6, 23)
    over_time.keep_mark(store, over_time.key(name), "x", "step", since, "new rule", "experiment", "AB")
    headline, about = said()
    assert headline == "Routine variation: nothing to explain in the last 16 weeks"
    assert "3.9 failure demands a week since 23 Jun 2025, 10 before: new rule." in about
    earlier = opened(measures_workbook.workbook(store, version=before))
    assert "what changed" in earlier["Failure demands per week"]["A1"].value, "nobody had said so then"


def test_a_sheet_of_one_series_says_which(store):
    weeks_that_fall(store)
    page = opened(measures_workbook.workbook(store, version=store.version()))["Uploaded series, Days to visit"]
    assert page["A2"].value.startswith("Uploaded series, Days to visit, Jan 2025 to Dec 2025.")


def test_it_has_nobodys_words_and_no_ratings_of_one_person(full, made):
    verbatim = {
        row["verbatim"] for row in full.rows("SELECT verbatim FROM demands LIMIT 300", ["demands"]) if row["verbatim"]
    }
    statements = [row["note"] for row in full.rows("SELECT note FROM ratings WHERE note IS NOT NULL", ["ratings"])]
    assert len(verbatim) > 50 and statements
    long = [text for text in (*verbatim, *statements) if len(text) > 30 and not {*"&<>'\""} & {*text}]
    assert len(long) > 20
    nowhere(made, *long)


def test_of_a_locality_it_has_only_what_can_be_of_one(full):
    book = opened(measures_workbook.workbook(full, version=full.version(), locality="Quillmere"))
    contents = words(book["Contents"])
    assert contents[1].startswith("Quillmere, all months.")
    for measure in MEASURES.values():
        there = any(name.startswith(measure.title[:25]) for name in book.sheetnames)
        assert not there or "locality" in measure.filters, measure.name
        if there:
            page = next(book[name] for name in book.sheetnames if name.startswith(measure.title[:25]))
            assert "Quillmere" in page["A2"].value, measure.name
    assert contents.count("It cannot be narrowed to a place") > 5


def test_of_more_rows_than_a_sheet_has_the_first_are_there_and_it_says_so(full, monkeypatch):
    monkeypatch.setattr(workbook, "LAST_ROW", 84)
    answer = ask(full, "demand_types")
    found = view(answer)
    page = opened(workbook.workbook(answer, found, ""))
    assert page["As shown"].max_row == workbook.TABLE + 20 < len(found.rows)
    assert any("Here are the first 20 of 34 rows" in each for each in words(page["About"]))


def test_a_command_writes_it_and_it_is_noted_who_took_it(tmp_path, demonstration_file, capsys):
    import shutil

    store = shutil.copy(demonstration_file, tmp_path / "own.duckdb")
    file = tmp_path / "all.xlsx"
    assert command.main(["export", str(file), "--store", str(store), "--who", "Jane", "--locality", "quillmere"]) == 0
    assert f"SHA-256: {hashlib.sha256(file.read_bytes()).hexdigest()}\n" in capsys.readouterr().out
    assert opened(file.read_bytes())["Contents"]["A2"].value.startswith("Quillmere")
    assert file.stat().st_mode & 0o077 == 0
    events = Trail(store).read().events
    assert [(each.kind, each.who, each.what) for each in events] == [(Kind.TOOK_AWAY, "Jane", "all.xlsx")]
    for words_, why in (
        (["--locality", "Nowhere"], "There is no locality Nowhere. There are: "),
        (["--as-at", "2001-01-01"], "Nothing was loaded until 2001-01-01."),
        (["--as-at", "99"], "no version 99"),
    ):
        assert command.main(["export", str(tmp_path / "no.xlsx"), "--store", str(store), *words_]) == 1
        assert why in capsys.readouterr().err
    assert not (tmp_path / "no.xlsx").exists()


def test_all_words_of_a_workbook_are_in_letters_of_one_kind_and_those_about_it_in_lines(full, made):
    """Of a font without a name each program takes another, and words in one line are printed over several sheets."""
    answer = ask(full, "failure_demand")
    card = opened(workbook.workbook(answer, view(answer), ""))
    for book in (opened(made), card):
        for page in book.worksheets:
            assert {(cell.font.name, cell.font.family or 2) for row in page.iter_rows() for cell in row} == {
                (workbook.LETTERS, 2)
            }
            assert page.sheet_properties.pageSetUpPr.fitToPage, page.title
    heights = card["About"].row_dimensions
    for (cell,) in card["About"].iter_rows(min_col=2, max_col=2):
        assert cell.alignment.wrap_text and heights[cell.row].height >= 15 * len(str(cell.value)) / workbook.WORDS
