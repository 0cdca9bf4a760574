"""The steps of an upload: choose, check, look, load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from measures import loading
from measures.loading import Asked, Load, Remembered
from measures.problems import Problem, sheet_row, stopping
from measures.questions import Question
from measures.sheets import SHEETS
from measures.uploads import Incoming, Loaded, Upload
from measures.views import loads
from measures.words import day, listed, moment, plural, value
from measures.workbook.by_hand import LEFT_OUT, NOT_LOADED, Override
from measures.workbook.by_hand import fields as by_hand_fields
from measures.workbook.check import Checked
from measures.workbook.clashes import other_things
from measures.workbook.headings import Recognised
from measures.workbook.limits import MB, Limits
from measures.workbook.prepare import Prepared, understand
from measures.workbook.read import IN_WORDS, Workbook, get_ready
from measures.workbook.tables import opened
from pages.ui import cache, card, changes, empty, filters, reading
from pages.ui.words import plain

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "zip"]
PREVIEW_ROWS, PROBLEMS_SHOWN = 10, 200
WAYS_ASKED = (
    "unit?",
    "read-as-clock",
    "scale?",
    "scale-presumed",
    "fall?",
    "several?",
    "yes-no?",
    "number-or-yes?",
    "date-or-yes?",
    "exchanged?",
    "months?",
    "one-day?",
    "a-week",
    "decimal-comma",
)  # in which way a column is read


@dataclass(frozen=True)
class Review:
    """A checked file, and what the store would do with each of its sheets (by name) at a version.

    `read_so` is how a person wants it read, and `decided` what they say of the load (what it replaces, and their
        answers); `asked` has what is asked of its sheets, `after` those that are loaded in the same step before it, and
    `behind` the files after it that have lists of places; `letters` are those that a person said its texts are in. `remembered` has what was said of earlier sheets with the
    same headings, and `as_before` the uploads as which sheets are read, where nothing is said anew.
    """

    file_id: str
    prepared: Prepared
    read_so: tuple
    decided: tuple
    after: tuple[Incoming, ...]
    remembered: dict[str, Remembered]
    as_before: dict[str, Upload]
    asked: Asked
    version: int
    behind: tuple[Prepared, ...] = ()
    letters: str = ""

    @cached_property
    def outcomes(self) -> dict[str, Loaded]:
        """What the store would do with each sheet, by its name."""
        return {sheet.name: outcome for sheet, outcome in zip(self.prepared.sheets, self.asked.outcomes, strict=True)}

    def problems(self, sheet: Checked) -> list[Problem]:
        """What is wrong with a sheet in itself, and beside what is loaded."""
        return [*other_things(sheet, self.outcomes[sheet.name]), *sheet.problems]


def choose() -> list:
    """The uploader. After a load it starts afresh, so that the files are not kept in memory."""
    get_ready()
    limit = Limits.from_environment().file_size // MB
    files = st.file_uploader(
        f"Spreadsheets: {', '.join('.' + t for t in TYPES)}, up to {limit} MB each",
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=limit,
        key=f"files {st.session_state.get('loads', 0)}",
    )
    if files:
        changes.work_in()
    else:
        changes.forget()
    ids = {file.file_id for file in files}
    kept: dict[str, Review] = st.session_state.get("reviews", {})
    st.session_state["reviews"] = {file_id: review for file_id, review in kept.items() if file_id in ids}
    return files


def show_kinds() -> None:
    """What can be uploaded, with a template for each."""
    st.header("What can be uploaded", anchor=False)
    st.write(
        "Each sheet is recognised by its headings. Headings may be in any order, and other columns are left alone. "
        "Where a heading is not understood, you say what it is when you have chosen the file."
    )
    for sheet in SHEETS.values():
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{sheet.title}.** {sheet.purpose}", width=640)
            empty.template_button(sheet.kind)


def check(files: Sequence) -> list[Review]:
    """Read files once and check them, each beside what is loaded and the ones before it."""
    reviews: list[Review] = []
    for file in files:
        reviews.append(_check(file, reviews))
    return [_with_lists_behind(review, reviews[i + 1 :]) for i, review in enumerate(reviews)]


def _with_lists_behind(review: Review, later: Sequence[Review]) -> Review:
    """The file beside the lists of places in those after it too, for sheets of one list may be in several files."""
    files = [each.prepared for each in later if any(sheet.sheet.listed_by for sheet in each.prepared.sheets)]
    if [*map(id, files)] == [*map(id, review.behind)]:
        return review
    sheets = tuple(file.incoming_sheet(sheet) for file in files for sheet in file.sheets if sheet.sheet.listed_by)
    replaces, answers = review.decided
    load = Load((review.prepared,), False, replaces, dict(answers), presumed=True, after=review.after, behind=sheets)
    found = replace(review, behind=tuple(files), asked=load.ask(cache.store()))
    st.session_state["reviews"][review.file_id] = found
    return found


def _check(file, earlier: Sequence[Review]) -> Review:
    """Look at a file again only when the data changes, or how a person wants it or an earlier one read and loaded."""
    kept: dict[str, Review] = st.session_state["reviews"]
    before = kept.get(file.file_id)
    version = cache.store().version()
    place = (
        st.container()
    )  # here whether or not anything is checked, so that what follows keeps its place, and the keyboard its control
    reading.begin(file.name, file.file_id)
    decided = replaces, answers = _replaced(), _answers(file.file_id)
    after = tuple(sheet for review in earlier for sheet in review.asked.sheets)
    if (
        before
        and (version, decided, [*map(id, after)]) == (before.version, before.decided, [*map(id, before.after)])
        and before.read_so == _read_so(file.file_id, before.prepared.workbook)
        and not _other_letters(file.file_id, before)
    ):
        return before
    with place, st.status(f"Checking {plain(file.name)}…", expanded=True) as status:
        bar = st.progress(0.0)
        steps = iter((0.15, 0.5, *(0.5 + 0.04 * i for i in range(1, 11))))

        def step(words: str) -> None:
            bar.progress(next(steps, 0.92), text=plain(words))

        kept_book = before.prepared.workbook if before and not _other_letters(file.file_id, before) else None
        letters = st.session_state.get(_letters_key(file.file_id), "")
        workbook = kept_book or opened(file.name, file.getvalue(), step=step, letters=letters)
        known = before.remembered if before else loading.overrides_before(workbook, loading.remembering(cache.store()))
        read_so = month_first, said = _read_so(file.file_id, workbook)
        overrides, as_before = loading.in_force(known, dict(said))
        prepared = (
            before.prepared
            if before and kept_book and before.read_so == read_so
            else understand(workbook, month_first=month_first, overrides=overrides, step=step)
        )
        step("Comparing with what is already loaded")
        asked = Load((prepared,), replaces=replaces, answers=dict(answers), presumed=True, after=after).ask(
            cache.store()
        )
        bar.progress(1.0, text="Done")
        status.update(label=f"Checked {plain(file.name)}", state="complete", expanded=False)
    kept[file.file_id] = Review(
        file.file_id, prepared, read_so, decided, after, known, as_before, asked, version, letters=letters
    )
    return kept[file.file_id]


def _letters_key(file_id: str) -> str:
    return f"letters {file_id}"


def _other_letters(file_id: str, review: Review) -> bool:
    """Whether a person says that a file is in other letters than those it was read in."""
    read_in = review.letters or review.prepared.workbook.letters
    return st.session_state.get(_letters_key(file_id), read_in) != read_in


def _ask_letters(review: Review) -> None:
    """In which letters a text is, where that is a guess or was said."""
    names, read_in = list(IN_WORDS), review.prepared.workbook.letters
    st.selectbox(
        f"The letters of {plain(review.prepared.name)} are those of",
        names,
        index=names.index(read_in),
        format_func=lambda name: IN_WORDS[name],
        key=_letters_key(review.file_id),
    )


def _read_so(file_id: str, workbook: Workbook) -> tuple[tuple[str, ...], tuple[tuple[str, Override | None], ...]]:
    """How a person wants a file read: the sheets whose dates have the month first, and what they said of others."""
    names = [cells.sheet for cells in workbook.sheets]
    kept = {name: st.session_state.get(_month_key(workbook.name, name), False) for name in names}
    month_first = tuple(name for name in names if st.session_state.get(_month_key(file_id, name), kept[name]))
    return month_first, tuple(reading.overrides(file_id).items())


def _replaced() -> tuple[int, ...]:
    """The uploads that a person says these files take the place of."""
    return tuple(st.session_state.get(_replaces_key(), ()))


def _replaces_key() -> str:
    return f"replaces {st.session_state.get('loads', 0)}"


def _answers(file_id: str) -> tuple[tuple[str, str], ...]:
    """What a person answered to what is asked of a file: the name of each question, and of the choice."""
    own = _answer_key(file_id, "")
    kept = st.session_state.items()
    return tuple(sorted((str(key).removeprefix(own), name) for key, name in kept if str(key).startswith(own) and name))


def _answer_key(file_id: str, question: str) -> str:
    return f"answer {file_id} {question}"


def _ask(file_id: str, question: Question) -> None:
    """One question with its evidence; its default is chosen already."""
    names = [choice.name for choice in question.choices]
    st.markdown(f"**{plain(question.sentence)}**")
    if question.evidence:
        st.markdown("\n".join(f"- {plain(line)}" for line in question.evidence))
    st.radio(
        question.sentence,
        names,
        index=names.index(question.default) if question.default else None,
        format_func=lambda name: plain(next(c.words for c in question.choices if c.name == name)),
        key=_answer_key(file_id, question.name),
        label_visibility="collapsed",
    )


def _month_key(file: str, sheet: str) -> str:
    return f"month first {file} {sheet}"


def _month_first(file: str, file_id: str, sheet: Checked) -> None:
    """The order of a sheet's dates: kept by the name of the file too, for one that is mended is uploaded again."""
    st.toggle(
        "The dates in this sheet have the month first",
        value=sheet.month_first,
        key=_month_key(file_id, sheet.name),
        on_change=changes.note(_keep_month_first, file, file_id, sheet.name),
    )


def _keep_month_first(file: str, file_id: str, sheet: str) -> None:
    st.session_state[_month_key(file, sheet)] = st.session_state[_month_key(file_id, sheet)]


def show_summary(files: list[Review]) -> None:
    """One line for every sheet of every file: first what a telephone has room for."""
    rows = []
    for review in files:
        file = review.prepared
        for sheet in file.sheets:
            outcome = review.outcomes[sheet.name]
            rows.append(
                {
                    "Sheet": sheet.name,
                    "Kind": sheet.sheet.title,
                    "To mend": f"{len(stopping(review.problems(sheet))):,}",
                    "Rows": f"{sheet.rows.num_rows:,}",
                    "New": f"{outcome.new:,}",
                    "Changed": f"{outcome.changed:,}",
                    "Already there": f"{outcome.already_there:,}",
                    "File": file.name,
                }
            )
        rows += [
            {
                "Sheet": other.cells.sheet,
                "Kind": _kind(other),
                "To mend": f"{len(stopping(other.problems)):,}",
                "File": file.name,
            }
            for other in file.others
        ]
    if rows:
        headings = dict.fromkeys(heading for row in rows for heading in row if heading != "File" or len(files) > 1)
        card.written(
            [{heading: row.get(heading, "") for heading in headings} for row in rows], "The sheets found in the files"
        )


def _kind(other: Recognised) -> str:
    """What a sheet is that is not loaded, in a word or two."""
    if other.looks_like:
        return f"Looks like {other.looks_like.title.lower()}"
    return "Not understood" if stopping(other.problems) else "Left alone"


def show_file(review: Review) -> None:
    """What stands in the way of a file as a whole, then each of its sheets."""
    file = review.prepared
    with st.container():  # whatever stands in it, what follows keeps its place, and the keyboard the control it is on
        for problem in file.file_problems:
            (st.error if problem.stops else st.info)(
                f"**{problem.where}**: {plain(problem.sentence)}", icon=":material/error:"
            )
    if file.workbook.notes or _letters_key(review.file_id) in st.session_state:
        _ask_letters(review)
    sheets = {sheet.name: sheet for sheet in file.sheets}
    others = {other.cells.sheet: other for other in file.others}
    for cells in file.workbook.sheets:
        if cells.sheet in sheets:
            _show_sheet(review, sheets[cells.sheet])
        elif cells.sheet in others:
            _show_other(review, others[cells.sheet])


def _show_other(review: Review, other: Recognised) -> None:
    """A sheet that is not loaded, and why; a person may say what it is."""
    name, stops = other.cells.sheet, bool(stopping(other.problems))
    if other.cells.hidden or other.cells.problem:
        for problem in other.problems:
            show = st.error if problem.stops else st.info
            show(f"**{plain(problem.where)}**: {plain(problem.sentence)}", icon=_icon(problem.stops))
        return
    wanted = not (other.override and other.override.kind == NOT_LOADED)
    state = "not understood" if stops else "not recognised" if wanted else "not loaded"
    if other.looks_like:
        matched, columns = other.matched
        state = f"looks like {other.looks_like.title.lower()}, {matched} of {plural(columns, 'column')} matched"
    label = f"{plain(name)}: {state}"
    with st.expander(label, expanded=True, icon=_icon(stops)):
        with st.container():
            _list(list(other.problems))
            reading.confirm(review.prepared.name, review.file_id, other)
        reading.show(review.prepared.name, review.file_id, other)


def _icon(stops: bool) -> str:
    return ":material/error:" if stops else ":material/info:"


def _show_sheet(review: Review, sheet: Checked) -> None:
    file, outcome = review.prepared, review.outcomes[sheet.name]
    stops = stopping(review.problems(sheet))
    notes = [p for p in review.problems(sheet) if not p.stops]
    state = plural(len(stops), "thing to mend", "things to mend") if stops else "ready to load"
    label = f"{plain(sheet.name)}: {plural(sheet.rows.num_rows, 'row')} of {sheet.sheet.title.lower()}, {state}"
    upload = review.as_before.get(sheet.name)
    label += f", read as said on {day(upload.loaded_at)}" if upload else ""
    icon = ":material/error:" if stops else ":material/check_circle:"
    questions = [question for question in review.asked.questions if question.sheet == sheet.name]
    opened = bool(stops or questions) or len(file.sheets) == 1 or sheet.name in reading.overrides(review.file_id)
    with st.expander(label, expanded=opened, icon=icon):
        with st.container():
            st.write(f"Each row is {sheet.sheet.row_is}. {loads.what_would_be_loaded(outcome, sheet.bad_rows)}")
            if any(p.code == "month-first?" for p in sheet.problems) or sheet.month_first:
                _month_first(file.name, review.file_id, sheet)
            asked = [p.column for p in sheet.problems if p.code in WAYS_ASKED and p.column is not None]
            reading.ask_ways(file.name, review.file_id, sheet.recognised, asked)
            for problem in sheet.problems:
                levels = problem.details.get("levels")
                if problem.column is not None and isinstance(levels, tuple):
                    reading.ask_levels(file.name, review.file_id, sheet.recognised, problem.column, levels)
            if stops:
                st.markdown(f"**To mend before loading** ({len(stops):,})")
                _list(stops)
            if notes:
                st.markdown(f"**Worth knowing** ({len(notes):,}); nothing here stops the load")
                _list(notes)
            for question in questions:
                _ask(review.file_id, question)
            if upload:
                st.info(plain(loads.read_as_before(upload)), icon=":material/history:")
        reading.show(file.name, review.file_id, sheet.recognised)
        understood, rows = st.tabs(["How each heading was understood", "The first rows as they will be read"])
        with understood:
            card.written(headings(sheet), "How each heading was understood")
        with rows:
            st.dataframe(pd.DataFrame(first_rows(sheet)), hide_index=True, alt="The first rows as they will be read")


def _list(problems: list[Problem]) -> None:
    """Problems, each with its place as Excel shows it."""
    with st.container(height=320 if len(problems) > 8 else "content", border=len(problems) > 8):
        st.markdown("\n".join(f"- **{plain(p.where)}**: {plain(p.sentence)}" for p in problems[:PROBLEMS_SHOWN]))
    if len(problems) > PROBLEMS_SHOWN:
        said = (
            f"The first {PROBLEMS_SHOWN} of {len(problems):,}. Mend these, upload again, and the rest will be listed."
        )
        st.caption(said)


def headings(sheet: Checked) -> list[dict]:
    """A row for each column of the sheet: its letter, its heading, and what it is read as."""
    found, layout = [], sheet.recognised.layout
    over = by_hand_fields(sheet.sheet)
    for position, heading in sorted(sheet.recognised.own_headings.items()):
        column = sheet.recognised.columns.get(position) or sheet.recognised.ticked.get(position)
        flag = sheet.recognised.flags.get(position)
        by_hand = sheet.recognised.by_hand.get(position)
        alone = "Left alone" if by_hand is None else "Left out" if by_hand == LEFT_OUT else "In doubt"
        read_as = f"{column.title}: {column.type.says}" if column else f"Flag “{flag}”: Y or N" if flag else alone
        counted = by_hand if sheet.sheet.counted and by_hand == sheet.sheet.counted.name else None
        if name := (layout and layout.read_as(position)) or counted:
            read_as = over[name]
        read_as += " (by hand)" if by_hand else ""
        found.append(
            {"Column": Problem("", "", None, position).where.removeprefix("!"), "Heading": heading, "Read as": read_as}
        )
    return found


def first_rows(sheet: Checked) -> list[dict]:
    """The first rows as they will be read: dates written out, Y, N or blank for Yes, No and not known."""
    read = sheet.recognised
    places = {position: (c.name, c.title) for position, c in read.columns.items()}
    places |= {position: (f"flag{sheet.flag_names.index(name)}", name) for position, name in read.flags.items()}
    titles = dict(places[position] for position in sorted(places))
    rows = sheet.rows.slice(0, PREVIEW_ROWS).to_pylist()
    return [
        {
            "Row": sheet_row(row["row"]),
            **{t: value(row[n]) + "+" * bool(row.get(f"{n}_or_more")) for n, t in titles.items()},
        }
        for row in rows
    ]


def show_load(files: list[Review]) -> None:
    """The Load button, what stands in its way, and the choices that go with it."""
    load = Load(tuple(review.prepared for review in files), replaces=_replaced())
    asked = sum((review.asked for review in files), Asked())
    for problem in load.clashes:
        st.error(f"**{plain(problem.where)}**: {plain(problem.sentence)}", icon=":material/error:")
    st.divider()
    if load.can_leave_out:
        rows = plural(load.bad_rows, "row")
        load.leave_out = st.checkbox(f"Leave out the {rows} with something to mend, and load the rest", key="leave out")
    _choose_replaced(load)
    who = filters.who()
    sheets = [] if load.stops or asked.unanswered else load.incoming(asked)
    to_mend = [p for file in load.files for p in file.stops(load.leave_out)]
    if to_mend and all(problem.code == "suggested" for problem in to_mend):
        names = listed([plain(problem.sheet) for problem in to_mend])
        st.write(f"Press “Read it so” for {names}, or change how it is read, before this can be loaded.")
    elif to_mend:
        st.write(
            f"{plural(len(to_mend), 'thing')} to mend before this can be loaded. Mend the spreadsheet and upload it "
            "again, or change above how it is read."
        )
    if not load.stops and asked.unanswered:
        st.write(f"{plural(len(asked.unanswered), 'question')} above to answer before this can be loaded.")
    if st.button("Load", type="primary", icon=":material/database_upload:", disabled=not sheets):
        with st.spinner("Loading…"):
            st.session_state["outcome"] = cache.store().load(sheets, who)
        st.session_state["loads"] = st.session_state.get("loads", 0) + 1
        st.session_state.pop("reviews", None)
        for file in load.files:
            reading.forget(file.name)
        st.rerun()


def _choose_replaced(load: Load) -> None:
    """Choose uploads that these files take the place of."""
    kinds = {sheet.sheet.kind for _, sheet in load.sheets}
    living = {u.upload: u for u in cache.store().uploads() if not u.withdrawn and u.kind in kinds and u.current_rows}
    if not living:
        return
    st.multiselect(
        "Do these files take the place of something loaded before?",
        list(living),
        format_func=lambda n: upload_name(living[n]),
        key=_replaces_key(),
        placeholder="No, add to what is there",
        help="Choose an upload to withdraw it in the same step, for example when last month's figures have been "
        "corrected. It can be brought back.",
    )


def upload_name(upload: Upload) -> str:
    """An upload in a list."""
    return f"Upload {upload.upload}: {upload.file_name}, {upload.sheet} ({moment(upload.loaded_at)})"


def show_outcome() -> None:
    """What the last load did, once."""
    outcome: list[Loaded] | None = st.session_state.pop("outcome", None)
    if outcome is None:
        return
    written = [o for o in outcome if o.upload is not None]
    say = st.success if written else st.info
    say(
        "\n\n".join(plain(loads.what_was_loaded(o)) for o in outcome),
        icon=":material/check_circle:" if written else ":material/info:",
    )
    with st.container(horizontal=True):
        if any(o.kind == "households" for o in outcome):
            st.page_link("pages/demand_tiers.py", label="See the demand tiers", icon=":material/home_work:")
        if any(o.kind == "demands" for o in outcome):
            st.page_link(
                "pages/value_and_failure.py", label="See value and failure", icon=":material/record_voice_over:"
            )
        if any(o.kind == "transactions" for o in outcome):
            st.page_link("pages/agency_costs.py", label="See agency costs", icon=":material/payments:")
        if any(o.kind == "cases" for o in outcome):
            st.page_link("pages/case_story.py", label="See the case story", icon=":material/person:")
        if any(o.kind == "results" for o in outcome):
            st.page_link("pages/results.py", label="See the results", icon=":material/compare_arrows:")
        if any(o.kind in ("demands", "transactions", "series") for o in outcome):
            st.page_link("pages/over_time.py", label="See them over time", icon=":material/show_chart:")
        if any(o.kind == "ratings" for o in outcome):
            st.page_link("pages/outcomes.py", label="See the outcomes", icon=":material/radar:")
        st.page_link("pages/history.py", label="See the history", icon=":material/history:")
