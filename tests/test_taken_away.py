"""What is taken away stands by itself: a picture says what it shows, of what, and of which data."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from measures import answers, views
from measures.export import picture
from measures.export.names import file_name
from measures.views import base, loads

DATA = "Data of 23 November 2026, version 3."


def drawn(store, name: str, **chosen) -> tuple[views.View, ElementTree.Element]:
    """The view of a measure, and its picture."""
    answer = answers.ask(store, name, chosen)
    view = views.view(answer)
    charts = [each.draw(*each.of, **each.how).to_dict() for each in view.pictures]
    svg = picture.svg(charts, view.headline, view.subtitle, (answer.measure.sentence, view.note, DATA))
    return view, ElementTree.fromstring(svg)


def words(svg: ElementTree.Element) -> str:
    return " ".join(" ".join(svg.itertext()).split())


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("failure_demand", {}),
        ("demand_tiers", {}),
        ("before_and_after", {}),
        ("outcome_ratings", {"case": "RUTH"}),
        ("agency_costs", {"case": "RUTH"}),
        ("demand_types", {}),
    ],
)
def test_a_picture_has_its_finding_what_it_is_of_and_of_which_data(full, name, chosen):
    view, svg = drawn(full, name, **chosen)
    said = words(svg)
    for each in (view.headline, view.subtitle, DATA):
        assert " ".join(each.split()) in said
    charts = svg.findall("{http://www.w3.org/2000/svg}svg")
    assert len(charts) == len(view.pictures) > 0
    ends = [float(chart.get("y")) + float(chart.get("height")) for chart in charts]
    below = [*[float(chart.get("y")) for chart in charts[1:]], float(svg.get("height"))]
    assert all(end < start for end, start in zip(ends, below, strict=True)), "none lies on another"
    width = float(svg.get("width"))
    assert all(float(chart.get("x")) + float(chart.get("width")) <= width for chart in charts)
    named = [each.get("id") for each in svg.iter() if each.get("id")]
    assert len(named) == len({*named})
    assert {*re.findall(r"url\(#([^)]*)\)", ElementTree.tostring(svg, "unicode"))} <= {*named}


def test_a_picture_asks_nobody_for_anything_and_words_stay_words():
    data = {"values": [{"a": "<b>&", "n": 1}]}
    chart = {
        "data": data,
        "mark": "bar",
        "encoding": {"y": {"field": "a", "type": "nominal"}, "x": {"field": "n", "type": "quantitative"}},
    }
    svg = picture.svg([chart], "1 < 2 & <script>", "“Said”", [])
    assert "1 < 2 & <script>" in words(ElementTree.fromstring(svg)) and "<script" not in svg
    with pytest.raises(ValueError, match="(?i)not allowed|denied|blocked|access"):
        picture.svg([chart | {"data": {"url": "http://localhost:9/data.json"}}], "", "", [])


def test_a_picture_for_slides_is_of_twice_as_many_points():
    svg = picture.svg([], "A finding", "Of what", ["How"])
    png = picture.png(svg)
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    size = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert (width, height) == pytest.approx((2 * float(size[1]), 2 * float(size[2])), abs=2)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Failure demand", "failure-demand_2026-11-23.png"),
        ("What matters: in a person's words / 2", "what-matters-in-a-person-s-words-2_2026-11-23.png"),
        ("…", "measure_2026-11-23.png"),
    ],
)
def test_a_file_is_called_by_what_it_is_and_its_day(title, name):
    assert file_name(title, "png", dt.date(2026, 11, 23)) == name


def test_it_says_of_which_state_of_the_data_and_which_files_it_is(full):
    said = loads.of_version(full.version(), full.loads(), full.uploads(), ("demands",), loads.INVENTED)
    assert re.fullmatch(r"Data of \d+ \w+ \d{4}, version \d+, of locality\.xlsx\. Invented, for demonstration\.", said)
    assert loads.of_version(0, full.loads(), full.uploads(), ("demands",), "") == "No data."


def test_what_is_taken_away_says_of_which_place_and_case_it_is(full):
    """The page says it once, above all cards."""
    for name, chosen, said in (
        ("demands_per_week", {"locality": "Quillmere", "agency": "Council"}, "Quillmere, Council."),
        ("failure_demand", {"locality": "Quillmere", "since": "2025-03"}, "Quillmere, from March 2025"),
        ("costs_per_month", {"case": "RUTH"}, "Case RUTH."),
    ):
        answer = answers.ask(full, name, chosen)
        view = base.in_full(answer, views.view(answer))
        assert said in view.subtitle and view.subtitle.casefold().count(chosen.get("locality", "case").casefold()) == 1
        assert base.in_full(answer, view) == view
