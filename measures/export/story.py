"""What a pack is made of, whatever it is made for: pages that follow each other, each with its finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from measures.export.native import Native


@dataclass(frozen=True)
class Page:
    """One page: its finding, what it is of, and what it shows: a table with the charts that Office draws of it, the
    pictures that a browser draws, each with its caption where there are several, and lines under headings,
    somebody's own words among them. `notes` are for whoever presents it."""

    headline: str
    about: str = ""
    shown: Native = Native(())
    pictures: tuple[Mapping[str, Any], ...] = ()
    captions: tuple[str, ...] = ()
    lines: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """Pages under a title, with what stands at the foot of each, and of which day they are, in ISO's form."""

    title: str
    foot: str
    day: str
    pages: tuple[Page, ...]
