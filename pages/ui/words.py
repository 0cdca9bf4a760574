"""Words that come from a spreadsheet, on their way to the screen."""

from __future__ import annotations

import re

# What Streamlit's Markdown would act upon: its marks anywhere, a colon where an icon or an address begins, and what
# makes a list at the start of a line. The last letter of each is the one that a backslash goes before.
MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$]|:(?=[\w/])|(?m:^[ \t]*(?:[-+=](?=[\s=-]|$)|\d{1,9}[.)](?=\s)))")


def plain(words: str) -> str:
    """Words as they were written: Streamlit reads headings, captions and tables as Markdown, and a cell may hold
    any."""
    return MARKS.sub(lambda mark: mark[0][:-1] + "\\" + mark[0][-1], words)
