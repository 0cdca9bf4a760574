"""Files of Office held against its schemas, by Microsoft's own Open XML SDK: where that cannot be had, the end of
the tests says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from measures.answers import ask
from measures.export import slides, workbook
from measures.sheets import SHEETS
from measures.store import Store
from measures.views import view
from measures.workbook.marked import marked
from measures.workbook.prepare import prepare
from measures.workbook.template import template
from tests.taken import parts
from tests.test_sealed import files, published
from tests.workbook import build

__all__ = ["published"]

FOUND = sorted((Path(sys.prefix) / "office").glob("node_modules/@xarsh/*/ooxml-validator"))
# Of each form of chart one that has it: bars, lines with limits and points of their own, a radar, a pyramid, and a
# table alone.
DRAWN = ("demand_tiers", "failure_demands_per_week", "outcome_ratings", "before_and_after", "demand_words")


def faults(path: Path) -> list[str]:
    """What is in a file and should not be, by the latest Office."""
    ended = subprocess.run([FOUND[0], path], capture_output=True, text=True, check=False)
    return [f"{each['path']}: {each['description']}" for each in json.loads(ended.stdout)["errors"]]


@pytest.fixture(scope="module", autouse=True)
def program():
    if not FOUND:
        pytest.skip("NO FILE WAS HELD AGAINST THE SCHEMAS OF OFFICE: its checker is not here. `make office` says why.")


def test_a_file_that_is_none_has_faults(tmp_path):
    (tmp_path / "none.xlsx").write_bytes(b"PK")
    assert faults(tmp_path / "none.xlsx")


def test_every_file_that_is_taken_away_is_as_office_has_it(published, tmp_path):
    made = {name: content for name, content in files(published).items() if not name.endswith(".html")}
    with Store.open(published) as store:
        for name in DRAWN:
            answer = ask(store, name, {"case": "RUTH"} if name == "outcome_ratings" else {})
            made[f"{name}.pptx"] = slides.slide(answer, view(answer), "")
            made[f"{name}.xlsx"] = workbook.workbook(answer, view(answer), "")
    made["template.xlsx"] = template(SHEETS["demands"])
    made |= {
        inner.replace("/", " "): part for inner, part in parts(made["slide.pptx"]).items() if inner.endswith(".xlsx")
    }
    content = build.xlsx([*build.TABLE, ("D", None, 7, "some")])
    prepared = prepare("list.xlsx", content)
    made["marked.xlsx"] = marked(content, prepared, prepared.problems).content
    found = {}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        if said := faults(tmp_path / name):
            found[name] = said
    assert not found
