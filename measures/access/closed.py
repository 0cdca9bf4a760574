"""Whether the app may let anybody in as it was started: a sentence, or blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from measures.access.words import CLOSED

HERE = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
ANY_ORGANISATION = re.compile(r"login\.microsoftonline\.com/(common|organizations|consumers)\b", re.I)


def why_closed(
    auth: Mapping[str, object],
    *,
    address: str | None,
    hosts: Sequence[str],
    headers: Mapping[str, str],
    trusted: bool,
    unread: str,
    guarded: bool,
) -> str:
    """Why nobody may be let in: `auth` is what is set up for signing in, `address` where the app listens and `hosts`
    the names that it answers to, `headers` those of a request; `trusted` whether a request may say who sends it,
    `unread` the file of secrets that cannot be read, `guarded` whether files are asked for by way of the guard.

    Where nobody signs in, the app is for this machine alone: a request that another machine sent on came from
    elsewhere.
    """
    if unread:
        return CLOSED["secrets"].format(file=unread)
    if not auth:
        how = _reached(address, hosts, headers)
        return CLOSED["not-only-here"].format(how=how) if how else ""
    if trusted:
        return CLOSED["trusted-headers"]
    if not guarded:
        return CLOSED["no-guard"]
    for settings in (auth, *(value for value in auth.values() if isinstance(value, Mapping))):
        if found := ANY_ORGANISATION.search(str(settings.get("server_metadata_url", ""))):
            return CLOSED["any-organisation"].format(tenant=found[1])
    return ""


def _reached(address: str | None, hosts: Sequence[str], headers: Mapping[str, str]) -> str:
    """How others can reach the app."""
    if address not in HERE:
        return f"it listens on {address or 'every address of this machine'}"
    if others := [host for host in hosts if host not in HERE]:
        return f"it answers to the name {others[0]}"
    if not hosts:
        return "it answers to any name"
    names = {name.lower() for name in headers}
    return "another server sends requests on to it" if names.intersection(FORWARDED) else ""
