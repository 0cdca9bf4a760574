"""What is asked of personal details before a sheet is loaded: of each column that would be stored and has any, of flags
whose headings name somebody, and of the names of the file and the sheet. Of columns that are not stored nothing is
asked.

What was answered of a column before stands for the next upload of its kind, as long as nothing of another sort is found
in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from measures.cells import Date, Ref, Street
from measures.personal import words
from measures.personal.columns import PersonalDetails, hidden, is_of_birth
from measures.personal.details import BORN, NAME, details, masked
from measures.personal.pseudonyms import Key
from measures.personal.words import KEEP, LEAVE_OUT, MASK, PSEUDONYMS
from measures.problems import cell, shorten
from measures.questions.base import Choice, Question
from measures.schema import Column
from measures.sheets import SHEETS
from measures.uploads import Upload
from measures.words import listed
from measures.workbook.check import Checked

CODE, FLAGS, FILE, ALL = "personal-", "personal-flags", "personal-names", "pseudonyms"
YES = "yes"
REFERENCES = {c.name: c.title for sheet in SHEETS.values() for c in sheet.columns if isinstance(c.type, Ref)}


@dataclass(frozen=True)
class Decided:
    """What becomes of the personal details of a column, by its name or the code of what is no column: one of the
    choices, and the reason for keeping them. `heading` is told in History, without any."""

    name: str
    heading: str
    cells: Mapping[str, int]
    choice: str
    reason: str = ""
    found: PersonalDetails | None = None

    def as_list(self) -> list[object]:
        """For the store, with the upload."""
        return [self.name, self.heading, dict(self.cells), self.choice, self.reason]


def decided_of(upload: Upload) -> tuple[Decided, ...]:
    """What became of the personal details of an upload."""
    return tuple(Decided(*each) for each in upload.mapping.get("personal", ()))


def of_upload(upload: Upload) -> str:
    """What became of the personal details of an upload, in words; nothing where there were none."""
    lines = [words.kept(each.heading, each.cells, each.choice, each.reason) for each in decided_of(upload)]
    told = {each.name for each in decided_of(upload)}
    titles = [
        REFERENCES[name] for name in upload.mapping.get("pseudonyms", ()) if name in REFERENCES and name not in told
    ]
    lines += [words.kept(title, {}, PSEUDONYMS, "") for title in titles]
    return f"Personal details: {listed(lines)}." if lines else ""


@dataclass(frozen=True)
class Before:
    """What a store has decided of personal details so far, by its uploads, the latest first; those of the
    demonstration decide nothing. `path` is the store's."""

    path: Path
    uploads: Sequence[Upload] = ()

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The columns of references that are pseudonyms in all uploads that have them."""
        return frozenset(name for upload in self.uploads for name in _pseudonyms(upload)) - {*self.written}

    @cached_property
    def written(self) -> dict[str, int]:
        """The columns of references that are kept as they were written, and the last upload that has them so."""
        found: dict[str, int] = {}
        for upload in self.uploads:
            there = {*(upload.stated if upload.filled is None else upload.filled)} & {*REFERENCES}
            for name in there - {*_pseudonyms(upload)}:
                found.setdefault(name, upload.upload)
        return found

    def pseudonyms(self, asked_for: frozenset[str]) -> frozenset[str]:
        """The columns of references that are pseudonyms in a load for which these are asked for: of one load all
        are, or none. What is kept as it was written stays so."""
        return (self.replaced | asked_for) - {*self.written}

    @cached_property
    def key(self) -> Key:
        """The key of the store's pseudonyms. Raises StoreError where the one that was used is not there."""
        return Key.of(self.path, next((known for upload in self.uploads if (known := upload.mapping.get("key"))), ""))

    def answer(self, kind: str, name: str, cells: Mapping[str, int]) -> str | None:
        """What was answered of a column last, if nothing else is found in it now."""
        for upload in self.uploads:
            if upload.kind == kind and not upload.withdrawn:
                for before in decided_of(upload):
                    if before.name == name and {*cells} <= {*before.cells}:
                        return f"{before.choice}: {before.reason}" if before.choice == KEEP else before.choice
        return None


def _pseudonyms(upload: Upload) -> Sequence[str]:
    return upload.mapping.get("pseudonyms", ())


def asked_for(answers: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """The columns of references that are to be pseudonyms, as the answers to any file of a load say."""
    found = set[str]()
    for given in answers:
        for name, choice in given.items():
            code = name.rpartition("!")[2]
            if code == ALL and choice == YES:
                found |= {*REFERENCES}
            found |= {column for column in REFERENCES if code == code_of(column) and choice == PSEUDONYMS}
    return frozenset(found)


def code_of(column: str) -> str:
    """The code of the question about a column.

    >>> code_of("household_ref")
    'personal-household-ref'
    """
    return CODE + column.replace("_", "-")


def is_code(code: str) -> bool:
    """Whether something may be asked by this code."""
    columns = {column.name for sheet in SHEETS.values() for column in sheet.columns}
    return code in (ALL, FLAGS, FILE) or code in map(code_of, columns)


def asked(sheet: Checked, file_name: str, before: Before, pseudonyms: frozenset[str]) -> list[tuple[Question, Decided]]:
    """What is asked of one sheet, each with what is decided of once it is answered."""
    found = []
    for name, its in sheet.personal.items():
        if name not in before.replaced:
            question, decided = _of_column(sheet, sheet.sheet.column(name), its, before)
            if name in pseudonyms:
                question = replace(question, default=PSEUDONYMS, plain=True)
            found.append((question, decided))
    found += _of_birth(sheet, before)
    if named := list(flags_of_people(sheet).values()):
        found.append(_of_flags(sheet, named, before))
    if names := list(dict.fromkeys(name for name in (file_name, sheet.name) if details(name))):
        found.append(_of_names(sheet, names))
    asked_of = {decided.name for _, decided in found}
    told = [name for name in sheet.rows.column_names if name in pseudonyms - asked_of]
    return found + [(_told(sheet, name), Decided(name, REFERENCES[name], {}, PSEUDONYMS)) for name in told]


def _of_column(sheet: Checked, column: Column, found: PersonalDetails, before: Before) -> tuple[Question, Decided]:
    position = sheet.recognised.position.get(column.name)
    rows = sheet.good_rows()
    first = rows[column.name][found.first].as_py()
    place = cell(sheet.name, rows["row"][found.first].as_py(), position)
    heading = _heading(sheet, column.name)
    said = words.asked(
        heading,
        found.cells,
        place,
        shorten(_hidden_details(first) if found.of == "words" and not found.whole else hidden(first)),
    )
    choices, shown = [], []
    if isinstance(column.type, Ref):
        if column.name in before.written:
            said += words.WRITTEN.format(title=column.title, upload=before.written[column.name])
        else:
            choices.append(Choice(PSEUDONYMS, words.REPLACE_ALL))
            shown.append(words.PSEUDONYM)
    elif isinstance(column.type, Street):
        choices.append(Choice(MASK, words.WITHOUT_NUMBERS))
        shown.append(words.NUMBERS_GONE.format(example=shorten(found.without(first))))
    elif is_counted(column):
        choices.append(Choice(MASK, words.PUT_A_MARK))
        shown.append(words.WITH_A_MARK.format(example=shorten(found.without(first, _example))))
    else:
        choices.append(Choice(MASK, words.PUT_A_WORD))
        shown.append(words.WITH_A_WORD.format(example=shorten(found.without(first))))
    question, decided = _question(sheet, column.name, heading, said, choices, found.cells, before, column.required)
    return replace(question, evidence=tuple(shown)), replace(decided, found=found)


def _of_birth(sheet: Checked, before: Before) -> list[tuple[Question, Decided]]:
    """Columns of dates of birth that are read as something else."""
    asked = []
    for position, column in sheet.recognised.columns.items():
        heading = sheet.recognised.headings.get(position, "")
        if isinstance(column.type, Date) and is_of_birth(heading):
            rows = sheet.good_rows()[column.name]
            if count := len(rows) - rows.null_count:
                said = words.asked(
                    shorten(masked(heading)), {BORN: count}, cell(sheet.name, None, position), "··/··/····"
                )
                asked.append(_question(sheet, column.name, heading, said, [], {BORN: count}, before, column.required))
    return asked


def _of_flags(sheet: Checked, named: list[str], before: Before) -> tuple[Question, Decided]:
    mask = Choice(MASK, words.PUT_A_MARK)
    shown = words.WITH_A_MARK.format(example=shorten(masked(named[0], _example)))
    said = words.asked_of_flags([shorten(_hidden_details(flag)) for flag in named])
    cells = {NAME: len(named)}
    question, decided = _question(sheet, FLAGS, "Flags", said, [mask], cells, before, False, words.LEAVE_THE_FLAGS)
    return replace(question, evidence=(shown,)), decided


def _of_names(sheet: Checked, names: list[str]) -> tuple[Question, Decided]:
    choices = (
        Choice(MASK, words.PUT_A_WORD),
        Choice(KEEP, words.KEEP_THEM, needs_reason=True),
    )
    said = words.asked_of_file([shorten(_hidden_details(name)) for name in names])
    shown = words.WITH_A_WORD.format(example=masked(names[0]))
    return Question(FILE, sheet.name, said, choices, (shown,)), Decided(FILE, "Names of the file and the sheet", {}, "")


def _question(
    sheet: Checked,
    name: str,
    heading: str,
    said: str,
    choices: Sequence[Choice],
    cells: Mapping[str, int],
    before: Before,
    required: bool,
    leave_out: str = words.LEAVE_THE_COLUMN,
) -> tuple[Question, Decided]:
    code = name if name == FLAGS else code_of(name)
    every = [
        *choices,
        *([] if required else [Choice(LEAVE_OUT, leave_out)]),
        Choice(KEEP, words.KEEP_THEM, needs_reason=True),
    ]
    last = before.answer(sheet.sheet.kind, name, cells)
    question = Question(code, sheet.name, said, tuple(every))
    if last and question.choice(last):
        question = replace(question, default=last, plain=True)
    return question, Decided(name, heading, cells, "")


def _told(sheet: Checked, name: str) -> Question:
    said = words.told([REFERENCES[name]])
    return Question(
        code_of(name), sheet.name, said, (Choice(PSEUDONYMS, words.REPLACE_ALL),), default=PSEUDONYMS, plain=True
    )


def flags_of_people(sheet: Checked) -> dict[str, str]:
    """The flags that name somebody, each with its heading: in the name of the flag few letters are capitals."""
    headings = {flag: sheet.recognised.headings.get(p, flag) for p, flag in sheet.recognised.flags.items()}
    return {flag: heading for flag, heading in headings.items() if details(heading)}


def is_counted(column: Column) -> bool:
    """Whether what a column says is counted by, so that two names must not become one word."""
    return bool(column.folded_as) and column.folded_as != "ref"


def _heading(sheet: Checked, name: str) -> str:
    position = sheet.recognised.position.get(name)
    return shorten(masked(sheet.recognised.headings.get(position, "") if position is not None else "")) or name


def _hidden_details(text: str) -> str:
    """Words of which the details alone are hidden."""
    parts, at = [], 0
    for detail in details(text):
        parts += [text[at : detail.start], hidden(text[detail.start : detail.end])]
        at = detail.end
    return "".join(parts) + text[at:]


def _example(text: str) -> str:
    return "K7Q2"
