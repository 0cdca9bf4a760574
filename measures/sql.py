"""Names and words in SQL text. Whatever else goes into a query is bound as a value."""

from __future__ import annotations


def quote(identifier: str) -> str:
    """An SQL identifier. The only way a name gets into SQL text."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string, for words that our own declarations list. Values from a workbook are never pasted: they are
    bound."""
    return "'" + text.replace("'", "''") + "'"


def let(name: str, value: str, then: str) -> str:
    """An SQL expression in which `name` stands for `value`: worked out once, and half as long to plan as the same words
    over again."""
    return f"list_transform([{value}], lambda {name}: {then})[1]"
