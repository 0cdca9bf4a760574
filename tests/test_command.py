"""The command, as a person or another program meets it: what it prints, where, and how it ends."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from openpyxl import load_workbook

from measures import __main__ as command
from measures import commands, erasing
from measures.catalogue import MEASURES
from measures.place import store_path
from measures.questions import QUESTIONS
from measures.sheets import SHEETS
from measures.store import Store
from measures.workbook.by_hand import override_of
from measures.workbook.prepare import prepare
from tests.worlds import ROOT, count, incoming, workbook

GOOD = (
    "Household ref,Street name,Locality,Tier,Crime,VA\nA,Larkspur Road,Northfield,1,Y,N\nB,Larkspur "
    "Rd,Southfield,,N,Y\n"
)
BAD = GOOD + "C,,Northfield,7,some,N\n"


@pytest.fixture
def say(capsys):
    """Run the command: (exit status, what it printed, what it complained of)."""

    def run(*words):
        capsys.readouterr()
        status = command.main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def process(*words, **environment):
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "measures", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_good_file_is_checked_in_silence_and_loads(say, file):
    path = file("march.csv", GOOD)
    assert say("check", path) == (0, "", "")
    assert not store_path().exists(), "checking needs no store"
    status, out, err = say("load", path, "--who", "AB")
    assert (status, err) == (0, "") and out == "march.csv (march): loaded as upload 1: 2 new rows.\n"
    status, out, _ = say("load", path)
    assert status == 0 and "already there" in out and "nothing was changed" in out


def test_problems_are_one_a_line_with_their_place_and_nothing_is_loaded(say, file):
    path = file("march.csv", BAD)
    status, out, err = say("check", path)
    places = {line.split(": ", 1)[0] for line in out.splitlines()}
    assert status == 1 and err == "" and {"march!B4", "march!D4", "march!E4"} <= places
    assert all(line.split(": ", 1)[1].endswith(".") for line in out.splitlines())
    status, again, err = say("load", path)
    assert status == 1 and again == out and err.startswith("Nothing was loaded")
    assert not store_path().exists()


def test_what_a_withdrawal_would_change_is_said_and_not_done(say, file):
    say("load", file("march.csv", GOOD))
    status, out, err = say("withdraw", 1, "--dry-run")
    assert (status, err) == (0, "") and out.startswith("Households: 2 gone. ")
    assert "Demand tiers: Of " in out and " -> Nothing to show" in out
    assert "2 in use" in say("uploads")[1]
    say("withdraw", 1)
    assert say("reinstate", 1, "--dry-run")[1].startswith("Households: 2 new. ")
    assert "not withdrawn" not in say("uploads")[1] and "withdrawn" in say("uploads")[1]


def test_a_copy_has_the_problems_marked_those_beside_the_store_too(say, file, tmp_path):
    out = tmp_path / "marked.xlsx"
    out.touch()
    out.chmod(0o644)
    status, _, err = say("check", file("march.csv", BAD), "--marked", out)
    assert sys.platform == "win32" or not out.stat().st_mode & 0o077, "rows of people's lives are in it"
    assert status == 1 and err.startswith(f"Wrote {out}, in which each problem is marked.")
    assert load_workbook(out)["march"]["E4"].comment.text.startswith("Measures:\nTo mend: ")
    say("load", file("north.csv", NORTH))
    say("check", file("south.csv", SOUTH), "--marked", out)
    assert "Larkspur Road" in load_workbook(out)["south"]["A2"].comment.text
    again = say("check", file("north.csv", NORTH), file("south.csv", SOUTH), "--marked", out)
    assert again[0] == 1 and "one by one" in again[2]
    pdf, nowhere = file("a.pdf", "%PDF-1.4"), tmp_path / "no" / "where.xlsx"
    assert "not a spreadsheet" in say("check", pdf, "--marked", out)[2]
    assert "Choose another place" in say("check", file("north.csv", NORTH), "--marked", nowhere)[2]


NORTH = "Household ref,Street name,Crime\nA,Larkspur Road,Y\nB,Larkspur Road,N\nC,Oak Road,Y\n"
SOUTH = "Household ref,Street name,Crime\nA,Mill Street,Y\nB,Mill Street,N\nD,Mill Street,N\n"


def test_another_list_with_the_same_references_is_not_loaded_over_the_first(say, file):
    north, south = file("north.csv", NORTH), file("south.csv", SOUTH)
    assert say("load", north)[0] == 0
    status, out, err = say("check", south)
    assert (status, err) == (1, "") and out.splitlines() == [
        "south!A: of 2 references here that were loaded before, 2 stood for something else then, as listed. If these "
        "are other households, "
        "loading them would take away the ones loaded before: give each its own reference, such as N-A and S-A, in "
        "both lists. If they are the "
        "same households, say so.",
        'south!A2: A was loaded before with "Street name" "Larkspur Road", and here it has "Mill Street". If these '
        "are two households, give them "
        "different references, such as N-A and S-A.",
        'south!A3: B was loaded before with "Street name" "Larkspur Road", and here it has "Mill Street". If these '
        "are two households, give them "
        "different references, such as N-B and S-B.",
        "south: Are these the households that were loaded before under these references?",
        '  --answer "south!references=same": They are the same households as those loaded before under these '
        "references",
    ]
    assert say("load", south) == (
        1,
        out,
        "Nothing was loaded. Answer what is asked above, or mend the file, and load again.\n",
    )
    answered = say("check", south, "--answer", "south!references=same")
    assert answered[0] == 0 and out.startswith(answered[1]) and len(answered[1].splitlines()) == 3
    with Store.open(store_path()) as store:
        assert store.version() == 1
    assert say("load", south, "--replaces", 1)[:2] == (
        0,
        "south.csv (south): loaded as upload 2, in the place of upload 1: 3 rows.\n",
    )
    assert say("load", north, "--answer", "references=same")[1].endswith("upload 3: 1 new row and 2 changed.\n")


@pytest.mark.parametrize("words", ["references", "references=", "nothing=same", "south!nothing=same"])
def test_an_answer_to_nothing_that_is_asked_shows_how_it_is_written(say, file, capsys, words):
    with pytest.raises(SystemExit):
        say("load", file("south.csv", SOUTH), "--answer", words)
    assert f"of the questions {', '.join(QUESTIONS)}" in capsys.readouterr().err


def test_an_answer_that_is_none_of_the_choices_is_told(say, file):
    say("load", file("north.csv", NORTH))
    status, out, err = say("load", file("south.csv", SOUTH), "--answer", "references=smae")
    assert (status, out) == (1, "") and err == '"smae" is no answer to "south!references": write same.\n'


def test_one_household_of_many_that_moved_is_told_and_loaded(say, file):
    say("load", file("march.csv", NORTH))
    status, out, _ = say("load", file("april.csv", NORTH.replace("A,Larkspur Road", "A,Mill Street")))
    assert (
        status == 0
        and out.startswith("april!A2: A was loaded before")
        and out.endswith("1 changed and 2 already there and not counted twice.\n")
    )


def test_a_file_is_checked_while_another_program_has_the_store(say, file, held):
    status, out, err = say("check", file("march.csv", GOOD), "--store", held)
    assert (status, out) == (0, "") and err.startswith(
        "Not compared with what is loaded. Another program is using the store"
    )


def test_rows_with_problems_can_be_left_out(say, file):
    status, out, err = say("load", file("march.csv", BAD), "--leave-out")
    assert (status, err) == (0, "") and out.splitlines()[-1].endswith("2 new rows and 1 left out.")
    with Store.open(store_path()) as store:
        assert store.uploads()[0].rows_left_out == 1 and count(store, "households") == 2


def test_leaving_out_every_row_is_said(say, file):
    path = file("march.csv", GOOD.splitlines()[0] + "\nC,,Northfield,7,some,N\n")
    status, out, err = say("load", path, "--leave-out")
    assert status == 1 and "Nothing was loaded" in err


def test_what_is_replaced_is_withdrawn_even_where_the_first_sheet_has_no_good_row(say, file):
    say("load", file("march.csv", GOOD))
    rows = {"Ratings": [{"Case ref": "C", "Statement": "I am heard", "Date": "1/2/2024", "Rating": 99}]}
    rows["Households"] = [{"Household ref": "Z", "Street name": "Elm Road", "Crime": "Y"}]
    status, *_ = say("load", file("april.xlsx", workbook(rows)), "--leave-out", "--replaces", 1)
    assert status == 0
    with Store.open(store_path()) as store:
        assert [u.withdrawn for u in store.uploads()] == [False, True] and count(store, "households") == 1


def test_what_is_replaced_is_withdrawn_even_where_the_first_file_has_no_good_row(say, file):
    say("load", file("march.csv", GOOD))
    first = file("first.csv", GOOD.splitlines()[0] + "\nC,,Northfield,7,some,N\n")
    second = file("second.csv", GOOD.replace("A,", "X,").replace("B,", "Y,"))
    assert say("load", first, second, "--leave-out", "--replaces", 1)[0] == 0
    with Store.open(store_path()) as store:
        assert [u.withdrawn for u in store.uploads()] == [False, True]


def test_several_files_are_loaded_all_or_none(say, file):
    good, bad = file("good.csv", GOOD), file("bad.csv", BAD.replace("A,", "X,").replace("B,", "Y,"))
    assert say("load", good, bad)[0] == 1 and not store_path().exists()
    clash = file("clash.csv", GOOD.replace("Larkspur Road", "Elm Road"))
    status, out, _ = say("load", good, clash)
    assert status == 1 and out.startswith("clash!A2: ") and not store_path().exists()
    other = file("other.csv", GOOD.replace("A,", "X,").replace("B,", "Y,"))
    assert say("load", good, other)[0] == 0
    with Store.open(store_path()) as store:
        assert [u.file_name for u in store.uploads()] == ["other.csv", "good.csv"] and store.version() == 1


def test_files_that_cannot_be_found_or_read_are_a_sentence(say, file, tmp_path):
    for verb in ("check", "load"):
        status, out, err = say(verb, tmp_path / "none.xlsx")
        assert status == 1 and out == "" and err.startswith(f"{tmp_path / 'none.xlsx'}: ") and err.count("\n") == 1
        assert say(verb, tmp_path)[0] == 1
        assert say(verb, file("broken.xlsx", "words"))[0] == 1


def test_what_an_upload_took_the_place_of_is_named_where_it_counts_no_more(say, file):
    say("load", file("good.csv", GOOD))
    say("load", file("newer.csv", GOOD.replace("Larkspur Road", "Elm Road")), "--replaces", 1)
    stays = "Upload 1, whose place it took, stays withdrawn: bring it back if it is to count again."
    assert say("withdraw", 2, "--dry-run")[1].splitlines()[-1] == stays
    assert stays in say("erase", "--upload", 2, "--dry-run")[1]
    assert say("withdraw", 2)[1].splitlines()[-1] == stays
    say("reinstate", 1)
    say("reinstate", 2)
    assert stays not in say("withdraw", 2)[1]
    assert stays not in say("withdraw", 1)[1]


def test_erasing_says_first_what_would_go(say, file):
    say("load", file("good.csv", GOOD), "--who", "AB")
    status, out, err = say("erase", "--household", "a", "--dry-run")
    assert (status, err) == (
        0,
        "",
    ) and out == "This would go, from every version of the data: 1 row of Households, of 1 upload.\n" + (
        "The reference is too short to be told from other words, so it was not looked for in what people wrote: "
        "commentary, reasons, notes. Look there yourself.\n"
    )
    assert say("erase", "--household", "a")[::2] == (1, "Nothing was erased: say why. It stays in the history.\n")
    status, out, err = say("erase", "--household", "a", "--reason", "They asked", "--who", "AB")
    assert (status, err) == (0, "") and "Erased: 1 row of Households, of 1 upload." in out
    assert say("erase", "--household", "a", "--dry-run")[1].startswith("There is nothing of it")
    with Store.open(store_path()) as store:
        assert count(store, "households") == count(store, "households", 1) == 1
        assert store.versions()[0]["what"].startswith("A household was erased (1 row of 1 upload), because: They asked")


def test_what_is_due_is_erased_where_somebody_said_for_how_long_rows_are_kept(say, file):
    log = "Received on,Demand,Household ref\n01/02/2001,Where is he?,H100\n01/02/2026,Cold,H200\n"
    say("load", file("log.csv", log), "--who", "AB")
    assert say("erase", "--due")[0] == 1
    with Store.open(store_path()) as store:
        erasing.keep_for(store, 6, "AB")
    assert say("erase", "--due", "--dry-run")[1].startswith(
        "This would go, from every version of the data: 1 row of Demands"
    )
    assert "Erased: 1 row of Demands" in say("erase", "--due")[1] and say("erase", "--due")[:2] == (
        0,
        "Nothing is due.\n",
    )
    say("erase", "--household", "H200", "--reason", "They asked")
    status, out, err = say("load", file("log.csv", log))
    assert status == 1 and "1 row is of a household or a case that was erased on " in out
    assert say("load", file("log.csv", log), "--answer", "erased=leave-out")[0] == 0


def test_withdrawing_and_bringing_back(say, file):
    say("load", file("march.csv", GOOD))
    assert say("withdraw", 1, "--who", "CD")[0] == 0
    assert json.loads(say("show", "demand_tiers")[1])["n"] == 0
    status, out, err = say("withdraw", 1)
    assert (status, out, err) == (1, "", "Upload 1 is already withdrawn.\n")
    assert json.loads(say("uploads", "--format", "json")[1])[0]["withdrawn"] is True
    assert "withdrawn" in say("uploads")[1]
    assert say("reinstate", 1)[0] == 0
    assert json.loads(say("show", "demand_tiers")[1])["n"] == 2
    assert say("reinstate", 1)[0] == 1 and say("reinstate", 9)[2].startswith("There is no upload 9")
    uploads = json.loads(say("uploads", "--format", "json")[1])
    assert [(u["upload"], u["file_name"], u["current_rows"], u["withdrawn"]) for u in uploads] == [
        (1, "march.csv", 2, False)
    ]


def test_the_measures_are_listed(say):
    assert [line.split()[0] for line in say("list")[1].splitlines()] == list(MEASURES)
    assert [m["name"] for m in json.loads(say("list", "--format", "json")[1])] == list(MEASURES)


def test_every_measure_is_shown_as_json_and_csv(say, store, monkeypatch):
    monkeypatch.setattr(commands, "open_store", lambda options: nullcontext(store))  # opened once for them all
    for name in MEASURES:
        assert json.loads(say("show", name)[1])["n"] == 0 and say("show", name, "--format", "csv")[0] == 0
    march = GOOD.replace("VA", "Count of flags").replace(",N\n", ",5\n").replace(",Y\n", ",1\n")
    store.load(prepare("march.csv", march.encode()).incoming(), "x")
    for name in MEASURES:
        status, out, err = say("show", name)
        shown = json.loads(out)
        assert (status, shown["measure"], shown["version"]) == (0, name, 1)
        assert bool(err) == (not shown["rows"]), "why there is nothing is told, and nothing else"
        status, out, _ = say("show", name, "--format", "csv")
        table = list(csv.DictReader(io.StringIO(out)))
        assert status == 0 and len(table) == len(shown["rows"])
        for line, row in zip(table, shown["rows"], strict=True):
            assert line == {heading: "" if value is None else str(value) for heading, value in row.items()}


def test_an_answer_can_be_filtered_and_asked_as_it_was(say, file):
    say("load", file("march.csv", GOOD))
    say("load", file("april.csv", GOOD.replace("A,", "X,").replace("B,", "Y,")))

    def n(*words):
        return json.loads(say("show", "demand_tiers", *words)[1])["n"]

    assert (n(), n("--version", 0), n("--version", 1), n("--version", 2)) == (4, 0, 2, 4)
    assert (n("--locality", "Northfield"), n("--flag", "VA"), n("--tier", 1), n("--flag", "None such")) == (2, 2, 2, 0)
    assert n("--locality", "Northfield", "--flag", "VA") == 0
    for version in (-1, 3, 10**20):
        status, out, err = say("show", "demand_tiers", "--version", version)
        assert status == 1 and out == "" and f"no version {version} " in err


def test_an_unknown_measure_is_a_sentence(say):
    status, out, err = say("show", "happiness")
    assert status == 1 and out == "" and "no measure happiness" in err and not store_path().exists()
    _, _, err = say("show", "failure_share_per_month")
    assert "It is a part of failure_demand now." in err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["show"],
        ["withdraw", "one"],
        ["show", "x", "--tier", "4"],
        ["show", "x", "--since", "2025-13"],
        ["show", "x", "--within=-5"],
        ["show", "x", "--within", "0"],
        ["show", "x", "--until", "rubbish"],
        ["show", "x", "--until", "9999-12"],
        ["template", "x"],
    ],
)
def test_words_that_make_no_command_end_with_2(words, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 2 and "usage:" in capsys.readouterr().err


def test_a_template_is_written_and_is_the_kind_it_says(say, tmp_path):
    for kind in SHEETS:
        assert say("template", kind, "-o", tmp_path / f"{kind}.xlsx")[0] == 0
    found = prepare("cases.xlsx", (tmp_path / "cases.xlsx").read_bytes())
    assert [sheet.sheet.kind for sheet in found.sheets] == ["cases"]
    status, out, err = say("template", "cases", "-o", tmp_path / "none" / "x.xlsx")
    assert status == 1 and out == "" and err.count("\n") == 1


def test_the_demonstration_fills_an_empty_store_only(say, file):
    say("load", file("march.csv", GOOD))
    status, out, _ = say("demo", "--fill-only", "--store", store_path())
    assert status == 0 and "left as it is" in out
    with Store.open(store_path()) as store:
        assert len(store.uploads()) == 1


def test_a_measure_is_not_asked_by_what_it_does_not_know(say, file):
    """Else the figures of all would be taken for those of what was chosen."""
    ledger = "Case ref,Agency,Cost,Date\nC1,Health,100,01/05/2024\nC2,Health,200,01/06/2024\n"
    assert say("load", file("t.csv", ledger))[0] == 0
    status, out, err = say("show", "agency_costs", "--locality", "Northfield", "--tier", 1, "--format", "csv")
    assert (status, out) == (1, "")
    assert err == "agency_costs cannot be asked by --locality or --tier: it is asked by --case or --without.\n"
    status, out, err = say("show", "series_points", "--every", "month")
    assert (status, out) == (1, "") and "it is asked of all alone" in err
    status, out, err = say("show", "agency_costs", "--without", "c 1", "--without", "C9")
    assert status == 0 and json.loads(out)["filters"] == {"without": ["c 1", "C9"]}
    assert err == "No case here is c 1 or C9, so none is left out for that.\n"
    assert say("show", "agency_costs", "--without", "c1")[2] == ""


def test_a_store_can_be_named(say, file, tmp_path):
    path = tmp_path / "another.duckdb"
    assert say("load", file("march.csv", GOOD), "--store", path)[0] == 0
    assert path.exists() and not store_path().exists()
    assert json.loads(say("show", "demand_tiers", "--store", path)[1])["n"] == 2
    status, out, err = say("uploads", "--store", file("notes.txt", "words"))
    assert status == 1 and out == "" and "is not a measures store" in err and err.count("\n") == 1


def test_while_another_process_has_the_store_each_command_says_so(say, file, held):
    path = file("march.csv", GOOD)
    for words in (["load", path], ["uploads"], ["withdraw", 1], ["reinstate", 1], ["show", "demand_tiers"], ["demo"]):
        status, out, err = say(*words, "--store", held)
        assert status == 1 and out == ""
        assert err.startswith("Another program is using the store") and err.count("\n") == 1
    ended = process("show", "demand_tiers", MEASURES_STORE=str(held))
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", say("uploads", "--store", held)[2])
    assert say("list", "--store", held)[0] == 0 and say("check", path, "--store", held)[0] == 0


def test_a_process_obeys_measures_store(file, tmp_path):
    path, elsewhere = file("march.csv", GOOD), str(tmp_path / "elsewhere.duckdb")
    loaded = process("load", path, MEASURES_STORE=elsewhere)
    assert (loaded.returncode, loaded.stderr) == (0, "") and "2 new rows" in loaded.stdout
    with Store.open(elsewhere) as store:
        assert count(store, "households") == 2


def test_a_process_ends_with_its_status_on_a_screen_that_knows_few_letters(file):
    path = file("march.csv", GOOD.replace("Larkspur Road", "Ffordd Tŷ £").replace("Y,N", "✓?,N"))
    ended = process("check", path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 1 and ended.stderr == "" and "march!E2" in ended.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("rows", [GOOD, GOOD.replace("Y,N", "some,N") * 200])
def test_what_a_command_says_may_be_lost_and_what_it_does_is_not(say, file, rows):
    """Also where so much is said before the load that it is written on the way."""
    path = file("march.csv", rows)
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "measures", "load", str(path), "--leave-out"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120,
        )  # fmt: skip
    assert ended.returncode == 1 and ended.stderr.count("\n") == 1, ended.stderr
    assert ended.stderr.endswith("No space left on device. What it was asked to do is done.\n")
    assert say("uploads")[1].count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("log", ["text", "json"])
def test_the_app_starts_though_its_greeting_cannot_be_written(tmp_path, log):
    """It ended in an error of many lines."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["run", "--store", str(tmp_path / "s.duckdb"), "--server.port", str(port), "--server.headless", "true"]
    with open("/dev/full", "w") as full:
        app = subprocess.Popen(
            [sys.executable, "-m", "measures", *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "MEASURES_LOG": log},
        )  # fmt: skip
        try:
            for _ in range(300):
                with suppress(OSError), urlopen(f"http://localhost:{port}/_stcore/health", timeout=5) as answer:
                    assert answer.status == 200
                    break
                assert app.poll() is None
                time.sleep(0.2)
            else:
                raise AssertionError("it does not answer")
        finally:
            app.terminate()
            said = app.communicate(timeout=60)[1]
    assert "Error" not in said and "File " not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
def test_help_that_cannot_be_written_says_so():
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "measures", "--help"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True,
            timeout=120,
        )  # fmt: skip
    assert ended.returncode == 1 and "could not be written: No space left" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe says otherwise there that nobody reads it")
def test_a_load_is_made_whole_though_the_reader_of_what_it_says_has_gone(say, file):
    path, (reads, writes) = file("march.csv", GOOD.replace("Y,N", "some,N") * 200), os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as gone:
        ended = subprocess.run(
            [sys.executable, "-m", "measures", "load", str(path), "--leave-out"],
            cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, text=True, timeout=120,
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert say("uploads")[1].count("\n") == 1


@pytest.mark.parametrize("name", [":memory:", ":memory:mine"])
def test_a_store_in_no_file_is_refused_in_a_sentence(say, file, tmp_path, monkeypatch, name):
    path = file("march.csv", GOOD)
    monkeypatch.chdir(tmp_path)
    before = {*tmp_path.iterdir()}
    for words in (["load", path, "--store", name], ["demo", "--fill-only", "--store", name]):
        status, out, err = say(*words)
        assert status == 1 and out == "" and "a store is a file" in err and err.count("\n") == 1
    monkeypatch.setenv("MEASURES_STORE", name)
    assert say("load", path)[0] == 1 and {*tmp_path.iterdir()} == before


def test_a_store_is_a_file_whatever_a_database_would_take_its_name_for(say, file, tmp_path, monkeypatch):
    path = file("march.csv", GOOD)
    monkeypatch.chdir(tmp_path)
    assert say("load", path, "--store", "md:store")[0] == 0 and (tmp_path / "md:store").exists()


def test_a_user_whom_the_system_cannot_name_can_use_it(say, file, monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert say("load", file("march.csv", GOOD))[0] == 0


def test_a_csv_of_somebody_elses_words_holds_no_formula(tmp_path, capsys):
    with Store.open(tmp_path / "s.duckdb") as store:
        store.load([incoming("households", [{"household_ref": "A", "street": "=HYPERLINK(1)", "tier": "1"}])], "x")
    assert command.main(["show", "households_by_street", "--format", "csv", "--store", str(tmp_path / "s.duckdb")]) == 0
    assert "\n'=HYPERLINK(1)," in capsys.readouterr().out.replace("\r", "")


@pytest.mark.parametrize("words", [("show", "demand_tiers"), ("uploads",), ("withdraw", 1), ("reinstate", 1)])
def test_a_store_that_is_not_there_is_said_and_not_made(say, tmp_path, words):
    """To a mistyped path the answer was that there are no households."""
    path = tmp_path / "mistyped.duckdb"
    status, out, err = say(*words, "--store", path)
    assert (status, out) == (1, "") and err.startswith(f"There is no store at {path} yet.")
    assert not path.exists()


def test_a_sheet_for_month_first_that_is_not_there_is_said(say, file):
    """Or its dates would be read day first, without a word."""
    for command_ in ("check", "load"):
        status, _, err = say(command_, file("march.csv", GOOD), "--month-first", "Mrach")
        assert (status, err) == (1, 'There is no sheet "Mrach" for --month-first: there are march.\n')


MONTHS_FIRST = "Received on,What the person asked\n01/22/2026,a\n02/03/2026,b\n02/05/2026,c\n"
EITHER = "Received on,What the person asked\n01/12/2025,d\n02/03/2025,e\n02/05/2025,f\n"


def days() -> list[str]:
    with Store.open(store_path()) as store:
        rows = store.rows("SELECT received_on FROM demands ORDER BY received_on", ["demands"])
    return [str(row["received_on"]) for row in rows]


def test_the_order_of_day_and_month_is_remembered_for_the_same_headings(say, file):
    """Dates of which none shows the order went in as 1 December, 2 March and 2 May, without a word."""
    assert say("load", file("n1.csv", MONTHS_FIRST), "--who", "AB", "--month-first", "n1")[0] == 0
    status, out, err = say("load", file("n2.csv", EITHER), "--who", "CD")
    assert status == 0 and days()[:3] == ["2025-01-12", "2025-02-03", "2025-02-05"]
    assert "n2: Read as AB said on" in err
    assert 'are read with the month first, as you said: "01/12/2025" is 12 Jan 2025.' in out
    assert "“Every date” as dates with the month first" in say("readings")[1]
    status, out, _ = say("check", file("n3.csv", EITHER.replace("02/05", "22/05")))
    assert status == 1 and 'fits only if the day comes first, such as "22/05/2025" (A4)' in out
    assert say("check", file("n3.csv", EITHER.replace("02/05", "22/05")), "--day-first", "n3")[:2] == (0, "")


def test_the_order_is_kept_where_a_kind_is_said_anew_and_ends_where_it_is_forgotten(say, file):
    assert say("load", file("n1.csv", MONTHS_FIRST), "--month-first", "n1")[0] == 0
    assert "is 12 Jan 2025" in say("check", file("n2.csv", EITHER), "--kind", "n2=demands")[1]
    assert say("forget", "1")[0] == 0
    status, out, _ = say("check", file("n2.csv", EITHER))
    assert (
        status == 1
        and 'Say whether "01/12/2025" is 1 Dec 2025 (the day first) or 12 Jan 2025 (the month first).' in out
    )


def test_an_order_that_was_kept_beside_what_was_said_is_remembered_too(say, file):
    """As an upload has it that was loaded before the order was a part of what is said of headings."""
    assert say("load", file("n1.csv", MONTHS_FIRST), "--month-first", "n1")[0] == 0
    with Store.open(store_path()) as store:
        (upload,) = store.uploads()
        before = {name: its for name, its in upload.mapping.items() if name != "said"} | {"dates": "month first"}
    (reading,) = [override_of(replace(upload, mapping=before))]
    assert reading == override_of(upload) and reading.month_first


HAND = "Hsehold ID,Road nm,Lvl\nA,Mill Road,Serious help\nB,Mill Road,Either way\n"
KIND, REF, ROAD = (
    ("--kind", "march=households"),
    ("--column", "march!Hsehold ID=Household ref"),
    ("--column", "march!Road nm=street"),
)


def test_what_a_sheet_and_its_headings_are_can_be_said(say, file):
    path = file("march.csv", HAND)
    assert say("check", path)[0] == 1
    status, out, err = say("check", path, *KIND, *REF, *ROAD, "--column", "march!Lvl=leave-out")
    assert (status, out, err) == (0, "", "")
    status, out, err = say("load", path, *KIND, *REF, *ROAD, "--column", "march!Lvl=Tier")
    assert (status, out, err) == (0, "march.csv (march): loaded as upload 1: 2 new rows.\n", "")
    assert say("check", path, "--kind", "march=leave-out")[:2] == (0, "march: the sheet is not loaded, as you said.\n")


def test_what_is_suggested_is_read_so_when_it_is_said_and_a_heading_otherwise(say, file):
    path = file("march.csv", HAND)
    status, out, _ = say("load", path)
    assert status == 1 and out.startswith("march: this looks like Households: 3 of 3 columns matched.")
    assert '`--kind "march=suggested"`' in out and 'march!B1: the heading "Road nm" is likely Street name' in out
    status, out, _ = say("load", path, "--column", "march!Lvl=Locality")  # the others are still guessed
    assert status == 1 and 'march!B1: the heading "Road nm" is likely Street name' in out
    suggested = ("--kind", "march=suggested")
    status, out, err = say("load", path, *suggested, "--column", "march!Lvl=Locality")
    assert (status, out, err) == (0, "march.csv (march): loaded as upload 1: 2 new rows.\n", "")
    with Store.open(store_path()) as store:
        rows = store.rows("SELECT household_ref, street, locality FROM households ORDER BY 1", ["households"])
    assert [tuple(row.values()) for row in rows] == [
        ("A", "Mill Road", "Serious help"),
        ("B", "Mill Road", "Either way"),
    ]
    spend = "Service,Paid date,Amount\nHousing,3/3/2025,1200\nWaste,4/3/2025,200\n"
    path = file("spend.csv", spend)
    out = say("check", path)[1]
    assert 'Case ref of all rows is "spend", as the sheet is called.' in out and "very likely Date" in out
    told = 'spend: Case ref of all rows is "2025".\nspend.csv (spend): loaded as upload 2: 2 new rows.\n'
    assert say("load", path, "--kind", "spend=suggested", "--value", "spend!Case ref=2025")[:2] == (0, told)
    with Store.open(store_path()) as store:
        rows = store.rows("SELECT agency, cost, date FROM transactions ORDER BY cost DESC", ["transactions"])
    assert [(row["agency"], row["cost"], str(row["date"])) for row in rows] == [
        ("Housing", 1200, "2025-03-03"),
        ("Waste", 200, "2025-03-04"),
    ]
    blank = file("april.csv", "One,Two\n1,2\n")
    assert say("check", blank, "--kind", "april=suggested")[2].startswith('Nothing is suggested for sheet "april"')
    assert say("check", blank, "--column", "april!One=Tier")[2].startswith('Sheet "april" is not recognised')


def test_what_was_said_of_the_same_headings_is_remembered_until_something_else_is_said(say, file):
    said = (*KIND, *REF, *ROAD, "--column", "march!Lvl=Tier")
    assert say("load", file("march.csv", HAND), *said, "--who", "AB")[0] == 0
    april = file("april.csv", HAND.replace("A,", "C,").replace("B,", "D,"))
    status, out, err = say("check", april)
    assert (status, out) == (0, "") and err.startswith("april: Read as AB said on ") and "upload 1 had these" in err
    lvl = ("--column", "april!Lvl=leave-out")  # one heading, beside what was said of the others
    assert say("check", april, *lvl) == (0, "", "")
    status, out, err = say("check", april, "--kind", "april=households")  # said anew: its headings alone do not do
    assert status == 1 and out.startswith("april: this looks like Households") and err == ""
    status, out, err = say("load", april, "--who", "CD")
    assert (status, out) == (0, "april.csv (april): loaded as upload 2: 2 new rows.\n") and "AB said" in err
    with Store.open(store_path()) as store:
        assert store.rows("SELECT tier FROM households ORDER BY household_ref", ["households"]) == [
            {"tier": tier} for tier in "1212"
        ]
    assert "CD said" in say("check", file("may.csv", HAND))[2]


def test_how_headings_are_read_is_listed_and_forgotten(say, file):
    assert say("load", file("march.csv", HAND), "--kind", "march=suggested", "--who", "AB")[0] == 0
    april = file("april.csv", HAND.replace("A,", "C,").replace("B,", "D,"))
    assert say("load", april, "--who", "AB")[0] == 0
    _, out, _ = say("readings")
    words = "Read as Households by hand: “Hsehold ID” as Household ref, “Road nm” as Street name and “Lvl” as Tier."
    assert out.startswith("2\t") and out.endswith(f"\tAB\tapril.csv\tapril\t{words}\n") and out.count("\n") == 1
    (kept,) = json.loads(say("readings", "--format", "json")[1])
    assert kept["columns"] == [["Hsehold ID", "household_ref"], ["Road nm", "street"], ["Lvl", "tier"]]
    assert (
        "headings alone" in say("forget", "1")[1] and say("readings")[1] == ""
    )  # whichever upload of these headings is named
    assert "this looks like Households" in say("check", april)[1]  # the one before it is not remembered either
    status, _, err = say("forget", "2")
    assert status == 1 and err.startswith("Nothing is remembered of how the headings of upload 2 are read.")
    may = file("may.csv", HAND.replace("A,", "E,").replace("B,", "F,"))
    assert say("load", may, "--kind", "may=suggested")[:2] == (0, "may.csv (may): loaded as upload 3: 2 new rows.\n")
    assert say("readings")[1].startswith("3\t")


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("--kind", "Mrach=households"), 'There is no sheet "Mrach" for --kind: there are march.'),
        (("--column", "Mrach!Lvl=Tier"), 'There is no sheet "Mrach" for --column: there are march.'),
        (
            (*KIND, "--column", "march!Level=Tier"),
            'There is no heading "Level" on sheet "march": there are Hsehold ID, Road nm, Lvl.',
        ),
        (
            (*KIND, "--column", "march!Lvl=Minutes"),
            '"Minutes" is no field of Households: there are Household ref, Street name,',
        ),
    ],
)
def test_what_cannot_be_said_of_a_sheet_is_told_in_a_sentence(say, file, words, sentence):
    status, out, err = say("load", file("march.csv", HAND), *words)
    assert (status, out) == (1, "") and err.startswith(sentence)
    assert not store_path().exists()


@pytest.mark.parametrize(
    "words", [("--kind", "march=homes"), ("--kind", "march"), ("--column", "march=Tier"), ("--column", "x!y=")]
)
def test_a_flag_that_is_not_understood_shows_how_it_is_written(say, file, capsys, words):
    with pytest.raises(SystemExit):
        say("check", file("march.csv", HAND), *words)
    assert 'write "SHEET' in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_an_interrupted_command_ends_without_a_traceback(say, file, monkeypatch, error):
    def interrupted(*_, **__):
        raise error

    monkeypatch.setattr(commands, "opened", interrupted)
    status, out, err = say("load", file("march.csv", GOOD))
    assert (status, out) == (130, "") and err.startswith("\nStopped.")
    assert not store_path().exists()


def test_an_older_copy_of_the_store_is_used_only_on_purpose(say, tmp_path):
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    path.with_name("s.duckdb.version").write_text("7")
    assert say("uploads", "--store", path)[0] == 1 and "older copy" in say("uploads", "--store", path)[2]
    assert say("accept-older", "--store", path)[0] == 0
    assert say("uploads", "--store", path)[0] == 0


def test_a_unit_that_is_not_sure_is_asked_said_and_remembered(say, file):
    log = "Received on,What the person asked,Time spent\n03/03/2025,a,0.25\n04/03/2025,b,1.5\n"
    march = file("march.csv", log)
    status, out, _ = say("load", march)
    assert status == 1 and '--read "march!Time spent=hours"' in out and not store_path().exists()
    status, out, _ = say("load", march, "--read", "march!Time spent=Hours")
    assert status == 0 and "as you said: 0.25 is 15 minutes." in out
    april = file("april.csv", log.replace("/03/", "/04/").replace("0.25", "3"))
    status, out, err = say("load", april)
    assert status == 0 and "as you said: 3 is 180 minutes." in out and "upload 1 had these" in err


def test_words_in_cells_are_read_as_others_or_as_blank(say, file):
    homes = file("homes.csv", "Household ref,Street name,ASB\nA,Mill Road,who knows\nB,Mill Road,aye\n")
    assert say("check", homes)[0] == 1
    status, out, _ = say("load", homes, "--read", "homes!ASB:who knows=blank", "--read", "homes!asb:aye=Y")
    assert status == 0 and '1 cell says "who knows", read as blank' in out
    again = file("april.csv", "Household ref,Street name,ASB\nC,Mill Road,who knows\n")
    assert say("load", again)[0] == 0
    status, _, err = say("check", homes, "--read", "homes!Crime:who knows=blank")
    assert status == 1 and 'There is no heading "Crime" on sheet "homes"' in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "march!Time spent=furlongs",
            "it can be read as minutes, hours, seconds, hours:minutes, minutes:seconds, parts of a day or figures "
            "with a decimal comma.",
        ),
        (
            "march!Received on=hours",
            "it can be read as dates as they stand, dates with the month first, ",
        ),
        ("march!What the person asked=hours", "its column has one way only."),
        ("march!Time=hours", 'There is no heading "Time" on sheet "march"'),
    ],
)
def test_a_way_that_a_column_cannot_be_read_in_is_a_sentence(say, file, words, says):
    path = file("march.csv", "Received on,What the person asked,Time spent\n03/03/2025,a,15\n")
    status, _, err = say("check", path, "--read", words)
    assert status == 1 and says in err


def test_the_letters_of_a_text_are_told_and_can_be_said(say, file):
    homes = file("homes.csv", "Household ref,Street name\nA,Caf\u00e9 Row\n".encode("mac_roman"))
    status, out, _ = say("check", homes)
    assert status == 0 and 'such as "Caf\u00e9 Row"' in out and "--letters mac says it" in out
    assert say("check", homes, "--letters", "windows") == (0, "", "")


def test_no_command_waits_for_what_draws_charts_or_makes_files_unless_it_does():
    program = (
        "import sys, measures.arguments; print(*{'altair', 'pandas', 'openpyxl', 'pptx', 'streamlit'} & {*sys.modules})"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr) == ("\n", "")


def test_a_store_in_the_home_folder_is_there_for_whoever_names_it_so(say, file, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("MEASURES_STORE", os.path.join("~", "own", "store.duckdb"))
    assert say("load", file("march.csv", GOOD))[0] == 0
    assert (tmp_path / "own" / "store.duckdb").exists()
    assert say("uploads", "--store", os.path.join("~", "own", "store.duckdb"))[1].startswith("1\t")


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_what_lies_beside_a_store_is_the_same_by_a_link_to_it(say, file, tmp_path):
    path, link = tmp_path / "real" / "store.duckdb", tmp_path / "store.duckdb"
    assert say("load", file("march.csv", GOOD), "--store", path)[0] == 0
    link.symlink_to(path)
    assert say("backup", tmp_path / "b.duckdb", "--store", link)[0] == 0
    status, out, _ = say("erase", "--household", "A", "--reason", "asked", "--store", path)
    assert status == 0 and f"So were the backups {tmp_path / 'b.duckdb'}" in out
    assert {each.name for each in tmp_path.iterdir()} == {"real", "store.duckdb", "march.csv", "b.duckdb"}


def test_a_file_that_may_not_be_read_is_a_sentence(say, monkeypatch):
    def closed(*_):
        raise PermissionError(13, "Permission denied", "store.duckdb")

    monkeypatch.setattr(commands, "open_store", closed)
    assert say("uploads") == (1, "", "store.duckdb: Permission denied. Whoever runs this has no right to it.\n")


def test_what_may_not_be_done_to_a_file_that_has_no_name_is_said_of_the_store(say, monkeypatch):
    def closed(*_):
        raise PermissionError

    monkeypatch.setattr(commands, "open_store", closed)
    says = f"{store_path()}: Permission denied. Whoever runs this has no right to it.\n"
    assert say("uploads") == (1, "", says)


def test_a_ledger_without_a_price_is_asked_about_and_left_out_whole_where_somebody_says_so(say, file):
    ledger = file("t.csv", "Case ref,Agency,Activity,Quantity,Date\nC1,Health,Home visit,2,01/05/2024\n")
    status, out, err = say("load", ledger)
    assert status == 1 and "Home visit, Health: 1 row" in out + err and "unit-costs=leave-out" in out + err
    status, _, err = say("load", ledger, "--answer", "unit-costs=leave-out")
    assert status == 1 and "Nothing was loaded: every row was left out" in err
