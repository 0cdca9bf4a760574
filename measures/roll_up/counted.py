"""Exact answers as JSON has them, to be kept in the place of the rows that they were counted from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.later import Later
from measures.shapes import Share, shape_of

DAY = "period"  # the one column of these shapes that has days


def as_value(answer: Answer) -> dict[str, Any]:
    """An answer to a question without filters, but by which periods."""
    shape, later = answer.shape, answer.later
    rows = [*shape.rows, *shape.changes, *shape.sources] if isinstance(shape, Share) else shape.rows
    return {
        "measure": answer.measure.name,
        "every": answer.filters.get("every"),
        "rows": [{**row, DAY: day.isoformat()} if (day := row.get(DAY)) else {**row} for row in rows],
        "later": later and [later.count, later.one, later.several, later.last_day.isoformat()],
    }


def of_value(value: Mapping[str, Any], version: int) -> Answer:
    """The answer that was kept, as one of a version."""
    every = value["every"]
    measure = MEASURES[value["measure"]]
    measure = measure.by(every) if every else measure
    rows = [{**row, DAY: dt.date.fromisoformat(row[DAY])} if row.get(DAY) else {**row} for row in value["rows"]]
    later = None
    if value["later"]:
        count, one, several, day = value["later"]
        later = Later(count, one, several, dt.date.fromisoformat(day))
    filters = {"every": every} if every else {}
    return Answer(measure, shape_of(measure).of(rows, measure), version, filters, later=later)
