"""Measures of what people rate themselves, of results and of uploaded series, worked out from their words."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from tests.reckoning.names import commonest, folded
from tests.reckoning.past import Now

# Who the person is, as the sheet's own list has it; a case may have several of the second sort.
OWN = ("person", "the person", "self", "me", "myself", "themselves", "client", "service user", "tenant", "patient")
ONE_OF_THEM = ("mother", "young person", "parent")
YEAR, FIVE_YEARS = dt.timedelta(days=365), dt.timedelta(days=1826)


def people(now: Now, filters: Mapping) -> dict[str, list[dict]]:
    """Each person's ratings in the order in which they were written, by the first spelling of their case from A to
    Z."""
    found = defaultdict(list)
    for row in sorted(filter(now.has_happened, now.ratings), key=lambda row: (row["upload"], row["row"])):
        found[row["case_ref"].lower()].append(row)
    wanted = filters.get("case")
    return {
        min(row["case_ref"] for row in rows): rows
        for case, rows in found.items()
        if wanted is None or case == wanted.lower()
    }


def scale_of(row: dict) -> tuple[float, float]:
    """The ends of a rating's scale; of one that says none, 0 and 10."""
    low, high = row.get("rating_from"), row.get("rating_to")
    return (0 if low is None else low, 10 if high is None else high)


def by_statement(rows: list[dict]) -> dict[str, list[dict]]:
    """A person's ratings of each statement (those that differ only in case, spaces or punctuation are one, `&` being
    `and`), under the words in which it was first written, in the order of these. One that the person rated on two
    scales is two, each with its scale behind its words."""
    scales = defaultdict(set)
    for row in rows:
        scales[folded(row["statement"])].add(scale_of(row))
    first: dict[tuple, str] = {}
    found = defaultdict(list)
    for row in rows:
        statement, scale = folded(row["statement"]), scale_of(row)
        behind = " ({:g} to {:g})".format(*scale) if len(scales[statement]) > 1 else ""
        name = first.setdefault((statement, behind), row["statement"] + behind)
        found[name].append(row)
    return dict(found)


def rater(row: dict) -> tuple[int, str]:
    """Who rated: first how surely it is the person, then who."""
    name = " ".join((row.get("rated_by") or "").lower().split())
    if name in OWN or name == row["case_ref"].lower():
        return 2, "own"
    return int(name in ONE_OF_THEM), folded(name) if name else ""


def slips(rows: list[dict]) -> set[dt.date]:
    """The dates of a case that lie alone, no other within five years, where others of the case do not."""
    days = sorted({row["date"] for row in rows})
    runs: list[list[dt.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] <= FIVE_YEARS:
            runs[-1].append(day)
        else:
            runs.append([day])
    return {run[0] for run in runs if len(run) == 1} if max(map(len, runs)) > 1 else set()


def line(rows: list[dict], alone: set[dt.date]) -> dict[dt.date, dict]:
    """A statement's rating on each day by one rater: the person where they rated it on any day, else whoever did most
    often, and of these who did last. Of two on a day the last row."""
    by = defaultdict(list)
    for row in rows:
        if row["date"] not in alone:
            by[rater(row)].append(row)
    if not by:
        return {}

    surest = max(own for own, _ in by)
    whose = sorted(who for who in by if who[0] == surest)
    most = max(whose, key=lambda who: (len(by[who]), max(row["date"] for row in by[who])))
    return {row["date"]: row for row in by[most]}


def outcome_ratings(now: Now, filters: Mapping) -> dict:
    rows, statements = [], []
    for case, written in sorted(people(now, filters).items()):
        alone = slips(written)
        for statement, of in by_statement(written).items():
            standing = line(of, alone)
            for row in of:
                on_line = row is standing.get(row["date"])
                rows.append(
                    (case, statement, row["date"], row["rating"], row.get("rated_by"), row.get("note"), on_line)
                )
            ratings = [standing[day]["rating"] for day in sorted(standing)]
            if ratings:
                change = ratings[-1] - ratings[0] if len(ratings) > 1 else None
                statements.append((case, statement, ratings[0], ratings[-1], change))
    return {"rows": Counter(rows), "statements": statements}


def outcome_changes(now: Now, filters: Mapping) -> dict:
    found = []
    for written in people(now, {}).values():
        alone = slips(written)
        for statement, of in by_statement(written).items():
            same = folded(of[0]["statement"]), statement.removeprefix(of[0]["statement"])
            if standing := line(of, alone):
                found.append((same, statement, standing))
    latest = max((max(standing) for _, _, standing in found), default=None)
    spelled, changes = defaultdict(list), []
    for same, statement, standing in found:
        spelled[same].append(statement)
        first, last = min(standing), max(standing)
        step = standing[last]["rating"] - standing[first]["rating"]
        change = "better" if step > 0 else "worse" if step < 0 else "same"
        change = "one rating" if first == last else "long ago" if latest - last > YEAR else change
        changes.append((same, change))
    return {"counts": Counter((commonest(spelled[same]), change) for same, change in changes)}


def results(now: Now, filters: Mapping) -> dict:
    """In points where the unit is a percentage, else in the unit; and as per cent of before, unless that is 0 or
    below. A change as it was given is in per cent where it says so, whatever the unit."""
    rows = []
    for row in sorted(now.results, key=lambda row: (row["upload"], row["row"])):
        before, after = row.get("before"), row.get("after")
        step = None if before is None or after is None else after - before
        unit = (row.get("unit") or "").strip().lower()
        points = unit.startswith(("%", "per cent", "percent"))
        per_cent = None if step is None or before <= 0 else step / before * 100
        size = row.get("sample_size")
        size = f"{size:,.0f}+" if size is not None and row.get("sample_size_or_more") else size
        given_in = "per cent" if row.get("change_per_cent") else row.get("unit")
        rows.append(
            (row["measure"], before, after, row.get("unit"), step if points else None, None if points else step)
            + (
                per_cent,
                row.get("change"),
                None if row.get("change") is None else given_in,
                size,
                row.get("period"),
                row.get("note"),
            )
        )
    return {"rows": rows}


def series_points(now: Now, filters: Mapping) -> dict:
    """In order of date; of one date in the order in which they were written. A name in other capitals is the same
    series, but for files that make none together: each is then a series by itself."""
    written = sorted(filter(now.has_happened, now.series), key=lambda row: (row["upload"], row["row"]))
    names: dict[str, str] = {}
    by_name = defaultdict(list)
    for row in written:
        by_name[names.setdefault(row["measure"].lower(), row["measure"])].append(row)
    found = {}
    for name, rows in by_name.items():
        rows = sorted(rows, key=lambda row: row["date"])
        files = defaultdict(list)
        for row in rows:
            files[row["upload"]].append(row)
        # All files of these worlds are called the same.
        parts = {f"{name} (test.xlsx, upload {n})": own for n, own in files.items()} if _apart(files) else {name: rows}
        found |= {
            series: [tuple(row.get(of) for of in ("date", "value", "unit", "better_is", "note")) for row in own]
            for series, own in parts.items()
        }
    return found


def _apart(files: Mapping[int, list[dict]]) -> bool:
    """Whether files of one name are no series together: each has one point a date, and of two of them half of the
    dates of one are those of the other, as of two areas; or points come in steps of two lengths, as of weeks and of
    months."""
    dates = [[row["date"] for row in rows] for rows in files.values()]
    pairs = [(set(one), set(other)) for n, one in enumerate(dates) for other in dates[:n]]
    alike = any(len(one & other) >= min(len(one), len(other)) / 2 for one, other in pairs)
    every = sorted(day for own in dates for day in own)
    steps = [(later - earlier).days for earlier, later in zip(every, every[1:])]
    lengths = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
    many = [sum(low <= step <= high for step in steps) for low, high in lengths.values()]
    two = sum(n > 2 and n >= len(steps) / 5 for n in many) > 1
    return len(files) > 1 and (two or alike and all(len(own) == len(set(own)) for own in dates))


RECKONED = {each.__name__: each for each in (outcome_ratings, outcome_changes, results, series_points)}
