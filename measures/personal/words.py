"""What is said of personal details: where they are, and what may become of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measures.personal import details
from measures.words import listed, plural

PLURALS = {
    details.NAME: "names of people",
    details.ADDRESS: "addresses",
    details.POSTCODE: "whole postcodes",
    details.BORN: "dates of birth",
    details.PHONE: "telephone numbers",
    details.EMAIL: "e-mail addresses",
    details.NHS: "NHS numbers",
    details.INSURANCE: "National Insurance numbers",
    details.HOUSE: "numbers of houses",
}
MASK, PSEUDONYMS, LEAVE_OUT, KEEP = (
    "mask",
    "pseudonyms",
    "leave-out",
    "keep",
)  # what may become of them, as answers are written
DONE = {MASK: "replaced by a word", PSEUDONYMS: "replaced by pseudonyms", LEAVE_OUT: "left out", KEEP: "kept"}


def how_many(cells: Mapping[str, int]) -> str:
    """Names of people in 12 cells and telephone numbers in 3."""
    first, *others = (f"{PLURALS[what]} in {n:,}" for what, n in cells.items())
    number = next(iter(cells.values()))
    return listed([f"{first} {'cell' if number == 1 else 'cells'}", *others])


def asked(heading: str, cells: Mapping[str, int], place: str, example: str) -> str:
    """What a column has, with the first cell of it."""
    return (
        f"“{heading}” has {how_many(cells)}, first in {place} (“{example}”). Only what is needed should be stored: "
        f"what becomes of them?"
    )


def asked_of_flags(flags: list[str]) -> str:
    """Which flags have somebody in their name."""
    named = listed([f"“{flag}”" for flag in flags])
    return (
        f"{plural(len(flags), 'heading of a flag names', 'headings of flags name')} a person: {named}. What "
        f"becomes of them?"
    )


def asked_of_file(names: list[str]) -> str:
    """Which names of the file and its sheet have somebody in them."""
    return (
        f"{listed([f'“{name}”' for name in names])}, which History lists, has a personal detail in it. How is it kept?"
    )


PUT_A_WORD = "Put a word in their place"
PUT_A_MARK = "Put a word and a mark in their place"
WITHOUT_NUMBERS = "Leave the numbers out"
REPLACE_ALL = "Replace all by pseudonyms"
LEAVE_THE_COLUMN = "Leave the column out"
LEAVE_THE_FLAGS = "Leave these flags out"
KEEP_THEM = "Keep them as they are, for a reason that History will show"
# What an answer does, below the question.
WITH_A_WORD = "With a word in their place all else stays to be read: “{example}”"
WITH_A_MARK = "With a mark two stay two, and the same has the same: “{example}”"
NUMBERS_GONE = "Without the numbers: “{example}”"
PSEUDONYM = (
    "A pseudonym, such as P-7Q2MX-0TK93-AB4, stands for the same reference here and in every later file. Its key is "
    "kept in a file of its own beside the store"
)
WRITTEN = (
    " “{title}” of upload {upload} is kept as it was written, so that pseudonyms would make two of one: mend "
    "the references in the file."
)
WRITTEN_BEFORE = (
    "“{title}” of upload {upload} is kept as it was written, so that pseudonyms here would make two of one reference. "
    "Load without them, or all of it into a new store."
)
OFFER = "Replace household, case and demand references by pseudonyms"
OFFER_HELP = (
    "For good, in this store: here and in every later file the same reference has the same pseudonym. Their key is "
    "kept in a file of its own beside the store. Keep a copy of that file, and not with those of the store: without it "
    "no other file can be loaded."
)


def told(titles: Sequence[str]) -> str:
    """Which references are replaced without being asked."""
    named = listed([f"“{title}”" for title in titles])
    return f"{named} {'is' if len(titles) == 1 else 'are'} replaced by pseudonyms, as in all that is loaded."


def kept(heading: str, cells: Mapping[str, int], choice: str, reason: str) -> str:
    """What became of the personal details of a column, as History lists it."""
    of = f" ({how_many(cells)})" if cells else ""
    return f"“{heading}”{of} {DONE[choice]}{f', because: {reason}' if reason else ''}"
