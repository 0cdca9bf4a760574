"""Numbers, dates and findings in words. Every figure a person reads is formatted here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measures.store import Loaded


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
    rows = plural(loaded.rows, "row")
    if loaded.upload is None:
        return f"{loaded.file_name} ({loaded.sheet}): all {rows} were already there, so nothing was counted twice and nothing was changed."
    parts = [plural(loaded.new, "new row")]
    parts += [f"{loaded.changed:,} changed"] if loaded.changed else []
    parts += [f"{loaded.already_there:,} already there and not counted twice"] if loaded.already_there else []
    parts += [f"{loaded.left_out:,} left out"] if loaded.left_out else []
    return f"{loaded.file_name} ({loaded.sheet}): loaded as upload {loaded.upload}: {listed(parts)}."
