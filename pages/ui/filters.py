"""Filters that live in the URL, so that a view can be sent to a colleague and survives a refresh."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.components.v2 import component
from streamlit.delta_generator import DeltaGenerator

from measures.answers import KEYS, Answer
from measures.loading import as_kept
from measures.shapes import Frequency
from measures.store.names import name_key, ref_key
from measures.views.frequency import streets
from measures.views.loads import NAME_FIRST
from measures.views.theme import TIER_SHORT
from measures.words import month
from pages.ui import access, cache, person
from pages.ui.words import plain

FEW_STREETS = 10  # as many as are read at a look
MANY_STREETS = 200  # as many as are drawn
LONGEST = 100  # letters that are looked for
TIERS = [1, 2, 3]
# What tells demands apart: its title, what no choice is called, and the room that its names need.
OF_DEMANDS = {
    "locality": ("Locality", "All localities", 220),
    "agency": ("Received by", "All agencies", 220),
    "type": ("Type of demand", "All types", 360),
}


# What is chosen by a reference, and the column that has it.
REFERENCES = {"case": "case_ref", "household": "household_ref"}

# The filters of a page are folded under a button: on a telephone, which page.css shows it on alone, or everywhere.
_fold = component(
    "measures_folds_filters",
    html='<button type="button" aria-expanded="false">Filters</button>',
    css="""button { font: inherit; color: inherit; background: none; border: 1px solid var(--st-border-color);
        border-radius: var(--st-base-radius); padding: 0.4rem 1rem; min-height: 2.5rem; }
        button::after { content: " ▾"; } button[aria-expanded=true]::after { content: " ▴"; }
        button:focus-visible { outline: 2px solid var(--st-primary-color); }""",
    js="""export default ({parentElement}) => {
        const button = parentElement.querySelector('button');
        button.onclick = () => {
            const open = document.documentElement.toggleAttribute('data-filters');
            button.ariaExpanded = open;
        };
        button.ariaExpanded = document.documentElement.hasAttribute('data-filters');
    }""",
)


def line() -> DeltaGenerator:
    """The filters of a page, in one line; on a telephone, folded."""
    _fold(key="fold filters", height="content")
    return st.container(horizontal=True, vertical_alignment="bottom", key="filters")


def unfold() -> None:
    """The button that unfolds a line of filters which is folded everywhere."""
    _fold(key="unfold filters", height="content", width="content")


def folded_line() -> DeltaGenerator:
    """The same in one line that is folded everywhere, until somebody presses `unfold`: of a page that is one screen."""
    return st.container(horizontal=True, vertical_alignment="bottom", key="folded-filters")


def one_of(
    key: str,
    title: str,
    options: Sequence[Any],
    every: str | None,
    *,
    words: Callable[[Any], str] = str,
    width: int | Literal["stretch"] = "stretch",
    help: str | None = None,
) -> Any:
    """One of the options, in the URL under its key. None, which is called `every`, until somebody chooses; the first
    where nothing is called so.

    The same in another spelling is chosen. What a link asks for and is not here is told, so that nobody takes what the
    page shows instead for it.
    """
    if key == "locality" and every and access.who().localities is not None:
        every = "All of yours"
    if key in REFERENCES and REFERENCES[key] in cache.replaced():
        _look_for(key, options)
    asked = st.query_params.get(key)
    if asked is not None and key not in st.session_state and asked not in map(words, options):
        fold = KEYS.get(key, name_key)
        same = [option for option in options if fold(words(option)) == fold(asked)]
        if same:
            st.session_state[key] = same[0]
        else:
            _not_here(title, asked)
    chosen = st.selectbox(
        title,
        options,
        index=0 if every is None else None,
        placeholder=every,
        key=key,
        bind="query-params",
        format_func=words,
        width=width,
        help=help,
    )
    # A box that comes back, as with a part of a page, may have no choice for a run where another page's of the same
    # name had none.
    return options[0] if chosen is None and every is None and options else chosen


def told_of_a_link(key: str, title: str, there: Collection[str]) -> None:
    """Tell what a link asks for under this key and is not `there`, before what is chosen by it is drawn: a box that
    one of a few, or several, are chosen in shows what it has, without a word."""
    if key not in st.session_state:
        for asked in dict.fromkeys(st.query_params.get_all(key)):
            if asked not in there:
                _not_here(title, asked)


def _not_here(title: str, asked: str) -> None:
    st.warning(
        plain(f"The link asks for “{asked}” under “{title}”, which is not here: choose again."),
        icon=":material/link_off:",
    )


def _look_for(key: str, options: Sequence[Any]) -> None:
    """A box for a reference as people have it, where those of the store are pseudonyms: it stands in no address.
    What is written there anew is chosen."""
    box = f"look for {key}"
    written = st.text_input("By its own reference", key=box, placeholder="Write it, and press Enter", width=220).strip()
    if written in ("", st.session_state.get(f"{box} before")):
        return
    kept = ref_key(as_kept(cache.store(), REFERENCES[key], written))
    same = [option for option in options if ref_key(str(option)) == kept]
    if same:
        st.session_state[key] = same[0]
        st.session_state[f"{box} before"] = written
    else:
        st.warning("No such reference is here.", icon=":material/search_off:")


def either(key: str, title: str, words: Mapping[Any, str], **how: Any) -> Any:
    """One of a few ways to look at the same, side by side, in the URL under its key: the first until somebody chooses.
    `words` says each."""
    ways = list(words)
    told_of_a_link(key, title, words.values())
    return st.segmented_control(
        title,
        ways,
        default=ways[0],
        required=True,
        key=key,
        bind="query-params",
        format_func=words.__getitem__,
        **how,
    )


def demands(*names: str, width: int | None = None) -> dict[str, Any]:
    """The locality, the agency and the type of demands, those that are named here. What is not chosen is None."""
    choices = cache.demand_choices() if names else {}
    return {
        name: one_of(name, title, choices[name], every, width=width or usual)
        for name, (title, every, usual) in OF_DEMANDS.items()
        if name in names
    }


def months(*, width: int | Literal["stretch"] = "stretch") -> dict[str, Any]:
    """The months from which and to which demands are looked at, 2025-01. What is not chosen is None."""
    there = cache.demand_choices()["month"]
    return {
        name: one_of(name, title, there, every, words=month, width=width)
        for name, title, every in (("since", "From", "The first month"), ("until", "To", "The last month"))
    }


def households() -> dict[str, Any]:
    """Locality, flag and tier. What is not chosen is None."""
    choices = cache.choices()
    with line():
        locality = one_of("locality", "Locality", choices["locality"], "All localities", width=260)
        flag = one_of("flag", "Households with flag", choices["flag"], "Any or none", width=260)
        told_of_a_link("tier", "Tier", [TIER_SHORT[tier] for tier in TIERS])
        tier = st.segmented_control(
            "Tier", TIERS, format_func=TIER_SHORT.__getitem__, key="tier", bind="query-params", wrap=True
        )
    return {"locality": locality, "flag": flag, "tier": tier}


def who(where: str = "") -> str:
    """The person at the keyboard, for the history; asked for here where it is not known. See `person.ask`."""
    return person.ask(where)


def named(who: str) -> bool:
    """Whether there is a name to keep with a change; where there is none, it is said what to do."""
    if not who:
        st.error(NAME_FIRST)
    return bool(who)


def kept_words(
    title: str, words: Sequence[str], now: Sequence[str], keep: Callable[..., None], button: str, **how: Any
) -> None:
    """A list of words that holds for everyone who uses this store: the ones that are kept `now` out of `words`, to be
    changed by somebody who says who they are, and may. `how` is the multiselect's own."""
    if not access.changes():
        return
    chosen = st.multiselect(title, words, now, key=f"{title} {now}", **how)
    if chosen == now:
        return
    name = who()
    if st.button(button, type="primary"):
        keep(cache.store(), chosen, name)
        st.rerun()


def looks_for(title: str, key: str, such: str, *, width: int = 260, **how: Any) -> str:
    """What somebody looks for, as they type it. Of very many letters, as a link may have, the first stand in the box
    and count: all that can be found is gone through for each word, and kept with the answer."""
    found = st.text_input(
        title, type="search", live=True, key=key, placeholder=such, max_chars=LONGEST, width=width, **how
    )
    return (found or "").strip()


def some_streets(answer: Answer[Frequency]) -> list[Any]:
    """The streets to draw: those with most households in need, never by flags; those whose name a person looks for;
    or all, A to Z. Of very many the first: a browser would draw the others for minutes, and the table has all."""
    every = list(answer.shape.order)
    if len(every) <= FEW_STREETS:
        return streets.by_need(answer.shape)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = f"All {len(every):,}" if len(every) <= MANY_STREETS else f"The first {MANY_STREETS} of {len(every):,}"
        ways = {"need": f"{FEW_STREETS} with most in need", "name": f"{first}, A to Z"}
        order = either("order", "Streets", ways)
        looked_for = looks_for("Look for a street", "street", "Mill", bind="query-params")
    if words := name_key(looked_for):
        named = [street for street in every if words in name_key(str(street))]
        if named:
            return named[:MANY_STREETS]
        st.caption(plain(f"No street here has “{looked_for}” in its name."))
    return every[:MANY_STREETS] if order == "name" else streets.by_need(answer.shape)[:FEW_STREETS]
