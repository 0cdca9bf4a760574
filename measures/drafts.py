"""Files that are chosen and not loaded yet, kept aside on disk: so that they are still chosen after a look at another
page or a reload. Never in the store; for an hour after the last change, and for the owner's eyes only.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from measures.problems import StoreError
from measures.store.beside import close_to_others, for_the_owner_only
from measures.workbook.by_hand import Override
from measures.workbook.mends import Mend

KEPT = 60 * 60  # seconds
WHAT = "draft.json"


@dataclass(frozen=True)
class FileOverrides:
    """What a person says of one file: how its sheets are read (None: by their headings alone), the letters of its
    texts, what is changed in its sheets, and the answers to what is asked, by the question's name."""

    overrides: Mapping[str, Override | None] = field(default_factory=dict)
    letters: str = ""
    mends: Mapping[str, tuple[Mend, ...]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_headings(self) -> FileOverrides:
        """What holds for another file of the same name too: not what is said of single cells, or of this load."""
        return replace(self, mends={}, answers={})

    def override(self, sheet: str, what: Override | None) -> FileOverrides:
        """The same, and how a sheet is to be read."""
        return replace(self, overrides={**self.overrides, sheet: what})

    def answer(self, question: str, choice: str) -> FileOverrides:
        """The same, and the answer to a question; "" takes it back."""
        return replace(self, answers={name: c for name, c in {**self.answers, question: choice}.items() if c})

    def mend(self, sheet: str, mends: tuple[Mend, ...]) -> FileOverrides:
        """The same, and all that is changed in a sheet."""
        return replace(self, mends={name: its for name, its in {**self.mends, sheet: mends}.items() if its})

    def with_letters(self, letters: str) -> FileOverrides:
        """The same, and the letters of its texts."""
        return replace(self, letters=letters)

    def as_dict(self) -> dict:
        """For the disk."""
        return {
            "overrides": {
                sheet: what and {**what.as_dict(), "guessed": list(what.guessed)}
                for sheet, what in self.overrides.items()
            },
            "letters": self.letters,
            "mends": {sheet: [[m.row, m.column, m.was, m.now] for m in its] for sheet, its in self.mends.items()},
            "answers": dict(self.answers),
        }

    @classmethod
    def of(cls, kept: dict) -> FileOverrides:
        """From the disk."""
        return cls(
            {sheet: Override.of_kept(what) if what else None for sheet, what in kept["overrides"].items()},
            kept["letters"],
            {sheet: tuple(Mend(*mend) for mend in its) for sheet, its in kept["mends"].items()},
            kept["answers"],
        )


@dataclass(frozen=True)
class Chosen:
    """A file of a draft, by the name it came with, and what is said of it."""

    name: str
    said: FileOverrides = field(default_factory=FileOverrides)


class Draft:
    """The files that a person has chosen, and what they say of them before loading. Whoever knows the `token` has
    it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[str, Chosen] = {}
        self.replaces: tuple[int, ...] = ()  # uploads that the files take the place of

    @property
    def token(self) -> str:
        """By which the draft is found again."""
        return self._folder.name

    @classmethod
    def begin(cls, store: Path) -> Draft:
        """A new draft beside a store. Raises StoreError where the disk has no room."""
        sweep(store)
        draft = cls(_beside(store) / secrets.token_urlsafe(24))
        close_to_others(_beside(store))
        with _writing():
            draft._folder.mkdir(parents=True)
        draft._write()
        return draft

    @classmethod
    def find(cls, store: Path, token: str) -> Draft | None:
        """The draft of a token; None where there is none, or its hour is over."""
        sweep(store)
        # Only a name that stands there is one: a token comes from an address, and must lead nowhere else.
        folder = next((each for each in _folders(store) if each.name == token), None)
        draft = cls(folder) if folder else None
        return draft if draft and draft._read() and draft.keep() else None

    def add(self, files: Iterable[tuple[str, bytes]], said: Mapping[str, FileOverrides] | None = None) -> None:
        """Files that are chosen in one go. Those of their names that were chosen before give way. `said` has what was
        said before of a file of its name."""
        files, before = list(files), said or {}
        names = {name for name, _ in files}
        last = {chosen.name: chosen.said.of_headings for chosen in self.files.values()} | {**before}
        for number in [number for number, chosen in self.files.items() if chosen.name in names]:
            self._drop(number)
        with _writing():
            for name, content in files:
                number = secrets.token_hex(4)
                (self._folder / number).write_bytes(content)
                self.files[number] = Chosen(name, last.get(name, FileOverrides()))
        self._write()

    def keep(self) -> bool:
        """Keep it for another hour; False where it is gone."""
        try:
            os.utime(self._folder / WHAT)
        except OSError:
            return False
        return True

    def content(self, number: str) -> bytes:
        """The bytes of one of its files. Raises StoreError where they are gone."""
        try:
            return (self._folder / number).read_bytes()
        except OSError as error:
            raise StoreError("draft-gone", name=self.files[number].name) from error

    def say(self, number: str, said: FileOverrides) -> None:
        """Keep what a person says of a file."""
        if self.files[number].said != said:
            self.files[number] = replace(self.files[number], said=said)
            self._write()

    def replace(self, uploads: Iterable[int]) -> None:
        """Keep which uploads the files take the place of."""
        if self.replaces != (now := tuple(uploads)):
            self.replaces = now
            self._write()

    def drop(self, number: str) -> None:
        """Leave out one of its files."""
        self._drop(number)
        self._write()

    def end(self) -> None:
        """Nothing is kept of it any more."""
        self.files = {}
        shutil.rmtree(self._folder, ignore_errors=True)

    def _drop(self, number: str) -> None:
        self.files.pop(number, None)
        (self._folder / number).unlink(missing_ok=True)

    def _write(self) -> None:
        files = {number: {"name": c.name, "said": c.said.as_dict()} for number, c in self.files.items()}
        with _writing():
            written = self._folder / f"{WHAT}.new"
            written.write_text(json.dumps({"files": files, "replaces": self.replaces}), "utf-8")
            written.replace(self._folder / WHAT)

    def _read(self) -> bool:
        try:
            kept = json.loads((self._folder / WHAT).read_text("utf-8"))
        except (OSError, ValueError):
            return False
        self.files = {
            number: Chosen(each["name"], FileOverrides.of(each["said"])) for number, each in kept["files"].items()
        }
        self.replaces = tuple(kept["replaces"])
        return True


def end_all(store: Path) -> None:
    """Take away every draft, whosever it is: what is in them nobody can say without reading them."""
    shutil.rmtree(_beside(store), ignore_errors=True)


def sweep(store: Path) -> None:
    """Take away the drafts whose hour is over."""
    for folder in _folders(store):
        with contextlib.suppress(OSError):  # another has swept it meanwhile
            if time.time() - max(f.lstat().st_mtime for f in (folder, folder / WHAT) if f.exists()) > KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def _beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.drafts")


def _folders(store: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [folder for folder in _beside(store).iterdir() if folder.is_dir()]
    return []


@contextlib.contextmanager
def _writing():
    """Writing for the owner only, with a sentence where the disk refuses."""
    try:
        with for_the_owner_only():
            yield
    except OSError as error:
        raise StoreError("draft-disk", reason=error.strerror or str(error)) from error
