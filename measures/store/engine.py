"""What answers the measures: the seam between their queries and what works these out.

The embedded `Store` is one engine; another is asked in the same words and from the same files of SQL, and says how a
question is put to it. To ask is all that an engine does: what changes the data is of the store alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pyarrow as pa

from measures.sql import quote, reads
from measures.store.current import OF_DEMANDS, Days

# Queries that another may read by name. One that has the queries which it reads beside it, itself the last of them, is
# of those whose answer is kept: see `Kept`.
Parts = Mapping[str, str | Mapping[str, str]]


class Engine(Protocol):
    """What `answers` asks."""

    @property
    def localities(self) -> tuple[str, ...]:
        """Those that it is kept to, none where it has all."""
        ...

    def at(self, version: int | None = None) -> tuple[int, dt.date]:
        """A version, the latest if None, and the last day that is past at it."""
        ...

    def setting(self, name: str, version: int | None = None) -> object | None:
        """What was decided of how figures are worked out, as it was at a version, or None."""
        ...

    def any_later(self, tables: Sequence[str], version: int, last_day: dt.date) -> bool:
        """Whether anything in these tables happens after this day."""
        ...

    def sheets_of_uploads(self) -> dict[int, tuple[str, str, dict]]:
        """The file name, the sheet and the mapping of every upload, as far as they are known."""
        ...

    def ask(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: Any,
    ) -> pa.Table:
        """The answer to one query, whole: see `Store.ask`."""
        ...

    def rows(
        self,
        sql: str,
        tables: Sequence[str] = (),
        *,
        parts: Parts | None = None,
        version: int | None = None,
        days: Days = "all",
        **values: Any,
    ) -> list[dict]:
        """As `ask`, each row as a dict."""
        ...


def question(sql: str, named: dict[str, str], parts: Parts | None, keep: Callable[[str, str], str]) -> str:
    """The text of a query with all that it may read by name: the rows that are `named` already, each a common table
    expression, and the parts. `keep(name, query)` keeps the answer of a part and gives the expression that reads it."""
    named = dict(named)
    for name, part in (parts or {}).items():
        if isinstance(part, str):
            named[name] = step(name, part)
        else:
            # Without what it does not read, and in one order, so that it is the same whoever asks.
            names = {of for text in part.values() for of in reads(text)}
            names |= {"demands"} if names & {*OF_DEMANDS} else set()
            steps = [named[of] for of in sorted(named) if of in names] + [step(*each) for each in part.items()]
            named[name] = keep(name, f"WITH {', '.join(steps)} SELECT * FROM {quote(name)}")
    return f"WITH {', '.join(named.values())} SELECT * FROM (\n{sql}\n) AS asked" if named else sql


def step(name: str, query: str) -> str:
    """A query that others read by its name."""
    return f"{quote(name)} AS (\n{query}\n)"
