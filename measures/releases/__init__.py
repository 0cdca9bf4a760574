"""What a steering group reads: the board as it was published, protected, frozen, and never asked for again.

A release is worked out once, of one version of the data, with what nobody may recognise anybody in. What few people
changed since the release before stays as it was told then, so that two releases beside each other tell of nobody
either.
"""

from measures.releases.draft import Draft, Held, draft, localities, usual
from measures.releases.kept import (
    KEPT,
    LONGEST,
    followed,
    keep_what_was_told,
    latest,
    publish,
    releases,
    withdraw,
    without,
)
from measures.releases.release import Board, Release

__all__ = [
    "KEPT",
    "LONGEST",
    "Board",
    "Draft",
    "Held",
    "Release",
    "draft",
    "followed",
    "keep_what_was_told",
    "latest",
    "localities",
    "publish",
    "releases",
    "usual",
    "withdraw",
    "without",
]
