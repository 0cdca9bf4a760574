"""Many people at once, each with a session of their own over the socket that a browser has, without its drawing."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
THINKING = 20.0  # seconds for which a person looks at a page, on average
OF_DATA = {"upload", "classify", "history", "guide"}  # pages that are of no measure
EMPTY = "import streamlit as st\nst.title('Empty')\n"


async def _view(
    address: str,
    pages: list[str],
    until: float,
    found: dict[str, list[float]],
    chance: random.Random,
    thinking: float = THINKING,
) -> None:
    """One person, who looks at one page after another. Adds to `found` how long each took from the click to its last
    message."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.asyncio.client import connect
    from websockets.typing import Origin, Subprotocol

    with await asyncio.to_thread(urllib.request.urlopen, f"{address}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].partition("_streamlit_xsrf=")[2].partition(";")[0]
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers={"Cookie": f"_streamlit_xsrf={token}"},
        max_size=None,
    ) as session:
        await asyncio.sleep(chance.uniform(0, thinking) if until else 0)
        while True:
            asked = time.perf_counter()
            state = ClientState(page_name=chance.choice(pages))
            await session.send(BackMsg(rerun_script=state).SerializeToString())
            while True:
                message = ForwardMsg()
                message.ParseFromString(await asyncio.wait_for(session.recv(decode=False), 120))
                if message.delta.new_element.WhichOneof("type") == "exception":
                    found["errors"].append(1)
                if message.WhichOneof("type") == "script_finished":
                    break
            found["turns"].append(time.perf_counter() - asked)
            if time.monotonic() >= until:
                return
            await asyncio.sleep(min(chance.expovariate(1 / thinking), 3 * thinking))


def _memory(process: int) -> float:
    """What a process has in memory, in MB. Linux alone says it."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _seconds(process: int) -> float:
    """The processor time that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _crowd(addresses: list[str], processes: list[int], pages: list[str], people: int, seconds: float) -> dict:
    """What came of so many people, who share these addresses out among them."""
    found: dict[str, list[float]] = {"turns": [], "errors": []}
    before, had = sum(map(_memory, processes)), sum(map(_seconds, processes))

    async def all_of_them() -> None:
        until = time.monotonic() + seconds
        at = [addresses[n % len(addresses)] for n in range(people)]
        await asyncio.gather(*(_view(at[n], pages, until, found, random.Random(n)) for n in range(people)))

    asyncio.run(all_of_them())
    turns = sorted(found["turns"])
    return {
        "turns": len(turns),
        "errors": len(found["errors"]),
        "p50": statistics.median(turns),
        "p95": turns[int(len(turns) * 0.95)],
        "slowest": turns[-1],
        "processor time for each": (sum(map(_seconds, processes)) - had) / len(turns),
        "memory before": before,
        "memory after": sum(map(_memory, processes)),
    }


async def _once(address: str, pages: list[str]) -> None:
    """Every page once, one after the other, as somebody does who comes first."""
    for page in pages:
        await _view(address, [page], 0, {"turns": [], "errors": []}, random.Random(0))


@contextmanager
def _served(*words: str, **how: Any) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address and the process of an app that Python is told to serve."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *words, "--server.port", str(port), "--server.headless", "true"]
    how = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | how
    with subprocess.Popen(command, cwd=ROOT, **how) as server:
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://localhost:{port}", server
        finally:
            server.terminate()


def _is_ready(address: str) -> None:
    """Wait until an app has something to show."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/ready", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)


def viewers(people: int, seconds: float) -> dict:
    """So many people turn the pages of measures of the demonstration for so long, each looking at one for twenty
    seconds on average: of one process; of two that read beside one that changes the store; the same pages written
    plainly, over the same workbook; and an empty one. Seconds from a click to the last message, processor seconds of
    the server, MB."""
    from measures import demonstration
    from measures.store import Store

    pages = sorted({page.stem for page in (ROOT / "pages").glob("*.py")} - OF_DATA)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.duckdb"
        with Store.open(path) as store:
            demonstration.fill(store)
        with _served("measures", "run", "--store", str(path)) as (address, server):
            asyncio.run(_once(address, pages))
            found["the app"] = _crowd([address], [server.pid], pages, people, seconds)
        with ExitStack() as all_of_them:
            served = [
                all_of_them.enter_context(
                    _served("measures", "run", "--store", str(path), env={**os.environ, "MEASURES_SNAPSHOTS": role})
                )
                for role in ("write", "read", "read")
            ]
            readers = [address for address, _ in served[1:]]
            for address in readers:
                _is_ready(address)
                asyncio.run(_once(address, pages))
            found["two that read"] = _crowd(readers, [server.pid for _, server in served], pages, people, seconds)
        plain = {"env": os.environ | {"WORKBOOK": str(ROOT / "data" / "examples" / "locality.xlsx")}}
        with _served("streamlit", "run", str(ROOT / "bench" / "plain.py"), **plain) as (address, server):
            asyncio.run(_once(address, pages))
            found["the same pages, written plainly"] = _crowd([address], [server.pid], pages, people, seconds)
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY)
        with _served("streamlit", "run", str(empty)) as (address, server):
            found["an empty page"] = _crowd([address], [server.pid], [""], people, seconds)
    return found
