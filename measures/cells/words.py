"""Words as people type them: how they are folded to be compared, and which of them mean something in any column."""

from __future__ import annotations

import re
from functools import lru_cache

from measures.sql import literal

# Pasted tables are full of no-break spaces, which `\s` does not know. (`\p{Z}` knows them all, at half the speed.)
SPACES = r"\s\x{00A0}\x{202F}"
SPACE = f"[{SPACES}]"

# What stands around words and nobody sees: every space of Unicode, marks of width none and of the order of writing.
UNSEEN = (
    "".join(
        map(
            chr,
            (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030)),
        )
    )
    + "\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff"
)

TOTALS = ("total", "totals", "grand total", "subtotal", "sub total", "sub-total", "sum", "cyfanswm")
TOTAL_MARKS = " :.="  # which may follow
NOT_KNOWN = ("?", "-", "n/a", "na", "n/k", "nk", "tbc", "not known", "unknown", "not recorded")
# The same as in the row above.
DITTO = (
    '"',
    '""',
    '" "',
    '-"-',
    "''",
    "”",
    "“",
    "〃",
    "ditto",
    "ditto.",
    "do.",
    "as above",
    "same as above",
    "see above",
)
NOUGHTS = ("nil", "zero")  # words for 0, where something is counted or paid for
DASHES = ("-", "–", "—", "−")
# In published tables, in place of a figure: the signs of the Government Statistical Service, the NHS and DfE.
SUPPRESSED = ("*", "..", "...", ":", "c", "x", "z", "[c]", "[x]", "[z]", "suppressed")


@lru_cache(maxsize=20_000)  # the same headings are compared with every kind of sheet, row by row
def normalise(text: str) -> str:
    """Fold a heading or a choice to what matters in it: lower case letters and digits, single spaces.

    >>> normalise("  CYP Re-referral\\u00a0")
    'cyp re referral'
    """
    return " ".join(re.findall(r"[a-z0-9£%?]+", text.lower()))


def words_apart(heading: str) -> str:
    """A heading with a space before each capital that follows a small letter or a figure.

    >>> words_apart("DateReceived"), words_apart("YAMH"), words_apart("In 2024Q1")
    ('Date Received', 'YAMH', 'In 2024 Q1')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)


def spaced(text: str) -> str:
    """SQL: words with one space between them."""
    return f"regexp_replace({text}, '{SPACE}+', ' ', 'g')"


def among(words: tuple[str, ...]) -> str:
    """SQL: a list for IN, of words that our own declarations have."""
    return "(" + ", ".join(literal(word) for word in words) + ")"
