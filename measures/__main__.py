"""The command: what the pages do, without a browser. `python -m measures --help` lists it."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from measures import arguments, commands, logs
from measures.commands import Unclear
from measures.problems import StoreError

UNHEARD = "What this says could not be written: {why}."
ALL_DONE = "What it was asked to do is done."
THE_APP = ("run", "demo")  # what goes on speaking


class Heard:
    """A stream to which a command speaks. What cannot be written stops nothing in the middle, such as a load: the
    first `error` is kept, and no word is said after it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, words: str) -> int:
        self._try(lambda: self._stream.write(words))
        return len(words)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def _try(self, say: Callable[[], object]) -> None:
        if self.error is None:
            try:
                say()
            except OSError as error:
                self.error = error
                with suppress(OSError):  # or Python would say what is left when it ends, and fail again
                    os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def main(words: list[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it did what was asked, 1 when the data or the store stood in the
    way, or what it says could not be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen without a letter shows its number, and goes on
    os.umask(0o077)  # whatever it writes may hold rows of people's lives, what DuckDB puts aside for want of memory too
    logs.without_words()
    ended: SystemExit | None = None
    done = ""
    words = sys.argv[1:] if words is None else words
    if words and words[0] in THE_APP:  # before it is heard whether it could be said
        logs.begin_to_print()
    with _heard() as heard:
        try:
            options = arguments.parse(words)
            opens = options.run in (commands.run, commands.demo) and not getattr(options, "fill_only", False)
            done = "" if opens else ALL_DONE
            status = _done(options)
        except SystemExit as end:  # of what asks for help or cannot be understood, and of the app
            ended, status = end, end.code if isinstance(end.code, int) else int(end.code is not None)
        for each in heard:
            each.flush()
        # Whoever closed a pipe has seen enough, as `head` does.
        lost = [each.error for each in heard if each.error and not isinstance(each.error, BrokenPipeError)]
        if lost:
            why = UNHEARD.format(why=lost[0].strerror or lost[0])
            print(f"{why} {done}".strip() if not status else why, file=sys.stderr)
            sys.stderr.flush()
    if ended and not (lost and not status):
        raise ended
    return status or int(bool(lost))


@contextmanager
def _heard() -> Iterator[tuple[Heard, Heard]]:
    before = sys.stdout, sys.stderr
    heard = Heard(sys.stdout), Heard(sys.stderr)
    sys.stdout, sys.stderr = heard
    try:
        yield heard
    finally:
        sys.stdout, sys.stderr = before


def _done(options: argparse.Namespace) -> int:
    try:
        return options.run(options)
    except StoreError as error:
        print(" ".join(filter(None, (str(error), error.command))), file=sys.stderr)
        return 1
    except Unclear as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:  # such as of a store in another person's folder
        where, why = error.filename or getattr(options, "store", "The store"), error.strerror or "Permission denied"
        print(f"{where}: {why}. Whoever runs this has no right to it.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, RuntimeError) as error:  # a change that was not finished is undone
        if isinstance(error, RuntimeError) and "interrupted" not in str(error).lower():  # a query's own word for Ctrl-C
            raise
        print("\nStopped. `python -m measures uploads` lists what is loaded.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
