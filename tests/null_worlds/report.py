"""What many worlds come to: by disturbance, by figure, and beside the aims."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.null_worlds.judged import RIGHT, SAID, WITHHELD, WRONG, Judged, Verdict
from tests.null_worlds.sayings import NO_CHANGE, says_changed, signals

FALSE = 0.002  # of the figures: so many a chance of one in a thousand brings about, and no more
CHANGES = 0.05
SAY_SO = 0.8
# What shows a fall of failure demand: one of these charts, or the capacity that it released.
TELLING = ("failure_demand", "failure_demands_per_week", "failure_hours_per_week")


@dataclass(frozen=True)
class Aim:
    """What is wanted, what there is, and whether it is enough."""

    words: str
    found: str
    met: bool

    def __str__(self) -> str:
        return f"{'met  ' if self.met else 'FAILS'}  {self.words}: {self.found}"


def table(rows: Sequence[Sequence[object]]) -> str:
    """Rows of cells in columns; the first row is the headings."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )


GROUPS: dict[str, Callable[[str], bool]] = {
    "per week": lambda name: name.startswith(("demands_per_week", "failure_demands_per_week")),
    "hours": lambda name: name.startswith(("failure hours", "hours a week")),
    "shares": lambda name: name in ("share: failure_demand", "share: resolved_first_time", "share: repeat_demands"),
    "minutes": lambda name: name in ("share: failure_capacity", "minutes per demand"),
    "number": lambda name: name.startswith("number"),
    "tiers": lambda name: name == "share: tiers",
    "waits": lambda name: name == "days to nine of ten",
}


SAME = re.compile("as many|vary anyway")  # words of a sentence that compares, and says that nothing changed


def _compared(judged: Iterable[Judged], which: int) -> list[str]:
    """The sentences that compare, over the complete record (0) or over what was recorded (1); not those that say that
    they cannot."""
    found = [pair[which] for each in judged for pair in each.sentences.values() if pair[which]]
    return [words for words in found if not NO_CHANGE.search(words) or says_changed(words) or SAME.search(words)]


def _part(some: int, of: int) -> str:
    return f"{some} of {of} ({some / of:.0%})" if of else "none"


def by_disturbance(judged: Sequence[Judged]) -> str:
    """A row for each disturbance: in how many of its worlds something is false, what charts and sentences say, how
    often it asked."""
    names = dict.fromkeys(name for each in judged for name in each.disturbances)
    headings = [
        "disturbance",
        "worlds",
        "any false",
        *GROUPS,
        "changed",
        "signals: complete",
        "recorded",
        "asked",
        "refused",
    ]
    rows: list[list[object]] = [headings]
    for name in [*sorted(names), "all"]:
        its = [each for each in judged if name in (*each.disturbances, "all")]
        charts = [pair for each in its for pair in each.charts.values()]
        compared = _compared(its, 1)
        rows.append(
            [name, len(its), sum(bool(each.wrong) for each in its)]
            + [sum(any(group(v.figure) for v in each.wrong) for each in its) for group in GROUPS.values()]
            + [f"{sum(map(says_changed, compared))}/{len(compared)}"]
            + [f"{sum(signals(pair[which]) for pair in charts)}/{len(charts)}" for which in (0, 1)]
            + [sum(bool(each.asked) for each in its), sum(bool(each.refused) for each in its)]
        )
    return table(rows)


def by_figure(judged: Sequence[Judged]) -> str:
    """A row for each figure: how often it is right, withheld, off but said so, and false."""
    verdicts: dict[str, list[Verdict]] = {}
    for each in judged:
        for verdict in each.verdicts:
            verdicts.setdefault(verdict.figure, []).append(verdict)
    rows: list[list[object]] = [["figure", "judged", RIGHT, WITHHELD, "off, and says so", WRONG]]
    for name, its in verdicts.items():
        rows.append([name, len(its), *(sum(v.outcome == o for v in its) for o in (RIGHT, WITHHELD, SAID, WRONG))])
    return table(rows)


def by_chart(judged: Sequence[Judged]) -> str:
    """A row for each chart: how often it asks what changed, over the complete record and over what was recorded."""
    charts: dict[str, list[tuple[str, str]]] = {}
    for each in judged:
        for name, pair in each.charts.items():
            first, of, _ = name.partition(" of ")
            charts.setdefault(f"{first}{of and ' of one'}", []).append(pair)
    rows: list[list[object]] = [["chart", "worlds", "complete", "recorded"]]
    for name, pairs in charts.items():
        rows.append([name, len(pairs), *(sum(signals(pair[which]) for pair in pairs) for which in (0, 1))])
    return table(rows)


def examples(judged: Sequence[Judged]) -> str:
    """Of each disturbance that came by itself, the smallest world in which a figure is false."""
    found: dict[tuple[str, str], tuple[Judged, Verdict]] = {}
    for each in sorted(judged, key=lambda each: each.rows):
        for verdict in each.wrong if len(each.disturbances) == 1 else ():
            found.setdefault((each.disturbances[0], verdict.figure), (each, verdict))
    lines = []
    for (name, figure), (each, verdict) in sorted(found.items(), key=lambda item: item[0]):
        said = "nothing" if verdict.said is None else f"{verdict.said:.4g}"
        lines.append(
            f"{name}: world {each.seed}: {figure} {said} for {verdict.expected:.4g}\n    {verdict.words[:200]}"
        )
    return "\n".join(lines)


def aims(judged: Sequence[Judged]) -> list[Aim]:
    """What is wanted of null worlds."""
    verdicts = [verdict for each in judged for verdict in each.verdicts]
    wrong = [verdict for verdict in verdicts if verdict.outcome == WRONG]
    whole = sum(len(each.complete_wrong) for each in judged)
    counted = sum(verdict.figure.startswith("number") for verdict in wrong)
    worlds = sum(bool(each.wrong) for each in judged)
    compared = _compared(judged, 1)
    changed = sum(map(says_changed, compared))
    charts = [pair for each in judged for pair in each.charts.values()]
    before, after = (sum(signals(pair[which]) for pair in charts) for which in (0, 1))
    apart = sum(signals(pair[0]) != signals(pair[1]) for pair in charts)
    return [
        Aim("figures over complete records are right", _part(whole, len(verdicts)) + " false", whole <= FALSE * len(verdicts)),
        Aim(
            "figures over what was recorded are right or withheld",
            f"{_part(len(wrong), len(verdicts))} false, in {_part(worlds, len(judged))} worlds",
            len(wrong) <= FALSE * len(verdicts),
        ),
        Aim("nothing counts twice or is lost", f"false in {counted}", not counted),
        Aim("sentences that compare say that "
            "nothing changed", _part(changed, len(compared)) + " say it did", changed <= CHANGES * len(compared)),
        # Where a chart differs between the two, chance decides which of them signals.
        Aim(
            "charts signal no more often than over complete records",
            f"{_part(after, len(charts))}, over complete records {before}",
            after - before <= 1.64 * math.sqrt(apart),
        ),
    ]  # fmt: skip


def true_aims(judged: Sequence[Judged]) -> list[Aim]:
    """What is wanted of worlds in which failure demand falls from 45 to 30 per cent half way."""
    found = []
    for which, words in ((0, "complete"), (1, "disturbed")):
        by_chart = [any(signals(each.charts[name][which]) for name in TELLING) for each in judged]
        released = [
            " less " in each.sentences["capacity released"][which]
            and says_changed(each.sentences["capacity released"][which])
            for each in judged
        ]
        either = [one or other for one, other in zip(by_chart, released, strict=True)]
        share = sum(signals(each.charts["failure_demand"][which]) for each in judged)
        words = f"{words} records of a true fall say so"
        details = (
            f"{_part(sum(either), len(judged))}; charts {sum(by_chart)}, of the share alone {share}, released "
            f"{sum(released)}"
        )
        found.append(Aim(words, details, sum(either) >= SAY_SO * len(judged)))
    return found
