"""The demonstration: workbooks that lie beside the code, loaded through the same door as anyone's."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache

from measures import board, meetings
from measures.place import DATA
from measures.store import Store
from measures.uploads import Upload
from measures.workbook.prepare import prepare

FOLDER = DATA / "examples"
WORKBOOKS = ("locality.xlsx", "deck_twelve_households.xlsx")
# The hashes of earlier editions of these: a store that was filled with one is as invented.
EARLIER = frozenset(
    {
        "23b78dd82cb30091c8595f5a14c2600fffd052fbf60701efa863c3d1f6013a95",
        "d05948110f65347bd5d7129b74c81806a9f0a42728307f8344953962b7dd6d7c",
        "6f3e5b3a5df6741ae05586898a99b0a4dac77acc3a946ad7595b0c40629865c0",
        "d15b5d60df2c1680fbf1e49dcf2b457de6c383f6bedde20cbd88847206a1c673",
    }
)
MEETING = dt.date(2025, 11, 28)  # what has changed since is to be seen in the data
CASE = "RUTH"  # for the board: she agreed to be shown, and has ratings and costs


def fill(store: Store, who: str = "demonstration") -> None:
    """Load the demonstration workbooks. A store in which anything counts already is left as it is."""
    if not all(upload.withdrawn for upload in store.uploads()):
        return
    prepared = [prepare(name, (FOLDER / name).read_bytes()) for name in WORKBOOKS]
    store.load([sheet for file in prepared for sheet in file.incoming()], who)
    board.keep(store, board.Board(case=CASE), who)
    meetings.keep(store, MEETING, "invented", who)


@cache
def hashes() -> frozenset[str]:
    """Of its workbooks, this edition's and those of earlier ones."""
    return EARLIER | {hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in WORKBOOKS}


def loaded(store: Store, version: int | None = None) -> list[Upload]:
    """The uploads that are the demonstration's and count, now or at a version."""
    ours = hashes()
    return [upload for upload in store.uploads() if upload.sha256 in ours and upload.counts_at(version)]


def part(store: Store, version: int | None = None) -> tuple[int, int]:
    """How many of the uploads that count are the demonstration's, and how many count."""
    return len(loaded(store, version)), sum(upload.counts_at(version) for upload in store.uploads())


def remove(store: Store, who: str = "demonstration") -> None:
    """Withdraw the demonstration's uploads and its meeting, and take its case off the board. Nothing is deleted."""
    for upload in loaded(store):
        store.withdraw(upload.upload, who)
    for meeting in meetings.meetings(store):
        if (meeting.date, meeting.who) == (MEETING, who):
            meetings.withdraw(store, meeting, who)
    decided = board.board(store)
    if decided.case == CASE:
        board.keep(store, board.Board(decided.purpose), who)
