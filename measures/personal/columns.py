"""Personal details in a column: by its heading, and by what its cells say.

Of a column of references, which may have any letters and digits, a number counts where most cells have one: a long
number of a job looks like a telephone number now and then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells.words import normalise
from measures.personal.details import (
    FINDERS,
    HOUSE,
    HOUSES,
    MAYBE,
    NAME,
    NHS,
    PLACES,
    ROLES,
    masked,
    masking,
    without_house,
)
from measures.personal.given_names import GIVEN_NAMES
from measures.personal.numbers import is_nhs_number
from measures.sheets.ratings import ONE_OF_THEM, THEMSELVES

FEWEST = 3  # cells, before what they look like says anything of their column
SAMPLE = 1_000  # cells, from all parts of a column, by which it is told what most of them look like
_PEOPLE = (
    "client clients tenant tenants customer customers child childs childrens parent parents person persons user users "
    "resident residents family applicant applicants patient patients pupil pupils student students mother father carer "
    "caller worker officer householder leaseholder participant claimant full preferred known"
)
PEOPLE = frozenset(_PEOPLE.split())
THE_PERSON = frozenset(word for name in (*THEMSELVES, *ONE_OF_THEM) for word in normalise(name).split())
PART_OF_A_NAME = frozenset(("surname", "surnames", "forename", "forenames", "firstname", "lastname", "fullname"))
BIRTH = re.compile(r"\b(?:dob|d o b|birth|birthday|born)\b")
WORD = r"\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*"
ONE_WORD, FULL_NAME = rf"^{WORD}$", rf"^{WORD},?(?: \p{{Lu}}\.?)?(?: {WORD}){{1,2}}$"
HIDDEN = re.compile(r"(?<=\w)[^\W\d_]|\d")


Of = Literal["references", "words", "places", "streets"]


@dataclass(frozen=True)
class PersonalDetails:
    """Personal details in a column: in how many cells is each sort of them, and the texts that have any. They are
    `whole` where the cell is a person's name as it stands. `first` is the place of the first such cell among the
    rows."""

    of: Of
    cells: Mapping[str, int]
    texts: tuple[str, ...]
    whole: bool
    first: int

    def without(self, text: str, tag: Callable[[str], str] | None = None) -> str:
        """One of the texts without them."""
        if self.whole:
            return masking(NAME, text, tag)
        kept = masked(text, tag, () if self.of == "words" else (NAME,))
        return without_house(kept) if self.of == "streets" else kept


def is_of_birth(heading: str) -> bool:
    """Whether a heading is of dates of birth."""
    return bool(BIRTH.search(normalise(heading)))


def is_of_names(heading: str) -> bool:
    """Whether a heading is of the names of people.

    >>> [is_of_names(h) for h in ("Client name", "Surname", "Name", "Street name", "Tenant", "Team name")]
    [True, True, True, False, True, False]
    """
    words = normalise(heading).split()
    named = {"name", "names"} & {*words}
    return bool(
        PART_OF_A_NAME & {*words}
        or words in (["name"], ["names"])
        or (named and {*words} & (PEOPLE | {"first", "last", "given"}))
        or (len(words) == 1 and words[0] in PEOPLE)
    )


def hidden(text: str) -> str:
    """Words with no more than the first letter of each to be seen.

    >>> hidden("Jane Doe 07700")
    'J··· D·· ·····'
    """
    return HIDDEN.sub("·", text)


def look(heading: str, words: pa.ChunkedArray, of: Of) -> PersonalDetails | None:
    """What personal details stand in the cells of a column, if any. What has the names of places is not looked
    through for those of people."""
    few = _texts(words.take(pa.array(range(0, len(words), max(len(words) // SAMPLE, 1)), pa.int64())))
    if words.null_count == len(words):
        return None
    if 4 * len(few) < min(len(words), SAMPLE):  # the same again and again
        return _look(heading, words, pa.chunked_array([_texts(words)]), few, of)
    return _look(heading, words, words, few, of)


def _look(
    heading: str, words: pa.ChunkedArray, looked: pa.ChunkedArray, few: pa.Array, of: Of
) -> PersonalDetails | None:
    """The same, of the texts that are `looked` through, by `few` of them."""
    named = of in ("references", "words")
    if named and of_people(heading, few, of):
        names = [text for text in _texts(words).to_pylist() if of == "references" or not _is_nobody(text)]
        return _found(of, words, dict.fromkeys(names, (NAME,)), whole=True)
    maybe = _texts(looked.filter(pc.match_substring_regex(looked, MAYBE)))
    found: dict[str, tuple[str, ...]] = {}
    for find, form in FINDERS if named else FINDERS[:-1]:
        for text in maybe.filter(pc.match_substring_regex(maybe, form)).to_pylist() if len(maybe) else ():
            if whats := dict.fromkeys(detail.what for detail in find(text)):
                found[text] = (*found.get(text, ()), *whats)
    if of == "streets":
        houses = _texts(looked.filter(pc.match_substring_regex(looked, HOUSES))).to_pylist()
        found |= {text: (*found.get(text, ()), HOUSE) for text in houses}
    if of == "references":
        found = _of_most(found, _texts(words)) if found else found
        if _are_nhs_numbers(heading, few):
            found |= {text: (NHS,) for text in _texts(words).to_pylist() if is_nhs_number(re.sub("[ -]", "", text))}
    found = {text: whats for text, whats in found.items() if whats}
    return _found(of, words, found) if found else None


def _texts(words: pa.ChunkedArray) -> pa.Array:
    """The different texts of a column."""
    return pc.drop_null(pc.unique(words))


def of_people(heading: str, texts: pa.Array, of: Of) -> bool:
    """Whether a column has the names of people in most of its cells: as its heading says, or as they look."""
    full = _share(texts, FULL_NAME)
    in_heading = {*normalise(heading).split()}
    one = _share(texts, ONE_WORD) if in_heading & (PART_OF_A_NAME | {"name", "names"}) else 0.0
    if is_of_names(heading) and max(full, one) > 0.5:
        return not _are_places(texts)
    if given := sum(text.title() in GIVEN_NAMES for text in texts.to_pylist()):  # Ruth, sam
        somebody = sum(not _is_nobody(text) for text in texts.to_pylist())
        if FEWEST <= somebody < 2 * given:
            return True
    if of != "references" or len(texts) < FEWEST or full <= 0.5:
        return False
    named = [re.split(r",? ", text) for text in texts.to_pylist() if re.match(r"[^\W\d_]", text)]
    differ = all(len({name[end] for name in named}) > len(named) / 2 for end in (0, -1))
    return differ and not _are_places(texts)


def _is_nobody(text: str) -> bool:
    """Whether words among names are what somebody is, and not who: Worker, GP, Myself."""
    return text in ("GP", "HV", "CPN") or bool({*normalise(text).split()} & (ROLES | PEOPLE | THE_PERSON))


def _are_places(texts: pa.Array) -> bool:
    """Whether one in ten or more is a place or a role: Elm House, Social worker."""
    words = [{*text.lower().split()} for text in texts.to_pylist()]
    return 10 * sum(bool(each & (PLACES | ROLES)) for each in words) >= len(words)


def _share(texts: pa.Array, form: str) -> float:
    return (pc.sum(pc.match_substring_regex(texts, form)).as_py() or 0) / max(len(texts), 1)


def _of_most(found: Mapping[str, Sequence[str]], texts: pa.Array) -> dict[str, tuple[str, ...]]:
    """What is a name, or is in half of the references or more."""
    counts = Counter(what for whats in found.values() for what in whats)
    kept = {what for what, count in counts.items() if what == NAME or 2 * count >= len(texts)}
    return {text: tuple(what for what in whats if what in kept) for text, whats in found.items()}


def _are_nhs_numbers(heading: str, texts: pa.Array) -> bool:
    """Whether the numbers of ten digits in a column are NHS numbers: by its heading, or nine in ten are, where by
    chance one in eleven would be."""
    ten = pc.replace_substring_regex(texts, "[ -]", "")
    ten = ten.filter(pc.match_substring_regex(ten, r"^\d{10}$"))
    if "nhs" in heading.lower().split():
        return len(ten) > 0
    if len(ten) < FEWEST or 2 * len(ten) < len(texts):
        return False
    first = ten[:100].to_pylist()
    return sum(map(is_nhs_number, first)) >= 0.9 * len(first)


def _found(of: Of, words: pa.ChunkedArray, found: Mapping[str, Sequence[str]], whole: bool = False) -> PersonalDetails:
    places = pc.index_in(words, pa.array(list(found), pa.string()))
    counts = {item["values"]: item["counts"] for item in pc.value_counts(pc.drop_null(places)).to_pylist()}
    cells = Counter[str]()
    for place, whats in enumerate(found.values()):
        for what in dict.fromkeys(whats):
            cells[what] += counts.get(place, 0)
    first = pc.index(pc.is_valid(places), True).as_py()
    return PersonalDetails(of, dict(cells.most_common()), tuple(found), whole, first)
