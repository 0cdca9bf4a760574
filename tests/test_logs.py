"""An error in a log says where it was, and nothing of what stood in a cell."""

import io
import logging
import sys

import pytest

from measures import logs
from measures.logs import places


@pytest.fixture
def log(monkeypatch):
    """What is logged, while the process logs without words."""
    before, text = (logging.getLogRecordFactory(), sys.excepthook, logs.threading.excepthook), io.StringIO()
    logger, handler = logging.getLogger("a test of logs"), logging.StreamHandler(text)
    logger.addHandler(handler)
    logs.without_words()
    yield logger, text
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before[0])
    sys.excepthook, logs.threading.excepthook = before[1:]


def fail():
    try:
        int("Jane Doe")
    except ValueError as error:
        raise KeyError("Bob Roe") from error


def test_an_error_is_logged_by_its_sort_and_place_alone(log):
    logger, text = log
    try:
        fail()
    except KeyError as error:
        logger.error("Uncaught app execution", exc_info=error)
        logger.exception("again")
    said = text.getvalue()
    assert said.startswith("Uncaught app execution\nbuiltins.KeyError (") and "again" in said
    assert "builtins.ValueError (" in said and "test_logs.py" in said and "in fail" in said
    assert "Jane" not in said and "Bob" not in said


def test_what_nobody_handles_is_told_so_too(log, capsys):
    try:
        fail()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
        assert capsys.readouterr().err.strip() == places(error)


def test_an_error_of_the_database_quotes_no_cell(log):
    from measures.store.scratch import scratch

    logger, text = log
    with scratch() as db:
        try:
            db.execute("SELECT $name::INTEGER", {"name": "Jane Doe"}).fetchall()
        except Exception as error:
            assert "Jane Doe" in str(error)
            logger.error("Uncaught app execution", exc_info=error)
    assert "ConversionException" in text.getvalue() and "Jane" not in text.getvalue()
