"""Which answers are a look at people, and of whom."""

from __future__ import annotations

from collections.abc import Mapping

from measures.audit.trail import Event, Kind, Trail
from measures.catalogue import MEASURES
from measures.store.names import ref_key

# Measures that give what people said, a row each: all others tell of one household or case only where one is chosen.
WORDS = ("demand_words", "system_condition_words", "what_matters")
OF = ("case", "household")


def look(trail: Trail, who: str, measure: str, chosen: Mapping[str, object]) -> Event | None:
    """The look that it is to ask this: of one household or case, whatever is asked of it, or of people's words. None
    where it is none. Raises StoreError where there is no key to be had."""
    if one := next((name for name in OF if chosen.get(name)), ""):
        return Event(Kind.LOOKED, who, f"A {one}", word_of(trail, chosen))
    return Event(Kind.LOOKED, who, MEASURES[measure].title) if measure in WORDS else None


def word_of(trail: Trail, chosen: Mapping[str, object]) -> str:
    """What stands in the trail for the household or case that is chosen; blank where none is."""
    one = next((name for name in OF if chosen.get(name)), "")
    return trail.word(one, ref_key(str(chosen[one]))) if one else ""
