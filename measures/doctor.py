"""What is wrong with an installation, in plain words: each thing that the app needs, looked at where it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from measures.access import Roles, RolesError
from measures.audit import Trail
from measures.place import roles_path
from measures.problems import StoreError
from measures.store import Store, snapshots, spare
from measures.store.reading import Snapshot
from measures.store.secret import key_of, key_path
from measures.words import plural
from measures.workbook.limits import readable_size

State = Literal["well", "look", "wrong"]
PACKAGES = ("streamlit", "duckdb", "pandas", "altair", "pyarrow", "fastexcel")
FREE = 500_000_000  # bytes: a load of the largest file, and the store written anew
LATE = 60  # seconds after a change within which a copy for readers is made, unless something is wrong
OLD = 2  # days after which a backup is too old to lose what came since: the app makes one a day


class Finding(NamedTuple):
    """One thing that was looked at: whether it is well, what it is, and what is so of it."""

    state: State
    what: str
    says: str


def look(store: Path, address: str, *, now: dt.datetime | None = None) -> Iterator[Finding]:
    """Look at everything that the app needs. A store that is not there is not made."""
    yield _program()
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            store.stat()
        version = yield from _store(store)
        yield _disk(store)
        yield from _beside(store)
        yield _roles(roles_path(store))
        yield _backups(store, version, now or dt.datetime.now(dt.UTC).replace(tzinfo=None))
        yield from _snapshots(store)
    except PermissionError as error:
        says = (
            f"{error.filename}: {error.strerror}. Run this as whoever the app runs as; nothing else of the "
            f"store was looked at."
        )
        yield Finding("wrong", "Rights", says)
    yield _browser(address)


def _program() -> Finding:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    says = f"Python {sys.version.split()[0]} with {versions}."
    return Finding("well", "Program", says)


def _store(path: Path) -> Generator[Finding, None, int | None]:
    """What is so of the store; gives the version of its data, None where that cannot be told."""
    version = None
    if not path.exists():
        yield Finding("look", "Store", f"There is none at {path} yet: the first load makes it.")
        return version
    try:
        with Store.open(path) as store:
            uploads, version = len(store.uploads()), store.version()
        says = (
            f"{path}, {readable_size(path.stat().st_size)}: {plural(uploads, 'upload')}, version {version} of the data."
        )
        yield Finding("well", "Store", says)
    except StoreError as error:
        if error.code == "busy":
            yield Finding("look", "Store", f"{path} is in use by another program, as it is while the app runs.")
        else:
            yield Finding("wrong", "Store", " ".join(filter(None, (str(error), error.command))))
    # The store's own files are closed to others whenever it is opened; its folder is somebody's own to close.
    if sys.platform != "win32" and (mode := stat.S_IMODE(path.parent.stat().st_mode)) & 0o022:
        says = (
            f"Others may take files out of {path.parent} ({mode:o}), and put others there: chmod go-w “{path.parent}”."
        )
        yield Finding("wrong", "Folder", says)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        yield Finding(
            "wrong", "Store", f"{path}, or its folder, cannot be written by whoever runs this. Nothing can be loaded."
        )
    return version


def _disk(path: Path) -> Finding:
    folder = next(each for each in path.parents if each.exists())
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.exists() else 0
    says = f"{readable_size(free)} free at {folder}."
    if free < FREE + 2 * size:
        return Finding(
            "wrong", "Disk", f"{says} A load, or to erase something, needs {readable_size(FREE + 2 * size)}."
        )
    return Finding("well", "Disk", says)


def _beside(path: Path) -> Iterator[Finding]:
    if key_path(path).exists():
        try:
            key_of(path)
            yield Finding("well", "Key", f"{key_path(path)}. Keep a copy of it in another place than the backups.")
        except StoreError as error:
            yield Finding("wrong", "Key", str(error))
            return
    elif path.exists():
        yield Finding("look", "Key", f"There is none at {key_path(path)}. It is made when it is first needed.")
        return
    trail = Trail(path)
    if trail.path.exists():
        broken = trail.read().broken
        says = f"{trail.path}: {plural(len(trail.read().events), 'line')}."
        if broken:
            yield Finding(
                "wrong",
                "Who did what",
                f"{says} Before line {broken[0]:,} something was changed or cut by another program.",
            )
        else:
            yield Finding("well", "Who did what", says)


def _roles(path: Path) -> Finding:
    if not path.exists():
        return Finding("look", "Roles", f"There is no {path}: without sign-in nobody needs it, with it nobody gets in.")
    try:
        Roles.read(path)
    except RolesError as error:
        return Finding("wrong", "Roles", str(error))
    return Finding("well", "Roles", f"{path} is understood.")


def _backups(path: Path, version: int | None, now: dt.datetime) -> Finding:
    kept = spare.how_many()
    by_itself = (
        f"The app makes one a day where the data changed, and keeps {kept}." if kept else "None is made by itself."
    )
    found = spare.last(path)
    if not found:
        return Finding(
            "look", "Backups", f"There is none. {by_itself} `measures backup FILE` makes one, while the app goes on."
        )
    made = dt.datetime.fromisoformat(found.known.made_at).replace(tzinfo=None)
    age = max(now - made, dt.timedelta(0))
    old = plural(age.days, "day") if age.days > 0 else plural(age.seconds // 3600, "hour")
    changed = version not in (None, found.known.version)
    changed |= spare.changed_since(path, made + dt.timedelta(seconds=1))  # as exactly as it says it
    says = (
        f"The last one is {found.file}, of {made:%Y-%m-%d %H:%M} UTC, {old} old, with version {found.known.version} of "
        f"the data; {'something was' if changed else 'nothing was'} changed since. {by_itself}"
    )
    return Finding("look" if changed and age.days > OLD else "well", "Backups", says)


def _snapshots(path: Path) -> Iterator[Finding]:
    try:
        if not snapshots.role() and not snapshots.are_kept(path):
            return
        with Snapshot.open(path) as snapshot:
            has, behind = snapshot.version(), snapshot.behind(LATE)
    except StoreError as error:
        yield Finding("look" if error.code == "no-snapshot" else "wrong", "For readers", str(error))
        return
    says = f"{snapshots.folder_of(path)} has version {has} of the data"
    if behind:
        says = (
            f"{says}, and the store version {behind[1]}: start the process that changes the store, with "
            f"MEASURES_SNAPSHOTS=write."
        )
        yield Finding("wrong", "For readers", says)
    else:
        yield Finding("well", "For readers", f"{says}, the latest.")


def _browser(address: str) -> Finding:
    """What a browser needs: that the app answers, and that the session's socket is let through."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect
    from websockets.typing import Origin, Subprotocol

    address = address.rstrip("/")
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
            pass
    except (OSError, ValueError) as error:
        said = (
            f"It refused: {error}."
            if isinstance(error, urllib.error.HTTPError)
            else "Start it with `measures run`, or say with --address where it is."
        )
        return Finding("look", "In a browser", f"The app does not answer at {address}. {said}")
    try:
        socket = "ws" + address.removeprefix("http") + "/_stcore/stream"
        with connect(socket, origin=Origin(address), subprotocols=[Subprotocol("streamlit")], open_timeout=5):
            pass
    except (OSError, WebSocketException) as error:
        return Finding(
            "wrong",
            "In a browser",
            f"The app answers at {address}, and its session (a WebSocket) is not let through: {error}. Pages would "
            f"stay empty. Have the "
            "proxy pass it on, as deploy/nginx.conf does, and see that the address is one of server.allowedHosts.",
        )
    return Finding("well", "In a browser", f"The app answers at {address}, and a browser’s session is let through.")
