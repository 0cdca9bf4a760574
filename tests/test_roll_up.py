"""What organisations share, and the measures over all of them: nothing of a person goes out, what is damaged is not
believed, and a figure is that of one store into which all rows were loaded."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from measures import answers, arguments, releases
from measures.__main__ import main
from measures.catalogue import MEASURES
from measures.disclosure import RULES
from measures.erasure import Erasure
from measures.problems import StoreError
from measures.releases import pack
from measures.releases.release import Board
from measures.roll_up import boards, rolled
from measures.roll_up.believed import believed
from measures.roll_up.gathered import gather, united
from measures.roll_up.shared import FORMAT, MANIFEST, TABLES, read, sha256, share, within
from measures.rounding import STEP
from measures.store import Store
from measures.store.names import ref_key
from measures.views.board.words import NOT_SHARED, NOT_THIS_TIME
from tests.spark.worlds import WORDS, awkward
from tests.store import test_full
from tests.worlds import incoming


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """A store of awkward words."""
    with Store.open(tmp_path_factory.mktemp("strange") / "store.duckdb") as store:
        store.load(awkward(), "a test")
        yield store


def demands(count: int, first: int = 0, **row):
    """Demands of as many days, a third of them failure, of which each household asks again after ten days."""
    day = dt.date(2025, 1, 1)
    rows = [
        {
            "demand_ref": f"D{n}",
            "received_on": day + dt.timedelta(n // 3),
            "value_or_failure": ("Failure", "Value", "Value")[n % 3],
            "minutes": 10.0 + n % 3,
            "household_ref": f"H{n % 30}",
            "resolved_first_time": n % 2 == 0,
            **row,
        }
        for n in range(first, first + count)
    ]
    return incoming("demands", rows)


def organisation(folder, name: str, *sheets):
    """What an organisation of these sheets shares."""
    path = folder / "stores" / name
    path.mkdir(parents=True)
    with Store.open(path / "store.duckdb") as store:
        store.load(sheets, "a test")
        return share(store, folder / "shared", name)


def rolled_up(folder, *folders, **how):
    gathered = gather(folders or [folder / "shared"], **how)
    return united(gathered, folder / "united.duckdb")


# -- What is shared


def test_no_word_and_no_reference_goes_out(strange, tmp_path):
    """Everything that is text in the files is of a list that is closed, a pseudonym, or a name that many rows have."""
    made = share(strange, tmp_path, "Northshire")
    assert believed(made.folder) == made
    said = set()
    for name in TABLES:
        table = pq.read_table(made.file(name))
        assert table.schema == TABLES[name] and table.num_rows == made.rows[name]
        for column in table.column_names:
            values = table[column].to_pylist()
            if column == "household_ref_key":
                assert all(
                    value is None or (len(value) == 32 and set(value) <= set("0123456789abcdef")) for value in values
                )
            elif table.schema.field(column).type == "string":
                said |= {(column, value) for value in values if value is not None}
    refs = {ref_key(f"{word} {n}") for word in WORDS for n in range(90)}
    assert not {value for _, value in said} & refs
    closed = {
        "Value",
        "Failure",
        "Not sure",
        "1",
        "2",
        "3",
        "demands",
        "households",
        "agency",
        "locality",
        "notrecorded",
    }
    names = {row["shown"] for row in pq.read_table(made.file("spellings")).to_pylist()}
    assert {value for column, value in said if not column.endswith("key")} <= closed | names
    told = {name.removeprefix("Northshire: ") for name in names}
    assert {name for name in told if not name.startswith(("P-", "place not"))} <= {*WORDS} and told


def test_a_name_of_few_rows_or_of_somebody_is_a_pseudonym(tmp_path):
    rows = [demands(60, agency="Housing", locality="North")]
    rows += [
        demands(7, 60, agency="Rare", locality="South"),
        demands(8, 200, agency="Seldom", locality="West"),
        demands(20, 90, agency="Mrs Ann Jones", locality="12 Larkspur Road"),
    ]
    made = organisation(tmp_path, "Northshire", *rows)
    shown = {row["shown"] for row in pq.read_table(made.file("spellings")).to_pylist()}
    assert {name for name in shown if "P-" not in name} == {
        "Housing",
        "Northshire: North",
        "Seldom",
        "Northshire: West",
    }
    assert len(shown) == 8, "sources stay as many as they are"


def test_a_pseudonym_is_of_one_key_organisation_and_version(tmp_path):
    def refs(made):
        return {*pq.read_table(made.file("demands"))["household_ref_key"].to_pylist()}

    (tmp_path / "one").mkdir()
    with Store.open(tmp_path / "one" / "store.duckdb") as store:
        store.load([demands(60)], "a test")
        first, again = share(store, tmp_path / "a", "One"), share(store, tmp_path / "b", "One")
        assert first.files == again.files, "the same version makes the same bytes"
        other = share(store, tmp_path / "a", "Two")
        store.load([demands(3, 60)], "a test")
        later, earlier = share(store, tmp_path / "a", "One"), share(store, tmp_path / "c", "One", 1)
    assert earlier.files == first.files
    elsewhere = organisation(tmp_path, "One", demands(60))
    every = [refs(made) for made in (first, other, later, elsewhere)]
    assert [len(each) for each in every] == [30] * 4 and len(set.union(*every)) == 120


@pytest.mark.parametrize("name", ["", "  ", "Mrs Ann Jones", "ALL Organisations", Board.whole])
def test_an_organisation_has_a_name_that_is_nobodys(strange, tmp_path, name):
    with pytest.raises(StoreError) as refused:
        share(strange, tmp_path, name)
    assert refused.value.code == "share-no-name" and not [*tmp_path.iterdir()]


# -- What is believed


@pytest.fixture
def three(tmp_path):
    """Three organisations, of which two have an agency and a place of one name."""
    organisation(tmp_path, "One", demands(600, agency="Council", locality="North"))
    organisation(tmp_path, "Two", demands(300, agency="Council", locality="North"), demands(90, 300))
    organisation(tmp_path, "Three", demands(450))
    return tmp_path


def edit(made, table: str, rows: pa.Table) -> None:
    """Put other rows into a share, and say so in its list."""
    pq.write_table(rows, made.folder / "edited")
    said = json.loads((made.folder / MANIFEST).read_text("utf-8"))
    said["files"][table], said["rows"][table] = sha256(made.folder / "edited"), len(rows)
    (made.folder / MANIFEST).write_text(json.dumps(said), "utf-8")
    (made.folder / "edited").rename(read(made.folder).file(table))


def damage(folder, what: str, of: str = "One") -> None:
    one = next(path for path in folder.rglob(MANIFEST) if json.loads(path.read_text("utf-8"))["organisation"] == of)
    said = json.loads(one.read_text("utf-8"))
    made = read(one.parent)
    if what == "cut":
        made.file("demands").write_bytes(made.file("demands").read_bytes()[:-9])
    elif what == "flipped":
        content = bytearray(made.file("observed").read_bytes())
        content[len(content) // 2] ^= 1
        made.file("observed").write_bytes(content)
    elif what == "a file gone":
        made.file("uploads").unlink()
    elif what == "half written":
        one.unlink()
    elif what == "no JSON":
        one.write_text("{", "utf-8")
    elif what == "other rows":
        one.write_text(json.dumps({**said, "rows": {**said["rows"], "demands": 1}}), "utf-8")
    elif what == "of another format":
        one.write_text(json.dumps({**said, "format": FORMAT + 1}), "utf-8")
    elif what in ("another's place", "another's upload"):
        name, value = ("locality_key", "twonorth") if what == "another's place" else ("_upload", 1_000_001)
        rows = pq.read_table(made.file("demands"))
        at = rows.column_names.index(name)
        values = pa.array([value] * len(rows), rows.schema.field(name).type)
        edit(made, "demands", rows.set_column(at, name, values))
    elif what == "empty":
        shutil.rmtree(one.parent)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        *(
            (what, "share-damaged")
            for what in (*("cut", "flipped", "a file gone", "half written", "no JSON", "other rows"),)
        ),
        ("another's place", "share-edited"),
        ("another's upload", "share-edited"),
        ("of another format", "share-format"),
        ("empty", "no-share"),
    ],
)
def test_what_is_not_whole_is_refused_or_said(three, what, code):
    damage(three, what)
    with pytest.raises(StoreError) as refused:
        gather([three / "shared"])
    assert refused.value.code == code
    gathered = gather([three / "shared"], partial=True)
    assert {each.organisation for each in gathered.shares} == {"Two", "Three"} and len(gathered.lacking) == 1


MOST = dt.date(9999, 12, 31)
EDITS = [
    *(("demands", "received_on", value) for value in (MOST, dt.date(1066, 1, 1))),
    *(("demands", "minutes", value) for value in (float("nan"), float("inf"), -1.0)),
    ("demands", "value_or_failure", "Banana"),
    ("demands", "agency_key", "ghost"),
    ("demands", "household_ref_key", "H1"),
    ("demands", "_upload", 7),
    ("households", "tier", "9"),
    ("households", "household_ref_key", "0" * 32),
    ("observed", "weight", float("nan")),
    ("observed", "agency_key", "ghost"),
    ("observed", "ends", MOST),
    ("observed", "number", -1),
    ("spellings", "key", "ghost"),
    ("spellings", "shown", "Two: North"),
    ("spellings", "pool", "street"),
    ("uploads", "kind", "costs"),
    ("uploads", "loaded_at", None),
    *(("", "organisation", value) for value in ("", " One", "All organisations", "Mrs Ann Jones")),
    *(("", "version", value) for value in (2**31, 10**20)),
    ("", "last_day", MOST.isoformat()),
]


@pytest.mark.parametrize(("table", "column", "value"), EDITS)
def test_what_no_store_could_have_is_not_believed(with_homes, tmp_path, table, column, value):
    """Whoever holds a share can write another list for what they changed in it."""
    shutil.copytree(with_homes / "shared", tmp_path / "shared")
    made = next(each for each in gather([tmp_path / "shared"]).shares if each.organisation == "One")
    if table:
        rows = pq.read_table(made.file(table))
        values = [value] * 2 + rows[column].to_pylist()[2:] if len(rows) > 1 else [value]
        at = rows.schema.get_field_index(column)
        edit(made, table, rows.set_column(at, column, pa.array(values, rows.schema.field(at).type)))
    else:
        said = json.loads((made.folder / MANIFEST).read_text("utf-8")) | {column: value}
        (made.folder / MANIFEST).write_text(json.dumps(said), "utf-8")
        to = tmp_path / "shared" / within(said["organisation"], said["version"])
        to.parent.mkdir(exist_ok=True)
        made.folder.rename(to)
        if made.folder.parent != to.parent:
            made.folder.parent.rmdir()
    with pytest.raises(StoreError) as refused:
        gather([tmp_path / "shared"])
    assert refused.value.code == "share-edited" and (table or MANIFEST) in str(refused.value)
    assert [each.organisation for each in gather([tmp_path / "shared"], partial=True).shares] == ["Two"]


@pytest.fixture(scope="module")
def with_homes(tmp_path_factory):
    """Two organisations that share demands, with agencies and places, and households."""
    folder = tmp_path_factory.mktemp("homes")
    shared(folder, One=60, Two=60)
    return folder


def test_who_is_missing_is_refused_or_said(three):
    folders = [three / "shared", three / "nobody"]
    with pytest.raises(StoreError) as refused:
        gather(folders)
    assert refused.value.code == "no-share"
    assert len(gather(folders, partial=True).lacking) == 1
    with pytest.raises(StoreError):
        gather([three / "nobody"], partial=True)


def test_an_organisation_counts_once(three):
    shutil.copytree(three / "shared", three / "again")
    both = [three / "shared", three / "again"]
    assert len(gather(both).shares) == 3, "the same twice is the same"
    shutil.rmtree(three / "again")
    shutil.rmtree(three / "stores" / "One")
    folder = three / "of another store"
    organisation(folder, "ONE", demands(30), demands(30, 30))
    with pytest.raises(StoreError) as refused:
        gather([three / "shared", folder / "shared"])
    assert refused.value.code == "share-twice"
    other = next((three / "shared").iterdir())
    other.rename(other.with_name("organisation=other"))
    with pytest.raises(StoreError) as refused:
        gather([three / "shared"])
    assert refused.value.code == "share-damaged", "an organisation is its folder's"


def test_two_places_are_not_taken_for_one(tmp_path):
    organisation(tmp_path, "North", demands(60, locality="Shire East"))
    organisation(tmp_path, "North Shire", demands(60, locality="East"))
    with pytest.raises(StoreError) as refused:
        gather([tmp_path / "shared"])
    assert refused.value.code == "share-places"


def test_who_has_a_place_of_anothers_name_is_left_out_and_said(tmp_path):
    organisation(tmp_path, "North", demands(60, locality="Shire East"))
    organisation(tmp_path, "North Shire", demands(60, locality="East"))
    organisation(tmp_path, "South", demands(60, locality="East"))
    gathered = gather([tmp_path / "shared"], partial=True)
    assert len(gathered.shares) == 2 and len(gathered.lacking) == 1
    left_out = {"North", "North Shire"} - {each.organisation for each in gathered.shares}
    assert f"so {left_out.pop()} cannot count" in gathered.lacking[0]


def test_who_shares_nothing_is_named(three, capsys):
    words = ["share", str(three / "shared"), "--organisation", "Four", "--store", str(three / "four.duckdb")]
    with Store.open(three / "four.duckdb") as store:
        store.load([demands(60)], "a test")
        store.withdraw(1, "a test")
    assert main(words) == 0 and "There is nothing in it" in capsys.readouterr().out
    assert main(["roll-up", str(three / "shared"), "--out", str(three / "out")]) == 0
    assert "There is nothing in what Four shared." in capsys.readouterr().out
    assert json.loads((three / "out" / rolled.ANSWERS).read_text("utf-8"))["blank"] == ["Four"]
    assert board(three) == 0
    whole, *areas = told(three)[0].boards.values()
    assert "nothing in what Four shared" in whole.of_what and not any("nothing in" in each.of_what for each in areas)


def test_the_latest_version_counts(tmp_path):
    (tmp_path / "one").mkdir()
    with Store.open(tmp_path / "one" / "store.duckdb") as store:
        for number in range(11):
            store.load([demands(30, 30 * number)], "a test")
            share(store, tmp_path / "shared", "One")
    assert gather([tmp_path / "shared"]).shares[0].version == 11


def store_of(folder, name: str = "One"):
    return Store.open(folder / "stores" / name / "store.duckdb")


def test_what_went_back_does_not_count_in_silence(three):
    """A store went back to a backup, and shares again what is a lower version than it shared before."""
    folders = [three / "shared"]
    with store_of(three) as store:
        store.withdraw(1, "a test")
        later = share(store, folders[0], "One")
        share(store, folders[0], "One", 1)
        with pytest.raises(StoreError) as refused:
            gather(folders)
        assert refused.value.code == "share-stale" and str(later.folder) in str(refused.value)
        assert {each.organisation for each in gather(folders, partial=True).shares} == {"Two", "Three"}
        share(store, folders[0], "One")
        assert [each.version for each in gather(folders).shares if each.organisation == "One"] == [2]
        share(store, folders[0], "One", 1)
    shutil.rmtree(later.folder)
    assert [each.version for each in gather(folders).shares if each.organisation == "One"] == [1]


def test_of_two_that_differ_neither_counts(three):
    """As after somebody was erased, and the folder of before is still there."""
    shutil.copytree(three / "shared", three / "before")
    with store_of(three) as store:
        store.erase(Erasure(household="H1"), "a test", lambda erased: "Erased", lambda gone, name, value: value)
        share(store, three / "shared", "One", 1)
    for folders in ((three / "shared", three / "before"), (three / "before", three / "shared")):
        with pytest.raises(StoreError) as refused:
            gather(folders)
        assert refused.value.code == "share-differs"


def test_another_bodys_share_stays(three):
    folder = three / "shared"
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    with pytest.raises(StoreError) as refused:
        organisation(three, "O-N-E", demands(30))
    assert refused.value.code == "share-of-another"
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    with store_of(three) as store:  # who only spells its name otherwise goes on
        assert share(store, folder, " oNE ").folder in [path.parent for path in before]
    assert {each.organisation for each in gather([folder]).shares} == {"oNE", "Two", "Three"}


SHARES = """
import os, resource, signal, sys
from pathlib import Path
from measures.roll_up.shared import share
from measures.store import Store

def end(event, of):  # as it is about to put the last of so many files where it should be
    global left
    left -= event == "os.rename"
    if event == "os.rename" and not left:
        os.kill(os.getpid(), signal.SIGKILL)

with Store.open(Path(sys.argv[1])) as store:
    if sys.argv[3] == "room":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    else:
        left = int(sys.argv[4])
        sys.addaudithook(end)
    share(store, Path(sys.argv[2]), "One", 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there nothing keeps files small")
@pytest.mark.parametrize(
    ("what", "number"), [("room", 100), ("room", 4000), ("killed", 1), ("killed", len(TABLES) + 1)]
)
def test_ended_in_the_middle_it_leaves_the_share_of_before(three, what, number):
    with store_of(three) as store:
        store.erase(Erasure(household="H1"), "a test", lambda erased: "Erased", lambda gone, name, value: value)
    before = gather([three / "shared"])
    words = [str(three / "stores" / "One" / "store.duckdb"), str(three / "shared"), what, str(number)]
    ended = subprocess.run([sys.executable, "-c", SHARES, *words], capture_output=True, text=True, check=False)
    assert "could not be shared" in ended.stderr if what == "room" else ended.returncode == -9
    assert gather([three / "shared"]) == before
    for left in (three / "shared").glob(".*"):
        os.utime(left, (0, 0))
    with store_of(three) as store:
        made = share(store, three / "shared", "One", 1)
    assert made.files != next(each.files for each in before.shares if each.organisation == "One")
    assert {*made.folder.iterdir()} == {made.folder / MANIFEST, *map(made.file, TABLES)}
    assert not [*(three / "shared").glob(".*")]


# -- What is answered


def plain(answer):
    return [{name: round(v, 9) if isinstance(v, float) else v for name, v in row.items()} for row in answer.shape.rows]


@pytest.mark.long
def test_of_one_organisation_it_is_what_its_own_store_says(full, tmp_path):
    share(full, tmp_path / "shared", "One")
    with rolled_up(tmp_path) as store:
        for name in rolled.ANSWERED:
            for every in MEASURES[name].periods or (None,):
                filters = {} if every is None else {"every": every}
                here, there = answers.ask(full, name, filters), answers.ask(store, name, filters)
                if name == "demand_tiers":  # by the organisation's own rule, so that to others all are recorded
                    assert {t: there.shape.count(t) for t in (1, 2, 3, None)} == {
                        t: here.shape.count(t) for t in (1, 2, 3, None)
                    }
                else:
                    assert plain(there) == plain(here), name
        place = answers.demand_choices(full)["locality"][-1]
        here, there = (
            answers.ask(of, "failure_demand", {"locality": f"{one}{place}"})
            for of, one in ((full, ""), (store, "One: "))
        )
        assert here.n and plain(here) == plain(there)


def test_organisations_are_added_up_and_stay_apart(three):
    with rolled_up(three) as store:
        whole = answers.ask(store, "failure_demand")
        assert whole.n == 1440 and whole.shape.numerator == 480
        assert [answers.ask(store, "failure_demand", {"locality": f"{one}: North"}).n for one in ("One", "Two")] == [
            600,
            300,
        ]
        assert answers.ask(store, "failure_demand", {"agency": "council"}).n == 900
        rows = store.rows("SELECT count(*) AS n, count(DISTINCT _upload) AS uploads FROM demands", ["demands"])
        assert rows == [{"n": 1440, "uploads": 4}]
        # A household that has another's reference in another organisation is another household.
        assert store.rows("SELECT count(DISTINCT household_ref_key) AS n FROM demands", ["demands"])[0]["n"] == 90


def test_nothing_changes_it(three):
    with rolled_up(three) as store, pytest.raises(StoreError) as refused:
        store.load([demands(1)], "a test")
    assert refused.value.code == "united-stays"


def test_only_what_may_be_told_is_asked():
    assert all(MEASURES[name].shape in RULES and MEASURES[name].of for name in rolled.ANSWERED)


def test_what_is_kept_tells_of_few_nowhere(three, capsys):
    out = three / "out"
    assert main(["roll-up", str(three / "shared"), "--out", str(out)]) == 0
    said = json.loads((out / rolled.ANSWERS).read_text("utf-8"))
    assert [each["organisation"] for each in said["of"]] and not said["partial"]
    assert said["households_known_to_several_are_counted_in_each"]
    assert [each["measure"] for each in said["answers"]] == [*rolled.ANSWERED]
    told = next(each for each in said["answers"] if each["measure"] == "failure_demand")
    for row in told["rows"]:
        assert all(not isinstance(value, int) or value % STEP == 0 for value in row.values())
    assert (out / "failure_demand.csv").read_text("utf-8").startswith("month,")
    assert "Of 3 organisations" in capsys.readouterr().out


def test_a_partial_roll_up_says_so(three, capsys):
    damage(three, "cut")
    words = ["roll-up", str(three / "shared"), "--out", str(three / "out")]
    assert main(words) == 1 and "damaged" in capsys.readouterr().err and not (three / "out").exists()
    assert main([*words, "--partial"]) == 0
    printed = capsys.readouterr()
    assert "partial figures" in printed.out and "damaged" in printed.err
    said = json.loads((three / "out" / rolled.ANSWERS).read_text("utf-8"))
    assert said["partial"] and len(said["lacking"]) == 1 and len(said["of"]) == 2


def test_answers_of_an_earlier_run_are_gone(tmp_path):
    """What was told then may be withheld now."""
    organisation(tmp_path, "One", demands(600))
    out = tmp_path / "made" / "here too"
    assert main(["roll-up", str(tmp_path / "shared"), "--out", str(out)]) == 0
    assert {*out.glob("*.csv")} > {out / "failure_demand.csv"}
    (out / "own.csv").write_text("a person's own", "utf-8")
    few = tmp_path / "few"
    organisation(few, "Two", demands(5))
    assert main(["roll-up", str(few / "shared"), "--out", str(out)]) == 0
    said = json.loads((out / rolled.ANSWERS).read_text("utf-8"))
    told = {f"{each['measure']}.csv" for each in said["answers"] if each["rows"]}
    assert {path.name for path in out.glob("*.csv")} == told | {"own.csv"}


def test_figures_are_written_as_they_are_meant(three):
    assert main(["roll-up", str(three / "shared"), "--out", str(three / "out"), "--every", "quarter"]) == 0
    written = (three / "out" / rolled.ANSWERS).read_text("utf-8")
    assert re.findall(r"\d\.\d+", written) and not re.findall(r"\d\.\d{7,}", written)
    # The day after is counted for whoever has it already, and has come for nobody who reads this.
    assert json.loads(written)["until"] == dt.datetime.now(dt.UTC).date().isoformat()


@pytest.mark.parametrize(
    "words",
    [["--out", "out", "--rule", "10"], ["--out", "out", "--note", "May"], ["--publish", "a.duckdb", "--every", "week"]],
)
def test_a_word_that_would_do_nothing_is_refused(three, words, monkeypatch, capsys):
    monkeypatch.chdir(three)
    assert main(["roll-up", "shared", *words]) == 1
    assert f"{words[2]} is of " in capsys.readouterr().err
    assert not (three / "out").exists() and not (three / "a.duckdb").exists()


disk = test_full.disk


@pytest.mark.parametrize("room", [0, 100_000, 300_000])
def test_a_disk_without_room_is_a_sentence(disk, three, room, capsys):
    words = ["roll-up", str(three / "shared"), "--out", str(disk / "out")]
    test_full.leave(disk, room)
    assert main(words) == 1
    assert "Free some disk space" in capsys.readouterr().err
    assert not [path for path in (disk / "out").glob("*") if path.stat().st_size] and not [*disk.glob(".*")]
    (disk / "filler").unlink()
    assert main(words) == 0


def test_a_place_that_is_none_is_a_sentence(three, capsys):
    (three / "file").write_text("somebody's", "utf-8")
    for out in (three / "file", three / "file" / "within", "/proc/out"):
        assert main(["roll-up", str(three / "shared"), "--out", str(out)]) == 1
        assert "choose another place" in capsys.readouterr().err


def test_what_a_killed_roll_up_leaves_goes_with_the_next(three):
    """Every organisation's rows are in it. That of one which still works stays."""
    program = "import sys\nfrom pathlib import Path\nfrom measures.store.aside import folder_aside\n"
    program += "with folder_aside(Path(sys.argv[1]), '.roll-up-') as folder:\n"
    program += "    (folder / 'united.duckdb').write_text('rows')\n    print(folder, flush=True)\n    sys.stdin.read()"
    words = [sys.executable, "-c", program, str(three)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        left = Path(process.stdout.readline().strip())
        roll_up = ["roll-up", str(three / "shared"), "--out", str(three / "out")]
        assert main(roll_up) == 0 and [*three.glob(".*")] == [left] and (left / "united.duckdb").exists()
        process.kill()
    assert left.exists() and main(roll_up) == 0 and not [*three.glob(".*")]


def test_a_few_people_are_told_of_by_nobody(tmp_path):
    organisation(tmp_path, "One", demands(5))
    organisation(tmp_path, "Two", demands(2))
    assert main(["roll-up", str(tmp_path / "shared"), "--out", str(tmp_path / "out")]) == 0
    said = json.loads((tmp_path / "out" / rolled.ANSWERS).read_text("utf-8"))
    figures = [
        value for each in said["answers"] for row in each["rows"] for name, value in row.items() if name != "tier"
    ]
    assert not any(isinstance(value, int | float) and value for value in figures)


def test_the_command_shares(strange, tmp_path, monkeypatch, capsys):
    words = ["share", str(tmp_path / "shared"), "--organisation", "North", "--store", str(tmp_path / "none.duckdb")]
    assert main(words) == 1 and "no store" in capsys.readouterr().err
    with Store.open(tmp_path / "none.duckdb") as store:
        store.load([demands(60)], "a test")
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "60 demands and 0 households of North" in printed
    made = believed(next((tmp_path / "shared").rglob("version=*")))
    assert replace(made, folder=tmp_path).organisation == "North"
    assert arguments.parse(words).version is None


def test_who_is_erased_is_known_to_have_been_shared(tmp_path, capsys):
    store = ["--store", str(tmp_path / "store.duckdb")]
    with Store.open(tmp_path / "store.duckdb") as opened:
        opened.load([demands(60)], "a test")
    words = ["share", str(tmp_path / "shared"), "--organisation", "One", *store]
    assert main(words) == main([*words[:1], str(tmp_path / "passed on"), *words[2:]]) == 0
    shutil.rmtree(tmp_path / "passed on")
    capsys.readouterr()
    assert main(["erase", "--household", "H1", "--reason", "asked", *store]) == 0
    (made,) = gather([tmp_path / "shared"]).shares
    said = capsys.readouterr().out
    assert f"What was shared at {made.folder} has it still" in said and "passed on/" not in said


# -- The board that is published


def shared(folder, **of):
    """What each organisation shares of so many demands, with a household for every third: as one of the days before."""
    for name, count in of.items():
        path = folder / "stores" / name / "store.duckdb"
        path.parent.mkdir(parents=True, exist_ok=True)
        homes = [{"household_ref": f"H{n}", "tier": str(1 + n % 3)} for n in range(count // 3)]
        with Store.open(path) as store:
            store.load([demands(count, agency="Front desk", locality="North"), incoming("households", homes)], "a test")
            share(store, folder / "shared", name)


TABLES_SHARED = (MEASURES["failure_demand"].title, MEASURES["demand_tiers"].title, "Capacity")


def board(folder, *words):
    """The status of the command that publishes."""
    published = str(folder / "answers.duckdb")
    return main(["roll-up", str(folder / "shared"), "--publish", published, "--who", "AB", *words])


def told(folder):
    """The releases of a store of answers, the latest first."""
    with Store.open(folder / "answers.duckdb") as store:
        assert not any(store.counts().values()), "it has rows of nobody"
        return releases.releases(store)


@pytest.fixture(scope="module")
def as_published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    shared(folder, One=600, Two=300, Three=450)
    assert board(folder, "--note", "May") == 0
    return folder


@pytest.fixture
def published(as_published, tmp_path):
    """A store of answers of three organisations, which this test may change."""
    return shutil.copytree(as_published, tmp_path / "published")


def test_a_board_is_published_of_all_and_of_each(published, capsys):
    (release,) = told(published)
    assert {*release.areas} == {"One", "Two", "Three"} and release.note == "May" and release.is_whole
    assert release.board.of_what.startswith("Of 3 organisations: One, Three and Two. As they shared it until ")
    # Who is known to two of them has a reference of its own in each: nothing says that it is one household.
    assert release.board.of_what.endswith(
        " A household that several of them know is counted in each, with the tier that each gives it."
    )
    assert not any("counted in each" in board.of_what for board in release.areas.values())
    assert release.boards[None].whole == "All organisations"
    for board, demands, homes in ((release.board, "1,350", "450"), (release.areas["Two"], "300", "100")):
        said = [(panel.headline, panel.about) for band in board.bands for panel in band.panels]
        assert sum(about == NOT_SHARED for _, about in said) == 3
        assert [f"n = {demands}." in about for _, about in said if "all months" in about] == [True, True]
        assert [f"n = {homes} households." in about for headline, about in said if "serious help" in headline] == [True]
    assert "Two" in release.areas["Two"].of_what
    for name in (".pptx", ".html", ".pdf"):
        for area in release.boards:
            assert pack.made(pack.pack(release, area=area), name)


def test_of_each_is_together_what_is_of_all(published):
    """So that nothing lies between them which neither tells."""
    gathered = gather([published / "shared"])
    with Store.open(published / "answers.duckdb") as store:

        def engines(of):
            return united(of, published / f"{of.shares[0].organisation}{len(of.shares)}.duckdb")

        exact = boards._Exact(store, [], engines, {1: gathered})
        for name in boards.SHARED:
            every = exact(name, version=1).shape
            alone = [exact(name, version=1, locality=each).shape for each in ("One", "Two", "Three")]
            assert every.n == sum(each.n for each in alone) > 0
            if name != "demand_tiers":
                assert every.numerator == sum(each.numerator for each in alone) > 0


def test_what_few_changed_since_stays_as_it_was_told(published):
    shared(published, One=603)
    assert board(published) == 0
    after, before = told(published)
    assert (after.version, before.version) == (3, 1)

    def shown(release, area):
        return [(panel.headline, panel.about) for band in release.boards[area].bands for panel in band.panels]

    # One demand and one household more of a tier in this one's last month.
    assert [shown(after, area) for area in after.boards] == [shown(before, area) for area in before.boards]
    shared(published, One=660)
    assert board(published) == 0
    latest = told(published)[0]
    assert shown(latest, "One") != shown(before, "One") and shown(latest, "Two") == shown(before, "Two")


def test_it_tells_what_one_store_would_that_has_each_organisation_as_an_area(published, tmp_path):
    """Twice, so that what is held back is the same too: whoever tries to work out the few of the one has the other
    before them."""
    shared(published, One=660, Two=303)
    assert board(published) == 0
    of = ("One", "Two", "Three")
    with Store.open(tmp_path / "one.duckdb") as store:
        for counts in ({"One": 600, "Two": 300, "Three": 450}, {"One": 660, "Two": 303}):
            for name, count in counts.items():
                rows = demands(count, agency="Front desk", locality=name).rows.to_pylist()
                homes = [
                    {"household_ref": f"{name}{n}", "tier": str(1 + n % 3), "locality": name} for n in range(count // 3)
                ]
                rows = [
                    {
                        **row,
                        "demand_ref": f"{name}{row['demand_ref']}",
                        "household_ref": f"{name}{row['household_ref']}",
                    }
                    for row in rows
                ]
                store.load([incoming("demands", rows), incoming("households", homes)], "a test")
            before = releases.latest(store)
            releases.publish(store, releases.draft(store, before=before, areas=of), "AB")
        alike = releases.releases(store)
    for several, one in zip(told(published), alike, strict=True):
        for area in (None, *of):
            tables = [
                # A month after one's record has ended stands in the other's table alone, without a figure.
                [
                    [row for row in dict(band.tables).get(title, ()) if row.get("Share") != "no data"]
                    for band in release.boards[area].bands[:2]
                    for title in TABLES_SHARED
                ]
                for release in (several, one)
            ]
            assert tables[0] == tables[1] and any(tables[0])


def test_who_comes_later_is_in_the_whole_alone(published):
    shared(published, Four=900)
    assert board(published) == 0
    latest = told(published)[0]
    assert {*latest.areas} == {"One", "Two", "Three"} and "4 organisations" in latest.board.of_what


def test_who_leaves_is_named_and_is_on_the_board_again_when_it_is_back(published, capsys):
    (two,) = {each.parents[1] for each in (published / "shared").rglob("*.json") if '"Two"' in each.read_text("utf-8")}
    shutil.move(two, published / "aside")
    assert board(published) == 0
    assert "On the board before, and not among those that shared: Two.\n" in capsys.readouterr().out
    without = told(published)[0]
    assert "2 organisations" in without.board.of_what
    assert without.areas["Two"].of_what.startswith("Of Two, which shared nothing for this board")
    about = {panel.about for band in without.areas["Two"].bands for panel in band.panels}
    assert about == {NOT_SHARED, NOT_THIS_TIME} and not any(band.tables for band in without.areas["Two"].bands)
    assert len(pack.pack(without, area="Two").pages) == 2, "its purpose, and what to ask"
    shutil.move(published / "aside", two)
    shared(published, Two=300)
    assert board(published) == 0 and "not among those" not in capsys.readouterr().out
    back, _, first = told(published)
    assert [band.tables for band in back.areas["Two"].bands] == [band.tables for band in first.areas["Two"].bands]


def test_an_organisation_is_the_same_however_it_is_written(published):
    (published / "stores" / "One").rename(published / "stores" / "oNE")
    shared(published, oNE=660)
    assert board(published) == 0
    latest, first = told(published)
    assert {*latest.areas} == {*first.areas}
    assert any("n = 660." in panel.about for band in latest.areas["One"].bands for panel in band.panels)


def test_a_board_needs_nothing_that_was_shared_for_those_before(published):
    """Such as the rows of somebody who was erased since."""
    shared(published, One=603)
    for later in (published / "shared").glob("*/version=2"):
        shutil.rmtree(later.with_name("version=1"))
    assert board(published) == 0
    after, before = told(published)
    shown = [[band.panels for each in of.boards.values() for band in each.bands] for of in (after, before)]
    assert shown[0] == shown[1]


def test_what_was_counted_is_kept_as_it_was(published):
    with Store.open(published / "answers.duckdb") as store:
        exact = [
            boards._Exact(
                store,
                [],
                lambda of: united(of, published / f"{len(of.shares)}.duckdb"),
                {1: gather([published / "shared"])},
            )
        ]
        exact.append(boards._Exact(store, [], None, {}))
        for name in boards.SHARED:
            for place in (None, "One", "Nobody"):
                for every in {None, "quarter"} & {None, *MEASURES[name].periods}:
                    counted, kept = (each(name, version=1, locality=place, every=every) for each in exact)
                    assert counted == kept and bool(counted.shape.n) == (place != "Nobody")


def test_what_a_board_of_before_was_of_must_be_there(published, capsys):
    """One that kept no counts."""
    with Store.open(published / "answers.duckdb") as store:
        said = store.setting(boards.KEPT)
    with duckdb.connect(published / "answers.duckdb") as db:
        value = json.dumps({**said, "answers": None})
        db.execute("UPDATE settings SET value = $value WHERE name = $name", {"name": boards.KEPT, "value": value})
    away = next((published / "shared").iterdir())
    gone = away.rename(published / "away")
    assert board(published) == 1
    assert "version 1 is not here any more" in capsys.readouterr().err and len(told(published)) == 1
    gone.rename(away)
    assert board(published) == 0


def test_nobody_is_told_by_a_board_that_lacked_an_organisation(published):
    """Its figures of before and after stand beside each other, whatever stood between them."""
    shared(published, One=603)
    latest = max((published / "shared").glob("*/version=2"))
    (damaged,) = latest.glob("demands*.parquet")
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-100])
    assert board(published, "--partial") == 0
    damaged.write_bytes(whole)
    assert board(published) == 0
    after, between, before = told(published)

    def shown(release):
        return [band.tables for each in release.boards.values() for band in each.bands]

    assert shown(after) == shown(before) != shown(between)


def test_a_board_begins_with_two(tmp_path, capsys):
    shared(tmp_path, One=600)
    assert board(tmp_path) == 1 and "two at least" in capsys.readouterr().err
    shared(tmp_path, Two=600)
    assert board(tmp_path) == 0


@pytest.mark.parametrize("what", ["rows", "a board", "a wider rule"])
def test_what_cannot_be_published_leaves_all_as_it_was(three, what, capsys):
    with Store.open(three / "answers.duckdb") as store:
        if what != "a wider rule":
            store.load([demands(60)], "a test")
        if what == "a board":
            releases.publish(store, releases.draft(store), "CD")
            store.withdraw(1, "CD")
        version = store.version()
    if what == "a wider rule":
        assert board(three, "--rule", "10") == 0
        version = 2
    assert board(three, *(["--rule", "5"] if what == "a wider rule" else [])) != 0
    said = capsys.readouterr().err
    assert ("of fewer" if what == "a wider rule" else "that has nothing else") in said
    with Store.open(three / "answers.duckdb") as store:
        assert store.version() == version


def test_a_store_of_boards_publishes_none_of_its_own(published, capsys):
    before = told(published)
    assert main(["publish", "--store", str(published / "answers.duckdb")]) == 1
    assert "roll-up DIR --publish" in capsys.readouterr().err and told(published) == before


def test_a_board_of_a_part_says_so(published):
    whole, *areas = [*told(published)[0].boards.values()]
    assert not any("Partial" in each.of_what for each in (whole, *areas))
    shared(published, Four=300)
    damage(published, "cut", of="Four")
    assert board(published) == 1 and board(published, "--partial") == 0
    for each in told(published)[0].boards.values():
        assert "Partial: 1 share is not in these figures." in each.of_what


def test_a_board_tells_of_few_nowhere(tmp_path):
    shared(tmp_path, One=600, Two=5)
    assert board(tmp_path) == 0
    (release,) = told(tmp_path)
    for area in release.boards.values():
        for band in area.bands:
            rows = [row for _, rows in band.tables for row in rows]
            counts = [
                int(word.replace(",", ""))
                for row in rows
                for word in row.values()
                if isinstance(word, str) and word.isdecimal()
            ]
            assert not [n for n in counts if 0 < n < 8]
    assert not [panel for band in release.areas["Two"].bands for panel in band.panels if panel.chart]
    # What one month of the other is, would be told by the five that the two differ by.
    whole, one = (
        {
            row["Month"]
            for band in board.bands
            for title, rows in band.tables
            if title == "Failure demand"
            for row in rows
        }
        for board in (release.board, release.areas["One"])
    )
    assert whole - one == {"January 2025"} and one


def test_one_small_organisation_takes_nothing_from_the_others(tmp_path, capsys):
    """It is told within the rest, with the next smallest, for the rest alone would be it; by all that is told of
    demands alike."""
    shared(tmp_path, One=600, Two=630, Three=900)
    few = [
        {**row, "received_on": dt.date(2025, 1, 1) + dt.timedelta(6 * n)}
        for n, row in enumerate(demands(30).rows.to_pylist())
    ]
    homes = [{"household_ref": f"H{n}", "tier": str(1 + n % 3)} for n in range(5)]
    organisation(tmp_path, "Small", incoming("demands", few), incoming("households", homes))
    assert board(tmp_path) == 0
    titles = [MEASURES[name].title for name in boards.SHARED]
    within = [f"{title}: told of Small and One within the whole alone" for title in titles]
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(", for")[0] for line in said if "within the whole alone" in line] == within
    (release,) = told(tmp_path)
    for title in TABLES_SHARED:
        rows = {
            area: [row for band in each.bands for about, its in band.tables if about == title for row in its]
            for area, each in release.boards.items()
        }
        there = {area for area, its in rows.items() if its}
        assert there == {None, "Two", "Three"}, title
    shared(tmp_path, Small=900)
    assert board(tmp_path) == 0
    assert told(tmp_path)[0].apart == release.apart, "what was told within the rest stays so"
