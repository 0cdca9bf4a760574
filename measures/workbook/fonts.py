"""The order in which Office's schema wants what is said of a font, and openpyxl does not write it. Excel reads any;
strict checks do not."""

from openpyxl.styles.fonts import Font

ORDER = [
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
]
Font.__elements__ = tuple(sorted(Font.__elements__, key=ORDER.index))
