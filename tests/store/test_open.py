"""Opening a store: what stands in the way is a sentence that names the place, and nothing is harmed."""

import os
import subprocess
import sys
import threading

import duckdb
import pytest

from measures.problems import StoreError
from measures.store import Store
from measures.store.failures import why_not_open
from measures.store.scratch import scratch
from measures.store.tables import FORMAT
from tests.worlds import ROOT, count, households, incoming


def refusal(path) -> str:
    with pytest.raises(StoreError) as refused:
        Store.open(path)
    words = str(refused.value)
    assert str(path) in words and words.endswith(".") and "\n" not in words
    return words


def test_a_store_is_made_with_its_folders_and_opens_again(tmp_path):
    path = tmp_path / "a" / "b" / "store.duckdb"
    with Store.open(path) as store:
        assert store.version() == 0 and set(store.counts().values()) == {0} and store.uploads() == []
        store.load([households(2)], "x")
    with Store.open(str(path)) as store:
        assert count(store, "households") == 2


def test_a_second_process_is_told_who_holds_the_store(held):
    assert "Another program is using the store" in refusal(held)


def test_a_store_of_a_newer_format_is_left_alone(tmp_path):
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with duckdb.connect(str(path)) as db:
        db.execute(f"UPDATE format SET format = {FORMAT + 1}")
    before = path.read_bytes()
    assert "newer version" in refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"Household ref,Street\nA,Larkspur Road\n", b"PK\x03\x04" + bytes(9000), os.urandom(50_000)]
)
def test_a_file_that_is_no_store_is_left_alone(tmp_path, content):
    path = tmp_path / "notes.csv"
    path.write_bytes(content)
    assert "is not a measures store" in refusal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "makes",
    [
        "CREATE TABLE notes (words VARCHAR)",
        "CREATE TABLE format (words VARCHAR)",
        "CREATE TABLE format (format INTEGER)",
        "CREATE SCHEMA data; CREATE TABLE data.notes (words VARCHAR)",
    ],
)
def test_somebody_elses_database_is_left_alone(tmp_path, makes):
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(makes)
    assert "is not a measures store" in refusal(path)
    with duckdb.connect(str(path)) as db:
        assert len(db.execute("SELECT * FROM information_schema.tables").fetchall()) == 1


def test_a_damaged_store_is_a_sentence(tmp_path):
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        store.load([households(5000)], "x")
    content = path.read_bytes()
    for start, end in ((0, 4096), (4096, 12288), (8, len(content)), (12288, 20000)):
        path.write_bytes(content[:start] + bytes(end - start) + content[end:])
        assert "is damaged" in refusal(path)


@pytest.mark.parametrize(
    "words, holder",
    [
        (
            'IO Error: Could not set lock on file "/home/x/m.duckdb": Conflicting lock is held in '
            "/opt/py/bin/python3.11 (PID 33) by user x. See also https://duckdb.org/docs/stable/connect/concurrency",
            "python3.11, process 33",
        ),
        (
            'IO Error: Cannot open file "C:\\x\\m.duckdb": The process cannot access the file because it is being '
            "used by another process.\n\n\nFile is already open in \nC:\\Program Files (x86)\\Python\\python.exe (PID "
            "4321)",
            "python.exe, process 4321",
        ),
        (
            'IO Error: Cannot open file "C:\\x\\m.duckdb": 另一个程序正在使用此文件，进程无法访问。\n\n\nFile is already open in \n'
            "D:\\Python\\python.exe (PID 35)",
            "python.exe, process 35",
        ),
        ("IO Error: Cannot open file: the file is being used by another process.", "another program"),
    ],
)
def test_who_has_the_store_is_told_on_every_system_in_every_language(tmp_path, words, holder):
    said = str(why_not_open(tmp_path / "m.duckdb", duckdb.IOException(words)))
    assert said.startswith("Another program is using the store") and f": {holder}. Only one can" in said


def test_a_folder_is_not_a_place_for_a_store(tmp_path):
    assert "cannot be kept" in refusal(tmp_path)


@pytest.mark.parametrize(
    "place", ["file.txt/store.duckdb", "/proc/store.duckdb", "/proc/none/store.duckdb", "/dev/full/s"]
)
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path, place):
    (tmp_path / "file.txt").write_text("words")
    assert "cannot be kept" in refusal(tmp_path / place)


def test_a_store_that_may_only_be_read_is_a_sentence(tmp_path):
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    path.chmod(0o444)
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    script = (
        "import os, sys\nfrom measures.store import Store, StoreError\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: Store.open(sys.argv[1])\nexcept StoreError as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert "cannot be kept" in said.stdout and said.stderr == ""


# What does not fit is refused on different roads: a large load at the checkpoint, a small one at the log.
FILL_THE_DISK = """
import resource, signal, sys
from measures.store import Store, StoreError
from tests.worlds import households
with Store.open(sys.argv[1]) as store:
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for size, room in ((60_000, 200_000), (60_000, 700_000), (700, 500_000), (700, 900_000)):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
        try:
            for i in range(100):
                before = store.version(), store.counts()["households"]
                store.load([households(size, f"{room} {i}")], "x")
        except StoreError as error:
            print(before == (store.version(), store.counts()["households"]), error)
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    print(store.version())
    store.load([households(800, "Elsewhere")], "x")
"""


@pytest.mark.long
def test_a_full_disk_is_a_sentence_and_the_store_goes_on(tmp_path):
    path = str(tmp_path / "s.duckdb")
    done = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, path], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == "" and done.returncode == 0
    *refusals, version = done.stdout.splitlines()
    assert len(refusals) == 4 and all("True The store could not be written" in words for words in refusals)
    with Store.open(path) as store:
        assert (store.version(), count(store, "households")) == (int(version) + 1, 800)


def test_a_query_can_reach_no_file_no_network_and_no_setting(store, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    secret = str(tmp_path / "secret.csv").replace("'", "")
    stranger = "no variable of the program is a table"  # noqa: F841
    for query in (
        f"SELECT * FROM '{secret}'",
        f"SELECT * FROM read_csv('{secret}')",
        f"SELECT * FROM read_text('{secret}')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "SELECT * FROM stranger",
    ):
        with pytest.raises((duckdb.Error, StoreError)):
            store.ask(query)
    with scratch() as db:
        for connection in (db, store._root):
            for statement in (
                f"COPY (SELECT 1) TO '{secret}.out'",
                f"ATTACH '{secret}.duckdb'",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "INSTALL httpfs",
                "LOAD excel",
            ):
                with pytest.raises(duckdb.Error):
                    connection.execute(statement)
    assert [p.name for p in tmp_path.glob("secret*")] == ["secret.csv"]


def test_two_openings_in_one_process_share_one_line_of_versions(tmp_path):
    """Streamlit may open the store again after its cache was cleared, while an old session still writes."""
    path = tmp_path / "s.duckdb"
    with Store.open(path) as first, Store.open(tmp_path / "." / "s.duckdb") as second:
        failed = []

        def load(store, start):
            try:
                for i in range(8):
                    store.load([households(3, start=start + 3 * i)], "x")
            except Exception as error:  # a thread's exception is nobody's otherwise
                failed.append(error)

        threads = [threading.Thread(target=load, args=each) for each in ((first, 0), (second, 1000))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed, failed
        assert [v["version"] for v in first.versions()] == list(range(16, -1, -1))
        assert [u.upload for u in second.uploads()] == list(range(16, 0, -1))


def test_a_store_made_before_a_column_was_there_gets_it(tmp_path):
    """A sample of 250+ could not be told from 250 at first. What was loaded then is the same row when it is loaded
    again."""
    figures = [{"measure": "Referrals", "after": 10.9, "sample_size": 250}]
    with Store.open(tmp_path / "old.duckdb") as store:
        store.load([incoming("results", figures)], "a test")
    with duckdb.connect(str(tmp_path / "old.duckdb")) as db:
        db.execute("ALTER TABLE data.results DROP COLUMN sample_size_or_more")
    with Store.open(tmp_path / "old.duckdb") as store:
        (loaded,) = store.load([incoming("results", [*figures, {**figures[0], "after": 9}])], "a test")
        assert (loaded.new, loaded.already_there) == (1, 1)
        assert store.rows("SELECT sample_size_or_more FROM results", ["results"]) == [{"sample_size_or_more": None}] * 2


def test_the_store_has_a_memory_of_its_own_from_the_machine(tmp_path):
    def limit(db) -> float:
        number, unit = db.execute("SELECT current_setting('memory_limit')").fetchall()[0][0].split()
        return float(number) * {"MiB": 2**20, "GiB": 2**30, "TiB": 2**40}[unit]

    with duckdb.connect() as usual:
        machine = limit(usual) / 0.8  # what DuckDB takes by itself, of the container where there is one
    with Store.open(tmp_path / "s.duckdb") as store, scratch() as checks:
        assert 0.45 < limit(store._root) / machine < 0.55 and limit(checks) < 2**30
