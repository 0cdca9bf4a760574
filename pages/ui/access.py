"""Who is here, worked out anew at every run, of a page or a part of it, and for every file."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton

from measures.access import (
    NoRightError,
    Person,
    Right,
    Roles,
    RolesError,
    called,
    nobody,
    signed_out,
    why_closed,
    words,
)
from measures.audit import Kind
from measures.disclosure import MANAGER
from measures.papers import WaysIn
from measures.place import changes_at, roles_path, store_path
from measures.problems import StoreError
from measures.store import snapshots
from pages.ui import noted
from pages.ui.words import plain

TITLE = "Sign in"
SECONDS = 5  # between two looks of whoever has no role
RUN = "measures_who"  # under which a run keeps it
GUARDED = False  # whether files are asked for by way of the guard: server.py says so
_asking = threading.local()
# Who signed out here since the app was started, also where a disk had no room to keep it for others: Streamlit forgets
# them in the tab where they did, and their other tabs go on.
_signed_out: set[tuple[str, str, str]] = set()


@contextmanager
def itself() -> Iterator[None]:
    """Ask as the app itself, in a thread that draws for nobody."""
    _asking.is_itself = True
    try:
        yield
    finally:
        _asking.is_itself = False


def is_itself() -> bool:
    """Whether it is the app that asks, in this thread."""
    return getattr(_asking, "is_itself", False)


def who() -> Person:
    """Whoever has this session open. A page asks a hundred times: it is worked out once in each run, and in one that
    goes on, as a load does, it stays."""
    context = get_script_run_ctx(suppress_warning=True)  # asked itself, for st.user reads the secrets each time
    if context is None and is_itself():
        return Person("", "", MANAGER)
    if context is None:
        return of({}, st.context.headers.to_dict())
    # Where its cursors are others, the run is another: Streamlit makes them anew when one begins, of a page or a part
    # of it.
    run, person = getattr(context, RUN, (None, None))
    if person is None or run is not context.cursors:
        person = of(dict(context.user_info), st.context.headers.to_dict())
        setattr(context, RUN, (context.cursors, person))
    return person


def of(claims: Mapping[str, object], headers: Mapping[str, str]) -> Person:
    """Whoever their provider says that these claims are of, by a request with these headers."""
    auth, unread = _auth()
    if closed := why_closed(
        auth,
        address=config.get_option("server.address"),
        hosts=config.get_option("server.allowedHosts"),
        headers=headers,
        trusted=bool(config.get_option("server.trustedUserHeaders")),
        unread=unread,
        guarded=GUARDED,
    ):
        return nobody(closed)
    if not auth:
        email = str(claims.get("email") or "")
        return Person(email, email, MANAGER)
    if claims.get("is_logged_in") is not True:
        return nobody(words.SIGN_IN, may_sign_in=True)
    if (sign_in := _sign_in(claims)) in _signed_out or signed_out.has(store_path(), sign_in):
        return nobody(words.SIGNED_OUT, may_sign_in=True)
    try:
        return Roles.read(roles_path()).person(claims)
    except RolesError as error:
        return nobody(str(error), called=called(claims))


def changes() -> bool:
    """Whether whoever is here may change what is loaded, and this process can: one that only reads offers nobody to."""
    return who().is_manager and not only_reads()


def only_reads() -> bool:
    """Whether another process changes the store; also where that is not said as it should be, of which whoever opens
    the store is told."""
    try:
        return snapshots.role() == snapshots.READ
    except StoreError:
        return True


def signs_in() -> bool:
    """Whether people sign in to this app."""
    return bool(_auth()[0])


def need(right: Right = Right.EVERYTHING) -> Person:
    """Whoever is here, who has this `right`. Raises NoRightError.

    A part of a page may run alone, long after the page: then the whole is begun again, which says why.
    """
    person = who()
    if person.may(right):
        return person
    context = get_script_run_ctx()
    if context is not None and context.fragment_ids_this_run:
        st.rerun()
    raise NoRightError


def ways_in() -> WaysIn:
    """How people get in, as the app was started."""
    roles, mistake = None, ""
    if signs_in():
        try:
            roles = Roles.read(roles_path())
        except RolesError as error:
            mistake = str(error)
    return WaysIn(
        address=config.get_option("server.address") or "",
        names=tuple(config.get_option("server.allowedHosts")),
        providers=tuple(name or "your provider" for name in _providers()) if signs_in() else (),
        roles=roles,
        mistake=mistake,
    )


def sign_out() -> None:
    """End this sign-in, in every tab that has it open, of whatever process."""
    noted.once(Kind.SIGNED_OUT, who().called, "By themselves")
    sign_in = _sign_in(st.user.to_dict())
    _signed_out.add(sign_in)
    try:
        signed_out.remember(store_path(), sign_in)
    except OSError:
        logging.getLogger(__name__).exception("That somebody signed out is not known to other processes.")
    st.logout()


def door() -> None:
    """The page of whoever has no role: to sign in, or why they are not let in."""
    person = who()
    st.title("Measures", anchor=False)
    st.write(plain(person.why))
    if person.may_sign_in:
        for provider in _providers():
            label = f"Sign in with {plain(provider)}" if provider else "Sign in"
            if st.button(label, type="primary", icon=":material/login:", key=f"sign in {provider}"):
                _begin(provider)
    elif person.called:
        if st.button("Sign out", icon=":material/logout:"):
            sign_out()
        _look_again()


@st.fragment(run_every=SECONDS)
def _look_again() -> None:
    """Whoever is given a role, or whose roles file is mended, is let in of itself."""
    if who().is_known:
        st.rerun()


def _providers() -> list[str]:
    """The names of those with whom people sign in; blank for one without a name."""
    named = [name for name, settings in _auth()[0].items() if isinstance(settings, Mapping)]
    return [name for name in named if name != "client_kwargs"] or [""]


def _begin(provider: str) -> None:
    """Send this browser to a provider."""
    try:
        st.login(provider or None)
    except (StreamlitAuthError, StreamlitMissingAuthlibError) as error:
        st.error(plain(words.NOT_SET_UP.format(why=" ".join(str(error).split()))), icon=":material/error:")


def _sign_in(claims: Mapping[str, object]) -> tuple[str, str, str]:
    """What tells one sign-in from another."""
    return str(claims.get("iss")), str(claims.get("sub")), str(claims.get("iat"))


def _auth() -> tuple[Mapping[str, object], str]:
    """What is set up for signing in, and the file of secrets that is there and cannot be read; blank where there is
    none such."""
    there = [file for file in map(Path, config.get_option("secrets.files")) if file.exists()]
    # Where there is none, Streamlit looks for each four times as long; what it once read stays, though its file be
    # gone.
    if (there or secrets_singleton._secrets is not None) and secrets_singleton.load_if_toml_exists():
        return secrets_singleton.get("auth") or {}, ""
    return {}, there[0].name if there else ""


def only_here() -> None:
    """Below the menu, say where data are changed to whoever may, and does not do so here; and where nobody signs in,
    that."""
    if only_reads() and who().is_manager:
        at = changes_at()
        where = words.CHANGED_AT.format(at=at) if at else words.CHANGED_ELSEWHERE
        st.sidebar.caption(f"{words.ONLY_READS} {where}")
    if not signs_in():
        waiting = words.ROLES_WAIT.format(file=roles_path().name) if roles_path().exists() else ""
        st.sidebar.caption(plain(f"{words.ONLY_HERE} {waiting}".strip()))
