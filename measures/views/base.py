"""What every view is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from measures.answers import Answer
from measures.definition import Measure
from measures.plurals import of_one
from measures.shapes import Share
from measures.sheets import SHEETS
from measures.store.tables import CLASSIFICATIONS
from measures.words import called, listed, month, plural, sentence_case, short, value


@dataclass(frozen=True)
class Picture:
    """A chart before it is drawn: what draws it, and all that it is drawn of, which is what it is kept under."""

    draw: Callable[..., Any]
    of: tuple[object, ...]
    how: Mapping[str, object]


def picture(draw: Callable[..., Any], *of: object, **how: object) -> Picture:
    """A chart as it would be called, drawn only when somebody looks: `picture(lines, shape, small=True)`."""
    return Picture(draw, of, how)


FEWEST_POINTS = 3  # in time: of fewer a sentence and a table say as much as a picture
NOT_SHOWN = "not shown"  # in the place of a count of few
PICKED = "picked"  # what a chart calls that which somebody picks in it


@dataclass(frozen=True)
class View:
    """An answer as a person meets it.

    `headline` is the finding, computed from the data; `subtitle` says what is counted, where, when and of how many;
    `note` what is in no figure and why. `rows` are the table of the same numbers, its cells in words. Of several
    `pictures` each stands beside the next, or below it where they are `stacked`, and folded away under a heading where
    those after the first are `folded`. `open_table` is for a table that says more than its picture. There is a `file`
    of it, unless it is not for passing on. `around` is what would mislead whoever has no page around it: the page says
    it above and below.
    """

    headline: str
    subtitle: str
    rows: Sequence[Mapping[str, object]]
    note: str = ""
    pictures: tuple[Picture, ...] = ()
    stacked: bool = False
    folded: str = ""
    open_table: bool = False
    file: bool = True
    around: str = ""

    @property
    def alt(self) -> str:
        """What a picture says to somebody who does not see it."""
        return f"{self.headline}. {self.subtitle} The same numbers are in the table below."


# How a filter is said, in the order in which a place, a household and a case are spoken of.
FILTERS: tuple[tuple[str, Callable[[object], str]], ...] = (
    ("locality", str),
    ("agency", str),
    ("type", str),
    ("flag", "households with {}".format),
    ("tier", "tier {}".format),
    ("case", partial(called, "case")),
    ("household", partial(called, "household")),
)


def where(answer: Answer) -> str:
    """What the filters leave: “Northfield, households with Crime”; where none is set, “all localities and agencies”,
    or to which localities the answer is kept."""
    chosen = [words(answer.filters[name]) for name, words in FILTERS if answer.filters.get(name) is not None]
    everything = {"locality": "localities", "agency": "agencies", "case": "cases"}
    every = [words for name, words in everything.items() if name in answer.measure.filters]
    if answer.localities and not answer.filters.get("locality"):
        chosen = [listed(answer.localities), *chosen]
    return ", ".join(chosen) or (f"all {listed(every)}" if every else "")


# What somebody has whom a filter can place, where that is not what the filter is called.
HAVE = {"flag": "answer about the flag"}


def selected(answer: Answer) -> str:
    """“On lists picked by Crime: no picture of the area.”, where they were; else blank."""
    by = listed(answer.selected)
    return f"On lists picked by {by}: no picture of the area." if by else ""


def not_here(answer: Answer) -> str:
    """“1,500 demands have no locality and are not here.”, where a filter cannot place so many; else blank."""
    found = answer.nameless
    if not found:
        return ""
    one = found.count == 1
    are, have = ("is", "has") if one else ("are", "have")
    without = listed([f"no {HAVE.get(name, name)}" for name in found.names], "or")
    return f"{plural(found.count, of_one(found.counts), found.counts)} {have} {without} and {are} not here."


def not_yet(answer: Answer) -> str:
    """“3 demands are dated after 29 Nov 2026: they count when their day is past.”, where there are some; else blank."""
    found = answer.later
    if not found:
        return ""
    are, they, their = ("is", "it counts", "its") if found.count == 1 else ("are", "they count", "their")
    after = short(found.last_day)
    return (
        f"{plural(found.count, found.one, found.several)} {are} dated after {after}: {they} when {their} day is past."
    )


def beside(answer: Answer) -> str:
    """What is to be known of any answer besides its own note: who is not in it, and which lists it is of."""
    return " ".join(filter(None, (not_here(answer), not_yet(answer), selected(answer))))


def needs(measure: Measure) -> str:
    """“A demands sheet. It reads a cases sheet too, where there is one.”: what must be loaded for a measure, and
    what it uses besides."""
    needed = listed([_sheet(kind) for kind in measure.sheets]) or "Any sheet"
    others = listed([_sheet(kind) for kind in SHEETS if kind in measure.reads and kind not in measure.sheets], "or")
    also = f" It reads {others} too, where there is one." if others and measure.sheets else ""
    return f"{sentence_case(needed)}.{also}"


def _sheet(kind: str) -> str:
    return f"a {SHEETS[kind].title.lower()} sheet"


def missing(answer: Answer, counts: Mapping[str, int]) -> str:
    """Why there is nothing to show, and what would change that. `counts` is how many rows of each kind of sheet there
    are."""
    if answer.withheld:
        return answer.withheld
    lacking = [_sheet(kind) for kind in answer.measure.sheets if not counts[kind]]
    if lacking or not any(counts.values()):
        return f"Upload {listed(lacking) or 'a spreadsheet'} to see this."
    since, until = (str(answer.filters.get(name) or "") for name in ("since", "until"))
    if since > until > "":
        return (
            f"“From” is {month(since)} and “To” is {month(until)}: choose an earlier first month, or a later last one."
        )
    if answer.blank:
        return _blank(answer)
    if answer.later:
        return not_yet(answer)
    if all(chosen is None for chosen in answer.filters.values()):
        return "Nothing in what is loaded says this yet. The guide says what it is worked out from."
    return "Nothing fits these filters. Clear one of them to see more."


def _blank(answer: Answer) -> str:
    """“60 demands have no “Minutes”: fill it in and load the sheet again, and this is shown.”"""
    counts, blank, sheet = answer.measure.counts, answer.blank, SHEETS[answer.measure.sheets[0]]
    each = [
        f"{plural(number, counts.removesuffix('s'), counts)} {'has' if number == 1 else 'have'} no "
        f"“{sheet.column(name).title}”"
        for name, number in blank.items()
    ]
    it = "it" if len(each) == 1 else "them"
    on_the_page = f", or answer {it} on Classify" if CLASSIFICATIONS.keys() >= blank.keys() else ""
    return f"{listed(each)}: fill {it} in and load the sheet again{on_the_page}, and this is shown."


def months(answer: Answer) -> str:
    """The months that were asked for, or all of them; blank of a measure that cannot be asked for months. Of an area
    those that are told of it, where others are told of the whole place alone."""
    if isinstance(answer.shape, Share) and answer.shape.elsewhere:
        return f"without {plural(answer.shape.elsewhere, answer.measure.every)} in which few would be told of"
    since, until = (answer.filters.get(name) for name in ("since", "until"))
    if since and until:
        return month(str(since)) if since == until else f"{month(str(since))} to {month(str(until))}"
    if since or until:
        return f"from {month(str(since))}" if since else f"up to {month(str(until))}"
    return "all months" if "since" in answer.measure.filters else ""


def standing(answer: Answer) -> str:
    """Of which place and months an answer is, as a page says it once: “Quillmere, all months.”"""
    of = ", ".join(filter(None, (where(answer), months(answer))))
    return f"{sentence_case(of)}." if of else ""


def subtitle(answer: Answer, counted: str = "") -> str:
    """What is counted, where, of whom, when, and how many: the line under a headline."""
    counts = answer.measure.counts
    counted = counted or plural(answer.n, of_one(counts), counts)
    of = ", ".join(filter(None, (answer.measure.title, where(answer), months(answer))))
    return f"{of}. n = {counted}."


def in_full(answer: Answer, view: View) -> View:
    """A view for whoever has no page around it: under its headline stands each filter too that it does not say
    itself, and in its note what a page says around it."""
    view = replace(view, note=" ".join(filter(None, (view.around, view.note))), around="")
    chosen = [words(answer.filters[name]) for name, words in FILTERS if answer.filters.get(name) is not None]
    chosen += [months(answer)] if answer.filters.keys() & {"since", "until"} else []
    unsaid = ", ".join(words for words in chosen if words.casefold() not in view.subtitle.casefold())
    return replace(view, subtitle=f"{view.subtitle} {sentence_case(unsaid)}.") if unsaid else view


def as_recorded(answer: Answer) -> list[dict[str, str]]:
    """An answer's own table with its headings and cells in words, where a shape has no better one."""
    return [{sentence_case(heading): value(cell) for heading, cell in row.items()} for row in answer.records()]
