"""Words that come from a spreadsheet, or from whoever else, on their way to the screen."""

from __future__ import annotations

import re

# What Markdown would act upon: its marks anywhere, and what makes a list at the start of a line. The last letter of
# each is the one that a backslash goes before.
MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$]|&(?=#?\w+;)|(?m:^[ \t]*(?:[-+=](?=[\s=-]|$)|\d{1,9}[.)](?=\s)))")
# What becomes something else when the marks are gone already: addresses of pages and of people, icons, colours, faces
# and arrows. A backslash does not keep them apart, and what stands in each of these places does: it has no width, and
# is no part of a word.
ALIVE = re.compile(
    r"(?<=:)(?=[^\W\d]|[/+-]|\d[\w-]*:)"  # http://, :material/home:, :red[, :smile:
    r"|(?<=\bwww)(?=\.)"
    r"|(?<=[\w.+-])(?=@[\w-])"
    r"|(?<=(?<!\S)[<>~-])(?=(?:->|[>=-])(?!\S))",  # <->, ->, <-, --, >=, <=, ~=
    re.IGNORECASE,
)
JOINER = "\u2060"
FORMULA = re.compile(r"^(?=[=+@\t\r-])")


def plain(words: str) -> str:
    """Words as they were written: Streamlit reads headings, captions, labels and tables as Markdown, and a cell may
    hold any."""
    return MARKS.sub(lambda mark: mark[0][:-1] + "\\" + mark[0][-1], ALIVE.sub(JOINER, words))


def no_formula(words: str) -> str:
    """Words of a table that a browser may save as a file, which a spreadsheet program would take for a formula
    there."""
    return FORMULA.sub(JOINER, words)
