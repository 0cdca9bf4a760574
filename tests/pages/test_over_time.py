"""The Over time page over a real store: empty, loaded, step changes with and without a reason, commentary kept."""

import datetime as dt
import json

from streamlit.testing.v1 import AppTest

from measures import over_time
from measures.store import Store
from pages.ui.words import plain
from tests.pages.tables import tables
from tests.pages.test_pages import filled, loaded, open_page, place, words  # noqa: F401
from tests.worlds import ROOT, load

SIGNED_IN = "test@example.com"  # as AppTest has it; where nobody is signed in, a name is asked for
VISITS = "Days from first asking to first visit"


def on(measure: str, **more) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["measure"] = measure
    for name, value in more.items():
        app.query_params[name] = value
    app.switch_page("pages/over_time.py").run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def field(app: AppTest, kind: str, label: str):
    return next(widget for widget in getattr(app, kind) if widget.label == label)


def test_an_empty_store_names_every_sheet_that_would_help(place):  # noqa: F811
    said = words(open_page("over_time"))
    assert all(f"upload a {kind} sheet" in said for kind in ("series", "demands", "transactions"))


def test_a_ledger_without_a_sheet_of_cases_has_its_interactions_and_its_cost_over_time(place):  # noqa: F811
    rows = [{"Case ref": "A", "Agency": "Police", "Cost": 10, "Date": dt.date(2025, month, 1)} for month in range(1, 9)]
    with Store.open(place) as store:
        load(store, {"Transactions": rows})
    options = on("Cost per month").selectbox(key="measure").options
    assert options == ["Interactions per month", "Cost per month"]  # and no referrals: nothing here is one


def test_each_measure_has_its_chart_its_words_and_its_table(loaded):  # noqa: F811
    app = open_page("over_time")
    options = app.selectbox(key="measure").options
    assert len(options) == 16
    for option in options:
        app = on(option)
        assert not app.exception and not app.error, option
        assert len(tables(app)) == 1 and "Moving ranges" not in words(app), "how they are screened is beside the switch"


def test_a_share_over_time_has_its_counts_and_says_what_is_in_no_share(loaded):  # noqa: F811
    app = on("Failure demand per month")
    latest = tables(app)[0][-1]
    assert [latest[name] for name in ("Value, per cent of demands", "How many", "Of")] == ["46.6", "237", "509"]
    assert "demands left out: not sure." in words(app) and "demands left out: not classified." in words(app)
    said = words(on("Re-referrals"))
    assert "in re-referrals, Apr–Jun 2023 to Jan–Mar 2026" in said
    assert "Too few quarters have enough for a share, so counts are drawn, not per cent." in said
    assert "quarters without 12 months to look back on are no point but in the table" in said
    assert "32 referrals left out: of cases on record for less than 12 months before." in said


def test_the_period_is_the_one_that_shows_most_until_somebody_chooses(loaded):  # noqa: F811
    app = on("Failure demand")
    assert app.selectbox(key="every").value is None and app.selectbox(key="every").placeholder == "month"
    assert "Failure demand per month, in per cent of demands" in words(app)
    app.selectbox(key="every").set_value("quarter").run()
    assert "Failure demand per quarter, in per cent of demands, Jan–Mar 2025 to Apr–Jun 2026" in words(app)
    once = on("Failure demands per week", every="week")  # as links had it
    assert once.selectbox(key="measure").value == "failure_demands_per_week"
    assert "in failure demands a week" in words(once)


def test_kinds_of_money_have_charts_of_their_own(loaded):  # noqa: F811
    app = on("Cost per month")
    kinds = app.selectbox(key="kind").options
    assert kinds == ["Capacity", "Cashable", "Spending"]
    found = [words(on("Cost per month", kind=kind)) for kind in kinds]
    assert all(
        f"Cost per month, {kind.lower()}, in pounds a month" in said for kind, said in zip(kinds, found, strict=True)
    )
    each = "the level is that of all cases"
    assert each in found[0]
    ruth = on("Cost per month", case="RUTH")
    assert each not in words(ruth) and "Cost per month, case RUTH" in words(ruth)
    assert not any(box.key == "kind" for box in ruth.selectbox)


def test_a_filter_is_in_the_address_and_its_marks_and_commentary_stay_with_it(filled):  # noqa: F811
    north = on("Demands", every="week").selectbox(key="locality").options[0]
    app = on("Demands", every="week", locality=north)
    assert app.selectbox(key="locality").value == north
    assert f"Demands per week, {north}, in demands a week" in words(app)
    field(app, "date_input", "Date").set_value(dt.date(2025, 9, 20))
    field(app, "text_input", "Reason: what changed, or why these points").set_value("Moved in together")
    press(app, "Keep this")
    assert "Moved in together" in words(app) and "Moved in together" not in words(on("Demands", every="week"))
    assert "Moved in together" in words(on("Demands", every="week", locality=north))
    assert "Moved in together" not in words(on("Failure demand", locality=north))


def test_a_link_opens_a_series_and_its_shift_is_a_signal(loaded):  # noqa: F811
    app = on(f"Series: {VISITS}")
    assert app.selectbox(key="measure").value == VISITS
    said = words(app)
    assert "All months since October 2025 lie below the mean, which looks like a change: ask what changed" in said
    assert "These points look like a change in Oct 2025: what happened?" in said
    app.toggle(key="screen").set_value(True).run()
    assert "Moving ranges screened: 1 moving range of 3.267 times the mean or more left out of it." in words(app)


def test_a_step_change_needs_a_reason_and_is_then_drawn_and_can_be_withdrawn(filled):  # noqa: F811
    app = on(f"Series: {VISITS}")
    field(app, "date_input", "Date").set_value(dt.date(2025, 9, 20))
    press(app, "Keep this")
    assert app.error[0].value.startswith("Write the reason")
    field(app, "text_input", "Reason: what changed, or why these points").set_value("The new team [began]")
    press(app, "Keep this")
    said = words(app)
    assert not app.error and "Routine variation: nothing to explain in the last ten months" in said
    assert "From Sep 2025: trial limits, dashed, on 10 months" in said
    assert "Step change 20 Sep 2025 (study): The new team \\[began\\]" in said
    press(app, "Withdraw")
    assert "lie below the mean" in words(app) and "Withdrawn (1)" in words(app)


def test_commentary_survives_a_new_session(filled):  # noqa: F811
    app = on("Demands", every="week")
    press(app, "Save this comment")
    assert [error.value for error in app.error] == ["Write something first."]
    field(app, "text_area", "What did we learn?").set_value("Mondays are\ncallbacks")
    press(app, "Save this comment")
    assert field(app, "text_area", "What did we learn?").value == ""
    again = on("Demands", every="week")
    assert "**Learned.** Mondays are  \ncallbacks" in words(again) and plain(SIGNED_IN) in words(again)
    assert "callbacks" not in words(on("Failure demands"))
    with Store.open(filled) as store:
        assert [(r.learned, r.who) for r in over_time.remarks(store, "demands_per_week")] == [
            ("Mondays are\ncallbacks", SIGNED_IN)
        ]


def test_a_link_to_what_is_not_here_says_so(loaded):  # noqa: F811
    """And what it shows instead is not taken for it; the same in another spelling is chosen."""
    app = on("None such", locality="SALT-MARROW")
    assert "The link asks for “None such” under “Measure”, which is not here: choose again." in words(app)
    assert len(app.warning) == 1 and app.selectbox(key="locality").value == "Saltmarrow"
    assert "None such" not in words(app.run())


def test_without_a_choice_every_chart_is_there_in_little_those_that_ask_first(loaded):  # noqa: F811
    app = open_page("over_time")
    said = words(app)
    assert "18 charts of all localities, 11 of which ask what changed." in said
    charts = [element for element in app.main if element.type == "vega_lite_chart"] or app.get("vega_lite_chart")
    assert len(charts) == 17  # cash spending is nothing in every month: a sentence says so
    assert said.index("All months since December 2025 lie below the mean") < said.index(
        "Routine variation: nothing to explain"
    )


def test_a_point_that_is_picked_is_kept_as_a_step_with_what_happened(filled):  # noqa: F811
    app = on("Failure demand", every="month")
    assert "These points look like a change in Dec 2025: what happened?" in words(app)
    app.session_state["picked point failure_demand"] = {"selection": {"picked": [{"nth": 11}]}}
    app.run()
    assert "Dec 2025: 26.9 per cent of demands" in words(app)
    field(app, "text_input", "What happened?").set_value("One team")
    next(each for each in app.segmented_control if each.label == "What").set_value("step")
    press(app, "Keep this")
    said = words(app)
    assert "Step change 1 Dec 2025 (study): One team" in said and "These points look like a change" not in said


def test_localities_stand_side_by_side_on_one_scale_from_a_to_z(loaded):  # noqa: F811
    app = on("Failure demand", every="month")
    app.toggle(key="side_by_side").set_value(True).run()
    assert not app.exception
    assert "no ranking" in words(app)
    specs = [json.loads(element.proto.spec) for element in app.get("vega_lite_chart")][
        2:
    ]  # after the chart and its ranges
    assert len(specs) == 4 and len({json.dumps(found) for spec in specs for found in _domains(spec)}) == 1
    assert "Localities side by side" not in words(on("Failure demand", locality="Northgate"))


def _domains(spec):
    """The scales of value of a chart."""
    if isinstance(spec, dict):
        y = spec.get("y")
        if isinstance(y, dict) and y.get("scale", {}).get("domain"):
            yield y["scale"]["domain"]
        for each in spec.values():
            yield from _domains(each)
    elif isinstance(spec, list):
        for each in spec:
            yield from _domains(each)
