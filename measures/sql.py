"""Names and words in SQL text. Whatever else goes into a query is bound as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

T = TypeVar("T")

COMMENT, READS = re.compile(r"--.*"), re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


def quote(identifier: str) -> str:
    """An SQL identifier. The only way a name gets into SQL text."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string, for words that our own declarations list. Values from a workbook are never pasted: they are
    bound."""
    return "'" + text.replace("'", "''") + "'"


def few_at_a_time(items: Sequence[T], number: int) -> Iterator[Sequence[T]]:
    """The items in parts of so many, for a query that would have one piece for each."""
    return (items[i : i + number] for i in range(0, len(items), number))


@cache
def reads(query: str) -> tuple[str, ...]:
    """What one of our own queries names after FROM or JOIN: tables, other queries, and its own steps."""
    return tuple(READS.findall(COMMENT.sub("", query)))


def let(name: str, value: str, then: str) -> str:
    """An SQL expression in which `name` stands for `value`: worked out once, and half as long to plan as the same words
    over again."""
    return f"list_transform([{value}], lambda {name}: {then})[1]"


# Letters that are what they look like: of an İ and of a kelvin sign (K) others are the small letters.
UNLIKE = re.compile("[^a-hjl-zA-HJL-Z0-9]+")


def may_have(words: str) -> str:
    """The pattern of a text that may have the first six of these words, whatever its capitals: of all that has them,
    and of little else. It has the plain letters of one word in their order; to look for them takes half as long as
    to make a text small."""
    found = (UNLIKE.sub(".*", word[:60]).strip(".*") for word in words.split(" ")[:6])
    longest = max(found, key=len)
    return f"(?s){longest}" if longest.upper() == longest.lower() else f"(?is){longest}"  # figures take half as long


# The Latin, Greek, Cyrillic and other alphabets, without the signs of print; a class of all letters (\pL) takes 4 ms to
# make.
OTHER = "[^0-9a-z\u00c0-\u1fff\u2c00-\ud7ff]"


def whole_words(words: Iterable[str]) -> str | None:
    """The pattern, of text without capitals, of having one of these words as a whole: one as many, and many as one.

    None of no words: nothing has any.
    """
    found = []
    for word in words:
        parts = re.findall(r"[^\W_]+", word.lower())
        if parts:
            last = parts[-1]
            one = last[:-3] + "y" if last.endswith("ies") else last[:-1] if re.search("[^su]s$", last) else last
            many = f"(?:{one}s?|{one[:-1]}ies)" if one.endswith("y") else f"{one}(?:e?s)?"
            found.append(f"{OTHER}+".join([*parts[:-1], many]))
    return f"(^|{OTHER})(?:{'|'.join(found)})($|{OTHER})" if found else None
