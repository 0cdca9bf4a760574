"""What is asked of transactions that may be on the wrong side, or be the same money twice: credits that refund no
row, and a cost in the rows of several cases of one household."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa

from measures.problems import cell, shorten
from measures.questions.base import Choice, Question
from measures.store.names import ref_key
from measures.uploads import Incoming, Loaded
from measures.words import plural, pounds, short
from measures.workbook.check import Checked

LISTED = 5
SAME = ("agency", "date", "activity", "description")


def credits(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """On which side of an intervention credits are that refund no row before them."""
    if not outcome.credits:
        return None
    rows = incoming.rows
    numbers = {credit.row for credit in outcome.credits}
    places = [place for place, row in enumerate(rows["row"].to_pylist()) if row in numbers]
    said = values(rows, "approach")
    for place in places:
        said[place] = "Historic"
    position = next((p for p, column in sheet.recognised.columns.items() if column.name in ("cost", "unit_cost")), None)
    evidence = [
        f"{cell(sheet.name, credit.row, position)}: {pounds(float(credit.amount))} of {shorten(credit.agency)} for "
        f"{shorten(credit.case_ref)}, {short(credit.date)}"
        for credit in outcome.credits[:LISTED]
    ]
    count = len(outcome.credits)
    return Question(
        "credits",
        sheet.name,
        f"{plural(count, 'credit takes', 'credits take')} back more than any one row before "
        f"{'it' if count == 1 else 'them'} of the same case, "
        "agency and activity. Is that for what was paid before the intervention, or for the time of its own date?",
        (
            Choice(
                "historic",
                "For what was paid before the intervention",
                {"rows": replaced(rows, "approach", said, pa.string())},
            ),
            Choice("as-dated", "For the time of its own date"),
        ),
        (*evidence, *([f"and {count - LISTED:,} more"] if count > LISTED else [])),
    )


def siblings(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """Whether a cost that stands in the rows of several cases of one household is one sum or several."""
    if incoming.kind != "transactions":
        return None
    homes = households(outcome.households, incoming.cases)
    rows = incoming.rows
    again = repeated(rows, homes) if homes else []
    if not again:
        return None
    cost, amounts = values(rows, "cost"), amounts_of(rows)
    others = {place for place, _ in again}
    once = [Decimal(0) if place in others else amount for place, amount in enumerate(cost)]
    refs, agencies = values(rows, "case_ref"), values(rows, "agency")
    evidence = [
        f"{pounds(float(amounts[place] or 0))} of {shorten(agencies[place])}: {shorten(refs[first])} and "
        f"{shorten(refs[place])}"
        for place, first in again[:LISTED]
    ]
    return Question(
        "siblings",
        sheet.name,
        f"{plural(len(again), 'row says', 'rows say')} the same cost, of the same day and agency, as the row of "
        f"another case of the same household: "
        "one sum, or one for each?",
        (
            Choice(
                "once",
                "One sum: it counts in the rows of the first case alone",
                {"rows": replaced(rows, "cost", once, COST)},
            ),
            Choice("each", "One for each: every row counts"),
        ),
        (*evidence, *([f"and {len(again) - LISTED:,} more"] if len(again) > LISTED else [])),
    )


COST = pa.decimal128(18, 4)


def values(rows: pa.Table, name: str) -> list:
    """A column's values, all None where it is not there."""
    return rows[name].to_pylist() if name in rows.column_names else [None] * rows.num_rows


def replaced(rows: pa.Table, name: str, of: Sequence, type_: pa.DataType) -> pa.Table:
    """The rows with other values in a column, which is added where it is not there."""
    column = pa.array(of, type_)
    if name not in rows.column_names:
        return rows.append_column(name, column)
    return rows.set_column(rows.column_names.index(name), name, column)


def amounts_of(rows: pa.Table) -> list[Decimal | None]:
    """What each row costs: the cost that it gives, or its quantity at its unit cost."""
    found = []
    for cost, quantity, unit in zip(*(values(rows, name) for name in ("cost", "quantity", "unit_cost")), strict=True):
        by_unit = None if quantity is None or unit is None else Decimal(str(quantity)) * unit
        found.append(by_unit if cost is None else cost)
    return found


def households(known: Mapping[str, str], cases: Sequence[pa.Table]) -> Mapping[str, str]:
    """The household of each case, by their keys, where it has several: those that are known, and those of sheets
    that are loaded together."""
    found = dict(known)
    for rows in cases:
        pairs = zip(values(rows, "case_ref"), values(rows, "household_ref"), strict=True)
        found |= {ref_key(case): ref_key(home) for case, home in pairs if case and home}
    count = Counter(found.values())
    return {case: home for case, home in found.items() if count[home] > 1}


def repeated(rows: pa.Table, homes: Mapping[str, str]) -> list[tuple[int, int]]:
    """The places of rows that say what the row of another case of their household says, each with the place of that
    one."""
    refs, amounts = values(rows, "case_ref"), amounts_of(rows)
    same = list(zip(*(values(rows, name) for name in SAME), strict=True))
    first: dict[tuple, list[int]] = {}
    found, paired = [], set[tuple[int, str]]()
    for place, ref in enumerate(refs):
        case, amount = ref_key(ref), amounts[place]
        if case not in homes or not amount or amount < 0 or same[place][1] is None:
            continue
        of = first.setdefault((homes[case], amount, *same[place]), [])
        other = next((p for p in of if ref_key(refs[p]) != case and (p, case) not in paired), None)
        if other is None:
            of.append(place)
        else:
            paired.add((other, case))
            found.append((place, other))
    return found
