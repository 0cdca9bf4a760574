"""A person's own statements in words: what became of each, what was said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from measures.answers import Answer
from measures.shapes.ratings import OTHER_RATER, SLIP, RatingRow, Ratings, Statement
from measures.words import called, day, listed, plural, sentence_case

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
    """“Case RUTH: five of eight statements are rated higher than at the start; two have only one rating (24 September
    2012)”, and as who rates them where that is not the person."""
    shape = answer.shape
    by = _others(shape)
    as_rated = (
        f", as {listed(by)} {'rates' if len(by) == 1 else 'rate'} them"
        if by and not any(s.own or not s.rater for s in shape.statements)
        else ""
    )
    return (
        f"{_whose(answer)}{as_rated}: {changed(shape.changes, len(shape.statements))} (latest {day(shape.dates[-1])})"
    )


def _others(shape: Ratings) -> list[str]:
    """Who else than the person has a line, as they are written; those of whom nobody said who it is are no one else."""
    return _once(s.rater for s in shape.statements if not s.own and s.rater)


def _once(names: Iterable[str]) -> list[str]:
    """Each of those who rated once, however many ways it is spelled."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.lower(), f"“{name}”" if name else "nobody knows whom")
    return [*first.values()]


def raters(shape: Ratings) -> str:
    """Whose ratings the lines are: a sentence, where they are not all known to be the person's own."""
    lines = shape.statements
    other, unsaid = (sum(not s.own and bool(s.rater) == said for s in lines) for said in (True, False))
    if not other and not unsaid:
        return ""
    if unsaid == len(lines):
        return "Nobody wrote down who rated: it is taken to be one and the same."
    said = [f"{few(len(lines) - other - unsaid)} by the person"] if len(lines) > other + unsaid else []
    if other:
        who = listed(_others(shape))
        said.append(f"{few(other)} by others ({who}), for the person rated none of these")
    said += [f"{few(unsaid)} by nobody knows whom"] if unsaid else []
    return f"Of {plural(len(lines), 'statement')}, {listed(said)}."


def _whose(answer: Answer[Ratings]) -> str:
    cases = answer.shape.cases
    return called("Case", answer.filters.get("case", cases[0])) if len(cases) == 1 else f"{len(cases):,} cases"


def changed(counts: Mapping[str, int], total: int) -> str:
    """“five of eight statements are rated higher than at the start”, of how many there are of each of `CHANGES`."""
    once, long_ago = counts["one rating"], counts["long ago"]
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
    found += (
        [f"{few(long_ago)} {'was' if long_ago == 1 else 'were'} last rated a year before or more"] if long_ago else []
    )
    found += [f"{few(once)} {'has' if once == 1 else 'have'} only one rating"] if once else []
    return "; ".join(found)


def subtitle(answer: Answer[Ratings]) -> str:
    """Whose ratings, of when, and how many."""
    shape = answer.shape
    dates = shape.dates
    when = day(dates[0]) if len(dates) == 1 else f"{day(dates[0])} to {day(dates[-1])}"
    ago = years_ago(dates[-1])
    return (
        f"The person's own statements, each rated {scale(shape)}. {_whose(answer)}, "
        f"{when}{f' ({ago})' if ago else ''}. n = {plural(shape.standing, 'rating')} of "
        f"{plural(len(shape.statements), 'statement')} on {plural(len(dates), 'date')}."
    )


def years_ago(date: dt.date) -> str:
    """“14 years ago”, “more than a year ago”: blank of a date within the last year."""
    years = (dt.date.today() - date).days // 365.25
    return "" if years < 1 else "more than a year ago" if years < 2 else f"{years:.0f} years ago"


def notes(shape: Ratings) -> str:
    """Whose ratings the charts show, how old they are, and what they leave out: gaps, and ratings that are on no
    line."""
    said = [raters(shape)] if raters(shape) else []
    if years_ago(shape.dates[-1]):
        said.append("The latest rating is so old that it does not say how they are now.")
    if others := shape.beside(OTHER_RATER):
        who = listed(_once(row["rated_by"] or "" for row in others))
        said.append(
            f"{plural(len(others), 'rating')} by {who} {'is' if len(others) == 1 else 'are'} in the list and on no "
            f"chart: a "
            "line is one rater's, the person's own where there is one."
        )
    if slips := shape.beside(SLIP):
        when = listed([day(date) for date in sorted({row["date"] for row in slips})])
        said.append(
            f"{plural(len(slips), 'rating')} of {when} {'lies' if len(slips) == 1 else 'lie'} more than five years "
            f"from all "
            "others of the case, and count for nothing: check the date."
        )
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
    return f"the {row['rating']:g}" + (f" (“{row['rated_by']}”)" if row["rated_by"] else "")


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
    several, cases = any(row["left_out"] for row in shape.rows), len(shape.cases) > 1
    return [
        ({"Case": row["case"]} if cases else {})
        | {
            "Date": short_day(row["date"]),
            "Statement": row["statement"],
            "Rating": f"{row['rating']:g}" + ("" if shape.scale else f" ({row['lowest']:g} to {row['highest']:g})"),
            "Rated by": row["rated_by"] or "",
            "Note or quote": row["note"] or "",
        }
        | ({"On the charts": "yes" if row["place"] == 1 else f"no, {row['left_out']}"} if several else {})
        for row in sorted(shape.rows, key=lambda r: (r["date"], r["case"], r["nth"], r["place"]))
    ]


def notes_said(shape: Ratings) -> int:
    """How many ratings have a note or a quote."""
    return sum(bool(row["note"]) for row in shape.rows)
