"""What a measure is: a declaration that anyone can read, and one query beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from measures.sql import reads
from measures.words import FEW

Better = Literal["Up", "Down", "Neither"]
FEWEST = FEW  # of fewer a share says little: counts are shown
# A point of a chart needs fewer, because its limits carry the uncertainty: see `over_time.usual` for how they were
# chosen.
FEWEST_OF_POINT = 10


@cache
def _shared(folder: Path) -> dict[str, Path]:
    """The queries that measures share, by name."""
    return {path.stem: path for part in ("parts", "kept") for path in (folder / part).glob("*.sql")}


@dataclass(frozen=True)
class Example:
    """A worked example: rows of each kind of sheet as they would be typed, and what the measure answers.

    `sheets` maps a kind to its rows, each keyed by heading; `answer` is the rows of the measure's shape, in any order.
    """

    sheets: Mapping[str, Sequence[Mapping[str, object]]]
    answer: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Measure:
    """One measure. Its query is the file of the same name that ends in `.sql`.

    `counts` is what is counted, in words, and `shares` whether each category's share of the total means something;
    `category` and `split` name those columns of the answer, and of a share its part and its whole; `labels` give words
    for their values. `unit` is what its points are in, `better` which way is better for the people served, and of fewer
    than `fewest` no share is given but a count. `every` is what a row of a share or a point is of: a month, a year, or
    what its categories are; `unknown` are those whys of what is in no share that say that nobody has written down yet
    whether it is, and `known` says of the others that they are known (“are classified so far”); `adds` what its part
    and whole add up where they are no counts. `divisor` is what values are divided by (60: minutes become hours). `of`
    is one of the things that are counted; what is of a "case" is shown to others only with that case's consent.
    `headline` says the finding where the shape's own words do not fit. `sheets` are the kinds without which it says
    nothing, none where any will do: what it reads besides stands in its queries (`reads`); `written` has the text of
    shared queries that the declaration writes itself, and whose answer is kept (any other is a file of `parts/` or
    `kept/`). `categories` and `splits` are the order of these, unless the `most_first` come first; to others, some
    stand together under a name that `merges` them where one of them is of few, and categories that are places are shown
    with those of few together, under the name `gathered`. `form` is a way of its own in which rows of the shape are
    read and shown (`shapes.FORMS`, `views.frequency.FORMS`, `views.listing.TABLES`). `periods` are those that it can be
    asked by, the shortest first. `beyond` says that of what is left by a filter it asks what other rows say, such as
    whether the household asked before. `moves_with` names the measure whose change this one would show again, such as
    failure demands a week that of failure's share. `formerly` is the name of a measure that this one took the place of:
    what was kept under it is about this one. `blank` names the column that is blank in what the shape leaves out for
    some reason (see `Shape.unsaid`): where that is all there is, the card says what to fill in.
    """

    name: str
    title: str
    sentence: str
    purpose: str
    formula: str
    shape: str
    sheets: tuple[str, ...]
    example: Example
    caveats: tuple[str, ...] = ()
    counts: str = "households"
    shares: bool = False
    unit: str = ""
    better: Better = "Neither"
    fewest: int = FEWEST
    every: str = ""
    adds: str = ""
    unknown: tuple[str, ...] = ()
    known: str = ""
    blank: Mapping[object, str] = field(default_factory=dict)
    divisor: int = 1
    of: str = ""
    headline: Callable[[Any], str] | None = None
    category: str = "category"
    split: str = "split"
    labels: Mapping[Any, str] = field(default_factory=dict)
    categories: tuple[object, ...] = ()
    splits: tuple[object, ...] = ()
    merges: Mapping[object, tuple[object, ...]] = field(default_factory=dict)
    most_first: bool = False
    gathered: str = ""
    form: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    beyond: bool = False
    moves_with: str = ""
    formerly: str = ""
    folder: Path = Path(__file__).parent / "catalogue"

    @cached_property
    def sql(self) -> str:
        return (self.folder / f"{self.name}.sql").read_text("utf-8")

    @cached_property
    def parts(self) -> dict[str, str]:
        """The shared queries that it reads, and those that these read, each before who reads it: name to text."""
        shared = _shared(self.folder)
        found: dict[str, str] = {}

        def add(query: str) -> None:
            for name in reads(query):
                if name not in found and (name in shared or name in self.written):
                    text = self.written.get(name) or shared[name].read_text("utf-8")
                    add(text)
                    found[name] = text

        add(self.sql)
        return found

    def steps(self, query: str) -> dict[str, str | dict[str, str]]:
        """Those of its parts that a query reads, each before who reads it: a text, or, of a part whose answer is
        kept, the texts that the part reads and its own (see `store.Parts`)."""
        found: dict[str, str | dict[str, str]] = {}

        def add(query: str, own: dict[str, Any]) -> None:
            for name in reads(query):
                if name not in self.parts or name in found or name in own:
                    continue
                into = {} if self.is_kept(name) else own
                add(self.parts[name], into)
                into[name] = self.parts[name]
                if into is not own:
                    found[name] = into

        add(query, own := {})
        return found | own

    def is_kept(self, part: str) -> bool:
        """Whether the answer of a part is kept for each version of the data: its text is in `kept/`, not in
        `parts/`; or the declaration writes it."""
        return part in self.written or _shared(self.folder)[part].parent.name == "kept"

    @cached_property
    def reads(self) -> frozenset[str]:
        """Everything that its queries name after FROM or JOIN: tables, parts, and their own steps."""
        return frozenset(name for query in (self.sql, *self.parts.values()) for name in reads(query))

    def by(self, every: str) -> Measure:
        """The measure by another of its periods, with its name in its words. Raises ValueError for one that it has
        not."""
        if every == self.every:
            return self
        if every not in self.periods:
            raise ValueError(f"{self.name} is asked by {' or '.join(self.periods)}, not by {every}.")
        title, unit = (words.replace(self.every, every) for words in (self.title, self.unit))
        counts = f"{every}s" if self.counts == f"{self.every}s" else self.counts
        return replace(self, every=every, title=title, unit=unit, counts=counts)

    def label(self, value: object) -> object:
        """A category or split in words."""
        return self.labels.get(value, value)
