"""Numbers, dates and findings in words. Every figure a person reads is formatted here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measures.answers import Answer, TierRule
    from measures.catalogue import Measure
    from measures.uploads import Loaded, Upload


def number(value: float | None, decimals: int = 0) -> str:
    """1,280; a value that is not known is “no data”."""
    return "no data" if value is None else f"{value:,.{decimals}f}"


def percent(share: float | None) -> str:
    """A share from 0 to 1 as 64%, or 0.4% where rounding would say 0%."""
    if share is None:
        return "no data"
    value = share * 100
    return f"{value:.1f}%" if 0 < value < 1 or 99 < value < 100 else f"{value:.0f}%"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 household, 2,000 households."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day(value: dt.date | dt.datetime | None) -> str:
    """29 June 2012."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: dt.datetime) -> str:
    """29 June 2012, 14:05, in the reader's own time zone for a moment kept in UTC."""
    local = value.replace(tzinfo=dt.UTC).astimezone()
    return f"{day(local)}, {local:%H:%M}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


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


def sentence_case(words: str) -> str:
    """A heading: its first letter a capital, the rest as it is."""
    return words[:1].upper() + words[1:]


# -- Findings in words: the headline of each chart, computed from its answer


def subtitle(answer: Answer) -> str:
    """What is counted, where, and how many: the line under a headline."""
    where = [str(value) for name, value in answer.filters.items() if name == "locality"] or ["all localities"]
    where += [f"households with {value}" for name, value in answer.filters.items() if name == "flag"]
    where += [f"tier {value}" for name, value in answer.filters.items() if name == "tier"]
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
    return f"{plural(answer.shape.total, 'printed count')} of flags {'differs' if answer.shape.total == 1 else 'differ'} from a recount"


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


def value(found: object) -> str:
    """A typed cell as a person would write it. Not known is blank."""
    match found:
        case None:
            return ""
        case bool():
            return "Y" if found else "N"
        case dt.date():
            return f"{found.day:02d} {found:%b %Y}"
        case Decimal():
            return f"£{found:,.2f}"
        case float():
            return f"{found:,.10g}"
    return str(found)


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


def by(who: str) -> str:
    """Who did something, where they said."""
    return f" by {who}" if who else ""


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
