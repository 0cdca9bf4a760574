"""What may be wrong with the rows of one sheet, or worth knowing of them.

A `rule` says it of rows, all counted in one scan; what needs a query of its own gives problems. Of cells that are
`unread`; of the `days` of dates; of the `ways` a column may be read in; of the `tiers` that a list's own levels are; of
`rows` that do not fit together; of those that stand `outside` the table, and of those whose key is `repeated`.
"""

from measures.workbook.rules.days import (
    either_order,
    exchanged,
    months,
    one_day,
    other_order,
    periods,
    two_digits,
    without_a_year,
    without_an_order,
)
from measures.workbook.rules.outside import above, taken_out
from measures.workbook.rules.repeated import keys
from measures.workbook.rules.rows import (
    far_from_their_case,
    notes,
    of_rows,
    parts_of_others,
    several_points,
    several_ratings,
)
from measures.workbook.rules.rule import judge, more, of_one_cause, stops
from measures.workbook.rules.tiers import levels
from measures.workbook.rules.unread import faults, of_cells
from measures.workbook.rules.ways import changes, choices, decimal_commas, other_clothes, scales, units

__all__ = [
    "above",
    "changes",
    "choices",
    "decimal_commas",
    "either_order",
    "exchanged",
    "far_from_their_case",
    "faults",
    "judge",
    "keys",
    "levels",
    "months",
    "more",
    "notes",
    "of_cells",
    "of_one_cause",
    "of_rows",
    "one_day",
    "other_order",
    "other_clothes",
    "parts_of_others",
    "periods",
    "scales",
    "several_points",
    "several_ratings",
    "stops",
    "taken_out",
    "two_digits",
    "units",
    "without_a_year",
    "without_an_order",
]
