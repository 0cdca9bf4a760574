"""The board of several organisations, of all together and of each beside it, published as a release in a store of
answers.

The pages open that store as any other, and it has no row of anybody. It keeps the exact counts of each roll-up beside
the board, which no page shows, so that the next one is laid beside all before: what few people changed since stays as
it was told. Of a board that was made before counts were kept, what was shared for it must still be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from measures import answers, board
from measures.answers import Answer
from measures.catalogue import MEASURES
from measures.problems import StoreError
from measures.releases.areas import ByArea
from measures.releases.asked import ALWAYS, Ask, Asked
from measures.releases.draft import Draft, drafted, least, the_same, without_cases
from measures.releases.kept import latest, publish
from measures.roll_up.counted import as_value, of_value
from measures.roll_up.gathered import Gathered, gather_again
from measures.roll_up.rolled import without_how
from measures.roll_up.shared import ALL
from measures.store import Engine, Store
from measures.store.names import name_key
from measures.views.board.panels import Asking, Of
from measures.views.board.words import NOT_SHARED, NOT_THIS_TIME
from measures.words import day, listed, plural

KEPT = "roll-up"
SHARED = ("demand_tiers", "failure_demand", "failure_capacity")  # what of a board organisations share
NAMED = 8  # organisations that a sentence names
OF_ONE = (
    "What would tell of few here, or in the other organisations, is in no figure, and what few changed in any of "
    "them is told as it was before."
)
# No reference goes out that two of them could be joined by.
OF_ALL = "A household that several of them know is counted in each, with the tier that each gives it."
GONE = "Of {organisation}, which shared nothing for this board: what is here is as it was told before."
PARTIAL = "Partial: {lacking} not in these figures."
Engines = Callable[[Gathered], AbstractContextManager[Engine]]
Answers = Mapping[tuple[str, str | None], Answer]


def roll_up(
    store: Store, gathered: Gathered, folders: Sequence[Path], engines: Engines, who: str, note: str, fewest: int | None
) -> Draft:
    """Publish the board of what was gathered in a store of answers, and give what was published. Raises StoreError
    where that store has anything else, or where what a board before was of is not in these folders; ValueError for a
    smaller `fewest` than that had."""
    before = latest(store)
    if any(store.counts().values()) or (before and not store.setting(KEPT, before.version)):
        raise StoreError("not-of-several", path=store.path)
    names = _names(gathered)
    if len(names) < 2 and not (before and before.areas):
        raise StoreError(
            "of-one", organisation=names[0]
        )  # later, of several, its own board beside this one would tell of few
    fewest = least(before, fewest)
    # What is asked of it is asked before it is made: nobody else can have the store.
    version = store.version() + 1
    exact = _Exact(store, folders, engines, {version: gathered})
    areas = the_same(before, names)
    asked = Asked(store, exact, version, before, fewest)
    by_area = ByArea(asked, areas)
    # Chosen once, as the areas are: what a measure told of one by itself is never told within the rest, or the other
    # way round.
    by_area.apart = before.apart if before and before.areas else _apart(by_area)

    gone = not_here(gathered, areas)

    def of(ask: Ask, organisation: str | None = None) -> Asking:
        def tell(name: str, **how: object) -> Answer:
            answer = ask(name, **how)
            if name in SHARED and answer.is_empty and organisation in gone:
                return replace(answer, withheld=NOT_THIS_TIME)
            return answer if name in SHARED else replace(answer, withheld=NOT_SHARED)

        return Asking(store, tell, Of(version, organisation), published=True)

    purpose = board.board(store).purpose
    draft = drafted(
        by_area,
        replace(without_cases(of(asked), purpose, _of_what(gathered)), whole=ALL),
        {name: without_cases(of(by_area.of(name), name), purpose, _of_what(gathered, name)) for name in areas},
    )
    said = {
        "of": [
            {"organisation": share.organisation, "version": share.version, "files": dict(share.files)}
            for share in gathered.shares
        ],
        "lacking": list(gathered.lacking),
        "answers": exact.as_value(version, areas),
    }
    store.set(KEPT, said, who, f"Rolled up {plural(len(names), 'organisation')}")
    publish(store, draft, who, note)
    return draft


@dataclass
class _Exact:
    """Exact answers of the roll-ups of a store, by the version that each made: of all organisations, or of one. Those
    of before are as they were kept.

    All that a board shows of one is asked at once, so that of two hundred organisations none stays open.
    """

    store: Store
    folders: Sequence[Path]
    engines: Engines
    gathered: dict[int, Gathered]
    _found: dict[tuple[int, str | None], Answers] = field(default_factory=dict)

    def __call__(
        self, name: str, *, version: int, locality: str | None = None, every: str | None = None, **_: object
    ) -> Answer:
        """A measure as at a version; the `locality` is an organisation. Of what none shares nothing is known."""
        if name not in SHARED:
            return answers.ask(self.store, name)
        if (version, locality) not in self._found:
            self._found[version, locality] = self._ask(version, locality)
        answer = self._found[version, locality][name, None if every == MEASURES[name].every else every]
        filters = dict(answer.filters) | ({} if locality is None else {"locality": locality})
        return replace(answer, version=version, filters=filters, localities=() if locality else (ALL,))

    def _ask(self, version: int, organisation: str | None) -> Answers:
        if version not in self.gathered:
            said = self.store.setting(KEPT, version)
            assert isinstance(said, dict), "each version of which a board is was made by a roll-up"
            if said.get("answers"):
                kept = said["answers"].get(organisation or "", ())
                found = {(each["measure"], each["every"]): without_how(of_value(each, version)) for each in kept}
                return found or _all_shown(self.store)  # of who did not share then
            self.gathered[version] = gather_again(self.folders, said["of"])
        gathered: Gathered | None = self.gathered[version]
        if organisation is not None:
            gathered = gathered.alone(organisation)
        if gathered is None:  # it did not share then
            return _all_shown(self.store)
        with self.engines(gathered) as engine:
            return _all_shown(engine)

    def as_value(self, version: int, organisations: Sequence[str]) -> dict[str, list[dict]]:
        """All that may be asked of a version later, of all and of each of these organisations, as JSON has it."""
        for each in (None, *organisations):
            self(SHARED[0], version=version, locality=each)
        return {
            each or "": [as_value(answer) for answer in self._found[version, each].values()]
            for each in (None, *organisations)
        }


def _all_shown(engine: Engine) -> Answers:
    return {
        (name, every): without_how(answers.ask(engine, name, {"every": every}))
        for name in SHARED
        for every in {None, *({ALWAYS, "quarter"} & {*MEASURES[name].periods} - {MEASURES[name].every})}
    }


def _apart(by_area: ByArea) -> dict[str, tuple[str, ...]]:
    """Of each measure the organisations that it tells of in the rest alone: the same of all that are of one kind of
    rows."""
    found: dict[str, tuple[str, ...]] = {}
    for _, names in groupby(SHARED, lambda name: MEASURES[name].sheets):
        alike = tuple(names)
        found |= dict.fromkeys(alike, by_area.small(*alike))
    return found


def some(names: Sequence[str]) -> str:
    """These organisations in words, of many the first."""
    return listed(names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"])


def not_here(gathered: Gathered, names: Iterable[str]) -> list[str]:
    """Those of these organisations that shared nothing of what was gathered: they were on a board before, and left."""
    here = {name_key(name) for name in _names(gathered)}
    return [name for name in names if name_key(name) not in here]


def _names(gathered: Gathered) -> list[str]:
    return sorted((share.organisation for share in gathered.shares), key=str.casefold)


def _of_what(gathered: Gathered, organisation: str | None = None) -> str:
    names = _names(gathered)
    if organisation and not_here(gathered, [organisation]):
        return f"{GONE.format(organisation=organisation)} {OF_ONE}"
    of = f"Of {organisation}" if organisation else f"Of {plural(len(names), 'organisation')}: {some(names)}"
    partial = PARTIAL.format(lacking=gathered.are_lacking) if gathered.lacking else ""
    until = f"As they shared it until {day(gathered.until)}."
    blank = "" if organisation else gathered.is_blank
    return " ".join(filter(None, (f"{of}.", until, blank, partial, OF_ONE if organisation else OF_ALL)))
