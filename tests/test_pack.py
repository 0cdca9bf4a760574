"""The steering pack: a release as slides and as a page, opened again. Nothing is in it that the release does not
tell."""

import base64
import getpass
import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from measures import __main__ as command
from measures import erasing, releases
from measures.answers import ask
from measures.audit import Kind, Trail
from measures.erasure import Erasure
from measures.export.native import Native
from measures.export.paper import paper
from measures.export.presented import presented
from measures.export.slides import plain
from measures.export.story import Pack, Page
from measures.releases import files as kept
from measures.releases import kept as as_kept
from measures.releases.pack import NOTHING_TO_ASK, made, pack
from measures.store import Store
from measures.views import view
from measures.views.board.words import NOTHING_RECORDED, OF_CASES
from tests.taken import nowhere, parts
from tests.worlds import load


@pytest.fixture(scope="module")
def published(demonstration_file, tmp_path_factory):
    """A store of which the board is published, with one area: where it is, and the release."""
    path = shutil.copy(demonstration_file, tmp_path_factory.mktemp("pack") / "published.duckdb")
    with Store.open(path) as store:
        releases.publish(store, releases.draft(store, areas=("Quillmere",)), "Jane", "For May")
        (release,) = releases.releases(store)
    return path, release


@pytest.fixture(scope="module")
def files(published):
    found = pack(published[1])
    return found, made(found, ".pptx"), made(found, ".html"), made(found, ".pdf")


def told(release) -> str:
    """All that a release shows, in letters as they are."""
    return plain(json.dumps([release.board.as_value(), release.who], ensure_ascii=False))


def test_a_pack_tells_a_story_and_every_figure_in_it_is_of_the_release(published, files):
    release, (found, slides, *_) = published[1], files
    headlines = [page.headline for page in found.pages]
    assert headlines[0] == release.board.purpose and headlines[-1] == "What to ask"
    panels = [panel.headline for band in release.board.bands for panel in band.panels]
    assert {*headlines[1:-1]} - {*panels} == {release.board.since.heading}
    assert [[chart.kind for chart in page.shown.charts] for page in found.pages] == [
        [], ["line"], ["columns"], [], ["bars"], ["stacked bars"], ["line", "line"], ["radar"], ["bars"], [],
    ]  # fmt: skip
    cells = {
        plain(cell) for band in release.board.bands for _, rows in band.tables for row in rows for cell in row.values()
    }
    pages = [*Presentation(io.BytesIO(slides)).slides]
    assert [page.shapes.title.text for page in pages] == [plain(each) for each in headlines]
    drawn = 0
    for page, slide in zip(found.pages, pages, strict=True):
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        for chart, own in zip(page.shown.charts, charts, strict=True):
            for series, seen in zip(chart.series, own.plots[0].series, strict=True):
                rows = page.shown.rows[chart.first : chart.until]
                assert {plain(row[series.heading]) for row in rows} <= cells | {""}
                figures = page.shown.figures(chart, series)
                assert [*seen.values] == [each and each.value for each in figures] and any(figures)
                drawn += sum(each is not None for each in figures)
        assert any("Mark of this release" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert all(shape.top + shape.height <= 6858000 for shape in slide.shapes), "nothing hangs below the slide"
    assert drawn > 100


def test_nothing_exact_and_nobodys_words_are_in_any_part_of_a_pack(published, files):
    path, release = published
    said = told(release)
    with Store.open(path) as store:
        exact = {
            str(cell)
            for name in ("demand_tiers", "households_by_street", "failure_demand", "demand_types", "outcome_changes")
            for row in view(ask(store, name)).rows
            for cell in row.values()
        }
        exact |= {
            re.search(r"n = ([\d,]+)", view(ask(store, name)).subtitle)[1]
            for name in ("demand_tiers", "failure_demand")
        }
        verbatim = {row["verbatim"] for row in store.rows("SELECT verbatim FROM demands LIMIT 200", ["demands"])}
    secrets = [cell for cell in {*exact, *filter(None, verbatim)} if len(cell) > 4 and cell not in said]
    assert {"2,012", "7,493"} <= {*secrets} and len(secrets) > 100
    nowhere(files[1], *secrets)
    page = files[2].decode()
    assert not [secret for secret in secrets if secret in page]
    printed = words_of(files[3])
    assert not [secret for secret in secrets if secret in printed]
    for nowhere_here in (str(Path.home()), str(Path.cwd()), getpass.getuser()):
        assert nowhere_here.encode() not in files[3]


def words_of(pdf: bytes) -> str:
    """What a PDF says, line by line."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


class Read(HTMLParser):
    """What a page is made of, its words, and its ids."""

    def __init__(self, page: str):
        super().__init__()
        self.tags, self.ids, self.words, self.links = set(), [], "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.add(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [value for name, value in attrs if name in ("href", "src", "xlink:href") and value]

    def handle_data(self, data):
        self.words += data


def test_a_page_opens_by_itself_and_has_every_figure_in_a_table(files):
    found, _, page, _ = files
    read = Read(page.decode())
    assert {"svg", "table", "h1", "h2"} <= read.tags and not {"script", "img", "iframe", "link", "object"} & read.tags
    assert all(link.startswith("#") for link in read.links) and len(read.ids) == len({*read.ids})
    assert "default-src 'none'" in page.decode()
    for each in found.pages:
        for row in each.shown.rows:
            assert all(str(cell) in read.words for cell in row.values())
        assert each.headline in read.words
    assert made(found, ".html") == page, "of one release it is the same, letter by letter"


def squeezed(words: str) -> str:
    """Words as they stand in a PDF, whose spaces are places."""
    return re.sub(r"[\s\u2060]", "", words)


def test_a_pack_on_paper_has_every_figure_within_its_sheets(files):
    found, *_, paper = files
    file = PdfReader(io.BytesIO(paper))
    assert file.metadata.title == found.title and {*file.metadata} == {"/Title"}
    printed = squeezed(words_of(paper))
    for page in found.pages:
        assert squeezed(page.headline) in printed
        for row in page.shown.rows:
            assert all(squeezed(str(cell)) in printed for cell in row.values())
    assert all(tuple(map(float, sheet.mediabox[2:])) == pytest.approx((595.28, 841.89)) for sheet in file.pages)
    assert made(found, ".pdf") == paper, "of one release it is the same, letter by letter"


def test_what_is_long_goes_on_on_another_sheet_under_its_headings():
    rows = [{"Street": f"{name} Road " * 4, "Households": f"{n:,}"} for n, name in enumerate("ABCDEFGH" * 20)]
    page = Page("Streets", "All of them", Native(rows), notes=("A note",))
    file = PdfReader(
        io.BytesIO(paper(Pack("A pack", "At the foot", "2026-01-01", (Page("First"), page, Page("Last")))))
    )
    sheets = [sheet.extract_text() for sheet in file.pages]
    assert len(sheets) > 3 and "First" in sheets[0] and "Last" in sheets[-1]
    assert all("Households" in sheet for sheet in sheets[1:]) and all("At the foot" in sheet for sheet in sheets)
    assert [n for sheet in sheets for n in re.findall(r"Road ?\n?(\d+)$", sheet, re.M)] == [str(n) for n in range(160)]
    assert [sheet.splitlines()[-1] for sheet in sheets] == [f"{n} of {len(sheets)}" for n in range(1, len(sheets) + 1)]


def test_of_a_case_without_consent_and_of_an_area_nothing_more_is_told(published):
    release = published[1]
    gone = pack(replace(release, board=release.board.without_case()))
    assert not [page for page in gone.pages if "RUTH" in str(page)]
    area = pack(release, area="Quillmere")
    headlines = {panel.headline for band in release.areas["Quillmere"].bands for panel in band.panels}
    assert {page.headline for page in area.pages[1:-1]} <= headlines and "Quillmere" in area.title
    assert area.pages[-1].lines == (("", (NOTHING_TO_ASK,)),) and "RUTH" not in str(area)
    for bad in ({"area": "Nowhere"}, {}):
        with pytest.raises(ValueError, match="no board of Nowhere|not as it was published"):
            pack(release if bad else replace(release, is_whole=False), **bad)


def test_the_board_of_an_area_tells_nothing_of_the_cases_of_the_whole_place(published, tmp_path):
    """It may be read by people who are kept to that area. Earlier releases had the panels of the whole place on it."""
    path, release = published
    (title, rows), *_ = release.board.bands[0].tables
    assert title == "Before and after intervention" and rows
    before, cost, _ = release.board.bands[0].panels
    assert before.chart and "fell in" in before.headline

    def holds(areas):
        band = areas["Quillmere"].bands[0]
        assert [panel.about for panel in band.panels[:2]] == [OF_CASES, OF_CASES] and band.panels[2].chart
        assert title not in dict(band.tables) and before.headline not in str(band) and cost.headline not in str(band)

    holds(release.areas)
    with Store.open(shutil.copy(path, tmp_path / "kept.duckdb")) as store:
        band = store.entries(as_kept.KEPT)[0]["value"]["areas"]["Quillmere"]["bands"][0]
        assert before.headline not in str(band) and cost.headline not in str(band), "nor is it kept"
        holds(releases.draft(store, areas=["Quillmere"]).areas)  # what a manager reads before it is published
    with Store.open(shutil.copy(path, tmp_path / "earlier.duckdb")) as store:
        kept_as = store.entries(as_kept.KEPT)[0]["value"]
        band = kept_as["areas"]["Quillmere"]["bands"][0]
        for at, panel in enumerate((before, cost)):
            band["panels"][at] = {
                **vars(panel),
                "about": f"All localities: this panel is not of what is chosen. {panel.about}",
            }
        band["tables"] = [[title, rows], *band["tables"]]
        kept_as["hash"] = as_kept._mark(kept_as)
        store.set(as_kept.KEPT, kept_as, "Jane", "Published as it once was")
        earlier = releases.latest(store)
        assert earlier and earlier.is_whole
        holds(earlier.areas)
        assert before.headline not in str(pack(earlier, area="Quillmere"))


def test_what_changed_since_the_release_before_is_told(published):
    release = published[1]
    first = release.board.bands[0].panels[0]
    band = replace(
        release.board.bands[0], panels=(replace(first, headline="It was so"), *release.board.bands[0].panels[1:])
    )
    before = replace(release, board=replace(release.board, bands=(band, *release.board.bands[1:])))
    changed = next(page for page in pack(release, before).pages if page.headline == release.board.since.heading)
    assert [[*row.values()][1:] for row in changed.shown.rows] == [["It was so", first.headline]]
    slides = parts(made(pack(release, before), ".pptx"))
    assert any(b"It was so" in part for name, part in slides.items() if name.startswith("ppt/slides/slide"))


def test_a_command_writes_it_and_it_is_noted(published, tmp_path, capsys):
    path, release = published
    for name in ("pack.pptx", "pack.html", "pack.pdf"):
        assert command.main(["pack", "latest", str(tmp_path / name), "--store", str(path), "--who", "Jane"]) == 0
    said = capsys.readouterr().out
    for ending in (".pptx", ".html", ".pdf"):
        content = (tmp_path / f"pack{ending}").read_bytes()
        assert content == made(pack(release), ending) and f"SHA-256: {hashlib.sha256(content).hexdigest()}\n" in said
    events = Trail(path).read().events
    assert [(each.kind, each.what) for each in events] == [
        (Kind.TOOK_AWAY, "pack.pptx"),
        (Kind.TOOK_AWAY, "pack.html"),
        (Kind.TOOK_AWAY, "pack.pdf"),
    ]
    for words, why in ((["99"], "There is no release 99. There are"), (["latest", "--area", "X"], "no board of X")):
        asked = [words[0], str(tmp_path / "no.html"), *words[1:]]
        assert command.main(["pack", *asked, "--store", str(path)]) == 1
        assert why in capsys.readouterr().err
    assert not (tmp_path / "no.html").exists()


def test_a_pack_stays_the_file_that_it_was_when_it_was_first_taken_away(published, tmp_path, monkeypatch):
    path, release = published
    path = shutil.copy(path, tmp_path / "kept.duckdb")
    first = kept.file(path, release, None, None, ".html")
    area = kept.file(path, release, None, "Quillmere", ".html")
    (folder,) = tmp_path.glob("*.packs")
    assert b"RUTH" in first and b"RUTH" not in area and folder.stat().st_mode & 0o077 == 0
    assert len([*folder.iterdir()]) == 2 and not [file for file in folder.iterdir() if file.stat().st_mode & 0o077]
    monkeypatch.setattr(kept, "made", lambda found, ending: f"Drawn otherwise: {found.title}".encode())
    assert kept.file(path, release, None, None, ".html") == first
    assert kept.file(path, release, None, "Quillmere", ".html") == area
    assert kept.file(path, release, None, None, ".pptx").startswith(b"Drawn otherwise")
    (ours,) = (file for file in folder.iterdir() if file.read_bytes() == first)
    ours.write_bytes(first[:-1])
    assert kept.file(path, release, None, None, ".html").startswith(b"Drawn otherwise"), "somebody changed it"
    without = replace(release, board=release.board.without_case())
    again = kept.file(path, without, None, None, ".html")
    assert not [file for file in folder.iterdir() if b"RUTH" in file.read_bytes()] and again in {
        file.read_bytes() for file in folder.iterdir()
    }


def test_who_is_erased_is_in_no_pack_that_was_kept(published, tmp_path):
    path = shutil.copy(published[0], tmp_path / "kept.duckdb")
    assert b"RUTH" in kept.file(path, published[1], None, None, ".html")
    with Store.open(path) as store:
        erasing.erase(store, Erasure(case="RUTH"), "AB", "They asked")
        (release,) = releases.releases(store)
        assert not [*tmp_path.glob("*.packs")]
        assert b"RUTH" not in kept.file(path, release, None, None, ".html")


def test_what_turns_the_pages_of_a_story_is_all_that_runs_in_it(published):
    found = pack(published[1])
    page = presented(replace(found, title="</title><script>alert(1)</script>"))
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{allowed}'; style-src" in page
    assert page.count("<section") == len(found.pages) and "<p>" + found.foot[:20] in page
    assert page.count('<aside aria-label="Notes">') == sum(any(each.notes) for each in found.pages)
    assert page.count("<figcaption>") == 2 and page.count("<details>") == sum(
        bool(each.pictures) for each in found.pages
    )


def test_there_is_no_page_of_what_nobody_recorded(tmp_path):
    with Store.open(tmp_path / "demands.duckdb") as store:
        asked = [
            (f"2026-0{n % 4 + 3}-02", f"Where is my repair of {n}?", "Failure" if n % 3 else "Value") for n in range(90)
        ]
        rows = [
            dict(zip(("Received on", "What the person asked", "Value or failure"), each, strict=True)) for each in asked
        ]
        load(store, {"Demands": rows})
        release = releases.draft(store)
        releases.publish(store, release, "Jane", "")
        (release,) = releases.releases(store)
    assert "Upload" not in told(release) and NOTHING_RECORDED in told(release)
    found = pack(release)
    assert [len(page.lines) > 0 or bool(page.shown.charts) for page in found.pages] == [True] * len(found.pages)
    assert NOTHING_RECORDED not in "".join(page.about for page in found.pages)
