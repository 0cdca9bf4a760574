"""A pack as PDF: sheets of A4 that look the same on every machine, their words to be searched and copied. Whoever
listens to a pack has its page of HTML: this has no marks of what is a heading and what a table."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import vl_convert
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from measures.export import picture
from measures.export.native import figure
from measures.export.picture import LEADING, LETTER, LETTERS
from measures.export.story import Pack, Page
from measures.views.theme import INK, LINES, QUIET

A4 = 595.28, 841.89  # points
WIDE, TALL, EDGE = 794, 1123, 48  # the same in pixels, and what is left free on every side
WITHIN = WIDE - 2 * EDGE
HEADLINE, UNDER, WORDS, SMALL = 22, 15, 14, 11
GAP, APART, BETWEEN = 12, 24, 12  # below a block, between two pages, and between two columns
LEAST = 6  # letters that a column of a table has at least


@dataclass(frozen=True)
class Block:
    """Something that stands on one sheet: how tall it is, how it is drawn at a height, and what stands above it
    again on a new sheet."""

    tall: float
    drawn: Callable[[float], str]
    again: Block | None = None


def paper(pack: Pack) -> bytes:
    """The pack as a file, the same each time. A page begins on a sheet of its own, unless all of it has room on what
    is left of one."""
    sheets = [*_sheets([[*_blocks(page)] for page in pack.pages], TALL - EDGE - _foot(pack.foot, "").tall - GAP)]
    writer = PdfWriter()
    for nth, drawn in enumerate(sheets, 1):
        foot = _foot(pack.foot, f"{nth} of {len(sheets)}")
        made = PdfReader(io.BytesIO(vl_convert.svg_to_pdf(_sheet(drawn + foot.drawn(TALL - EDGE - foot.tall)))))
        _in_order(made.pages[0]["/Resources"])
        writer.append(made)
    writer.metadata = {"/Title": pack.title}
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _in_order(drawn_with: object) -> None:
    """Put what a sheet is drawn with, of each kind, in order of its names, which is another each time."""
    for names in drawn_with.values() if isinstance(drawn_with, DictionaryObject) else ():
        if isinstance(names, DictionaryObject):
            own = sorted(names.items())
            names.clear()
            names.update(own)


def _sheet(drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{A4[0]}" height="{A4[1]}" viewBox="0 0 {WIDE} {TALL}" '
        f'font-family="{LETTERS}"><rect width="100%" height="100%" fill="#FFFFFF"/>{drawn}</svg>'
    )


def _sheets(pages: Sequence[Sequence[Block]], end: float) -> Iterator[str]:
    """What is drawn on each sheet down to its `end`, in order."""
    y, drawn = float(EDGE), ""
    for page in pages:
        if drawn:
            y += APART
            if y + sum(block.tall for block in page) > end:
                yield drawn
                y, drawn = float(EDGE), ""
        for block in page:
            if drawn and y + block.tall > end:
                yield drawn
                y, drawn = float(EDGE), ""
                if block.again:
                    drawn += block.again.drawn(y)
                    y += block.again.tall
            drawn += block.drawn(y)
            y += block.tall
    yield drawn


def _blocks(page: Page) -> Iterator[Block]:
    yield _words(page.headline, HEADLINE, INK, "bold", below=4)
    yield from _of_text(page.about, WORDS, QUIET)
    for title, lines in page.lines:
        yield from _of_text(title, UNDER, INK, "bold", below=2)
        for line in lines:
            yield _words(f"• {line}", WORDS, INK, below=4)
        yield _space(GAP / 2)
    for nth, each in enumerate(page.pictures):
        yield from _of_text(page.captions[nth] if page.captions else "", UNDER, INK, "bold", below=2)
        yield _picture(picture.alone(each, nth, WITHIN))
    yield from _table([row for row in page.shown.rows if any(row.values())])
    for note in page.notes:
        yield from _of_text(note, SMALL, QUIET, below=6)


def _of_text(words: str, size: int, colour: str, weight: str = "normal", below: float = GAP) -> Iterator[Block]:
    if words:
        yield _words(words, size, colour, weight, below=below)


def _words(words: str, size: int, colour: str, weight: str = "normal", *, below: float = 0) -> Block:
    lines = textwrap.wrap(words, int(WITHIN / (size * LETTER * (1.08 if weight == "bold" else 1))))

    def drawn(y: float) -> str:
        return "".join(
            _text(line, EDGE, y + (nth + 0.8) * size * LEADING, size, colour, weight) for nth, line in enumerate(lines)
        )

    return Block(len(lines) * size * LEADING + below, drawn)


def _space(tall: float) -> Block:
    return Block(tall, lambda y: "")


def _picture(drawn: str) -> Block:
    width, height = picture.size_of(drawn)
    scale = min(1, WITHIN / width)
    return Block(height * scale + GAP, lambda y: f'<g transform="translate({EDGE} {y:g}) scale({scale:g})">{drawn}</g>')


def _table(rows: Sequence[Mapping[str, object]]) -> Iterator[Block]:
    """Its headings, which stand above what goes on on another sheet too, and its rows."""
    if not rows:
        return
    headings = [*rows[0]]
    cells = [[str(row[heading]) for heading in headings] for row in rows]
    wide = _columns([headings, *cells])
    numbers = [any(figure(row[nth]) is not None for row in cells) for nth in range(len(headings))]
    numbers[0] = False  # what a row is of
    head = _row(headings, wide, numbers, "bold")
    yield head
    for row in cells:
        yield _row(row, wide, numbers, again=head)
    yield _space(GAP)


def _columns(rows: Sequence[Sequence[str]]) -> list[int]:
    """How many letters each column has, together no more than a line: the widest give way."""
    wide = [max(LEAST, *(len(cell) for cell in column)) for column in zip(*rows, strict=True)]
    most = int((WITHIN - BETWEEN * (len(wide) - 1)) / (SMALL * LETTER * 1.08))
    while sum(wide) > most and max(wide) > LEAST:
        wide[wide.index(max(wide))] -= 1
    return wide


def _row(
    cells: Sequence[str],
    wide: Sequence[int],
    numbers: Sequence[bool],
    weight: str = "normal",
    again: Block | None = None,
) -> Block:
    lines = [textwrap.wrap(cell, letters) for cell, letters in zip(cells, wide, strict=True)]
    tall = max(1, *(len(each) for each in lines)) * SMALL * LEADING + 6

    def drawn(y: float) -> str:
        parts, x = [f'<path d="M{EDGE} {y + tall:g}H{WIDE - EDGE}" stroke="{LINES}"/>'], float(EDGE)
        for each, letters, right in zip(lines, wide, numbers, strict=True):
            width = letters * SMALL * LETTER * 1.08
            for nth, line in enumerate(each):
                at = y + 2 + (nth + 0.8) * SMALL * LEADING
                parts.append(_text(line, x + width if right else x, at, SMALL, INK, weight, right=right))
            x += width + BETWEEN
        return "".join(parts)

    return Block(tall, drawn, again)


def _foot(words: str, page: str) -> Block:
    said = _words(words, SMALL, QUIET)
    number = SMALL * LEADING
    return Block(
        said.tall + number,
        lambda y: (
            said.drawn(y) + _text(page, WIDE - EDGE, y + said.tall + number * 0.8, SMALL, QUIET, "normal", right=True)
        ),
    )


def _text(words: str, x: float, y: float, size: int, colour: str, weight: str, *, right: bool = False) -> str:
    end = ' text-anchor="end"' if right else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}"{end}>{escape(words)}</text>'
    )
