"""What is said of a release and of its preview: to whoever reads it, and to whoever publishes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from measures.releases.draft import Held
from measures.releases.release import Board, Release
from measures.rounding import FEWEST
from measures.views.board.words import BANDS
from measures.words import day, listed, moment, plural

PREVIEW = "Now, not published"
NOT_PUBLISHED = (
    "**Preview, not published.** A steering group would read this, and nothing else: no other page, no filter."
)
NOTHING_PUBLISHED = "Nothing is published yet. A manager publishes the board; then it is here."
PRESETS = {
    FEWEST: f"1 to {FEWEST - 1}, the usual rule",
    10: "1 to 9, stricter",
    5: "1 to 4, wider",
}
HOW, RULES, AREAS = "What is shown", "Counts that are not shown", "Areas with a board of their own"
RULES_HELP = (
    "All others are rounded to 5. Once published, the rule can only become stricter: a wider one would tell "
    "what was hidden."
)
AREAS_HELP = (
    "Beside the whole place. What would tell of few in any of them, or in the rest of the place, is in none of their "
    "boards. Once published, these areas stay: two ways to divide a place would tell of what lies between."
)
AREAS_STAY = "They were published, so they stay."
WORKING_OUT = "Working out what a steering group would see…"
DIFFERS = "What the board would say otherwise today"
NOTHING_OF = (
    "Nothing is published of {localities} yet. A manager publishes the board, and chooses which localities have one of "
    "their own; then it is here."
)
PUBLISH = "Publish this board"
NOTE = "What it is for, if you like: the steering group reads this beside the date"
NAME_FIRST = "Give your name or initials first: it is kept with the release."
CHANGED = "The data changed while this was on screen. Look at the preview again, then publish it."
DONE = "Published. The steering group reads this board until the next one is published."
DAMAGED = "This release is not as it was published, so it is not shown. Publish the board again."
NOTHING_HELD = "Every figure is as the data are now."


def named(release: Release) -> str:
    """A release in a list: “29 November 2026, 09:30: for the May meeting”."""
    return f"{moment(release.at)}{f': {release.note}' if release.note else ''}"


def rule(fewest: int) -> str:
    """How a release protects."""
    return (
        f"No count from 1 to {fewest - 1} is shown, others are rounded to 5, small streets stand together, and one "
        f"case is shown "
        "only while its consent is recorded."
    )


def standing(release: Release) -> str:
    """When a release was published, by whom, how it protects, and its mark."""
    return (
        f"Published {moment(release.at)} by {release.who}. {rule(release.fewest)} Mark of this release: "
        f"{release.hash[:8]}."
    )


def held_back(held: Iterable[Held], before: Release | None, fewest: int = FEWEST) -> str:
    """What stays as the release before told it."""
    if before is None:
        return ""
    said = [f"{each.title.lower()} ({each.held:,} of {each.cells:,})" for each in held]
    if not said:
        return NOTHING_HELD
    return (
        f"As they were on {day(before.at.date())}, because fewer than {fewest} people or demands changed them since "
        f"and two releases beside each other would tell of these: figures of {listed(said)}. They follow once enough "
        f"have changed."
    )


def moved(now: Board, before: Release | None) -> list[Mapping[str, str]]:
    """The headlines that differ from those of the release before, as a table."""
    if before is None:
        return []
    rows = []
    for band in now.bands:
        was = next((each.panels for each in before.board.bands if each.tier == band.tier), ())
        heads = [each.headline for each in was]
        for nth, panel in enumerate(band.panels):
            if panel.headline not in heads:
                earlier = heads[nth] if len(heads) == len(band.panels) else "not shown"
                rows.append({"Band": BANDS[band.tier], f"On {day(before.at.date())}": earlier, "Now": panel.headline})
    return rows


def how_many_differ(rows: int) -> str:
    """How many headlines of a release the board of today would not say."""
    return f"{plural(rows, 'headline')} would be another today." if rows else "Every headline would be the same today."


def how_many(rows: int) -> str:
    """How many headlines a release would change."""
    return f"{plural(rows, 'headline')} would change." if rows else "No headline would change."
