"""Measures of households and their tiers, worked out from their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tests.reckoning.names import folded, shown, shown_of
from tests.reckoning.past import Now
from tests.reckoning.record import monday, record, source_of, within

# The rule that stands in for a tier nobody recorded, until a manager chooses another.
SERIOUS_FROM, EITHER_WAY_FROM = 4, 2


@dataclass(frozen=True)
class Household:
    """A household where it is: its street in the spelling that is shown, with its place where there are several such
    streets."""

    row: dict
    street: str
    locality: str

    @property
    def ref(self) -> str:
        return self.row["household_ref"]

    @property
    def flags(self) -> int | None:
        """How many flags are marked Yes: a blank is not known, and not counted. Where nothing is known, nothing."""
        values = self.row["flags"].values()
        return None if all(value is None for value in values) else sum(value is True for value in values)

    @property
    def tier(self) -> int | None:
        """A recorded tier wins; else it follows from the flags, where one is known, and where its lists have so many
        that it could need serious help."""
        if self.row.get("tier"):
            return int(self.row["tier"])
        if self.flags is None or len(self.row["flags"]) < SERIOUS_FROM:
            return None
        return 1 if self.flags >= SERIOUS_FROM else 2 if self.flags >= EITHER_WAY_FROM else 3

    @property
    def tier_from(self) -> str | None:
        if self.row.get("tier"):
            return "recorded"
        return "rule" if self.tier else None if self.flags is None else "few flags"


def street_key(street: str) -> str:
    """Spellings of one street are counted together; Road, Avenue and Close stay apart."""
    return street.lower()


def everyone(now: Now) -> list[Household]:
    """All households. A street is its name and the outward part of its postcode; a household without one takes that of
    its street in its locality, if there is just one, and else its locality."""
    spelled = shown_of(now, "locality")
    codes = defaultdict(set)
    for row in now.households:
        if row.get("postcode"):
            codes[street_key(row["street"]), spelled[row.get("locality")]].add(row["postcode"].split(" ")[0])

    def place(row: dict) -> str:
        if row.get("postcode"):
            return row["postcode"].split(" ")[0]
        locality = spelled[row.get("locality")]
        near = codes[street_key(row["street"]), locality]
        return next(iter(near)) if len(near) == 1 else locality or ""

    spellings = defaultdict(list)
    for row in now.households:
        spellings[street_key(row["street"]), place(row)].append(row["street"])
    places = Counter(key for key, _ in spellings)

    def name(row: dict) -> str:
        key, at = street_key(row["street"]), place(row)
        # The commonest spelling; of two as common the one that is written out, not all in capitals.
        times = Counter(spellings[key, at])
        best = min(times, key=lambda name: (-times[name], name == name.upper(), -len(name), name))
        return f"{best} ({at})" if places[key] > 1 and at else best

    return [
        Household(row | {"flags": flags}, name(row), spelled[row.get("locality")] or "Not recorded")
        for row, flags in zip(now.households, flags_as_shown(now), strict=True)
    ]


def flags_as_shown(now: Now) -> list[dict]:
    """The flags of each household, each in the spelling that most have. Two lists may each have some of them."""
    spelled = shown(flag for row in now.households for flag in row["flags"])
    return [{spelled[flag]: value for flag, value in row["flags"].items()} for row in now.households]


def chosen(now: Now, filters: Mapping) -> list[Household]:
    """The households that the filters leave: in a locality, with a flag, at a tier."""
    return [
        home
        for home in everyone(now)
        if folded(home.locality) == folded(filters.get("locality", home.locality))
        and home.tier == filters.get("tier", home.tier)
        and (
            "flag" not in filters
            or any(yes for flag, yes in home.row["flags"].items() if folded(flag) == folded(filters["flag"]))
        )
    ]


def demand_tiers(now: Now, filters: Mapping) -> dict:
    homes = chosen(now, filters)
    rated = [home.tier for home in homes if home.tier]
    return {
        "counts": Counter((home.tier, home.tier_from) for home in homes),
        "shares": {tier: rated.count(tier) / len(rated) if rated else None for tier in (1, 2, 3)},
    }


def households_by_street(now: Now, filters: Mapping) -> dict:
    return {"counts": Counter((home.street, home.tier) for home in chosen(now, filters))}


def flags_by_street(now: Now, filters: Mapping) -> dict:
    return {
        "counts": Counter(
            (home.street, flag) for home in chosen(now, filters) for flag, yes in home.row["flags"].items() if yes
        )
    }


def flags_per_household(now: Now, filters: Mapping) -> dict:
    return {"counts": Counter((home.flags, home.tier_from) for home in chosen(now, filters))}


def agency_overlap(now: Now, filters: Mapping) -> dict:
    """Different agencies behind the flags of each household. CYP referral and CYP re-referral are of one."""

    def agency(flag: str) -> str:
        first = flag.split(" ")[0]
        return first if len(first) > 1 and first.isupper() and not flag.isupper() else flag

    def known(home: Household) -> int | None:
        flags = home.row["flags"]
        if home.flags is None or len({agency(flag) for flag in flags}) < 2:
            return None
        return min(3, len({agency(flag) for flag, yes in home.row["flags"].items() if yes}))

    return {"counts": Counter((known(home), None) for home in chosen(now, filters))}


def flag_count_differences(now: Now, filters: Mapping) -> dict:
    return {
        "rows": Counter(
            (home.row["upload"], home.row["row"], "flag_count", home.ref, _own_flags(home.row), home.row["flag_count"])
            for home in chosen(now, filters)
            if home.row.get("flag_count") is not None and home.row["flag_count"] != _own_flags(home.row)
        )
    }


def _own_flags(row: dict) -> int:
    """The flags marked Yes in the row itself, not those that other lists have of the household."""
    asked = {folded(flag): upload for flag, upload in row["asked"].items()}  # the flags are as all lists show them
    return sum(yes is True and asked[folded(flag)] == row["upload"] for flag, yes in row["flags"].items())


def selected_lists(now: Now, filters: Mapping) -> dict:
    """A flag that every household of one upload has, of two or more; of the lists that have a household that is
    chosen."""
    lists = {upload for home in chosen(now, filters) for upload in home.row["asked"].values()}
    spelled = shown(flag for row in now.households for flag in row["flags"])
    marks = defaultdict(list)
    for row in now.households:
        for flag, yes in row["flags"].items():
            marks[row["asked"][flag], spelled[flag]].append(yes)
    rows: Counter = Counter()
    for (upload, flag), of in marks.items():
        if upload in lists and len(of) >= 2 and all(of):
            rows[upload, None, None, flag, len(of), None] += 1
    return {"rows": rows}


def hours_by_tier(now: Now, filters: Mapping) -> dict:
    """Minutes of the demands of each tier's households ÷ all of these; and with what is not recorded: demands
    without minutes as long as the others of their tier, demands that name no household shared out as the others are.
    What names a household that is not listed is its own."""
    homes = chosen(now, filters)
    on_record = record(now, {}).sources
    demands = [d for d in filter(now.has_happened, now.demands) if within(d["received_on"], stretches(on_record, d))]
    if not homes and not demands:
        return {"tiers": {}, "nobody": {}, "hours a year": {}}
    listed = {row["household_ref"].lower() for row in now.households}
    tiers, nobody = {}, {}
    for tier in {home.tier for home in homes}:
        of = [home for home in homes if home.tier == tier]
        refs = {home.ref.lower() for home in of}
        theirs = [d for d in demands if (d.get("household_ref") or "").lower() in refs]
        asked = {d["household_ref"].lower() for d in theirs}
        tiers[tier] = (len(of), len(asked), *_minutes(theirs))
    for demand in demands:
        locality = demand.get("locality") or "Not recorded"
        ref, is_here = demand.get("household_ref"), folded(locality) == folded(filters.get("locality", locality))
        if is_here and (not ref or ref.lower() not in listed):
            nobody.setdefault("not listed" if ref else "no reference", []).append(demand)
        elif not ref and not is_here and folded(locality) == folded("Not recorded"):
            nobody.setdefault("no reference or place", []).append(demand)
    nobody = {why: _minutes(of) for why, of in nobody.items()}
    joined = sum(each[2] for each in tiers.values())
    blank, placeless = (nobody.get(why, (0,))[0] for why in ("no reference", "no reference or place"))
    of_place = chosen(now, {name: value for name, value in filters.items() if name == "locality"})
    names = [(d.get("household_ref") or "").lower() for d in demands]
    here = sum(name in {home.ref.lower() for home in of_place} for name in names)
    matched = 1 / (1 + blank / here + placeless / sum(name in listed for name in names)) if joined else None
    every = record(now, {})
    whole_of = {s: {week for week, why in every.weeks_of(s).items() if why is None} for s in on_record}
    hours = {}
    for tier, (of, _, asked_for, timed, _) in tiers.items():
        refs = {home.ref.lower() for home in homes if home.tier == tier}
        theirs = [d for d in demands if (d.get("household_ref") or "").lower() in refs]
        if not on_record or (asked_for and not (timed and any(whole_of[source_of(d)] for d in theirs))):
            hours[tier] = (None, None)
            continue
        low = 0.0
        if not asked_for and not joined:
            hours[tier] = (None, None)
            continue
        for source, weeks in whole_of.items():
            own = [d for d in theirs if source_of(d) == source and monday(d["received_on"]) in weeks]
            low += sum(d.get("minutes") or 0 for d in own) / 60 / len(weeks) / 7 * 365.25 / of if weeks else 0
        if asked_for:
            in_none = not low and any(d.get("minutes") for d in theirs)  # all of it in weeks that are not whole
            hours[tier] = (None, None) if in_none else (low, low * asked_for / timed / matched)
        else:
            hours[tier] = (low, None if blank or placeless else 0)
    return {"tiers": tiers, "nobody": nobody, "hours a year": hours}


def stretches(on_record: dict, demand: dict) -> list:
    """When the source of a demand was observed."""
    seen = on_record.get(source_of(demand))
    return seen.stretches if seen else []


def _minutes(demands: list[dict]) -> tuple[int, int, float | None]:
    known = [d["minutes"] for d in demands if d.get("minutes") is not None]
    return len(demands), len(known), sum(known) if known else None


RECKONED = {
    each.__name__: each
    for each in (
        demand_tiers,
        households_by_street,
        flags_by_street,
        flags_per_household,
        agency_overlap,
        flag_count_differences,
        selected_lists,
        hours_by_tier,
    )
}
