"""What is said of a kind of problem, and what it does to the load."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the sentence, and whether it stops the load. `row` problems can be left out row by row.

    `command` is what the command says besides, of a problem that a page has a control for. One that `leaves_out` is of
    a row that is none of the table's.
    """

    sentence: str
    stops: bool = True
    about: str = "row"
    command: str = ""
    leaves_out: bool = False
