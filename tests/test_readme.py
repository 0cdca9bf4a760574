"""What the README says of commands, settings, pages, kinds and files is so."""

import re

import pytest

from measures import arguments
from measures.catalogue import MEASURES
from measures.sheets import SHEETS
from measures.workbook.limits import MB, Limits
from tests.worlds import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COMMANDS = [line.split(" #")[0].split() for line in re.findall(r"^measures (.+)", README, re.M)]
APP = (ROOT / "app.py").read_text("utf-8")
TITLES = re.findall(r'\btitle="([^"]+)"', APP)


@pytest.fixture
def help_of(capsys):
    """What the command prints of itself, or of one of its verbs."""

    def printed(*words):
        with pytest.raises(SystemExit):
            arguments.parse([*words, "--help"])
        return capsys.readouterr().out

    return printed


def test_it_names_every_command(help_of):
    verbs = re.findall(r"^ {4}([\w-]+)(?: |$)", help_of(), re.M)
    assert len(verbs) > 10 and {verb for verb, *_ in COMMANDS} == set(verbs)


def test_each_command_has_the_options_and_the_measures_it_is_shown_with(help_of):
    for verb, *words in COMMANDS:
        known = set(re.findall(r"--[\w-]+", help_of(verb)))
        options = {word.strip("[]…") for word in words if re.match(r"\[?--", word) and "." not in word}
        assert options <= known, f"{verb} has no {options - known}"
    assert {words[0] for verb, *words in COMMANDS if verb == "show"} <= set(MEASURES)


def test_each_make_target_is_one():
    targets = re.search(r"^\.PHONY: (.+)", (ROOT / "Makefile").read_text("utf-8"), re.M)[1].split()
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=`|    #)", README)) <= set(targets)


def test_its_settings_are_those_of_the_program():
    table = dict(re.findall(r"^\| `(MEASURES_\w+)` \| (.+?) \|", README, re.M))
    used = {n for p in (ROOT / "measures").rglob("*.py") for n in re.findall(r"MEASURES_[A-Z_]+", p.read_text("utf-8"))}
    assert set(table) == used
    usual = Limits()
    limits = {"MAX_FILE_MB": usual.file_size / MB, "MAX_MEMORY_MB": usual.memory / MB, "MAX_SECONDS": usual.seconds}
    assert {f"MEASURES_{name}": f"{limit:.0f}" for name, limit in limits.items()}.items() <= table.items()


def test_it_names_every_page_under_its_question():
    does = README.partition("## What it does")[2].partition("\n## ")[0]
    listed = re.findall(r"^(?:- \*\*|### )([^*\n]+)", does.partition("### On every page")[0], re.M)
    assert len(TITLES) > 10 and listed == re.findall(r'(?:^ {4}|title=)"([^"]+)"', APP, re.M)
    assert set(TITLES) <= set(re.findall(r"\[([^\]]+)\]\(docs/pictures/", README))


def test_it_counts_and_names_the_kinds_of_sheet():
    counted, names = re.search(r"one of (\w+) kinds:\s+([^.]+)\.", README).groups()
    assert len(SHEETS) == COUNTS.index(counted)
    assert " ".join(names.split()).split(", ") == [sheet.title.lower() for sheet in SHEETS.values()]


def test_the_files_it_names_are_there():
    named = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    named += re.findall(r"`((?:measures|pages|data|tests|docs)/[\w./]+)`", README)
    missing = {name for name in named if not (ROOT / name).exists()}
    assert named and missing <= {"data/measures.duckdb"}
