"""Findings in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures.words import by, day, listed, moment, number, percent, plural, sentence_case, value  # noqa: F401  (until nobody asks for them here)

if TYPE_CHECKING:
    from measures.answers import Answer, TierRule
    from measures.catalogue import Measure
    from measures.uploads import Loaded, Upload


def what_was_loaded(loaded: Loaded) -> str:
    """One sentence on what became of a sheet."""
    if loaded.upload is None:
        rows = "its only row was" if loaded.rows == 1 else f"all {loaded.rows:,} rows were"
        return f"{loaded.file_name} ({loaded.sheet}): {rows} already there, so nothing was counted twice and nothing was changed."
    parts = [plural(loaded.new, "new row")]
    parts += [f"{loaded.changed:,} changed"] if loaded.changed else []
    parts += [f"{loaded.already_there:,} already there and not counted twice"] if loaded.already_there else []
    parts += [f"{loaded.left_out:,} left out"] if loaded.left_out else []
    return f"{loaded.file_name} ({loaded.sheet}): loaded as upload {loaded.upload}: {listed(parts)}."


# -- Findings in words: the headline of each chart, computed from its answer


def subtitle(answer: Answer) -> str:
    """What is counted, where, and how many: the line under a headline."""
    where = [str(chosen) for name, chosen in answer.filters.items() if name == "locality"] or ["all localities"]
    where += [f"households with {chosen}" for name, chosen in answer.filters.items() if name == "flag"]
    where += [f"tier {chosen}" for name, chosen in answer.filters.items() if name == "tier"]
    return f"{answer.measure.title}, {listed(where)}. n = {plural(answer.n, answer.measure.counts.removesuffix('s'), answer.measure.counts)}."


def tiers_headline(answer: Answer) -> str:
    """“5% of 2,000 households need serious help, 31% could go either way and 64% are in balance.”"""
    shape = answer.shape
    if not shape.total:
        return "No household has a tier yet"
    if "tier" in answer.filters:
        return f"{plural(shape.total, 'household')} at this tier: “{answer.measure.label(answer.filters['tier'])}”"
    parts = [
        f"{percent(shape.share(tier))} {words}"
        for tier, words in (
            (1, "need serious help"),
            (2, "could go either way"),
            (3, "are in balance but need a little help"),
        )
    ]
    return f"Of {plural(shape.total, 'household')}, {listed(parts)}"


def tier_sources(answer: Answer) -> str:
    """How many tiers were recorded, how many come from the rule, and how many households have none."""
    shape, rule = answer.shape, answer.rule
    said = [
        f"{plural(shape.split_total('recorded'), 'tier')} recorded in the spreadsheet",
        f"{shape.split_total('rule'):,} by the rule ({rule.serious_from} flags or more: serious help; "
        f"{rule.either_way_from} or more: either way)",
    ]
    none = (
        f" {plural(shape.unplaced, 'household')} with no tier and no known flag: not rated, and not in the shares."
        if shape.unplaced
        else ""
    )
    return f"{listed(said)}. A recorded tier wins over the rule.{none}"


def streets_headline(answer: Answer) -> str:
    """How concentrated serious need is, without naming a street."""
    serious = sorted((answer.shape.count(street, 1) for street in answer.shape.order), reverse=True)
    streets, total = len(serious), sum(serious)
    if not total:
        return f"No household on {plural(streets, 'street')} is at the tier of serious help"
    reached, few = 0, 0
    while reached * 2 < total:
        reached += serious[few]
        few += 1
    some = sum(count > 0 for count in serious)
    half = f"; half of them on {few:,} of these" if some > few > 1 or (some > 2 and few == 1) else ""
    return f"{sentence_case(_households_need(total))} serious help on {some:,} of {plural(streets, 'street')}{half}"


def _households_need(count: int) -> str:
    return f"{count:,} household needs" if count == 1 else f"{count:,} households need"


def flags_headline(answer: Answer) -> str:
    """The flag most households have."""
    totals = {flag: answer.shape.split_total(flag) for flag in answer.shape.split_order}
    if not any(totals.values()):
        return "No household is marked Yes for any flag"
    flag = max(totals, key=lambda f: (totals[f], f))
    return f"{flag} is the flag most households have: {totals[flag]:,} of the {answer.n:,} flags marked Yes"


def selected(answer: Answer) -> list[str]:
    """A sentence for each list in which every household has the same flag."""
    flags: dict[tuple[str, int], list[str]] = {}
    for row in answer.shape.rows:
        flags.setdefault((f"{row['file']}, {row['cell']}", row["found"]), []).append(row["what"])
    return [
        f"All {count:,} households of this list ({place}) have {listed(names)}: it is a selected list. It says nothing of how common that is "
        "in the area."
        for (place, count), names in flags.items()
    ]


def differences_headline(answer: Answer) -> str:
    """How many printed counts of flags a recount does not confirm."""
    return f"{plural(answer.n, 'printed count')} of flags {'differs' if answer.n == 1 else 'differ'} from a recount"


def moves(found: dict[tuple[int, int], int], names: dict[int | None, str]) -> str:
    """How many households a change of the rule would move, and where to."""
    if not found:
        return "No household would move."
    parts = [f"{count:,} from “{names[a]}” to “{names[b]}”" for (a, b), count in sorted(found.items())]
    total = sum(found.values())
    return f"{plural(total, 'household')} would move: {listed(parts)}."


def rule(tier_rule: TierRule) -> str:
    """The tier rule in a few words."""
    serious, either = tier_rule.serious_from, tier_rule.either_way_from
    last = serious - 1
    middle = (
        plural(either, "flag") if either == last else f"{either} {'or' if either + 1 == last else 'to'} {last} flags"
    )
    low = "no flag" if either == 1 else "0 or 1 flag" if either == 2 else f"0 to {either - 1} flags"
    return f"{serious} flags or more, serious help; {middle}, either way; {low}, in balance"


def what_would_be_loaded(outcome: Loaded, to_mend: int = 0) -> str:
    """What loading a sheet would change, before it is done; its rows to mend are not among them."""
    if outcome.rows == 0:
        return "There is no row that can be loaded."
    if outcome.already_there == outcome.rows:
        rows = "The only row is" if outcome.rows == 1 else f"All {outcome.rows:,} rows are"
        return f"{rows} already there: loading would count nothing twice and change nothing."
    parts = [f"add {plural(outcome.new, 'row')}"] if outcome.new else []
    parts += (
        [f"change {plural(outcome.changed, 'row')} loaded before under the same reference"] if outcome.changed else []
    )
    rest = (
        f" {plural(outcome.already_there, 'row')} already there will not be counted twice."
        if outcome.already_there
        else ""
    )
    without = f"Without the {plural(to_mend, 'row')} to mend, loading" if to_mend else "Loading"
    return f"{without} would {listed(parts)}.{rest}"


def read_as_before(upload: Upload) -> str:
    """That a sheet is read as somebody said of an earlier one with the same headings."""
    who = f"{upload.who} said" if upload.who else "said by hand"
    return f"Read as {who} on {day(upload.loaded_at)}, when upload {upload.upload} had these headings."


def read_by_hand(kind: str, columns: Sequence[tuple[str, str]]) -> str:
    """What was said by hand of an upload's headings: each, and what it was read as."""
    parts = [f"“{heading}” as {words}" if words else f"“{heading}” left out" for heading, words in columns]
    return f"Read as {kind} by hand{': ' if parts else ''}{listed(parts)}."


def upload_rows(upload: Upload) -> str:
    """What became of an upload's rows when it was loaded."""
    parts = [f"{upload.rows_new:,} new"]
    parts += [f"{upload.rows_changed:,} changed"] if upload.rows_changed else []
    parts += [f"{upload.rows_already_there:,} already there"] if upload.rows_already_there else []
    left_out = f"; {plural(upload.rows_left_out, 'row')} left out" if upload.rows_left_out else ""
    return f"{plural(upload.rows_loaded, 'row')}: {listed(parts)}{left_out}."


def example_answer(measure: Measure) -> list[dict[str, str]]:
    """The answer of a measure's worked example in words, a dict a row."""
    names = {"category": measure.category, "split": measure.split, "count": measure.counts}
    return [
        {
            names.get(key, key.replace("_", " ")): str(measure.label(found) if key in ("category", "split") else found)
            if found is not None
            else "not known"
            for key, found in row.items()
        }
        for row in measure.example.answer
    ]
