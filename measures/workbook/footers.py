"""Lines of a report about its table as a whole, that stand in the columns of the table: how many rows it has, what they
come to, who printed it and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

WHAT = (
    r"contacts?|calls?|cases?|demands?|enquir(?:y|ies)|requests?|jobs?|repairs?|orders?|tickets?|incidents?|referrals?|records?|"
    r"rows?|items?|entries|results?|visits?|appointments?|complaints?|minutes|mins|hours|hrs|time|handling time|talk time|duration|"
    r"days|costs?|spend|amount|value|households|families|failure|failures?|failure demand|value demand"
)
OF = r"(?:grand |overall |sub[ -]?)?(?:total|average|avg|mean|median|count|number|no\.?|sum|max(?:imum)?|min(?:imum)?)"
FIGURE = r"[£\s]*[\d,.:]*\d\s*(?:%|mins?|minutes|hours|hrs|days)?"
# "Total contacts: 12", "Average handling time:", "No. of calls 31", "12 records".
NAMED = rf"{OF}(?: (?:number|no\.?))?(?: of)?(?: [a-z]+)? (?:{WHAT})(?: [a-z]+)?"
A_TOTAL = re.compile(
    rf"{NAMED}\s*(?:[:=]\s*(?:{FIGURE})?|\(?{FIGURE}\)?)|{OF}\s*[:=]\s*{FIGURE}|"
    rf"\(?{FIGURE} (?:records?|rows?|items?|entries|results?)(?: (?:returned|found|selected|in (?:all|total)))?\)?",
    re.I,
)
ALL_ALONE = r"(?:grand |overall |sub[ -]?)?(?:total|average|avg|mean|median|count|sum)"
BESIDE_FIGURES = re.compile(rf"(?:{NAMED}|{ALL_ALONE})\s*[:=]?", re.I)
MADE = r"(?:printed|exported|generated|extracted|produced|downloaded|created|run)"
# How many rows there are, which is no figure of anything else.
OF_ROWS = re.compile(
    rf"{OF}(?: (?:number|no\.?))?(?: of)? (?:records?|rows?|entries)\s*(?:[:=]\s*(?:{FIGURE})?)?", re.I
)
ABOUT = re.compile(
    rf"{MADE} (?:by|on|at|from)\b(?: ?:| \d| (?-i:[A-Z])).*|(?:report|list|data|extract|export|file) "
    rf"(?:{MADE}|date|time|source|as at)\b.*|"
    r"(?:report|list|data) (?:ends?|ended)\W*|end of (?:the )?(?:report|list|data|file|export)|\*+ ?end\b.*|"
    r"(?:data )?source ?:.*|(?:applied )?filters? ?:.*|(?:date range|period|parameters?|selection|criteria) ?:.*|"
    r"(?:checked|signed|prepared|approved|completed|authori[sz]ed|reviewed)(?: off)? by\b.*|page \d+(?: of \d+)?",
    re.I | re.S,
)
# What begins lines of their own under a table: the key to its codes, or who signed it.
BEGINS = re.compile(
    r"(?:key|legend|codes?|abbreviations|glossary)(?: to (?:the )?(?:codes|symbols|abbreviations|columns|table))?\s*[:=]?|"
    r"(?:checked|signed|prepared|approved)(?: off)? by\b.*",
    re.I,
)
ALONE = re.compile(r"(?:£\s*)?[\d,.:/\s%-]*\d[\d,.:/\s%-]*")


def is_footer(words: Sequence[str], below: bool) -> bool:
    """Whether what stands in a row is such a line: a total that says what of, with figures alone beside it; or, `below`
    the last row of the table, what says how the report was made.

    >>> is_footer(["Total contacts:", "30"], False), is_footer(["Report end"], True), is_footer(["Total mess"], True)
    (True, True, False)
    """
    first, *others = [" ".join(each.split()) for each in words]
    is_total = A_TOTAL.fullmatch(first) or (others and BESIDE_FIGURES.fullmatch(first))
    if is_total and all(ALONE.fullmatch(each) for each in others):
        return True
    return below and bool(ABOUT.fullmatch(first))


def counts_rows(words: Sequence[str]) -> bool:
    """Whether what stands in a row says how many rows there are, and nothing else: "Total rows: 25".

    >>> counts_rows(["Total rows:", "25"]), counts_rows(["Total rows", "24", "30"])
    (True, False)
    """
    return len(words) < 3 and bool(OF_ROWS.fullmatch(" ".join(words[0].split()))) and is_footer(words, False)


def begins_others(words: Sequence[str]) -> bool:
    """Whether a line under a table begins others that are none of its rows: "Key", then what each code is.

    >>> begins_others(["Key to codes:"]), begins_others(["Key to my flat is lost"]), begins_others(["Signed off sick"])
    (True, False, False)
    """
    return len(words) < 3 and bool(BEGINS.fullmatch(" ".join(words[0].split())))
