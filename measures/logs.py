"""What a log says of an error: which sort it is and where, and never its words, for these may quote a cell of somebody's spreadsheet.

A server's log is kept longer than the rows, and others read it.
"""

from __future__ import annotations

import logging
import sys
import threading
from traceback import extract_tb
from types import TracebackType

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
