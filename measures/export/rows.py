"""The rows behind an answer as an Excel workbook: a page for each kind of sheet, each row with its file, sheet and
row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from measures.answers import Answer
from measures.behind import MOST, Behind
from measures.export.workbook import empty, said, saved, write
from measures.views import View
from measures.words import listed, plural, sentence_case


def workbook(answer: Answer[Any], view: View, found: Sequence[Behind], data: str) -> bytes:
    """The .xlsx bytes; `data` says of which state of the data."""
    book = empty()
    said(book.create_sheet("About"), about(answer, view, found, data))
    for each in found:
        rows = [[row.get(heading) for heading in each.headings] for row in each.rows]
        write(book.create_sheet(each.sheet.title), [each.headings, *rows])
    return saved(book)


def about(answer: Answer[Any], view: View, found: Sequence[Behind], data: str) -> list[list[object]]:
    """Of which figures these are the rows, and what narrowed them."""
    told: list[list[object]] = [
        ["Measure", answer.measure.title],
        ["Finding", view.headline],
        ["Of", view.subtitle],
        ["Which rows", "All that the measure reads. Those that are in no figure, and why, the note of the card says."],
    ]
    for each in found:
        words = plural(each.count, "row")
        if each.narrowed:
            words += f", narrowed by {listed([sentence_case(name).lower() for name in each.narrowed])}"
        if each.not_narrowed:
            names = listed([sentence_case(name).lower() for name in each.not_narrowed])
            words += f"; the card is of some of them, by {names}, and may ask what the others say"
        if each.count > MOST:
            words += f". Here are the first {MOST:,}: choose a place or months to have fewer"
        told.append([each.sheet.title, f"{words}."])
    return [*told, ["Note", view.note], ["Data", data], ["Version of the data", answer.version]]
