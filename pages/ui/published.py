"""The board as a steering group reads it: a release, or for whoever publishes, what one would be now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from measures import releases
from measures.releases import Board, Draft, Release
from measures.releases import words as say
from measures.words import listed
from pages.ui import access, away, board, cache, card, filters, since, told
from pages.ui.words import plain


def read() -> None:
    """What a steering group reads: the latest release, or the one that is chosen."""
    there, localities = cache.releases(), access.who().localities
    if not there:
        st.title("Common measures", anchor=False)
        st.write(plain(say.NOTHING_OF.format(localities=listed(localities)) if localities else say.NOTHING_PUBLISHED))
        return
    release = _choose(there)
    if release is not None:
        st.title(plain(release.board.purpose), anchor=False)
        _release(release)


def preview() -> None:
    """The same for managers, who also see what would be published now, and publish it: first where data were loaded
    since."""
    there = cache.releases()
    if not access.changes():
        only_read()
        return
    loaded = next((load["version"] for load in cache.store().loads()), 0)
    release = _choose(there, preview=True, first=not there or loaded > there[0].version)
    before = releases.latest(cache.store())
    if release is not None:
        if release.is_whole:
            _differs(release, before)
        _release(release)
        with st.container(horizontal=True, key="board-tools-withdraw"):
            _withdraw(release)
        return
    tools = st.container(border=True, key="board-tools-publish", gap="xsmall")
    with tools.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say.NOT_PUBLISHED, width="stretch")
        fewest, areas = _how(before)
        offer = st.container(width="content")
    with st.spinner(say.WORKING_OUT):
        draft = cache.draft(fewest, areas)
    with offer, st.popover(say.PUBLISH, icon=":material/publish:", type="primary"):
        _publish(draft)
    if before is not None:
        with tools:
            _moved(draft, before)
    _board(_of_area({None: draft.board, **draft.areas})[1])
    st.caption(plain(say.rule(draft.fewest)))


def only_read() -> None:
    """A release, for managers where nothing is changed, or there are no rows of which another could be."""
    there = cache.releases()
    if (release := _choose(there) if there else None) is None:
        st.write(say.NOTHING_PUBLISHED)
        return
    _release(release)


def _how(before: Release | None) -> tuple[int, tuple[str, ...]]:
    """By which rule, and with which areas: what was published decides how far that is still open."""
    names = {words: fewest for fewest, words in say.PRESETS.items() if before is None or fewest >= before.fewest}
    of = next((words for words, fewest in names.items() if before and fewest == before.fewest), next(iter(names)))
    areas = () if before is None else tuple(before.areas)
    with st.popover(say.HOW, icon=":material/tune:"):
        rule = st.selectbox(say.RULES, list(names), list(names).index(of), help=say.RULES_HELP, key="release-rule")
        there = cache.release_areas()
        if areas:
            st.write(plain(f"{say.AREAS}: {listed(areas)}. {say.AREAS_STAY}"))
        elif there:
            areas = tuple(st.multiselect(say.AREAS, there, help=say.AREAS_HELP, key="release-areas"))
    return names[rule], areas


def _of_area(boards: Mapping[str | None, Board]) -> tuple[str | None, Board]:
    """The board that is read, and the area that it is of: the first, of the whole place where there is one, until
    another is chosen."""
    names = {area or board.whole: area for area, board in boards.items()}
    first, *others = names
    chosen = filters.one_of("area", "Area", [*names], first, width=260) if others else first
    area = names.get(chosen or first, names[first])
    return area, boards[area]


def _release(release: Release) -> None:
    if not release.is_whole:
        st.error(say.DAMAGED, icon=":material/error:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        area, shown = _of_area(release.boards)
        told.offer()
        away.pack(release, area)
    if told.is_open():
        told.show(release, area)
        return
    _board(shown)
    st.caption(plain(say.standing(release)))


def _choose(there: Sequence[Release], *, preview: bool = False, first: bool = False) -> Release | None:
    """Which release is read: the latest until another is chosen. None is the `preview`, where that is offered: the
    `first` until another is chosen, or not."""
    names: dict[str, Release | None] = {say.PREVIEW: None} if preview else {}
    names |= {say.named(release): release for release in there} | {
        say.named(release): release
        for release in reversed(there)  # of several with one name, the latest
    }
    options = list(names)
    usual = options[int(preview and not first)]
    if len(options) < 2:
        return names[usual]
    return names[filters.one_of("release", "Release", options, usual, width=420) or usual]


def _board(shown: Board) -> None:
    st.caption(plain(shown.of_what))
    with st.container(gap="xxsmall"):
        if shown.since.columns:
            with st.container(key="named-since", gap="xxsmall"):
                st.header(plain(shown.since.heading), anchor=False)
                since.columns(shown.since, linked=False)
        for band in shown.bands:
            with st.container(key=f"tier-{band.tier}", gap="xxsmall"):
                board.band(band)
        board.principles()


def _moved(draft: Draft, before: Release) -> None:
    """What publishing changes since the release before, and what it holds back."""
    moved = say.moved(draft.board, before)
    with st.expander(f"Since the release of {plain(say.named(before))}: {say.how_many(len(moved))}"):
        st.write(plain(say.held_back(draft.held, before, draft.fewest)))
        if moved:
            card.written(moved, "Headlines that would change")


def _differs(release: Release, before: Release | None) -> None:
    """What a release says otherwise than the board as it would be published now: so that a pack of March can be laid
    beside today."""
    with st.expander(say.DIFFERS, on_change="rerun", key=f"differs {release.number}") as shown:
        if not shown.open:
            return
        with st.spinner(say.WORKING_OUT):
            draft = cache.draft(*releases.usual(before))
        moved = say.moved(draft.board, release)
        st.write(plain(say.how_many_differ(len(moved))))
        if moved:
            card.written(moved, say.DIFFERS)


def _publish(draft: Draft) -> None:
    who = filters.who("of a release")
    with st.form("publish", border=False):
        note = st.text_input(say.NOTE, max_chars=releases.LONGEST, width=360)
        if st.form_submit_button("Publish", type="primary"):
            if not who:
                st.error(say.NAME_FIRST)
            elif cache.store().version() != draft.version:
                st.error(say.CHANGED)
            else:
                releases.publish(cache.store(), draft, who, note)
                st.session_state.pop("release", None)  # the one that was just published is the latest
                st.toast(say.DONE, icon=":material/check:")
                st.rerun()


def _withdraw(release: Release) -> None:
    with st.popover("Withdraw this release", icon=":material/block:"):
        st.write("Nobody reads it any more. That it was published, and what changed, stays in the history.")
        who = filters.who("of a withdrawal")
        if st.button("Withdraw it", type="primary"):
            if who:
                releases.withdraw(cache.store(), release, who)
                st.session_state.pop("release", None)
                st.rerun()
            st.error(say.NAME_FIRST)
