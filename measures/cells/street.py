"""Streets."""

from dataclasses import dataclass

from measures.cells.base import CellType
from measures.cells.words import spaced

STREET_WORDS = {
    "road": "rd",
    "avenue": "ave|av",
    "close": "cl",
    "grove": "gr|gro",
    "street": "st|str",
    "lane": "ln",
    "drive": "dr",
    "crescent": "cres|cr",
    "terrace": "terr|ter",
    "place": "pl",
    "court": "ct",
    "gardens": "gdns",
    "square": "sq",
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
        """A street as it is grouped: case, accents, punctuation and `Rd` folded at its end; Road stays apart from Avenue, and St Mary's stays a saint."""
        key = f"trim(regexp_replace(regexp_replace(strip_accents(lower({text})), '[’''`]', '', 'g'), '[^\\pL\\pN]+', ' ', 'g'))"
        whole = key
        for word, short in STREET_WORDS.items():
            whole = f"regexp_replace({whole}, ' ({short})$', ' {word}')"
        # Most streets are written out, and one look is cheaper than a dozen.
        shortened = f"regexp_matches({key}, ' ({'|'.join(STREET_WORDS.values())})$')"
        return {"_key": f"CASE WHEN {shortened} THEN {whole} ELSE {key} END"}
