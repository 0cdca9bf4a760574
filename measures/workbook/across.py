"""Which tables lie across their sheet: of what kind, under which headings, and what a person is told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from measures.cells import CellType, Choice, Date, FinancialYear, Money, Number, Rating, Text
from measures.cells.words import NOUGHTS, UNSEEN, normalise
from measures.problems import COLUMNS, MOST_ROWS, TITLE, Problem, shorten
from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.words import listed
from measures.workbook.by_hand import ACROSS, OF_ABOVE, OF_SHEET
from measures.workbook.completed import said_year
from measures.workbook.evidence import REFERENCE, Look
from measures.workbook.layouts import (
    BETWEEN,
    NO_FIGURE,
    YEAR,
    Layout,
    date_of,
    is_at_occasion,
    is_date_heading,
    is_one,
    months_beside,
    months_told,
    number_of,
    occasion,
    parts_of,
    sums_of,
    when_was,
    without_unit,
)
from measures.workbook.matching import is_named, match_columns, needed
from measures.workbook.read import Cells
from measures.workbook.suggest import FORM_TIMES, LIKELY, STARTS_AND_ENDS, suggest
from measures.workbook.titles import are_days, day_or_month_above

SUM_OF = re.compile(r"(?:sum|average|mean|total|avg) (?:of )?", re.I)  # as reports name what they sum up
FIRST_PERSON = re.compile(r"\b(?:i|my|me|we|our|us)\b", re.I)  # in a statement, and in no name of an agency
MONTHS, YEARS = ("month", "period", "month and year", "month year"), ("year", "financial year", "calendar year")
OF_A_ROW = (
    "id",
    "response id",
    "respondent id",
    "submission id",
    "row id",
    "row",
    "line",
)  # as lists and forms count them
# When a form was begun and when it was sent, of which the later is the day of its answers.
BEGUN_AND_SENT = STARTS_AND_ENDS | FORM_TIMES | {"start date", "end date", "timestamp", "submitted"}
UNITS = ("unit", "units", "per", "measured in", "unit of measure")  # and no case or measure
NO_AMOUNT = {*NO_FIGURE, *NOUGHTS, "none"}  # words in a column of figures, which are told there
# No agencies, but parts of one amount.
TAXES = re.compile(r"(?:net|vat|tax|gross|excl?(?:uding)?|incl?(?:uding)?)\b.*|.*\b(?:net|vat|gross)", re.I)
ROW_LABELS = "row labels"
ANYTHING = ("type", "category")  # headings of demands, and of whatever else is counted or paid for
ROWS_LOOKED_AT = 300  # under the headings, to see whether a column has figures
FIGURE_WORDS = re.compile(r"[-+−(£\s]*[\d,.\s]*\d[\d,.]*\s*[%)]?\+?")
NO_NAME = re.compile(r"(?:sheet|data|table|tab|export|report|results?)[ _-]*\d*|\d+", re.I)


@dataclass(frozen=True)
class CrossTable:
    """A table that may lie across: as what, under which headings, and how well it fits. It is `certain` where its
    headings say so, and `spoken` where these are what people say of themselves."""

    sheet: Sheet
    row: int
    headings: dict[int, str]
    across: dict[int, str]
    given: dict[str, str]
    fits: float
    certain: bool
    spoken: bool = False


def find(cells: Cells, rows: Sequence[tuple[int, dict[int, str]]]) -> CrossTable | None:
    """The table that lies across a sheet, if there is one: the kind and the row of headings that fit best."""
    best: CrossTable | None = None
    for row, headings in rows if cells.table.num_rows < MOST_ROWS else ():
        if 2 * sum(bool(_is_figure(h)) and not _is_year_or_day(h) for h in headings.values()) > len(headings):
            continue  # a row of the table
        figures = [
            p
            for p in sorted(headings)
            if len(headings) > 1 and p < COLUMNS and normalise(headings[p]) not in YEARS and has_figures(cells, row, p)
        ]
        for sheet in SHEETS.values():
            for name in sheet.across:
                if len(figures) < 2 and name != sheet.named or len(headings) < 3 and len(figures) != 1:
                    continue
                found = _find(cells, row, headings, figures, sheet, name)
                if found and (best is None or found.fits > best.fits):
                    best = found
            found = _counted(row, headings, figures, sheet) if sheet.counted else None
            if found and (best is None or found.fits > best.fits):
                best = found
    return _with_when(cells, best) if best and best.fits > 0 else None


def _with_when(cells: Cells, found: CrossTable) -> CrossTable:
    """The table with the one day or month that stands above it, where counts lack no more than when they were."""
    sheet, when = found.sheet, found.sheet.happens_on
    names = {name.removeprefix(ACROSS) for name in found.across.values()} | {*found.given, sheet.figures}
    beside = match_columns(sheet, {p: words for p, words in found.headings.items() if p not in found.across})
    there = [*beside.values(), *(sheet.column(name) for name in sorted(names))]
    lacking = needed(sheet, dict(enumerate(there)))
    if not when or sheet.figures != (sheet.counted and sheet.counted.name) or lacking != [sheet.column(when).title]:
        return found
    said = _said_when(cells, found.row)
    return replace(found, given={**found.given, when: said}, certain=False) if said else found


def _said_when(cells: Cells, row: int) -> str:
    """What says when all rows of a sheet were: its name, or what stands above them; blank where nothing does."""
    return OF_SHEET if are_days([cells.called]) else OF_ABOVE if day_or_month_above(cells, row) else ""


def _find(
    cells: Cells, row: int, headings: dict[int, str], figures: Sequence[int], sheet: Sheet, name: str
) -> CrossTable | None:
    """The table as one of this kind, with values of this field over its figures."""
    over_figures = {sheet.figures: headings, name: figures}  # where a column of these names is none of its own
    matched = {p: c for p, c in match_columns(sheet, headings).items() if p not in over_figures.get(c.name, ())}
    month = _month_of(sheet, headings, matched) if sheet.counted else {}
    matched |= month
    column, figure = sheet.column(name), sheet.column(sheet.figures)
    occasions = {
        p for p in figures if sheet.kind == "ratings" and isinstance(column.type, Date) and occasion(headings[p])
    }
    if len(occasions) > 1:  # the date of one of them is not that of all
        matched = {p: c for p, c in matched.items() if c is not column or not occasion(headings[p])}
    years = {p for p in figures if isinstance(column.type, Date) and said_year(headings[p])}
    months = months_beside(cells, row, headings, {headings[p] for p in years}, figures)
    if months is not None:
        matched = {p: c for p, c in matched.items() if p != months}
    if column in matched.values():
        return None
    folded = {p: normalise(headings[p]) for p in figures if p not in matched}
    of_money = isinstance(figure.type, Money)
    no_figures = {p for p, its in folded.items() if its in OF_A_ROW or of_money and REFERENCE.search(its)}
    free = {p: headings[p] for p in folded if p not in no_figures}
    sums = sums_of(cells.table.slice(row, ROWS_LOOKED_AT), free, figure.type)
    parts = {p: without_unit(figure.type, headings[p]).split(BETWEEN) for p in free}
    # Visits and £ side by side under each agency: only one of them are its figures.
    own = [p for p in free if len(parts[p]) > 1 and normalise(parts[p][-1]) in figure.headings]
    if own:
        free = {p: headings[p] for p in own}
    of_months = years if months is not None else set()
    sure = [
        p for p in free if p not in sums and (p in of_months or any(is_one(sheet, name, part) for part in parts[p]))
    ]
    typed = isinstance(column.type, Date | Choice | FinancialYear) or name == sheet.period_in
    over = sorted({*sure, *occasions} & {*free}) if typed else [p for p in free if p not in sums]
    apart = _apart(cells, sheet, row, headings, matched, free) if name == sheet.named else []  # Month | Area | Arrears
    alone = name == sheet.named and len(headings) == len(matched) + len(free) + len(apart) > len(free)  # Month | Calls
    if (
        len(over) < (1 if alone else 2)
        or len({normalise(headings[p]) or p for p in over}) < len(over)  # one of two that are called the same
        or any(not part for p in over for part in parts[p])  # a unit and no name
        or not typed
        and all(_is_figure(headings[p]) for p in over)  # a row of the table
        or (typed and not sure and len(occasions) < 2)
        or _names_of_figures(sheet, name, over, parts)
        # "Total cost" is the cost, and no agency.
        or (of_money and name == "agency" and any(folded[p] in figure.headings for p in over if p not in own))
        or sum(not _may_be(cells, row, p, figure.type) for p in over) > len(over) / 4
    ):
        return None
    names = {each for p in over for each in parts_of(sheet, name, parts[p])}
    there = [*matched.values(), figure, *map(sheet.column, names)]
    if figure is sheet.counted:
        sheet = sheet.without_words
    lacking = [c for c in sheet.columns if c.title in needed(sheet, dict(enumerate(there)))]
    own_dates = {date_of(headings, headings[p], dict.fromkeys(over)) for p in occasions}
    texts = [p for p in headings if p not in matched and p not in figures and p not in {*own_dates, months}]
    texts = [p for p in texts if not _is_blank(cells, row, p) and p not in apart]
    named = dict.fromkeys(apart, name)
    dates = [c for c in sheet.columns if isinstance(c.type, Date) and c not in there]
    dated = [p for p in texts if dates and has_dates(cells, row, p)]
    if len(dated) > 1 and all(normalise(headings[p]) in BEGUN_AND_SENT for p in dated):
        texts = [p for p in texts if p not in dated[:-1]]
        dated = dated[-1:]
    if len(dated) == 1:
        named, texts = {**named, dated[0]: dates[0].name}, [p for p in texts if p != dated[0]]
        lacking = [c for c in lacking if c is not dates[0]]
    its_case = _case_of(
        cells, sheet, row, headings, lacking, [p for p in headings if p not in matched and p not in over]
    )
    if its_case:
        named = {**named, **its_case}
        texts = [p for p in texts if p not in its_case]
        lacking = [c for c in lacking if c.name not in its_case.values()]
    spoken = sheet.kind == "ratings" and len(texts) == 1 and _are_spoken(cells, row, texts[0])
    ours = [c for c in lacking if c.name not in sheet.one_for_all] if spoken else lacking
    others = len(texts) == 1 and normalise(headings[texts[0]]) in UNITS
    if (typed or dated) and len(ours) == len(texts) == 1 and not ours[0].type.unread and not others:
        # The one column of words beside dates.
        named, lacking = {**named, texts[0]: ours[0].name}, [c for c in lacking if c is not ours[0]]
    if figure is sheet.counted and len(texts) == 1 and not {sheet.words, sheet.counted_as} & {c.name for c in there}:
        named |= {texts[0]: sheet.counted_as}
    if figure is sheet.counted and any(
        normalise(headings[p]) in _declared() for p, its in named.items() if its == sheet.counted_as
    ):
        return None  # a case, or a street: its figures count no demands
    if name == "agency" and any(TAXES.fullmatch(headings[p].strip()) for p in over):
        return None
    if name == "agency" and 2 * sum(bool(FIRST_PERSON.search(headings[p])) for p in over) > len(over):
        return None
    of_demands = {sheet.words, sheet.counted_as, *sheet.across} & {c.name for c in matched.values()}
    if figure is sheet.counted and not of_demands and not (sure and not isinstance(column.type, Date)):
        texts = [*texts, -1]  # counts of anything: a series rather
    given = {c.name: OF_SHEET for c in lacking if c.name in sheet.one_for_all and not NO_NAME.fullmatch(cells.called)}
    if not matched and not named:
        return None
    # What stands beside the figures and is nothing here speaks for another kind; and people's own words are sentences.
    in_words = sum(len(headings[p].replace(BETWEEN, " ").split()) > 2 for p in over) > len(over) / 2
    taken_at = name == "statement" and len({occasion(headings[p]) for p in over if is_at_occasion(headings[p])}) > 1
    fits = len(matched) + (len(sure) / len(over) if typed else 0) + 0.5 * (in_words == (name == "statement"))
    # A pivot table has no name for its rows.
    fits += 2 * sum(normalise(headings[p]) == ROW_LABELS for p in named)
    fits += (
        2 * (months is not None)
        + taken_at
        + 2 * spoken
        + 2 * len(its_case)
        + (len(dated) == 1)
        - (2 * len(lacking) - len(given) + len(texts))
    )
    fits += is_named(cells.sheet, sheet)
    return CrossTable(
        sheet,
        row,
        headings,
        dict.fromkeys([*over, *(p for p in sums if over)], ACROSS + name)
        | named
        | {p: c.name for p, c in month.items()},
        given,
        fits,
        # The figures of an agency, or of categories, by month may be pounds as well as what people asked.
        certain=isinstance(column.type, Date)
        and not named
        and not lacking
        and len(sure) == len(over)
        and (
            figure is not sheet.counted
            or any(c.name in of_demands and normalise(headings[p]) not in ANYTHING for p, c in matched.items())
        ),
        spoken=name == "statement"
        and not lacking
        and 2 * sum(bool(FIRST_PERSON.search(normalise(words))) for words in (headings[p] for p in over)) >= len(over),
    )


def _apart(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column], free: Mapping[int, str]
) -> list[int]:
    """The one or two columns of words that tell apart the figures of one date, such as areas: none where each date
    stands once, where they do not tell them all apart, or where the figures are costs, which have a kind of their
    own."""
    dates = [p for p, column in matched.items() if column.name == sheet.happens_on]
    words = [p for p in headings if p not in matched and p not in free and not _is_blank(cells, row, p)]
    if len(dates) != 1 or not 1 <= len(words) <= 2 or len(words) + len(matched) + len(free) != len(headings):
        return []
    costs = SHEETS["transactions"]
    bare = {*map(normalise, costs.column(costs.figures).measured)}
    if any(normalise(heading) in bare or match_columns(costs, {p: heading}) for p, heading in free.items()):
        return []
    rows = cells.table.slice(row, ROWS_LOOKED_AT)
    points = [*zip(*(rows[f"c{p}"].to_pylist() for p in (dates[0], *words)), strict=True)]
    points = [each for each in points if all((text or "").strip() for text in each)]
    if len(points) < 4 or len({each[0] for each in points}) == len(points) or len({*points}) < len(points):
        return []
    names = [Look.at([each[n] for each in points]) for n in range(1, 1 + len(words))]
    return words if all(2 * len({*look.cells}) <= len(points) and not look.sentences for look in names) else []


def _is_blank(cells: Cells, row: int, position: int) -> bool:
    name = f"c{position}"
    return name in cells.table.column_names and not any(
        (words or "").strip() for words in cells.table[name].slice(row, ROWS_LOOKED_AT).to_pylist()
    )


def _case_of(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], lacking: Sequence[Column], free: Sequence[int]
) -> dict[int, str]:
    """The column of the cases that statements or costs are of, where no heading is declared as theirs: Your case
    number."""
    if sheet.kind not in ("ratings", "transactions") or not any(column.name == "case_ref" for column in lacking):
        return {}
    like = suggest([(row, {p: headings[p] for p in free})], cells, (sheet,), {}) if free else None
    least = 0 if len(free) > 1 else LIKELY
    refs = [p for p, g in like.guesses.items() if g.column.name == "case_ref" and g.score >= least] if like else []
    return dict.fromkeys(refs, "case_ref")


def _names_of_figures(sheet: Sheet, name: str, over: Sequence[int], parts: Mapping[int, Sequence[str]]) -> bool:
    """Whether figures would be the names of something: a row of the table was taken for a line of its headings."""
    its = [parts_of(sheet, name, parts[p]) for p in over]
    free = {
        each for words in its for each in words if isinstance(sheet.column(each).type, Text) and each != sheet.period_in
    }
    return any(all(_is_figure(words.get(each)) for words in its) for each in free)


@cache
def _declared() -> frozenset[str]:
    """The headings of every kind, normalised."""
    return frozenset(h for sheet in SHEETS.values() for column in sheet.columns for h in column.headings)


def _counted(row: int, headings: dict[int, str], figures: Sequence[int], sheet: Sheet) -> CrossTable | None:
    """The table as counts of things, one to a row: so many of a type in a month."""
    matched = match_columns(sheet, headings)
    plain = match_columns(sheet, {p: SUM_OF.sub("", words) for p, words in headings.items() if SUM_OF.match(words)})
    summed = {p: column for p, column in plain.items() if p not in matched and column not in matched.values()}
    assert sheet.counted
    counts = [p for p in figures if p not in matched and is_count(sheet.counted, headings[p])]
    named = {p: column.name for p, column in (_month_of(sheet, headings, matched) | summed).items()}
    there = [*matched.values(), *map(sheet.column, named.values())]
    texts = [p for p in headings if p not in {*matched, *named, *figures} and normalise(headings[p]) not in YEARS]
    if len(texts) == 1 and not {sheet.words, sheet.counted_as} & {column.name for column in there}:
        named[texts[0]] = sheet.counted_as
        there.append(sheet.column(sheet.counted_as))
    if len(counts) != 1 or needed(sheet.without_words, dict(enumerate(there))) or len(there) < 2:
        return None
    rest = len(headings) - len(there) - 1
    return CrossTable(
        sheet, row, headings, {counts[0]: sheet.counted.name, **named}, {}, len(there) + 1 - rest / 2, certain=False
    )


def _month_of(sheet: Sheet, headings: dict[int, str], matched: dict[int, Column]) -> dict[int, Column]:
    """The column of months, where things are counted by them and none has a day."""
    column = sheet.column(sheet.happens_on)
    months = [p for p, words in headings.items() if p not in matched and normalise(words) in MONTHS]
    return {months[0]: column} if months and column not in matched.values() else {}


def is_count(column: Column, heading: str) -> bool:
    """Whether a heading is that of counts: Number of calls, Count of ID."""
    words = normalise(heading)
    return words in column.headings or bool(re.match(r"(?:count|number|no|total) of ", words))


def has_figures(cells: Cells, row: int, position: int) -> bool:
    """Whether nearly all that stands under a heading are figures."""
    column = (
        cells.table[f"c{position}"].slice(row, ROWS_LOOKED_AT).to_pylist()
        if f"c{position}" in cells.table.column_names
        else []
    )
    known = [is_figure for text in column if (is_figure := _is_figure(text)) is not None]
    return bool(known) and sum(known) >= 0.8 * len(known) and not Look.at(column).telephones


def has_dates(cells: Cells, row: int, position: int) -> bool:
    """Whether nearly all that stands under a heading looks like days."""
    look = Look.at(cells.table[f"c{position}"].slice(row, ROWS_LOOKED_AT).to_pylist())
    return bool(look.cells) and look.like(Date())[0] >= 0.8 * len(look.cells)


@lru_cache(maxsize=20_000)  # every column is looked at below each of the first rows
def _is_figure(text: str | None) -> bool | None:
    """Whether a cell is a figure; None where it is as good as blank."""
    words = (text or "").strip(UNSEEN)
    return None if words.lower() in NO_AMOUNT else bool(FIGURE_WORDS.fullmatch(words))


def _is_year_or_day(heading: str) -> bool:
    return bool(YEAR.fullmatch(heading)) or is_date_heading(heading)


def _are_spoken(cells: Cells, row: int, position: int) -> bool:
    """Whether a column has what people say of themselves, as "I sleep well": some of it says I or my, and no measure
    does."""
    words = [
        text for text in cells.table[f"c{position}"].slice(row, ROWS_LOOKED_AT).to_pylist() if text and text.strip()
    ]
    return 4 * sum(bool(FIRST_PERSON.search(text)) for text in words) >= max(len(words), 1)


def _may_be(cells: Cells, row: int, position: int, type_: CellType) -> bool:
    """Whether the figures under a heading may be of this type: ratings have a scale, and nothing else has."""
    heading = (cells.table[f"c{position}"][row - 1].as_py() or "").replace("%", "")
    scale = Rating().by_heading(heading)
    numbers = [number_of(text) for text in cells.table[f"c{position}"].slice(row, ROWS_LOOKED_AT).to_pylist()]
    if isinstance(type_, Number) and type_.whole:
        return scale is None and all(number is None or number == int(number) >= 0 for number in numbers)
    if not isinstance(type_, Rating):
        return scale is None
    scale = scale or type_
    off = sum(not scale.lowest <= number <= scale.highest for number in numbers if number is not None)
    return off == 0 or off <= 2 and 4 * off < len(numbers)


def named_by_sheet(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], lacking: Sequence[str]
) -> CrossTable | None:
    """The sheet with what its headings lack taken from its name: a sheet for each case, or for each measure."""
    columns = [c for c in sheet.columns if c.title in lacking]
    if (
        TITLE in headings and len(columns) == 1 and TITLE not in match_columns(sheet, headings)
    ):  # what stands above each of several tables
        return CrossTable(sheet, row, headings, {TITLE: columns[0].name}, {}, 0.0, certain=False)
    if NO_NAME.fullmatch(cells.called) or not all(c.name in sheet.one_for_all for c in columns):
        return None
    return CrossTable(sheet, row, headings, {}, {c.name: OF_SHEET for c in columns}, 0.0, certain=False)


def of_a_day(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], lacking: Sequence[str]
) -> CrossTable | None:
    """The sheet with its name for the day of its rows, where it lacks no more: a capture sheet for each day, called Mon
    3 Mar 25; or with the one day or month that stands above them."""
    days = [c for c in sheet.columns if c.name == sheet.happens_on and lacking == [c.title]]
    said = _said_when(cells, row) if days else ""
    return CrossTable(sheet, row, headings, {}, {days[0].name: said}, 0.0, certain=False) if said else None


def evidence(cells: Cells, sheet: Sheet, row: int, layout: Layout) -> list[Problem]:
    """What is suggested of a table that lies across its sheet, or of the sheet's name: a line for each column."""
    titles = {column.name: column.title for column in sheet.all_columns}
    found = []
    for position, its in layout.across.items():
        figures = [w for w in cells.table[f"c{position}"].slice(row, 50).to_pylist() if w and w.strip()]
        if own := layout.dates.get(position):
            its = {**its, "date": f"under “{shorten(layout.headings[own], 40)}”"}
        over = listed([f"the {titles[name]} {shorten(words, 60)}" for name, words in its.items()])
        details = {"over": over, "field": titles[sheet.figures], "such": ", ".join(figures[:3])}
        found.append(Problem("guess-across", cells.sheet, row, position, details))
    if (example := months_told(layout, row)) is not None:
        found.append(Problem("months-of-years", cells.sheet, row, layout.months, example))
    found += when_was(cells, row, layout)
    for name, words in layout.values.items():
        code = "guess-from-above" if layout.given[name] == OF_ABOVE else "guess-for-all"
        found.append(Problem(code, cells.sheet, None, None, {"field": titles[name], "value": shorten(words)}))
    return found
