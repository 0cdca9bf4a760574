"""The workbook of measures: opened again, each sheet says what `measures show` says, and its links lead somewhere."""

import hashlib
import io

import pytest
from openpyxl import load_workbook

from measures import __main__ as command
from measures.answers import ask
from measures.audit import Kind, Trail
from measures.catalogue import MEASURES
from measures.export import measures_workbook, workbook
from measures.export.native import native
from measures.views import view
from tests.taken import charts_of, nowhere


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
        found, page = view(answer), next(sheets)
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
