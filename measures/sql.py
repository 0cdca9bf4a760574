"""Names and words in SQL text. Whatever else goes into a query is bound as a value."""

from __future__ import annotations


def quote(identifier: str) -> str:
    """An SQL identifier. The only way a name gets into SQL text."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string, for words that our own declarations list. Values from a workbook are never pasted: they are bound."""
    return "'" + text.replace("'", "''") + "'"
