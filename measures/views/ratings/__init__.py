"""How a person's ratings of their own statements are shown: a radar, the same numbers as dots on lines, and a table."""

from __future__ import annotations

from measures.answers import Answer
from measures.shapes.ratings import Ratings
from measures.views.base import FEWEST_POINTS, View, picture
from measures.views.ratings import dots, radar, words

__all__ = ["view", "words"]


def view(answer: Answer[Ratings]) -> View:
    """One person's statements; of several people a list of their ratings, for nobody's are drawn over another's. One
    or two statements that were rated once or twice are a table."""
    shape = answer.shape
    subtitle, note = words.subtitle(answer), words.notes(shape)
    if len(shape.cases) > 1:
        return View(words.headline(answer), subtitle, words.each_rating(shape), note, open_table=True)
    pictures = [picture(radar.radar, shape)] if len(shape.statements) >= radar.FEWEST else []
    pictures += [picture(dots.dots, shape)] if is_drawn(shape) else []
    return View(words.headline(answer), subtitle, words.by_date(shape), note, tuple(pictures), open_table=True)


def is_drawn(shape: Ratings) -> bool:
    """Whether there is more to see than a sentence says: of as many statements as a radar has, or as many dates."""
    return len(shape.statements) >= radar.FEWEST or len(shape.dates) >= FEWEST_POINTS
