"""What the store cannot do, and why."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

STORE_SAYS = {
    "busy": "Another program is using the store ({path}): {holder}. Only one can at a time. If the app is open, use "
    "its pages or stop it, then try again.",
    "not-a-store": "{path} is not a measures store, or is damaged. Choose another place for the store, or bring the "
    "file back from a copy.",
    "damaged": "The store at {path} is damaged: a part of the file cannot be read. Bring the "
    "file back from a copy, or choose another place for the store.",
    "older": "The store at {path} is at version {has} of the data, and was at version {had} when it was last used: it "
    "is an older copy, or a part of it is lost. Nothing was changed. Bring the latest copy back, with the file of the "
    "same name that ends in .wal if there is one; or go on with the store as it is.",
    "gone": "There is no store at {path}, and there was one, at version {had} of the data. Nothing was changed. Bring "
    "the file back from a copy; or begin with an empty store.",
    "log": "The file {log}, beside the store, is damaged or of another store, so the store was not opened. Nothing "
    "was changed. Without that file the store is at version {has} of the data{was}: take the file away to go on so.",
    "newer": "The store at {path} was made by a newer version of this program. Update the program, then open it again.",
    "other-type": "The store at {path} keeps “{column}” of {of} as {was}, and this program declares it as {now}. "
    "Nothing was changed. Declare it as it was, under another name too if both are wanted, or load the files into a "
    "new store.",
    "no-place": "The store cannot be kept at {path}: {reason}. Choose another place for the store.",
    "no-store": "There is no store at {path} yet.",
    "no-upload": "There is no upload {upload}. History lists them.",
    "no-reading": "Nothing is remembered of how the headings of upload {upload} are read. History lists what is.",
    "already-withdrawn": "Upload {upload} is already withdrawn.",
    "not-withdrawn": "Upload {upload} is not withdrawn, so there is nothing to bring back.",
    "disk": "The store could not be written: {reason}. Nothing was changed. {room} and try again.",
    "draft-gone": "{name} is not kept any more: files that are chosen and not loaded are kept for an hour. Choose it "
    "again.",
    "draft-disk": "The chosen files could not be kept: {reason}. {room} and choose them again.",
    "no-demand": "That demand is no longer in use, so nothing was saved: its upload was withdrawn or replaced "
    "meanwhile.",
    "other-key": "References or names in this store are replaced by pseudonyms, and the key that they were made with "
    "is not at {path}. Nothing was loaded: with another key the same reference would be somebody else. Put the key "
    "file back there; where it is lost, new files can only be loaded into a new store.",
    "references-differ": "“{title}” is kept as pseudonyms in one part of what is loaded and as it is written in "
    "another, so that the same reference would be two. Nothing was loaded: load the files again, all in one way.",
    "no-name": "Nothing was saved, because nobody's name was given: say who you are first.",
    "nothing-to-erase": "Nothing was erased: there is nothing of it, in any version of the data.",
    "no-reason": "Nothing was erased: say why. It stays in the history.",
    "reason-names": "Nothing was erased: the reason stays in the history, so say it without the reference.",
    "upload-erased": "Upload {upload} was erased, so there is nothing to bring back. Load the file again, if you have "
    "it.",
    "not-rewritten": "It is erased: no page, no earlier version and no file that you download has it any more. But "
    "its bytes are still in the store's file, which could not be written anew: {reason}. {room}; it is done when the "
    "store is opened next.",
    "no-key": "The key beside the store cannot be used ({path}: {reason}). Where the file is lost or changed, bring it "
    "back from a copy; where it cannot be read or made, see to the rights and the room in its folder.",
    "part-of-now": "Managers of some localities see the data as they are now, and not as they were at version "
    "{version}.",
    "part-stays": "What is of every locality is changed by managers of every locality.",
    "no-backup": "{path} is no backup that this program made. Nothing was changed. Choose another file, or for a new "
    "one a place where there is none.",
    "backup-gone": "There is no file at {path}. Nothing was changed. Check its name.",
    "backup-damaged": "The backup {path} is damaged: what is in it is not what was put there. Nothing was changed. "
    "Take another one.",
    "backup-newer": "The backup {path} was made by a newer version of this program. Nothing was changed. Update the "
    "program, then try again.",
    "backup-older": "The store at {path} has {changes} that this backup, of {made} UTC, does not have, and that would "
    "be lost. Nothing was changed. Make a backup of it as it is first, then say that they may go.",
    "backup-before-erasing": "Somebody, or something, was erased after this backup was made, on {made}, and it still "
    "has them. Nothing was changed. Take a later backup.",
    "step-backup": "The store at {path} was made by an earlier version of this program. Before it is brought up to "
    "date it is backed up, and that could not be: {reason}. Nothing was changed. {room}, then open it again.",
    "backup-busy": "The store at {path} was changed all the time while it was copied. No backup was made. Try again "
    "when nobody loads.",
    "backup-disk": "The backup could not be made or put back at {path}: {reason}. {room}, or choose another place.",
    "changed-since": "The store at {path} was changed after somebody said to go back to a backup, so it stays as it "
    "is. Look at what was changed, and go back once more if it may go.",
    "not-restored": "The backup could not take the place of the store at {path}: {reason}. The store is as it "
    "was. Try again.",
    "snapshots-said": "What this process does with snapshots is given as “{said}”, and that is neither write nor "
    "read, so nothing was opened. Write write for the one process that changes the store, read for those that only "
    "read, or take the setting out.",
    "snapshots-system": "Snapshots for other processes are kept and read on Linux and macOS, and this is {system}. "
    "Take the setting out.",
    "snapshot-disk": "The copy of the data that other processes read could not be made at {path}: {reason}. They go "
    "on with the one before. {room}; it is tried again.",
    "snapshots-left": "It is erased from the store. But the copies of the data that other processes read are still at "
    "{path}, and could not be taken away: {reason}. Take them away by hand.",
    "trail-unread": "Who did what cannot be read ({path}: {reason}). What was erased is gone from the store; but "
    "where backups that people made, and shares, may have it still is noted there. Have the file read, or look for "
    "these and take them away by hand.",
    "no-snapshot": "There is no copy of the data to read at {path} just now. The process that changes the store makes "
    "one when it runs and is told to, and something was loaded. Try again in a moment.",
    "snapshot-damaged": "The copy of the data at {path} cannot be read: {reason}. The store itself is another file. "
    "Start the process that changes the store again: it makes a new copy.",
    "snapshot-newer": "The copy of the data at {path} was made by a newer version of this program. Update the program "
    "that reads it, too.",
    "snapshot-earlier": "The copy of the data at {path} was made by an earlier version of this program. Update the "
    "process that changes the store, too, and start it: it makes a new copy.",
    "read-again": "Something was erased, or the process that changes the store was started, since this page was "
    "drawn. Load it again.",
    "only-read": "This process only reads, so nothing was changed. Data are loaded, classified and published where "
    "the store is changed.",
    "share-no-name": "Nothing was shared: say which organisation it is of, by a name that is nobody's, and not what a "
    "board of all is called.",
    "share-disk": "It could not be shared at {path}: {reason}. {room}, or choose another place.",
    "roll-up-disk": "The roll-up could not be written at {path}: {reason}. {room}, or choose another place.",
    "no-share": "There is nothing that an organisation shared at {path}.",
    "share-damaged": "What was shared at {path} is damaged, or was not shared whole: it is not what its organisation "
    "wrote. Ask for it again.",
    "share-edited": "In {path}, {column} has what no store could have shared: it was changed since, or another "
    "program wrote it. Ask for it again.",
    "share-format": "What was shared at {path} is of format {format}, and this program reads format {known} alone. "
    "Both must be of one version of the program.",
    "share-of-another": "Another store shared as {organisation}, and what it shared is at {path}: this would take its "
    "place, so nothing was shared. Where that is another body, share under a name that differs by more than its "
    "spelling. Where it is this one, whose store has another key now, take the folder away first.",
    "share-twice": "{organisation} shared from two stores, at {other} and at {path}, and counts once. Take one of "
    "them away; two bodies are to share under names that differ by more than their spelling.",
    "share-differs": "{organisation} shared version {version} twice, and not the same: at {other} on {earlier}, and "
    "at {path} on {later}. Take away the one that does not count; after somebody was erased, or the store went back "
    "to a backup, that is the earlier one.",
    "share-stale": "{organisation} shared version {version} after version {after}, so its data may have gone back to "
    "an earlier copy. Take {path} away if they did; or have it share its latest version again.",
    "share-places": "“{place}”, of {other}, may be a place of {one}: what is recorded there could not be told apart, "
    "so {other} cannot count beside {one}. One of them has to be called otherwise.",
    "share-before": "What {organisation} shared as version {version} is not here any more as it was. A board that was "
    "published is of it, and without it nobody can see what the next one beside that would tell of few people. Put it "
    "back, unless somebody was erased from it since; then begin with another store, for others to read.",
    "of-one": "Of these only {organisation} shared anything that can be read, and a board of several organisations "
    "begins with two at least: its own board beside those of others would later tell of few people. A board of one is "
    "published from its own store.",
    "not-of-several": "The store at {path} has rows, or boards, of its own. What several organisations answer belongs "
    "in a store that has nothing else.",
    "of-several": "The store at {path} has the boards of several organisations, and no rows of which another could "
    "be. Nothing was published.",
    "united-stays": "What organisations shared is changed by them alone, in their own stores.",
    "no-spark": "Spark is not here: {what} is missing. Install what requirements-spark.lock lists, and Java 17 or "
    "newer.",
    "no-version": "There is no version {version} of the data. The latest is {latest}.",
}
# What is said besides where the store cannot be read, or is not the latest, and there is a backup of it.
BACKUP_SAYS = " The last backup is {file}, of {made} UTC; the command measures restore goes back to it."
HAS_A_WAY_BACK = frozenset({"damaged", "gone", "log", "newer", "no-place", "not-a-store", "not-restored", "older"})
ANOTHER_PLACE = "--store PATH or MEASURES_STORE says where the store is."
THAT_SETTING = "It is MEASURES_SNAPSHOTS."
COMMAND_SAYS = {
    "snapshots-said": THAT_SETTING,
    "snapshots-system": THAT_SETTING,
    "no-snapshot": "MEASURES_SNAPSHOTS=write tells it.",
    "no-spark": "`measures roll-up --engine duckdb` asks without it.",
    "share-no-name": "`measures share --organisation NAME` says it.",
    "share-of-another": "`measures share --organisation NAME` says the name.",
    "no-share": "`measures share DIR` writes it, and `measures roll-up --partial` goes on without.",
    "share-places": "`measures roll-up --partial` goes on without, and says so.",
    "of-several": "`measures roll-up DIR --publish PATH` publishes the next one.",
    "not-of-several": "`measures roll-up --publish PATH` makes one where there is none.",
    "share-damaged": "`measures roll-up --partial` goes on without, and says so.",
    "share-edited": "`measures roll-up --partial` goes on without, and says so.",
    "share-format": "`measures roll-up --partial` goes on without, and says so.",
    "no-backup": "`measures backup` makes one.",
    "step-backup": "With MEASURES_BACKUPS=0 it is opened without one.",
    "backup-older": "`measures restore --older` says so.",
    "not-a-store": ANOTHER_PLACE,
    "damaged": ANOTHER_PLACE,
    "older": "`measures accept-older` goes on with it.",
    "gone": "`measures accept-older` begins anew.",
    "no-place": ANOTHER_PLACE,
    "no-store": f"`measures load FILE` makes one. {ANOTHER_PLACE}",
    "no-upload": "So does `measures uploads`.",
    "no-reading": "So does `measures readings`.",
}
ANOTHER_PROGRAM = "another program"
ROOM = "Free some disk space"
RIGHTS = "Give whoever runs this the right to write there"
# What systems say where it is no want of room.
NO_RIGHT = re.compile(r"permission denied|read-only|not permitted|access is denied", re.IGNORECASE)


class StoreError(Exception):
    """The store cannot do what was asked, for the reason that the code names. The message is a sentence a manager can
    act on; `command` is what the command says besides."""

    def __init__(self, code: str, **details: object) -> None:
        room = RIGHTS if NO_RIGHT.search(str(details.get("reason", ""))) else ROOM
        super().__init__(STORE_SAYS[code].format(**details, room=room))
        self.code = code
        self.command = COMMAND_SAYS.get(code, "")
        self.backup: Path | None = None  # the last one, where there is a way back to it

    def goes_back_to(self, backup: Path, made: str, store: Path) -> None:
        """Name the last backup, and to the command how to go back to it."""
        self.backup = backup
        self.args = (f"{self}{BACKUP_SAYS.format(file=backup, made=made)}",)
        restore = f"`measures restore {shlex.quote(str(backup))} --store {shlex.quote(str(store))}` goes back."
        self.command = f"{self.command} {restore}".strip()


class OlderStoreError(StoreError):
    """The store has fewer versions than it had: an older copy, or a part of it is lost. A person may go on with it on
    purpose."""
