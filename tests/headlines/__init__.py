"""Every headline of small worlds, as each viewer reads it: what a person should read before anybody else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from measures.answers import Answer, ask
from measures.catalogue import MEASURES
from measures.disclosure import MANAGER, STEERING_GROUP
from measures.over_time import asked, charted, draw, has_points
from measures.over_time.points import noun
from measures.shapes import Capability
from measures.store import Store
from measures.views import View, view
from measures.views.capability import signals
from tests.reckoning.compare import Clock, World, play

VIEWERS = (MANAGER, STEERING_GROUP)


@dataclass(frozen=True)
class Headline:
    """One sentence with what it is of: the answer, and how it is shown."""

    viewer: str
    words: str
    answer: Answer
    shown: View | None = None


def headlines(world: World) -> Iterator[Headline]:
    """The headlines of a world's last version, of every measure that has something to show; and of its chart over
    time."""
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "store.duckdb") as store:
        play(world, store)
        clock = Clock()
        clock.moment = clock.moment.replace(year=2026, month=6)
        with mock.patch("measures.store.history.dt", clock):
            for viewer in VIEWERS:
                yield from (each for name in MEASURES for each in _of(store, name, viewer))


def _of(store: Store, name: str, viewer: str) -> Iterator[Headline]:
    answer = ask(store, name, viewer=viewer)
    if answer.is_empty:
        return
    if not isinstance(answer.shape, Capability):
        shown = view(answer)
        yield Headline(viewer, shown.headline, answer, shown)
    if not has_points(answer.measure):
        return
    points = charted(ask(store, name, asked(answer.measure, answer.measure.every), viewer=viewer))
    shape: Capability = points.shape
    for series in shape.names:
        drawn = draw(shape.only(series), every=points.measure.every)
        yield Headline(viewer, signals.headline(drawn, noun(points)), replace_shape(points, drawn))


def replace_shape(answer: Answer, shape: Capability) -> Answer:
    """An answer with another shape."""
    return Answer(answer.measure, shape, answer.version, answer.filters, answer.rule)
