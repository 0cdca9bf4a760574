"""Lines within a table that say what the rows below them are of, as lists on paper have them: Housing over its calls,
then Waste over its own. What they say becomes a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from measures.cells.words import normalise
from measures.problems import TITLE, Problem, shorten
from measures.words import listed
from measures.workbook.evidence import is_words
from measures.workbook.footers import is_footer
from measures.workbook.layouts import NO_FIGURE
from measures.workbook.read import Cells
from measures.workbook.titles import AGENCIES, are_days, title_heading
from measures.workbook.totals import is_total

ROWS_SEARCHED = 20
MOST_ROWS = 20_000
MOSTLY = 0.8
AT_MOST = 60  # letters of such a line
SENTENCE = 3  # words

Words = Mapping[int, str]


def with_sections(cells: Cells) -> Cells:
    """The cells with a column of what such lines say, and without them; as they are where there are none.

    They stand alone in their rows, in the first column, two or more of them, the first right under the headings and
    each above rows of the table; and these have dates, figures, references or a few words again and again in that
    column, or sentences or no agency where the lines name agencies, so that no line can be one of them.
    """
    if cells.hidden or cells.problem or cells.numbers is not None or not 4 <= cells.table.num_rows <= MOST_ROWS:
        return cells
    rows = [_words(values) for values in cells.table.slice(0, cells.top + 2 * ROWS_SEARCHED).to_pylist()]
    may_be = range(cells.top, min(cells.top + ROWS_SEARCHED, len(rows)))
    head = next((n for n in may_be if len(rows[n]) > 2 and all(map(is_words, rows[n].values()))), None)
    if head is None or TITLE in cells.columns:
        return cells
    if len(next((words for words in rows[head + 1 :] if words), {})) != 1:  # so it is with nearly all
        return cells
    rows += [_words(values) for values in cells.table.slice(len(rows)).to_pylist()]
    first = min(rows[head])
    below = [(n, words) for n, words in enumerate(rows[head + 1 :], start=head + 1) if words]
    below = [(n, words) for n, words in below if not _about(words)]
    lines = {n: words[first].strip() for n, words in below if [*words] == [first]}
    while below and below[-1][0] in lines:  # a note
        lines.pop(below.pop()[0])
    full = [words for n, words in below if n not in lines]
    if len(lines) < 2 or not full or below[0][0] not in lines or any(len(words) < 2 for words in full):
        return cells
    after = {n for (n, _), (following, _) in zip(below, below[1:]) if n in lines and following in lines}
    its = [words[first] for words in full if first in words]
    of_words = all(is_words(line) or are_days([line]) for line in lines.values())
    if after or not of_words or len(its) < MOSTLY * len(full):
        return cells
    titles = [*lines.values()]
    field = title_heading(titles, {*map(normalise, rows[head].values())})
    agencies = field == "Agency" and (
        _sentences(its, titles) or not any(AGENCIES.search(normalise(text)) for text in its)
    )
    if not agencies and not _told_apart(its, titles):
        return cells
    if any(len(line) > AT_MOST or line.lower() in NO_FIGURE for line in lines.values()):
        return cells
    if not field or are_days(titles) and are_days(its):
        return cells
    return _with_column(cells, head, first, field, lines, [n for n, _ in below])


def _with_column(
    cells: Cells, head: int, first: int, field: str, lines: Mapping[int, str], below: Sequence[int]
) -> Cells:
    column = cells.table[f"c{first}"].to_pylist()
    said: list[str | None] = [None] * len(column)
    said[head], line = field, ""
    for n in below:
        if n in lines:
            line, column[n] = lines[n], None
        else:
            said[n] = line
    table = cells.table.set_column(
        cells.table.column_names.index(f"c{first}"), f"c{first}", pa.chunked_array([pa.array(column, pa.string())])
    )
    table = table.append_column(f"c{TITLE}", pa.chunked_array([pa.array(said, pa.string())]))
    titles = listed([f"“{shorten(title)}”" for title in dict.fromkeys(lines.values())][:3])
    told = Problem("sections-as-column", cells.sheet, head + 1, None, {"field": field, "titles": titles})
    short = tuple(each for each in cells.short if each[0] - 1 not in lines)
    return replace(cells, table=table, short=short, notes=(*cells.notes, told))


def _told_apart(its: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether what stands in the rows of a table is of another kind than the lines among them."""
    figures = any(re.search(r"\d", line) for line in lines)
    apart = [text for text in its if not is_words(text) or not figures and re.search(r"\d", text)]
    if len(apart) >= MOSTLY * len(its):
        return True
    names = {*map(normalise, its)}
    return 2 * len(names) <= len(its) and names.isdisjoint(map(normalise, lines))


def _sentences(its: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether what stands in the rows of a table are sentences, and the lines among them names, none of which is met
    in a row."""
    long = [text for text in its if len(text.split()) >= SENTENCE]
    names = {*map(normalise, its)}
    return len(long) >= MOSTLY * len(its) and all(normalise(line) not in names for line in lines)


def _words(values: Mapping[str, str | None]) -> dict[int, str]:
    found = {int(name[1:]): words.strip() for name, words in values.items() if words and words.strip()}
    return dict(sorted(found.items()))


def _about(words: Words) -> bool:
    """Whether a row is of the table as a whole, or of a part of it: a total."""
    return is_total(next(iter(words.values()))) or is_footer([*words.values()], True)
