"""The parts of the Case story page."""

from __future__ import annotations

import streamlit as st

from measures import views
from measures.answers import Answer
from measures.shapes import Figures, Frequency
from measures.views import cases, listing
from measures.views.costs import kinds
from measures.views.frequency import figures
from measures.words import plural
from pages.ui import card, filters, notices
from pages.ui.words import plain

NOTHING = (
    "No case has recorded consent to show. Turn off “Only cases with consent to show” to see a case for your own work."
)


def only_consented() -> bool:
    """Whether cases without recorded consent are hidden. On until somebody turns it off."""
    return st.toggle("Only cases with consent to show", value=True, key="consented", bind="query-params")


def choose(stories: dict[str, dict]) -> str | None:
    """The case whose story is told: its reference is in the URL, its title is not."""
    if not stories:
        st.info(NOTHING, icon=":material/lock:")
        return None
    return filters.one_of(
        "case",
        "Case",
        list(stories),
        None,
        width=320,
        help="Cases with consent to show come first, then those with most rows.",
    )


def about(case: str, of_case: dict) -> None:
    """The case's title, whether it may be shown, and its own note."""
    st.header(plain(cases.name(case, of_case)), anchor=False)
    notices.consent(of_case["consent"])
    if of_case["note"]:
        st.info(f"**Note on this case.** {plain(of_case['note'])}", icon=":material/sticky_note_2:")


def wanted_and_received(of_case: dict, matters: Answer, received: Answer) -> None:
    """What mattered, in the person's words, and what was done about it, beside what they received."""
    things, process = listing.received(received.shape)
    left, right = st.columns([4, 5], gap="large")
    with left:
        st.subheader("What mattered, in their words", anchor=False)
        if of_case["what_matters"]:
            st.markdown(f"#### “{plain(of_case['what_matters'])}”")
            for entry in matters.shape.entries():
                st.write("What was done about it, in the new way of working:")
                st.markdown("\n".join(f"- {plain(said)}" for said in listing.done(entry)))
        else:
            st.write("Nobody has recorded what matters to this person. Ask them.")
    with right:
        st.subheader("What was received", anchor=False)
        if things:
            st.markdown("\n".join(f"- {plain(listing.received_line(entry))}" for entry in things))
        elif process:
            st.write("No help, course or thing is recorded as received.")
        else:
            st.write("Nothing is recorded.")
        if process:
            st.write(listing.received_rest(process))
    if received.n:
        with st.expander(f"Everything received, as it was described: {plural(received.n, 'description')}"):
            card.written(listing.received_table(received), "What was received")


def people(answer: Answer[Figures], years: Answer[Frequency]) -> None:
    """How many people it took, as figures."""
    shape, view = answer.shape, views.view(answer)
    before = [r["category"] for r in years.shape.rows if r["category"] and "new way" not in r["split"]]
    first, last = min(before, default=None), max(before, default=None)
    when = "" if not shape.n or first is None else f" in {first}" if first == last else f" between {first} and {last}"
    st.subheader(plain(view.headline + when), anchor=False)
    if not shape.n:
        return
    st.caption(
        f"What it took before the new way of working. People, teams and agencies are counted once each. {view.note}"
    )
    with st.grid(6, min_column_width=130):
        for words, count in figures.shown(shape):
            with st.container(border=True, height="stretch"):
                st.metric(plain(words), f"{count:,}", label_visibility="collapsed")  # a figure is no heading
                st.write(plain(words))
    with st.expander("The same numbers as a table"):
        card.written(view.rows, answer.measure.title)
    card.bear_in_mind(answer)


def years(answer: Answer[Frequency]) -> None:
    """The interactions by agency over the years."""
    if answer.shape.total:
        card.show(answer)


def costs(answer: Answer) -> None:
    """Cost to date and cost of doing what matters, each with its window and price year."""
    if answer.is_empty:
        st.subheader("No cost is recorded", anchor=False)
        return
    shape = answer.shape
    st.subheader(plain(views.view(answer).headline), anchor=False)
    st.caption(plain(kinds.of_case_note(answer)))
    approaches = [approach for approach in kinds.TO_DATE if kinds.of_case(shape, approach)]
    for column, approach in zip(st.columns(max(1, len(approaches)), gap="medium"), approaches):
        with column, st.container(border=True):
            for name, amount, about in kinds.of_case(shape, approach):
                st.metric(name, amount)
                st.caption(plain(about))
    with st.expander("The same numbers as a table"):
        card.written(kinds.of_case_table(shape), answer.measure.title)
    card.bear_in_mind(answer)


def statements(answer: Answer, consented: bool) -> None:
    """Every case's own statement of what matters, searched as it is typed. There is no file of these to be passed
    on."""
    st.header("What matters, in people's words", anchor=False)
    st.write("The basis of every other measure: what people say, word for word, beside what was done about it.")
    looked_for = filters.looks_for("Look for a word", "words", "garden", width=320)
    shown = [e for e in answer.shape.search(looked_for) if e.consent or not consented]
    everyone = [e for e in answer.shape.entries() if e.consent or not consented]
    st.caption(plain(listing.statements_headline(shown, len(everyone), looked_for)))
    if not consented:
        st.warning(
            "Some of these people have not agreed that their words are shown: for your own work only.",
            icon=":material/lock:",
        )
    if shown:
        with st.grid(2, min_column_width=card.SIDE):
            for entry in shown:
                with st.container(border=True, height="stretch"):
                    st.markdown(f"**“{plain(entry.words)}”**")
                    st.caption(plain(f"What was done: {' · '.join(listing.done(entry))}."))
                    st.caption(plain(" · ".join(filter(None, [entry.case, entry.about, listing.consent(entry)]))))
    elif everyone:
        st.info("No statement has that word. Try a shorter one.", icon=":material/search_off:")
    else:
        st.info("Nobody's statement may be shown yet.", icon=":material/lock:")
