"""In which letters a text file is written, which nothing in it says: as a person says, or as its words look best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from measures.workbook.formats.base import Refused

# What a person may choose, and how each is read. Of those that no mark tells, the first that all letters fit is taken.
ENCODINGS = {
    "windows": "cp1252",
    "mac": "mac_roman",
    "dos-850": "cp850",
    "dos-437": "cp437",
    "utf-8": "utf-8",
    "utf-16": "utf-16-le",
}
AS_THEY_STAND, MENDED = "as they stand", "mended"  # letters that were encoded twice
BY_LOOKS = ("windows", "mac", "dos-850", "dos-437")
LETTERS = (*ENCODINGS, MENDED, AS_THEY_STAND)

# Letters and signs as people in Britain write them; a capital with an accent stands at the beginning of a word.
USUAL = set("áàâäãåéèêëíìîïóòôöúùûüŵŷýÿçñøæß£€¥‘’“”–—…•·°½¼¾²³º®©™§\u00a0\u00ad")
ALONE = re.compile("(?<![A-Za-zÀ-ÿ])[à-öø-ÿ](?![A-Za-zÀ-ÿ])")  # as ú12 is, for £12
CAPITALS = re.compile("(?<![a-zà-ÿ])[ÁÀÂÄÅÉÈÊËÍÎÏÓÔÖÚÛÜŴŶÇØ](?=[A-Za-zÀ-ÿ])")
MOST_PADDING = 10  # of so many bytes of a text one may be a zero
OTHER_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")  # which no text has; \x1a ends one of DOS
LOOKED_AT = 2_000  # lines that have other letters than those of UTF-8
# What is left of é, £ or ’ where UTF-8 was taken for the letters of Windows or of a Mac and saved as UTF-8 once more.
TWICE = {
    "cp1252": re.compile(
        "[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]{1,2}"
    ),
    "mac_roman": re.compile("\u221a[^\\x00-\\x7f]|\u00ac[^\\x00-\\x7f]|\u201a\u00c4[^\\x00-\\x7f]"),
}


@dataclass(frozen=True)
class Letters:
    """The text of a file, the name of the letters it was read in, and some of its words where these are a guess."""

    text: str
    read_as: str = ""
    unsure: str = ""


def decode(content: bytes, wanted: str = "") -> Letters:
    """UTF-16 by its mark or its zero bytes; else UTF-8; else the letters that fit, first those of Windows, which is
    what Excel in Britain saves as “CSV”. `wanted` goes before all this."""
    if wanted in ENCODINGS:
        return Letters(content.decode(ENCODINGS[wanted], errors="replace").removeprefix("\ufeff"), wanted)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Letters(content.decode("utf-16", errors="replace"))
    head = content[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > len(head) // 4:
            return Letters(content.decode(encoding, errors="replace"))
    if b"\0" in content:  # some systems fill up what they export with it, and it stands for nothing
        if MOST_PADDING * content.count(0) > len(content) or OTHER_CONTROLS.search(content):
            raise Refused("not-a-spreadsheet", what="a file of a kind this dashboard does not know")
        content = content.replace(b"\0", b"")
    try:
        return _mended(content.decode("utf-8-sig"), wanted)
    except UnicodeDecodeError:  # line by line: files of two systems may have been put together
        return _by_looks(content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def _mended(text: str, wanted: str) -> Letters:
    """Text in which UTF-8 was encoded once more, as it was before."""
    if text.isascii():
        return Letters(text)
    mended = text
    for encoding, left in TWICE.items():
        mended = left.sub(lambda found, encoding=encoding: _once(found[0], encoding), mended)
    if mended == text:
        return Letters(text)
    at = next(i for i, (one, other) in enumerate(zip(text, mended)) if one != other)
    unsure = _around(mended, at)
    return Letters(text, AS_THEY_STAND, unsure) if wanted == AS_THEY_STAND else Letters(mended, MENDED, unsure)


def _once(words: str, encoding: str) -> str:
    try:
        return b"".join(
            mark.encode("latin-1") if "\x80" <= mark <= "\x9f" else mark.encode(encoding) for mark in words
        ).decode("utf-8")
    except UnicodeError:
        return words


def _by_looks(lines: list[bytes]) -> Letters:
    whole = [_utf8(line) for line in lines]
    odd = b"".join(islice((line for line, text in zip(lines, whole, strict=True) if text is None), LOOKED_AT))
    wrong = {name: _unusual(odd.decode(ENCODINGS[name], errors="replace")) for name in BY_LOOKS}
    name = min(wrong, key=lambda each: wrong[each])
    text = "".join(
        line.decode(ENCODINGS[name], errors="replace") if text is None else text
        for line, text in zip(lines, whole, strict=True)
    )
    if name == BY_LOOKS[0] and not wrong[name]:
        return Letters(text, name)
    shown = odd.decode(ENCODINGS[name], errors="replace")
    return Letters(text, name, _around(shown, next(i for i, mark in enumerate(shown) if not mark.isascii())))


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unusual(text: str) -> int:
    """How many letters and signs of a text are not as people write."""
    odd = sum(not mark.isascii() and mark not in USUAL for mark in text)
    return odd - len(CAPITALS.findall(text)) + len(ALONE.findall(text))


def _around(text: str, at: int) -> str:
    """The word at a place of a text, and the ones beside it in its cell."""
    before, after = re.split(r"[\r\n,;|\t\"]", text[:at])[-1], re.split(r"[\r\n,;|\t\"]", text[at:])[0]
    return (before[-30:] + after[:30]).strip()
