"""The history of the store, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from measures import erasing
from measures.export import csv
from measures.loading import Remembered, forget
from measures.questions import personal
from measures.sheets import title
from measures.uploads import Upload
from measures.views import changes, loads
from measures.words import by, day, moment, plural
from measures.workbook.by_hand import override_of
from measures.workbook.mends import mends_of
from pages.ui import access, cache, card, filters, trail
from pages.ui.words import plain

LATEST = 8  # uploads that are shown without being asked for
A_PAGE = 25  # of those before them, which are drawn only when they are looked at: there may be thousands
ASKED = "asked about"  # the upload of which it is shown what withdrawing it, or bringing it back, would change


def show_uploads(uploads: Sequence[Upload], who: str) -> None:
    """Every upload, the latest first; those before the latest few are folded, unless one of them is asked about, and
    stand on pages."""
    for upload in uploads[:LATEST]:
        _show_upload(upload, who)
    if earlier := uploads[LATEST:]:
        asked = any(upload.upload == st.session_state.get(ASKED) for upload in earlier)
        name = plural(len(earlier), "earlier upload")
        with st.expander(name, expanded=asked, on_change="rerun", key="earlier uploads") as opened:
            if opened.open:
                pages = -(-len(earlier) // A_PAGE)
                page = st.pagination(pages, key=f"page of {pages}") if pages > 1 else 1
                for upload in earlier[A_PAGE * (page - 1) : A_PAGE * page]:
                    _show_upload(upload, who)


def _show_upload(upload: Upload, who: str) -> None:
    """One upload, with the button that withdraws it or brings it back."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(width=720, gap="xsmall"):
                state = (
                    ":material/delete_forever: **Erased**"
                    if upload.is_erased
                    else ":material/block: **Withdrawn**"
                    if upload.withdrawn
                    else f":material/check: {upload.current_rows:,} rows in use"
                )
                st.markdown(f"**Upload {upload.upload}: {title(upload.kind)}** &nbsp; {state}")
                st.text(f"{upload.file_name}, sheet {upload.sheet}")
                loaded = f"Loaded {moment(upload.loaded_at)}{by(upload.who)}."
                st.caption(plain(f"{loaded} {loads.upload_rows(upload)}"))
                if decided := loads.record(upload):
                    st.caption(decided)
                if details := personal.of_upload(upload):
                    st.caption(plain(details))
                if mends := mends_of(upload):
                    st.caption(plain(loads.changed_before(upload.sheet, mends)))
                if said := override_of(upload):
                    st.caption(plain(loads.read_by_hand(title(upload.kind), said.in_words())))
                if upload.rows_erased:
                    st.caption(erasing.of_upload(upload.rows_erased))
            if upload.is_erased or not access.changes():
                return
            what, icon = ("Bring back", ":material/undo:") if upload.withdrawn else ("Withdraw", ":material/block:")
            if st.button(f"{what} upload {upload.upload}", key=f"change {upload.upload}", icon=icon):
                st.session_state[ASKED] = upload.upload
                st.rerun()  # without what is shown of another
        if st.session_state.get(ASKED) == upload.upload:
            _foretell(upload, who)


def _foretell(upload: Upload, who: str) -> None:
    """What withdrawing an upload, or bringing it back, would change, and the button that does it."""
    with st.container(key=f"foretold {upload.upload}"):
        with st.spinner("Working out what would change…"):
            rows, then = cache.would_change(upload.upload)
            moved = changes.moved(cache.headlines(), then)
        st.markdown(f"**What would change.** {plain(changes.rows(rows))} {changes.how_many(moved, would=True)}")
        if moved:
            card.written(moved, "Headlines that would be others")
        stay = "" if upload.withdrawn else loads.stay_withdrawn(upload.upload, cache.store().uploads())
        if stay:
            st.write(stay)
        with st.container(horizontal=True):
            if st.button(
                "Bring it back" if upload.withdrawn else "Withdraw it", key=f"do {upload.upload}", type="primary"
            ) and filters.named(who):
                st.session_state.pop(ASKED)
                if upload.withdrawn:
                    cache.store().reinstate(upload.upload, who)
                    said = f"Upload {upload.upload} is back."
                else:
                    cache.store().withdraw(upload.upload, who)
                    said = (
                        f"Upload {upload.upload} is withdrawn. Nothing is deleted: Bring back undoes it, and under "
                        f"Erase it goes for good. {stay}"
                    ).strip()
                _say(said)
            if st.button("Leave it as it is", key=f"leave {upload.upload}"):
                st.session_state.pop(ASKED)
                st.rerun()


def show_readings(readings: Sequence[Remembered], who: str) -> None:
    """How the next sheets with the same headings are read, as somebody said, each with the button that forgets it."""
    if not readings:
        return
    with st.expander("How headings are read, as somebody said"):
        st.write(
            "What was said of headings is used again for the next sheet that has them. Forget it, and they speak for "
            "themselves; what is loaded stays as it is."
        )
        for reading in readings:
            upload, said = reading.upload, loads.read_by_hand(title(reading.override.kind), reading.override.in_words())
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.text(
                    f"{upload.file_name}, sheet {upload.sheet}, {day(upload.loaded_at)}{by(upload.who)}: {said}",
                    width=720,
                )
                if (
                    access.changes()
                    and st.button(
                        f"Forget upload {upload.upload}’s", key=f"forget {upload.upload}", icon=":material/delete:"
                    )
                    and filters.named(who)
                ):
                    forget(cache.store(), upload.upload, who)
                    _say(f"Sheets with the headings of upload {upload.upload} are read by their headings alone.")
        trail.download("Download as CSV", lambda: _as_csv(readings), "How headings are read.csv", mime="text/csv")


def _as_csv(readings: Sequence[Remembered]) -> str:
    """A line for each heading of which something was said."""
    rows = [
        {"Upload": r.upload.upload, "Kind": title(r.override.kind), "Heading": heading, "Read as": words or "Left out"}
        for r in readings
        for heading, words in r.override.in_words()
    ]
    return csv.text(rows, ("Upload", "Kind", "Heading", "Read as"))


def _say(said: str) -> None:
    st.session_state["changed"] = said
    st.rerun()


def show_outcome() -> None:
    """What the last button did, once."""
    if said := st.session_state.pop("changed", None):
        st.success(said, icon=":material/check_circle:")


def show_versions(versions: list[dict]) -> None:
    """Every change of the data, latest first."""
    compared = [*versions[:1], *(load for load in cache.store().loads() if load["version"] != versions[0]["version"])]
    if len(compared) > 1:
        with st.expander("What differs between two versions", on_change="rerun", key="differs") as opened:
            if opened.open:
                _compare(compared)
    with st.expander("Every change, by version"):
        rows = [
            {"Version": v["version"], "When": moment(v["changed_at"]), "Who": v["who"], "What": v["what"]}
            for v in versions
        ]
        card.written(rows, "Every change of the data")


def _compare(versions: list[dict]) -> None:
    """Two versions, the latest and the load before it until others are chosen, and what differs between them."""
    named = {v["version"]: f"{v['version']}: {v['what']}, {moment(v['changed_at'])}" for v in versions}
    after = st.selectbox("After", list(named)[:-1], format_func=named.__getitem__, key="after")
    earlier = [version for version in named if version < after]
    before = st.selectbox("Before", earlier, format_func=named.__getitem__, key=f"before {after}")
    with st.spinner("Comparing…"):
        moved = changes.moved(cache.headlines(before), cache.headlines(after))
        st.write(plain(f"{changes.rows(cache.difference(before, version=after))} {changes.how_many(moved)}"))
    if moved:
        card.written(moved, "Headlines that are others")
