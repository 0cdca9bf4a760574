"""Rows under the headings that are none of the table: the questions of a survey under their numbers, and how each
column is to be filled in ("dd/mm/yyyy", "Yes/No", "£")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from measures.cells.words import normalise
from measures.problems import Problem, shorten
from measures.workbook.evidence import is_words
from measures.workbook.layouts import DATE_HEADING, NO_FIGURE
from measures.workbook.read import Cells

ROWS_SEARCHED = 20
ROWS_LOOKED_AT = 30

# What a program calls a field: Q1, Q2_1, StartDate, date_received.
CODE = re.compile(
    r"[A-Za-z]{1,8}[ ._-]?\d+(?:[ ._-]\w{1,8})*|[A-Za-z]+[a-z](?:[A-Z][a-z]+)+|[a-z]+(?:_[a-z0-9]+)+|[A-Z]{2,}[a-z]\w+"
)
IMPORTED = re.compile(r'\{\s*"+ImportId"+.*', re.I)
UNIT = re.compile(
    r"£.{0,12}|pounds|pence|\d+ ?(?:-|–|to) ?\d+|(?:in )?(?:mins|minutes|hours|hrs|secs|seconds|days|thousands)", re.I
)
HINT = re.compile(
    r"[dmy]{1,4}(?:[./ -][dmy]{1,4}){1,2}(?:[ T]+h{1,2}:mm(?::ss)?)?|h{1,2}:mm(?::ss)?|"
    r"(?:yes|y) ?(?:/|or|,) ?(?:no|n)\b.{0,30}|(?:v|value) ?(?:/|or|,) ?(?:f|failure)\b.{0,30}|"
    r"(?:free|short|long|plain)?[ -]?text(?: field)?|numbers?(?: only)?|numeric|whole number|date|time|currency|"
    r"(?:drop|pick)[ -]?(?:down|list).{0,30}|(?:choose|select|pick|enter|type|please|insert|write) .+|"
    r"mandatory|required|optional|calculated|formula|automatic|open[ -]ended response|response|"
    r"(?:e\.?g\.?|for example|example)[ .:,]*\S.*",
    re.I,
)  # fmt: skip

Words = Mapping[int, str]


def without_second_lines(cells: Cells) -> Cells:
    """The cells without such rows. A question stands in the place of its number, as it says what its column is; a
    unit or a scale is kept with its heading. What is left out is told."""
    if cells.hidden or cells.problem:
        return cells
    rows = [_words(cells, row) for row in range(cells.top + 1, cells.top + ROWS_SEARCHED + ROWS_LOOKED_AT)]
    fullest = max(map(len, rows), default=0)
    may_be = (i for i, words in enumerate(rows[:ROWS_SEARCHED]) if 2 * len(words) >= max(fullest, 4) and _heads(words))
    if (at := next(may_be, None)) is None:
        return cells
    headings, under, told, i = dict(rows[at]), rows[at + 1 :], [], 0
    gone: list[int] = []
    options = _options(rows[at], under[0]) if under else {}
    headings |= options
    while i < 2 and i + 1 < len(under) and (under[i].keys() <= rows[at].keys() or not i and options):
        words, below = under[i], [each for each in under[i + 1 :] if each]
        if below and not i and options:
            pass
        elif below and _is_hint(words):
            units = {p: text for p, text in words.items() if UNIT.fullmatch(text) and text not in headings[p].lower()}
            headings |= {p: f"{headings[p]} ({text})" for p, text in units.items()}
        elif below and _is_question(rows[at], words, below):
            headings |= {p: text for p, text in words.items() if CODE.fullmatch(headings[p])}
        else:
            break
        row = cells.top + at + 2 + i
        gone.append(row)
        such = {"value": shorten(words[min(words)]), "heading": shorten(rows[at][min(words)])}
        told.append(Problem("second-line", cells.sheet, row, None, such))
        i += 1
    if not gone:
        return cells
    head = cells.top + at + 1
    table = {}
    for name in cells.table.column_names:
        column, position = cells.table[name], int(name[1:])
        first = column.slice(0, gone[-1]).to_pylist()
        first[head - 1] = headings.get(position, first[head - 1])
        for row in gone:
            first[row - 1] = None
        table[name] = pa.chunked_array([pa.array(first, pa.string()), *column.slice(gone[-1]).chunks])
    return replace(cells, table=pa.table(table), notes=(*cells.notes, *told))


def _words(cells: Cells, row: int) -> dict[int, str]:
    (values,) = cells.table.slice(row - 1, 1).to_pylist() or ({},)
    return {int(name[1:]): words.strip() for name, words in values.items() if words and words.strip()}


def _heads(words: Words) -> bool:
    return all(is_words(text) or CODE.fullmatch(text) or DATE_HEADING.match(text) for text in words.values())


ANSWER = re.compile(r"open[ -]ended response|response", re.I)


def _options(headings: Words, words: Words) -> dict[int, str]:
    """The headings of a survey's export that has its answers to choose from in a row below its questions, and Response
    where there is one answer: each with its question, which stands over the first of them. None of another table."""
    chosen = {p for p, text in words.items() if not ANSWER.fullmatch(text)}
    of_several = {p for p in chosen if p not in headings or p + 1 in words.keys() - headings.keys()}
    if len(words) < 2 or chosen == {*words} or chosen != of_several or not all(map(is_words, words.values())):
        return {}
    found, question = {}, ""
    for position in sorted({*headings, *words}):
        question = headings.get(position, question)
        text = words.get(position, "")
        if question:
            found[position] = f"{question} [{text}]" if text and not ANSWER.fullmatch(text) else question
    return found if len({*found.values()}) == len(found) else {}


def _is_hint(words: Words) -> bool:
    """Whether a row says only how each column is to be filled in, or what a program calls it."""
    texts = [*words.values()]
    if len(texts) > 1 and all(map(IMPORTED.match, texts)):
        return True
    hints = [text for text in texts if HINT.fullmatch(text)]
    return len(hints) > 1 and all(HINT.fullmatch(text) or UNIT.fullmatch(text) for text in texts)


def _is_question(headings: Words, words: Words, below: list[dict[int, str]]) -> bool:
    """Whether a row has the questions to headings that are their numbers: words only, none of which comes again
    below, and words too where the rows below have figures or dates."""
    texts = [*words.values()]
    if 2 * len(texts) < len(headings) or len(texts) < 2 or len(set(map(normalise, texts))) < len(texts):
        return False
    if not all(is_words(text) and text.lower() not in NO_FIGURE for text in texts):
        return False
    if any(each.get(p) == text for p, text in words.items() for each in below):
        return False
    if all(map(IMPORTED.match, below[0].values())):
        return True
    codes = sum(bool(CODE.fullmatch(heading)) for heading in headings.values())
    asked = sum(text.endswith("?") for text in texts) > max(len(texts) / 2, 1)
    columns = [(p, [each[p] for each in below if p in each]) for p in words]
    typed = [p for p, its in columns if its and not any(map(is_words, its))]
    return bool(typed) and (asked or 2 * codes >= len(headings))
