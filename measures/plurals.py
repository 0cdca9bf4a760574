"""Words of one and of several: units and roles that people wrote, and what our own measures count.

The libraries that do this in general write polices, GPS and PCSOES, and know ms and kg as words of several; what has
no plural, or is an abbreviation, is most of what stands in these cells.
"""

from __future__ import annotations

import re

# Where a word of several ends, and something said about it begins: hours | a week, flags | marked Yes.
ABOUT = re.compile(r"\s(?:(?:an?|per|of|each|in|for|at|with|marked)\b|\()")
ALIKE = {"series", "staff", "police"}
IRREGULAR = {"person": "people", "child": "children", "man": "men"}
# How a word ends, and how several of it do: the first that fits.
ENDINGS = (
    (r"person$", "people"),
    (r"man$", "men"),
    (r"[^s]s$", r"\g<0>"),  # it stands there as of several
    (r"fe$", "ves"),
    (r"([^aeiou])y$", r"\1ies"),
    (r"(ch|sh|ss|x)$", r"\1es"),
    (r"$", "s"),
)


def of_one(several: str) -> str:
    """What one of several is called: hour a week of hours a week, young person of young people, a failure demand of
    failure demands. One that is no word of several stays as it is: kg, ms, %, FTE."""
    *before, last, about = _parts(several)
    irregular = {many: one for one, many in IRREGULAR.items()}
    if last in irregular:
        last = irregular[last]
    elif last in ALIKE:
        pass
    elif re.fullmatch(r"[a-z-]{2,}[^aeiou]ies", last):
        last = f"{last[:-3]}y"
    elif re.fullmatch(r"[a-z-]+(?:ch|sh|ss|x)es", last):
        last = last[:-2]
    elif re.fullmatch(r"[a-z-]{2,}[^siu]s", last):
        last = last[:-1]
    return " ".join([*before, last]) + about


def of_several(one: str) -> str:
    """What several are called of which one is: social workers, duty staff, midwives, key workers (housing). One that
    stands there as of several stays as it is."""
    *before, last, about = _parts(one)
    if last not in ALIKE:
        ending, several = next(each for each in ENDINGS if re.search(each[0], last))
        last = re.sub(ending, several, last, count=1)
    return " ".join([*before, last]) + about


def _parts(words: str) -> list[str]:
    """The words before the one that has the ending, that word, and what is said about it."""
    about = ABOUT.search(words)
    at = about.start() if about else len(words)
    return [*words[:at].split(" "), words[at:]]
