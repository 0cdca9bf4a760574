"""Rows of one key that say different things: on two sheets, in two files, or in a file and in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from measures.problems import Problem, cell, shorten
from measures.sql import quote
from measures.store.names import folded
from measures.store.scratch import scratch
from measures.uploads import Loaded
from measures.workbook.check import Checked
from measures.workbook.rules import more
from measures.workbook.typed import LISTED


def same_keys(sheets: Sequence[Checked], files: Sequence[tuple[int, str]]) -> list[Problem]:
    """Keys that stand in two files loaded together with different details. `files` numbers and names the file of each
    sheet."""
    return [
        problem
        for i, j, clashes in _clashes(sheets, files)
        for problem in _on_two_sheets(sheets[i], sheets[j], clashes, f" of {files[i][1]}")
    ]


def in_doubt(sheets: Sequence[Checked]) -> tuple[list[Checked], list[Problem]]:
    """Keys that stand on two sheets of one file with different details: which is right is not ours to guess.

    Gives the sheets with such rows marked bad on both, for leaving out one would be choosing the other; and the
    problems.
    """
    found: list[Problem] = []
    doubtful: dict[int, set[int]] = {}
    for i, j, clashes in _clashes(sheets):
        found += _on_two_sheets(sheets[i], sheets[j], clashes)
        doubtful.setdefault(i, set()).update(other for _, other, _ in clashes)
        doubtful.setdefault(j, set()).update(row for row, *_ in clashes)
    marked = list(sheets)
    for i, numbers in doubtful.items():
        rows = sheets[i].rows
        bad = pc.or_(rows["bad"], pc.is_in(rows["row"], pa.array(sorted(numbers), pa.int32())))
        marked[i] = replace(sheets[i], rows=rows.set_column(rows.column_names.index("bad"), "bad", bad))
    return marked, found


def _on_two_sheets(
    earlier: Checked, later: Checked, clashes: list[tuple[int, int, str]], file: str = ""
) -> list[Problem]:
    key = later.sheet.key[0]
    position, heading = later.recognised.position[key], later.sheet.column(key).title
    its = earlier.recognised.position[key]
    found = [
        Problem(
            "same-key-other-sheet",
            later.name,
            row,
            position,
            {"value": shorten(value), "heading": heading, "other": cell(earlier.name, other, its) + file},
        )
        for row, other, value in clashes[:LISTED]
    ]
    return found + more(len(clashes) - LISTED, found)


def other_things(sheet: Checked, outcome: Loaded) -> list[Problem]:
    """Rows that stand for something else than what is loaded under their references. A few may have moved; half or more
    are rather another list that counts A, B, C too, and nothing is loaded until a person says that they are the same.
    """
    others, thing = outcome.others, sheet.sheet.thing
    if not others:
        return []
    position = sheet.recognised.position[sheet.sheet.key[0]]
    found = [
        Problem(
            "other-thing",
            sheet.name,
            other.row,
            position,
            {
                "value": shorten(other.key),
                "heading": sheet.sheet.column(other.column).title,
                "before": shorten(other.before),
                "now": shorten(other.now),
                "thing": thing,
            },
        )
        for other in others
    ]
    found += more(outcome.others_in_all - len(found), found)
    overlap = outcome.changed + outcome.already_there
    if 2 * outcome.others_in_all >= overlap:
        count = {"overlap": f"{overlap:,}", "count": f"{outcome.others_in_all:,}", "thing": thing}
        found.insert(0, Problem("other-things", sheet.name, None, position, {**count, "value": shorten(others[0].key)}))
    return found


def _clashes(
    sheets: Sequence[Checked], files: Sequence[object] = ()
) -> list[tuple[int, int, list[tuple[int, int, str]]]]:
    """For two sheets (of two files, where files are given): the rows of one key that say different things.

    Two positions, the earlier first, and for each such row: its number on the later sheet, on the earlier, and its key.
    """
    found = []
    for sheet in {s.sheet.kind: s.sheet for s in sheets if s.sheet.keyed}.values():
        its = [i for i, s in enumerate(sheets) if s.sheet is sheet]
        if len(its) < 2:
            continue
        # One database for all of a kind, and first which sheets share keys at all: a workbook may have a sheet for
        # every street.
        with scratch(**{f"s{i}": sheets[i].rows for i in its}) as db:
            key = ", ".join(f"{folded('ref', quote(n))} AS k{k}" for k, n in enumerate(sheet.key))
            keys = " UNION ALL ".join(f"SELECT DISTINCT {i} AS i, {key} FROM s{i}" for i in its)
            using = ", ".join(f"k{k}" for k in range(len(sheet.key)))
            sharing = db.execute(
                f"WITH keys AS MATERIALIZED ({keys}) SELECT DISTINCT a.i, b.i FROM keys a JOIN keys b USING ({using}) "
                "WHERE a.i < b.i ORDER BY b.i, a.i"
            ).fetchall()
            for i, j in sharing:
                if files and files[i] == files[j]:
                    continue
                on = " AND ".join(
                    f"{folded('ref', 'a.' + quote(n))} = {folded('ref', 'b.' + quote(n))}" for n in sheet.key
                )
                rows = db.execute(
                    f"SELECT b.row, a.row, b.{quote(sheet.key[0])} FROM s{i} a JOIN s{j} b ON {on} "
                    f"WHERE {_differs(sheets[i], sheets[j])} ORDER BY b.row, a.row"
                ).fetchall()
                found.append((i, j, rows))
    return found


def _differs(earlier: Checked, later: Checked) -> str:
    """Details are compared in the columns that both sheets have."""
    both = [
        name
        for name in earlier.rows.column_names
        if name in later.rows.column_names
        and name not in ("row", "bad", *later.sheet.key)
        and not re.fullmatch(r"flag\d+", name)
    ]
    pairs = [
        (earlier.flag_names.index(name), later.flag_names.index(name))
        for name in earlier.flag_names
        if name in later.flag_names
    ]
    return " OR ".join(
        [f"a.{quote(n)} IS DISTINCT FROM b.{quote(n)}" for n in both]
        + [f"a.flag{i} IS DISTINCT FROM b.flag{j}" for i, j in pairs]
        or ["false"]
    )
