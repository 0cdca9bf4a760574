"""Streets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import SPACE, among, spaced
from measures.sql import let, literal

# What a street may end with, and how people shorten it.
ENDINGS = {
    "road": ("rd",),
    "avenue": ("ave", "av"),
    "close": ("cl",),
    "grove": ("gr", "gro"),
    "street": ("st", "str"),
    "lane": ("ln",),
    "drive": ("dr",),
    "crescent": ("cres", "cr"),
    "terrace": ("terr", "ter"),
    "place": ("pl",),
    "court": ("ct",),
    "gardens": ("gdns",),
    "square": ("sq",),
}


# What stands before a street in an address: a floor, a flat, and the number of a house or of several. Not 1st Avenue's.
FLOOR = (
    r"(?:(?:ground|first|second|third|fourth|top|basement|upper|lower|garden|rear|front|\d(?:st|nd|rd|th))[ "
    r"-]+)+(?:floor|flat)"
)
FLAT = r"(?:flat|apartment|apt|unit|room|maisonette|bedsit)\.? *#?[\w/-]{1,4}"
NUMBER = r"(?:no\.?|number)? *\d{1,4}[a-z]?(?: *[-–/&] *\d{1,4}[a-z]?)?"
BEFORE = rf"^(?:{FLOOR}[, ]+)?(?:{FLAT}[, ]+)?(?:{NUMBER}[, ]+)?"
A_STREET = "|".join(word for ending, shorts in ENDINGS.items() for word in (ending, *shorts))
AFTER = rf"^(.+ (?:{A_STREET})\.?)[, ]+(?:no\.?|number)? *\d{{1,4}}[a-z]?$"  # Orchard Close 9
POSTCODE = rf"[a-z]{{1,2}}\d[a-z0-9]?{SPACE}*\d[a-z]{{2}}"
ORDINAL = r"\d+(?:st|nd|rd|th)\b"

# Of the lines of an address, each in a column of its own, that with the number of a house is its street. Where none has
# any, what is called as buildings are is none before a line that ends as streets do.
HOUSE = r"(?:no\.? ?)?\d{1,4}[a-z]?(?: *[-–/&] *\d{1,4}[a-z]?)?,?"
HAS_NUMBER = re.compile(rf"(?:^|,)\s*(?:{FLOOR}[, ]+)?(?:{FLAT}[, ]+)?{HOUSE} +[a-z]{{2}}", re.I)
OTHER_STREETS = (
    "way|walk|view|hill|park|row|mews|rise|green|parade|bank|croft|fold|wharf|gate|brow|side|circle|loop|path"
)
IS_STREET = re.compile(rf".* (?:{A_STREET}|{OTHER_STREETS})\.?", re.I)
BUILDINGS = "court|ct|house|lodge|flats|apartments|buildings?|hall|towers?|heights|point|mansions|villas?|cottages?"
IS_BUILDING = re.compile(rf".* (?:{BUILDINGS})", re.I)


def of_lines(lines: Sequence[str]) -> str:
    """The line of an address that has its street; the first where no other is likelier.

    >>> of_lines(["Flat 3, Rose Court", "14 Mill Road"]), of_lines(["14 Mill Road", "Rose Grove"])
    ('14 Mill Road', '14 Mill Road')
    """
    there = [line for line in lines if line]
    for line in there:
        if HAS_NUMBER.search(line):
            return line
    first, *others = there or [""]
    if IS_STREET.fullmatch(first) and not IS_BUILDING.fullmatch(first):
        return first
    return next((line for line in reversed(others) if re.fullmatch(rf".* (?:{A_STREET})\.?", line, re.I)), first)


def without_number(line: str) -> str:
    """A line of an address without the flat and the number before its street."""
    return re.sub(BEFORE, "", line, flags=re.I)


@dataclass(frozen=True)
class Street(CellType):
    """A street name, without the numbers of houses and flats: a house is a family, and nobody counts by it. Kept as
    written else; a second column, `<name>_key`, folds case, spaces and `Rd` for `Road`.
    """

    says = "a street name"
    beside = {"_key": "VARCHAR"}

    def reads(self, text: str) -> str:
        """With single spaces, and of an address its street: the last part that ends as streets do, if there is one,
        without what stands before its name."""
        # An address may be written in lines, of which what a street ends with is none of its own.
        whole = f"regexp_replace({text}, '(?i)\\s*\\n\\s*((?:{A_STREET})\\.?)\\s*(\\n|$)', ' \\1\\2')"
        lines = f"regexp_replace({whole}, '[, ]*\\s*\\n\\s*', ', ', 'g')"
        address = spaced(f"regexp_replace({lines}, '(?i)(?:{SPACE}|,)+{POSTCODE}$', '')")
        is_one = f"([^,]* (?:{A_STREET})\\.?) *(?:,|$)"
        ways = (  # that with the number of a house; behind a court, which may be a building, the last; the first or last
            f"(?:^|,) *((?:{FLOOR}[, ]+)?(?:{FLAT}[, ]+)?{HOUSE} [^,]* (?:{A_STREET}|{OTHER_STREETS})\\.?) *(?:,|$)",
            f"^[^,]* (?:court|ct)\\.? *,(?:.*,)? *{is_one}",
            f"(?:^|.*,) *{is_one}",
        )
        part = ", ".join(f"nullif(regexp_extract({address}, '(?i){way}', 1), '')" for way in ways)
        short = f"regexp_replace(regexp_replace(coalesce({part}, {address}), '(?i){BEFORE}', ''), '(?i){AFTER}', '\\1')"
        return (
            f"CASE WHEN regexp_matches({text}, '\\d|,|\\n') THEN coalesce(nullif({short}, ''), {spaced(text)}) ELSE "
            f"{spaced(text)} END"
        )

    def notes(self, text: str, value: str) -> list[tuple[str, str]]:
        """Cells of which only the street is kept, and those in which a number is left that may be of a house."""
        number = f"regexp_matches(regexp_replace({value}, '(?i){ORDINAL}', '', 'g'), '\\d')"
        return [("only-the-street", f"{value} <> {spaced(text)}"), ("number-in-street", number)]

    def reads_beside(self, text: str) -> dict[str, str]:
        """A street as it is grouped: case, accents, punctuation and `Rd` folded at its end; Road stays apart from
        Avenue, and St Mary's stays a saint."""
        folded = (
            f"trim(regexp_replace(regexp_replace(strip_accents(lower({self.reads(text)})), '[’''`]', '', 'g'), "
            f"'[^\\pL\\pN]+', ' ', 'g'))"
        )
        written_out = " ".join(
            f"WHEN short IN {among(shorts)} THEN {literal(word)}" for word, shorts in ENDINGS.items()
        )
        whole = f"coalesce(left(street, -length(short)) || CASE {written_out} END, street)"
        return {"_key": let("street", folded, let("short", "regexp_extract(street, ' ([^ ]+)$', 1)", whole))}
