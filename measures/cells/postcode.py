"""Postcodes."""

import re
from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import SPACE, spaced

# The letters at the end are none of C, I, K, M, O and V: they are too like others.
SHAPE = r"[A-Z]{1,2}\d[A-Z0-9]? \d[ABD-HJLNP-UW-Z]{2}"
PART = r"[A-Z]{1,2}\d[A-Z0-9]?(?: ?\d[A-Z]?)?"
LIKE = ("O0", "I1", "S5", "G6", "B8")  # letters and digits that are taken for each other


def meant(text: str) -> str | None:
    """The one postcode that words would be, were one letter a digit or one digit a letter; none where there are
    several.

    >>> meant("ZZG 1AB"), meant("zz6iab"), meant("ZZ6 1AO"), meant("ZZ6 1AB.")
    ('ZZ6 1AB', 'ZZ6 1AB', None, 'ZZ6 1AB')
    """
    squeezed = re.sub(r"[^A-Z0-9]", "", text.upper())
    if re.fullmatch(SHAPE, code := f"{squeezed[:-3]} {squeezed[-3:]}"):
        return code
    other = {one: another for pair in LIKE for one, another in (pair, pair[::-1])}
    swapped = (squeezed[:i] + other[mark] + squeezed[i + 1 :] for i, mark in enumerate(squeezed) if mark in other)
    found = {code for each in swapped if re.fullmatch(SHAPE, code := f"{each[:-3]} {each[-3:]}")}
    return found.pop() if len(found) == 1 else None


def instead(text: str) -> str:
    """What to say of words that are no postcode: which is meant, or what they are and what to write."""
    if code := meant(text):
        return f' Is "{code}" meant?'
    if re.fullmatch(PART, text.strip(), re.I):
        return " It is the first part of one: write the whole, or clear the cell."
    if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", text.strip(), re.I):
        return " Look at its last two letters: no postcode has C, I, K, M, O or V there."
    if re.search(r"\d", text):
        return (
            " Look whether a letter stands for a digit or the other way round: O for 0, I for 1, S for 5, G "
            "for 6, B for 8."
        )
    return " Clear the cell where there is none."


@dataclass(frozen=True)
class Postcode(CellType):
    """A UK postcode, kept in capitals with its space. Anything else is kept as written."""

    says = "a postcode such as ZZ9 4DF"

    def reads(self, text: str) -> str:
        """Its two parts with a space between, whatever was typed."""
        squeezed = f"upper(regexp_replace({text}, '{SPACE}', '', 'g'))"
        shaped = f"regexp_full_match({squeezed}, '[A-Z]{{1,2}}\\d[A-Z0-9]?\\d[A-Z]{{2}}')"
        return f"CASE WHEN {shaped} THEN regexp_replace({squeezed}, '(...)$', ' \\1') ELSE upper({spaced(text)}) END"

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """What is no postcode."""
        return [("no-postcode", f"NOT regexp_full_match({value}, '{SHAPE}')")]
