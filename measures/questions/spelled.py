"""References that stand in what is loaded together in several spellings: 42 and 00042 in one sheet, or on two sheets
of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Ref
from measures.problems import sheet_row, shorten
from measures.questions.base import Choice, Question
from measures.questions.shared import replaced
from measures.sheets import SHEETS
from measures.store.respelt import PARTS, PSEUDONYM, references, spelt
from measures.uploads import Incoming, Loaded
from measures.words import listed, plural
from measures.workbook.check import Checked

LISTED = 5


def of_sheets(sheets: Sequence[Incoming], kind: str) -> dict[str, dict[str, str]]:
    """How the references of sheets are spelled, by column and then by what is left of each without noughts at the
    beginning, marks and spaces; without those of which they have several spellings."""
    found: dict[str, dict[str, str]] = {}
    for name in references(SHEETS[kind]):
        theirs = [pc.unique(sheet.rows[name]).drop_null() for sheet in sheets if name in sheet.rows.column_names]
        tight: dict[str, dict[str, str]] = {}
        for text, key, loose in spelt(pa.chunked_array(theirs).unique().to_pylist()) if theirs else ():
            tight.setdefault(loose, {}).setdefault(key, text)
        found[name] = {loose: next(iter(its.values())) for loose, its in tight.items() if loose and len(its) == 1}
    return found


def noughts(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether such references are the same. Of two rows with a reference of their own, only that they are others can
    be said: what is the same stands in one row."""
    rows = incoming.rows
    own, sure, evidence, respelled, count = False, True, [], rows, 0
    for column in sheet.sheet.columns:
        if not isinstance(column.type, Ref) or column.name not in rows.column_names:
            continue
        words = rows[column.name]
        groups, others = _alike(words), _elsewhere(words, incoming.spelled.get(column.name, {}))
        if not groups and not others:
            continue
        count += len(groups) + len(others)
        own = own or bool(groups) and column.name in sheet.sheet.key
        sure = sure and not groups and 2 * len(others) >= pc.count_distinct(words).as_py()
        kept = {ref: max(group, key=len) for group in groups for ref in group}
        kept |= others
        texts, numbers = words.to_pylist(), rows["row"].to_pylist()
        respelled = replaced(respelled, column.name, [kept.get(ref, ref) for ref in texts], pa.string())

        def told(ref: str, texts: list = texts, numbers: list = numbers) -> str:
            return f"{shorten(ref)} (row {sheet_row(numbers[texts.index(ref)])})"

        for group in groups[:LISTED]:
            evidence.append(f"{column.title} {listed([told(ref) for ref in group])}")
        for ref, other in [*others.items()][: LISTED - len(groups)]:
            evidence.append(f"{column.title} {told(ref)}: {shorten(other)} on another sheet")
    if not count:
        return None
    apart = Choice("others", "Others: each is of its own")
    same = Choice("same", "The same: each is shown in one spelling", {"rows": respelled})
    rest = " If two rows are of the same, leave one of them out of the file." if own else ""
    return Question(
        "noughts",
        sheet.name,
        f"{plural(count, 'reference stands', 'references stand')} in several spellings in what is loaded here, but "
        f"for noughts at the beginning, marks or spaces, which spreadsheet programs change: the same, or others?{rest}",
        (apart,) if own else (same, apart),
        (*evidence, *([f"and {count - len(evidence):,} more"] if count > len(evidence) else [])),
        "same" if sure else None,
    )


def _elsewhere(refs: pa.ChunkedArray, spelled: Mapping[str, str]) -> dict[str, str]:
    """References that another sheet has in another spelling, each with that."""
    if not spelled:
        return {}
    found: dict[str, str] = {}
    texts = spelt(pc.unique(refs).drop_null().to_pylist())
    keys = {text: key for text, key, _ in spelt([*spelled.values()])}
    for text, key, loose in texts:
        other = spelled.get(loose)
        if other is not None and keys[other] != key:
            found[text] = other
    here = {key for _, key, _ in texts}
    # What stands in both spellings here is of two things, or asked about as such.
    return {text: other for text, other in found.items() if keys[other] not in here}


def _alike(refs: pa.ChunkedArray) -> list[list[str]]:
    """The references of a column that are the same but for noughts, in the order in which they stand."""
    there = pc.unique(refs).drop_null()
    if not pc.any(pc.match_substring_regex(there, "^(0|[Pp]-)")).as_py():
        return []
    groups: dict[str, dict[str, str]] = {}
    tight = {text: key for text, key, _ in spelt(there.to_pylist())}
    for text, loose in _without_noughts(there.to_pylist()):
        groups.setdefault(loose, {}).setdefault(tight[text], text)
    return [[*spelled.values()] for spelled in groups.values() if len(spelled) > 1]


def _without_noughts(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each with what is left without its noughts; of a pseudonym, without what tells the spellings apart that it
    stands for."""
    for text in texts:
        folded = text.casefold()
        yield text, folded[: -PARTS[-1]] if re.fullmatch(PSEUDONYM, folded) else re.sub(r"^0+(?=.)", "", folded)
