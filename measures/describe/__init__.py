"""Findings in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from measures.words import by, day, listed, moment, number, percent, plural, sentence_case, value  # noqa: F401  (until nobody asks for them here)

if TYPE_CHECKING:
    from measures.answers import Answer
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
