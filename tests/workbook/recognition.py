"""How well headings are recognised that nobody wrote for this program: `python -m tests.workbook.recognition`.

Half of the sheets of `files/own_headings.toml` were not looked at while the recognition was built (`held_out`).
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from measures.sheets import SHEETS
from measures.workbook.headings import recognise
from measures.workbook.matching import needed
from measures.workbook.read import Cells
from measures.workbook.recognised import Recognised

from .build import FILES

NO_KIND, NO_FIELD = "none", "-"
RECOGNISED, SUGGESTED, WRONG, MISSED = "recognised", "suggested right", "suggested wrong", "missed"
LOADED_WRONG, RIGHTLY_LEFT = "loaded wrong", "rightly left alone"


@dataclass(frozen=True)
class Own:
    """A sheet as somebody wrote it: `fields` has, for each of its headings, what it may be read as."""

    name: str
    kind: str
    headings: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.name.encode()).digest()[-1] % 2 == 1

    @property
    def cells(self) -> Cells:
        """The sheet as a reader gives it."""
        columns = [[heading, *cells] for heading, *cells in zip(self.headings, *self.rows, strict=True)]
        table = {f"c{i}": pa.array([words or None for words in column]) for i, column in enumerate(columns)}
        return Cells(self.name, pa.table({name: pa.chunked_array([cells]) for name, cells in table.items()}))


@cache
def own_sheets() -> tuple[Own, ...]:
    """Every sheet of the file."""
    found = []
    for name, sheet in tomllib.loads((FILES / "own_headings.toml").read_text("utf-8")).items():
        columns = [[words.strip() for words in line.split("|")] for line in sheet["columns"].strip().splitlines()]
        headings, fields, *rows = zip(*columns, strict=True)
        found.append(Own(name, sheet["kind"], headings, tuple(tuple(f.split("/")) for f in fields), tuple(rows)))
    return tuple(found)


def wrong_columns(own: Own, found: Recognised) -> list[str]:
    """The headings that are read, or suggested, as something that they are not."""
    wrong = []
    for position, (heading, may_be) in enumerate(zip(own.headings, own.fields, strict=True)):
        column = found.columns.get(position)
        field = column.name if column else "flag" if position in found.flags else NO_FIELD
        if field != NO_FIELD and field not in {name.rstrip("?") for name in may_be}:
            wrong.append(f"{heading} as {field}")
    return wrong


def missed_columns(own: Own, found: Recognised) -> list[str]:
    """The headings of a field that are not read, nor suggested."""
    return [
        heading
        for position, (heading, may_be) in enumerate(zip(own.headings, own.fields, strict=True))
        if position not in found.columns
        and position not in found.flags
        and not any(name == NO_FIELD or name.endswith("?") for name in may_be)
    ]


def judge(own: Own) -> tuple[str, Recognised]:
    """What becomes of a sheet. A suggestion is right where its kind is, none of its columns is wrong, and what a person
    would still have to say is a field that no heading has."""
    found = recognise(own.cells)
    wrong = wrong_columns(own, found)
    if found.sheet:
        return (LOADED_WRONG if found.sheet.kind != own.kind or wrong else RECOGNISED), found
    if not found.kind or not found.columns:
        return (RIGHTLY_LEFT if own.kind == NO_KIND else MISSED), found
    if found.kind.kind != own.kind or wrong:
        return WRONG, found
    there = {name.rstrip("?") for may_be in own.fields for name in may_be}
    lacking = set(needed(SHEETS[own.kind], found.columns))
    has = {column.title for column in SHEETS[own.kind].columns if column.name in there}
    return (MISSED if lacking & has else SUGGESTED), found


def main() -> None:
    """Print what becomes of every sheet, and the counts of each half."""
    counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    columns: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    halves = [False, True] if "--held-out" in sys.argv else [False]
    for own in own_sheets():
        if own.held_out not in halves:
            continue
        verdict, found = judge(own)
        counts[own.held_out][verdict] += 1
        wrong, missed = wrong_columns(own, found), missed_columns(own, found) if own.kind != NO_KIND else []
        columns[own.held_out].update(
            read=len(found.columns) + len(found.flags) - len(wrong), wrong=len(wrong), missed=len(missed)
        )
        kind = found.kind.kind if found.kind else NO_KIND
        print(f"{verdict:18} {own.name:28} {own.kind:12} {kind if kind != own.kind else '':12}", end="")
        print(" ".join(filter(None, [f"wrong: {wrong}" * bool(wrong), f"missed: {missed}" * bool(missed)])))
    for half in halves:
        print("held out" if half else "looked at", dict(counts[half]), dict(columns[half]))


if __name__ == "__main__":
    main()
