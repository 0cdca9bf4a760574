"""Which days a record covers: worked out from the days on which its sources have rows.

A source is an agency in a locality, as rows name them; rows that name neither are of the record that their file is part
of (its lineage). The files that a source is in hold other sources too: all that hang together so are one record, which
goes on while any of them has rows. Nothing here knows of the store or the screen.
"""

from measures.record.days import (
    AFTER,
    APART,
    CHANGES,
    DAY,
    ENDS,
    JOINS,
    LEAVES,
    MONTH_NOT_OBSERVED,
    NOT_FULL,
    NOT_OBSERVED,
    ON_RECORD,
    ONLY_MONTHS,
    PART_OF_A_WEEK,
    SOURCES,
    WEEK,
    Interval,
    Rows,
    Source,
)
from measures.record.late import COMPARED, Done, Kept, Load, full_from, lateness, lateness_of_done
from measures.record.spans import Span, spans

__all__ = [
    "AFTER",
    "APART",
    "CHANGES",
    "COMPARED",
    "DAY",
    "Done",
    "ENDS",
    "Interval",
    "JOINS",
    "Kept",
    "LEAVES",
    "Load",
    "MONTH_NOT_OBSERVED",
    "NOT_FULL",
    "NOT_OBSERVED",
    "ONLY_MONTHS",
    "ON_RECORD",
    "PART_OF_A_WEEK",
    "Rows",
    "SOURCES",
    "Source",
    "Span",
    "WEEK",
    "full_from",
    "lateness",
    "lateness_of_done",
    "spans",
]
