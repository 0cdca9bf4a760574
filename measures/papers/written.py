"""Papers as one page that any browser and any word processor opens, without the app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

STYLE = (
    "body { font: 11pt/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; } "
    "table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; } "
    "th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border: 1px solid #8A9094; } "
    "th[scope=row] { width: 18rem; font-weight: 600; }"
)


def as_page(
    title: str,
    about: str,
    parts: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> str:
    """A page of HTML: questions and answers under each heading, then tables with a row of headings."""
    body = [f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"]
    for heading, answers in parts.items():
        rows = "".join(f"<tr><th scope=row>{escape(q)}</th><td>{escape(a)}</td></tr>" for q, a in answers.items())
        body.append(f"<h2>{escape(heading)}</h2><table>{rows}</table>")
    for heading, rows in (tables or {}).items():
        head = _row((each for each in rows[0]), "th scope=col", "th") if rows else ""
        body.append(f"<h2>{escape(heading)}</h2><table>{head}{''.join(_row(row.values()) for row in rows)}</table>")
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
        f"<body>{''.join(body)}</body></html>\n"
    )


def _row(cells: Iterable[str], begin: str = "td", end: str = "td") -> str:
    return f"<tr>{''.join(f'<{begin}>{escape(cell)}</{end}>' for cell in cells)}</tr>"
