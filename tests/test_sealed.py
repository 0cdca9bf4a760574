"""A file of Office is the same, byte for byte, whenever and by whichever process it is made."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from measures import behind, releases
from measures.answers import ask
from measures.export import measures_workbook, rows, sealed, slides, workbook
from measures.releases.pack import made, pack
from measures.store import Store
from measures.views import view
from tests.taken import parts


def files(path) -> dict[str, bytes]:
    """Every file that is taken away of a store, but pictures."""
    with Store.open(path) as store:
        (release,) = releases.releases(store)
        answer = ask(store, "failure_demand", {"locality": "Quillmere"})
        shown = view(answer)
        return {
            "pack.pptx": made(pack(release), ".pptx"),
            "pack.html": made(pack(release), ".html"),
            "slide.pptx": slides.slide(answer, shown, ""),
            "card.xlsx": workbook.workbook(answer, shown, ""),
            "rows.xlsx": rows.workbook(answer, shown, behind.behind(store, answer), ""),
            "measures.xlsx": measures_workbook.workbook(store, version=store.version()),
        }


@pytest.fixture(scope="module")
def published(demonstration_file, tmp_path_factory):
    path = shutil.copy(demonstration_file, tmp_path_factory.mktemp("sealed") / "published.duckdb")
    with Store.open(path) as store:
        releases.publish(store, releases.draft(store), "Jane")
    return path


def test_another_process_makes_the_same_bytes(published):
    """Its sets are in another order."""
    ours = {name: hashlib.sha256(content).hexdigest() for name, content in files(published).items()}
    again = (
        "import hashlib, sys; from tests.test_sealed import files; "
        "[print(name, hashlib.sha256(content).hexdigest()) for name, content in files(sys.argv[1]).items()]"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    ended = subprocess.run(
        [sys.executable, "-c", again, str(published)], capture_output=True, text=True, check=True, env=environment
    )
    assert dict(line.split() for line in ended.stdout.splitlines()) == ours


def test_no_file_says_when_it_was_made(published):
    for name, content in files(published).items():
        if name.endswith(".html"):
            continue
        for inner, part in {name: content, **parts(content)}.items():
            if inner.endswith((".xlsx", ".pptx")):
                with zipfile.ZipFile(io.BytesIO(part)) as file:
                    assert {each.date_time for each in file.infolist()} == {sealed.EARLIEST}, (name, inner)
            if inner.endswith("core.xml") and (name, inner) != ("pack.pptx", sealed.CORE):
                assert b"dcterms:created>" not in part and b"dcterms:modified>" not in part, (name, inner)


def test_a_pack_is_of_the_day_of_its_release(published):
    with Store.open(published) as store:
        (release,) = releases.releases(store)
    core = Presentation(io.BytesIO(made(pack(release), ".pptx"))).core_properties
    assert core.created == core.modified and core.created.date() == release.at.date()


def test_a_sealed_file_opens_and_has_all_its_parts():
    book = workbook.empty()
    workbook.write(book.create_sheet("One"), [["A"], ["=1+1"], [2.5]])
    book.save(file := io.BytesIO())
    found = sealed.sealed(file.getvalue())
    before, after = parts(file.getvalue()), parts(found)
    assert [name for name in before if before[name] != after[name]] == [sealed.CORE] and [*before] == [*after]
    assert [cell.value for (cell,) in load_workbook(io.BytesIO(found))["One"]] == ["A", "=1+1", 2.5]
    assert sealed.sealed(found) == found
