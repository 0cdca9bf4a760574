"""Text with separators (.csv), as any system writes it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa

from measures.workbook.formats.base import RawSheet, Refused
from measures.workbook.formats.letters import decode

ROWS_AT_A_TIME = 20_000
TOP_ROWS = 20  # the rows of a text file of which it is told how many cells they have: the headings are in one of them


def read(path: Path, name: str, letters: str = "") -> Iterator[RawSheet]:
    """The one sheet of a text file, which has the name of the file. `letters` are those that a person says it is in."""
    decoded = decode(path.read_bytes(), letters)
    csv.field_size_limit(1 << 27)
    columns: list[list[pa.Array]] = []
    rows = 0
    widths: list[int] = []
    counts: Counter[int] = Counter()  # of rows that are not blank, how many have so many cells
    fewer: dict[int, int] = {}  # rows that have fewer cells than the widest up to them
    for block in _blocks(decoded.text):
        widths += map(len, block[: TOP_ROWS - len(widths)])
        filled = [(row, len(cells)) for row, cells in enumerate(block, start=rows + 1) if any(cells)]
        counts.update(number for _, number in filled)
        widest = max(counts, default=0)
        fewer |= {row: number for row, number in filled if number < widest}
        width = max((len(row) for row in block), default=0)
        while len(columns) < width:
            columns.append([pa.nulls(rows, pa.string())] if rows else [])
        for column, values in zip_longest(columns, zip_longest(*block)):
            column.append(
                pa.array((v or None for v in values), pa.string())
                if values is not None
                else pa.nulls(len(block), pa.string())
            )
        rows += len(block)
    cells = {i: pa.concat_arrays(chunks) for i, chunks in enumerate(columns)}
    cells = {i: array for i, array in cells.items() if array.null_count < rows}
    usual = max(counts, key=lambda number: counts[number], default=0)
    short = [(row, number) for row, number in fewer.items() if number < usual]
    yield RawSheet(Path(name).stem, cells, widths=widths, short=short, letters=decoded.read_as, unsure=decoded.unsure)


def _blocks(text: str) -> Iterator[list[list[str]]]:
    # A first line that is for Excel alone, which takes it away and counts rows from the next.
    separator = re.match(r'"?sep=(.)"?\r?\n', text, re.I)
    body = text[separator.end() :] if separator else text
    reader = csv.reader(
        io.StringIO(body, newline=""), delimiter=separator[1] if separator else _delimiter(body), strict=True
    )
    block: list[list[str]] = []
    while True:
        before = reader.line_num
        try:
            row = next(reader, None)
        except csv.Error as error:
            # A quotation mark without its match runs to the end of the file: the row it is in began earlier.
            raise Refused("broken-csv", line=before + 1 + bool(separator)) from error
        if row is None:
            break
        block.append(row)
        if len(block) == ROWS_AT_A_TIME:
            yield block
            block = []
    if block:
        yield block


def _delimiter(text: str) -> str:
    """The separator that splits the most of the first lines, then most evenly, and into the most columns: one that is
    among words may split many lines alike, and not the headings."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def evenness(mark: str) -> tuple[int, int, int]:
        counts = [len(next(csv.reader([line], delimiter=mark), [])) for line in lines]
        most = max(counts, default=0)
        return sum(c > 1 for c in counts), sum(c == most for c in counts), most

    return max(",;\t|", key=evenness)
