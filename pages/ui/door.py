"""The door of the app, which only pages of its own come through.

A browser sends a request to whatever address a page names, with the cookies of that address, though the page is a
stranger's: one on another port of this machine is enough. Streamlit asks who is there at its WebSocket alone, takes
every port of localhost for itself, and looks up this machine's address on the network before it refuses another. So
each request is asked here first.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.server_util import is_allowed_origin
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

SCHEMES = {"ws": "http", "wss": "https"}
REFUSED = "This app answers to pages of its own, under the names that it was started with (server.allowedHosts)."
# What a page of ours may do in a browser: it fetches from here alone, and stands in no page of a stranger's. Vega makes
# functions of its expressions ('unsafe-eval'); Streamlit writes styles and a first script into the page, and works in
# the background from blobs.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "content-security-policy": "; ".join(f"{what} {where}" for what, where in POLICY.items()),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
KEPT_NOWHERE = {"cache-control": "no-store"}  # of what somebody takes away no copy stays in the browser


def is_ours(scope: MutableMapping[str, Any]) -> bool:
    """Whether a request is for a name that the app answers to, and from no page but its own: of the same scheme, name
    and port.

    A WebSocket must say whose page opens it, as every browser does. Of other requests a browser says so where it may
    matter, and else what they are for: a page that a person goes to may be linked from anywhere, but is no picture,
    script or frame elsewhere.
    """
    headers = Headers(scope=scope)
    host, origin = headers.get("host"), headers.get("origin")
    if len(headers.getlist("host")) != 1 or not is_host_allowed(host):
        return False
    if origin is not None:
        scheme = SCHEMES.get(scope["scheme"], scope["scheme"])
        # Behind a proxy that does not tell the scheme, it is one that is named with the app's start.
        return origin == f"{scheme}://{host}" or (is_allowed_origin(origin) and urlsplit(origin).netloc == host)
    if scope["type"] == "websocket":
        return False
    gone_to = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin") or (gone_to and scope["method"] == "GET")


class Door:
    """Refuses what is not ours, and tells the browser what a page of ours may do."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif is_ours(scope):
            await self.app(scope, receive, _with_headers(scope, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": REFUSED.encode()})


def _with_headers(scope: Scope, send: Send) -> Send:
    """Send, with what we tell the browser of every answer."""
    more = HEADERS | (KEPT_NOWHERE if "/media/" in scope["path"] else {})

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in more.items():
                headers[name] = value
        await send(message)

    return sent
