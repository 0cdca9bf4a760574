"""A person's own file back with its problems marked: opened again, and read again."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from measures.problems import Problem, stopping
from measures.workbook import marks
from measures.workbook.limits import Limits
from measures.workbook.marked import MOST, marked
from measures.workbook.prepare import prepare
from tests.workbook import build

LIST = "Problems"
BAD = (*build.TABLE, ("D", None, 7, "some"), ("Total", None, None, 3))


def written(name, content, problems=None, **more):
    """The marked copy of a file, opened again, and the problems that it marks."""
    prepared = prepare(name, content, **more)
    found = list(prepared.problems if problems is None else problems)
    made = marked(content, prepared, found)
    assert made.problem is None
    return load_workbook(io.BytesIO(made.content), keep_vba=made.name.endswith("xlsm")), found, made


def listed(book, name=LIST):
    """A row of the list for each problem: what it is, the sheet, the cell, the words, and where its link leads."""
    page = book[name]
    rows = [list(row) for row in page.iter_rows()]
    top = next(i for i, row in enumerate(rows) if row[1].value == "Sheet")
    return [
        [*(c.value for c in row), row[2].hyperlink.location if row[2].hyperlink else None] for row in rows[top + 1 :]
    ]


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


@pytest.fixture(scope="module")
def own():
    """A manager's own workbook: a title, formulas, formats, a note of theirs, another sheet that is protected, and a
    list of their own that is called Problems too."""
    book = build.workbook({"Households": BAD, LIST: [["Damp"]], "Sums": [["Sum", "=1+1"], ["Text", "x"]]}, at="B3")
    page = book["Households"]
    page["B1"] = "North estate"
    page["B1"].font = Font(bold=True, size=20)
    page["G3"] = "Remarks"
    page["G4"] = '=IF(D4=1,"now","later")'
    page["G5"].number_format = "dd/mm/yyyy"
    page["G5"] = 45000
    page["E7"].comment = Comment("Ask Jane", "Jane")
    page["J3"].value = "far off"
    page.merge_cells("J3:K4")
    page.protection.sheet = True
    chart = BarChart()
    chart.add_data(Reference(book["Sums"], min_col=3, min_row=3, max_row=4))
    book["Sums"].add_chart(chart, "E5")
    return build.saved(book)


def test_every_problem_has_its_coloured_cell_a_note_and_a_link(own):
    book, problems, made = written("North estate.xlsx", own)
    assert made.name == "North estate (problems marked).xlsx"
    assert {"missing", "not-yes-no", "out-of-range"} & {p.code for p in stopping(problems)}
    rows = listed(book, "Problems 2")
    assert len(rows) == len(problems) and [row[0] for row in rows] == sorted(row[0] for row in rows)
    by_words = {(row[1], row[3]): row for row in rows}
    for problem in problems:
        kind, sheet, where, _, link = by_words[problem.sheet, problem.sentence]
        assert (kind, sheet) == ("To mend" if problem.stops else "Worth knowing", problem.sheet)
        assert f"{sheet}!{where}" == problem.where or where == "All of it"
        row, column = problem.place
        if row is None and column is None:
            continue
        cell = book[sheet][link.partition("!")[2]]
        assert problem.sentence in cell.comment.text and colour(cell) in ("FFF8CBAD", "FFFFF2CC")
        if row is not None and column is not None:
            assert f"{sheet}!{cell.coordinate}" == problem.where
    links = {(p.code, by_words[p.sheet, p.sentence][4]) for p in problems}
    assert {("total-row", "'Households'!B8"), ("left-alone", "'Households'!G3")} <= links


def test_the_rest_of_the_workbook_is_as_it_was(own):
    book, *_ = written("a.xlsx", own)
    before = load_workbook(io.BytesIO(own))
    assert book.sheetnames == ["Households", LIST, "Sums", "Problems 2"] and book.active.title == "Problems 2"
    assert [page.title for page in book.worksheets if page.sheet_view.tabSelected] == ["Problems 2"]
    for page in before.worksheets:
        for row in page.iter_rows():
            for cell in row:
                now = book[page.title][cell.coordinate]
                assert (now.value, now.number_format) == (cell.value, cell.number_format)
                assert (now.font.b, now.font.sz) == (cell.font.b, cell.font.sz)
                if not now.comment:
                    assert colour(now) == colour(cell)
    said = book["Households"]["E7"].comment
    assert said.text.startswith("Ask Jane\n\nMeasures:\nTo mend: ") and said.author == "Jane"
    words = " ".join(str(row[0].value) for row in book["Problems 2"].iter_rows())
    assert "protected" in words and "Charts" in words and "Damp" not in words


def test_a_marked_copy_is_read_as_the_file_was_and_marked_anew(own):
    _, problems, made = written("a.xlsx", own)
    mended = load_workbook(io.BytesIO(made.content))
    mended["Households"]["E7"] = "Y"
    again = prepare("a.xlsx", build.saved(mended))
    assert [(p.code, p.where) for p in again.problems] == [
        (p.code, p.where) for p in problems if p.code not in ("not-yes-no", "not-calculated")
    ] + [(p.code, p.where) for p in again.problems if p.code == "not-calculated"]
    assert "Problems 2" not in [cells.sheet for cells in again.workbook.sheets]
    book, _, _ = written("a.xlsx", build.saved(mended))
    assert book.sheetnames == ["Households", LIST, "Sums", "Problems 2"]
    note = book["Households"]["E7"].comment
    assert note.text == "Ask Jane" and colour(book["Households"]["E7"]) is None
    assert book["Households"]["C7"].comment.text.count("Measures:") == 1


TEXT = (
    "Household ref,Street name,Tier,ASB,NHS number\n0001,Larkspur "
    'Road,1,some,01234567890123456789\n0002,=1+1,2,N,=HYPERLINK("http://x")\n'
)


def test_of_another_file_the_copy_has_the_cells_as_they_were_read():
    book, problems, made = written("a very long name for a file [final] of the north estate.csv", TEXT.encode())
    assert made.name.endswith("(problems marked).xlsx")
    page = book.worksheets[0]
    assert len(page.title) <= 31 and "[" not in page.title
    assert [cell.value for cell in page[2]] == ["0001", "Larkspur Road", "1", "some", "01234567890123456789"]
    assert page["B3"].value == "=1+1" and page["B3"].data_type == "s" and page["E3"].data_type == "s"
    row = next(row for row in listed(book) if "some" in row[3])
    assert row[2] == "D2" and colour(page["D2"]) == "FFF8CBAD" and row[4] == f"'{page.title}'!D2"
    again = prepare("b.xlsx", made.content)
    assert [(p.code, p.place) for p in again.problems] == [(p.code, p.place) for p in problems]


@pytest.mark.parametrize("name", ["results.xls", "chart.xls"])
def test_a_copy_of_an_old_workbook_is_read_as_that_was(name):
    """Sheets and rows that are hidden, cells that are merged and those that show an error are so in the copy too."""
    content = (build.FILES / name).read_bytes()
    _, problems, made = written(name, content)
    again = prepare("b.xlsx", made.content)
    assert sorted((p.code, str(p.place)) for p in again.problems) == sorted((p.code, str(p.place)) for p in problems)


@pytest.mark.parametrize(
    ("rows", "code"),
    [("A,Oak Road,1\nB,1\nC,Oak Road,2\n", "short-row"), ("A,Oak Road,1\nB,Oak, Road,2\n", "beyond-headings")],
)
def test_no_copy_is_made_of_a_text_whose_rows_are_shifted(rows, code):
    """In a workbook nothing tells that they are: it would be read with its cells in the wrong columns."""
    content = ("Household ref,Street name,Tier\n" + rows).encode()
    prepared = prepare("a.csv", content)
    made = marked(content, prepared, prepared.problems)
    assert code in {p.code for p in prepared.problems}
    assert made.problem and made.problem.code == "mend-the-text" and not made.content


def test_what_would_be_a_formula_in_the_list_is_words():
    bad = build.TABLE[:1] + (("A", "Larkspur Road", 1, "=cmd|' /C calc'!A0"),)
    book = build.workbook({"=1+1": bad})
    book["=1+1"]["D2"].data_type = "s"
    content = build.saved(book)
    said = Problem("not-yes-no", "=1+1", 2, 3, {"value": "\x0b=1"})
    made, *_ = written("=a.xlsx", content, [said])
    page = made[LIST]
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert made["=1+1"]["D2"].data_type == "s" and '"=1"' in made["=1+1"]["D2"].comment.text


def test_figures_that_lie_across_and_cells_without_a_row_have_a_place():
    table = [["Activity", "Police", "Housing"], ["Visit", 100, "lots"], ["Call", 20, 30]]
    content = build.xlsx({"Costs": table})
    problems = [
        Problem(
            "not-a-number", "Costs", (1 << 30) + 2 * 512 + 2, 1_100, {"value": "lots", "says": "x", "or_clear": ""}
        ),
        Problem("left-alone", "Costs", None, 1, {"value": "Police"}),
        Problem("nothing-recognised", "a.xlsx", details={"count": 8}),
    ]
    book, *_ = written("a.xlsx", content, problems)
    assert colour(book["Costs"]["C2"]) == "FFF8CBAD" and colour(book["Costs"]["B1"]) == "FFFFF2CC"
    assert [row[4] for row in listed(book)] == ["'Costs'!C2", None, "'Costs'!B1"]


def test_a_second_table_is_marked_on_the_sheet_on_which_it_stands():
    costs = (("Case ref", "Agency", "Cost", "Remarks"), ("C1", "Police", "lots", ""))
    book, *_ = written("a.xlsx", build.xlsx((*build.TABLE, (), *costs)))
    assert colour(book["Households"]["C7"]) == "FFF8CBAD" and colour(book["Households"]["D6"]) == "FFFFF2CC"
    assert "'Households'!C7" in [row[4] for row in listed(book)]


def test_each_of_the_cells_that_are_told_on_one_line_is_marked():
    rows = [(f"A{i}", "Larkspur Road", 1, "some") for i in range(6)]
    made, problems, _ = written("a.xlsx", build.xlsx([build.HEADINGS, *rows]))
    assert [p.where for p in problems] == ["Households!D2"] and "also in D3, D4, D5 and 2 more" in problems[0].sentence
    assert [row[2] for row in listed(made)] == [f"D{row}" for row in range(2, 8)]
    assert "also in" not in made["Households"]["D7"].comment.text and colour(made["Households"]["D7"]) == "FFF8CBAD"


def test_thousands_of_problems_are_bounded_and_told():
    content = build.xlsx(build.TABLE)
    many = [Problem("not-yes-no", "Households", row, 3, {"value": "some"}) for row in range(2, MOST + 7)]
    made, *_ = written("a.xlsx", content, many)
    assert len(listed(made)) == MOST
    assert "5 more problems are not marked" in " ".join(str(row[0].value) for row in made[LIST].iter_rows(max_row=10))


def test_merged_cells_and_macros_stay(tmp_path):
    book = build.workbook({"Households": BAD})
    book["Households"].merge_cells("D5:D6")
    content = build.repacked(build.saved(book), {"xl/vbaProject.bin": b"macros"})
    made, _, copy = written("a.xlsm", content)
    assert copy.name == "a (problems marked).xlsm"
    assert build.part(copy.content, "xl/vbaProject.bin") == b"macros"
    assert made["Households"].merged_cells.ranges


def test_a_workbook_that_only_the_reader_opens_comes_back_as_its_cells(monkeypatch, tmp_path):
    content = build.xlsx(BAD)
    (tmp_path / "file").write_bytes(content)

    def fails(*_, **__):
        raise KeyError("styles")

    monkeypatch.setattr(marks, "load_workbook", fails)
    limits = Limits().as_dict()
    request = {"name": "a.xlsx", "letters": "", "limits": limits, "unmarked": 0, "headings": {"Households": 1}}
    request["marks"] = [{"sheet": "Households", "row": 5, "column": 3, "words": "No.", "stops": True}]
    assert marks.write(tmp_path / "file", request, tmp_path / "out.xlsx") is False
    page = load_workbook(tmp_path / "out.xlsx")["Households"]
    assert page["C2"].value == "1" and page["D5"].comment.text == "Measures:\nTo mend: No."


def test_a_copy_that_cannot_be_made_is_a_sentence(own):
    prepared = prepare("a.xlsx", own)
    made = marked(b"\0", prepared, prepared.problems)
    assert made.problem and "Mend it by the list" in made.problem.sentence and not made.content
    prepared = prepare("a.pdf", b"%PDF-1.4")
    made = marked(b"%PDF-1.4", prepared, prepared.problems)
    assert made.problem and made.problem.code == "not-a-spreadsheet"
