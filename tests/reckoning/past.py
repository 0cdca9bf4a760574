"""What is current at each version, kept as lists: the loads, withdrawals, returns and inbox answers of a small
world."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

# What makes a row the same row in a later file; a row without it is known by all that it says.
KEYS = {
    "households": ("household_ref",),
    "demands": ("demand_ref",),
    "cases": ("case_ref",),
    "unit_costs": ("activity", "agency", "price_year"),
}


@cache
def folded(name: str) -> str:
    """A name without its case, spaces and punctuation, `&` being `and`; one that is all punctuation is itself."""
    letters = name.lower().replace("&", " and ")
    return "".join(c for c in letters if unicodedata.category(c)[0] in "LMN") or name


@dataclass(frozen=True)
class Load:
    """A sheet that is loaded on a day. `replaces` takes away the upload that lives and is so many back, or none. What
    it leaves blank is not known any more, or as before."""

    kind: str
    rows: Sequence[Mapping]
    day: dt.date
    flags: tuple[str, ...] = ()
    replaces: int | None = None
    blanks: Literal["not known", "as before"] = "as before"


@dataclass(frozen=True)
class Withdraw:
    """Of the uploads that live, the one at this place, counted round and round, is taken away."""

    place: int


@dataclass(frozen=True)
class BringBack:
    """Of the uploads that were withdrawn, the one at this place comes back."""

    place: int


@dataclass(frozen=True)
class Answer:
    """What somebody says of a demand in the inbox: of the current one at this place."""

    place: int
    who: str
    kind: str
    type: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class TakeBack:
    """Somebody takes back the latest that they said of the current demand at this place."""

    place: int
    who: str


Step = Load | Withdraw | BringBack | Answer | TakeBack


@dataclass
class Upload:
    """A sheet as it was loaded: `rows` by what makes each the row it is, and which columns it has."""

    kind: str
    rows: dict[tuple, dict]
    columns: frozenset[str]
    clears: bool
    lives: bool = True


@dataclass
class Now:
    """The current rows of each kind at one version, every row with the day on which it was loaded; and what was
    before."""

    households: list[dict] = field(default_factory=list)
    demands: list[dict] = field(default_factory=list)
    transactions: list[dict] = field(default_factory=list)
    cases: list[dict] = field(default_factory=list)
    ratings: list[dict] = field(default_factory=list)
    results: list[dict] = field(default_factory=list)
    series: list[dict] = field(default_factory=list)
    history: list[tuple[dt.date, list[dict]]] = field(default_factory=list)  # of each version so far: its day, demands
    load_days: list[dt.date] = field(default_factory=list)  # on which demands were loaded
    day: dt.date = dt.date(
        2026, 1, 1
    )  # of the question, or of the change that made the version where there is a later one

    def has_happened(self, row: Mapping) -> bool:
        """Whether the day of a demand, a rating, a transaction or a point is past; a clock may be a day behind."""
        day = row.get("received_on") or row.get("date")
        return day is None or day <= self.day + dt.timedelta(days=1)


class Past:
    """A world as a person would keep it: every upload in a pile, and a list of current rows for each version."""

    def __init__(self) -> None:
        self.uploads: list[Upload] = []
        self.versions: list[Now] = [Now()]
        self._answers: list[dict] = []
        self._ended: dict[tuple, int] = {}  # demands that are no longer current, and since which version
        self._there: list[set[tuple]] = []
        self._day = dt.date(2026, 1, 1)  # of the latest change
        self._load_days: list[dt.date] = []
        self._latest_load = dt.date.min

    # -- What happens

    def load(self, step: Load, replaces: Sequence[int]) -> None:
        """A sheet is loaded. Where all of it is there already, nothing is written but what it replaces taken away.
        It is about the day of loading where it says no other, and about none before that of an earlier load, whose
        clock was ahead then."""
        for number in replaces:
            self.uploads[number - 1].lives = False
        kind, flags = step.kind, step.flags
        number, incoming, times = len(self.uploads) + 1, {}, Counter()
        columns = frozenset(name for row in step.rows for name in row if name not in flags)
        today = max(step.day, self._latest_load)
        for line, row in enumerate(step.rows, start=2):
            about = min(row.get("as_at") or today, today)
            row = {name: value for name, value in row.items() if name not in flags and value is not None} | {
                "flags": {flag: row.get(flag) for flag in flags}
            }
            content = _content(row)
            times[content] += 1
            identity = _key(kind, row) or (content, times[content])
            incoming[identity] = row | {"upload": number, "row": line, "loaded": step.day, "about": about}
        self._day = step.day
        there, upload = self._current(kind), Upload(kind, incoming, columns, step.blanks == "not known")
        new = [
            i
            for i, row in incoming.items()
            if i not in there
            or _says_more(row, upload, there[i])
            and not (row["about"] < there[i]["about"] and self._is_stated(i, row, upload))
        ]
        if new:
            self.uploads.append(upload)
            self._latest_load = today
            self._load_days += [step.day] if kind == "demands" else []
        if new or replaces:
            self._next()

    def withdraw(self, number: int) -> None:
        self.uploads[number - 1].lives = False
        self._next()

    def bring_back(self, number: int) -> None:
        self.uploads[number - 1].lives = True
        self._next()

    def answer(self, identity: tuple, who: str, kind: str, type_: str | None, condition: str | None) -> None:
        """Somebody says something of a demand, in place of what they said of it before; the same again is nothing."""
        own = [a for a in self._answers if (a["demand"], a["who"], a["until"]) == (identity, who.lower(), None)]
        says = {"kind": kind, "type": type_, "condition": condition}
        if any(says == {name: a[name] for name in says} for a in own):
            return
        version = len(self.versions)
        for a in own:
            a["until"] = version
        self._answers.append(
            says | {"demand": identity, "who": who.lower(), "since": version, "until": None, "moment": version}
        )
        self._next(carrying=False)

    def given(self, identity: tuple, who: str) -> int | None:
        """Since which version what somebody says of a demand has been said."""
        own = (a for a in self._answers if (a["demand"], a["who"], a["until"]) == (identity, who.lower(), None))
        return next((a["since"] for a in own), None)

    def take_back(self, identity: tuple, who: str) -> None:
        """What somebody said last of a demand was never said; it is again as it was before."""
        own = [a for a in self._answers if (a["demand"], a["who"]) == (identity, who.lower())]
        given = self.given(identity, who)
        for a in own:
            if a["until"] is None:
                a["until"] = len(self.versions)
            elif a["until"] == given:
                a["until"] = None
        self._next(carrying=False)

    def _is_stated(self, identity: tuple, row: Mapping, upload: Upload) -> bool:
        """Whether an upload that lives states the same of it, and no blank of this one says anything."""
        said = [
            _content(u.rows[identity]) for u in self.uploads if u.lives and u.kind == upload.kind and identity in u.rows
        ]
        return not upload.clears and _content(row) in said

    # -- What is current

    def _current(self, kind: str) -> dict[tuple, dict]:
        """For each thing, what is known of it: of every column and flag the latest that an upload that lives states,
        in the order of the days that rows are about, and then of the uploads."""
        statements = [
            (row["about"], number, identity, row)
            for number, upload in enumerate(self.uploads)
            if upload.lives and upload.kind == kind
            for identity, row in upload.rows.items()
        ]
        current: dict[tuple, dict] = {}
        for _, number, identity, row in sorted(statements, key=lambda statement: statement[:2]):
            current[identity] = _with(current.get(identity, {"flags": {}, "asked": {}}), row, self.uploads[number])
        return current

    def demands(self) -> dict[tuple, dict]:
        """The current demands by what makes each itself, in the order of the uploads and their rows."""
        return self._current("demands")

    def living(self) -> list[int]:
        return [i for i, upload in enumerate(self.uploads, start=1) if upload.lives]

    def withdrawn(self) -> list[int]:
        return [i for i, upload in enumerate(self.uploads, start=1) if not upload.lives]

    def _next(self, carrying: bool = True) -> None:
        version = len(self.versions)
        if carrying:
            self._carry_over(version)
        others = ("households", "transactions", "cases", "ratings", "results", "series")
        kinds = {kind: list(self._current(kind).values()) for kind in others}
        demands = [self._as_answered(i, row) for i, row in self.demands().items()]
        history = [*self.versions[-1].history, (self._day, demands)]
        known = {"history": history, "load_days": [*self._load_days], "day": self._day}
        self.versions.append(Now(**kinds, demands=demands, **known))

    def _as_answered(self, identity: tuple, row: dict) -> dict:
        """A demand with the latest that anybody says of its class, of its type and of its cause; what is value has no
        cause and no origin."""
        said = [a for a in self._answers if a["demand"] == identity and a["until"] is None]
        if not said:
            return row
        said.sort(key=lambda a: (a["since"], a["moment"]))
        columns = {"kind": "value_or_failure", "type": "type", "condition": "system_condition"}
        row = row | {columns[name]: a[name] for a in said for name in columns if a[name]}
        if row["value_or_failure"] == "Value":
            row.pop("system_condition", None)
            row.pop("origin_agency", None)
        return row

    def _carry_over(self, version: int) -> None:
        """A corrected demand takes over the answers of the row whose place it took, where there is no doubt which.

        Neither has a reference to know it by: the day and the words are the same, the agencies do not differ, nothing
        has been said of the new one, and there is just one of each. Where something has, what somebody said of the
        other later goes with it, unless the two were ever there together.
        """
        current = self.demands()
        self._there.append({*current})
        before = set(self._ended)
        for upload in self.uploads:
            if upload.kind == "demands":
                before |= set(upload.rows)
        for identity in before:
            if identity in current:
                self._ended.pop(identity, None)
            else:
                self._ended.setdefault(identity, version)
        rows = {i: row for upload in self.uploads if upload.kind == "demands" for i, row in upload.rows.items()}
        answered = {a["demand"] for a in self._answers}
        carried = []
        asked = Counter(_asked(row) for row in current.values())
        for identity, row in current.items():
            gone = {
                i: v for i, v in self._ended.items() if _asked(rows[i]) == _asked(row) and not rows[i].get("demand_ref")
            }
            last = [i for i, v in gone.items() if v == max(gone.values())]
            if asked[_asked(row)] != 1 or len(last) != 1:
                continue
            agencies = {row.get("agency"), rows[last[0]].get("agency")} - {None}
            if len(agencies) <= 1:
                live = [a for a in self._answers if a["demand"] == last[0] and a["until"] is None]
                if identity in answered:
                    together = any({identity, last[0]} <= there for there in self._there)
                    live = [] if together else [a for a in live if self._is_later(a, identity)]
                carried += [a | {"demand": identity, "since": version} for a in live]
        for a in self._answers:
            if a["until"] is None and any((a["demand"], a["who"]) == (c["demand"], c["who"]) for c in carried):
                a["until"] = version
        self._answers += carried

    def _is_later(self, answer: Mapping, identity: tuple) -> bool:
        """Whether somebody gave this answer later than anything they said of another demand, or took back, and it is
        not what they say of that."""
        own = [a for a in self._answers if (a["demand"], a["who"]) == (identity, answer["who"])]
        last = max((a["since"] if a["until"] is None else a["until"] for a in own), default=-1)
        says = ("kind", "type", "condition")
        same = any(a["until"] is None and all(a[name] == answer[name] for name in says) for a in own)
        return answer["since"] > last and not same


OWN = ("upload", "row", "loaded", "about", "flags", "asked", "said_by")


def _with(known: dict, row: Mapping, upload: Upload) -> dict:
    """What is known of a thing once a later row states something of it. A printed count of flags is of the flags of its
    own row.

    `asked` has for each flag the upload that states it; `said_by` the upload that says when it was resolved or that it
    is open, with the day of its loading. An upload in which nobody was resolved says that of nobody, and takes away
    what others said where its blanks are not known any more.
    """
    kept = {name: value for name, value in known.items() if name != "flag_count"}
    if upload.clears:
        kept = {name: value for name, value in kept.items() if name not in upload.columns}
    spelled = {folded(flag): flag for flag in known["flags"]}
    flags, asked = dict(known["flags"]), dict(known["asked"])
    for flag, value in row["flags"].items():
        before = spelled.get(folded(flag))
        says = value is not None or upload.clears
        if before is None or says:
            flags.pop(before, None)
            asked.pop(before, None)
            flags[flag], asked[flag] = value, row["upload"]
    said_by = known.get("said_by")
    if any(other.get("resolved_on") for other in upload.rows.values()):
        said_by = row["upload"], row["loaded"]
    elif "resolved_on" in upload.columns and upload.clears:
        said_by = None
    return kept | dict(row) | {"flags": flags, "asked": asked, "said_by": said_by}


def _says_more(row: Mapping, upload: Upload, known: Mapping) -> bool:
    """Whether a row states something else than is known already."""
    flags = {folded(flag): value for flag, value in known["flags"].items()}
    pairs = [(row.get(name), known.get(name)) for name in upload.columns]
    pairs += [(value, flags.get(folded(flag))) for flag, value in row["flags"].items()]
    return any(stated != there and (stated is not None or upload.clears) for stated, there in pairs)


def _content(row: Mapping) -> tuple:
    """All that a row says."""
    flags = row["flags"].items()
    return (
        tuple(sorted((name, value) for name, value in row.items() if name not in OWN)),
        tuple(sorted((flag, value) for flag, value in flags if value is not None)),
    )


def _key(kind: str, row: Mapping) -> tuple | None:
    names = KEYS.get(kind, ())
    if not names or not all(row.get(name) for name in names):
        return None
    return ("key", *(" ".join(row[name].lower().split()) for name in names))


def _asked(row: Mapping) -> tuple:
    return row["received_on"], " ".join(row["verbatim"].lower().split())
