"""The command: what the pages do, without a browser. `python -m measures --help` lists it."""

from __future__ import annotations

import io
import os
import sys

from measures import arguments, logs
from measures.commands import Unclear
from measures.problems import StoreError


def main(words: list[str] | None = None) -> int:
    """Run one command. The exit status is 0 when it did what was asked, 1 when the data or the store stood in the
    way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen without a letter shows its number, and goes on
    os.umask(0o077)  # whatever it writes may hold rows of people's lives, what DuckDB puts aside for want of memory too
    logs.without_words()
    options = arguments.parse(words)
    try:
        return options.run(options)
    except StoreError as error:
        print(" ".join(filter(None, (str(error), error.command))), file=sys.stderr)
        return 1
    except Unclear as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:  # such as of a store in another person's folder
        print(f"{error.filename}: {error.strerror}. Whoever runs this has no right to it.", file=sys.stderr)
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
