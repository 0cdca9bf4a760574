"""Which kind of spreadsheet a sheet is, where its headings are, and what each column means."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, reduce

import pyarrow as pa
import pyarrow.compute as pc

from measures.cells import Choice, Date, Name, Number, Rating
from measures.cells.words import normalise
from measures.problems import BY_VALUE, COLUMNS, MOST_ROWS, OR_VALUE, Problem, cell, shorten
from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.words import listed
from measures.workbook import together
from measures.workbook.across import MONTHS, CrossTable, evidence, find, named_by_sheet, of_a_day
from measures.workbook.by_hand import ACROSS, NOT_LOADED, OF_ABOVE, Override
from measures.workbook.classed_twice import classed_twice
from measures.workbook.counted import told_one_by_one
from measures.workbook.evidence import AGENCIES, Look, as_below, has_days
from measures.workbook.flags import count_yes_no, find_flags, flags_named
from measures.workbook.heading_rows import ROWS_SEARCHED, heading_rows, top_rows, with_second_lines, without_headings
from measures.workbook.layouts import DATE_HEADING, Layout, is_at_occasion, is_date_heading, told, turned
from measures.workbook.matching import fit, fit_at_most, match_columns, needed, spellings
from measures.workbook.read import Cells
from measures.workbook.recognised import Recognised
from measures.workbook.suggest import LIKELY, Guess, Suggestion, steps_of, suggest
from measures.workbook.tallies import tally
from measures.workbook.ticked import read_ticked, read_together
from measures.workbook.titles import day_or_month_above
from measures.workbook.units import find_units, left_alone

TOO_LITTLE = "too few of its columns look like those of one"


def recognise(cells: Cells, override: Override | None = None) -> Recognised:
    """Find the headings and the kind of sheet. A sheet that is none of them comes back with a note that says so.

    What a person said goes before what the headings say. Where the sheet does not have the headings it was said of, or
    there is no such kind, it was said of another sheet, and the headings decide.
    """
    if cells.hidden:
        return Recognised(cells, None, 0, {}, {}, {}, (Problem("hidden-sheet", cells.sheet),))
    if cells.problem:
        return Recognised(cells, None, 0, {}, {}, {}, (cells.problem,))
    if override and override.kind == NOT_LOADED:
        return Recognised(cells, None, 0, {}, {}, {}, (Problem("not-wanted", cells.sheet),), override=override)
    rows = heading_rows(cells)
    by_hand: dict[int, str] = {}
    given: dict[str, str] = {}
    guesses: dict[int, Guess] = {}
    found: CrossTable | None = None
    like: Suggestion | None = None
    layout: Layout | None = None
    places = [*rows, (0, without_headings(cells))]
    place = next((place for place in places if override and override.kind in SHEETS and override.fits(place[1])), None)
    if override and place:
        (row, headings), sheet = place, SHEETS[override.kind]
        by_hand, given = override.by_position(headings), override.given_of(sheet)
    else:
        override, best = None, _best(cells.sheet, top_rows(cells))
        known = best[1] if best and not needed(best[1], best[4]) else None
        if best and known and _loose(known, best[3], best[4]):
            known = best = None
        if (not known or len(needed(known, {})) < 2) and (counts := tally(cells, rows)):
            row, headings = max(rows, key=lambda place: len(place[1]))
            return Recognised(cells, None, row, headings, {}, {}, (counts,))
        # One heading alone makes a list of cases, and every export of a helpdesk has it.
        like = None if known and len(needed(known, {})) > 1 else suggest(with_second_lines(cells), cells)
        other = like is not None and like.sure and like.sheet is not known
        found = (
            _lying_across(cells, rows, None if known else best, like)
            if other or not known
            else _more_than(known, cells, rows)
        )
        if found:
            sheet, row, headings, by_hand, given = found.sheet, found.row, found.headings, found.across, found.given
            if like and not (found.certain or found.across) and (like.sheet, like.row) == (sheet, row):
                guesses = like.guesses  # of what stands in its columns
            elif not found.certain:
                named = {p: sheet.column(name) for p, name in by_hand.items() if not name.startswith(ACROSS)}
                guesses = {p: Guess(column, LIKELY, "it stands beside the figures") for p, column in named.items()}
                guesses |= _beside(cells, found, named)
                by_hand = by_hand | {p: guess.column.name for p, guess in guesses.items()}
        elif like and other and not (known and best and like.lacks and not _rather(like, known, best, cells)):
            sheet, row, headings, guesses = like.sheet, like.row, like.headings, like.guesses
        elif best is None:
            row, headings = max(rows, key=lambda place: len(place[1]), default=(0, {}))
            return Recognised(cells, None, row, headings, {}, {}, (_unknown(cells, row, headings, like),))
        else:
            _, sheet, row, headings, _ = best
    its_own, its_headings, said = cells, headings, by_hand if override else {}
    across = {p: name.removeprefix(ACROSS) for p, name in by_hand.items() if name.startswith(ACROSS)}
    if across and (cells.table.num_rows >= MOST_ROWS or max(across) >= COLUMNS):
        details = {"value": shorten(headings[max(across)]), "rows": f"{MOST_ROWS - 1:,}", "columns": COLUMNS}
        problem = Problem("too-far-across", cells.sheet, row, max(across), details)
        return Recognised(cells, None, row, headings, {}, {}, (problem,), (), sheet, override, said)
    above = day_or_month_above(cells, row) if OF_ABOVE in given.values() else ""
    given = {name: words for name, words in given.items() if words != OF_ABOVE or above}
    if across or given:
        cells, headings, fields, layout = turned(cells, row, headings, sheet, across, given, above)
        by_hand = {p: name for p, name in by_hand.items() if p not in across} | fields
    matched = like.columns if like and guesses and guesses is like.guesses else match_columns(sheet, headings)
    declared = {column.name: column for column in sheet.all_columns}
    matched = {p: column for p, column in matched.items() if p not in by_hand}
    matched |= {p: declared[name] for p, name in by_hand.items() if name in declared}
    chosen = by_hand
    if override and not layout and (needed(sheet, matched) or override.guessed):
        chosen = {p: name for p, name in by_hand.items() if p not in override.still_guessed(headings)}
        fixed = {p: declared.get(name) for p, name in chosen.items()}
        if like := suggest([(row, headings)], cells, (sheet,), fixed):
            guesses = {
                p: guess for p, guess in like.guesses.items() if by_hand.get(p, guess.column.name) == guess.column.name
            }
            matched = {p: c for p, c in matched.items() if p in by_hand} | {p: g.column for p, g in guesses.items()}
    doubtful = bool((found and not found.certain) or (override and override.guessed))
    counts = None
    if sheet.counted in matched.values():
        sheet = sheet.without_words
        if not doubtful:
            counts = told_one_by_one(cells, sheet, row, headings, matched)
            cells, matched = counts.cells, counts.matched
            layout = layout or Layout(
                its_own, its_headings
            )  # the sheet has another row for each, and the column of counts
            by_hand = {p: name for p, name in by_hand.items() if p in matched}
    undated = _undated(cells, row, matched, by_hand)
    unasked = _unasked(cells, row, headings, matched, by_hand)
    matched = {p: column for p, column in matched.items() if p not in unasked}
    matched = {p: column for p, column in matched.items() if p not in undated}
    worded = _flags_in_words(cells, sheet, row, headings, matched)
    matched = {p: column for p, column in matched.items() if p not in worded}
    as_written = cells
    cells, matched, ticked = read_ticked(cells, sheet, row, headings, matched, by_hand)
    pairs = together.read_together(cells, sheet, row, headings, matched, by_hand)
    cells, matched, joined = pairs.cells, pairs.matched, pairs.joined
    classes = _classes(cells, sheet, row, matched, by_hand)
    matched |= classes
    days = _days_under_month(cells, sheet, row, headings, matched, by_hand)
    matched |= days
    steps = _steps(cells, sheet, row, headings, matched, by_hand) if not guesses and not layout else {}
    matched |= steps
    flags, notes = find_flags(cells, sheet, row, headings, matched | ticked | joined | undated, by_hand)
    notes = [note for note in notes if note.column not in worded] + list(worded.values())
    again, same = _same_field(cells, row, headings, {p: c.title for p, c in matched.items()} | flags, chosen)
    matched = {p: column for p, column in matched.items() if p not in again}
    flags = {p: name for p, name in flags.items() if p not in again}
    others = left_alone(cells.sheet, sheet, row, headings, matched)
    missing = needed(sheet, matched)
    alone = headings.keys() - matched.keys() - ticked.keys() - joined.keys() - flags.keys()
    ways = override.ways_by_position(headings) if override else {}
    twice = classed_twice(cells, row, headings, matched, alone, ways, by_hand)
    if missing or guesses or doubtful:
        named = {"kind": sheet.title, "missing": " or ".join(f'"{m}"' for m in missing)}
        if missing:
            named |= {"field": missing[0], "or_value": "", "by_value": ""}
            if may_be_given(sheet, next(column for column in sheet.columns if column.title == missing[0])):
                by_value = BY_VALUE.format(sheet=cells.sheet, field=missing[0])
                named |= {"or_value": OR_VALUE, "by_value": by_value}
        as_found = Recognised(
            *(cells, None, row, headings, matched, flags, (), (), sheet, override, said, ticked | joined),
            guesses=guesses,
            layout=layout,
        )
        rest = [f'"{shorten(words)}"' for words in as_found.unmatched]
        alone = f" {listed(rest if len(rest) <= 5 else [f'{len(rest):,} others'])} would be left out." if rest else ""
        ticks = [f'"{shorten(title)}"' for _, title in sorted(flags.items())]
        are = f" {listed(ticks if len(ticks) <= 8 else [f'{len(ticks):,} columns'])} would be flags." if ticks else ""
        count, of = as_found.matched
        named |= {"count": count, "of": of, "rest": are + alone}
        looks = Problem("looks-like" if missing else "suggested", cells.sheet, details=named)
        lies = evidence(its_own, sheet, row, layout) if layout else []
        guessed = _guesses(cells.sheet, row, headings, matched, guesses)
        return replace(as_found, problems=(looks, *same, *lies, *guessed, *twice, *others))
    repeats, tables = _headings_below(as_written, row, headings, min(matched))
    units = find_units(cells, row, headings, matched, ways)
    notes = [note for note in notes if note.column not in {other.column for other in others}] + others
    notes = _perhaps(cells, sheet, row, headings, matched | ticked | joined | undated, notes)
    notes += [
        Problem("no-dates", cells.sheet, row, p, {"value": shorten(headings[p]), "field": column.title})
        for p, column in undated.items()
    ]
    notes += [
        Problem("read-loosely", cells.sheet, row, p, {"value": shorten(headings[p]), "field": column.title})
        for p, column in matched.items()
        if not column.required and p not in by_hand and any(map(column.loosely, spellings(headings[p])))
    ]
    notes += [
        Problem("read-by-cells", cells.sheet, row, p, {"value": shorten(headings[p]), "field": column.title})
        for p, column in (classes | days | steps).items()
    ]
    notes += [read_together(cells.sheet, row, headings, p, matched, ticked) for p in ticked] + pairs.notes
    notes += told(its_own, row, sheet, layout) if layout else []
    notes += counts.notes if counts else []
    asked = {problem.column for problem in twice}
    notes = [note for note in notes if note.column not in asked or note.code not in ("left-alone", "perhaps")]
    problems = (*notes, *same, *twice, *_twice(cells, sheet, row, headings, matched, flags, by_hand), *tables)
    return Recognised(
        cells,
        sheet,
        row,
        headings,
        units.columns,
        flags,
        problems,
        repeats,
        override=override,
        by_hand=said,
        ticked=ticked | joined,
        units=units.stated,
        unclear=units.unclear,
        unit_row=units.row,
        layout=layout,
    )


def may_be_given(sheet: Sheet, column: Column) -> bool:
    """Whether a column may well say the same in all rows: an agency or a case, but not what each person asked."""
    same = column.type.repeats and not column.type.amount and not column.sentences and column.name not in sheet.key
    return same or column.name in sheet.one_for_all


def _lying_across(
    cells: Cells,
    rows: list[tuple[int, dict[int, str]]],
    best: tuple[float, Sheet, int, dict[int, str], dict[int, Column]] | None,
    like: Suggestion | None,
) -> CrossTable | None:
    """The table that lies across a sheet, or has its name for what it lacks, where no kind that stands fits it
    better."""
    found = find(cells, rows)
    stands = like and like.sure and not like.lacks
    guessed = (
        {p for p, guess in like.guesses.items() if found and guess.column.name == found.sheet.figures}
        if like
        else set()
    )
    if found and (found.spoken or guessed & found.across.keys()):
        return found  # of several columns of figures one would be chosen without a reason
    if not found and like and like.sure and (day := of_a_day(cells, like.sheet, like.row, like.headings, like.lacks)):
        return day
    if found and (found.certain or not stands and found.fits >= (best[0] if best else 0)):
        return found
    return named_by_sheet(cells, *best[1:4], needed(best[1], best[4])) if best and not stands else None


def _beside(cells: Cells, found: CrossTable, named: dict[int, Column]) -> dict[int, Guess]:
    """What other columns beside figures that lie across are likely to be."""
    over = {name.removeprefix(ACROSS) for name in found.across.values()} | {found.sheet.figures}
    matched = match_columns(found.sheet, {p: words for p, words in found.headings.items() if p not in found.across})
    fixed = {**dict.fromkeys(found.across), **matched, **named}
    like = suggest([(found.row, found.headings)], cells, (found.sheet,), fixed)
    guesses = like.guesses.items() if like else ()
    return {p: guess for p, guess in guesses if guess.score >= LIKELY and guess.column.name not in over}


def _more_than(known: Sheet, cells: Cells, rows: list[tuple[int, dict[int, str]]]) -> CrossTable | None:
    """Where the other columns alone would be a list of cases: scores at several occasions or dates, each under what is
    scored, or figures under the names of agencies."""
    if len(needed(known, {})) > 1:
        return None
    its = [(row, words) for row, words in rows if sum(map(_is_over_figures, words.values())) > 1]
    found = find(cells, its) if its else None
    if not found:
        return None
    names = [found.headings[p] for p, name in found.across.items() if name == f"{ACROSS}agency"]
    of_agencies = len(names) > 1 and 2 * sum(map(_is_agency, names)) >= len(names)
    return found if of_agencies or isinstance(found.sheet.column(found.sheet.figures).type, Rating) else None


def _is_over_figures(heading: str) -> bool:
    return is_at_occasion(heading) or is_date_heading(heading) or _is_agency(heading)


def _is_agency(heading: str) -> bool:
    return bool(AGENCIES.search(normalise(heading)))


def _loose(sheet: Sheet, headings: dict[int, str], matched: dict[int, Column]) -> bool:
    """Whether a field that the kind needs stands under a heading that may be over anything, such as Description, and
    no reference or class says that the rows are of this kind: a list of lost property has the date and the
    description too."""
    loose = any(column.required and column.loosely(headings[p]) for p, column in matched.items())
    return loose and not any(c.name in sheet.key or isinstance(c.type, Choice) for c in matched.values())


def _rather(
    like: Suggestion,
    known: Sheet,
    best: tuple[float, Sheet, int, dict[int, str], dict[int, Column]],
    cells: Cells,
) -> bool:
    """Whether a list is rather what it looks like than what its headings make it, though it lacks a field of that:
    more of its headings are of it, or as many, and what would be a row's own reference stands in several. Costs of
    cases without the agency are no cases."""
    _, _, row, _, matched = best
    its = sum(guess.certain for guess in like.guesses.values()) - len(matched)
    own = [Look.at(_below(cells, p, row)) for p, column in matched.items() if column.name in known.key]
    return its > 0 or its == 0 and any(look.distinct <= 0.9 for look in own)


def _undated(cells: Cells, row: int, matched: dict[int, Column], by_hand: dict[int, str]) -> dict[int, Column]:
    """Columns that say whether, where a date would say when: "Resolved", with Yes and No below it."""
    found = {}
    for position, column in matched.items():
        if isinstance(column.type, Date) and not column.required and position not in by_hand:
            yes_no, other, _ = count_yes_no(cells.table[f"c{position}"].slice(row))
            if yes_no and not other:
                found[position] = column
    return found


def _classes(
    cells: Cells, sheet: Sheet, row: int, matched: dict[int, Column], by_hand: dict[int, str]
) -> dict[int, Column]:
    """Columns of names of which every cell is one of a choice that has no column: a type of demand that is Failure
    or Value."""
    found = {}
    choices = [c for c in sheet.columns if isinstance(c.type, Choice) and c.type.asked and c not in matched.values()]
    names = [p for p, c in matched.items() if isinstance(c.type, Name) and p not in by_hand] if choices else []
    for position in names:
        words = {normalise(w) for w in pc.unique(cells.table[f"c{position}"].slice(row)).to_pylist() if w and w.strip()}
        for column in choices:
            assert isinstance(column.type, Choice)
            spelled = column.type.spellings()
            if words <= spelled.keys() and {*map(spelled.get, words)} & column.type.asked.keys():
                found[position] = column
    return found if len(found) == 1 else {}


def _days_under_month(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column], by_hand: dict[int, str]
) -> dict[int, Column]:
    """A column that is headed Month and has days of months, and not only their first: the day of each row, where no
    column says it."""
    if not sheet.happens_on or sheet.happens_on in {column.name for column in matched.values()}:
        return {}
    places = [
        p for p, words in headings.items() if normalise(words) in MONTHS and p not in matched and p not in by_hand
    ]
    found = [p for p in places if has_days(pc.unique(cells.table[f"c{p}"].slice(row)).to_pylist())]
    return {found[0]: sheet.column(sheet.happens_on)} if len(found) == 1 else {}


def _steps(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column], by_hand: dict[int, str]
) -> dict[int, Column]:
    """A column of references that several rows have together, each a step of one demand: of each a person is asked
    which row is read."""
    free = {p: words for p, words in headings.items() if p not in matched and p not in by_hand}
    found = steps_of(cells, sheet, row, free, None, matched) if free else None
    return {} if found is None else {found: sheet.column(sheet.key[0])}


def _flags_in_words(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], matched: dict[int, Column]
) -> dict[int, Problem]:
    """Columns that are headed as the number of flags and name them: Flags, with "ASB; Rent arrears" below it."""
    if not sheet.flags:
        return {}
    known = {spelling: flag.title for flag in sheet.flags for spelling in flag.headings}
    counts = (p for p, column in matched.items() if column.of_row and isinstance(column.type, Number))
    found = {p: flags_named(cells.table[f"c{p}"].slice(row), known) for p in counts}
    return {
        p: Problem("flags-in-words", cells.sheet, row, p, {"value": shorten(headings[p]), **named})
        for p, named in found.items()
        if named
    }


def _unasked(
    cells: Cells, row: int, headings: dict[int, str], matched: dict[int, Column], by_hand: dict[int, str]
) -> set[int]:
    """Columns whose heading asks for Yes or No, and most of whose cells are no answer: Failure, with reasons below
    it."""
    found = set()
    for position, column in matched.items():
        if (
            isinstance(type_ := column.type, Choice)
            and position not in by_hand
            and type_.by_heading(headings[position])
        ):
            below = cells.table[f"c{position}"].slice(row)
            yes_no, other, numbers = count_yes_no(below)
            spelled = type_.spellings()
            known = sum(normalise(words) in spelled for words in below.to_pylist() if words) if other else 0
            if numbers or other - known > yes_no + known:  # a count is no answer either
                found.add(position)
    return found


def _guesses(
    name: str, row: int, headings: dict[int, str], matched: dict[int, Column], guesses: dict[int, Guess]
) -> list[Problem]:
    """What each heading looks like that does not say it, how sure that is, and why."""
    return [
        Problem("guess", name, row, position, {"value": shorten(headings[position]), "field": guess.column.title,
                                              "how": guess.how_sure, "reason": guess.reason})
        for position, guess in guesses.items()
        if matched.get(position) is guess.column
    ]  # fmt: skip


def _perhaps(
    cells: Cells, sheet: Sheet, row: int, headings: dict[int, str], known: dict[int, Column], notes: list[Problem]
) -> list[Problem]:
    """The notes, where a column that is left alone is like a field that no other is with what it is like."""
    alone = {note.column or 0: note for note in notes if note.code == "left-alone"}
    fixed = {position: known.get(position) for position in headings if position not in alone}
    like = suggest([(row, headings)], cells, (sheet,), fixed) if alone else None
    for position, guess in like.guesses.items() if like else ():
        if guess.score >= LIKELY and not guess.by_values:
            details = {**alone[position].details, "field": guess.column.title, "how": guess.how_sure}
            alone[position] = replace(alone[position], code="perhaps", details={**details, "reason": guess.reason})
    return [alone[note.column or 0] if note.code == "left-alone" else note for note in notes]


def _unknown(cells: Cells, row: int, headings: dict[int, str], like: Suggestion | None) -> Problem:
    """What to say of a sheet that is none of the kinds; one that has its dates side by side can be turned into a
    series."""
    name = cells.sheet
    dates = [words for _, words in sorted(headings.items()) if DATE_HEADING.match(words)]
    if len(dates) < 3:
        of_table = [p for p in sorted(headings) if as_below(headings[p], _below(cells, p, row))]
        if of_table:
            details = {"value": shorten(headings[of_table[0]])}
            return Problem("headings-missing", name, row, of_table[0], details)
        if like is None or len(like.guesses) < 2 or len(like.lacks) > 2:
            return Problem("not-recognised", name)
        known = ", ".join(f'"{shorten(like.headings[p])}"' for p in [*like.guesses][:3])
        titles = " or ".join(f'"{title}"' for title in like.lacks)
        lacks = f"no heading looks like {titles}" if titles else TOO_LITTLE
        return Problem("nearest-kind", name, details={"kind": like.sheet.title, "value": known, "lacks": lacks})
    return Problem("dates-across", name, details={"value": shorten(dates[0]), "other": shorten(dates[1])})


def _below(cells: Cells, position: int, row: int) -> list[str | None]:
    """The first cells of a column below a row."""
    return cells.table[f"c{position}"].slice(row, ROWS_SEARCHED).to_pylist()


def _best(
    name: str, rows: list[tuple[int, dict[int, str]]]
) -> tuple[float, Sheet, int, dict[int, str], dict[int, Column]] | None:
    """The kind and the row of headings that fit best, and how well; None where nothing fits well enough."""
    best: tuple[float, Sheet, int, dict[int, str], dict[int, Column]] | None = None
    for row, headings in rows:
        for sheet in SHEETS.values():
            if best and fit_at_most(name, sheet, headings) <= best[0]:
                continue  # as it is with nearly all rows below headings that are known
            matched = match_columns(sheet, headings)
            fits = fit(name, sheet, headings, matched)
            if best is None or fits > best[0]:
                best = (fits, sheet, row, headings, matched)
    return None if best is None or best[0] <= 0 or len(best[4]) < 2 else best


def _headings_below(
    cells: Cells, header_row: int, headings: dict[int, str], first: int
) -> tuple[tuple[int, ...], list[Problem]]:
    """Rows under the headings that are headings themselves: the same ones again, or those of another table.

    Its rows would be read as rows of this one: a case as a household, an agency as its street.
    """
    known = pa.array(sorted(_known_headings() | {heading.lower() for heading in headings.values()}))

    def is_heading(column: pa.ChunkedArray) -> pa.ChunkedArray:
        return pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(column)), known)

    # One column of all rows, and then all columns of the few rows that are left.
    rows = pc.indices_nonzero(is_heading(cells.table.column(f"c{first}").slice(header_row)))
    few = cells.table.slice(header_row).take(rows)
    among = [pc.fill_null(is_heading(column), False).cast(pa.int32()) for column in few.columns]
    count = reduce(pc.add, among)
    repeats: list[int] = []
    own = {position: normalise(words) for position, words in headings.items()}
    judged: dict[tuple, Sheet | None] = {}
    for row, values, headed in zip(rows.to_pylist(), few.to_pylist(), count.to_pylist(), strict=True):
        if headed < 2:
            continue
        there = {int(name[1:]): value.strip() for name, value in values.items() if value and value.strip()}
        if {position: normalise(words) for position, words in there.items()} == own:
            repeats.append(header_row + 1 + row)
            continue
        words = tuple(there.items())
        if words not in judged:
            judged[words] = next((s for s in SHEETS.values() if not needed(s, match_columns(s, there))), None)
        if kind := judged[words]:
            second = Problem("second-table", cells.sheet, header_row + 1 + row, None, {"kind": kind.title})
            return tuple(repeats), [second]
    return tuple(repeats), []


@cache
def _known_headings() -> set[str]:
    """Headings of any kind, as they are declared and in lower case."""
    return {
        words.lower() for s in SHEETS.values() for c in s.columns for words in (c.title, *c.also, *c.loose, *c.doubtful)
    }


def _same_field(
    cells: Cells, header_row: int, headings: dict[int, str], fields: dict[int, str], by_hand: dict[int, str]
) -> tuple[set[int], list[Problem]]:
    """Where a person says of one heading what another is too: what they chose goes before what was recognised, and
    of two that they chose neither. Gives the positions that are not read so, and what to say of each."""
    first: dict[str, int] = {}
    again: set[int] = set()
    found = []
    for position in sorted(fields, key=lambda p: (p not in by_hand, p)):
        other = first.setdefault(fields[position], position)
        if other != position and other in by_hand:
            again.add(position)
            details = {"value": shorten(headings[position]), "field": fields[position]}
            details |= {"other": shorten(headings[other]), "place": cell(cells.sheet, header_row, other)}
            code = "same-field" if position in by_hand else "gives-way"
            found.append(Problem(code, cells.sheet, header_row, position, details))
    return again, found


def _twice(
    cells: Cells,
    sheet: Sheet,
    header_row: int,
    headings: dict[int, str],
    matched: dict[int, Column],
    flags: dict[int, str],
    by_hand: dict[int, str],
) -> list[Problem]:
    """Two columns with one heading that is used: which of them counts is not ours to guess."""
    first: dict[str, int] = {}
    found = []
    used = {normalise(headings[p]): p for p in matched} | {normalise(title): p for p, title in flags.items()}
    for position, heading in sorted(headings.items()):
        name = normalise(flags.get(position, heading))
        if position in by_hand:  # a person has told which is which
            continue
        if name in first and name in used:
            found.append(
                Problem(
                    "same-heading",
                    cells.sheet,
                    header_row,
                    position,
                    {"value": shorten(heading), "other": Problem("", cells.sheet, header_row, first[name]).where},
                )
            )
        first.setdefault(name, position)
    return found
