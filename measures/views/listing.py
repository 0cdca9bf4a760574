"""How rows are shown as they were written: people's words, what stands beside them, and the cells that need a look.

Of words there is a table and no file to be passed on: they may say who somebody is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from measures.answers import Answer
from measures.plurals import of_one
from measures.shapes.demand import IN_WORDS
from measures.shapes.listing import MOST, Beside, Entry, Listing
from measures.views import record
from measures.views.base import View, as_recorded, subtitle
from measures.words import day, listed, plural, sentence_case, value

# Being assessed, referred, visited, written to and met about is not yet being helped.
# Whole words, for someone may be helped medically and locally.
PROCESS = re.compile(
    r"\b(?:(?:re-?)?(?:assess(?:es|ed|ing|ments?)?|referr(?:als?|ed|ing)|visit(?:s|ed|ing)?)|contact(?:s|ed|ing)?|"
    r"(?:tele)?(?:phone[- ]?)?call(?:s|ed|ing)?|letters?|meetings?|review(?:s|ed|ing)?|screen(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
NONE_ASKED = "No demand has these words. Try fewer words, or another type."
BESIDE_MOST = 6  # things done that a statement has beside it; more are counted


def view(answer: Answer[Listing]) -> View:
    """A listing as its measure's form is read: `findings`, `asked`, `statements`, `received` or `coverage`; any
    other as it is."""
    form = FORMS.get(answer.measure.form)
    if form:
        return form(answer)
    rows, note = TABLES.get(answer.measure.form, as_recorded)(answer), " ".join(answer.measure.caveats[:1])
    said, about, words = headline(answer), subtitle(answer), "words" in answer.shape.columns_of(answer.measure)
    if answer.measure.form == "received":  # what several cases received under one description is one row
        said = plural(len(rows), of_one(answer.measure.counts))
        about = subtitle(answer, said)
    return View(said, about, rows, note, open_table=True, file=not words)


def headline(answer: Answer[Listing]) -> str:
    """How many there are, and how many of them are here: “201 demands, the newest 200 are shown”."""
    many = answer.measure.counts
    said = plural(answer.n, of_one(many), many)
    if not answer.shape.is_cut:
        return said
    return f"{said}, {f'the newest {MOST} are shown' if answer.n > len(answer.shape.rows) else 'newest first'}"


# -- Findings


def findings(answer: Answer[Listing]) -> list[dict[str, str]]:
    """Each finding by its cell, without the columns that no finding fills."""
    headings = {"file": "File", "cell": "Cell"}
    headings |= {
        name: sentence_case(str(answer.measure.label(name)))
        for name in ("what", "stated", "found")
        if any(row[name] is not None for row in answer.shape.rows)
    }
    return [{words: value(row[name]) for name, words in headings.items()} for row in answer.shape.rows]


def selected(answer: Answer[Listing]) -> list[str]:
    """A sentence for each list in which every household has the same flag."""
    flags: dict[tuple[str, int], list[str]] = {}
    for row in answer.shape.rows:
        flags.setdefault((f"{row['file']}, {row['cell']}", row["found"]), []).append(row["what"])
    return [
        f"All {count:,} households of this list ({place}) have {listed(names)}: it is a selected list. It says "
        "nothing of how common that is "
        "in the area."
        for (place, count), names in flags.items()
    ]


# -- What people asked


def asked(answer: Answer[Listing]) -> list[dict[str, str]]:
    """Each demand: what the person asked, and what is known of it."""
    return [
        {"What the person asked": f"“{row['words']}”" if row["words"] else "", "When, and what it is": _about(row)}
        for row in answer.shape.rows
    ]


def conditions(answer: Answer[Listing], only: str | None = None) -> list[dict[str, str]]:
    """Each demand with the system condition that was named for it; or those of one condition alone."""
    return [
        demand | {"System condition": f"{row['condition']} · {row['of_condition']:,}"}
        for row, demand in zip(answer.shape.rows, asked(answer), strict=True)
        if only in (None, row["condition"])
    ]


def line(answer: Answer[Listing]) -> list[dict[str, str]]:
    """Each demand of a household, and the days since the one before; of several households, with whose it is."""
    one = len({row["household"] for row in answer.shape.rows}) == 1
    return [
        ({} if one else {"Household": row["household"]})
        | {"Days since the one before": "" if row["days_since"] is None else f"{row['days_since']:,}"}
        | demand
        for row, demand in zip(answer.shape.rows, asked(answer), strict=True)
    ]


def _about(row: Mapping[str, Any]) -> str:
    """When somebody asked, and what the demand is."""
    return " · ".join([_when(row), IN_WORDS[row["said"]], row["type"] or "Not yet typed", row["agency"]])


def _when(row: Mapping[str, Any]) -> str:
    """The day of a demand; the month or week where nobody wrote down the day."""
    if row["only_week"]:
        return f"Week of {value(row['received'])}"
    return f"{row['received']:%b %Y}" if row["only_month"] else value(row["received"])


# -- What matters, and what was done about it


def statements(answer: Answer[Listing]) -> list[dict[str, str]]:
    """Each statement of what matters, and what was done about it."""
    return [
        {
            "What matters": f"“{entry.words}”",
            "What was done": " · ".join(done(entry)),
            "Case": " · ".join(filter(None, [entry.case, entry.about, consent(entry)])),
        }
        for entry in answer.shape.entries()
    ]


def statements_headline(shown: Sequence[Entry], everyone: int, looked_for: str) -> str:
    """“12 statements”, or “3 of 12 statements with “garden””."""
    if looked_for.strip():
        return f"{len(shown):,} of {plural(everyone, 'statement')} with “{looked_for.strip()}”"
    return plural(everyone, "statement")


def done(entry: Entry) -> list[str]:
    """What was done about it: each description, with how often where that is more than once."""
    said = [f"{words} (×{count})" if count > 1 else words for words, count in entry.beside[:BESIDE_MOST]]
    rest = len(entry.beside) - BESIDE_MOST
    return [*said, f"and {plural(rest, 'other thing')}"] if rest > 0 else said or ["nothing recorded"]


def consent(entry: Entry) -> str:
    """Whether the words may be shown to others."""
    return "may be shown" if entry.consent else "no consent recorded" if entry.consent is None else "no consent"


# -- What was received


def received(shape: Listing) -> tuple[list[Entry], list[Entry]]:
    """What was received, and what was only process: assessments, referrals, contacts, meetings and visits.

    Rows of one description are one, whichever agency; the most often first.
    """
    found: dict[str, list[Entry]] = {}
    for entry in shape.entries():
        found.setdefault(entry.words, []).append(entry)
    merged = sorted(map(_together, found.values()), key=lambda e: (-e.count, e.first or dt.date.max, e.words))
    process = [entry for entry in merged if PROCESS.search(entry.about or entry.words)]
    return [entry for entry in merged if entry not in process], process


def _together(entries: Sequence[Entry]) -> Entry:
    """Entries of the same words as one, with the agency that is most often beside them first."""
    agencies: dict[str, int] = {}
    for agency, count in (beside for entry in entries for beside in entry.beside):
        agencies[agency] = agencies.get(agency, 0) + count
    dates = [each for entry in entries for each in (entry.first, entry.last) if each]
    return Entry(
        case=entries[0].case,
        about=next((entry.about for entry in entries if entry.about), None),
        words=entries[0].words,
        consent=entries[0].consent,
        beside=tuple(Beside(*pair) for pair in sorted(agencies.items(), key=lambda pair: -pair[1])),
        count=sum(agencies.values()),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def received_table(answer: Answer[Listing]) -> list[dict[str, str]]:
    """Everything that was received, process too."""
    return [
        {
            "Received": entry.words,
            "Times": f"{entry.count:,}",
            "Agencies": listed([agency for agency, _ in entry.beside]),
            "First": day(entry.first) or "no date",
            "Last": day(entry.last) or "no date",
        }
        for part in received(answer.shape)
        for entry in part
    ]


def received_line(entry: Entry) -> str:
    """Bath board, for a bath she could not access · Social Services, 2011."""
    times = f", {entry.count} times" if entry.count > 2 else ", twice" if entry.count == 2 else ""
    years = _years(entry.first, entry.last)
    return f"{entry.words}{times} · {listed([agency for agency, _ in entry.beside])}{', ' + years if years else ''}"


def received_rest(process: Sequence[Entry]) -> str:
    """“And 120 assessments, referrals, contacts, meetings and visits.”"""
    total = sum(entry.count for entry in process)
    many = "assessments, referrals, contacts, meetings and visits"
    return f"And {plural(total, 'assessment, referral, contact, meeting or visit', many)}."


def _years(first: dt.date | None, last: dt.date | None) -> str:
    """1996 to 2012, or 2011."""
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


FORMS: dict[str, Callable[[Answer], View]] = {"coverage": record.view}
TABLES: dict[str, Callable[[Answer[Listing]], list[dict[str, str]]]] = {
    "findings": findings,
    "asked": asked,
    "conditions": conditions,
    "line": line,
    "statements": statements,
    "received": received_table,
}
