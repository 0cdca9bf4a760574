"""The Agency costs page: its choice of case, and what each part shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from measures import answers
from measures.answers import Answer
from measures.shapes.costs import KINDS, OPTIMISM
from measures.sheets.transactions import PAYMENTS
from measures.views import before_and_after
from measures.views.costs import kinds
from measures.views.costs import words as say
from measures.words import plural
from pages.ui import cache, card, filters
from pages.ui.words import plain


def choose(line: DeltaGenerator, everything: Answer) -> dict[str, Any]:
    """One case, or all that can be compared but those that are left out, in the line of filters.

    They live in the URL, a case by its reference: a title may tell who it is.
    """
    cases = list(dict.fromkeys(row["case_ref"] for row in everything.shape.rows))
    with line:
        case = filters.one_of("case", "Case", cases, "All cases that can be compared", width=360)
        filters.told_of_a_link("without", "Leave out cases", cases)
        without = st.multiselect(
            "Leave out cases",
            cases,
            placeholder="None",
            key="without",
            bind="query-params",
            width=360,
            disabled=case is not None,
            help="A long or costly case can outweigh all others. The figures are then worked out without it, and say "
            "so.",
        )
    return {"case": case, "without": None if case else tuple(without) or None}


def of_kind(line: DeltaGenerator, answer: Answer, other: Answer) -> tuple[Answer, Answer]:
    """Both answers as they are for the kind of money that a person chooses, where there are several."""
    names = {KINDS[kind]: kind for kind in answer.shape.kinds}
    if len(names) < 2:
        return answer, other
    chosen = line.segmented_control(
        "Kind of money",
        list(names),
        default=KINDS[answer.shape.kind],
        required=True,
        key="kind",
        bind="query-params",
        help=say.KINDS_ARE,
    )
    kind = names[chosen]
    return replace(answer, shape=answer.shape.of_kind(kind)), replace(other, shape=other.shape.of_kind(kind))


def show_costs(answer: Answer) -> None:
    """Cost by agency; or, where price years cannot be added up, each year apart."""
    shape = answer.shape
    if not shape.kinds:
        st.info(plain(say.nothing_spent(answer)), icon=":material/info:")
        return
    for warning in say.warnings(answer):
        st.warning(plain(warning), icon=":material/warning:")
    if shape.price.refused:
        st.warning(plain(say.refused(shape.price, shape.deflators.faults)), icon=":material/warning:")
    card.show(answer)
    if which := say.compared(answer):
        st.caption(plain(which))


def show_kinds(answer: Answer) -> None:
    """Each kind of money by itself, with the cost avoided as a range; and what was recorded as avoided."""
    if answer.shape.kinds:
        st.subheader("By kind of money, never added together", anchor=False)
        optimism = round(OPTIMISM * 100)
        if any(shape.lined_up for shape in answer.shape.each_kind):
            optimism = st.number_input(
                "Allowance for optimism, %",
                0,
                100,
                optimism,
                step=5,
                key="optimism",
                bind="query-params",
                width=220,
                help="What the low end of the range takes off. Savings are usually thought greater than they turn out "
                "to be.",
            )
        st.caption(plain(kinds.about(answer, optimism / 100)))
        card.written(kinds.table(answer, optimism / 100), "Cost by kind of money")
    if answer.shape.recorded_avoided:
        st.subheader("Recorded as avoided, not spent", anchor=False)
        st.caption(plain(kinds.recorded_avoided_words(answer)))
        card.written(kinds.recorded_avoided(answer), "Recorded as avoided")


def show_payments() -> None:
    """Which rows are payments and no contacts, by which words: it holds for everyone who uses this store."""
    now, paid = cache.payments(), cache.paid_activities()
    with st.expander(say.payments(paid)):
        st.write(say.PAYMENTS_ARE)
        if paid:
            card.written(say.each_payment(paid), "Activities that are payments")
        filters.kept_words(
            "Words for payments",
            sorted({*PAYMENTS, *now}, key=str.casefold),
            now,
            answers.keep_payments,
            "These are payments, not contacts",
            accept_new_options=True,
            placeholder="None: every row is a contact",
            help="Type a word and press Enter to add it. Take one away where it is something done, as a "
            "charge by the police.",
        )


def show_quarters(answer: Answer) -> None:
    """Before and after intervention, quarter by quarter."""
    shape = answer.shape
    if not shape.n:
        st.info(plain(before_and_after.nothing(shape)), icon=":material/event_busy:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        quarters = filters.either("quarters", "Quarters", {"each": "Each quarter", "cumulative": "Cumulative"})
        figures = filters.either("figures", "Figures", {"case": "For each case", "all": "Totals"})
        cumulative, per_case = quarters == "cumulative", figures == "case"
        whole = st.toggle(
            f"Only cases with {plural(shape.most, 'quarter')} ({len(shape.throughout):,})",
            key="whole",
            bind="query-params",
            help="As many on record on both sides as any case has, so that every quarter is of the same cases.",
        )
    note = ""
    if whole:
        note = f"{plural(shape.n - len(shape.throughout), 'case')} with fewer quarters left out."
        shape = shape.only_throughout()
    if not per_case and not shape.equal_n:
        st.info(
            "Totals are shown only where every quarter has the same number of cases: switch on “Only cases with "
            "all quarters”. Until then "
            "these are figures for each case.",
            icon=":material/info:",
        )
        per_case = True
    if shape.price.refused:
        st.warning(plain(say.refused(shape.price, shape.deflators.faults)), icon=":material/warning:")
    shown = replace(answer, shape=shape)  # the file is of the cases that are shown
    card.show(shown, before_and_after.view(shown, per_case=per_case, cumulative=cumulative, note=note))
