"""What a change of the data changes, in words: rows by kind of sheet, and the headlines of the measures that each
page opens with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from measures import views
from measures.answers import Answer
from measures.sheets import title
from measures.uploads import Difference
from measures.words import listed, plural

# The measures whose headlines are compared, those of the board first.
HEADLINES = (
    "before_and_after",
    "failure_demand",
    "demand_tiers",
    "households_by_street",
    "failure_capacity",
    "agency_costs",
    "outcome_ratings",
    "flags_per_household",
    "agency_overlap",
    "demand_types",
    "resolved_first_time",
    "end_to_end_days",
    "capacity_released",
    "results",
    "re_referrals",
    "referrals_to_packages",
)
NOTHING = "Nothing to show"


def headlines(ask: Callable[[str], Answer]) -> dict[str, str]:
    """The headline of each of these measures, by its title, as `ask` answers it."""
    found = (ask(name) for name in HEADLINES)
    return {a.measure.title: NOTHING if a.is_empty else views.view(a).headline for a in found}


def rows(found: Sequence[Difference]) -> str:
    """How many rows of each kind came, changed and went, in a sentence."""
    kinds = []
    for each in found:
        parts = [f"{each.new:,} new"] if each.new else []
        parts += [f"{each.changed:,} changed"] if each.changed else []
        parts += [f"{each.gone:,} gone"] if each.gone else []
        kinds.append(f"{title(each.kind)}: {listed(parts)}")
    return f"{'; '.join(kinds)}." if kinds else "No row of a sheet is another."


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """A row for each measure whose headline is another."""
    return [
        {"Measure": name, "Before": words, "After": after[name]}
        for name, words in before.items()
        if after[name] != words
    ]


def how_many(moved: Sequence[Mapping], *, would: bool = False) -> str:
    """How many of the headlines are another, or would be."""
    number = plural(len(moved), "headline") if moved else "No headline"
    others = "others" if len(moved) > 1 else "another"
    are = "would be" if would else "are" if len(moved) > 1 else "is"
    return f"{number} {are} {others}, of the {len(HEADLINES)} that the board and the pages open with."
