"""A file and its sheets as the answers about personal details have them, on their way into the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Street
from measures.personal.details import masked
from measures.personal.pseudonyms import Key
from measures.personal.words import KEEP, LEAVE_OUT, MASK, PSEUDONYMS
from measures.questions.base import Question
from measures.questions.personal import FILE, FLAGS, REFERENCES, Before, Decided, asked, flags_of_people, is_counted
from measures.schema import Column
from measures.store.scratch import scratch
from measures.uploads import Incoming
from measures.workbook.by_hand import NAMES, TAKEN
from measures.workbook.check import Checked
from measures.workbook.prepare import Prepared
from measures.workbook.readings import read

NOT_KEPT = "[not kept]"


@dataclass(frozen=True)
class Treated:
    """A file as the answers have it: its sheets with what is to be stored of them; of each what was asked and what
    waits for an answer, and what was decided."""

    file: Prepared
    asked: tuple[tuple[Question, ...], ...]
    unanswered: tuple[tuple[Question, ...], ...]
    decided: tuple[tuple[Decided, ...], ...]
    before: Before
    pseudonyms: frozenset[str]

    def kept(self, place: int, incoming: Incoming) -> Incoming:
        """One of its sheets with all that the store keeps besides its rows: the names of the file and the sheet,
        headings, and what was said and changed by hand."""
        sheet, decided = self.file.sheets[place], {each.name: each for each in self.decided[place]}
        mapping = _mapping(incoming.mapping or {}, sheet, decided, self._key)
        replaced = [name for name, each in decided.items() if each.choice == PSEUDONYMS]
        if decided:
            mapping["personal"] = [each.as_list() for each in decided.values() if each.cells or each.name == FILE]
        if replaced:
            mapping["pseudonyms"] = replaced
        if written := [name for name in REFERENCES if name in _filled(incoming.rows) and name not in replaced]:
            mapping["written"] = written
        if replaced or any(each.choice == MASK for each in decided.values()):
            mapping["key"] = self._key().id
        file_name, name = incoming.file_name, incoming.sheet
        if FILE in decided and decided[FILE].choice == MASK:
            file_name, name = masked(file_name), masked(name)
        override = sheet.recognised.override
        of_sheet = {of for of, value in (override.given if override else ()) if value in NAMES}
        if of_sheet & {*replaced}:
            name = self._key().pseudonym(sheet.recognised.own_cells.called)
        return replace(incoming, mapping=mapping, file_name=file_name, sheet=name)

    def _key(self) -> Key:
        return self.before.key


def treated(
    file: Prepared, answers: Mapping[str, str], presumed: bool, before: Before, pseudonyms: frozenset[str]
) -> Treated:
    """A file as the answers have it. Where something waits for one, its column is as it stands. Raises StoreError
    where the key of the store's pseudonyms is wanted and not there."""
    sheets, questions, unanswered, decided = [], [], [], []
    for sheet in file.sheets:
        every, open_, done = [], [], []
        for question, of in asked(sheet, file.name, before, pseudonyms):
            every.append(question)
            answer = question.answer(answers) or (question.default if presumed or question.plain else None)
            answer = PSEUDONYMS if of.name in pseudonyms else answer
            if question.choice(answer) and answer:
                choice, _, reason = answer.partition(":")
                done.append(replace(of, choice=choice, reason=reason.strip()))
            else:
                open_.append(question)
        sheets.append(_treated(sheet, done, before) if done else sheet)
        questions.append(tuple(every))
        unanswered.append(tuple(open_))
        decided.append(tuple(done))
    changed = replace(file, sheets=tuple(sheets)) if any(decided) else file
    return Treated(changed, tuple(questions), tuple(unanswered), tuple(decided), before, pseudonyms)


def _treated(sheet: Checked, decided: Sequence[Decided], before: Before) -> Checked:
    """A sheet with what was decided of its columns."""
    rows, recognised, flags = sheet.rows, sheet.recognised, sheet.flag_names
    for each in decided:
        if each.name == FLAGS:
            rows, flags, named = _flags(sheet, rows, each.choice, before)
            recognised = replace(recognised, flags={p: named[f] for p, f in recognised.flags.items() if f in named})
        elif each.choice == LEAVE_OUT:
            type_ = sheet.sheet.column(each.name).type
            rows = rows.drop_columns([f"{each.name}{end}" for end in ("", *type_.beside)])
            columns = {p: column for p, column in recognised.columns.items() if column.name != each.name}
            recognised = replace(recognised, columns=columns)
        elif each.choice == PSEUDONYMS:
            texts = pc.drop_null(pc.unique(rows[each.name])).to_pylist()
            rows = _with(rows, each.name, before.key.pseudonyms(texts))
        elif each.choice == MASK and each.found:
            column = sheet.sheet.column(each.name)
            mark = before.key.mark if is_counted(column) else None
            new = {text: each.found.without(text, mark) for text in each.found.texts}
            rows = _as_the_person(sheet, rows, column)
            rows = _streets(rows, each.name, new) if isinstance(column.type, Street) else _with(rows, each.name, new)
    return replace(sheet, rows=rows, recognised=recognised, flag_names=flags)


def _filled(rows: pa.Table) -> set[str]:
    return {name for name in rows.column_names if rows[name].null_count < rows.num_rows}


def _with(rows: pa.Table, name: str, new: Mapping[str, str]) -> pa.Table:
    """The rows with other words in the place of some, in one column."""
    places = pc.index_in(rows[name], pa.array(list(new), pa.string()))
    words = pc.coalesce(pc.take(pa.array(list(new.values()), pa.string()), places), rows[name])
    return rows.set_column(rows.column_names.index(name), name, words)


def _as_the_person(sheet: Checked, rows: pa.Table, column: Column) -> pa.Table:
    """The rows with what the person is called in the place of their name, where it is the reference of the row too:
    whose word it is would be lost with the name."""
    if not column.person or column.person[0] not in sheet.rows.column_names:
        return rows
    reference, called = column.person
    same = pc.equal(*(pc.utf8_lower(sheet.rows[name]) for name in (reference, column.name)))
    words = pc.if_else(pc.fill_null(same, False), called, rows[column.name])
    return rows.set_column(rows.column_names.index(column.name), column.name, words)


def _streets(rows: pa.Table, name: str, new: Mapping[str, str]) -> pa.Table:
    """The same of a street, which is read again, so that it is counted with the others of its name."""
    with scratch() as db:
        again = read(db, Street(), pa.array(list(new.values()), pa.string()))
    places = pc.index_in(rows[name], pa.array(list(new), pa.string()))
    for end in ("", *Street.beside):
        words = pc.coalesce(pc.take(again[f"value{end}"].combine_chunks(), places), rows[name + end])
        rows = rows.set_column(rows.column_names.index(name + end), name + end, words)
    return rows


def _flags(
    sheet: Checked, rows: pa.Table, choice: str, before: Before
) -> tuple[pa.Table, tuple[str, ...], dict[str, str]]:
    """The rows with flags by other names, or without those whose heading names somebody; the names, and what each is
    now."""
    flags, of_people = sheet.flag_names, flags_of_people(sheet)
    named: dict[str, str] = {}
    for flag in flags:
        if choice == KEEP or flag not in of_people:
            named[flag] = flag
        elif choice == MASK:
            named[flag] = masked(of_people[flag], before.key.mark)
    columns = {name: rows[name] for name in rows.column_names if name not in {f"flag{i}" for i in range(len(flags))}}
    columns |= {f"flag{i}": rows[f"flag{flags.index(flag)}"] for i, flag in enumerate(named)}
    return pa.table(columns), tuple(named.values()), named


def _mapping(
    mapping: Mapping[str, object], sheet: Checked, decided: Mapping[str, Decided], key: Callable[[], Key]
) -> dict[str, Any]:
    """How a sheet was understood, without the personal details that stand in headings and in what was said and
    changed by hand."""
    kept: dict[str, Any] = {**mapping}
    names = {p: column.name for p, column in sheet.recognised.columns.items()}
    names |= dict.fromkeys(sheet.recognised.flags, FLAGS)

    def cleared(words: str, name: str) -> str:
        choice = decided[name].choice if name in decided else ""
        return (
            words
            if choice == KEEP or not words
            else NOT_KEPT
            if choice in (PSEUDONYMS, LEAVE_OUT) or _whole(name)
            else masked(words)
        )

    def _whole(name: str) -> bool:
        found = decided[name].found if name in decided else None
        return found is not None and found.whole

    keep_flags = FLAGS in decided and decided[FLAGS].choice == KEEP
    for part in ("columns", "flags"):
        kept[part] = {
            name: {**its, "heading": its["heading"] if part == "flags" and keep_flags else masked(its["heading"])}
            for name, its in kept.get(part, {}).items()
        }
    for part in ("headings", "left_alone"):
        kept[part] = [masked(heading) for heading in kept.get(part, ())]
    if mends := kept.get("mends"):
        is_read = {None, *sheet.recognised.read_of}
        kept["mends"] = [
            [row, at, *(cleared(words, names.get(at, "")) if at in is_read else NOT_KEPT for words in said)]
            for row, at, *said in mends
        ]
    if said := kept.get("said"):
        kept["said"] = _said(said, sheet, decided, key, cleared)
    return kept


def _said(
    said: Mapping[str, Any],
    sheet: Checked,
    decided: Mapping[str, Decided],
    key: Callable[[], Key],
    cleared: Callable[[str, str], str],
) -> dict[str, Any]:
    """What a person said of a sheet, as it is remembered for the next with the same headings."""
    kept = {**said, "columns": [[masked(heading), name] for heading, name in said["columns"]]}
    if "ways" in kept:
        kept["ways"] = [[masked(heading), way] for heading, way in kept["ways"]]
    if "given" in kept:
        replaced = {name for name, each in decided.items() if each.choice == PSEUDONYMS}
        kept["given"] = [
            [name, value if value in TAKEN else key().pseudonym(value) if name in replaced else cleared(value, name)]
            for name, value in kept["given"]
        ]
    if "words" in kept:
        position = {heading: p for p, heading in sheet.recognised.headings.items()}
        names = {p: column.name for p, column in sheet.recognised.columns.items()}
        kept["words"] = [
            [masked(heading), was, now]
            for heading, was, now in kept["words"]
            if [cleared(words, names.get(position.get(heading, -1), "")) for words in (was, now)] == [was, now]
        ]
    return kept
