"""The policy of a load, for the Upload page and the command alike: how a sheet was read last time, what stops the load,
what is left out, what it takes the place of, and which references stand for the same things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyarrow as pa

from measures import demonstration
from measures.personal.pseudonyms import is_pseudonym
from measures.problems import Problem, StoreError
from measures.questions import QUESTIONS, Question, changed
from measures.questions.personal import Before, asked_for
from measures.questions.spelled import of_sheets
from measures.questions.treated import Treated, treated
from measures.store import Store
from measures.uploads import Incoming, Loaded, Upload
from measures.workbook.by_hand import Override, headings_of, override_of, remembered
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things
from measures.workbook.heading_rows import heading_rows
from measures.workbook.prepare import Prepared, across_files
from measures.workbook.read import Workbook


@dataclass(frozen=True)
class Remembered:
    """How a person wanted the last sheet with the same headings to be read, and the upload it is kept with."""

    override: Override
    upload: Upload


FORGOTTEN = "readings forgotten"  # the setting: numbers of uploads whose way of reading their headings is no more used


def remembering(store: Store) -> list[Upload]:
    """The uploads whose way of reading is used again for the same headings, the latest first: those that are not
    forgotten."""
    forgotten = {number for entry in store.entries(FORGOTTEN) for number in entry["value"]}
    return [upload for upload in store.uploads() if upload.upload not in forgotten]


def readings(store: Store) -> list[Remembered]:
    """How the next sheet with the same headings is read, as a person said: once for the same headings, the latest
    first."""
    found: dict[tuple[str, ...], Remembered | None] = {}
    for upload in remembering(store):
        if (headings := headings_of(upload)) and headings not in found and not upload.withdrawn:
            override = override_of(upload)
            found[headings] = Remembered(override, upload) if override else None
    return [reading for reading in found.values() if reading]


def forget(store: Store, upload: int, who: str) -> None:
    """Read sheets with the headings of this upload by these alone, until something else is said. What is loaded
    stays as it is. Raises StoreError where nothing is remembered of it."""
    headings = next((headings_of(each) for each in store.uploads() if each.upload == upload), ())
    if headings not in [headings_of(reading.upload) for reading in readings(store)]:
        raise StoreError("no-reading", upload=upload)
    same = [other.upload for other in store.uploads() if headings_of(other) == headings]
    store.set(FORGOTTEN, same, who, f"Forgot how the headings of upload {upload} are read")


def overrides_before(workbook: Workbook, uploads: Sequence[Upload]) -> dict[str, Remembered]:
    """What was said of the same headings last time, by the name of the sheet that has them now. The latest upload comes
    first."""
    found = {cells.sheet: remembered(heading_rows(cells), uploads) for cells in workbook.sheets}
    return {sheet: Remembered(*last) for sheet, last in found.items() if last}


def before(store: Store) -> Before:
    """What the store has decided of personal details so far. The demonstration has invented people, and decides
    nothing."""
    invented = demonstration.hashes()
    return Before(store.path, [upload for upload in store.uploads() if upload.sha256 not in invented])


def as_kept(store: Store, column: str, reference: str) -> str:
    """A reference as the store has it: its pseudonym, where the references of a column are replaced; a pseudonym is
    itself. Raises StoreError where the key is gone."""
    known = before(store)
    return known.key.pseudonym(reference) if column in known.replaced and not is_pseudonym(reference) else reference


def as_answered(file: Prepared, answers: Mapping[str, str], replaced: frozenset[str], store: Store) -> Prepared:
    """A file with what is to be stored of it, as the answers about personal details say, and those to the others of
    its load."""
    known = before(store)
    return treated(file, answers, True, known, known.pseudonyms(asked_for([answers]) | replaced)).file


def in_force(
    before: Mapping[str, Remembered], now: Mapping[str, Override | None]
) -> tuple[dict[str, Override | None], dict[str, Upload]]:
    """How each sheet is to be read: what is said of it now goes before what was said last time; None is its headings
    alone.

    And the uploads whose way of reading a sheet still has, for a person is told of it.
    """
    kept = {sheet: last for sheet, last in before.items() if sheet not in now}
    return {sheet: last.override for sheet, last in kept.items()} | dict(now), {
        sheet: last.upload for sheet, last in kept.items()
    }


@dataclass(frozen=True)
class Asked:
    """What is asked of the sheets of a load before it, and what would become of each as far as it is answered.

    `unanswered` are those of the questions that stop the load; `sheets` are on their way in as the answers have them.
    """

    outcomes: tuple[Loaded, ...] = ()
    questions: tuple[Question, ...] = ()
    unanswered: tuple[Question, ...] = ()
    sheets: tuple[Incoming, ...] = ()

    def __add__(self, other: Asked) -> Asked:
        """What is asked of the sheets of this and then of those of the other."""
        return Asked(
            self.outcomes + other.outcomes,
            self.questions + other.questions,
            self.unanswered + other.unanswered,
            self.sheets + other.sheets,
        )


@dataclass
class Load:
    """Checked files on their way into the store together, all or none, and what a person decides of them.

    `leave_out` leaves out rows that have problems and loads the rest; `replaces` are uploads that these files take the
    place of. `answers` has the name of a choice for the name of a question, or for its code where every sheet has the
    same answer; `presumed` says that the default of a question stands until it is answered otherwise, as where a person
    sees it chosen. `after` are sheets that are loaded in the same step before these, `behind` those after them, and
    `replaced` the columns of references that the answers to their files want replaced by pseudonyms.
    """

    files: tuple[Prepared, ...]
    leave_out: bool = False
    replaces: tuple[int, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    presumed: bool = False
    after: tuple[Incoming, ...] = ()
    behind: tuple[Incoming, ...] = ()
    replaced: frozenset[str] = frozenset()

    @cached_property
    def clashes(self) -> list[Problem]:
        """Keys that stand in two of the files with different details."""
        return across_files(self.files)

    @property
    def sheets(self) -> list[tuple[Prepared, Checked]]:
        """Every sheet of a known kind, with its file."""
        return [(file, sheet) for file in self.files for sheet in file.sheets]

    @property
    def bad_rows(self) -> int:
        """How many rows have a problem of their own that stops the load."""
        return sum(sheet.bad_rows for _, sheet in self.sheets)

    @property
    def problems(self) -> list[Problem]:
        """Every problem of the files, and those between them."""
        return [*(p for file in self.files for p in file.problems), *self.clashes]

    @property
    def stops(self) -> list[Problem]:
        """What stops the load, whatever is loaded already. Keys that stand in two of the files do, left out or not."""
        return [*(p for file in self.files for p in file.stops(self.leave_out)), *self.clashes]

    @property
    def has_rows(self) -> bool:
        """Whether any row can be loaded, where rows with problems are left out."""
        return any(sheet.good_rows().num_rows for _, sheet in self.sheets)

    @property
    def can_leave_out(self) -> bool:
        """Whether leaving out rows would get around all that stops the load."""
        return bool(self.bad_rows) and not self.clashes and not any(file.stops(leave_out=True) for file in self.files)

    def ask(self, store: Store) -> Asked:
        """What the store would do with each of `sheets`, once what is replaced is gone, and what is asked of them.

        Each question is asked of the sheet as the answers to those before it have it.
        """
        asked = Asked()
        known = before(store)
        pseudonyms = known.pseudonyms(asked_for([self.answers]) | self.replaced)
        files = [treated(file, self.answers, self.presumed, known, pseudonyms) for file in self.files]
        sheets = [(file, n, sheet) for file in files for n, sheet in enumerate(file.file.sheets)]
        for i, (file, n, sheet) in enumerate(sheets):
            earlier = (*self.after, *asked.sheets)
            incoming = file.file.incoming_sheet(sheet, self.replaces)
            if sheet.sheet.listed_by:
                later = [*(f.file.incoming_sheet(s) for f, _, s in sheets[i + 1 :] if s.sheet.listed_by), *self.behind]
                before_, behind = (tuple(o for o in others if o.kind == incoming.kind) for others in (earlier, later))
                incoming = replace(incoming, before=before_, behind=behind)
            if incoming.kind == "transactions":
                prices, cases = (self._rows_of(kind, files) for kind in ("unit_costs", "cases"))
                incoming = replace(incoming, prices=prices, cases=cases)
            incoming = replace(incoming, spelled=of_sheets(earlier, incoming.kind))
            found = self._ask(store, sheet, incoming, earlier)
            asked += replace(
                found,
                questions=(*file.asked[n], *found.questions),
                unanswered=(*file.unanswered[n], *found.unanswered),
                sheets=tuple(file.kept(n, each) for each in found.sheets),
            )
        return asked

    def _rows_of(self, kind: str, files: Sequence[Treated]) -> tuple[pa.Table, ...]:
        """The rows of the sheets of a kind that are loaded in the same step."""
        others = (each.rows for each in (*self.after, *self.behind) if each.kind == kind)
        own = (sheet.good_rows() for file in files for sheet in file.file.sheets if sheet.sheet.kind == kind)
        return (*others, *own)

    def _ask(self, store: Store, sheet: Checked, incoming: Incoming, earlier: Sequence[Incoming]) -> Asked:
        questions, unanswered = [], []
        # Rows without a key may be those of a file that is loaded together with this one, and before it.
        others = any(each.kind == incoming.kind and each.sha256 != incoming.sha256 for each in earlier)
        after = _each_replaced_once(earlier) if others and sheet.sheet.known_by else []
        outcome = store.preview(incoming, after)
        for ask in QUESTIONS.values():
            if not (question := ask(sheet, outcome, incoming)):
                continue
            questions.append(question)
            answer = question.answer(self.answers) or (question.default if self.presumed or question.plain else None)
            choice = question.choice(answer)
            if not choice:
                unanswered.append(question)
            elif choice.changes or choice.replaces:
                incoming = changed(incoming, choice)
                outcome = store.preview(incoming, after)
        return Asked((outcome,), tuple(questions), tuple(unanswered), (incoming,))

    def beside(self, asked: Asked) -> list[Problem]:
        """Rows that may be of other things than what is loaded under their references."""
        pairs = zip(self.sheets, asked.outcomes, strict=True)
        return [problem for (_, sheet), outcome in pairs for problem in other_things(sheet, outcome)]

    def incoming(self, asked: Asked) -> list[Incoming]:
        """The sheets for the store, of which the first takes the place of `replaces`. Only where nothing stops the
        load, and all is answered."""
        assert not self.stops and not asked.unanswered
        return _each_replaced_once(asked.sheets)


def _each_replaced_once(sheets: Sequence[Incoming]) -> list[Incoming]:
    """Those of the sheets that have rows, in which no upload is replaced that an earlier one replaces."""
    found, replaced = [], set[int]()
    for sheet in sheets:
        if sheet.rows.num_rows:
            found.append(replace(sheet, replaces=tuple(n for n in sheet.replaces if n not in replaced)))
            replaced |= {*sheet.replaces}
    return found
