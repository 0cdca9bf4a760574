"""The one road from the store to a page, a file or the command: `ask` a measure, get an `Answer`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Generic, TypeVar

from measures import disclosure
from measures.catalogue import MEASURES, Measure
from measures.cells.words import normalise
from measures.disclosure import MANAGER
from measures.later import Later, later
from measures.nameless import Nameless, nameless
from measures.problems import cell
from measures.rounding import FEWEST
from measures.shapes import Shape, shape_of
from measures.sheets import SHEETS
from measures.sheets.ratings import ONE_OF_THEM, THEMSELVES
from measures.sheets.transactions import PAYMENTS
from measures.sql import may_have, whole_words
from measures.store import Days, Engine, Store
from measures.store.names import name_key, name_keys, ref_key
from measures.words import listed


@dataclass(frozen=True)
class TierRule:
    """The rule that stands in for a tier nobody recorded: so many flags or more for tiers 1 and 2, else tier 3."""

    serious_from: int = 4
    either_way_from: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.either_way_from < self.serious_from:
            raise ValueError(
                "The rule needs more flags for serious help than for either way, and at least one for either way."
            )

    def tier(self, flags: int, asked: int) -> int | None:
        """The tier of a household with so many flags of so many that it was asked about; None where fewer were asked
        than serious help needs."""
        if asked < self.serious_from:
            return None
        return 1 if flags >= self.serious_from else 2 if flags >= self.either_way_from else 3

    def as_dict(self) -> dict[str, int]:
        return {"serious_from": self.serious_from, "either_way_from": self.either_way_from}


def tier_rule(store: Engine, version: int | None = None) -> TierRule:
    """The rule in force at a version: the manager's own, or 4 flags and 2 flags until one is chosen."""
    kept = store.setting("tier_rule", version)
    return TierRule(**kept) if isinstance(kept, dict) else TierRule()


def keep_tier_rule(store: Store, rule: TierRule, who: str) -> None:
    """Put a rule in force from the next version of the data on."""
    store.set(
        "tier_rule",
        rule.as_dict(),
        who,
        f"Changed the tier rule: serious help from {rule.serious_from} flags, either way from {rule.either_way_from}",
    )


def themselves(store: Engine, version: int | None = None) -> list[str]:
    """Who else the person is, in the words of this store's lists: what was added to the words that always are."""
    added = store.setting("themselves", version)
    return [str(word) for word in added] if isinstance(added, list) else []


def keep_themselves(store: Store, added: Sequence[str], who: str) -> None:
    """Say who else the person is, in the words of the lists, from the next version of the data on."""
    what = (
        f"{listed(list(added))} rate as the person themselves"
        if added
        else "Nobody else rates as the person themselves"
    )
    store.set("themselves", list(added), who, f"Changed whose ratings are the person's own: {what}")


def _own_raters(store: Engine, version: int) -> dict[str, list[str]]:
    """Whose ratings are the person's own, as keys of names: the words for the person, and those of whom a case may have
    several."""
    named = {"themselves": (*THEMSELVES, *themselves(store, version)), "one_of_them": ONE_OF_THEM}
    return {
        name: [*name_keys(f"{the}{word}" for word in of for the in ("", "the ")).values()] for name, of in named.items()
    }


def payments(store: Engine, version: int | None = None) -> list[str]:
    """The words by which the name of an activity says that it is a payment and no contact, at a version."""
    kept = store.setting("payments", version)
    return [str(word) for word in kept] if isinstance(kept, list) else [*PAYMENTS]


def keep_payments(store: Store, words: Sequence[str], who: str) -> None:
    """Say by which words an activity is a payment and no contact, from the next version of the data on."""
    words = list(dict.fromkeys(" ".join(word.split()) for word in words))
    what = f"those with the words {listed(words)}" if words else "none"
    store.set("payments", words, who, f"Changed which activities are payments and no contacts: {what}")


def paid_activities(store: Engine, *, version: int | None = None) -> dict[str, int]:
    """The activities that are taken for payments, and how many rows each has, most first."""
    version, _ = store.at(version)
    measure = MEASURES["before_and_after"]
    query = """
        SELECT s.shown AS activity, count(*) AS n
        FROM transaction_lines AS l
        JOIN spellings AS s ON s.pool = 'activity' AND s.key = l.activity_key
        WHERE l.is_payment = 1 AND l.apart IS NULL
        GROUP BY s.shown"""
    rows = store.rows(
        query,
        _tables(measure.reads),
        parts=measure.steps(query),
        version=version,
        days="past",
        **dict.fromkeys(("case", "without")),
        **_words(store, version, measure.parts),
    )
    rows.sort(key=lambda row: (-row["n"], row["activity"].casefold()))
    return {row["activity"]: row["n"] for row in rows}


def _words(store: Engine, version: int, parts: Collection[str]) -> dict[str, object]:
    """The lists of words that queries with these parts compare with."""
    found: dict[str, object] = {}
    if "ratings_in_order" in parts:
        found |= _own_raters(store, version)
    if "activity_words" in parts:
        found["payments"] = whole_words(payments(store, version))
    return found


S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Answer(Generic[S]):
    """A measure's answer: rows of its shape as at a version, with what it was asked for. `Answer[Share]` has a share.

    `withheld` says why the viewer does not see it; then there are no rows. `nameless` are those that the filters leave
    out because they have no place, agency or type; `later` those that they leave, and whose day is not past. `lists`
    are the flags by which the lists of its households were picked, each with how many households. `localities` are
    those to which the store was kept that it was asked of, none where that has all.
    """

    measure: Measure
    shape: S
    version: int
    filters: Mapping[str, object] = field(default_factory=dict)
    rule: TierRule = field(default_factory=TierRule)
    withheld: str = ""
    nameless: Nameless | None = None
    later: Later | None = None
    lists: tuple[tuple[str, int], ...] = ()
    localities: tuple[str, ...] = ()

    @property
    def selected(self) -> tuple[str, ...]:
        """By what the lists of its households were picked."""
        return tuple(sorted({what for what, _ in self.lists}, key=str.casefold))

    @property
    def is_empty(self) -> bool:
        return not (self.shape.rows or self.shape.n)

    @property
    def n(self) -> int:
        """How many are counted."""
        return self.shape.n

    @property
    def blank(self) -> dict[str, int]:
        """In how many of those that are counted each column is blank, where nothing can be said for that alone; else
        none."""
        of, why = self.measure.blank, self.shape.unsaid()
        return {of[reason]: number for reason, number in why.items()} if why.keys() <= of.keys() else {}

    def records(self) -> list[dict]:
        """The answer as a table: for the page's table, a file or JSON. Shares are from 0 to 1."""
        return self.shape.records(self.measure)

    def as_dict(self) -> dict:
        """Everything a program needs to read the answer."""
        rows = self.records()
        names = _names(rows[0]) if rows else {}
        said = {
            "measure": self.measure.name,
            "title": self.measure.title,
            "version": self.version,
            "filters": dict(self.filters),
            "n": self.n,
            "rows": [{names[heading]: value for heading, value in row.items()} for row in rows],
        }
        said |= self.shape.facts()
        if self.selected:
            said["selected_by"] = list(self.selected)
        if self.nameless:
            said["not_here"] = self.nameless.as_dict()
        if self.later:
            said["later"] = self.later.as_dict()
        if "households_in_tiers" in self.measure.parts:
            said["tier_rule"] = self.rule.as_dict()
        return said


def _names(headings: Iterable[str]) -> dict[str, str]:
    """Headings as a program likes them. Flags are named by spreadsheets: two that come to one name are numbered."""
    found: dict[str, str] = {}
    for heading in headings:
        plain = normalise(heading).replace(" ", "_") or "column"
        taken = sum(name == plain or name.startswith(f"{plain}__") for name in found.values())
        found[heading] = f"{plain}__{taken + 1}" if taken else plain
    return found


def ask(
    store: Engine,
    measure: Measure | str,
    filters: Mapping[str, object] | None = None,
    *,
    version: int | None = None,
    rule: TierRule | None = None,
    viewer: str = MANAGER,
) -> Answer[Any]:
    """Ask one measure of the store. `filters` are bound to the query's own; one that is not given leaves all.

    A viewer who is not a manager gets what `disclosure` lets them see, here and so everywhere beyond. Raises KeyError
    for a measure that is not in the catalogue, ValueError for a period that it has not.
    """
    measure = MEASURES[measure] if isinstance(measure, str) else measure
    version, last_day = store.at(version)
    declared, parts = measure, measure.parts  # what it reads is the same by any period
    if rule is None:
        rule = tier_rule(store, version) if "households_in_tiers" in parts else TierRule()
    # A filter that the measure does not have is not said to have been applied.
    filters = {name: value for name, value in (filters or {}).items() if value is not None and name in measure.filters}
    measure = measure.by(str(filters.get("every", measure.every)))
    # A part may have filters that this measure does not offer.
    asked = (
        dict.fromkeys(("case", "without", "flag_unknown", "likely", *measure.filters))
        | {"every": measure.every or None}
        | bound(filters)
    )

    words = _words(store, version, parts)

    def query(sql: str, days: Days = "past", of: Measure = declared, **instead: object) -> list[dict]:
        values = asked | instead | rule.as_dict() | words | {"last_day": last_day}
        return store.rows(sql, _tables(of.reads), parts=of.steps(sql), version=version, days=days, **values)

    rows = query(declared.sql)
    _make_whole(rows)
    if "upload" in measure.labels:
        rows = _placed(store, rows)
    shape = shape_of(measure).of(rows, measure)
    left_out = nameless(
        measure, asked, lambda part, **instead: query(f"SELECT count(*) AS n FROM {part}", **instead)[0]["n"]
    )
    not_past = None
    if store.any_later(_tables(declared.reads), version, last_day):
        not_past = later(measure, last_day, lambda part: query(f"SELECT count(*) AS n FROM {part}", "later")[0]["n"])
    lists = []
    if "chosen_households" in parts and measure.form != "findings":
        lists = query(MEASURES["selected_lists"].sql, of=MEASURES["selected_lists"])
    of_lists = tuple((row["what"], row["found"]) for row in lists)
    exact = Answer(measure, shape, version, filters, rule, "", left_out, not_past, of_lists, store.localities)
    return exact if viewer == MANAGER else protected(store, exact)


def protected(
    store: Engine,
    answer: Answer,
    fewest: int = FEWEST,
    pooled: Collection[Any] = (),
    beside: Sequence[Shape] = (),
) -> Answer:
    """As much of an exact answer as a steering group may see: see `disclosure.protect`."""
    case = answer.filters.get("case")
    consent = bool(case) and may_be_shown(store, str(case), version=answer.version)
    how: dict[str, Any] = {"consent": consent, "fewest": fewest, "pooled": pooled, "beside": beside}
    shape, why = disclosure.protect(answer.measure, answer.shape, **how)
    return replace(
        answer,
        shape=shape,
        withheld=why,
        nameless=None if why else disclosure.protect_count(answer.nameless, fewest),
        later=None if why else disclosure.protect_count(answer.later, fewest),
        lists=disclosure.protect_lists(answer.lists, fewest),
    )


def _make_whole(rows: Sequence[dict]) -> None:
    """Whole numbers for the decimals of an answer that are whole."""
    for name in rows[0] if rows else ():
        # The values of a column are all of one type, which the first that is known tells.
        known = next((row[name] for row in rows if row[name] is not None), None)
        if isinstance(known, Decimal):
            for row in rows:
                if row[name] is not None and row[name] == (whole := int(row[name])):
                    row[name] = whole


def _tables(reads: Collection[str]) -> list[str]:
    """The tables of the store among what queries name. Demands as they were loaded come with demands."""
    found = {"demands" if name == "demands_as_loaded" else name for name in reads}
    return [name for name in (*SHEETS, "flags", "observed", "spellings") if name in found]


def bound(filters: Mapping[str, Any]) -> dict[str, object]:
    """Filters as queries compare them: names and references by their keys, months by their days.

    `since` is the first day of its month, and `until` the first day after. Raises ValueError for what is no month.
    """
    bound = dict(filters)
    for name, key in KEYS.items():
        if name in bound:
            bound[name] = key(str(bound[name]))
    if "without" in bound:
        bound["without"] = [ref_key(str(ref)) for ref in filters["without"]]
    if "words" in bound:
        bound["likely"] = may_have(str(bound["words"]))
    for name in ("since", "until"):
        if name in bound:
            first = dt.date.fromisoformat(f"{bound[name]}-01")
            bound[name] = first if name == "since" else (first + dt.timedelta(days=31)).replace(day=1)
    return bound


KEYS = {
    "locality": name_key,
    "agency": name_key,
    "type": name_key,
    "flag": name_key,
    "case": ref_key,
    "household": ref_key,
}


def _placed(store: Engine, rows: list[dict]) -> list[dict]:
    """Add where each finding is, as Excel shows it: `file` and `cell`."""
    if not rows:
        return []
    uploads, found = store.sheets_of_uploads(), []
    for row in rows:
        file_name, sheet, mapping = uploads[row["upload"]]
        column = mapping.get("columns", {}).get(row["column"], {}).get("column")
        found.append({**row, "file": file_name, "cell": cell(sheet, row["row"], column)})
    return found


def choices(store: Engine, *, version: int | None = None) -> dict[str, list[str]]:
    """What the filters of the households pages can be set to: localities and flags, in alphabetical order."""
    query = """
        SELECT coalesce(s.shown, 'Not recorded') AS value, 'locality' AS name
        FROM (SELECT DISTINCT coalesce(locality_key, 'notrecorded') AS key FROM households) AS h
        LEFT JOIN spellings AS s ON s.pool = 'locality' AND s.key = h.key
        UNION ALL
        SELECT s.shown, 'flag'
        FROM (SELECT DISTINCT flag_key FROM flags) AS f
        JOIN spellings AS s ON s.pool = 'flag' AND s.key = f.flag_key"""
    rows = store.rows(query, ["households", "flags", "spellings"], version=version)
    return {
        name: sorted((r["value"] for r in rows if r["name"] == name), key=str.casefold) for name in ("locality", "flag")
    }


def demand_choices(store: Engine, *, version: int | None = None) -> dict[str, list[str]]:
    """What the filters of the demand pages can be set to: localities, agencies, types (most frequent first), months."""
    named = " UNION ALL ".join(
        f"SELECT '{name}' AS name, coalesce(s.shown, '{blank}') AS value, d.n "
        f"FROM (SELECT {name}_key AS key, sum(demands) AS n FROM demands_of_sources GROUP BY {name}_key) AS d "
        f"LEFT JOIN spellings AS s ON s.pool = '{name}' AND s.key = d.key"
        for name, blank in (("locality", "Not recorded"), ("agency", "Not recorded"), ("type", "Not yet typed"))
    )
    months = (
        "SELECT 'month', left(CAST(month AS VARCHAR), 7), 0 "
        "FROM (SELECT DISTINCT date_trunc('month', received_on) AS month FROM demands_of_days) AS m"
    )
    of = MEASURES["failure_demand"]  # what the pages ask first reads the same few rows
    query = f"{named} UNION ALL {months}"
    rows = store.rows(
        query,
        ["demands", "spellings"],
        parts=of.steps(query),
        version=version,
        days="past",
        **dict.fromkeys(of.filters),
    )
    rows.sort(key=lambda r: (-r["n"] if r["name"] == "type" else 0, r["value"].casefold()))
    return {name: [r["value"] for r in rows if r["name"] == name] for name in ("locality", "agency", "type", "month")}


def asking_households(store: Engine, *, version: int | None = None) -> list[str]:
    """The households that asked more than once, those that asked most often first."""
    query = """
        SELECT min(household_ref) AS household, count(*) AS n
        FROM demands
        WHERE household_ref_key IS NOT NULL
        GROUP BY household_ref_key
        HAVING count(*) > 1"""
    rows = store.rows(query, ["demands"], version=version, days="past")
    return [row["household"] for row in sorted(rows, key=lambda row: (-row["n"], row["household"].casefold()))]


def rated_cases(store: Engine, *, version: int | None = None) -> dict[str, dict]:
    """The cases that have ratings: title, what matters and consent, None where the cases sheets do not say.

    Those that may be shown to others come first, then by reference.
    """
    query = (
        "SELECT r.case_ref, c.title, c.what_matters, c.consent "
        "FROM (SELECT case_ref_key, min(case_ref) AS case_ref FROM ratings GROUP BY case_ref_key) AS r "
        "LEFT JOIN cases AS c ON c.case_ref_key = r.case_ref_key"
    )
    rows = store.rows(query, ["ratings", "cases"], version=version)
    rows.sort(key=lambda row: (not row["consent"], row["case_ref"].casefold()))
    return {row.pop("case_ref"): row for row in rows}


def story_cases(store: Engine, *, version: int | None = None) -> dict[str, dict]:
    """The cases that have a story: a row of the cases sheets, or transactions. Title, what matters, consent and note.

    Those that may be shown to others come first, then those with most interactions: they have most to tell.
    """
    query = """
        WITH told AS (
            SELECT case_ref_key, min(case_ref) AS case_ref, count(*) AS rows
            FROM transactions
            GROUP BY case_ref_key
        )
        SELECT coalesce(c.case_ref, t.case_ref) AS "case", c.title, c.what_matters, c.consent, c.note,
            coalesce(t.rows, 0) AS rows
        FROM cases AS c
        FULL JOIN told AS t ON t.case_ref_key = c.case_ref_key"""
    rows = store.rows(query, ["transactions", "cases"], version=version)
    rows.sort(key=lambda row: (not row["consent"], -row["rows"], row["case"].casefold()))
    return {row["case"]: row for row in rows}


def may_be_shown(store: Engine, case: str, *, version: int | None = None) -> bool:
    """Whether consent to show a case to others is recorded."""
    query = "SELECT consent FROM cases WHERE case_ref_key = $case"
    return any(row["consent"] for row in store.rows(query, ["cases"], version=version, case=ref_key(case)))


def moves(
    store: Engine, now: TierRule, rule: TierRule, *, version: int | None = None
) -> dict[tuple[int | None, int | None], int]:
    """How many households would move from one tier to another, or to or from none, if `rule` took the place of `now`.

    A household whose tier is recorded does not move.
    """
    parts = MEASURES["demand_tiers"].parts
    rows = store.rows(
        "SELECT flags_yes, flags_asked, count(*) AS n FROM households_in_tiers "
        "WHERE flags_yes IS NOT NULL AND tier_from IS DISTINCT FROM 'recorded' GROUP BY flags_yes, flags_asked",
        ["households", "flags"],
        parts={"households_in_tiers": parts["households_in_tiers"]},
        version=version,
        days="past",
        **now.as_dict(),
    )
    found: dict[tuple[int | None, int | None], int] = {}
    for row in rows:
        step = now.tier(row["flags_yes"], row["flags_asked"]), rule.tier(row["flags_yes"], row["flags_asked"])
        if step[0] != step[1]:
            found[step] = found.get(step, 0) + row["n"]
    return found
