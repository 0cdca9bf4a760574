"""Personal details in words: where they stand, and the same words without them.

What is found is very likely what it is taken for; a name that is none of the common ones and has no title is not found.
Nothing here reads a language: a person still looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from measures.cells.street import ENDINGS
from measures.personal.given_names import GIVEN_NAMES
from measures.personal.numbers import NATIONAL_INSURANCE, is_nhs_number, is_telephone_number

NAME, ADDRESS, POSTCODE, BORN = "name", "address", "postcode", "date of birth"
PHONE, EMAIL, NHS, INSURANCE = "phone number", "e-mail address", "NHS number", "National Insurance number"
HOUSE = "house number"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What stands behind a given name, or behind its surname, of what is no person: George Street, Ann Jones House.
PLACES = _set(
    "road rd street st avenue ave close cl grove lane ln drive dr crescent terrace place court gardens square way walk "
    "mews park house homes school primary academy college university institute hospital hospice infirmary centre "
    "center station church cathedral chapel mosque temple estate ward surgery clinic practice hall lodge farm arms "
    "bridge trust foundation charity association housing council society library museum memorial theatre stadium team "
    "service services project unit group ltd limited plc llp inn hotel day night week line tower towers point village"
)
BEFORE_PLACES = _set("st saint king queen prince princess lord lady sir")
ROLES = _set(
    "worker officer manager nurse teacher assistant coordinator practitioner visitor adviser advisor support social"
)
NOBODY = frozenset(("marie curie", "sue ryder", "john lewis", "thomas cook", "martin lewis"))
# Behind Mr or Mrs in small letters, or Ms, Dr and the like with a capital, what is no name.
NO_NAMES = _set(
    "and or who is was has had have will would said says the a an of in on at to for from with about not no that this "
    "her his my teams word excel office forms scan surgery surgeries drive tea who's letter call visit appointment"
)
STREETS = "|".join(
    sorted(
        {*(word.title() for word in ENDINGS), "Rd", "Ave", "Av", "Cl", "St", "Ln", "Dr", "Cres", "Way", "Walk", "Mews"}
    )
)
AREAS = _set(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE ZZ"
)
DAY = r"\d{1,2}(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)? (?:of )?[A-Za-z]{3,9},? )(?:\d{4}|\d\d)"
WORD = r"[A-Z][\w'’-]*"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INSURANCE = re.compile(rf"\b{NATIONAL_INSURANCE}\b", re.I)
_TEN = re.compile(r"(?<![\d-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\w.£/-])(?:\(0\d{2,4}\)|(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|0)[127])(?:[ -]?\d){5,9}(?![\w/]|[.-]\d)"
)
_BORN = re.compile(rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|born)(?: on| is)?[ :.-]{{0,3}}({DAY})", re.I)
_ADDRESS = re.compile(rf"(?:\b[Ff]lat \w{{1,4}},? )?\b\d{{1,4}}[A-Za-z]?,? (?:{WORD} ){{1,3}}(?:{STREETS})\b(?!['’])")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2})\d[A-Za-z\d]? ?\d(?!(?:st|nd|rd|th)\b)[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b")
_TITLE = re.compile(
    r"\b(?:(?:Mr|Mrs|MR|MRS|mr|mrs)\b\.?(?: (?:and|&|AND) "
    r"(?:Mr|Mrs|MR|MRS|mr|mrs)\b\.?)?|(?:Ms|MS|Miss|Dr|DR|Mx|MX|Rev)\b\.?)"
    rf" ((?:[A-Z]\.? ){{0,2}}[\w'’-]+(?: {WORD}){{0,2}})"
)
_RUN = re.compile(rf"\b{WORD}(?: [A-Z]\.?)?(?: {WORD})+")
_CAPITALS = re.compile(r"([A-Z'’-]{2,}),? (?:[A-Z]\.? )?([A-Z'’-]{2,})")
_TURNED = re.compile(rf"\b({WORD}), ({WORD})$")
HOUSES = r"(?:^|[ ,])(?:[Nn]o\.? ?)?\d{1,4}[A-Za-z]?(?:[ ,]|$)"
_HOUSE = re.compile(HOUSES.replace("(?:[ ,]|$)", "(?=[ ,]|$)"))
_SAID = re.compile(rf"\b[Nn]ame(?: is|'s|’s| ?:) ?({WORD}(?: {WORD}){{1,2}})")


@dataclass(frozen=True)
class Detail:
    """A personal detail: what it is, and from where to where it stands."""

    what: str
    start: int
    end: int


Finder = Callable[[str], Iterator[Detail]]


def details(text: str) -> list[Detail]:
    """The personal details in words, from left to right; none within another."""
    found: list[Detail] = []
    for find, _ in FINDERS:
        for detail in find(text):
            if all(detail.end <= other.start or other.end <= detail.start for other in found):
                found.append(detail)
    return sorted(found, key=lambda detail: detail.start)


def masked(text: str, tag: Callable[[str], str] | None = None, but: Collection[str] = ()) -> str:
    """The words with each detail put into a word for what it is, `but` those of some sorts. Where the words are counted
    by, `tag` gives each a mark of its own.

    >>> masked("Mrs Doe, 07700 900123, rang about the damp")
    '[name], [phone number], rang about the damp'
    """
    parts, at = [], 0
    for detail in details(text):
        if detail.what not in but:
            parts += [text[at : detail.start], masking(detail.what, text[detail.start : detail.end], tag)]
            at = detail.end
    return "".join(parts) + text[at:]


def masking(what: str, text: str, tag: Callable[[str], str] | None = None) -> str:
    """What stands in the place of a detail.

    >>> masking(NAME, "Jane Doe"), masking(NAME, "Jane Doe", lambda text: "K7Q2")
    ('[name]', '[name K7Q2]')
    """
    return f"[{what} {tag(text)}]" if tag else f"[{what}]"


def without_house(street: str) -> str:
    """A street without the number of a house.

    >>> without_house("Larkspur Road 12b"), without_house("1st Avenue"), without_house("A38 North")
    ('Larkspur Road', '1st Avenue', 'A38 North')
    """
    return " ".join(_HOUSE.sub(" ", street).split()).strip(" ,")


def _emails(text: str) -> Iterator[Detail]:
    return _each(EMAIL, _EMAIL.finditer(text))


def _insurance(text: str) -> Iterator[Detail]:
    return _each(INSURANCE, _INSURANCE.finditer(text))


def _nhs(text: str) -> Iterator[Detail]:
    """Ten digits that are in threes and four, or have NHS before them: without either they may be of any sort."""
    for match in _TEN.finditer(text):
        told = match[1] or "nhs" in text[max(match.start() - 20, 0) : match.start()].lower()
        if told and is_nhs_number(re.sub(r"\D", "", match[0])):
            yield Detail(NHS, match.start(), match.end())


def _phones(text: str) -> Iterator[Detail]:
    for match in _PHONE.finditer(text):
        national = re.sub(r"\D", "", match[0].replace("(0)", ""))
        national = "0" + re.sub(r"^(?:0044|44|0)", "", national)
        is_day = re.match(r"\(?\d\d[ -]\d\d[ -]\d{4}\b", match[0])
        if is_telephone_number(national) and not is_day:
            yield Detail(PHONE, match.start(), match.end())


def _born(text: str) -> Iterator[Detail]:
    for match in _BORN.finditer(text):
        yield Detail(BORN, match.start(1), match.end(1))


def _addresses(text: str) -> Iterator[Detail]:
    return _each(ADDRESS, _ADDRESS.finditer(text))


def _postcodes(text: str) -> Iterator[Detail]:
    for match in _POSTCODE.finditer(text):
        if match[1].upper() in AREAS:
            yield Detail(POSTCODE, match.start(), match.end())


def _names(text: str) -> Iterator[Detail]:
    for match in _SAID.finditer(text):
        if not PLACES & _words(match[1]):
            yield Detail(NAME, match.start(1), match.end(1))
    yield from _titled(text)
    for match in _RUN.finditer(text):
        yield from _given(text, match)
    whole = _CAPITALS.fullmatch(text)
    if whole and {whole[1].title(), whole[2].title()} & GIVEN_NAMES and not (PLACES | ROLES) & _words(text):
        yield Detail(NAME, 0, len(text))
    turned = _TURNED.search(text)  # Doe, Jane
    if turned and turned[2] in GIVEN_NAMES and not PLACES & _words(turned[1]):
        yield Detail(NAME, turned.start(), turned.end())


def _titled(text: str) -> Iterator[Detail]:
    for match in _TITLE.finditer(text):
        words = match[1].split(" ")
        name = next((word for word in words if len(word.rstrip(".")) > 1), "")
        small = match[0][0].islower() or name.islower()
        if not name or name.lower() in NO_NAMES | PLACES or (small and not match[0].lower().startswith("mr")):
            continue
        before = text[: match.start()].split(" ")[-2:-1]
        if match[0][:2] in ("Dr", "DR") and before and before[0][:1].isupper():  # Larkspur Dr Leeds
            continue
        yield Detail(NAME, match.start(), _without_places(match, 1))


def _given(text: str, run: re.Match[str]) -> Iterator[Detail]:
    """The name in a run of words with capitals: a given name, and what stands behind it, unless that is a place."""
    words = run[0].split(" ")
    place = next((i for i, word in enumerate(words[:-1]) if word in GIVEN_NAMES), None)
    if place is None:
        return
    before = words[place - 1] if place else text[: run.start()].rstrip().rpartition(" ")[2]
    name = words[place : place + 1]
    for word in words[place + 1 : place + 4]:
        name.append(word)
        if len(word.rstrip(".")) > 1 and (word.endswith(("'s", "’s")) or len(name) > 2):
            break
    rest = [_bare(word) for word in words[place + 1 :]]
    surname = next((word for word in words[place + 1 :] if len(word.rstrip(".")) > 1), "")
    if (
        before.lower().strip(".") in BEFORE_PLACES
        or f"{words[place]} {_bare(surname)}".lower() in NOBODY
        or not surname
        or _bare(surname) in ROLES | NO_NAMES
        or PLACES & {*rest[:3]}
        or (surname.isupper() and len(surname) > 2)  # Jane ASB
    ):
        return
    start = run.start() + len(" ".join(words[:place])) + bool(place)
    said = " ".join(name)
    yield Detail(NAME, start, start + len(said) - (2 if said.endswith(("'s", "’s")) else 0))


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def _without_places(match: re.Match[str], group: int) -> int:
    """Where a name ends: what belongs to somebody (’s) does not belong to it."""
    name = match[group]
    return match.start(group) + len(name) - (2 if name.endswith(("'s", "’s")) else 0)


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[\w'’-]+", text)}


def _each(what: str, matches: Iterable[re.Match[str]]) -> Iterator[Detail]:
    return (Detail(what, match.start(), match.end()) for match in matches)


NAMES = "|".join(sorted(GIVEN_NAMES))
# In this order: of two that would stand in one place the first is meant. With each stands what there must be in words
# of which it finds anything, for another engine, which knows no looking back and tells those that have nothing, the
# most, ten times as fast. Its \w is of plain letters alone.
FINDERS: tuple[tuple[Finder, str], ...] = (
    (_emails, "@"),
    (_insurance, r"\b[A-Za-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d]\b"),
    (_nhs, r"\d{3}[ -]\d{3}[ -]\d{4}|(?i:nhs)"),
    (_phones, r"(?:0|44[ -]?(?:\(0\)[ -]?)?)[127](?:[ )-]{0,2}\d){8}"),
    (_born, r"\b(?i:d\.? ?o\.? ?b|born|birth)\b"),
    (_addresses, rf"\d[A-Za-z]?,? (?:[A-Z][\w\pL'’-]* ){{1,3}}(?:{STREETS})\b"),
    (_postcodes, r"\b[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}\b"),
    (
        _names,
        r"\b(?:[Mm]rs?|MRS?|M[sxSX]|Miss|D[rR]|Rev)\b|\b[Nn]ame(?: is|'s|’s| ?:) ?[A-Z]"
        rf"|\b(?:{NAMES}) [A-Z]|, (?:{NAMES})\s?$|^[A-Z'’-]{{2,}},? (?:[A-Z]\.? )?[A-Z'’-]{{2,}}$",
    ),
)
MAYBE = "|".join(form for _, form in FINDERS)
