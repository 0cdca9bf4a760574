"""A person's own statements in words: what became of each, what was said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from measures.answers import Answer
from measures.shapes.ratings import RatingRow, Ratings, Statement
from measures.words import day, listed, plural, sentence_case

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
BECAME = {"better": "rated higher", "same": "rated the same", "worse": "rated lower"}


def few(count: int) -> str:
    """A small number as a word, a larger one in figures."""
    return WORDS[count] if 0 <= count < len(WORDS) else f"{count:,}"


def step(change: float | None) -> str:
    """+3, −2 or 0 on the scale; a statement with one rating has no change."""
    return "only one rating" if change is None else f"{'+' if change > 0 else '−' if change < 0 else ''}{abs(change):g}"


def scale(shape: Ratings) -> str:
    """“from 0 to 10”: the scale of every rating, or that they have several."""
    return "on several scales" if shape.scale is None else "from {:g} to {:g}".format(*shape.scale)


def with_scale(shape: Ratings, statement: Statement) -> str:
    """A statement, with its scale where others have another."""
    ends = " ({:g} to {:g})".format(*statement.scale)
    return statement.text if shape.scale or statement.text.endswith(ends) else statement.text + ends


def short_day(date: dt.date) -> str:
    """29 Jun 2012."""
    return f"{date.day} {date:%b %Y}"


def reviews(dates: Sequence[dt.date]) -> list[str]:
    """A name for each date: the first and the last say that they are."""
    names = [short_day(date) for date in dates]
    if len(names) > 1:
        names[0], names[-1] = f"Start, {names[0]}", f"Latest, {names[-1]}"
    return names


def headline(answer: Answer[Ratings]) -> str:
    """“Case RUTH: five of eight statements are rated higher than at the start; two have only one rating”."""
    shape = answer.shape
    return f"{_whose(answer)}: {changed(shape.changes, len(shape.statements))}"


def _whose(answer: Answer[Ratings]) -> str:
    cases = answer.shape.cases
    return f"Case {answer.filters.get('case', cases[0])}" if len(cases) == 1 else f"{len(cases):,} cases"


def changed(counts: Mapping[str, int], total: int) -> str:
    """“five of eight statements are rated higher than at the start”, of how many there are of each of `CHANGES`."""
    once = counts["one rating"]
    if once == total:
        return f"{plural(total, 'statement')}, rated once so far"
    found = [
        f"{'both' if count == total == 2 else f'all {few(count)}' if count == total > 2 else few(count)}"
        f"{f' of {few(total)}' if place == 0 and count < total else ''}"
        f"{(' statements' if total > 1 else ' statement') if place == 0 else ''}"
        f" {'is' if count == 1 else 'are'} {words if place == 0 else words.removeprefix('rated ')}"
        f"{(' as' if words.endswith('same') else ' than') + ' at the start' if place == 0 else ''}"
        for place, (count, words) in enumerate((counts[c], w) for c, w in BECAME.items() if counts[c])
    ]
    found += [f"{few(once)} {'has' if once == 1 else 'have'} only one rating"] if once else []
    return "; ".join(found)


def subtitle(answer: Answer[Ratings]) -> str:
    """Whose ratings, of when, and how many."""
    shape = answer.shape
    dates = shape.dates
    when = day(dates[0]) if len(dates) == 1 else f"{day(dates[0])} to {day(dates[-1])}"
    return (
        f"The person's own statements, each rated {scale(shape)}. {_whose(answer)}, {when}. "
        f"n = {plural(answer.n, 'rating')} of {plural(len(shape.statements), 'statement')} on "
        f"{plural(len(dates), 'date')}."
    )


def notes(shape: Ratings) -> str:
    """What the charts leave out: gaps, and ratings that another of the same day stands before."""
    said = []
    gaps = [s for s in shape.statements if len(s.ratings) < len(shape.dates)]
    if gaps:
        one = len(gaps) == 1
        said.append(
            f"{sentence_case(few(len(gaps)))} {'statement was' if one else 'statements were'} not rated on every date: "
            "a gap in the charts, never 0."
        )
    for rows in shape.same_day:
        shown, *others = map(_rating_by, rows)
        times = "twice" if len(rows) == 2 else f"{few(len(rows))} times"
        said.append(
            f"On {day(rows[0]['date'])}, “{rows[0]['statement']}” was rated {times}: the charts show {shown}, not "
            f"{listed(others)}."
        )
    return " ".join(said)


def _rating_by(row: RatingRow) -> str:
    return f"the {row['rating']:g}" + (f" ({row['rated_by'].lower()})" if row["rated_by"] else "")


def by_date(shape: Ratings) -> list[dict[str, str]]:
    """A row for each statement: its rating on each date, and what changed from the first to the latest."""
    found = []
    for s in shape.statements:
        on = {name: s.at(date) for name, date in zip(reviews(shape.dates), shape.dates)}
        ratings = {name: "not rated" if rating is None else f"{rating:g}" for name, rating in on.items()}
        ends = {} if shape.scale == (0, 10) else {"Scale": "{:g} to {:g}".format(*s.scale)}
        found.append({"Statement": s.text, **ends, **ratings, "Change": step(s.change)})
    return found


def each_rating(shape: Ratings) -> list[dict[str, str]]:
    """A row for each rating, drawn or not: who rated, and what was said."""
    several, cases = bool(shape.same_day), len(shape.cases) > 1
    return [
        ({"Case": row["case"]} if cases else {})
        | {
            "Date": short_day(row["date"]),
            "Statement": row["statement"],
            "Rating": f"{row['rating']:g}" + ("" if shape.scale else f" ({row['lowest']:g} to {row['highest']:g})"),
            "Rated by": row["rated_by"] or "",
            "Note or quote": row["note"] or "",
        }
        | ({"On the charts": "yes" if row["place"] == 1 else "no"} if several else {})
        for row in sorted(shape.rows, key=lambda r: (r["date"], r["case"], r["nth"], r["place"]))
    ]


def notes_said(shape: Ratings) -> int:
    """How many ratings have a note or a quote."""
    return sum(bool(row["note"]) for row in shape.rows)
