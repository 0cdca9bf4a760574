"""Chosen files, each read and checked, and what the store would do with them: again only where something is said
anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from measures import loading
from measures.drafts import Draft, FileOverrides
from measures.loading import Asked, Load, Remembered
from measures.problems import Problem
from measures.questions.personal import asked_for
from measures.uploads import Incoming, Loaded, Upload
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things
from measures.workbook.prepare import Prepared, understand
from measures.workbook.recognised import Recognised
from measures.workbook.tables import opened
from pages.ui import cache, changes
from pages.ui.upload import draft
from pages.ui.words import plain


@dataclass(frozen=True)
class Review:
    """A checked file, and what the store would do with each of its sheets (by name) at a version.

    `said` is what a person says of it, and `replaces` the uploads that the files take the place of; `asked` has what is
    asked of its sheets, `after` those that are loaded in the same step before it, and `behind` the files after it that
    have lists of places. `replaced` are the references that the answers to other files want replaced. `remembered` has
    what was said of earlier sheets with the same headings, and `as_before` the uploads as which sheets are read, where
    nothing is said anew.
    """

    number: str
    prepared: Prepared
    said: FileOverrides
    replaces: tuple[int, ...]
    after: tuple[Incoming, ...]
    remembered: dict[str, Remembered]
    as_before: dict[str, Upload]
    asked: Asked
    version: int
    behind: tuple[tuple[Prepared, Mapping[str, str]], ...] = ()
    replaced: frozenset[str] = frozenset()

    @cached_property
    def outcomes(self) -> dict[str, Loaded]:
        """What the store would do with each sheet, by its name."""
        return {sheet.name: outcome for sheet, outcome in zip(self.prepared.sheets, self.asked.outcomes, strict=True)}

    @property
    def others(self) -> list[Recognised]:
        """Sheets that are not loaded as they are, and of which a person may say what they are."""
        return [other for other in self.prepared.others if not (other.cells.hidden or other.cells.problem)]

    def problems(self, sheet: Checked) -> list[Problem]:
        """What is wrong with a sheet in itself, and beside what is loaded."""
        return [*other_things(sheet, self.outcomes[sheet.name]), *sheet.problems]

    def found(self, sheet: str) -> Recognised | None:
        """How a sheet is understood."""
        known = {each.name: each.recognised for each in self.prepared.sheets}
        return known.get(sheet) or next((other for other in self.prepared.others if other.cells.sheet == sheet), None)


def latest(number: str) -> Review | None:
    """The file as it was drawn last."""
    return st.session_state.get("reviews", {}).get(number)


def check(chosen: Draft) -> list[Review]:
    """Read files once and check them, each beside what is loaded and the ones before it."""
    kept: dict[str, Review] = st.session_state.setdefault("reviews", {})
    for number in [number for number in kept if number not in chosen.files]:
        del kept[number]
    reviews: list[Review] = []
    for number in chosen.files:
        reviews.append(_check(chosen, number, reviews))
    return [_with_lists_behind(review, reviews[i + 1 :]) for i, review in enumerate(reviews)]


def _with_lists_behind(review: Review, later: Sequence[Review]) -> Review:
    """The file beside the lists of places in those after it too, for sheets of one list may be in several files."""
    lists = [each for each in later if any(sheet.sheet.listed_by for sheet in each.prepared.sheets)]
    behind = tuple((each.prepared, each.said.answers) for each in lists)
    if [(id(file), answers) for file, answers in behind] == [(id(file), answers) for file, answers in review.behind]:
        return review
    store = cache.store()
    files = [loading.as_answered(each.prepared, each.said.answers, each.replaced, store) for each in lists]
    sheets = tuple(file.incoming_sheet(sheet) for file in files for sheet in file.sheets if sheet.sheet.listed_by)
    load = _load(review.prepared, review.said, review.replaces, review.after, review.replaced, sheets)
    found = replace(review, behind=behind, asked=load.ask(store))
    st.session_state["reviews"][review.number] = found
    return found


def _load(
    prepared: Prepared,
    said: FileOverrides,
    replaces: tuple[int, ...],
    after: tuple[Incoming, ...],
    replaced: frozenset[str],
    behind: tuple[Incoming, ...] = (),
) -> Load:
    answers = dict(said.answers)
    return Load(
        (prepared,), replaces=replaces, answers=answers, presumed=True, after=after, behind=behind, replaced=replaced
    )


def _check(chosen: Draft, number: str, earlier: Sequence[Review]) -> Review:
    """Look at a file again only when the data changes, or how a person wants it or an earlier one read and loaded."""
    before, file = latest(number), chosen.files[number]
    said, name, version = file.said, file.name, cache.store().version()
    place = (
        st.empty()
    )  # here whether or not anything is checked, so that what follows keeps its place, and the keyboard its control
    after = tuple(sheet for review in earlier for sheet in review.asked.sheets)
    replaced = asked_for(each.said.answers for name, each in chosen.files.items() if name != number)
    if (
        before
        and (version, said, chosen.replaces, replaced)
        == (before.version, before.said, before.replaces, before.replaced)
        and [*map(id, after)] == [*map(id, before.after)]
    ):
        return before
    with place.status(f"Checking {plain(name)}…", expanded=True):
        bar = st.progress(0.0)
        steps = iter((0.15, 0.5, *(0.5 + 0.04 * i for i in range(1, 11))))
        if not before:
            st.button(
                "Cancel",
                key=f"cancel {number}",
                icon=":material/cancel:",
                on_click=changes.note(draft.drop, number),
            )

        done: dict[str, float] = {}

        def step(words: str) -> None:
            what = words.partition(" (")[0]  # with how long it has taken so far behind it
            if what not in done:
                done[what] = next(steps, 0.92)
            bar.progress(done[what], text=plain(words))

        kept = before.prepared.workbook if before and before.said.letters == said.letters else None
        workbook = kept or opened(name, chosen.content(number), step=step, letters=said.letters)
        known = before.remembered if before else loading.overrides_before(workbook, loading.remembering(cache.store()))
        overrides, as_before = loading.in_force(known, said.overrides)
        again = before and kept and replace(before.said, answers=said.answers) == said
        prepared = before.prepared if before and again else None
        prepared = prepared or understand(workbook, overrides=overrides, mends=said.mends, step=step)
        step("Comparing with what is already loaded")
        asked = _load(prepared, said, chosen.replaces, after, replaced).ask(cache.store())
    place.empty()
    found = Review(number, prepared, said, chosen.replaces, after, known, as_before, asked, version, replaced=replaced)
    st.session_state["reviews"][number] = found
    return found
