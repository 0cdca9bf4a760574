"""Pseudonyms: what stands in the place of a reference, the same for the same reference as long as the key is the same.

A pseudonym is made of the reference by HMAC-SHA256 (RFC 2104) with a key that lies beside the store and is no part of
it. Whoever has the store alone, or a copy of it, cannot tell whose it is, nor try references one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from measures.problems import StoreError
from measures.store.respelt import PARTS, PSEUDONYM, spelt
from measures.store.secret import key_of, key_path, keyed

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are taken for others: I, L, O and U
MARK = 4  # letters that tell names apart in the words of one column


def is_pseudonym(reference: str) -> bool:
    """Whether a reference looks like a pseudonym."""
    return bool(re.fullmatch(PSEUDONYM, reference.strip().lower()))


@dataclass(frozen=True)
class Key:
    """The key of a store's pseudonyms."""

    secret: bytes

    @classmethod
    def of(cls, store: Path, known: str = "") -> Key:
        """The key that lies beside a store, made where there is none yet. Raises StoreError where it cannot be read,
        and where it is not the one that is `known` to have been used."""
        path = key_path(store)
        if known and not path.exists():
            raise StoreError("other-key", path=path)
        key = cls(key_of(store))
        if known and key.id != known:
            raise StoreError("other-key", path=path)
        return key

    @cached_property
    def id(self) -> str:
        """By which it is known for the same, and which tells nothing of it."""
        return self._letters("the key itself", 8)

    def pseudonyms(self, references: list[str]) -> dict[str, str]:
        """What stands in the place of each reference: P-7Q2MX-0TK93-AB4. Spellings that are one reference have one
        pseudonym; those that a spreadsheet program makes of one (123 of 00123) differ in the last part alone, so that
        they are still asked about.

        Of a million references two have the same by a chance of less than one in a million.
        """
        found = {}
        for reference, tight, loose in spelt(references):
            whole = self._letters(f"loose {loose or tight}", 10) + self._letters(f"tight {tight}", 3)
            first, second = PARTS[0], PARTS[0] + PARTS[1]
            found[reference] = f"P-{whole[:first]}-{whole[first:second]}-{whole[second:]}"
        return found

    def pseudonym(self, reference: str) -> str:
        """What stands in the place of one."""
        return self.pseudonyms([reference])[reference]

    def mark(self, words: str) -> str:
        """A few letters for a name that is not kept, the same for the same name."""
        return self._letters(f"name {' '.join(words.lower().split())}", MARK)

    def _letters(self, words: str, number: int) -> str:
        bits = int(keyed(self.secret, words), 16)
        return "".join(LETTERS[bits >> 5 * place & 31] for place in range(number))
