"""Streets."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import among, spaced
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


@dataclass(frozen=True)
class Street(CellType):
    """A street name. Kept as written; a second column, `<name>_key`, folds case, spaces and `Rd` for `Road`."""

    says = "a street name"
    beside = {"_key": "VARCHAR"}

    def reads(self, text: str) -> str:
        """As written, with single spaces."""
        return spaced(text)

    def reads_beside(self, text: str) -> dict[str, str]:
        """A street as it is grouped: case, accents, punctuation and `Rd` folded at its end; Road stays apart from
        Avenue, and St Mary's stays a saint."""
        folded = f"trim(regexp_replace(regexp_replace(strip_accents(lower({text})), '[’''`]', '', 'g'), '[^\\pL\\pN]+', ' ', 'g'))"
        written_out = " ".join(
            f"WHEN short IN {among(shorts)} THEN {literal(word)}" for word, shorts in ENDINGS.items()
        )
        whole = f"coalesce(left(street, -length(short)) || CASE {written_out} END, street)"
        return {"_key": let("street", folded, let("short", "regexp_extract(street, ' ([^ ]+)$', 1)", whole))}
