"""Streets."""

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
        address = spaced(f"regexp_replace({text}, '(?i)(?:{SPACE}|,)+{POSTCODE}$', '')")
        part = f"nullif(regexp_extract({address}, '(?i)(?:^|.*,) *([^,]* (?:{A_STREET})\\.?) *(?:,|$)', 1), '')"
        short = f"regexp_replace(regexp_replace(coalesce({part}, {address}), '(?i){BEFORE}', ''), '(?i){AFTER}', '\\1')"
        return (
            f"CASE WHEN regexp_matches({text}, '\\d|,') THEN coalesce(nullif({short}, ''), {spaced(text)}) ELSE "
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
