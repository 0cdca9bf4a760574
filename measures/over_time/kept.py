"""What the store keeps of a chart: what is decided about it, what is said beside it, and who looks after its measure.

Each is a line with its author and moment. They are only ever added to: to withdraw one is another line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from measures.catalogue import MEASURES
from measures.over_time.decided import BASELINE, NOTE, PHASES, STEP, Frozen, Mark
from measures.store import Store
from measures.store.names import name_key, ref_key

NEAR = dt.timedelta(62)  # what changed within two months of a step may have changed the same


@dataclass(frozen=True)
class Remark:
    """What somebody learned from a chart, and what comes next."""

    learned: str
    next: str
    who: str
    at: dt.datetime


@dataclass(frozen=True)
class About:
    """What a measure is for and who looks after it, as somebody last wrote it; blank until they do."""

    purpose: str = ""
    owner: str = ""
    who: str = ""


def key(measure: str, series: str = "", filters: Mapping[str, str | None] | None = None) -> str:
    """What a chart's lines are kept under. A series is the same whatever the capitals of its name.

    A chart of one locality, agency or type has lines of its own: what happened there did not happen elsewhere. They are
    the same however they are written: these are the keys that the store folds names to.
    """
    found = f"{measure}:{ref_key(series)}" if series else measure
    for name, value in sorted((filters or {}).items()):
        if value is not None:
            found += f";{name}={name_key(value)}"
    return found


def _lines(store: Store, what: str, chart: str, version: int | None) -> list[dict]:
    """The lines kept of a chart, the earliest first, those under the name that it once had among them."""
    name = re.split("[:;]", chart, maxsplit=1)[0]
    formerly = MEASURES[name].formerly if name in MEASURES else ""
    names = [chart, *([formerly + chart.removeprefix(name)] if formerly else [])]
    found = [line for each in names for line in store.entries(f"{what}:{each}", version)]
    return sorted(found, key=lambda line: line["version"])


def marks(store: Store, chart: str, version: int | None = None) -> list[Mark]:
    """The marks of a chart in order of date, withdrawn ones among them."""
    found: dict[int, Mark] = {}
    for line in _lines(store, "chart", chart, version):
        said = line["value"]
        if "withdraws" in said:
            if said["withdraws"] in found:
                found[said["withdraws"]] = replace(
                    found[said["withdraws"]], withdrawn_by=line["who"], withdrawn_at=line["at"]
                )
        else:
            date = dt.date.fromisoformat(said["date"])
            found[line["version"]] = Mark(
                line["version"], said["what"], date, said["reason"], said["phase"], line["who"], line["at"],
                frozen=Frozen.of(said["frozen"]) if "frozen" in said else None,
            )  # fmt: skip
    return sorted(found.values(), key=lambda mark: (mark.date, mark.number))


def others_near(store: Store, chart: str, date: dt.date, version: int | None = None) -> list[tuple[str, Mark]]:
    """What else changed: the steps and notes that hold on other charts within two months of a day, each with what
    its chart is of, in order of date."""
    found = []
    for kept in store.entries_under("chart:", version):
        other = kept.partition(":")[2]
        if other == chart:
            continue
        measure = re.split("[:;]", other, maxsplit=1)[0]
        series = other.partition(":")[2] if measure == "series_points" else ""
        title = series or (MEASURES[measure].title if measure in MEASURES else other)
        near = [mark for mark in marks(store, other, version) if mark.holds and mark.what != BASELINE]
        found += [(title, mark) for mark in near if abs(mark.date - date) <= NEAR]
    return sorted(found, key=lambda each: each[1].date)


def keep_mark(
    store: Store,
    chart: str,
    title: str,
    what: str,
    date: dt.date,
    reason: str,
    phase: str,
    who: str,
    frozen: Frozen | None = None,
) -> None:
    """Keep a step change, a note, or a baseline with its numbers. It must lack nothing: see `lacks`."""
    if phase not in PHASES or what not in (STEP, BASELINE, NOTE) or not reason.strip() or not who.strip():
        raise ValueError("a mark needs a reason, a name and one of the phases")
    if (what == BASELINE) != (frozen is not None):
        raise ValueError("a baseline is kept with its numbers, and nothing else has any")
    value: dict[str, object] = {"what": what, "date": date.isoformat(), "reason": reason.strip(), "phase": phase}
    if frozen:
        value["frozen"] = frozen.as_dict()
    named = {STEP: "Step change on", BASELINE: "Baseline frozen until", NOTE: "Note on"}[what]
    store.set(f"chart:{chart}", value, who.strip(), f"{title}: {named} {date.isoformat()} ({phase}): {reason.strip()}")


def withdraw_mark(store: Store, chart: str, title: str, mark: Mark, who: str) -> None:
    """Take a mark off the chart. It stays in the history."""
    store.set(
        f"chart:{chart}", {"withdraws": mark.number}, who.strip(), f"{title}: withdrew the {mark.what} of {mark.date}"
    )


def remarks(store: Store, chart: str, version: int | None = None) -> list[Remark]:
    """The commentary of a chart, newest first."""
    lines = reversed(_lines(store, "commentary", chart, version))
    return [Remark(line["value"]["learned"], line["value"]["next"], line["who"], line["at"]) for line in lines]


@dataclass(frozen=True)
class Learned:
    """A remark with the chart that it is about, who looks after that, and the version of the data at which it was
    written."""

    measure: str
    case: bool
    title: str
    owner: str
    remark: Remark
    version: int


def learned(store: Store, version: int | None = None) -> list[Learned]:
    """The commentary of all charts, newest first."""
    found = []
    for name, lines in store.entries_under("commentary:", version).items():
        chart = name.partition(":")[2]
        measure = re.split("[:;]", chart, maxsplit=1)[0]
        of = MEASURES.get(measure)
        case = of is not None and "case" in of.filters and chart.partition(";")[0] != measure
        owner = about(store, chart, version).owner
        for line in lines:
            kept = line["value"]
            remark = Remark(kept["learned"], kept["next"], line["who"], line["at"])
            title = kept.get("title") or (of.title if of else chart)
            found.append(Learned(measure, case, title, owner, remark, line["version"]))
    return sorted(found, key=lambda each: -each.version)


def keep_remark(store: Store, chart: str, title: str, learned: str, next_: str, who: str) -> None:
    """Add to the commentary."""
    if not (learned.strip() or next_.strip()) or not who.strip():
        raise ValueError("a remark needs words and a name")
    value = {"learned": learned.strip(), "next": next_.strip(), "title": title}
    store.set(f"commentary:{chart}", value, who.strip(), f"{title}: commentary")


def about(store: Store, chart: str, version: int | None = None) -> About:
    """What the measure is for and who looks after it, as last written."""
    lines = _lines(store, "about", chart, version)
    return About(lines[-1]["value"]["purpose"], lines[-1]["value"]["owner"], lines[-1]["who"]) if lines else About()


def keep_about(store: Store, chart: str, title: str, purpose: str, owner: str, who: str) -> None:
    """Write what the measure is for and who looks after it."""
    value = {"purpose": purpose.strip(), "owner": owner.strip()}
    store.set(f"about:{chart}", value, who.strip(), f"{title}: what it is for and who looks after it")
