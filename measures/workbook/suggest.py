"""What a sheet looks like that is none of the kinds for certain: the kind, and the field of each heading.

Nothing is loaded on what is found here: a person confirms it, or says something else. A heading is likened to the
headings of a field by the words that they share, whatever their order; what stands below it must look like the field.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from os.path import commonprefix

import pyarrow.compute as pc

from measures.cells import Choice, Date, FinancialYear, Minutes, Money, Number, Postcode, Ref, Street, Text, Time
from measures.cells.words import normalise, words_apart
from measures.schema import Column, Sheet
from measures.sheets import SHEETS
from measures.sheets.clues import CLUES
from measures.workbook.evidence import REFERENCE, Look, as_below, is_words
from measures.workbook.matching import match_columns, needed, of_a_part, of_another_unit
from measures.workbook.read import Cells
from measures.workbook.steps import are_steps, may_have_steps
from measures.workbook.together import ENDS, STARTS, of_one_contact

ROWS_OF_HEADINGS = 4  # under a title or two
ROWS_SEARCHED, ROWS_LOOKED_AT = 5_000, 100  # of its first cells the first that are filled
HEADINGS_LOOKED_AT = 60  # a list of 500 flags is not looked at column by column


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


# Words of a heading that say nothing of what it is, and those that say the same.
FILLER = _words(
    "the of a an is it s did do does they their our we you your us in on at to for from and or with this that be been",
    "was were what which how own has have had i me my please could should would been raw obs",
)
ALIKE = {
    word: words.split()[0]
    for words in (
        "ref id no num nr number reference identifier #",
        "date dt datetime day time timestamp",
        "opened open created create creation logged log reported received recd rcvd rec raised submitted registered taken started "
        "start began begin",
        "closed close closure closing completed complete completion resolved resolution solved finished "
        "finish ended end",
        "agency organisation organization org provider",
        "department dept directorate division",
        "minute min",
        "neighbourhood neighborhood",
        "description desc descriptor",
        "category categorisation categorization",
        "quantity qty",
        "rated rating score scored",
        "cost price",
        "asked ask request requested",
        "avoidable avoided avoid",
        "preventable prevented prevent",
    )
    for word in words.split()
}
# Words that stand over many things: alone they say something, among others little.
COMMON = _words(
    "type date name ref value note title group service period count result place unit source status case "
    "level flag cost",
    "opened closed amount area month figure description detail year reason category household person comment remark",
    "activity family",
)
# Words that make another thing of a heading, where it is not known with them: a date due is not the day on which a
# thing was done, nor the type of a place the place.
OTHERWISE = _words(
    "last updated update modified due target expiry expire expires expected birth dob email url path previous next age sla",
    "exported printed extracted generated",
    "latitude longitude type code postcode postal by already again ip",
)
# Of a time that nobody worked: somebody waited, a case lay between two desks, or so long it was to take.
NO_WORK = _words(
    "wait waiting waited queue queued queuing ring ringing hold held answer abandoned delay late business calendar "
    "elapsed overdue planned expected estimated scheduled slot travel wrap break",
)

BUILDING = _words("house home flat")
BY_VALUES = (Choice, Postcode)  # types of which the cells alone may say it
# When a form was begun and sent: the one says as little as the other of when a thing was done.
STARTS_AND_ENDS = frozenset((*STARTS.split("|"), *ENDS.split("|")))
FORM_TIMES = frozenset(("start time", "completion time"))

VERY_LIKELY, LIKELY, PERHAPS = 0.8, 0.6, 0.4
VERY = "very likely"  # what the first is called
BY_SENTENCES = 0.5
COUNTS = re.compile(r"(?:no|num|number|count|total) of ")
MANY = re.compile(r"\b(?:households|families|houses|homes|properties)$")
FLAGS = 3  # so many columns of Yes and No say as much as one that is likely


@dataclass(frozen=True)
class Guess:
    """What a column may be: a field, how sure that is from 0 to 1, and why, in words."""

    column: Column
    score: float
    reason: str
    certain: bool = False  # its heading says it
    by_values: bool = False  # its heading says nothing of it
    unfit: bool = False  # its heading says it, and its cells do not

    @property
    def how_sure(self) -> str:
        if self.certain:
            return "surely"
        return VERY if self.score >= VERY_LIKELY else "likely" if self.score >= LIKELY else "perhaps"


@dataclass(frozen=True)
class Suggestion:
    """A kind that a sheet looks like, the row of its headings, and a guess for each column that is one."""

    sheet: Sheet
    row: int
    headings: dict[int, str]
    guesses: dict[int, Guess]
    score: float
    fixed: dict[int, Column]
    flags: int = 0  # columns of Yes and No that are none of these

    @property
    def columns(self) -> dict[int, Column]:
        return {position: guess.column for position, guess in self.guesses.items()}

    @property
    def lacks(self) -> list[str]:
        """The titles of the fields that it needs and that no heading looks like."""
        return needed(self.sheet, self.columns | self.fixed)

    @property
    def sure(self) -> bool:
        """Whether it is likely enough to be asked about, and not only the nearest of the kinds."""
        likely = sum(guess.score >= LIKELY for guess in self.guesses.values()) + (self.flags >= FLAGS)
        unread = sum(guess.by_values and guess.column.required for guess in self.guesses.values())
        return len(self.lacks) <= 1 and likely >= 2 + len(self.lacks) and len(self.guesses) >= 2 + 2 * unread


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """The words of a heading that tell something, each in one form: createdOn, Date created and DATE_CREATED are
    one."""
    apart = re.sub(r"(?<=[a-z])['’](?=[a-z])", "", words_apart(text).lower())  # rec'd
    found = set()
    words = re.findall(r"[a-z]+|[0-9]+|[£%#]", re.sub(r"\bre-", "re", apart))
    for word in words:
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
        if word not in FILLER:
            found.add(ALIKE.get(word, word))
    return frozenset(found or words)  # "What they did" is nothing but small words


@cache
def _phrases(column: Column, kind: str) -> dict[frozenset[str], tuple[str, ...]]:
    """The words of each heading that a field of a kind is known by, with those headings."""
    clues = CLUES[kind].get(column.name, "").split(", ")
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for name in (column.title, column.name, *column.also, *column.loose, *column.doubtful, *clues):
        words = words_of(name)
        if any(len(word) > 1 or word == "£" for word in words):  # a single letter says nothing
            found[words] = (*found.get(words, ()), name)
    return found


@cache
def _without_ref(column: Column, kind: str) -> dict[frozenset[str], tuple[str, ...]]:
    """The same of a reference without the word for one: "Participant" over references is what "Participant id" is.
    That says it only where it is all of the heading, "The house is warm" being no house; of a row's own reference it
    would be its words, and "House" alone is the number of one."""
    if not isinstance(column.type, Ref) or column.name in SHEETS[kind].key:
        return {}
    phrases = {words - {"ref"}: names[:1] for words, names in _phrases(column, kind).items() if "ref" in words}
    return {words: names for words, names in phrases.items() if words - BUILDING}


@lru_cache(maxsize=50_000)
def _likeness(column: Column, kind: str, heading: str) -> tuple[float, str]:
    """How much a heading is like those of a field, from 0 to 1, and which of them it is like."""
    words, best, like = words_of(heading), 0.0, ()
    phrases = _phrases(column, kind)
    if alone := _without_ref(column, kind).get(words):
        phrases = {words: alone} | phrases
    for phrase, names in phrases.items():
        shared = len(phrase) / len(words) if phrase <= words else 0
        common = phrase <= COMMON and len(phrase) == 1
        score = 0.95 if shared == 1 else 0.25 + 0.4 * shared if common else 0.45 + 0.45 * shared
        score *= 0.4 if (words - phrase) & OTHERWISE else 1
        # "Taken by" is a person, though "Received by" may be an agency.
        if (
            "by" in words & phrase
            and "by" not in words_of(column.title)
            and normalise(heading) not in map(normalise, names)
        ):
            continue
        if shared and score > best:
            best, like = score, names
    own = set(normalise(heading).split())
    name = max(
        like,
        key=lambda each: (
            len(own & set(normalise(each).split())),
            len(commonprefix([normalise(heading), normalise(each)])),
        ),
        default="",
    )
    return best, name


def _guess(column: Column, sheet: Sheet, heading: str, look: Look, declared: bool = False) -> Guess | None:
    """How likely a column is this field, by its heading, which may be `declared` as the field's, and by what stands
    below it."""
    like, name = _likeness(column, sheet.kind, heading)
    if declared and not like:  # no word of it tells anything: V/F
        like, name = 0.95, heading
    if not look.cells or of_another_unit(column, heading):
        return None
    if not like and not (column.required or isinstance(column.type, BY_VALUES)):
        return None
    alike, called = look.like(column.type, asked=bool(like))
    share = alike / len(look.cells)
    first = "the first " * (len(look.cells) == ROWS_LOOKED_AT)
    cells = f"{alike:,} of {first}{len(look.cells):,} cells are {called}"
    if share < 0.6:
        # What the heading says is told, though most of its cells must be mended: a person sees which.
        says = f"its heading says so, but only {cells}"
        return Guess(column, LIKELY, says, unfit=True) if like and declared and not column.type.suggests else None
    # Words of a choice are seldom there by chance; dates and sentences may be of anything.
    by_values, so = _by_values(column, look) if share >= 0.8 or isinstance(column.type, Choice) else (0.0, "")
    if isinstance(column.type, Date | FinancialYear) and words_of(heading) & OTHERWISE:
        by_values = 0.0
    if like:
        fits, because = _fits(column, sheet, heading, look)
        if column.sentences and look.sentences and like * fits < BY_SENTENCES:
            return Guess(column, BY_SENTENCES, "its cells are sentences", by_values=True)
        because = because or ("" if isinstance(column.type, Text | Street) else cells)
        if like * fits >= by_values:
            return Guess(column, like * fits, f"its heading is like “{name}”" + f", and {because}" * bool(because))
    return Guess(column, by_values, so or cells, by_values=True) if by_values else None


def _fits(column: Column, sheet: Sheet, heading: str, look: Look) -> tuple[float, str]:
    """How well cells fit a field whose heading is like it, and what is seen of them where that is more than their
    type."""
    if isinstance(column.type, Ref):
        # What names a row of its own stands once; what a row belongs to may stand often.
        own = column.name in sheet.key
        fits = (1.0 if look.distinct > 0.9 or not own else 0.3) * (0.5 if look.names else 1)
        fits *= 0.3 if _how_many(normalise(heading), look) or look.telephones or look.streets else 1
        return fits, "no two of its cells are the same" if own else ""
    if isinstance(column.type, Minutes) and words_of(heading) & NO_WORK:
        return 0.3, ""
    if isinstance(column.type, Time):
        return (1.0 if look.times_of_day else 0.3), ""
    if isinstance(column.type, Street):
        return (1.0 if look.streets else 0.7), ""
    if column.names == "agency" and look.people:
        return 0.3, ""
    if column.type.amount:
        part = 0.9 if of_a_part(column, heading) else 1.0
        moments = look.times_of_day or normalise(heading) in STARTS_AND_ENDS and any(":" in c for c in look.cells)
        return 0.3 if moments or REFERENCE.search(normalise(heading)) else part, ""
    if not isinstance(column.type, Text):
        return 1.0, ""
    if column.sentences:
        fits = 1.0 if look.sentences else 0.8 if look.words >= 2 else 0.55
        return min(fits + min(look.words, 12) / 100, 1.0), "its cells are sentences" if look.sentences else ""
    return (0.6 if look.sentences and not column.help else 1.0), ""


def _how_many(heading: str, look: Look) -> bool:
    """Whether a heading is over counts, and no references: No of households; Households over 22, 3, 115."""
    if look.like(_NUMBER)[0] < len(look.cells):
        return False
    several = bool(MANY.search(heading)) and (len({*map(len, look.cells)}) > 1 or len(look.cells[0]) < 3)
    return several or bool(COUNTS.match(heading))


def _by_values(column: Column, look: Look) -> tuple[float, str]:
    """How likely a column is a field that its heading says nothing of."""
    type_ = column.type
    letters = any(re.search("[a-z]", cell, re.I) for cell in look.cells)
    # Two of its options at least: “New” beside Open and Closed is a status, and no new way of working.
    if isinstance(type_, Choice) and letters and len({type_.option_of(cell) for cell in look.cells} - {None}) > 1:
        return 0.65, ""
    if isinstance(type_, Postcode):
        return 0.7, ""
    if not column.required:
        return 0.0, ""
    if column.sentences and look.sentences:
        return BY_SENTENCES, "its cells are sentences"
    if isinstance(type_, Date | FinancialYear):
        return 0.42, ""
    if isinstance(type_, Money) and all("£" in cell for cell in look.cells):
        return 0.5, ""
    return 0.0, ""


def suggest(
    rows: list[tuple[int, dict[int, str]]],
    cells: Cells,
    kinds: Collection[Sheet] = tuple(SHEETS.values()),
    fixed: dict[int, Column | None] | None = None,
) -> Suggestion | None:
    """The kind that a sheet looks like most, and its columns; None where it is like none.

    `rows` are its first rows. `fixed` are columns that a person said: a field, or none of them.
    """
    best: Suggestion | None = None
    for row, headings in _may_be_headings(rows, cells) if len(rows) > 1 else rows:
        shown = dict(sorted(headings.items())[:HEADINGS_LOOKED_AT])
        looks = {p: Look.at(_below(cells, p, row)) for p in shown if p not in (fixed or {})}
        for sheet in kinds:
            found = _columns(sheet, row, shown, looks, fixed or {})
            found = _with_steps(_without_ends(found, cells), cells, looks, fixed or {}) if found else None
            found = replace(found, headings=headings) if found else None
            if found and (best is None or found.score > best.score):
                best = found
        if best and best.sure and not best.lacks:  # what stands below are its rows
            break
    return best


def _without_ends(found: Suggestion, cells: Cells) -> Suggestion:
    """What is suggested without a day on which a thing would be done that is only when the call or the form was: it
    ends within hours of when it began, in every row."""
    for first, second in found.sheet.in_order:
        at = {guess.column.name: p for p, guess in found.guesses.items()}
        if not {first, second} <= at.keys() or found.guesses[at[second]].certain:
            continue
        table = cells.table.slice(found.row, ROWS_SEARCHED)
        if of_one_contact(found.headings[at[second]], *(table[f"c{at[name]}"].to_pylist() for name in (first, second))):
            lost = found.guesses[at[second]].score
            rest = {p: guess for p, guess in found.guesses.items() if p != at[second]}
            found = replace(found, guesses=rest, score=found.score - lost)
    return found


def _with_steps(found: Suggestion, cells: Cells, looks: dict[int, Look], fixed: dict[int, Column | None]) -> Suggestion:
    """What is suggested with the references that rows have together which are steps of one demand."""
    matched = found.columns | found.fixed
    free = [p for p in found.headings if p not in matched and p not in fixed]
    position = steps_of(cells, found.sheet, found.row, {p: found.headings[p] for p in free}, looks, matched)
    if position is None:
        return found
    guess = Guess(found.sheet.column(found.sheet.key[0]), LIKELY, "rows with the same one have the same day and words")
    return replace(found, guesses=dict(sorted({**found.guesses, position: guess}.items())), score=found.score + LIKELY)


def steps_of(
    cells: Cells,
    sheet: Sheet,
    row: int,
    headings: dict[int, str],
    looks: dict[int, Look] | None,
    matched: dict[int, Column],
) -> int | None:
    """Of headings that are left, that over the references of a row, where several rows have the same and are steps of
    one thing."""
    key = may_have_steps(sheet)
    if key is None or key in matched.values():
        return None
    for position, heading in headings.items():
        if _likeness(key, sheet.kind, heading)[0] < LIKELY:
            continue
        look = looks[position] if looks else Look.at(_below(cells, position, row))
        share = look.like(key.type)[0] / max(len(look.cells), 1)
        if share >= 0.6 and look.distinct <= 0.9 and are_steps(cells, sheet, row, position, matched):
            return position
    return None


def _may_be_headings(rows: list[tuple[int, dict[int, str]]], cells: Cells) -> list[tuple[int, dict[int, str]]]:
    """The first of the rows that may be headings: at least half as full as the fullest, and most of it words. One that
    has a date over dates is a row of the table, unless all are."""
    fullest = max((len(headings) for _, headings in rows), default=0)
    found = [
        (row, headings)
        for row, headings in rows
        if len(headings) >= max(2, fullest / 2) and sum(map(is_words, headings.values())) > len(headings) / 2
    ][:ROWS_OF_HEADINGS]
    above = [each for each in found if not any(as_below(w, _below(cells, p, each[0])) for p, w in each[1].items())]
    return above or found


def _below(cells: Cells, position: int, row: int) -> list[str | None]:
    """The first filled cells of a column below a row."""
    column = cells.table[f"c{position}"].slice(row, ROWS_SEARCHED)
    return column.filter(pc.is_valid(column)).slice(0, ROWS_LOOKED_AT).to_pylist()


def _columns(
    sheet: Sheet, row: int, headings: dict[int, str], looks: dict[int, Look], fixed: dict[int, Column | None]
) -> Suggestion | None:
    """The best guess for each column of a kind of sheet: a field is one column, and a column one field."""
    certain = match_columns(sheet, headings)
    said = {position: column for position, column in fixed.items() if column}
    pairs: list[tuple[float, int, Guess]] = []
    folded = {normalise(heading) for heading in headings.values()}
    for position, heading in headings.items():
        if position in fixed:
            continue
        for column in sheet.columns:
            if isinstance(column.type, Date) and normalise(heading) in FORM_TIMES <= folded and not column.required:
                continue
            says = certain.get(position) is column
            guess = _guess(column, sheet, heading, looks[position], says)
            known = certain.get(position, column)  # "Received on" is not how it was received
            if guess and (guess.by_values or type(known.type) is type(column.type)):
                # Of two that are alike, the one whose heading is declared, and the one that the kind needs.
                if says and not guess.unfit:
                    guess = replace(guess, certain=True, reason="its heading says so", score=max(guess.score, LIKELY))
                pairs.append((guess.score + 0.04 * guess.certain + 0.01 * column.required, position, guess))
    guesses: dict[int, Guess] = {}
    one_of = {name for group in sheet.needs_one_of for name in group}
    used = {column.name for column in said.values()}
    for _, position, guess in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        least = PERHAPS if guess.column.required or guess.column.name in one_of else 0.5
        if position not in guesses and guess.column.name not in used and guess.score >= least:
            guesses[position] = guess
            used.add(guess.column.name)
    flags = sum(
        look.like(_YES_NO)[0] >= 0.8 * len(look.cells) > 0 for p, look in looks.items() if p not in guesses
    ) * bool(sheet.flags)
    if not guesses:
        return None
    found = Suggestion(sheet, row, headings, dict(sorted(guesses.items())), 0, said)
    # Of two kinds that fit alike, the one whose headings are declared.
    score = (
        sum(guess.score + 0.1 * guess.certain for guess in guesses.values())
        + 0.5 * min(flags, 4)
        - 1.2 * len(found.lacks)
    )
    return replace(found, score=score, flags=flags)


_NUMBER = Number()
_YES_NO = SHEETS["households"].flags[0].type
