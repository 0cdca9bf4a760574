"""What is said of a world of cases beside the world itself: whether it fell, rose, or was rated higher; and whether
the range of cost avoided holds what is true."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measures import views
from measures.answers import Answer, ask
from measures.store import Store
from measures.views.board import words as board
from tests.null_worlds import door, sayings
from tests.null_worlds.cases import LOADED, Plan, ledger
from tests.null_worlds.report import CHANGES, SAY_SO, Aim, _part, table

# What says that it is not as it was; not a middle or a range of changes, which says how much they vary.
CLAIMS = re.compile(r"\b(fell|rose) in\b|[\d.]% (less|more)\b|\bfell from\b|\brose from\b")
CHANCE = re.compile(r"could be chance|chance makes")
HOLDS = 0.95
CHARTS = ("interactions_per_month", "costs_per_month")


@dataclass(frozen=True)
class JudgedCases:
    """A world of cases judged: the sentences that compare, by name, and whether each says that something changed; of
    each kind of money the range of cost avoided, with what is true; and how many statements are said to have gone up
    or down."""

    seed: int
    disturbances: tuple[str, ...]
    cases: int
    sentences: Mapping[str, str]
    avoided: Sequence[tuple[float, float, float]]
    rated: tuple[int, int, int]
    asked: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def claims(self) -> list[str]:
        """The names of the sentences that say that something changed, and `ratings` where a statement is said to
        have."""
        found = [name for name, words in self.sentences.items() if says_changed(name, words)]
        return found + (["ratings"] if self.rated[0] + self.rated[1] else [])

    @property
    def outside(self) -> list[tuple[float, float, float]]:
        """The ranges that do not hold what is true."""
        return [each for each in self.avoided if not each[0] <= each[2] <= each[1]]


def says_changed(name: str, words: str) -> bool:
    """Whether a sentence says that something is not what it was."""
    if name.startswith("chart"):
        return sayings.signals(words)
    return any(CLAIMS.search(part) and not CHANCE.search(part) for part in re.split(r"(?<=[.;|]) ", words))


def judge_cases(seed: int, *, change: bool = False, only: str | None = None) -> JudgedCases:
    """Load a world's files as a manager would, and judge what is said on that day."""
    record = ledger(seed, change=change, only=only)
    with tempfile.TemporaryDirectory() as folder, door.on(LOADED), Store.open(Path(folder) / "x.duckdb") as store:
        came = door.load(record, store)
        costs, quarters = ask(store, "agency_costs"), ask(store, "before_and_after")
        sentences = {"costs": sayings.words_of(costs), "quarters": sayings.words_of(quarters)}
        if costs.shape.rows:
            sentences["board: costs"] = board.costs_headline(costs.shape)
        if quarters.shape.n:
            for what in ("transactions", "amount"):
                sentences[f"board: quarters of {what}"] = board.quarters_headline(quarters.shape, what)
        for name in CHARTS:
            sentences[f"chart: {name}"] = _chart(store, name)
        changed = ask(store, "outcome_changes").shape
        rated = tuple(changed.count(..., way) for way in ("better", "worse", "same"))
        avoided = [(*each, _truth(record.plan, quarters)) for each in _ranges(costs)]
        return JudgedCases(
            seed, record.names, len(record.plan.cases), sentences, avoided, rated, came.asked, came.refused
        )


def _chart(store: Store, name: str) -> str:
    """A chart's headline; of several series that of each."""
    answer = sayings.drawn(store, name, {})
    return views.view(answer).headline


def _ranges(costs: Answer) -> Iterator[tuple[float, float]]:
    """The low and the high end of what was avoided, where only one kind of money is known: of parts of it the world
    does not know what is true."""
    found = list(_facts(costs.shape.facts()))
    yield from found if len(found) == 1 and len(costs.shape.each_kind) == 1 else []


def _facts(facts: object) -> Iterator[tuple[float, float]]:
    if isinstance(facts, Mapping):
        if (avoided := facts.get("cost_avoided")) is not None:
            yield avoided["low"], avoided["high"]
        for value in facts.values():
            yield from _facts(value)
    elif isinstance(facts, list | tuple):
        for value in facts:
            yield from _facts(value)


def _truth(plan: Plan, quarters: Answer) -> float:
    """What was truly avoided in the quarters since that are compared: nothing, or half of what a case would have
    cost."""
    rates = {case.ref: case.rate for case in plan.cases}
    own = quarters.shape.changes("amount").cases
    return sum((1 - plan.after) * 3 * each.quarters * rates[each.case] * plan.month for each in own)


# -- Many worlds


def by_disturbance(judged: Sequence[JudgedCases]) -> str:
    """A row for each disturbance: in how many of its worlds each sentence says that something changed."""
    names = list(dict.fromkeys(name for each in judged for name in [*each.sentences, "ratings"]))
    rows: list[list[object]] = [["disturbance", "worlds", *names, "avoided: outside", "asked", "refused"]]
    for name in [*sorted({name for each in judged for name in each.disturbances}), "all"]:
        its = [each for each in judged if name in (*each.disturbances, "all")]
        rows.append(
            [name, len(its), *(sum(said in each.claims for each in its) for said in names)]
            + [f"{sum(len(each.outside) for each in its)}/{sum(len(each.avoided) for each in its)}"]
            + [sum(bool(each.asked) for each in its), sum(bool(each.refused) for each in its)]
        )
    return table(rows)


def examples(judged: Sequence[JudgedCases]) -> str:
    """Of each disturbance that came by itself, the smallest world of which something false is said, with the words."""
    found: dict[tuple[str, str], str] = {}
    for each in sorted(judged, key=lambda each: each.cases):
        alone = (
            each.disturbances[0] if len(each.disturbances) == 1 else "" if each.disturbances else "nothing disturbed"
        )
        for name in each.claims if alone else ():
            words = each.sentences.get(name, f"{each.rated[0]} higher and {each.rated[1]} lower")
            found.setdefault(
                (alone, name), f"{alone}: world {each.seed}, {each.cases} cases: {name}\n    {words[:300]}"
            )
        for low, high, truth in each.outside if alone else ():
            words = (
                f"{alone}: world {each.seed}, {each.cases} cases: avoided {low:,.0f} to {high:,.0f} for {truth:,.0f}"
            )
            found.setdefault((alone, "avoided"), words)
    return "\n".join(found.values())


def aims(null: Sequence[JudgedCases], true: Sequence[JudgedCases]) -> list[Aim]:
    """What is wanted of null worlds and of worlds in which contacts and cost are halved."""
    found = []
    for names, words in ((("costs", "quarters", "board"), "sentences"), (("chart",), "charts")):
        said = [
            each.sentences[name] and name in each.claims
            for each in null
            for name in each.sentences
            if name.startswith(names)
        ]
        if null:
            found.append(
                Aim(
                    f"{words} say of null worlds that nothing changed",
                    f"{_part(sum(said), len(said))} say it did",
                    sum(said) <= CHANGES * len(said),
                )
            )
    if null:
        rated, held = sum("ratings" in each.claims for each in null), [o for each in null for o in each.avoided]
        outside = sum(len(each.outside) for each in null)
        found.append(
            Aim(
                "no statement of a null world is rated higher or lower",
                f"some are in {_part(rated, len(null))}",
                not rated,
            )
        )
        found.append(
            Aim(
                "the range of cost avoided holds nothing",
                f"not in {_part(outside, len(held))}",
                outside <= (1 - HOLDS) * len(held),
            )
        )
    if true:
        said = [bool({"costs", "quarters"} & {*each.claims}) for each in true]
        held, outside = [o for each in true for o in each.avoided], sum(len(each.outside) for each in true)
        found.append(Aim("a halving is said", _part(sum(said), len(true)), sum(said) >= SAY_SO * len(true)))
        found.append(
            Aim(
                "the range of cost avoided holds what is true",
                f"not in {_part(outside, len(held))}",
                outside <= (1 - HOLDS) * len(held),
            )
        )
        rated = sum(bool(each.rated[0] and not each.rated[1]) for each in true)
        found.append(Aim("what people rate higher is said", _part(rated, len(true)), rated >= SAY_SO * len(true)))
    return found  # fmt: skip
