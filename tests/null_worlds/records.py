"""What spreadsheets make of a world: the files, the days on which they are loaded, and what a manager knows of them.

A disturbance is one way in which records are not the world. It changes the plan of a record; the files follow.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.null_worlds.truth import DAY, FLAGS, Demand, Household, Source, Which, World

CODES = {"Value": "V", "Failure": "F", "Not sure": "?"}
REF, DATE, WORDS, KIND, TYPE = "Call ref", "Received on", "What the person asked", "Value or failure", "Type of demand"
AGENCY, LOCALITY, MINUTES, FIRST = "Agency", "Locality", "Minutes", "Resolved first time"
DONE, HOUSE, STREET = "Resolved on", "Household ref", "Street name"
Row = dict[str, object]


@dataclass(frozen=True)
class File:
    """A file and the day on which it is loaded. A manager who knows the world knows what the file is beside those
    before: a newer copy of one, a record of its own, or the record going on; and that who is on one list only is
    `gone`."""

    name: str
    day: dt.date
    rows: Sequence[Row]
    newer_copy_of: str | None = None
    own_record: bool = False
    gone: bool = False

    @property
    def content(self) -> bytes:
        """The file as a spreadsheet saves it."""
        text = io.StringIO()
        headings = list(dict.fromkeys(heading for row in self.rows for heading in row))
        writer = csv.DictWriter(text, headings, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


@dataclass
class Plan:
    """How a world is written down. `gaps` say of which source which days are not recorded at all, `late` which
    demands are not entered yet; `blank` has, by heading, the demands of which it is blank; `wrong` other words for a
    cell. `lists` are the lists of households, of which `homes` are still there; `beside` other kinds of sheets that
    are kept."""

    world: World
    dice: random.Random
    loaded: dt.date
    gaps: list[Callable[[Source, dt.date], bool]] = field(default_factory=list)
    late: list[Which] = field(default_factory=list)
    blank: dict[str, list[Which]] = field(default_factory=dict)
    wrong: dict[tuple[int, str], object] = field(default_factory=dict)
    files: Callable[[Plan], list[File]] | None = None
    lists: Callable[[Plan], list[File]] = lambda plan: [_list(plan, "households.csv")]
    homes: tuple[Household, ...] = ()
    beside: dict[str, Callable[[Plan], list[File]]] = field(default_factory=dict)
    minutes: Callable[[Demand], int] = lambda d: d.minutes
    agencies_named: bool = True

    def covers(self, source: Source, day: dt.date) -> bool:
        """Whether what a source is asked on a day is written down."""
        return not any(gap(source, day) for gap in self.gaps)

    @property
    def recorded(self) -> list[Demand]:
        """The demands that are written down anywhere."""
        world = self.world
        return [d for d in world.demands if self.covers(d.source, d.day) and not any(which(d) for which in self.late)]

    def knows(self, demand: Demand, heading: str) -> bool:
        """Whether the record has this of a demand."""
        return not any(which(demand) for which in self.blank.get(heading, ()))

    def row(self, demand: Demand, as_of: dt.date, *, refs: bool = True) -> Row:
        """A demand as it is written down by a day."""
        cells: Row = {
            REF: f"D{demand.number + 1:05}",
            DATE: demand.day,
            WORDS: demand.words,
            KIND: CODES[demand.kind],
            TYPE: demand.type,
            AGENCY: demand.source.agency,
            LOCALITY: demand.source.locality,
            MINUTES: self.minutes(demand),
            FIRST: "Y" if demand.first_time else "N",
            DONE: demand.resolved if demand.resolved <= as_of else None,
            HOUSE: demand.household,
        }
        for heading in cells:
            if not self.knows(demand, heading):
                cells[heading] = None
            cells[heading] = self.wrong.get((demand.number, heading), cells[heading])
        if not refs:
            del cells[REF]
        return cells


@dataclass(frozen=True)
class Record:
    """A world's files in the order in which they are loaded, and the plan by which they came about."""

    plan: Plan
    names: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def world(self) -> World:
        return self.plan.world


# -- How files are sent


def one_file(plan: Plan) -> list[File]:
    """Everything in one file, with references."""
    return [File("log.csv", plan.loaded, [plan.row(d, plan.loaded) for d in plan.recorded])]


def a_file_an_agency(plan: Plan) -> list[File]:
    """Each agency's own file, with references."""
    sent = [
        File(f"{name}.csv", plan.loaded, [plan.row(d, plan.loaded) for d in plan.recorded if d.source.agency == name])
        for name in plan.world.agencies
    ]
    return [file for file in sent if file.rows]


def without_references(plan: Plan) -> list[File]:
    """Everything in one file, without references."""
    return [File("log.csv", plan.loaded, [plan.row(d, plan.loaded, refs=False) for d in plan.recorded])]


PLAIN = (one_file, a_file_an_agency, without_references)


def _months(plan: Plan, latest: int) -> list[tuple[dt.date, dt.date]]:
    """The latest so many months of the record, each with its first day and the day after; all before are in the
    first."""
    firsts = sorted({day.replace(day=1) for day in plan.world.days})[-latest:]
    firsts[0] = plan.world.first
    return [(first, after) for first, after in zip(firsts, [*firsts[1:], plan.loaded], strict=True) if first < after]


# -- Disturbances of time


def joins(plan: Plan) -> None:
    """An agency or a place joins the record when it has gone on for a while."""
    whose, day = _some_sources(plan), _at(plan, 0.25, 0.6)
    plan.gaps.append(lambda source, on: whose(source) and on < day)


def leaves(plan: Plan) -> None:
    """An agency or a place leaves the record long before its end."""
    whose, day = _some_sources(plan), _at(plan, 0.4, 0.7)
    plan.gaps.append(lambda source, on: whose(source) and on >= day)


def ends_early(plan: Plan) -> None:
    """An agency's file ends some weeks before the others'."""
    agency, day = plan.dice.choice(plan.world.agencies), plan.world.last - DAY * plan.dice.randint(21, 65)
    plan.gaps.append(lambda source, on: source.agency == agency and on > day)
    plan.files = a_file_an_agency


def month_missing(plan: Plan) -> None:
    """One month, or a quarter, was never sent: by one agency or by all."""
    months = sorted({day.replace(day=1) for day in plan.world.days})[1:-1]
    start = plan.dice.randrange(1, max(2, len(months) - 3))
    gone = set(months[start : start + plan.dice.choice((1, 1, 3))])
    agency = plan.dice.choice([None, *plan.world.agencies])
    plan.gaps.append(lambda source, on: agency in (None, source.agency) and on.replace(day=1) in gone)


def sample_weeks(plan: Plan) -> None:
    """A study: two weeks in every seven are written down, and none between them."""
    first = plan.world.first - DAY * plan.world.first.weekday()
    plan.gaps.append(lambda _, on: (on - first).days // 7 % 7 not in (1, 2))


def slip_of_a_year(plan: Plan) -> None:
    """One date is typed with a year long ago, or a few of January with the year before."""
    recorded = plan.recorded
    january = [d for d in recorded if d.day.month == 1 and d.day.year == plan.world.last.year]
    if january and plan.dice.random() < 0.4:
        slips = plan.dice.sample(january, min(len(january), plan.dice.randint(1, 3)))
        years = 1
    else:
        slips, years = [plan.dice.choice(recorded)], plan.dice.choice((10, 20, 9))
    for demand in slips:
        day = min(demand.day.day, 28)
        plan.wrong[demand.number, DATE] = demand.day.replace(year=demand.day.year - years, day=day)


def dates_to_come(plan: Plan) -> None:
    """Some have the day on which somebody is to come for the day they were resolved; one has next year's date."""
    still = [d for d in plan.recorded if d.resolved > plan.loaded]
    for demand in still:
        plan.wrong[demand.number, DONE] = plan.loaded + DAY * plan.dice.randint(3, 40)
    slip = plan.dice.choice(plan.recorded)
    plan.wrong[slip.number, DATE] = slip.day.replace(year=plan.loaded.year + 1, day=min(slip.day.day, 28))
    plan.wrong[slip.number, DONE] = None


def not_over(plan: Plan) -> None:
    """Loaded in the morning of a day in the middle of a week and of a month, with what was asked before."""
    until = plan.world.last - DAY * plan.dice.randint(3, 12)
    while until.weekday() not in (1, 2) or not 6 < until.day < 24:
        until -= DAY
    plan.loaded = until
    plan.gaps.append(lambda _, on: on >= until)


def rows_come_late(plan: Plan) -> None:
    """Loaded each week, and at each load the last two weeks are half full."""
    entered = {d.number: d.day + DAY * max(0, round(plan.dice.uniform(-14, 14))) for d in plan.world.demands}
    plan.late.append(lambda d: entered[d.number] > plan.loaded)

    def weekly(plan: Plan) -> list[File]:
        days = [plan.loaded - DAY * 7 * n for n in reversed(range(7))]
        return [
            File(f"log_{day}.csv", day, [plan.row(d, day) for d in plan.recorded if entered[d.number] <= day])
            for day in days
        ]

    plan.files = weekly


def closed_cases_only(plan: Plan) -> None:
    """A list of what was done until the day of loading; what is still open comes when it is done."""
    plan.late.append(lambda d: d.resolved > plan.world.last)


# -- Disturbances of what is known


def backlog(plan: Plan) -> None:
    """The latest third is not classified yet, for the most part, or that of one agency."""
    day = _at(plan, 0.6, 0.7)
    agency = plan.dice.choice([None, plan.dice.choice(plan.world.agencies)])
    part = plan.dice.uniform(0.6, 0.8) if agency is None else 1.0
    waiting = {d.number for d in plan.world.demands if d.day >= day and plan.dice.random() < part}
    for heading in (KIND, TYPE):
        plan.blank.setdefault(heading, []).append(lambda d: d.number in waiting and agency in (None, d.source.agency))


def minutes_of_one_team(plan: Plan) -> None:
    """One agency alone writes minutes down."""
    agency = plan.dice.choice(plan.world.agencies)
    plan.blank.setdefault(MINUTES, []).append(lambda d: d.source.agency != agency)


def minutes_of_failures(plan: Plan) -> None:
    """Minutes are written down of failure demand nearly always, of the rest seldom."""
    without = {d.number for d in plan.world.demands if plan.dice.random() > (0.95 if d.kind == "Failure" else 0.25)}
    plan.blank.setdefault(MINUTES, []).append(lambda d: d.number in without)


def lists_in_parts(plan: Plan) -> None:
    """Two agencies' lists of the same households, each with flags of its own."""
    flags = list(FLAGS)
    plan.lists = lambda plan: [
        _list(plan, "housing.csv", flags=flags[:4]),
        _list(plan, "children.csv", flags=flags[4:]),
    ]


def _moved(plan: Plan) -> tuple[Household, ...]:
    """Households that moved away in the last months."""
    homes = plan.world.households
    gone = tuple(plan.dice.sample(homes, len(homes) // 10))
    plan.homes = tuple(home for home in homes if home not in gone)
    return gone


def moved_away(plan: Plan) -> None:
    """A list, and some months later another, without those who moved away."""
    gone, early = _moved(plan), plan.loaded - DAY * 90
    plan.lists = lambda plan: [
        replace(_list(plan, "list_before.csv", early, also=gone), day=early),
        replace(_list(plan, "list_now.csv", plan.loaded), gone=True),
    ]


def list_as_back_data(plan: Plan) -> None:
    """Today's list, and then one of some months ago with households that have moved away since, to have it all."""
    gone, early = _moved(plan), plan.loaded - DAY * 90
    plan.lists = lambda plan: [
        _list(plan, "list_now.csv", plan.loaded),
        replace(_list(plan, "list_before.csv", early, also=gone), day=plan.loaded + DAY, gone=True),
    ]


# -- Disturbances of sending


def again_with_references(plan: Plan) -> None:
    """The file again, with what was wrong or blank put right."""

    def files(plan: Plan) -> list[File]:
        early = plan.loaded - DAY * 40
        first = _less([plan.row(d, early) for d in plan.recorded if d.day < early], plan.dice)
        return [
            File("log.csv", early, first),
            File("log_corrected.csv", plan.loaded, [plan.row(d, plan.loaded) for d in plan.recorded]),
        ]

    plan.files = files


def again_without_references(plan: Plan) -> None:
    """A newer copy of a file without references: corrected, and with columns more."""

    def files(plan: Plan) -> list[File]:
        early = plan.loaded - DAY * 7
        rows = [plan.row(d, plan.loaded, refs=False) for d in plan.recorded]
        first = _less([plan.row(d, early, refs=False) for d in plan.recorded if d.day < early], plan.dice)
        if plan.dice.random() < 0.5:
            first = [{name: cell for name, cell in row.items() if name not in (MINUTES, FIRST)} for row in first]
        return [
            File("log.csv", early, first),
            File("log_corrected.csv", plan.loaded, rows, newer_copy_of="log.csv"),
        ]

    plan.files = files


def _less(rows: list[Row], dice: random.Random) -> list[Row]:
    """Rows as they were before somebody looked through them: some not classified, some with other minutes."""
    found = []
    for row in rows:
        before = dict(row)
        if dice.random() < 0.15:
            before[KIND] = None
        if dice.random() < 0.05 and before.get(MINUTES):
            before[MINUTES] = 10 * int(str(before[MINUTES]))
        found.append(before)
    return found


def _cumulative(plan: Plan, *, refs: bool) -> list[File]:
    """The export of each of the last months: all so far, the latest not classified yet, some entered late."""
    entered = {
        d.number: d.day + DAY * (plan.dice.randint(5, 40) if plan.dice.random() < 0.1 else 0) for d in plan.recorded
    }
    files: list[File] = []
    ends = [after for _, after in _months(plan, 4)]
    for day in ends:
        last = day == ends[-1]
        rows = []
        for d in plan.recorded:
            if d.day < day and (last or entered[d.number] < day):
                row = plan.row(d, day, refs=refs)
                if not last and d.day > day - DAY * 30:
                    row[KIND] = None
                rows.append(row)
        before = files[-1].name if files and not refs else None
        files.append(File(f"export_{day}.csv", day, rows, newer_copy_of=before))
    return files


def exports_with_references(plan: Plan) -> None:
    """An export of all so far each month, with late rows and late classification."""
    plan.files = lambda plan: _cumulative(plan, refs=True)


def exports_without_references(plan: Plan) -> None:
    """An export of all so far each month, with late rows and late classification, and no references."""
    plan.files = lambda plan: _cumulative(plan, refs=False)


def export_after_classified(plan: Plan) -> None:
    """A log classified by hand, then the system's export of the same references without what people added."""

    def files(plan: Plan) -> list[File]:
        rows = [plan.row(d, plan.loaded) for d in plan.recorded]
        bare = [{name: row[name] for name in (REF, DATE, WORDS, AGENCY, LOCALITY, DONE)} for row in rows]
        day = plan.loaded
        return [File("classified.csv", day, rows), File("export.csv", day + DAY, bare)]

    plan.files = files


def months_not_again(plan: Plan) -> None:
    """Each month's rows once: what was still open then is never sent again."""

    def files(plan: Plan) -> list[File]:
        sent = [
            File(f"log_{first:%Y_%m}.csv", after, [plan.row(d, after) for d in plan.recorded if first <= d.day < after])
            for first, after in _months(plan, 6)
        ]
        return [file for file in sent if file.rows]

    plan.files = files


def tallies(plan: Plan) -> None:
    """Each team's tally: few words, no references, and nothing that says which team it is."""
    plan.agencies_named, plan.minutes = False, lambda d: 5 * (1 + d.minutes // 5)

    def files(plan: Plan) -> list[File]:
        found = []
        for name in plan.world.agencies:
            rows = [
                {DATE: row[DATE], WORDS: d.type, KIND: row[KIND], MINUTES: row[MINUTES]}
                for d in plan.recorded
                if d.source.agency == name
                for row in (plan.row(d, plan.loaded),)
            ]
            found.append(File(f"tally_{name}.csv", plan.loaded, rows, own_record=True))
        return found

    plan.files = files


def _list(
    plan: Plan,
    name: str,
    as_at: dt.date | None = None,
    *,
    flags: Sequence[str] = tuple(FLAGS),
    also: Sequence[Household] = (),
) -> File:
    """A list of the households that are there, and of others `also`, with some flags."""
    rows = [
        {HOUSE: home.ref, STREET: home.street, LOCALITY: home.locality}
        | ({"As at": as_at} if as_at else {})
        | {flag: "Y" if flag in home.flags else "N" for flag in flags}
        for home in (*plan.homes, *also)
    ]
    return File(name, plan.loaded, rows)


# -- Sheets of other kinds


def _ledger(plan: Plan) -> list[File]:
    """What was done for the cases, and when the new way began for each."""
    return [File("ledger.csv", plan.loaded, _lines(plan)), File("cases.csv", plan.loaded, _cases(plan))]


def _lines(plan: Plan) -> list[Row]:
    return [
        {"Case ref": line.case, AGENCY: line.agency, "Date": line.day, "Activity": line.activity, "Cost": line.cost}
        for line in plan.world.lines
    ]


def _cases(plan: Plan) -> list[Row]:
    return [{"Case ref": case.ref, "Intervention date": case.began} for case in plan.world.cases]


def ledger_again(plan: Plan) -> None:
    """A ledger, and a newer copy of it with some amounts put right and some lines more."""

    def files(plan: Plan) -> list[File]:
        early = plan.loaded - DAY * 20
        first = [dict(row) for row, line in zip(_lines(plan), plan.world.lines, strict=True) if line.day < early]
        for row in plan.dice.sample(first, min(3, len(first))):
            row["Cost"] = 10 * int(str(row["Cost"]))
        ledger, cases = _ledger(plan)
        again = replace(ledger, name="ledger_corrected.csv", newer_copy_of="ledger.csv")
        return [File("ledger.csv", early, first), again, cases]

    plan.beside["ledger"] = files


def consents_after(plan: Plan) -> None:
    """Cases with the days on which the new way began, and then a list of who consents, without these."""

    def files(plan: Plan) -> list[File]:
        consents = [{"Case ref": case.ref, "Title": f"Case {case.ref}", "Consent": "Y"} for case in plan.world.cases]
        return [*_ledger(plan), File("consents.csv", plan.loaded + DAY, consents)]

    plan.beside["ledger"] = files


def _series(plan: Plan) -> list[File]:
    """A figure of each month."""
    rows = [{"Measure": "Repairs done", "Date": month, "Value": value} for month, value in plan.world.monthly]
    return [File("figures.csv", plan.loaded, rows)]


def series_again(plan: Plan) -> None:
    """A series, and then the same again, restated: two of its figures are others."""

    def files(plan: Plan) -> list[File]:
        (now,) = _series(plan)
        first = [dict(row) for row in now.rows]
        for row in plan.dice.sample(first, min(2, len(first))):
            row["Value"] = int(str(row["Value"])) + plan.dice.randint(1, 9)
        before = File("figures.csv", plan.loaded - DAY * 9, first)
        return [before, replace(now, name="figures_restated.csv", newer_copy_of="figures.csv")]

    plan.beside["series"] = files


TIME = (joins, leaves, ends_early, month_missing, sample_weeks, slip_of_a_year, dates_to_come, not_over)
KNOWN = (backlog, minutes_of_one_team, minutes_of_failures, lists_in_parts)
AGAIN = (moved_away, list_as_back_data, ledger_again, consents_after, series_again)
SENT = (
    again_with_references,
    again_without_references,
    exports_with_references,
    exports_without_references,
    export_after_classified,
    months_not_again,
    tallies,
    rows_come_late,
)
EVERY = (*TIME, *KNOWN, *AGAIN, *SENT)
# One comes only where it is asked for by name: by chance it would change which worlds have the others.
DISTURBANCES = {each.__name__: each for each in (*EVERY, closed_cases_only)}
BESIDE = {"ledger": _ledger, "series": _series}


def complete(of: Plan) -> Record:
    """The complete record of the world of another plan: all of it in one file, loaded the day after its last."""
    world = of.world
    beside = {name: BESIDE[name] for name in of.beside}
    plan = Plan(world, random.Random(world.seed), world.last + DAY, homes=of.homes, beside=beside)
    return Record(plan, (), _in_order(plan, one_file))


def record(world: World, only: str | None = None) -> Record:
    """The record of a world with one disturbance, or two, or three of different sorts; `only` names one."""
    dice = random.Random(world.seed + 1)
    plan = Plan(world, dice, world.last + DAY, homes=world.households)
    if only:
        chosen = [DISTURBANCES[only]]
    else:
        sorts = dice.sample((TIME, TIME, KNOWN, AGAIN, SENT, SENT), dice.choices((1, 2, 3), (6, 3, 1))[0])
        # What happens to time is settled before anything is picked of it; and one way of sending at a time.
        chosen = sorted({dice.choice(sort) for sort in sorts}, key=EVERY.index)
        sent = [each for each in chosen if each in SENT][1:]
        lists = [each for each in chosen if each in (lists_in_parts, moved_away, list_as_back_data)][1:]
        chosen = [each for each in chosen if each not in (*sent, *lists)]
    plan.files = dice.choice(PLAIN)
    for disturb in chosen:
        disturb(plan)
    return Record(plan, tuple(each.__name__ for each in chosen), _in_order(plan, plan.files))


def _in_order(plan: Plan, demands: Callable[[Plan], list[File]]) -> tuple[File, ...]:
    """All the files in the order in which they are loaded."""
    beside = [file for files in plan.beside.values() for file in files(plan)]
    return tuple(sorted([*demands(plan), *plan.lists(plan), *beside], key=lambda file: file.day))


def _some_sources(plan: Plan) -> Callable[[Source], bool]:
    """One of the agencies, or one of the places, where there are others."""
    world = plan.world
    places = list(dict.fromkeys(source.locality for source in world.sources))
    groups = [("agency", name) for name in world.agencies[:3]]
    groups += [("locality", name) for name in places if len(places) > 1]
    by, name = plan.dice.choice(groups)
    return lambda source: getattr(source, by) == name


def _at(plan: Plan, least: float, most: float) -> dt.date:
    """A day so far through the world."""
    world = plan.world
    return world.first + DAY * round((world.last - world.first).days * plan.dice.uniform(least, most))
