"""A pack as one page of HTML that needs no server, no script and no other file: it opens from a mail, is read aloud,
and prints a page for each of its parts."""

from __future__ import annotations

from html import escape

from measures.export import picture
from measures.export.native import figure
from measures.export.story import Pack, Page
from measures.views.theme import FONT, INK, LINES, QUIET

TALL = 240  # a chart that has a page for itself
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # nothing is fetched, and nothing runs
STYLE = f"""
body {{ font: 18px/1.45 {FONT}; color: {INK}; background: #FFFFFF; margin: 0 auto; max-width: 60rem; padding: 0 1.5rem; }}
section {{ min-height: 92vh; padding: 1.5rem 0; border-bottom: 1px solid {LINES}; }}
h1, h2 {{ line-height: 1.2; margin: 0 0 .5rem; }} h1 ~ h2, h3 {{ margin: 1rem 0 .25rem; font-size: 1rem; }}
.about, footer, nav {{ color: {QUIET}; font-size: .9rem; }}
figure {{ margin: 1rem 0; }} figure svg {{ max-width: 100%; height: auto; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .9rem; margin: 1rem 0; }} caption {{ text-align: left; color: {QUIET}; }}
th, td {{ padding: .2rem .7rem .2rem 0; border-bottom: 1px solid {LINES}; text-align: left; vertical-align: top; }}
.number {{ text-align: right; }}
@media print {{ nav {{ display: none; }} body {{ font-size: 12px; }} section {{ min-height: 0; break-after: page; border: 0; }}
  figure, tr {{ break-inside: avoid; }} thead {{ display: table-header-group; }} }}
"""


def document(pack: Pack, *, folded: bool = False, policy: str = POLICY, style: str = "", end: str = "") -> str:
    """The page of a pack. Where it is `folded`, tables that stand below a picture are, and notes are a part of their
    own. It may have more `style` and another `policy`, and `end` with more."""
    links = "".join(f'<li><a href="#p{nth}">{escape(page.headline)}</a></li>' for nth, page in enumerate(pack.pages))
    nth, parts = 0, []
    for at, page in enumerate(pack.pages):
        parts.append(_section(page, at, nth, folded))
        nth += len(page.pictures)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(pack.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{STYLE}{style}</style></head>\n'
        f'<body><nav aria-label="Contents"><ol>{links}</ol></nav><main>{"".join(parts)}</main>'
        f"<footer><p>{escape(pack.foot)}</p></footer>{end}</body></html>\n"
    )


def _section(page: Page, at: int, nth: int, folded: bool) -> str:
    """A page; its pictures are the `nth` and those that follow."""
    heading, under = ("h2", "h3") if at else ("h1", "h2")
    parts = [f'<{heading} id="h{at}">{escape(page.headline)}</{heading}>']
    if page.about:
        parts.append(f'<p class="about">{escape(page.about)}</p>')
    for title, lines in page.lines:
        parts.append(
            (f"<{under}>{escape(title)}</{under}>" if title else "") + f"<ul>{''.join(map(_item, lines))}</ul>"
        )
    alt = escape(f"{page.headline}. The same numbers are in the table below.")
    for more, each in enumerate(page.pictures):
        wide = picture.PLOT // (1 + (folded and len(page.pictures) > 1))
        drawn = picture.alone(each, nth + more, wide, TALL if folded else 0).replace(
            "<svg ", '<svg aria-hidden="true" ', 1
        )
        said = f"<figcaption>{escape(page.captions[more])}</figcaption>" if page.captions else ""
        parts.append(f'<figure>{said}<div role="img" aria-label="{alt}">{drawn}</div></figure>')
    table = _table(page)
    if folded and table and page.pictures:
        table = f"<details><summary>The same numbers as a table</summary>{table}</details>"
    notes = "".join(f'<p class="about">{escape(note)}</p>' for note in page.notes if note)
    parts += [table, f'<aside aria-label="Notes">{notes}</aside>' if folded and notes else notes]
    return f'<section id="p{at}" aria-labelledby="h{at}">{"".join(parts)}</section>\n'


def _item(line: str) -> str:
    return f"<li>{escape(line)}</li>"


def _table(page: Page) -> str:
    rows = [row for row in page.shown.rows if any(row.values())]  # without those that only break a line
    if not rows:
        return ""
    headings = [*rows[0]]

    def cell(row: dict, heading: str) -> str:
        said = str(row[heading])
        if heading == headings[0]:
            return f'<th scope="row">{escape(said)}</th>'
        return f'<td class="number">{escape(said)}</td>' if figure(said) else f"<td>{escape(said)}</td>"

    head = "".join(f'<th scope="col">{escape(each)}</th>' if each else "<td></td>" for each in headings)
    body = "".join(f"<tr>{''.join(cell(dict(row), heading) for heading in headings)}</tr>" for row in rows)
    table = (
        f"<table><caption>{escape(page.headline)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return f'<div class="wide" tabindex="0" role="region" aria-label="Table: {escape(page.headline)}">{table}</div>'
