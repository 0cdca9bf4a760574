"""Tables that lie across their sheet: agencies, dates or statements side by side over the figures; and what is one for
the whole sheet, and stands in no column. Turned so that each figure is a row, they are read as any other table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import CellType, Choice, Date, FinancialYear, Rating
from measures.cells.number import Measured
from measures.cells.units import units_in, without
from measures.cells.words import NOT_KNOWN, NOUGHTS, SUPPRESSED, UNSEEN, normalise
from measures.problems import ABOVE, COLUMNS, FIGURE, FIGURES, GIVEN, Problem, figure_at, letters, shorten
from measures.schema import Column, Sheet
from measures.words import listed, plural
from measures.workbook.by_hand import ACROSS, AT
from measures.workbook.called import said_by
from measures.workbook.completed import completed, said_year
from measures.workbook.evidence import BARE_DAY, is_date
from measures.workbook.flags import is_total
from measures.workbook.footers import is_footer
from measures.workbook.read import Cells, trimmed
from measures.workbook.short_rows import beyond_headings, short_rows
from measures.workbook.totals import Total, said_to_be, totals

BETWEEN = " › "  # two lines of headings, in words

# A heading that is a month, a quarter, a week or a day: Jan-26, March, Q1 2025/26, Week 3, 2026-01-01 00:00:00,
# 05/01/2026.
DATE_HEADING = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)[\W\d]*$|(?:q|quarter|w|wk|week) ?\d|(?:m|p(?=\d\d)|period|month) "
    r"?\d\d?$|\d{4}[-/]\d\d|(?:19|20)\d\d[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$|\d\d?[./-]\d\d?[./-]\d\d|"
    r"\d\d?(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:19|20)?\d\d$",
    re.I,
)
SUM_HEADING = re.compile(
    r"(?:(?:grand|sub|row|overall)[ "
    r"-]?)?(?:total|sum|average|mean|all|change|difference|variance|saving|reduction|ytd|year to date|full "
    r"year)s?(?: .*)?|.* total|(?:running|cumulative)\b.*|.*\(?\bcumulative\)?",
    re.I,
)
IN_A_GRID = re.compile(r"(?P<question>.+?)\s*\[(?P<own>[^\[\]]+)\]", re.S)
YEAR = re.compile(r"(?:19|20)\d\d(?: ?[/–-] ?(?:\d\d|\d{4}))?")
NO_FIGURE = {"", *NOT_KNOWN, *SUPPRESSED}


@dataclass(frozen=True)
class Layout:
    """How the table of a sheet lies. `cells` and `headings` are the sheet's own; `across` has, for the position of each
    column of figures, what its heading says, by field, and `figures` the field of the figures. `given` are fields that
    are one for the whole sheet; `values` has them as they are read. `sums` are columns and `totals` rows that only add
    up the others. `gaps` are cells with words for no figure, by row, column and words. `dates` has the column of dates
    for figures of an occasion that has its own: Score at review, Review date; `undated` has, by its words, a position
    of each that has none and of which nobody says the day. Those days are among what is given. `above` is the one day
    or month that stands above the table.
    """

    cells: Cells
    headings: Mapping[int, str]
    across: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[int, int] = field(default_factory=dict)
    undated: Mapping[str, int] = field(default_factory=dict)
    figures: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    sums: tuple[int, ...] = ()
    totals: tuple[Total, ...] = ()
    gaps: tuple[tuple[int, int, str], ...] = ()
    months: int | None = None
    above: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What is one for the whole sheet, by field; of what its name or the line above it says, those words."""
        given = {name: words for name, words in self.given.items() if not name.startswith(AT)}
        return {name: said_by(self.cells.called, words, self.above) for name, words in given.items()}

    def read_as(self, position: int) -> str | None:
        """What a person may say that a heading is which stands over figures; None of any other."""
        return ACROSS + next(iter(self.across[position])) if position in self.across else None


def turned(
    cells: Cells,
    row: int,
    headings: Mapping[int, str],
    sheet: Sheet,
    across: Mapping[int, str],
    given: Mapping[str, str],
    above: str = "",
) -> tuple[Cells, dict[int, str], dict[int, str], Layout]:
    """The sheet with a row for each of its figures. `across` has the field that each heading over figures is a value
    of.

    Gives its cells and headings, and the fields of those that the sheet does not have, by position.
    """
    layout = Layout(cells, dict(headings), given=dict(given), above=above)
    long, kept, fields = cells, dict(headings), {}
    if across:
        layout = _across(layout, row, sheet, across)
        names = list(dict.fromkeys(name for words in layout.across.values() for name in words))
        long = _long(layout, row, names)
        read = {*across, *layout.sums, *layout.dates.values()} | ({layout.months} - {None})
        kept = {p: words for p, words in headings.items() if p not in read}
        fields = {ABOVE + i: name for i, name in enumerate(names)} | {FIGURE: layout.figures}
        kept |= {p: sheet.column(name).title for p, name in fields.items()}
        kept[FIGURE] += _unit_of_all(sheet.column(layout.figures).type, [headings[p] for p in layout.across])
    if layout.values:
        places = {GIVEN + i: name for i, name in enumerate(layout.values)}
        long = _with_given(long, row, {p: layout.values[name] for p, name in places.items()})
        fields |= places
        kept |= {p: sheet.column(name).title for p, name in places.items()}
    return long, kept, fields, layout


def _across(layout: Layout, row: int, sheet: Sheet, across: Mapping[int, str]) -> Layout:
    """What each heading over figures says, and which columns and rows are sums of the others."""
    column = sheet.column(sheet.figures)
    words = {}
    grid = in_a_grid({p: layout.headings[p] for p in across})
    for position, name in across.items():
        parts = without_unit(column.type, grid.get(position, layout.headings[position])).split(BETWEEN)
        words[position] = parts_of(sheet, name, parts)
    below = layout.cells.table.slice(row)
    sums = sums_of(below, {p: layout.headings[p] for p in across}, column.type)
    words = {p: its for p, its in words.items() if p not in sums}
    dates, undated = {}, {}
    for position, its in words.items():
        when = next((name for name in its if isinstance(sheet.column(name).type, Date)), "")
        if not when or is_one(sheet, when, its[when]) or said_year(its[when]):
            continue
        if own := date_of(layout.headings, its[when], across):
            dates[position] = own
        elif day := layout.given.get(AT + normalise(its[when])):
            its[when] = day
        elif normalise(its[when]) not in map(normalise, undated):
            undated[its[when]] = position
    gaps = [
        (row + 1 + i, p, text)
        for p in words
        for i, text in enumerate(map(_seen, below[f"c{p}"].to_pylist() if f"c{p}" in below.column_names else ()))
        if text and text.lower() in NO_FIGURE
    ]
    found = totals_of(below, row, layout, words)
    years = {its[name] for its in words.values() for name in its if isinstance(sheet.column(name).type, Date)}
    months = months_beside(layout.cells, row, layout.headings, years, {*across, *sums}) if years else None
    return replace(
        layout,
        across=words,
        dates=dates,
        undated=undated,
        figures=sheet.figures,
        sums=tuple(sorted(sums)),
        totals=tuple(found),
        gaps=tuple(gaps),
        months=months,
    )


def in_a_grid(headings: Mapping[int, str]) -> dict[int, str]:
    """Of headings that ask one question of several things, as forms write them, the thing that each is of, by position.

    >>> in_a_grid({3: "How do you feel? [I sleep well]", 4: "How do you feel? [I am safe]", 5: "Cost [£]"})
    {3: 'I sleep well', 4: 'I am safe'}
    """
    found = {p: match for p, words in headings.items() if (match := IN_A_GRID.fullmatch(words.strip()))}
    asked = [match["question"] for match in found.values()]
    return {p: match["own"].strip() for p, match in found.items() if asked.count(match["question"]) > 1}


def months_beside(
    cells: Cells, row: int, headings: Mapping[int, str], years: Collection[str], others: Collection[int]
) -> int | None:
    """The column, none of the others, that has the months, quarters or weeks of years that stand over figures; None
    where there is none. From April to March of a year that has one number it is not sure of which year they are."""
    if not years or not all(said_year(words) for words in years):
        return None
    for position in sorted(headings):
        name = f"c{position}"
        if position in others or name not in cells.table.column_names:
            continue
        below = [_seen(words) for words in cells.table[name].slice(row).to_pylist()]
        said = [words for words in below if words and not SUM_HEADING.fullmatch(words.strip(" :="))]
        heading = headings[position]
        made = [completed(words, "2024/25", heading) for words in said]
        april_first = (
            bool(made) and (made[0] or "").startswith("Apr") and any((m or "").startswith("Mar") for m in made)
        )
        if len({*made}) > 1 and all(made) and not (april_first and any("/" not in (said_year(y) or "") for y in years)):
            return position
    return None


START = r"start|baseline|initial|first|before|pre|entry|opening|beginning"
LATEST = r"review|latest|last|end|final|now|after|post|current|today|exit|closing|follow ?up"
OCCASION = re.compile(rf"\b(?:(?P<start>{START})|(?P<latest>{LATEST}))\b(?:\D*(?P<number>\d+))?", re.I)
OCCASION_LAST = re.compile(rf"(?P<what>.+?)[ :,(–-]+(?P<when>(?:{START}|{LATEST})(?: ?\d+)?)\)?", re.I)
OCCASION_FIRST = re.compile(rf"(?P<when>(?:{START}|{LATEST})(?: ?\d+)?)[ :,–-]+(?P<what>.+)", re.I)


def occasion(heading: str) -> str:
    """At what a figure was taken, in one way for all its words: the start, the latest, review 2; blank where a
    heading does not say. Of several lines the last says it."""
    found = OCCASION.search(heading.split(BETWEEN)[-1])
    return f"{'start' if found['start'] else 'latest'} {found['number'] or ''}" if found else ""


# An occasion with its day: Start (04/03/2025), Review 2: 13 May 2025.
ITS_DAY = re.compile(
    rf"(?:{START}|{LATEST})(?: ?\d+)?[ :,(–-]+(\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}} "
    rf"[a-z]{{3,9}}\.? \d{{2,4}})\)?",
    re.I,
)


def is_date_heading(words: str) -> bool:
    """Whether figures stand under a day or a period."""
    return bool(DATE_HEADING.match(words) or re.fullmatch(BARE_DAY, words)) or is_date(words.removesuffix(" 00:00:00"))


def _day_of(words: str) -> str | None:
    """The day that stands behind an occasion."""
    found = ITS_DAY.fullmatch(words.strip().removesuffix(" 00:00:00"))
    return found[1] if found else None


def is_at_occasion(heading: str) -> bool:
    """Whether the last line of a heading of several is an occasion."""
    *above, last = heading.split(BETWEEN)
    return bool(above and len(last.split()) < 4 and occasion(last))


def occasions_apart(headings: Mapping[int, str]) -> dict[int, str]:
    """Headings each of which ends or begins with an occasion, as two lines: Sleep › start; none where these are not
    of two things or more, and the same for all."""
    found: dict[int, str] = {}
    grid: dict[str, list[str]] = {}
    for position, words in headings.items():
        its = OCCASION_LAST.fullmatch(words) or OCCASION_FIRST.fullmatch(words)
        if its and BETWEEN not in words and not re.fullmatch(r"(?:the )?dates?(?: of)?", its["what"].strip(), re.I):
            found[position] = f"{its['what'].strip()}{BETWEEN}{its['when']}"
            grid.setdefault(normalise(its["what"]), []).append(normalise(its["when"]))
    occasions = {tuple(sorted(its)) for its in grid.values()}
    if len(grid) < 2 or len(occasions) != 1 or len({*next(iter(occasions))}) < 2:
        return {}
    return {**headings, **found}


def date_of(headings: Mapping[int, str], words: str, across: Mapping[int, object]) -> int | None:
    """The column of the date of an occasion: Review date of Score at review."""
    when = occasion(words)
    its = (p for p, words in headings.items() if p not in across and re.search(r"\bdate\b", words, re.I))
    return next((p for p in its if when and occasion(headings[p]) == when), None)


def sums_of(below: pa.Table, headings: Mapping[int, str], type_: CellType) -> set[int]:
    """Of columns of figures those that only add up the others, as their headings say or as each of their rows comes to:
    a total, a year to date. Nobody adds up ratings."""
    named = {p for p, words in headings.items() if SUM_HEADING.fullmatch(words.strip(" :="))}
    if len(headings) < 3:  # of two columns none is told by what it comes to, but one that runs on
        return {p for p in named if re.match("running|cumulative", headings[p].strip(), re.I)}
    if isinstance(type_, Rating):
        return named
    columns = {p: [number_of(text) for text in below[f"c{p}"].to_pylist()] for p in headings if p not in named}
    rows = [[n or 0.0 for n in its] for its in zip(*columns.values(), strict=True)]
    sums, filled = [math.fsum(its) for its in rows], [sum(map(bool, its)) for its in rows]
    added = set()
    for position, its in columns.items():
        others = zip(its, sums, filled, strict=True)  # of each row what the other columns come to
        made = [(value, of_all - value) for value, of_all, n in others if value is not None and n - bool(value) > 1]
        if len(made) > 1 and all(math.isclose(value, rest, rel_tol=1e-9, abs_tol=0.0051) for value, rest in made):
            added.add(position)
    return named | added if len(added) < 2 else named


def _seen(words: str | None) -> str:
    return (words or "").strip(UNSEEN)


def parts_of(sheet: Sheet, name: str, parts: Sequence[str]) -> dict[str, str]:
    """What each line of a heading over figures is: a date or a choice where it can be no other, and the rest a name."""
    found, rest = {}, []
    its_own = sheet.column(sheet.figures).headings
    for part in parts:
        its = [a for a in sheet.across if a not in found and is_one(sheet, a, part)]
        if not its and len(parts) > 1 and len(part.split()) < 4 and occasion(part):
            its = [a for a in sheet.across if a not in found and isinstance(sheet.column(a).type, Date)]
        if its:
            found[its[0]] = _option(sheet, its[0], part) or _day_of(part) or part.removesuffix(" 00:00:00")
        elif len(parts) > 1 and normalise(part) in its_own:
            continue  # the figure's own name
        else:
            rest.append(part)
    if rest:
        names = [a for a in (name, *sheet.across) if a not in found and (a == name or _is_free(sheet.column(a)))]
        found[names[0] if names else name] = " ".join(rest)
    return found


def _is_free(column: Column) -> bool:
    """Whether a column takes any words."""
    return not column.type.unread


def is_one(sheet: Sheet, name: str, words: str) -> bool:
    """Whether words are surely a value of a column of a sheet: a date, a period, or one of a few."""
    column = sheet.column(name)
    if name == sheet.period_in:
        return bool(DATE_HEADING.match(words.strip()) or YEAR.fullmatch(words.strip()))
    if isinstance(column.type, FinancialYear):
        return bool(YEAR.fullmatch(words.strip()))
    if isinstance(column.type, Date):
        return is_date_heading(words.strip()) or bool(_day_of(words))
    return bool(_option(sheet, name, words))


def _option(sheet: Sheet, name: str, words: str) -> str | None:
    """Which of a few values words are, with or without the name of the figures: Historic cost, Failure calls, Cost
    before."""
    column = sheet.column(name)
    if not isinstance(column.type, Choice):
        return None
    spelled, folded = column.type.spellings(), normalise(words)
    return spelled.get(folded) or next(
        (spelled[rest] for rest in _without_figures(sheet.column(sheet.figures), folded) if rest in spelled), None
    )


@lru_cache(maxsize=20_000)  # every heading is compared with every kind of sheet
def _without_figures(figures: Column, words: str) -> tuple[str, ...]:
    """What is left of words without what the figures under them are called, before or behind them."""
    names = {normalise(name) for name in (*figures.headings, *figures.measured)}
    names = {form for name in names for form in (name, f"{name}s")}
    found = (re.fullmatch(rf"(?:{name}(?: of(?: the)?)? (.+)|(.+) {name})", words) for name in map(re.escape, names))
    return tuple(match[1] or match[2] for match in found if match)


def without_unit(type_: CellType, heading: str) -> str:
    """A heading without the unit or scale of the figures under it."""
    if type_.by_heading(heading):
        heading = type_.without_way(heading)
    elif isinstance(type_, Measured):
        heading = without(heading, type_.units)
    return re.sub(r"[(\[]\s*[)\]]", "", heading).strip(" ,-–:")


def _unit_of_all(type_: CellType, headings: Sequence[str]) -> str:
    """The unit or scale that all headings over figures have, in brackets; blank where they have none, or several."""
    said = set()
    for heading in headings:
        if type_.by_heading(heading) is not None:
            said.add(" ".join(word for word in re.findall(r"[(\[](.*?)[)\]]", heading)) or "")
        elif isinstance(type_, Measured):
            said.add(" ".join(unit.name for unit in units_in(heading, type_.units)))
        else:
            said.add("")
    (unit,) = said if len(said) == 1 else ("",)
    return f" ({unit})" if unit else ""


def totals_of(below: pa.Table, row: int, layout: Layout, across: Mapping[int, object]) -> list[Total]:
    """Rows that are totals of the others, by what stands in another column, or by what they come to."""
    numbers = pa.chunked_array([pa.arange(row + 1, row + 1 + below.num_rows).cast(pa.int32())])
    others = [p for p in layout.headings if p not in across and p not in layout.sums and f"c{p}" in below.column_names]
    names = [trimmed(below[f"c{p}"]) for p in others]
    words = said_to_be(names, numbers)
    if first := [row + 1 + i for i in pc.indices_nonzero(is_total(below, min(others))).to_pylist()] if others else []:
        words |= dict.fromkeys(first, (True, set()))
    if others:  # "Total rows: 25" under the cases
        beside = names[others.index(min(others))]
        about = [text for text in pc.drop_null(pc.unique(beside)).to_pylist() if is_footer([text, "0"], False)]
        rows = numbers.filter(pc.is_in(beside, pa.array(about, beside.type))).to_pylist()
        words |= dict.fromkeys(rows, (True, set()))
    if not words:
        return []
    amounts = [[number_of(text) for text in below[f"c{p}"].to_pylist()] for p in across]
    return totals(numbers.to_pylist(), amounts, words, set(), set())


@lru_cache(maxsize=20_000)  # the same columns are looked at as of each kind
def number_of(words: str | None) -> float | None:
    """The figure in a cell; None where there is none."""
    text = re.sub(r"[£,\s%]", "", words or "")
    text = f"-{text[1:-1]}" if text.startswith("(") else text
    if text.lower() in NOUGHTS:
        return 0.0
    try:
        return float(text)
    except ValueError:
        return None


def _long(layout: Layout, row: int, names: Sequence[str]) -> Cells:
    """A row for each figure, with what stands beside it and over it; blank cells are no figures, and have no row."""
    cells, across = layout.cells, layout.across
    below = cells.table.slice(row)
    read = {*across, *layout.sums, layout.months}
    beside = [n for n in below.column_names if int(n[1:]) not in read]
    filled = {n: _down(cells, row, n, below[n]) for n in beside}
    faulty = {(r, c) for r, c, *_ in cells.faults if c in across and r > row}
    sums = {total.row for total in layout.totals}
    of, numbers, columns = [], [], []  # for each figure: the row it is in, its number, and its column
    figures = {
        p: below[f"c{p}"].to_pylist() if f"c{p}" in below.column_names else [None] * below.num_rows for p in across
    }
    for i in range(below.num_rows):
        number = row + 1 + i
        for p in across if number not in sums else ():
            words = _seen(figures[p][i])
            if words.lower() not in NO_FIGURE or (number, p) in faulty:
                of.append(i)
                numbers.append(figure_at(number, p))
                columns.append(p)
    rows = pa.array(of, pa.int64())
    table = {n: pc.take(column, rows) for n, column in filled.items()}
    over = {name: [across[p].get(name) for p in columns] for name in names}
    for p, q in layout.dates.items():
        own = below[f"c{q}"].to_pylist()
        its = over[next(iter(across[p]))]
        its[:] = [own[i] if column == p else words for i, column, words in zip(of, columns, its, strict=True)]
    if layout.months is not None:
        own, heading = below[f"c{layout.months}"].to_pylist(), layout.headings[layout.months]
        for its in over.values():
            years = [said_year(words or "") for words in its]
            its[:] = [
                (completed(own[i] or "", year, heading) or f"{own[i] or ''} {words}".strip()) if year else words
                for i, year, words in zip(of, years, its, strict=True)
            ]
    table |= {f"c{ABOVE + i}": pa.chunked_array([pa.array(over[name], pa.string())]) for i, name in enumerate(names)}
    table[f"c{FIGURE}"] = pa.chunked_array(
        [pa.array([figures[p][i] for i, p in zip(of, columns, strict=True)], pa.string())]
    )
    top = cells.table.slice(0, row)
    above = {n: top[n] if n in top.column_names else pa.nulls(row, pa.string()) for n in table}
    faults = [*cells.faults, *short_rows(cells, row, sorted(layout.headings)), *beyond_headings(cells, row)]
    return Cells(
        cells.sheet,
        pa.concat_tables([pa.table(above), pa.table(table)]),
        cells.hidden,
        tuple(_moved(faults, numbers, across)),
        hidden_rows=cells.hidden_rows,
        numbers=tuple(numbers),
    )


def _down(cells: Cells, row: int, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column in which a cell merged over several rows says the same of each."""
    merged = [(first, last) for p, first, last in cells.merged if f"c{p}" == name and first > row]
    if not merged:
        return column
    words = column.to_pylist()
    for first, last in merged:
        words[first - row - 1 : last - row] = [words[first - row - 1]] * len(words[first - row - 1 : last - row])
    return pa.chunked_array([pa.array(words, pa.string())])


def _moved(
    faults: Sequence[tuple[int, int, str, str]], numbers: Sequence[int], across: Mapping[int, object]
) -> list[tuple[int, int, str, str]]:
    """Faults of cells as those of the figures: of what stands beside them, in each row of it."""
    of_row: dict[int, list[int]] = {}
    for number in numbers if faults else ():
        of_row.setdefault((number - FIGURES) // COLUMNS, []).append(number)
    found = []
    for row, column, code, text in faults:
        if column in across:
            found.append((figure_at(row, column), FIGURE, code, text))
        else:
            found += [(number, column, code, text) for number in of_row.get(row, ())]
    return found


def _with_given(cells: Cells, row: int, given: Mapping[int, str]) -> Cells:
    """The cells with a column for each value that is one for the whole sheet: in every row that has something."""
    below = cells.table.slice(row)
    there = pa.array([False] * below.num_rows)
    for column in below.columns:
        there = pc.or_(there, pc.fill_null(pc.not_equal(pc.utf8_trim(column, UNSEEN), ""), False).combine_chunks())
    table = cells.table
    for position, words in given.items():
        its = pa.concat_arrays([pa.nulls(row, pa.string()), pc.if_else(there, words, None).cast(pa.string())])
        table = table.append_column(f"c{position}", its)
    return replace(cells, table=table)


def when_was(cells: Cells, row: int, layout: Layout) -> list[Problem]:
    """What is asked of occasions that have no date."""
    return [Problem("when-was", cells.sheet, row, p, {"value": shorten(words)}) for words, p in layout.undated.items()]


def months_told(layout: Layout, row: int) -> dict[str, object] | None:
    """How the months of years that stand over figures are read, with an example; None where there are none."""
    if layout.months is None:
        return None
    heading = layout.headings[layout.months]
    year = next(said for its in layout.across.values() for words in its.values() if (said := said_year(words)))
    below = map(_seen, layout.cells.table[f"c{layout.months}"].slice(row).to_pylist())
    first, day = next((words, day) for words in below if (day := completed(words, year, heading)))
    return {"heading": shorten(heading), "value": shorten(first), "year": year, "now": shorten(day)}


def told(cells: Cells, row: int, sheet: Sheet, layout: Layout) -> list[Problem]:
    """What is told of a table that lies across: how it is read, and which sums are left out."""
    found = []
    titles = {c.name: c.title for c in sheet.all_columns}
    if layout.across:
        over = list(layout.across)
        names = next(iter(layout.across.values()))
        first, last = letters(over[0]), letters(over[-1])
        columns = f"columns {first} to {last} are" if len(over) > 1 else f"column {first} is"
        details = {"columns": columns, "field": titles[sheet.figures]}
        details |= {"over": listed([titles[name] for name in names]), "such": shorten(layout.headings[over[0]])}
        found.append(Problem("read-across", cells.sheet, None, None, details))
    if sheet.period_in and (its := [words for words in layout.across.values() if sheet.period_in in words]):
        such = {"value": shorten(its[0][sheet.period_in]), "field": titles[sheet.period_in]}
        found.append(Problem("only-a-period", cells.sheet, None, None, such))
    if (example := months_told(layout, row)) is not None:
        found.append(Problem("months-of-years", cells.sheet, row, layout.months, example))
    for position in layout.sums:
        found.append(Problem("sum-column", cells.sheet, row, position, {"value": shorten(layout.headings[position])}))
    if layout.gaps:
        (number, position, words), *others = layout.gaps
        details = {"value": shorten(words), "others": f", and {plural(len(others), 'cell')} more" if others else ""}
        found.append(Problem("no-figure", cells.sheet, number, position, details))
    found += when_was(cells, row, layout)
    for name, words in layout.values.items():
        found.append(Problem("one-for-all", cells.sheet, None, None, {"field": titles[name], "value": shorten(words)}))
    for total in layout.totals:
        found.append(Problem("total-row", cells.sheet, total.row))
    return found
