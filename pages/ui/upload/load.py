"""Loading what is chosen: what stands in its way, and the button, always in view."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures import loading
from measures.drafts import Draft
from measures.loading import Asked, Load
from measures.personal.words import OFFER, OFFER_HELP, told
from measures.questions.personal import ALL, REFERENCES, YES
from measures.uploads import Upload
from measures.views import loads
from measures.words import moment
from pages.ui import cache, changes, filters
from pages.ui.upload import draft, landed
from pages.ui.upload.asked import asked_of_nobody
from pages.ui.upload.review import Review
from pages.ui.words import plain


def show(chosen: Draft, reviews: Sequence[Review], questions: int) -> None:
    """What the files take the place of; and, at the foot of the window, how many rows are ready, what is to mend, and
    Load. So many `questions` wait for an answer."""
    load = Load(tuple(review.prepared for review in reviews), replaces=chosen.replaces)
    asked = sum((review.asked for review in reviews), Asked())
    for problem in load.clashes:
        st.error(f"**{plain(problem.where)}**: {plain(problem.sentence)}", icon=":material/error:")
    _choose_replaced(chosen, load)
    _choose_pseudonyms(chosen, load)
    who = filters.who()
    sheets = [] if load.stops or asked.unanswered else load.incoming(asked)
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(loads.standing(load, len(asked_of_nobody(load.stops)), questions), width="content")
        pressed = st.button("Load", type="primary", icon=":material/database_upload:", disabled=not sheets)
    if not pressed:
        return
    with st.bottom:
        if not filters.named(who):
            return
        with st.spinner("Loading…"):
            outcome = cache.store().load(sheets, who)
    landed.remember(outcome, who)
    draft.end()
    st.rerun()


def _choose_replaced(chosen: Draft, load: Load) -> None:
    """Choose uploads that these files take the place of."""
    kinds = {sheet.sheet.kind for _, sheet in load.sheets}
    living = {u.upload: u for u in cache.store().uploads() if not u.withdrawn and u.kind in kinds and u.current_rows}
    if not living:
        return
    key = f"replaces {chosen.token}"
    st.multiselect(
        "Do these files take the place of something loaded before?",
        list(living),
        default=[number for number in chosen.replaces if number in living],
        format_func=lambda n: _upload_name(living[n]),
        key=key,
        on_change=changes.note(_say_replaced, chosen, key),
        placeholder="No, add to what is there",
        help="Choose an upload to withdraw it in the same step, for example when last month's figures have been "
        "corrected. It can be brought back.",
    )


def _choose_pseudonyms(chosen: Draft, load: Load) -> None:
    """Have references replaced, where nothing is decided of them yet; or that they are."""
    there = {name for _, sheet in load.sheets for name in sheet.rows.column_names if name in REFERENCES}
    known = loading.before(cache.store())
    if there & known.replaced:
        st.caption(told([REFERENCES[name] for name in sorted(there & known.replaced)]), help=OFFER_HELP)
    if not there - known.replaced - {*known.written}:
        return
    key = f"pseudonyms {chosen.token}"
    st.checkbox(
        OFFER,
        value=any(file.said.answers.get(ALL) == YES for file in chosen.files.values()),
        key=key,
        on_change=changes.note(_say_pseudonyms, chosen, key),
        help=OFFER_HELP,
    )


def _say_pseudonyms(chosen: Draft, key: str) -> None:
    for number in chosen.files:
        draft.say(number, draft.said(number).answer(ALL, YES if st.session_state.get(key) else ""))


def _say_replaced(chosen: Draft, key: str) -> None:
    draft.replace(chosen.token, st.session_state.get(key, ()))


def _upload_name(upload: Upload) -> str:
    """An upload in a list."""
    return f"Upload {upload.upload}: {upload.file_name}, {upload.sheet} ({moment(upload.loaded_at)})"
