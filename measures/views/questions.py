"""What is asked before a sheet is loaded: the sentence, the evidence and the choices of each question."""

from __future__ import annotations

from measures.problems import stopping
from measures.questions import Choice, Question
from measures.uploads import Loaded
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things


def references(sheet: Checked, outcome: Loaded) -> Question | None:
    """Whether references stand for the same things as those loaded before, where half of them or more look otherwise."""
    if not stopping(other_things(sheet, outcome)):
        return None
    things = f"{sheet.sheet.thing}s"
    return Question(
        "references",
        sheet.name,
        f"Are these the {things} that were loaded before under these references?",
        (Choice("same", f"They are the same {things} as those loaded before under these references"),),
    )


# Asked in this order: a later one sees the sheet as the answers to the earlier ones have it.
QUESTIONS = {"references": references}
