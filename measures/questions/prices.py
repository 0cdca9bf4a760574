"""What is asked of transactions that give no cost, or another unit cost than the list of unit costs does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from measures.problems import shorten
from measures.questions.base import Choice, Question
from measures.questions.shared import replaced, values
from measures.store.names import name_key
from measures.uploads import Incoming, Loaded, UnitCost
from measures.words import plural, pounds
from measures.workbook.check import Checked

FILLED = {"unit_cost": pa.decimal128(18, 4), "price_year": pa.string(), "unit_cost_source": pa.string()}
LISTED = 5
Priced = tuple[int, UnitCost]  # the place of a row, and what one of it costs


def unit_costs(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """At which price rows count that have a quantity and no cost, and where that is not known, that they are left
    out."""
    if incoming.kind != "transactions" or not (places := _without_a_cost(incoming.rows)):
        return None
    prices = _latest(outcome.unit_costs)
    priced, unknown = _found(incoming.rows, places, prices)
    filled = {"rows": _filled(incoming.rows, priced, without=unknown), "left_out": incoming.left_out + len(unknown)}
    if not unknown:
        said = f"{plural(len(priced), 'row')} without a cost {_have(priced)} the unit cost of the list of unit costs"
        return Question(
            "unit-costs", sheet.name, f"{said}: {'; '.join(_evidence(priced))}.", (Choice("list", "As the list says", filled),),
            default="list", plain=True,
        )  # fmt: skip
    names = Counter(_name(incoming.rows, place) for place in unknown)
    evidence = [f"{name}: {plural(count, 'row')}" for name, count in names.most_common(LISTED)]
    evidence += [f"and {len(names) - LISTED:,} more"] if len(names) > LISTED else []
    return Question(
        "unit-costs",
        sheet.name,
        f"{plural(len(unknown), 'row')} {_have(unknown)} a quantity and no cost, and the list of unit costs has no "
        f"price of this "
        "activity and agency (and price year, where the row gives one). Load the unit costs first, or leave these "
        "rows out?",
        (Choice("leave-out", "Leave these rows out: they are in no figure", filled),),
        (*evidence, *(f"The list has a price: {words}" for words in _evidence(priced))),
    )


def other_unit_costs(sheet: Checked, outcome: Loaded, incoming: Incoming) -> Question | None:
    """That rows give another unit cost than the list does, and that they count at their own."""
    rows = incoming.rows
    if incoming.kind != "transactions" or "unit_cost" not in rows.column_names or not outcome.unit_costs:
        return None
    given = values(rows, "unit_cost")
    places = [
        place
        for place, (cost, own) in enumerate(zip(values(rows, "cost"), given, strict=True))
        if cost is None and own is not None and own >= 0  # what is below £0 takes something back
    ]
    listed, _ = _found(rows, places, _latest(outcome.unit_costs))
    differ = [(place, price) for place, price in listed if given[place] != price.unit_cost]
    if not differ:
        return None
    pairs = Counter((_name(rows, place), given[place], price) for place, price in differ)
    evidence = [
        f"{name}: {pounds(float(own))} here, {pounds(float(price.unit_cost))} there ({price.price_year}, "
        f"{shorten(price.source)}), in {plural(count, 'row')}"
        for (name, own, price), count in pairs.most_common(LISTED)
    ]
    return Question(
        "other-unit-costs",
        sheet.name,
        f"{plural(len(differ), 'row has', 'rows have')} another unit cost than the list of unit costs. A row counts "
        f"at its own: {'; '.join(evidence)}.",
        (
            Choice("own", "At their own unit cost"),
            Choice("list", "At the unit cost of the list", {"rows": _filled(rows, differ)}),
        ),
        default="own",
        plain=True,
    )  # fmt: skip


def _without_a_cost(rows: pa.Table) -> list[int]:
    """The places of the rows that have a quantity and neither a cost nor a unit cost."""
    if "quantity" not in rows.column_names:
        return []
    lacking = pc.is_valid(rows["quantity"])
    for name in {"cost", "unit_cost"} & {*rows.column_names}:
        lacking = pc.and_(lacking, pc.is_null(rows[name]))
    return pc.indices_nonzero(lacking).to_pylist()


def _latest(prices: Sequence[UnitCost]) -> Mapping[tuple[str, str, str | None], UnitCost]:
    """Each price by its activity, agency and year; and, under no year, the one of the latest year."""
    found: dict[tuple[str, str, str | None], UnitCost] = {}
    for price in sorted(prices, key=lambda price: price.price_year):
        named = name_key(price.activity), name_key(price.agency)
        found[*named, price.price_year] = found[*named, None] = price
    return found


def _found(
    rows: pa.Table, places: Sequence[int], prices: Mapping[tuple[str, str, str | None], UnitCost]
) -> tuple[list[Priced], list[int]]:
    """The rows at these places with their price, and those that have none."""
    named = list(zip(*(values(rows, name) for name in ("activity", "agency", "price_year")), strict=True))
    priced, unknown = [], []
    for place in places:
        activity, agency, year = named[place]
        price = prices.get((name_key(activity), name_key(agency), year)) if activity and agency else None
        if price is None:
            unknown.append(place)
        else:
            priced.append((place, price))
    return priced, unknown


def _filled(rows: pa.Table, priced: Sequence[Priced], without: Sequence[int] = ()) -> pa.Table:
    """The rows with these prices and where each is from, without those at some places."""
    for name, type_ in FILLED.items():
        cells = values(rows, name)
        for place, price in priced:
            says: Decimal | str = {"unit_cost": price.unit_cost, "price_year": price.price_year}.get(name, price.source)
            cells[place] = says
        rows = replaced(rows, name, cells, type_)
    kept = {*range(rows.num_rows)} - {*without}
    return rows.take(pa.array(sorted(kept), pa.int64())) if without else rows


def _name(rows: pa.Table, place: int) -> str:
    agency = values(rows.slice(place, 1), "agency")[0]
    activity = values(rows.slice(place, 1), "activity")[0]
    return f"{shorten(activity or 'no activity')}, {shorten(agency or 'no agency')}"


def _evidence(priced: Sequence[Priced]) -> list[str]:
    """“Visit, Housing at £42.50 (2024-25, Finance team) in 3 rows”."""
    of_price = Counter(price for _, price in priced)
    said = [
        f"{shorten(price.activity)}, {shorten(price.agency)} at {pounds(float(price.unit_cost))} ({price.price_year}, "
        f"{shorten(price.source)}) in {plural(count, 'row')}"
        for price, count in of_price.most_common(LISTED)
    ]
    return said + (
        [f"and {plural(len(of_price) - LISTED, 'more price', 'more prices')}"] if len(of_price) > LISTED else []
    )


def _have(of: Sequence) -> str:
    return "has" if len(of) == 1 else "have"
