"""The tables of a page as a person reads them: each cell with the unit that its heading says once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import fromstring

import pandas as pd
from streamlit.testing.v1 import AppTest


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    """Every table in its order, those that can be sorted among them: the rows by heading."""
    return [rows(element) for element in elements(app)]


@dataclass(frozen=True)
class Written:
    """A table of words, as its HTML has it."""

    value: pd.DataFrame


def written(app: AppTest) -> list[pd.DataFrame]:
    """The tables of words of a page, each cell as it is sent."""
    return [element.value for element in elements(app) if isinstance(element, Written)]


def elements(app: AppTest) -> Iterator[Any]:
    """The tables of a page in the order in which they stand."""
    for element in app.main:
        if type(element).__name__ == "Dataframe":
            yield element
        elif element.type == "html" and element.proto.body.startswith('<div class="written'):
            heading, *rows = [
                ["".join(cell.itertext()) for cell in row] for row in fromstring(element.proto.body).iter("tr")
            ]
            yield Written(pd.DataFrame(rows, columns=heading))


def rows(element: Any) -> list[dict[str, str]]:
    """The rows of one table by their headings, without the unit in these."""
    found = [[_plain(heading) for heading in element.value.columns], *element.value.to_numpy().tolist()]
    units = {heading: heading[-1] for heading in found[0] if heading.endswith((", £", ", %"))}
    return [
        {
            heading.removesuffix(f", {units.get(heading)}"): _with(_words(cell), units.get(heading, ""))
            for heading, cell in zip(found[0], row, strict=True)
        }
        for row in found[1:]
    ]


def _words(cell: object) -> str:
    if isinstance(cell, int | float):
        return "" if pd.isna(cell) else f"{cell:,.10g}".replace("-", "−")
    return _plain(cell)


def _plain(words: object) -> str:
    """Without what is only there for the screen."""
    return str(words).replace("\\", "").replace("\u2060", "")


def _with(words: str, unit: str) -> str:
    figure = words.lstrip("+−")
    if not unit or not figure[:1].isdigit():
        return words
    return f"{words[: len(words) - len(figure)]}£{figure}" if unit == "£" else f"{words}%"
