"""Every figure of the board is one of the pages that it links to, of the same place and months.

A steering group's figures are on no other page: each is one of the measure's own view, as much of it as a release
tells.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from unittest import mock
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from measures import board, over_time, views
from measures.answers import Answer, ask, demand_choices, story_cases
from measures.disclosure import MANAGER, NEED, STEERING_GROUP
from measures.releases.asked import Asked
from measures.rounding import FEWEST
from measures.store import Store
from measures.views.board.pictures import STREETS
from measures.views.board.words import BANDS, VIEWS
from measures.views.costs import words as money
from pages.ui import cache
from tests.drawn import few
from tests.pages.tables import rows
from tests.pages.test_pages import ROOT, loaded, place  # noqa: F401  (fixtures)
from tests.reckoning import worlds
from tests.reckoning.compare import World, play

pytestmark = pytest.mark.xdist_group("demonstration")

FIGURE = re.compile(r"£?\d+(?:,\d{3})*(?:\.\d+)?%?")
SENTENCES = ("Markdown", "Caption", "Subheader", "Info", "Warning", "Metric")
FOOT = ("As at", "No count from")  # the board's foot is no finding
SERIOUS, EITHER, BALANCE = (
    "I need serious help (multiple complex needs)",
    "I could go either way (multiple problems)",
    "I am in balance but need a little help",
)
SHOWN = {
    3: ("before_and_after", "failure_demand"),
    2: ("demand_tiers", "households_by_street", "failure_demand", "failure_capacity"),
    1: ("outcome_ratings", "agency_costs"),
}


@dataclass
class Shown:
    """What one place shows: the figures of its sentences, the rows of its tables by their first cell, and its links."""

    figures: set[str] = field(default_factory=set)
    rows: dict[str, set[str]] = field(default_factory=dict)
    links: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def table(self, rows: Iterable[Mapping[str, object]]) -> None:
        """The rows of a table. Of streets, how many households are in need, in each and in all, is reckoned here."""
        in_need = []
        for row in rows:
            first, *others = row.values()
            cells = {figure for cell in others for figure in figures(cell)}
            if NEED in row:  # of few, nothing is said
                in_need.append(int(row[NEED].replace(",", "")) if row[NEED][:1].isdigit() else 0)
            elif {SERIOUS, EITHER, BALANCE} & row.keys():
                need, every = (
                    sum(_count(row, name) for name in names) for names in ((SERIOUS, EITHER), ("Households",))
                )
                in_need.append(need)
                cells |= {f"{need:,}", f"{every - need:,}"}
            self.rows.setdefault(plain(first), set()).update(cells)
            self.figures |= cells
        some = sum(need > 0 for need in in_need)
        self.figures |= {f"{number:,}" for number in (sum(in_need), some, len(in_need))} if in_need else set()


def _count(row: Mapping[str, object], heading: str) -> int:
    return int(str(row.get(heading, 0)).replace(",", ""))


def plain(words: object) -> str:
    return str(words).replace("\\", "").replace("\u2060", "")


def figures(words: object) -> set[str]:
    return set(FIGURE.findall(plain(words)))


def open_page(name: str, **chosen: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    for key, value in chosen.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def read(app: AppTest) -> dict[str, Shown]:
    """What a page shows under each of its headers."""
    found = {"": Shown()}
    for element in app.main:
        kind, shown = type(element).__name__, list(found.values())[-1]
        if kind == "Header":
            found[element.value] = Shown()
        elif kind == "PageLink":
            shown.links.append((element.proto.page, dict(parse_qsl(element.proto.query_string))))
        elif kind in ("Table", "Dataframe"):
            shown.table(rows(element))
        elif kind in SENTENCES and not str(element.value).startswith(FOOT):
            shown.figures |= figures(element.value)
    return found


def together(several: Iterable[Shown]) -> Shown:
    whole = Shown()
    for each in several:
        whole.figures |= each.figures
        for name, cells in each.rows.items():
            whole.rows.setdefault(name, set()).update(cells)
    return whole


def differing(band: Shown, beyond: Shown) -> dict[str, object]:
    """The figures of a band that are not beyond it, and the rows of its tables that have another figure there.

    What the rest of a share is, and how many streets its picture has, a board may say by itself.
    """
    shares = [int(figure[:-1]) for figure in beyond.figures if re.fullmatch(r"\d+%", figure)]
    own = {
        f"{STREETS}",
        *(f"{whole - part}%" for part in shares for whole in (100, 101)),
    }  # 49.5% and 50.5% are 50 and 51
    rows = {
        name: cells - beyond.rows.get(name, set())
        for name, cells in band.rows.items()
        if name not in ("Failure", "Value") and not cells <= beyond.rows.get(name, set())
    }
    return {"figures": band.figures - beyond.figures - own, "rows": rows}


def manager_differs(chosen: Mapping[str, str]) -> dict[str, object]:
    """Where the board of a place differs from the pages that it links to."""
    bands = read(open_page("common_measures", view=VIEWS[MANAGER], **chosen))
    pages: dict[tuple, Shown] = {}
    found = {}
    for name in BANDS.values():
        for page, of in bands[name].links:
            key = (page, *sorted(of.items()))
            if key not in pages:
                pages[key] = together(read(open_page(page, **of)).values())
        beyond = together(pages[page, *sorted(of.items())] for page, of in bands[name].links)
        found |= {name: each} if any((each := differing(bands[name], beyond)).values()) else {}
    return found


def group_differs(chosen: Mapping[str, str]) -> dict[str, object]:
    """Where the board of a place, for a steering group, differs from the views of what they may see."""
    store = cache.store()
    asked = Asked(
        store, lambda name, version, **of: ask(store, name, of, version=version), store.version(), None, FEWEST
    )
    bands = read(open_page("common_measures", view=VIEWS[STEERING_GROUP], **chosen))
    case = board.board(store).case
    found = {}
    for tier, names in SHOWN.items():
        beyond = Shown()
        for name in names:
            answer = asked(name, **chosen, case=case if tier == 1 else None)
            beyond.figures |= figures(answer.withheld)
            if answer.is_empty:
                continue
            shown = [views.view(answer)]
            if name == "households_by_street":
                shape = answer.shape  # what its table, which has other streets together, does not add up to
                beyond.figures |= {
                    f"{n:,}" for n in (shape.in_need, shape.need_shown, shape.places, shape.together) if n is not None
                }
            if name == "agency_costs":  # as its page warns
                warned = money.refused(answer.shape.price) if answer.shape.price.refused else money.warnings(answer)
                beyond.figures |= figures(warned)
            if name == "failure_demand":
                shown.append(views.view(points(asked, answer, chosen)))
            for view in shown:
                beyond.figures |= figures(" ".join([view.headline, view.subtitle, view.note]))
                beyond.table(view.rows)
        band = bands[BANDS[tier]]
        about = story_cases(store).get(case, {}) if tier == 1 else {}
        beyond.figures |= figures([case, about.get("title"), about.get("what_matters")])
        found |= {BANDS[tier]: each} if any((each := differing(band, beyond)).values()) else {}
    return found


def points(asked: Asked, answer: Answer, chosen: Mapping[str, str]) -> Answer:
    """What a steering group sees of a share over time."""
    name = answer.measure.name
    every = over_time.usual(answer.measure, lambda _: answer)
    marks = over_time.marks(cache.store(), over_time.key(name, "", chosen))
    charted = over_time.charted(asked(name, **chosen))
    return replace(charted, shape=over_time.draw(charted.shape, marks, every=every))


def differ() -> dict[str, object]:
    """Where the board of the store in use differs from its pages: of everywhere and of one place, as each viewer sees
    it."""
    named = [name for name in demand_choices(cache.store())["locality"] if name != "Not recorded"]
    found = {f"of {chosen}": manager_differs(chosen) for chosen in ({}, *({"locality": name} for name in named[:1]))}
    found["for a steering group"] = group_differs({})  # of everywhere: a release is read as it is
    return {of: each for of, each in found.items() if each}


def test_of_the_demonstration(loaded):  # noqa: F811
    assert differ() == {}


@st.composite
def whole_worlds(draw) -> World:
    """Everything that the board is made of."""
    every = (worlds.demand_worlds, worlds.household_worlds, worlds.case_worlds, worlds.outcome_worlds)
    return World([step for some in every for step in draw(some()).steps], 1)


@few(1)
@given(whole_worlds())
def test_of_small_worlds(world):
    with TemporaryDirectory() as folder, mock.patch.dict(os.environ, MEASURES_STORE=f"{folder}/store.duckdb"):
        with Store.open(f"{folder}/store.duckdb") as store:
            play(world, store)
            board.keep(store, board.Board(case=next(iter(story_cases(store)), "")), "AB")
        try:
            assert differ() == {}
        finally:
            cache._open.clear(path=f"{folder}/store.duckdb")
