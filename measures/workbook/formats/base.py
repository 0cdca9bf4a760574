"""What the formats have in common: what is read of a sheet, what is told beside its cells, and why a file is
refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree

import pyarrow as pa


class Refused(Exception):
    """The file cannot be read. `code` and `details` are those of a problem."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass
class Marks:
    """What a sheet has beside its cells' values: faults [(row, column, code, text)], percent {column: rows}, the rows
    that are hidden, by hand or by a filter, columns that are [(first, last)], and cells merged over several rows
    [(column, first row, last row)].
    """

    faults: list[tuple[int, int, str, str]] = field(default_factory=list)
    percent: dict[int, set[int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass
class RawSheet:
    """A sheet as its file has it: the text of its cells by position (columns from 0, row 1 first), and its marks.

    `widths`, of a text file: how many cells each of the first rows has, blank ones among them; `short`: rows that have
    fewer than most rows have, and how many; `letters`: those it was read in, and `unsure`: some of its words where
    these are a guess. `refused` says why it could not be read, where it is one of the files of a zip file.
    """

    name: str
    cells: dict[int, pa.Array] = field(default_factory=dict)
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    widths: list[int] = field(default_factory=list)
    short: list[tuple[int, int]] = field(default_factory=list)
    letters: str = ""
    unsure: str = ""
    refused: Refused | None = None


# What a damaged file brings about where its parts are looked at.
BROKEN = (
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def shows_percent(number_format: str) -> bool:
    """Whether Excel shows a hundred times the number. In `0.0"%"` and `0.0\\%` the mark is only a word: it shows 24.1
    as 24.1%."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
