"""What has changed since a meeting, in words: at most three findings, what to ask, and what was learned.

Nothing is compared point with point. A finding is a change in a chart that noise would not make in any of so many
charts, or a step that somebody recorded; what a chart asks besides is a question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from measures import meetings, spc
from measures.meetings import Meeting
from measures.over_time import Drawn, Followed, Learned, Mark
from measures.store import Store
from measures.views.board.words import as_at
from measures.views.capability import followed, latest, signals, words
from measures.words import listed, moment, plural, short

FINDINGS, QUESTIONS, REMARKS = 3, 3, 3  # that a board has room for
ALONE = ("outside", "two of three")  # rules that one point breaks, or two
NEAR = 2  # points by which the place of one change may differ between two looks at it
NOTHING_BEFORE = "Nothing to compare with yet."
NO_CHART = "There is no chart to compare."
RECORD_ONE = "Record the date of a meeting under “Compare with”."
NOTHING_TO_ASK = "No chart asks a question that nobody has answered."
NOTHING_WRITTEN = "Nothing has been written beside a chart since."
WRITE_IT = "Over time has a place for it."
USUALLY = {True: "The latest meeting", False: "The load before the latest"}  # until somebody chooses
ONLY_NOW = " (to be seen only now)"  # of what began before the meeting: nothing changed since
NAME_FIRST = "Give your name or initials first: it is kept with the change."


@dataclass(frozen=True)
class Look:
    """A look at the board before this one: on a day, and at which version of the data; None where nothing was loaded by
    then."""

    date: dt.date
    version: int | None = None

    def is_later(self, mark: Mark) -> bool:
        """Whether a mark was made after it."""
        return mark.at.date() > self.date if self.version is None else mark.number > self.version


def looks(store: Store, version: int, today: dt.date) -> dict[str, tuple[Look, bool]]:
    """The looks that a board as at a version can be compared with, by their names, each with whether it was a
    meeting: meetings first, the latest before the others, then loads."""
    found: dict[str, tuple[Look, bool]] = {}
    for meeting in meetings.meetings(store, version):
        if meeting.date <= today:
            look = Look(meeting.date, meetings.version_at(store, meeting.date, version, recorded=meeting))
            found[of_meeting(meeting)] = look, True
    for load in [load for load in store.loads() if load["version"] <= version][1:]:
        found[as_at(load)] = Look(load["changed_at"].date(), load["version"]), False
    return found


@dataclass(frozen=True)
class Line:
    """A sentence about a chart, and what its page is opened with."""

    title: str
    words: str
    chosen: Mapping[str, str]

    @property
    def said(self) -> str:
        return f"{self.title}: {self.words}"


@dataclass(frozen=True)
class Since:
    """What there is to say: `more` is how many findings and questions there is no room for, `quiet` what is said of
    all other charts, `noted` what somebody said happened at a point."""

    findings: tuple[Line, ...]
    questions: tuple[Line, ...]
    more: int
    quiet: str
    noted: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """What there is to say under a heading, and what is said beside it."""

    heading: str
    lines: tuple[Line, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class SinceSummary:
    """All that a board says of what has changed: since when, compared with what, and in three columns."""

    heading: str
    compared: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class _Moved:
    """What a chart says, how far it moved, in standard errors of its noise, and since when, where nobody has said
    why."""

    chart: Followed
    words: str
    distance: float
    since: str = ""


def since(
    now: Sequence[Followed], then: Sequence[Followed], look: Look | None, shown: Sequence[Followed] | None = None
) -> Since:
    """What the charts say `now` that they did not say at an earlier `look`: the charts of `then`; or, of what was not
    loaded yet, the points whose periods were over on that day. Without one, only what they ask.

    Whether and when something moved is one truth for every viewer, and worked out of exact figures; how much is said of
    what is `shown` to this one, and of a chart, or of points, that are not nothing.
    """
    seen = {each.key: each.drawn for each in (now if shown is None else shown)}
    now = [each for each in now if each.key in seen]
    told = {each.key for each in now if _is_shown(each.drawn, seen[each.key])}
    known = {each.key: each.drawn for each in then if each.drawn.n}
    limited = [each for each in now if each.drawn.n and each.drawn.chart.stretches[-1].lower is not None]
    of = len({each.moves_with for each in limited})
    found = [
        moved
        for each in now
        if look and each.key in told and (moved := _finding(each, seen[each.key], known.get(each.key), look, of))
    ]
    asks = [
        _Moved(each, question, followed.distance(each.drawn))
        for each in now
        if (question := followed.asked(each.drawn)) and not followed.is_answered(each.drawn) and each.key in told
    ]
    heads = {moved.chart.moves_with: moved.since for moved in _once(found)}
    asks = [
        replace(each, words=_what_happened(since)) if (since := heads.get(each.chart.moves_with)) else each
        for each in asks
    ]
    findings, questions = ([_line(moved) for moved in _once(these)] for these in (found, asks))
    loud = {moved.chart.key for moved in found} | {each.key for each in now if followed.asked(each.drawn)} & told
    return Since(
        tuple(findings[:FINDINGS]),
        tuple(questions[:QUESTIONS]),
        len(findings[FINDINGS:]) + len(questions[QUESTIONS:]),
        _quiet(now, loud, seen, look is not None, bool(findings)),
        tuple(
            f"{each.title}, {words.mark(mark)} – {mark.who}, {short(mark.at.date())}"
            for each in now
            for _, mark in each.drawn.notes
            if look is None or look.is_later(mark)
        ),
    )


def _is_shown(drawn: Drawn, seen: Drawn) -> bool:
    """Whether every point is `seen` of which a chart may ask by itself: a month that is not shown, being of few, is
    not named as one that lies outside the limits."""
    asked = {drawn.dates[i] for i, point in enumerate(drawn.chart.points) if {*ALONE} & {*point.rules}}
    return asked <= {*seen.dates}


def _finding(each: Followed, seen: Drawn, before: Drawn | None, look: Look, of: int) -> _Moved | None:
    """A step that was recorded since, or a change that was not there to be seen."""
    drawn = each.drawn
    if not drawn.n:
        return None
    recorded = any(at == drawn.edges[-1][0] and mark.number and look.is_later(mark) for at, mark in drawn.steps)
    if recorded and (change := latest.change(seen, seen.every)):
        return _Moved(each, change, float("inf"))
    shown = before or each.known_on(look.date)
    at, was = _step(drawn, of), _step(shown, of)
    if at is None:
        if before is None or was is None or followed.asked(drawn) or drawn.steps:
            return None
        day = latest.since(shown.dates[was], shown.every)
        return _Moved(each, f"the change since {day} that was to be seen then is not in the data as they are now", 0)
    if was is not None and abs(_nearest(drawn, shown.dates[was]) - at) <= NEAR:
        return None  # it was there to be seen
    day = latest.since(drawn.dates[at], drawn.every)
    said = _size(seen, drawn.dates[drawn.edges[-1][0]], drawn.dates[at], day)
    late = ONLY_NOW if drawn.dates[at] <= look.date else ""
    return _Moved(each, said + late, followed.distance(drawn), day)


def _size(seen: Drawn, first: dt.date, date: dt.date, day: str) -> str:
    """“29% since December 2025, 45% before”, of the points that are shown: from the first day of a stretch on, and
    from a date on."""
    start, at = (next((i for i, each in enumerate(seen.dates) if each >= begins), seen.n) for begins in (first, date))
    if not start < at < seen.n:
        return f"not what it was before {day}"
    return latest.against(seen, latest.stretch(seen, at, seen.n), latest.stretch(seen, start, at), seen.every)


def _what_happened(since: str) -> str:
    """What to ask of a change that is told already."""
    return f"what happened around {since}?"


def _step(drawn: Drawn, of: int) -> int | None:
    """Where the stretch that is going on now changed by more than noise makes in any of so many charts, and asks
    why."""
    if not followed.asked(drawn):
        return None
    start, end = drawn.edges[-1]
    values = drawn.values[start:end]
    return start + spc.step_at(values) if spc.beyond_chance(values, drawn.chart.stretches[-1], of) else None


def _nearest(drawn: Drawn, date: dt.date) -> int:
    """The point of a day, which may be of another period."""
    return min(range(drawn.n), key=lambda i: abs(drawn.dates[i] - date))


def _once(found: Sequence[_Moved]) -> list[_Moved]:
    """One for all charts that show the same change, which names the others: the one that the others go with, where
    it is among them; that which moved furthest first."""
    alike: dict[str, list[_Moved]] = {}
    for moved in sorted(found, key=lambda moved: -moved.distance):
        alike.setdefault(moved.chart.moves_with, []).append(moved)
    return [
        _with_others(sorted(these, key=lambda m: m.chart.measure != m.chart.moves_with)) for these in alike.values()
    ]


def _with_others(these: Sequence[_Moved]) -> _Moved:
    first, *others = these
    names = listed([other.chart.title for other in others])
    return replace(
        first,
        words=f"{first.words.rstrip('.')}. With it: {names}." if names and first.words[-1] != "?" else first.words,
    )


def _line(moved: _Moved) -> Line:
    place = f", {moved.chart.place}" if moved.chart.place else ""
    return Line(moved.chart.title + place, moved.words, moved.chart.chosen)


def _quiet(
    now: Sequence[Followed], loud: Collection[str], seen: Mapping[str, Drawn], compared: bool, findings: bool
) -> str:
    """“Nothing else moved beyond its usual variation: Repeat demands and New tenancies. 2 charts cannot say so: too
    few points, or points that lean on each other.” A chart that cannot say so is not one in which nothing moved; one
    of which quarters are `seen` by its readers, since months would be of few, is told apart by months still.

    Nothing else is said to have moved beside `findings` only, and nothing at all only where no chart asks."""
    others = [each for each in now if each.key not in loud]
    still = [each for each in others if signals.headline(each.drawn, each.every).startswith(signals.ROUTINE)]
    unsaid = len(others) - len(still)
    said = []
    if still:
        titles = listed([each.title for each in still])
        its = "its" if len(still) == 1 else "their"
        within, so_far = f"Within {its} usual variation", "" if compared else " so far"
        beyond = f"Nothing {'else ' if findings else ''}moved beyond its usual variation"
        said.append(f"{beyond if compared and (findings or not loud) else f'{within}{so_far}'}: {titles}.")
        finer = sorted({each.drawn.every for each in still if seen[each.key].every != each.drawn.every})
        if finer:
            said.append(
                f"Seen {' and '.join(f'{every} by {every}' for every in finer)}, which is too fine to be shown here."
            )
    if unsaid:
        said.append(f"{plural(unsaid, 'chart')} cannot say so: too few points, or points that lean on each other.")
    return " ".join(said)


def summary(
    found: Since, look: Look | None, meeting: bool, compared: str, learned: Sequence[str], *, manager: bool = True
) -> SinceSummary:
    """What was `found` since a look, and what was `learned`, as a board says it; to a `manager` with where to do
    what."""
    record, write = (f" {way}" if manager else "" for way in (RECORD_ONE, WRITE_IT))

    def column(heading: str, lines: Sequence[Line], none: str, *beside: str) -> Column:
        return Column(heading, tuple(lines), tuple(filter(None, ("" if lines else none, *beside))))

    nothing = ("" if found.quiet else NO_CHART) if look else NOTHING_BEFORE + record
    remarks = [Line("", words, {}) for words in (*learned, *found.noted)]
    return SinceSummary(
        heading(look, meeting),
        compared,
        (
            column("What moved", found.findings, nothing, found.quiet),
            column("To ask", found.questions, NOTHING_TO_ASK, more(found.more) if manager else ""),
            column(
                "Learned",
                remarks[:REMARKS],
                NOTHING_WRITTEN + write,
                more(len(remarks) - REMARKS) if manager else "",
            ),
        ),
    )


def learned(lines: Sequence[Learned], look: Look | None, measures: Collection[str], *, cases: bool) -> list[str]:
    """The commentary written since, of these measures: what was learned, by whom and when. What was written of one
    case only where `cases` may be shown."""
    new = [
        line
        for line in lines
        if (
            look is None or (line.remark.at.date() > look.date if look.version is None else line.version > look.version)
        )
        and line.measure in measures
        and (cases or not line.case)
    ]
    return [_learned(line) for line in new]


def _learned(line: Learned) -> str:
    remark = line.remark
    after = f" (looked after by {line.owner})" if line.owner else ""
    next_ = f" Next: {remark.next}" if remark.next else ""
    said = f"“{remark.learned}”" if remark.learned else "nothing yet."
    return f"{line.title}{after}: {said}{next_} – {remark.who}, {short(remark.at.date())}"


def heading(look: Look | None, meeting: bool) -> str:
    """“Since the meeting of 12 May 2026”."""
    if look is None:
        return "What the charts ask now"
    return f"Since {'the meeting of ' if meeting else ''}{short(look.date)}"


def compared(look: Look | None, charts: Sequence[Followed], locality: str | None) -> str:
    """With what, of how many charts, and of where."""
    of_all = sum(each.place is None for each in charts) if locality else 0
    also = f", {of_all:,} of them of all localities" if of_all else ""
    if not charts:
        return f"There is no chart over time of {locality or 'all localities'} yet."
    said = f"{plural(len(charts), 'chart')} of {locality or 'all localities'}{also}."
    if look is None:
        return f"{said} No meeting is recorded yet, and there is no earlier load to compare with."
    if look.version is None:
        return f"{said} Nothing was loaded by then: compared with what today's data say up to that day."
    return f"{said} Compared with what they said then."


def of_meeting(meeting: Meeting) -> str:
    """A meeting in a list."""
    return f"Meeting of {short(meeting.date)}{f': {meeting.about}' if meeting.about else ''}"


def recorded(meeting: Meeting) -> str:
    """A meeting with who recorded it."""
    return f"{of_meeting(meeting)} (recorded by {meeting.who}, {moment(meeting.at)})"


def more(number: int) -> str:
    """What there is no room for, and where it is."""
    return f"{number:,} more on Over time." if number > 0 else ""
