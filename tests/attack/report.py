"""What the attacker found, in words: of how many possible, and how useful the boards are that they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.attack.attacker import Found
from tests.attack.year import Published

SHOWN = 6  # examples of each sort


def lines(place: str, protection: str, year: Sequence[Published], found: Mapping[str, Found]) -> list[str]:
    """Of one place under one protection: what was found of each sort of count, with examples."""
    told, together, of_all = year[-1].useful
    said = [
        f"{place}, {protection}: {told} figures for the {of_all} of a manager's board ({_per_cent(told, of_all)}); "
        f"with those that are told together with their neighbours {together} of these ({_per_cent(together, of_all)})"
    ]
    for name, each in found.items():
        undecided = f", {len(each.undecided)} not decided in time" if each.undecided else ""
        said.append(
            f"  {name}: of {each.targets} counts of few {len(each.exact)} are known "
            f"({_per_cent(len(each.exact), each.targets)}), {len(each.within)} can only be few "
            f"({_per_cent(len(each.within), each.targets)}){undecided}"
        )
        said += [f"    known: {target.what} is {target.true}" for target in each.exact[:SHOWN]]
        said += [
            f"    few: {target.what} is {target.true}, {low:g} to {high:g}" for target, low, high in each.within[:SHOWN]
        ]
    return said


def _per_cent(part: int, of: int) -> str:
    return f"{100 * part / of:.0f}%" if of else "none"
