"""What serves the app: `measures run` starts it. Its door lets nothing in but its own pages, and a guard stands before
what is asked for beside them.

A page is drawn by app.py, which asks who is here. Files that a browser fetches, and those that it sends, go past it:
they are asked for by address, without a session. So who asks is worked out here by the same cookie, at every request.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import cli_util, runtime
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.runtime import get_instance
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_websocket as websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from measures import backups, drafts, logs, views
from measures.place import store_path
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import snapshots
from measures.workbook.limits import Limits
from measures.workbook.read import sweep
from measures.workbook.template import file_name
from pages.ui import access, handed, noted
from pages.ui.door import Door

PagesManager.uses_pages_directory = False  # app.py draws the menu, from the first visitor on: see pages/ui/__init__.py
access.GUARDED = True
logs.without_words()
views.get_ready()
SWEPT_EVERY, ASKED_EVERY, KEPT_EVERY, TRIED_EVERY = 600, 2, 1, 30  # seconds
READY_WITHIN = 5  # seconds: a store that does not answer in these keeps a page waiting, too
# What Streamlit answers besides: what a browser needs before anybody signs in. `stream` is the session, which app.py
# decides on.
OPEN = ("health", "host-config", "stream", "bidi-components")
# The files that are for everybody who has a role, by their names: all others are a manager's, or of those who were
# given just that.
FOR_ALL = frozenset(file_name(sheet) for sheet in SHEETS.values())


class Guard:
    """Answers 403 to whoever asks for a file that is not theirs, or sends one and may not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _may(scope["path"], HTTPConnection(scope)):
            noted.refused(_who(HTTPConnection(scope)).called, "A file, or to send one")
            refusal = PlainTextResponse("This is not for you, or you have to sign in first.", 403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _may(path: str, request: HTTPConnection) -> bool:
    """Whether whoever asks may have what is at this address."""
    match path.strip("/").split("/")[len(_base()) :]:
        case ["_stcore", "upload_file", *_]:
            return _who(request).is_manager and not access.only_reads()
        case ["_stcore", name, *_]:
            return name in OPEN
        case ["media", *name]:
            return _may_have("/".join(name), request)
    return True


def _base() -> list[str]:
    """The parts of the path under which the app was started, if any."""
    return [part for part in st.get_option("server.baseUrlPath").split("/") if part]


def _may_have(name: str, request: HTTPConnection) -> bool:
    """Whether whoever asks may have this file. What is no download is the app's own: its mark."""
    file = get_instance().media_file_mgr.read_file(name)
    if file is None or file.kind != MediaFileKind.DOWNLOADABLE:
        return True
    person = _who(request)
    if person.is_manager or person.is_known and file.filename in FOR_ALL:
        return True
    return handed.was_given(file.content, person)


def _who(request: HTTPConnection) -> access.Person:
    """Whoever asks, by the cookie of their sign-in, as Streamlit reads it when a session begins."""
    origin, claims = get_origin_from_redirect_uri(), {}
    if origin and (cookie := websocket._get_signed_cookie_with_chunks(request.cookies, USER_COOKIE_NAME)):
        claims = websocket._parse_decoded_user_cookie(cookie, origin)
    return access.of(claims, dict(request.headers))


class Readiness:
    """Whether the store opens and answers, for whoever runs the app: 200, or 503 with a word for why not. That the
    process lives is Streamlit's to say, at /_stcore/health."""

    def __init__(self) -> None:
        self._asked: asyncio.Task[str] | None = None

    async def __call__(self, request: Request) -> PlainTextResponse:
        from pages.ui import cache  # what is kept by pages is kept by what runs them, which is there now

        if self._asked is None or self._asked.done():  # one at a time, however often a store that hangs is asked for
            self._asked = asyncio.create_task(asyncio.to_thread(cache.why_not_ready))
        try:
            why = await asyncio.wait_for(asyncio.shield(self._asked), READY_WITHIN)
        except TimeoutError:
            why = "no answer"
        headers = {"cache-control": "no-store"}
        return PlainTextResponse(f"not ready: {why}" if why else "ready", 503 if why else 200, headers)


async def sweep_again_and_again() -> None:
    """Take away what is left of uploads: of those that a crash cut short, at the start, and of files that were
    chosen and not loaded, when their hour is over, though nobody looks."""
    while True:
        try:
            await asyncio.to_thread(drafts.sweep, store_path())
            await asyncio.to_thread(sweep, Limits.from_environment())
        except Exception:
            logging.getLogger(__name__).exception("What is left of uploads was not taken away.")
        await asyncio.sleep(SWEPT_EVERY)


async def back_up_again_and_again() -> None:
    """Make the backup that is due, now and then: see `backups`. Another program may have the store, and is done at
    the next look."""
    at_the_start = True
    while True:
        try:
            await asyncio.to_thread(backups.tend, store_path(), at_the_start=at_the_start)
            at_the_start = False
        except StoreError as error:
            if error.code != "busy":
                logging.getLogger(__name__).warning("No backup was made: %s", error)
        except Exception:  # such as of a folder that was closed: whatever it is, the next one is made all the same
            logging.getLogger(__name__).exception("No backup was made.")
        await asyncio.sleep(SWEPT_EVERY)


async def keep_snapshots() -> None:
    """Keep a snapshot for the processes that read after each change, off the road of whoever made it, and for at
    most a tenth of the time."""
    while not runtime.exists():
        await asyncio.sleep(0.1)
    from pages.ui import ahead

    while True:
        begun, every = time.monotonic(), KEPT_EVERY
        try:
            await asyncio.to_thread(ahead.keep_snapshot)
        except StoreError as error:
            logging.getLogger(__name__).warning("No snapshot was kept: %s", error)
            every = TRIED_EVERY
        except Exception:
            logging.getLogger(__name__).exception("No snapshot was kept.")
            every = TRIED_EVERY
        await asyncio.sleep(max(every, 9 * (time.monotonic() - begun)))


async def ask_ahead() -> None:
    """Have what pages open with worked out before anybody comes for it."""
    while not runtime.exists():  # what is kept by pages is kept by it
        await asyncio.sleep(0.1)
    from pages.ui import ahead

    while True:
        every = ASKED_EVERY
        try:
            # A store that does not open is for whoever comes; a snapshot that is not there is on its way.
            if not await asyncio.to_thread(ahead.ask) and snapshots.role() != snapshots.READ:
                every = SWEPT_EVERY
        except Exception:
            logging.getLogger(__name__).exception("What pages open with was not worked out ahead.")
            every = SWEPT_EVERY
        await asyncio.sleep(every)


async def open_browser() -> None:
    """Show the app to whoever started it, as soon as it answers: Streamlit itself does so for a script alone."""
    address = server_util.get_display_address(st.get_option("server.address") or "localhost")
    if st.get_option("server.headless") or address.startswith("unix:"):
        return
    for _ in range(100):
        with suppress(OSError):
            (await asyncio.open_connection(address, st.get_option("server.port")))[1].close()
            cli_util.open_browser(server_util.get_url(address))
            return
        await asyncio.sleep(0.1)


@asynccontextmanager
async def at_work(app: st.App) -> AsyncIterator[None]:
    """What goes on beside the pages while the app runs."""
    logs.begin()
    logs.happened("started")
    work = [ask_ahead, open_browser]
    if (role := snapshots.role()) != snapshots.READ:  # which has nothing to sweep, and nothing of its own to back up
        work += [sweep_again_and_again, back_up_again_and_again]
    if role == snapshots.WRITE or (role != snapshots.READ and snapshots.are_kept(store_path())):
        work.append(keep_snapshots)
    tasks = [asyncio.create_task(each()) for each in work]
    yield
    logs.happened("stopped")
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


ready = Readiness()
app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=at_work,
    # Under the app's own path, too: there a page would answer that it is well, whatever is so.
    routes=[Route(at, ready.__call__) for at in {"/ready", "/".join(("", *_base(), "ready"))}],
    middleware=[Middleware(Door), Middleware(Guard)],
)
