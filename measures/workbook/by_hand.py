"""What a person says of a sheet where its headings do not: which kind it is, and which field each heading is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from measures.cells.date import MONTH_FIRST
from measures.cells.level import NONE, said_levels
from measures.cells.words import normalise
from measures.personal.details import masked
from measures.schema import Sheet
from measures.sheets import SHEETS
from measures.uploads import Upload
from measures.words import listed

NOT_LOADED, SUGGESTED = "not loaded", "suggested"  # in place of a kind
LEFT_OUT, FLAG = "left out", "flag"  # in place of a column's name
OF_SHEET = "=sheet"  # in place of a value: the name of the sheet
OF_NAME = "=name"  # in place of a value: what is left of the name of the sheet without its months
OF_ABOVE = "=above"  # in place of a value: the one day or month that stands above the table
OF_NOTHING = "=nothing"  # in place of a field: the name of the sheet says nothing of its rows
AT = "at "  # before an occasion, such as the start, of which a person says the day
NAMES = (OF_SHEET, OF_NAME)
TAKEN = (*NAMES, OF_ABOVE)  # what each sheet says of its own rows
IN_WORDS = {**dict.fromkeys(NAMES, "the name of the sheet"), OF_ABOVE: "what stands above the table"}
YEAR = "=year"  # in place of a field: the year of all dates of the sheet that have none
ACROSS = "across "  # before the name of the field that a heading over figures is a value of
ORDERS = {False: "dates with the day first", True: MONTH_FIRST}

Headings = Mapping[int, str]


@dataclass(frozen=True)
class Override:
    """How one sheet is to be read. `columns` has all its headings from left to right, each with the name of the column
    or flag that the person says it is; None where the heading may speak for itself. By these headings the sheet is
    known again. `ways` has, for some of its headings, in which way the column is read: the unit of its figures.
    `guessed` are the places among its columns of those that were only suggested: until they are confirmed, or something
    else is said of each, nothing is loaded. `given` has what is one for the whole sheet, by field. `words` has, for
    some of its headings, words that stand in cells below them and what they are read as: other words, or "" for a
    blank. `month_first` says in which order day and month are in all its dates; None where nothing is said of it.
    """

    kind: str
    columns: tuple[tuple[str, str | None], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    guessed: tuple[int, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str, str], ...] = ()
    month_first: bool | None = None

    @classmethod
    def of(cls, kind: str, headings: Headings) -> Override:
        """The kind is said, and nothing else."""
        return cls(kind, tuple((headings[position], None) for position in sorted(headings)))

    def fits(self, headings: Headings) -> bool:
        """Whether a row of headings is the one this was said of."""
        return [_folded(heading) for heading, _ in self.columns] == [_folded(headings[p]) for p in sorted(headings)]

    def by_position(self, headings: Headings) -> dict[int, str]:
        """What was said, by the positions of a row that fits. What this kind of sheet does not have is passed over."""
        known = fields(SHEETS[self.kind])
        columns = zip(sorted(headings), self.columns, strict=True)
        return {position: name for position, (_, name) in columns if name in known}

    def ways_by_position(self, headings: Headings) -> dict[int, str]:
        """In which way columns are read, by the positions of a row."""
        said = {_folded(heading): way for heading, way in self.ways}
        return {p: said[_folded(heading)] for p, heading in headings.items() if _folded(heading) in said}

    def read_in(self, heading: str, way: str) -> Override:
        """The same, and that the column of this heading is read in this way."""
        others = (said for said in self.ways if _folded(said[0]) != _folded(heading))
        return replace(self, ways=(*others, (heading, way)))

    def words_by_position(self, headings: Headings) -> dict[int, dict[str, str]]:
        """Which words are read as which, by the positions of a row."""
        found: dict[int, dict[str, str]] = {}
        for position, heading in headings.items():
            if its := {was: now for its, was, now in self.words if _folded(its) == _folded(heading)}:
                found[position] = its
        return found

    def read_words(self, heading: str, words: Mapping[str, str]) -> Override:
        """The same, and that these words below this heading are read as others, or as a blank where there are none."""
        others = (said for said in self.words if _folded(said[0]) != _folded(heading) or said[1] not in words)
        return replace(self, words=(*others, *((heading, was, now) for was, now in words.items())))

    def without_words(self, heading: str, was: str) -> Override:
        """The same, and that these words are read as they stand."""
        others = (said for said in self.words if (_folded(said[0]), said[1]) != (_folded(heading), was))
        return replace(self, words=tuple(others))

    def also(self, headings: Headings, position: int, name: str) -> Override:
        """The same, and that the heading at this position is this field: another that is only guessed to be it is left
        out."""
        i = sorted(headings).index(position)
        columns, gone = list(self.columns), {i}
        if name not in (LEFT_OUT, FLAG):
            gone |= {place for place in self.guessed if columns[place][1] == name}
        for place in gone:
            columns[place] = (columns[place][0], LEFT_OUT)
        columns[i] = (headings[position], name)
        return replace(
            self, columns=tuple(columns), guessed=tuple(place for place in self.guessed if place not in gone)
        )

    def with_guesses(self, names: Sequence[str]) -> Override:
        """The same, and of headings of which nothing is said what each is guessed to be, from left to right."""
        unsaid = [i for i, (_, name) in enumerate(self.columns) if name is None]
        columns = [(heading, name or names[i]) for i, (heading, name) in enumerate(self.columns)]
        guessed = {*self.guessed, *(i for i in unsaid if names[i] != LEFT_OUT)}
        return replace(self, columns=tuple(columns), guessed=tuple(sorted(guessed)))

    def still_guessed(self, headings: Headings) -> set[int]:
        """The positions that are guessed."""
        positions = sorted(headings)
        return {positions[i] for i in self.guessed}

    def under(self, headings: Headings) -> Override:
        """The same of headings by which it is known again, as they stand now: what was kept of one may be less, and
        they may be in another order."""
        now = {_known(heading): heading for heading in headings.values()}
        places = [_known(headings[position]) for position in sorted(headings)]
        columns = self.columns
        if len(now) == len(headings):
            columns = tuple(sorted(columns, key=lambda column: places.index(_known(column[0]))))

        def named(heading: str) -> str:
            return now.get(_known(heading), heading)

        return replace(
            self,
            columns=tuple((named(heading), name) for heading, name in columns),
            ways=tuple((named(heading), way) for heading, way in self.ways),
            words=tuple((named(heading), was, read_as) for heading, was, read_as in self.words),
        )

    @property
    def confirmed(self) -> Override:
        """The same, with nothing guessed any more."""
        return replace(self, guessed=())

    def with_given(self, name: str, words: str) -> Override:
        """The same, and that this field has one value for the whole sheet; without words, that it has none, nor from
        the name of the sheet where that was it."""
        others = tuple(said for said in self.given if said[0] not in (name, OF_NOTHING))
        if not words and dict(self.given).get(name) in NAMES:
            name, words = OF_NOTHING, OF_SHEET
        return replace(self, given=(*others, (name, words)) if words else others)

    @property
    def nameless(self) -> Override:
        """The same, and that the name of the sheet says nothing of its rows."""
        return self.with_given(OF_NOTHING, OF_SHEET)

    def given_of(self, sheet: Sheet) -> dict[str, str]:
        """What is one for the whole sheet, by the columns that this kind has, and the days of occasions."""
        there = {column.name for column in sheet.columns}
        return {name: words for name, words in self.given if name in there or (sheet.across and name.startswith(AT))}

    def dated(self, *, month_first: bool) -> Override:
        """The same, and the order of its dates, whatever was said of single columns."""
        ways = tuple((heading, way) for heading, way in self.ways if way != MONTH_FIRST)
        return replace(self, ways=ways, month_first=month_first)

    def as_dict(self) -> dict:
        """For the store."""
        more = {"ways": self.ways, "given": self.given, "words": self.words}
        pairs = {name: [list(said) for said in its] for name, its in more.items() if its}
        order = {} if self.month_first is None else {"month_first": self.month_first}
        return {"kind": self.kind, "columns": [list(column) for column in self.columns], **pairs, **order}

    @classmethod
    def of_kept(cls, kept: Mapping) -> Override:
        """From what `as_dict` gave."""
        ways, given = (tuple((name, words) for name, words in kept.get(which, ())) for which in ("ways", "given"))
        columns = tuple((heading, name) for heading, name in kept["columns"])
        words = tuple((heading, was, now) for heading, was, now in kept.get("words", ()))
        return cls(kept["kind"], columns, ways, tuple(kept.get("guessed", ())), given, words, kept.get("month_first"))

    def in_words(self) -> list[tuple[str, str]]:
        """Each heading of which something was said, and what it was read as: no words where it was left out."""
        words = fields(SHEETS[self.kind]) | {LEFT_OUT: ""}
        said = [(heading, words[name]) for heading, name in self.columns if name in words]
        given = [
            (f"{words[name]} of all rows", IN_WORDS.get(value, value)) for name, value in self.given if name in words
        ]
        read = [(f"{heading}: {was}", now or "blank") for heading, was, now in self.words]
        given += [("Dates without a year are of", year) for name, year in self.given if name == YEAR]
        days = [(f"The day of “{name.removeprefix(AT)}”", day) for name, day in self.given if name.startswith(AT)]
        order = [] if self.month_first is None else [("Every date", ORDERS[self.month_first])]
        ways = [(heading, _way(words)) for heading, words in self.ways]
        return said + ways + read + given + days + order


def _way(words: str) -> str:
    """In which way a column is read, as a person says it: tiers, each level with its own; any other as it is."""
    levels = [
        f"{level} is {'no tier' if tier == NONE else f'tier {tier}'}" for level, tier in said_levels(words).items()
    ]
    return f"tiers ({listed(levels)})" if levels else words


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


@lru_cache(maxsize=20_000)
def _known(heading: str) -> str:
    """A heading as it is known again: by what is kept of it, which names nobody."""
    return _folded(masked(" ".join(heading.split())))


def fields(sheet: Sheet) -> dict[str, str]:
    """What a heading of this kind of sheet can be said to be: its name, and words for it."""
    names = {LEFT_OUT: "Leave out"} | {column.name: column.title for column in sheet.columns}
    if sheet.counted:
        names[sheet.counted.name] = sheet.counted.title
    figures = sheet.column(sheet.figures).title if sheet.figures else ""
    names |= {ACROSS + name: f"{sheet.column(name).title} over {figures}" for name in sheet.across}
    if sheet.flags:
        names[FLAG] = "Flag of this name"
    return names | {flag.name: f"Flag: {flag.title}" for flag in sheet.flags}


def field(sheet: Sheet, words: str) -> str | None:
    """The name of the field that a person writes in words, if there is one."""
    spelled = {spelling: c.name for c in (*sheet.flags, *reversed(sheet.all_columns)) for spelling in c.headings[1:]}
    spelled |= {normalise(c.title): c.name for c in (*sheet.flags, *sheet.all_columns)}
    spelled |= {normalise(f"across {sheet.column(name).title}"): ACROSS + name for name in sheet.across}
    return (spelled | {"leave out": LEFT_OUT, "left out": LEFT_OUT} | ({"flag": FLAG} if sheet.flags else {})).get(
        normalise(words)
    )


def override_of(upload: Upload) -> Override | None:
    """What was said by hand of the sheet of an upload."""
    kept = upload.mapping.get("said")
    override = Override.of_kept(kept) if kept else None
    if upload.mapping.get("dates") == "month first":  # as it was kept before the order was a part of what is said
        headings = dict(enumerate(upload.mapping.get("headings") or ()))
        return (override or Override.of(upload.kind, headings)).dated(month_first=True)
    return override


def headings_of(upload: Upload) -> tuple[str, ...]:
    """The headings that an upload's sheet had, as a sheet is known again by them. None where a program that did not
    keep them loaded it."""
    return _known_by(upload.mapping.get("headings") or ())


def _known_by(headings: Iterable[str]) -> tuple[str, ...]:
    """Headings, however they are spaced, whatever their case and in whatever order: what is said of each is said of
    its words. Of two that are the same, only their order tells which is which."""
    known = tuple(map(_known, headings))
    return tuple(sorted(known)) if len({*known}) == len(known) else known


def remembered(rows: Iterable[tuple[int, Headings]], uploads: Iterable[Upload]) -> tuple[Override, Upload] | None:
    """What was said of the last sheet in use that had the headings of one of these rows. The latest upload comes first.

    If that was read by its headings alone, so is this.
    """
    rows = list(rows)
    for upload in uploads:
        known = headings_of(upload)
        if known and not upload.withdrawn:
            override = override_of(upload)
            for _, headings in rows:
                if known != _known_by(headings[p] for p in sorted(headings)):
                    continue
                # What was said to be the same for one sheet need not be so for the next: its name, or what stands above
                # it, says that of each.
                of_sheet = tuple(said for said in override.given if said[1] in TAKEN) if override else ()
                return (replace(override.under(headings), given=of_sheet), upload) if override else None
    return None
