"""Capability charts with what people have decided and learned about them."""

from measures.over_time.decided import BASELINE, MONTHS, PHASES, STEP, Frozen, Mark, freeze, lacks, position, settled
from measures.over_time.drawn import COUNTS, ENDS, Drawn, draw
from measures.over_time.kept import (
    About,
    Remark,
    about,
    keep_about,
    keep_mark,
    keep_remark,
    key,
    marks,
    remarks,
    withdraw_mark,
)
from measures.over_time.points import MOST, asked, charted, has_points, name, title, usual

__all__ = [
    "BASELINE",
    "COUNTS",
    "ENDS",
    "MONTHS",
    "MOST",
    "PHASES",
    "STEP",
    "About",
    "Drawn",
    "Frozen",
    "Mark",
    "Remark",
    "about",
    "asked",
    "charted",
    "draw",
    "freeze",
    "has_points",
    "keep_about",
    "keep_mark",
    "keep_remark",
    "key",
    "lacks",
    "marks",
    "name",
    "position",
    "remarks",
    "settled",
    "title",
    "usual",
    "withdraw_mark",
]
