"""The parts of the Classify page."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2 import component

from measures import inbox
from measures.inbox import Demand
from measures.views import classify as say
from pages.ui import cache, card, filters
from pages.ui.words import plain

KEYS = "V, F and N answer, the arrows go on and back, U takes the last answer back, and Esc leaves a box."
AT_ONCE = 3  # corrected rows shown together
# Says to a screen reader what was kept, and puts a keyboard that has lost its place, because the button it was on is
# gone, at the words of the next demand: never one that is anywhere else. Escape leaves a box, for in a box V, F and N
# are letters.
at_the_demand = component(
    "measures_at_the_demand",
    html='<div role="status" aria-live="polite" style="position: absolute; clip-path: inset(50%); width: 1px; height: '
    '1px; overflow: hidden"></div>',
    js="""export default ({data, parentElement}) => {
        const {said, answers, demand} = data, status = parentElement.querySelector('[role=status]');
        if (status.dataset.of !== `${said} ${answers}`) {
            status.dataset.of = `${said} ${answers}`;
            status.textContent = said;
        }
        const card = document.querySelector('.st-key-demand');
        const go = () => {
            const words = card.querySelector('h2');
            words.tabIndex = -1;
            words.style.outline = '2px solid var(--st-primary-color)';
            words.focus({preventScroll: true});
        };
        card.onkeydown = ({key, target}) => {
            if (key === 'Escape' && target.tagName === 'INPUT' && target.ariaExpanded !== 'true') go();
        };
        if (status.dataset.demand === demand) return;
        const first = status.dataset.demand === undefined;
        status.dataset.demand = demand;
        const look = () => document.activeElement === document.body && go();
        if (!first) for (const wait of [50, 250]) setTimeout(look, wait);
    }""",
    isolate_styles=False,
)
# What is said of a demand, and the key that says it.
ANSWERS = {"Value": "V", "Failure": "F", "Not sure": "N"}


def standing() -> None:
    """How many demands are classified, and how many of these in the inbox."""
    st.caption(say.standing(cache.standing()))


def who() -> str:
    """Who is classifying. Nothing is shown before it is known, because each answer is kept with its author."""
    name = filters.who()
    if not name:
        st.info(
            "Each answer is kept with who gave it and when. Give your name or initials, press Enter, and the first "
            "demand "
            "is shown. Then V, F and N on the keyboard are enough.",
            icon=":material/keyboard:",
        )
    return name


def queue() -> str:
    """Which demands to show; it lives in the URL."""
    return filters.either("queue", "Which demands", say.QUEUES, wrap=True)


def one(queue: str, who: str) -> None:
    """One demand, and the buttons that answer it."""
    trail = _trail(queue, who)
    store, passed = cache.store(), trail["keys"]
    again = passed[trail["at"]] if trail["at"] < len(passed) else ""
    found, left = inbox.next_up(store, queue, who, [key for key in passed if key != again])
    shown = inbox.demand(store, again, who) if again else found
    st.caption(f"{say.ABOUT[queue]} **{say.left(left)}.** {plain(say.together(cache.together(who)))}")
    with st.container(border=True, key="demand"):
        if shown:
            _show(shown)
        else:
            st.header(_nothing_more(queue, bool(passed)), anchor=False)
        # Each demand has buttons of its own, so that a key pressed twice does not answer a demand nobody has seen yet.
        own = shown.key if shown else ""
        with st.container(horizontal=True):
            for answer, key in ANSWERS.items():
                answered = st.button(
                    answer, key=f"say {answer} {own}", shortcut=key, type="primary", disabled=not shown
                )
                if answered and shown:
                    _save(shown, answer, who, trail)
            if st.button("Back", key="back", shortcut="Left", icon=":material/arrow_back:", disabled=not trail["at"]):
                trail["at"] -= 1
                st.rerun()
            skipped = st.button(
                "Skip", key=f"skip {own}", shortcut="Right", icon=":material/arrow_forward:", disabled=not shown
            )
            if skipped and shown:
                _go_on(shown, trail)
            if st.button(
                "Take back", key="take back", shortcut="U", icon=":material/undo:", disabled=not trail["given"]
            ):
                _take_back(who, trail)
    said = st.session_state.get("said", "")
    st.caption(f":material/check: {plain(said)}" if said else f":material/keyboard: {KEYS}")
    at_the_demand(data={"said": said, "answers": len(trail["given"]), "demand": own}, key="at the demand", height=1)


def _trail(queue: str, who: str) -> dict:
    """The demands that were shown in this sitting, which of them is shown now, and the answers given, each as the
    demand, the version and its words; a new one for each queue and person."""
    of = (queue, who.casefold())
    if st.session_state.get("trail", {}).get("of") != of:
        st.session_state["trail"] = {"of": of, "keys": [], "at": 0, "given": []}
        st.session_state.pop("said", None)
    return st.session_state["trail"]


def _nothing_more(queue: str, passed: bool) -> str:
    return (
        "That was the last one. Those you skipped come again when you open this page anew."
        if passed
        else say.DONE[queue]
    )


def _show(demand: Demand) -> None:
    """The words, large; the date and the agency; what this person said before, and nobody else."""
    st.caption(plain(say.about(demand)))
    st.header(plain(f"“{demand.words}”"), anchor=False)
    names = cache.classification_names()
    mine = demand.mine or (None, None, None)
    if demand.mine:
        st.caption(plain(f"You said: {say.answer(*demand.mine)}. Another answer takes its place; this one is kept."))
    with st.container(horizontal=True):
        for label, what, before in (
            ("Type of demand, in their terms", "type", mine[1]),
            ("System condition, if it is failure", "system_condition", mine[2]),
        ):
            options = [*([before] if before and before not in names[what] else []), *names[what]]
            st.selectbox(
                label,
                options,
                index=options.index(before) if before else None,
                key=f"{what} {demand.key}",
                placeholder="Choose, or type a new one",
                accept_new_options=True,
                width=360,
            )


def _save(demand: Demand, answer: str, who: str, trail: dict) -> None:
    """Keep an answer as a new version of the data, and go on."""
    type_, condition = (st.session_state.get(f"{what} {demand.key}") for what in ("type", "system_condition"))
    condition = condition if answer == "Failure" else None
    given = cache.store().classify(demand.key, answer, who, type=type_, system_condition=condition)
    words = say.answer(answer, type_, condition)
    trail["given"].append((demand.key, given, words))
    st.session_state["said"] = f"Saved: {words}. U takes it back, the left arrow goes back to it."
    _go_on(demand, trail)


def _take_back(who: str, trail: dict) -> None:
    """Take back the latest answer of this sitting, and show its demand again."""
    key, given, words = trail["given"].pop()
    taken = cache.store().take_back(key, who, given)
    st.session_state["said"] = (
        f"Taken back: {words}." if taken else f"{words} was answered otherwise since, and stays so."
    )
    trail["at"] = trail["keys"].index(key)
    st.rerun()


def _go_on(demand: Demand, trail: dict) -> None:
    if trail["at"] == len(trail["keys"]):
        trail["keys"].append(demand.key)
    trail["at"] += 1
    st.rerun()


def left_behind(who: str) -> None:
    """Answers whose row was corrected in a later upload: a person says whether it is the same demand, and the answer
    goes with it."""
    apart = st.session_state.setdefault("apart", set())
    found = [pair for pair in cache.left_behind() if (pair.gone.key, pair.here.key) not in apart]
    if not found:
        return
    st.header("Corrected rows", anchor=False)
    st.write(say.left_behind(len(found)))
    for pair in found[:AT_ONCE]:
        own = f"{pair.gone.key} {pair.here.key}"
        with st.container(border=True):
            for label, demand in ((f"{pair.who} answered", pair.gone), ("Now in use", pair.here)):
                st.caption(plain(f"{label} · {say.about(demand)}"))
                st.markdown(plain(f"“{demand.words}”"))
            with st.container(horizontal=True):
                if st.button("It is the same demand", key=f"same {own}", disabled=not who):
                    cache.store().carry(pair.gone.key, pair.here.key, who)
                    st.rerun()
                if st.button("It is another", key=f"another {own}"):
                    apart.add((pair.gone.key, pair.here.key))
                    st.rerun()
    if not who:
        st.caption("Give your name or initials above first: it is kept with what you say.")


def compare() -> None:
    """What two people made of the same demands: of how many the same, and every difference."""
    st.header("Two people's answers", anchor=False)
    people = inbox.people(cache.store())
    if len(people) < 2:
        st.write(
            "When two people have classified the same demands here, this shows where they differ. Ask a colleague to "
            "choose “A second opinion” "
            "above: they see the words, and not what you said."
        )
        return
    with st.container(horizontal=True):
        one = st.selectbox("One", list(people), key="one", format_func=_person(people), width=260)
        others = [name for name in people if name != one]
        other = st.selectbox("The other", others, key="other", format_func=_person(people), width=260)
    found = inbox.agreement(cache.store(), one, other)
    st.subheader(plain(say.agreement_headline(found, one, other)), anchor=False)
    if found.n:
        st.caption(plain(say.agreement_subtitle(found)))
    if found.differ:
        card.written(say.differences(found, one, other), "Demands of which the two said different things")


def _person(people: dict[str, int]):
    return lambda name: f"{name} ({people[name]:,})"
