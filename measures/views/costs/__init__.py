"""How costs are shown: two bars for each agency, and everything without which a sum of money misleads.

`words` says it, `bars` draws it, and `kinds` has each kind of money by itself.
"""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes.costs import Costs
from measures.views.base import View, picture
from measures.views.costs import bars, kinds, words

# The table of each form: by agency of one kind of money; or every kind, and what belongs to no approach, where the
# headline tells them.
TABLES = {"": words.table, "by approach": kinds.by_approach}


def view(answer: Answer[Costs]) -> View:
    """Cost by agency; or, where price years cannot be added up, each year apart; or what was recorded as avoided, where
    that is all."""
    shape = answer.shape
    if not shape.kinds:
        about = kinds.recorded_avoided_words(answer) if shape.rows else ""
        return View(words.nothing_spent(answer).rstrip("."), about, kinds.recorded_avoided(answer), open_table=True)
    note, around = (
        " ".join(words.notes(answer)),
        " ".join(filter(None, (*words.warnings(answer), words.compared(answer)))),
    )
    if shape.price.refused:
        subtitle = words.apart_subtitle(answer)
        return View(
            "Costs by price year, not added up", subtitle, words.apart(answer), note, open_table=True, around=around
        )
    pictures = [picture(bars.totals, shape)] if shape.agencies else []
    if shape.lined_up and shape.n == 1:  # what can be compared stands first
        pictures.insert(0, picture(bars.monthly, shape))
    rows = TABLES[answer.measure.form](answer)
    return View(
        words.headline(answer), words.subtitle(answer), rows, note, tuple(pictures), open_table=True, around=around
    )
