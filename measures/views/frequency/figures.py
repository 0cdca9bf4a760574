"""Counts of different things, as figures: what a case took."""

from __future__ import annotations

from measures.answers import Answer
from measures.plurals import of_several
from measures.shapes import Figures
from measures.views.base import View, subtitle
from measures.words import plural, sentence_case

MANY_ROLES = 4  # with more, the table has them
WORKERS = "Different workers"
NO_ROLE = "Role not recorded"
THINGS = (
    ("Referrals", "referral", "referrals"),
    ("Assessments", "assessment", "assessments"),
    ("Teams or services", "team or service", "teams or services"),
    ("Interactions", "interaction", "interactions"),
)


def view(answer: Answer[Figures]) -> View:
    """The whole, and a row for each thing counted. There is no picture: they do not add up to each other."""
    rows = [
        {sentence_case(heading): f"{cell:,}" if isinstance(cell, int) else str(cell) for heading, cell in row.items()}
        for row in answer.records()
    ]
    headline = f"{answer.measure.title}: {answer.n:,}"
    return View(headline, subtitle(answer, plural(answer.n, "interaction")), rows, note(answer.shape), open_table=True)


def shown(shape: Figures) -> list[tuple[str, int]]:
    """What it took as (words, count): workers of the roles most met first, as the deck tells it, then the rest.

    What none is recorded of is not told: nobody may have written it down."""
    roles = sorted(shape.of_kind(WORKERS).items(), key=lambda pair: -pair[1])
    figures = [(f"different {workers(name, count)}", count) for name, count in roles]
    if len(roles) > MANY_ROLES:
        figures = [(f"different workers in {len(roles)} roles", sum(count for _, count in roles))]
    counts = [(shape.count(what, None), one, many) for what, one, many in THINGS]
    return figures + [(one if count == 1 else many, count) for count, one, many in counts if count]


def workers(role: str, count: int) -> str:
    """A role inside a sentence: Social worker is social workers, ASB officer is ASB officers, Deputy is deputies."""
    if role == NO_ROLE:
        return f"{'worker' if count == 1 else 'workers'} whose role is not recorded"
    one = role[:1].lower() + role[1:] if role[1:2].islower() else role
    return one if count == 1 else of_several(one)


def note(shape: Figures) -> str:
    """That people may be more than were counted."""
    unnamed = shape.count("Interactions that name no worker", None)
    if not unnamed:
        return ""
    of = plural(shape.n, "interaction")
    return f"{unnamed:,} of the {of} {'names' if unnamed == 1 else 'name'} no worker, so the people were at least this many."
