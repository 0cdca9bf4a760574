"""How a person's ratings of their own statements are shown: a radar, the same numbers as dots on lines, and a table."""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes.ratings import Ratings
from measures.views.base import View, picture
from measures.views.ratings import dots, radar, words

__all__ = ["view", "words"]


def view(answer: Answer[Ratings]) -> View:
    """One person's statements; of several people a list of their ratings, for nobody's are drawn over another's."""
    shape = answer.shape
    subtitle, note = words.subtitle(answer), words.notes(shape)
    if len(shape.cases) > 1:
        return View(words.headline(answer), subtitle, words.each_rating(shape), note, open_table=True)
    pictures = [picture(radar.radar, shape)] if len(shape.statements) >= radar.FEWEST else []
    pictures.append(picture(dots.dots, shape))
    return View(words.headline(answer), subtitle, words.by_date(shape), note, tuple(pictures), open_table=True)
