"""M6: end-to-end time, as people meet it: within how many calendar days nine of ten are done."""

import datetime as dt
from dataclasses import replace

from measures.catalogue import end_to_end_times
from measures.catalogue.end_to_end_times import CAVEATS, FORMULA
from measures.catalogue.worked import points

TITLE, UNIT = "End-to-end time, nine of ten", "days until nine of ten are done"

MEASURE = replace(
    end_to_end_times.MEASURE,
    name="end_to_end_nine_of_ten",
    title=TITLE,
    sentence="Calendar days within which nine of ten of those who asked in each week, month or quarter are done.",
    purpose="To see how long those wait who wait long, and how far that can be predicted.",
    formula=FORMULA.format("nine of ten"),
    unit=UNIT,
    caveats=(*CAVEATS, "One in ten waits longer than this: read what they asked for."),
    moves_with="end_to_end_times",
    example=replace(
        end_to_end_times.MEASURE.example,
        answer=points(
            (TITLE, UNIT, "Down", "demands"),
            (dt.date(2026, 1, 1), 0, "fewer than 10", None, 0),
            (None, 6, "asked less than 28 days before their record ends"),
        ),
    ),
)
