"""How much is known of what a share is of."""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes import Share
from measures.words import in_part, listed

MANY = 0.05  # so many of all that nothing is told of are no longer few
NAMED = 3  # of more only the first and the last


def is_of_some(shape: Share) -> bool:
    """Whether the share is of too few of all, or of some agencies or places more than of others."""
    return not shape.coverage.enough or bool(shape.unlike)


def so_far(answer: Answer[Share]) -> str:
    """“7,787 of 8,000 are classified so far”, where not all are; blank where nothing is missing. Where more is known of
    one agency or place than of another, of whom: “: 95% of Council and 3% of Health”. Of what is added up, both what a
    demand is and how much are to be known, and that is said by itself: 95% may be classified of each, and timed of one.

    A steering group reads “of at least 8,000” where some more may not be told, and “of up to 14 more nothing is told”
    where they are told of none and so many would not be few of all.
    """
    shape, known = answer.shape, answer.measure.known
    (part, whole), adds, whose = shape.coverage, answer.measure.adds, _of_whom(shape)
    said = ""
    if part < whole:
        least = "at least " if shape.untold else ""
        said = f"{part:,} of {least}{whole:,} {known}" + ("" if adds or not whose else f": {whose}")
    elif shape.untold > MANY * whole:
        said = f"{part:,} {known}; of up to {shape.untold} more nothing is told"
    of_whom = f"what they are and their {adds} are known of {whose}" if adds and whose else ""
    return (", and " if part < whole else "; ").join(filter(None, (said, of_whom)))


def _of_whom(shape: Share) -> str:
    each = [f"{in_part(known.known, known.of_all)} of {name}" for name, known in shape.unlike.items()]
    return listed(each if len(each) <= NAMED else [each[0], each[-1]])
