"""Numbers that are given to one person, told from any other by their own rules."""

from __future__ import annotations

import re

# Prefixes that are never given: HMRC, National Insurance Manual NIM39110. QQ, which is none either, stands in examples
# and is taken for what it shows.
NO_PREFIX = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")
NATIONAL_INSURANCE = (
    r"(?:(?!" + "|".join(NO_PREFIX) + r")[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]"
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the first nine, times 10 down to 2, and the tenth make a multiple of 11.

    Source: NHS Data Dictionary, NHS NUMBER. Of numbers made by chance one in eleven is one too.

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    if not re.fullmatch(r"\d{10}", digits) or len(set(digits)) == 1:
        return False
    return sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11 == (11 - int(digits[9])) % 11


def is_telephone_number(digits: str) -> bool:
    """Whether digits, written with 0 before the code of a place, are a telephone number that a person may have: a
    mobile, or one of a place.

    Source: Ofcom, the National Telephone Numbering Plan: 01 and 02 are places, 070 to 079 mobiles and pagers; those of
    03, 08 and 09 are of organisations. Nearly all have ten digits after the 0, and some of 01 nine.
    """
    return bool(re.fullmatch(r"0(?:1[1-9]\d{7,8}|2[03489]\d{8}|7[1-9]\d{8})", digits))
