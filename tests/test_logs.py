"""An error in a log says where it was, and nothing of what stood in a cell."""

import ast
import io
import json
import logging
import os
import socket
import subprocess
import sys

import pytest

from measures import logs
from measures.logs import places
from tests.worlds import ROOT


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


@pytest.fixture
def json_lines(log, monkeypatch):
    """What is logged as lines of JSON: of what happened, and of others."""
    happened = io.StringIO()
    monkeypatch.setenv("MEASURES_LOG", "json")
    before = [(handler, handler.formatter) for handler in logging.root.handlers]
    logs.begin()
    (handler,) = logs.HAPPENED.handlers
    monkeypatch.setattr(handler, "stream", happened)
    yield log[0], lambda: [json.loads(line) for text in (happened, log[1]) for line in text.getvalue().splitlines()]
    logs.HAPPENED.removeHandler(handler)
    logs.HAPPENED.setLevel(logging.NOTSET)
    logs.HAPPENED.propagate = True
    for handler, formatter in before:
        handler.setFormatter(formatter)


def test_lines_of_json_have_the_same_and_no_words_of_an_error(json_lines):
    logger, said = json_lines
    logs.happened("changed", version=3, seconds=0.123456)
    try:
        fail()
    except KeyError:
        logger.exception("It %s", "failed")
    changed, failed = said()
    assert changed.items() >= {"says": "changed", "version": 3, "seconds": 0.123, "level": "INFO"}.items()
    assert failed["says"] == "It failed" and any("in fail" in line for line in failed["error"])
    assert "Jane" not in str(failed) and "Bob" not in str(failed)


def test_what_happens_is_named_in_the_program_and_has_numbers_alone():
    """A name that is worked out, or a number that is a text, may be somebody's."""
    calls = [
        node
        for path in [*(ROOT / "measures").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "server.py"]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("logs.happened")
    ]
    assert len(calls) > 5 and all(isinstance(call.args[0], ast.Constant) and len(call.args) == 1 for call in calls)
    with pytest.raises(ValueError):
        logs.happened("changed", version="Jane Doe")  # type: ignore[arg-type]


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


@pytest.mark.parametrize("says", ["neither write nor read", pytest.param("is not available", marks=pytest.mark.long)])
def test_what_is_printed_where_the_app_does_not_start_is_json_too(says, tmp_path):
    env = {**os.environ, "MEASURES_LOG": "json", "MEASURES_STORE": str(tmp_path / "store.duckdb")}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ["run", "--server.address", "127.0.0.1", "--server.port", str(taken.getsockname()[1])]
        if says == "neither write nor read":
            env["MEASURES_SNAPSHOTS"] = "raed"
        ran = subprocess.run([sys.executable, "-m", "measures", *words, "--server.headless", "true"], cwd=ROOT,
            env=env, capture_output=True, text=True, timeout=120)  # fmt: skip
    lines = [json.loads(line) for line in f"{ran.stdout}{ran.stderr}".splitlines()]
    assert ran.returncode == 1 and [line for line in lines if says in line["says"]], lines
    assert all({"at", "level", "of"} < line.keys() for line in lines)


@pytest.mark.long
def test_of_an_app_that_runs_every_line_is_json(tmp_path):
    env = {**os.environ, "MEASURES_LOG": "json", "MEASURES_STORE": str(tmp_path / "store.duckdb")}
    words = ["-m", "measures", "run", "--server.address", "0.0.0.0", "--server.headless", "true", "--server.port", "0"]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, **how) as app:
        said = []
        for line in app.stdout:
            said.append(json.loads(line)["says"])
            if said[-1] == "started":
                app.terminate()
    assert said[0] == "started" and said[-1] == "stopped", "and Streamlit greets nobody"
