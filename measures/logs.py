"""What a log says: of an error which sort it is and where, and never its words, for these may quote a cell of
somebody's spreadsheet; of what happened its name, and numbers.

A server's log is kept longer than the rows, and others read it.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import os
import sys
import threading
from traceback import extract_tb
from types import TracebackType

HAPPENED = logging.getLogger("measures.happened")
HIDDEN = "what it says may be from a spreadsheet, and is not logged"


def without_words() -> None:
    """From now on errors are logged without their words, whoever logs them, and so are those that nobody handles."""
    make = logging.getLogRecordFactory()
    if getattr(make, "without_words", False):
        return

    def make_without(*args: object, **more: object) -> logging.LogRecord:
        record = make(*args, **more)
        if record.exc_info and record.exc_info[1]:
            record.exc_text, record.exc_info = places(record.exc_info[1]), None
        return record

    make_without.without_words = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make_without)
    sys.excepthook = _say
    threading.excepthook = lambda args: _say(args.exc_type, args.exc_value, args.exc_traceback)


def places(error: BaseException) -> str:
    """The sort of an error and the lines it went through, the innermost last; and so for what it came from."""
    lines = []
    seen = set[int]()
    cause: BaseException | None = error
    while cause and id(cause) not in seen:
        seen.add(id(cause))
        if lines:
            lines.append("which came from:")
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__} ({HIDDEN})")
        lines += [f'  File "{at.filename}", line {at.lineno}, in {at.name}' for at in extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _say(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
    """In place of Python's own last words."""
    if error is not None and not issubclass(kind, SystemExit | KeyboardInterrupt):
        print(places(error), file=sys.stderr)


# -- What happened


def happened(what: str, **numbers: int | float) -> None:
    """Log that something happened, by a name that stands in the program, with numbers: no text that anybody typed
    can be among them."""
    HAPPENED.info(what, extra={"numbers": {name: _short(number) for name, number in numbers.items()}})


def _short(number: int | float) -> int | float:
    return round(number, 3) if isinstance(number, float) else int(number)


class Line(logging.Formatter):
    """A line of text, the numbers after it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the library's own name)
        numbers = getattr(record, "numbers", {})
        return " ".join([super().formatMessage(record), *(f"{name}={number}" for name, number in numbers.items())])


class Json(logging.Formatter):
    """A line of JSON: when, how grave, whose, what, its numbers, and the places of an error."""

    def format(self, record: logging.LogRecord) -> str:
        more = dict(getattr(record, "numbers", {}))
        if record.exc_text:
            more["error"] = record.exc_text.splitlines()
        return _as_json(record.name, record.getMessage(), record.levelname, record.created, **more)


def _as_json(of: str, says: str, level: str = "INFO", at: float | None = None, **more: object) -> str:
    moment = dt.datetime.now(dt.UTC) if at is None else dt.datetime.fromtimestamp(at, dt.UTC)
    said = {"at": moment.isoformat(timespec="milliseconds"), "level": level, "of": of, "says": says, **more}
    return json.dumps(said, ensure_ascii=False)


def is_json() -> bool:
    """Whether MEASURES_LOG says so."""
    return os.environ.get("MEASURES_LOG", "").strip().lower() == "json"


class Lines(io.TextIOWrapper):
    """What a process prints, each line of it as one of JSON: what is logged already is one."""

    def __init__(self, of: io.TextIOWrapper) -> None:
        super().__init__(of.buffer, of.encoding, "backslashreplace", line_buffering=True)
        self._own = threading.local()  # what a thread has begun is not ended by another

    def write(self, text: str) -> int:
        *lines, self._own.begun = f"{getattr(self._own, 'begun', '')}{text}".split("\n")
        for line in filter(str.strip, lines):
            super().write(f"{line if line.startswith('{') else _as_json('printed', line)}\n")
        return len(text)


def begin_to_print() -> None:
    """Where MEASURES_LOG is json, have what this process prints, before the app logs and beside it, as lines of
    JSON, too."""
    if is_json():
        for name in ("stdout", "stderr"):
            if isinstance(stream := getattr(sys, name), io.TextIOWrapper):
                setattr(sys, name, Lines(stream))  # the old one lives on as sys.__stdout__, or the file would be closed


def begin() -> None:
    """Log what happens from now on, and where MEASURES_LOG is json, all that is logged as lines of JSON."""
    as_json = is_json()
    if not HAPPENED.handlers:
        HAPPENED.addHandler(logging.StreamHandler())
        HAPPENED.setLevel(logging.INFO)
        HAPPENED.propagate = False
    HAPPENED.handlers[0].setFormatter(Json() if as_json else Line())
    if as_json:
        if not logging.root.handlers:  # or the last resort would write what nobody else does
            logging.root.addHandler(logging.StreamHandler())
        loggers = [logging.root, *map(logging.getLogger, logging.root.manager.loggerDict)]
        for handler in {handler for logger in loggers for handler in logger.handlers}:
            handler.setFormatter(Json())
