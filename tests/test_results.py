"""The arithmetic of results, re-referrals and packages: tables of cases."""

import datetime as dt
import json

import pytest

from measures import views
from measures.answers import ask
from measures.shapes import Results, Share
from measures.shapes.results import difference, kind, of_people, overlap, relative
from measures.shapes.shares import named
from measures.views import results as view
from tests.worlds import incoming, load


def row(
    before=None,
    after=None,
    unit=None,
    change=None,
    sample=None,
    name="A figure",
    period=None,
    or_more=None,
    per_cent=None,
):
    return {
        "measure": name,
        "before": before,
        "after": after,
        "change": change,
        "change_per_cent": per_cent,
        "unit": unit,
        "sample_size": sample,
        "sample_size_or_more": or_more,
        "period": period,
        "note": None,
    }


@pytest.mark.parametrize(
    "before, after, unit, said",
    [
        (24.1, 10.9, "%", "−13.2 points, −54.8 per cent"),
        (24.1, 10.9, "% of referrals", "−13.2 points, −54.8 per cent"),
        (46, 10, "per cent", "−36 points, −78.3 per cent"),
        (12, 9.7, "hours per week", "−2.3 hours per week, −19.2 per cent"),
        (0, 5, "%", "+5 points, no per cent of 0 or less"),
        (0, 0, "people", "0 people, no per cent of 0 or less"),
        (-4, 4, "points", "+8 points, no per cent of 0 or less"),
        (10, 10, "%", "0 points, 0 per cent"),
        (5, 12.5, None, "+7.5, +150.0 per cent"),
        (1200, 800.5, "£ a week", "−£399.5 a week, −33.3 per cent"),
        (100, 250, "£", "+£150, +150.0 per cent"),
    ],
)
def test_points_and_per_cent_are_both_named(before, after, unit, said):
    assert view.change(row(before, after, unit, sample=250)) == f"{said}; sample 250"
    assert view.change(row(before, after, unit)) == f"{said}; sample size not given"


def test_a_difference_is_what_a_person_would_work_out():
    deck = row(24.1, 10.9, "%")
    assert difference(deck) == -13.2 and relative(deck) == pytest.approx(-0.5477, abs=1e-4)
    assert difference(row(before=4)) is None and relative(row(after=4)) is None and relative(row(0, 4)) is None


def test_what_is_given_alone_is_shown_as_it_was_given():
    kinds = {"pair": row(1, 2), "change": row(change=-28, unit="%"), "count": row(after=3), "before": row(before=4)}
    assert all(kind(each) == name for name, each in kinds.items())
    assert kind(row(before=4, change=-1)) == "change" and kind(row(1, 2, change=1)) == "pair"
    said = dict(view.as_given(Results([r | {"measure": name} for name, r in kinds.items()])))
    assert said == {
        "change": "changed by −28%; sample size not given",
        "count": "3; sample size not given",
        "before": "before 4, after not given; sample size not given",
    }
    assert view.given(row(change=-400, unit="£")) == "changed by −£400"
    assert view.given(row(change=-46, unit="calls a week", per_cent=True)) == "changed by −46%"


def test_one_of_a_unit_is_said_of_one():
    assert [view.figure(n, "visits") for n in (0, 1, 2)] == ["0 visits", "1 visit", "2 visits"]
    ones = {"hours a week": "hour a week", "young people": "young person", "service users": "service user"}
    ones |= {"enquiries": "enquiry", "branches": "branch", "kg": "kg", "ms": "ms", "crisis": "crisis", "FTE": "FTE"}
    ones |= {"calls answered": "calls answered", "flags marked Yes": "flag marked Yes", "men": "man"}
    assert {unit: view.figure(1, unit) for unit in ones} == {unit: f"1 {one}" for unit, one in ones.items()}
    assert [view.step(n, "days") for n in (-1, 1, 0, 3)] == ["−1 day", "+1 day", "0 days", "+3 days"]
    assert view.change(row(24, 25, "%")).startswith("+1 point,")


def test_a_change_that_before_and_after_do_not_make_is_said():
    for agrees in (-13.2, -13, -54.8, -55, -54.77):
        assert not view.disagrees(row(24.1, 10.9, "%", agrees)), agrees
    says = "the sheet states a change of −13.2%, and its before and after make +13.2%. Check which is right"
    assert view.disagrees(row(10.9, 24.1, "%", -13.2)).startswith(says), "the wrong way round"
    for stated, unit, per_cent in ((13.2, "%", None), (-50, "%", None), (-13.2, "hours", True), (54.8, "hours", True)):
        assert view.disagrees(row(24.1, 10.9, unit, stated, per_cent=per_cent)), stated
    assert "make −3 days." in view.disagrees(row(5, 2, "days", 3)), "a whole number of days is none with a decimal"
    assert "make −0.04 days." in view.disagrees(row(0.06, 0.02, "days", 3)), "nor is what is some told as 0.0"
    assert not view.disagrees(row(24.1, 10.9, "%", -13.2, per_cent=True)), "points of per cent are often headed so"
    assert not view.disagrees(row(0, 5, "calls", 5, per_cent=True)), "nothing is a per cent of 0"


def test_a_sample_of_250_or_more_is_nowhere_said_to_be_250(store):
    """As the deck prints it; nor is it the same figure as one of exactly 250, when that is loaded too."""
    figures = [
        {"Measure": "Referrals", "Before": 24.1, "After": 10.9, "Unit": "%", "Sample size": n} for n in ("250+", 250)
    ]
    assert [loaded.new for loaded in load(store, {"Results": figures[:1]})] == [1]
    assert [(loaded.new, loaded.already_there) for loaded in load(store, {"Results": figures})] == [(1, 1)]
    answer = ask(store, "results")
    assert [r["sample_size"] for r in answer.as_dict()["rows"]] == ["250+", 250]
    assert [r["Sample"] for r in view.pairs_table(answer.shape)] == ["250+", "250"]
    assert view.OTHER_POUNDS not in view.pairs_note(answer)
    load(store, {"Results": [{"Measure": "Care", "Before": 900, "After": 700, "Unit": "£ a week"}]})
    assert view.pairs_note(ask(store, "results")).endswith(view.OTHER_POUNDS)
    assert view.change(answer.shape.rows[0]).endswith("; sample 250+")
    counts = [row(after=n, unit="people", sample=250, or_more=True, name=str(n)) for n in (200, 100)]
    assert overlap(counts) == 0 and view.counts_subtitle(counts).startswith("Sample 250+.")
    assert len(Results([*counts, row(after=1, unit="people", sample=250)]).counts_by_sample()) == 2


def test_the_decks_seven_counts_overlap_and_are_no_share_of_the_sample():
    counts = [row(after=n, unit="people", sample=93, name=str(n)) for n in (12, 25, 6, 10, 29, 18, 7)]
    assert overlap(counts) == 14 and overlap(counts[:2]) == 0 and overlap([row(after=5)]) == 0
    said = view.counts_subtitle(counts)
    assert (
        "The 7 counts come to 107 people, more than the sample of 93" in said and "overlap" in said and "%" not in said
    )
    for unit in ("£", "days", "hours per household", "person days"):
        days = [row(after=n, unit=unit, sample=40, name=f"R{n}") for n in (200, 120)]
        said = view.counts_headline(days) + view.counts_subtitle(days)
        assert "overlap" not in said and "frequent" not in said and "person may" not in said, unit
        assert said.startswith("R200: ") and "the largest of 2 figures" in said
    assert of_people("young people") and of_people("Service users a year") and of_people("cases (open)")
    spec = view.counts(counts).to_dict()
    assert "arc" not in str(spec)
    figures = [d["label"] for data in spec["datasets"].values() for d in data if "count" in d]
    assert figures[0] == "29 people" and len(figures) == 7
    (bars,) = [layer for layer in spec["layer"] if layer.get("mark", {}).get("type") == "bar"]
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == 0 and 29 < high < 60, "the longest bar has room for its figure"


def test_figures_without_a_unit_are_not_compared(store):
    """“Money saved: 1,500, the largest of 3 figures”, which were “of one unit”: assessments, visits and pounds."""
    rows = [row(after=n, sample=40, name=name) for name, n in (("Assessments", 30), ("Visits", 12), ("Saved", 1500))]
    store.load([incoming("results", rows)], "a test")
    (shown,) = view.parts(ask(store, "results"))
    assert shown.headline == "3 figures whose unit nobody wrote down"
    assert shown.subtitle.startswith("Sample 40. They may be people, days or pounds, so they are not compared.")
    assert not shown.pictures and [r["Figure"] for r in shown.rows] == ["1,500", "30", "12"]


def test_figures_of_other_units_have_no_scale_in_common():
    shape = Results([row(24.1, 10.9, "%"), row(12, 9.7, "hours"), row(46, 10, " % "), row(after=3, unit="%")])
    assert [len(rows) for rows in shape.pairs_by_unit().values()] == [2, 1]
    spec = view.pairs(shape.pairs_by_unit()["%"]).to_dict()
    labels = [d["label"] for data in spec["datasets"].values() for d in data if "when" in d]
    assert labels == ["before 24.1%", "after 10.9%", "before 46%", "after 10%"]
    hours = view.pairs(shape.pairs_by_unit()["hours"]).to_dict()
    assert [d["figure"] for data in hours["datasets"].values() for d in data if "when" in d] == [
        "before 12 hours",
        "after 9.7 hours",
    ]
    assert '"title": "hours"' in json.dumps(hours)
    written = " ".join(d["label"] for data in spec["datasets"].values() for d in data if "bold" in d)
    assert "−13.2 points, −54.8 per cent" in written and "sample size not given" in written


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (1234567, 12, "−£1,234,555, more than −99.9 per cent"),
        (5, 0, "−£5, −100 per cent"),
        (5, 5, "£0, 0 per cent"),
        (1e6, 1000001, "+£1, less than ±0.1 per cent"),
        (-3, 4, "+£7, no per cent of 0 or less"),
    ],
)
def test_per_cent_is_never_all_for_what_is_not(before, after, says):
    row = {
        "before": before,
        "after": after,
        "unit": "£",
        "sample_size": None,
        "sample_size_or_more": None,
        "period": None,
    }
    assert view.change(row) == f"{says}; sample size not given"
    assert view.brief(-3, "°C") == "−3"


# -- Referrals


def told(store, *lines):
    """Load transactions of (case, date, activity)."""
    rows = [
        {
            "case_ref": case,
            "agency": "Social services",
            "cost": 1,
            "date": day and dt.date.fromisoformat(day),
            "activity": what,
        }
        for case, day, what in lines
    ]
    store.load([incoming("transactions", rows)], "x")


def periods(store, name, **filters):
    answer = ask(store, name, filters)
    return {
        named(row, answer.measure.every): (row["numerator"], row["denominator"], row["left_out"] is None)
        for row in answer.shape.placed
        if row["denominator"]
    }


@pytest.mark.parametrize(
    "first, second, again",
    [
        ("2023-06-01", "2023-06-01", None),  # one day: one referral
        ("2023-06-01", "2023-06-02", 1),
        ("2023-06-01", "2024-05-31", 1),  # 365 days, with 29 February
        ("2023-06-01", "2024-06-01", 0),  # 366 days
        ("2022-06-01", "2023-06-01", 1),  # 365 days, without it
        ("2022-06-01", "2023-06-02", 0),
    ],
)
def test_a_re_referral_is_one_to_365_days_after_another(store, first, second, again):
    told(store, ("A", "2020-01-01", "Visit"), ("A", first, "Referral"), ("a", second, "Re-referral (self)"))
    counted = periods(store, "re_referrals").values()
    assert sum(n for n, _, _ in counted) == (again or 0) and sum(d for _, d, _ in counted) == (
        1 if again is None else 2
    )


def test_repeats_all_count_and_only_those_of_the_same_case(store):
    told(store, *[("A", f"2023-0{m}-01", "Referral") for m in range(1, 6)], ("B", "2023-03-05", "Referral"))
    assert not periods(store, "re_referrals"), "nobody knows of a case that is new to the record"
    told(store, ("A", "2021-01-01", "Visit"), ("B", "2022-03-05", "Visit"))
    assert periods(store, "re_referrals") == {"2023": (4, 6, True)}
    assert periods(store, "re_referrals", every="quarter") == {"2023 Q1": (2, 4, True), "2023 Q2": (2, 2, True)}


def test_looking_back_is_by_the_cases_own_record_however_far_anothers_goes(store):
    """Twenty cases carried over from an older system in 2023, and one of 2021: the first year is no fall."""
    carried = [(f"C{n}", f"{year}-03-{n:02}", "Referral") for n in range(1, 21) for year in (2023, 2024)]
    told(store, ("OLD", "2021-05-01", "Referral"), ("OLD", "2023-05-01", "Referral"), *carried)
    assert periods(store, "re_referrals") == {"2023": (0, 1, True), "2024": (0, 20, True)}, "366 days, in a leap year"
    answer = ask(store, "re_referrals")
    assert answer.shape.left_out() == {"of cases on record for less than 12 months before": 21}
    said = (
        "0 of 21 referrals came within 12 months of another for the same case, of cases on record a year "
        "before; of 21 more"
    )
    assert views.view(answer).headline.startswith(said)


@pytest.mark.parametrize(
    ("sent", "other", "referrals"),
    [
        (("2023-03-01", "Referral sent"), ("2023-03-04", "Referral received"), 1),
        (("2023-03-01", "Referral to housing"), ("2023-03-08", "Referral accepted"), 1),
        (("2023-03-04", "Referral made"), ("2023-03-01", "Referral received"), 1),
        (("2023-03-01", "Referral sent"), ("2023-03-09", "Referral received"), 2),
        (("2023-03-01", "Referral"), ("2023-03-04", "Referral"), 2),
        (("2023-03-01", "Referral received"), ("2023-03-04", "Referral received"), 2),
    ],
)
def test_a_referral_that_is_sent_and_received_is_one(store, sent, other, referrals):
    told(store, ("A", "2020-01-01", "Visit"), ("A", *sent), ("A", *other), ("A", "2024-12-31", "Visit"))
    assert periods(store, "referrals_to_packages") == {"2023": (0, referrals, True)}
    assert periods(store, "re_referrals") == {"2023": (referrals - 1, referrals, True)}


def test_a_referral_without_a_date_is_counted_beside_and_in_no_share(store):
    told(store, ("A", "2023-01-01", "Referral"), ("A", None, "Referral"), ("A", None, "Visit"))
    told(store, ("A", "2021-01-01", "Visit"), ("A", "2023-06-01", "Visit"))
    for name in ("re_referrals", "referrals_to_packages"):
        shape = ask(store, name).shape
        assert shape.n == 1 and shape.left_out() == shape.facts()["left_out"] == {"without a date": 1}


@pytest.mark.parametrize(
    "package, activity, led",
    [
        ("2023-01-10", "Package", [1, 0]),  # on the day itself
        ("2023-04-10", "Care package", [1, 0]),  # 90 days after
        ("2023-04-11", "Care package", [0, 0]),
        ("2023-06-01", "Package of care", [0, 1]),  # on the day of the next
        ("2023-08-30", "FUNDED PACKAGE", [0, 1]),
        ("2024-02-01", "FUNDED PACKAGE", [0, 0]),  # too late to count for any
        ("2023-01-09", "Package", [0, 0]),  # before any referral
        ("2023-02-01", "Packaging", [0, 0]),
        (None, "Package", [0, 0]),
    ],
)
def test_a_package_belongs_to_the_referral_before_it(store, package, activity, led):
    told(
        store,
        ("A", "2023-01-10", "Referral"),
        ("A", "2023-06-01", "Referral"),
        ("A", package, activity),
        ("A", package, activity),
        ("B", "2025-01-01", "Visit"),
    )
    assert periods(store, "referrals_to_packages", every="quarter") == {
        "2023 Q1": (led[0], 1, True),
        "2023 Q2": (led[1], 1, True),
    }


def test_another_cases_package_is_not_this_ones_and_whoever_is_not_followed_so_long_is_told_apart(store):
    told(
        store,
        ("A", "2024-10-02", "Referral"),  # 90 days before the data ends
        ("A", "2025-01-05", "Referral"),
        ("B", "2024-12-31", "Package"),
    )
    assert periods(store, "referrals_to_packages") == {"2024": (0, 1, True)}
    answer = ask(store, "referrals_to_packages", {"within": 30})
    assert answer.shape.left_out() == {"not followed so long yet": 1} and answer.n == 1
    assert views.view(answer).headline.endswith("led to a package within 30 days, before the next referral")


def test_the_latest_year_is_not_the_lowest_for_want_of_time(store):
    """Half of the referrals of each year lead to a package, some after eight months: followed equally long, none
    falls."""
    lines = [("Z", "2025-12-31", "Visit")]
    for year in (2023, 2024, 2025):
        for n in range(1, 21):
            month = 1 + n % 12
            after = dt.date(year, month, 1) + dt.timedelta(240 if n % 4 == 0 else 60)
            lines += [(f"{year}{n}", f"{year}-{month:02}-01", "Referral")]
            lines += [(f"{year}{n}", str(after), "Package")] if n % 2 == 0 and after.year < 2026 else []
    told(store, *lines)
    counts = {year: (n, of) for year, (n, of, _) in periods(store, "referrals_to_packages").items()}
    assert counts == {"2023": (5, 20), "2024": (5, 20), "2025": (4, 18)}
    assert ask(store, "referrals_to_packages").shape.left_out() == {"not followed so long yet": 2}
    longer = {year: (n, of) for year, (n, of, _) in periods(store, "referrals_to_packages", within=270).items()}
    assert longer == {"2023": (10, 20), "2024": (10, 20), "2025": (3, 7)}


def test_a_case_is_followed_no_longer_than_its_sheet_says_nor_than_the_record_of_packages(store):
    store.load([incoming("cases", [{"case_ref": "A", "followed_until": dt.date(2024, 2, 1)}])], "x")
    told(store, ("A", "2024-01-01", "Referral"), ("B", "2024-01-01", "Referral"), ("Z", "2025-01-01", "Visit"))
    assert periods(store, "referrals_to_packages") == {"2024": (0, 1, True)}
    rows = [("P", f"2023-{m:02}-01", "Package") for m in range(1, 13)] + [("Q", "2023-12-01", "Package")]
    rows = [
        {"case_ref": c, "agency": "Funding panel", "cost": 1, "date": dt.date.fromisoformat(d), "activity": a}
        for c, d, a in rows
    ]
    store.load([incoming("transactions", rows)], "x")
    assert not periods(store, "referrals_to_packages"), "what the panel decided of 2024 is not on record"


def test_no_referrals_are_no_data_and_the_headline_waits_for_complete_periods(store):
    row = dict.fromkeys(Share.columns) | {"numerator": 0, "denominator": 0, "counted": 0, "period": dt.date(2024, 1, 1)}
    assert Share([row], 0).share is None and Share([row], 0).share_of(row) is None
    told(store, ("A", "2023-01-01", "Referral"))
    shown = views.view(ask(store, "re_referrals"))
    assert shown.headline.startswith("Too early to say how many referrals came")
    assert "In no share: 1 of cases on record for less than 12 months before." in shown.note
    assert shown.rows[0]["Of cases on record for less than 12 months before"] == "1"


def test_figures_that_say_in_their_cells_that_they_are_per_cent_have_that_unit(store):
    rows = [
        {"Measure": "Re-referrals", "Before": "24.1%", "After": "10.9%", "Unit": None},
        {"Measure": "Packages", "Before": "24.1%", "After": "10.9%", "Unit": "% of referrals"},
        {"Measure": "Visits", "Before": 12, "After": 9, "Unit": None},
        {"Measure": "Calls", "Before": "5%", "After": None, "Unit": None},
    ]
    load(store, {"Results": rows})
    units = {row["measure"]: row["unit"] for row in ask(store, "results").shape.rows}
    assert units == {"Re-referrals": "%", "Packages": "% of referrals", "Visits": None, "Calls": "%"}
    points = [{"Measure": "First time", "Date": dt.date(2026, n, 28), "Value": f"4{n}%"} for n in range(1, 5)]
    load(store, {"Series": points})
    assert {row["unit"] for row in ask(store, "series_points").shape.rows} == {"%"}
