"""The papers say what is so: of the store, of who gets in, of the columns; and the samples for a server fit the
program."""

import datetime as dt
import re
import tomllib

from measures.access import Roles
from measures.papers import STATEMENT, WaysIn, as_page, dictionary, facts
from measures.schema import Column
from measures.sheets import SHEETS
from measures.store import Store, snapshots, spare
from measures.workbook.limits import MB, Limits
from tests.pages.test_board_is_its_pages import open_page
from tests.pages.test_pages import place, words  # noqa: F401  (fixture)
from tests.worlds import ROOT, households, load

HERE = WaysIn("localhost", ("localhost",))
SECRET = "Nobody rang Ann Smith back"
DEPLOY = ROOT / "deploy"


def all_of(parts):
    return {question: answer for answers in parts.values() for question, answer in answers.items()}


def test_the_facts_are_those_of_the_store(tmp_path):
    path = tmp_path / "store.duckdb"
    with Store.open(path) as store:
        assert all_of(facts(store, HERE))["What counts now?"] == "Nothing."
        store.load([households(12)], "Ann Smith")
        cases = [{"Case ref": f"C{n}", "Consent to show": "Y" if n < 2 else None} for n in range(5)]
        load(
            store, {"cases": cases, "demands": [{"Received on": dt.date(2026, 1, 5), "What the person asked": SECRET}]}
        )
        found = all_of(facts(store, HERE))
    assert found["What counts now?"] == "12 rows of households, 1 row of demands and 5 rows of cases."
    assert found["Of how many cases is consent to be shown recorded?"].startswith("Of 2 of 5 cases.")
    assert found["Earlier versions?"].startswith("3 versions of the data since")
    assert found["How many are there?"] == "None yet." and str(path) in found["In which file?"]
    assert found["Who may read the file?"].startswith("Its owner alone")
    assert all(found.values()) and not [
        a for a in found.values() if SECRET in a or "Ann Smith" in a or "test.xlsx" in a
    ]


def test_which_backups_come_by_themselves_is_said(tmp_path, monkeypatch):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.load([households(12)], "AB")
        assert "None by itself yet; the app makes one a day" in all_of(facts(store, HERE))["Which backups are there?"]
        spare.make(store.path)
        said = all_of(facts(store, HERE))["Which backups are there?"]
        assert said.startswith(f"1 backup in {spare.folder_of(store.path)}, ") and "keeps 7." in said
        monkeypatch.setenv("MEASURES_BACKUPS", "0")
        assert "no more are made by themselves" in all_of(facts(store, HERE))["Which backups are there?"]


def test_that_there_are_copies_for_other_processes_is_said(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.load([households(12)], "AB")
        assert all_of(facts(store, HERE))["Are there copies for reading?"].startswith("None")
        snapshots.begin(store.path)
        said = all_of(facts(store, HERE))["Are there copies for reading?"]
        assert str(snapshots.folder_of(store.path)) in said and "anew without them" in said


def test_who_may_read_the_file_is_looked_at(tmp_path):
    with Store.open(tmp_path / "store.duckdb") as store:
        store.path.chmod(0o644)
        assert all_of(facts(store, HERE))["Who may read the file?"].startswith("More than its owner")


def test_who_gets_in_is_said_as_the_app_was_started(tmp_path):
    (tmp_path / "roles.toml").write_text(
        '[manager]\nemails = ["a@b.org", "c@b.org"]\n[steering_group]\ndomains = ["b.org"]\ngroups = ["g"]\n'
    )
    roles = Roles.read(tmp_path / "roles.toml")
    assert "Nobody signs in" in HERE.sentences()["Who gets in?"]
    said = WaysIn("", ("m.org", "localhost"), ("entra",), roles).sentences()
    assert said["Where does it listen?"] == "On every address of this machine, by the names m.org and localhost."
    assert said["Who is a manager?"] == "Whoever has one of 2 e-mail addresses."
    assert said["Who is of the steering group?"] == "Whoever has one of 1 group or 1 domain."
    assert "a@b.org" not in str(said), "who they are stands in the file"
    (tmp_path / "roles.toml").write_text(
        '[[manager]]\nemails = ["a@b.org"]\n[[manager]]\nemails = ["d@b.org"]\nlocalities = ["South", "North"]\n'
    )
    some = WaysIn("", (), ("entra",), Roles.read(tmp_path / "roles.toml")).sentences()
    assert some["Who is a manager?"] == "Whoever has one of 1 e-mail address."
    assert "Whoever has one of 1 e-mail address: North and South." in some.values()
    wrong = WaysIn(
        "localhost", ("localhost",), ("entra",), None, "Nobody can be let in: roles.toml, line 2."
    ).sentences()
    assert wrong["Who has a role?"] == "Nobody at present. Nobody can be let in: roles.toml, line 2."


def test_the_dictionary_has_every_column_once():
    rows = dictionary()
    declared = [f"{sheet.kind}.{column.name}" for sheet in SHEETS.values() for column in sheet.columns]
    assert [row["In the store"] for row in rows if row["In the store"] != "flags.flag"] == declared
    words = {row["In the store"] for row in rows if row["May hold people's own words"]}
    assert {"demands.verbatim", "cases.what_matters", "cases.note"} <= words and "demands.received_on" not in words
    assert all(isinstance(column, Column) for sheet in SHEETS.values() for column in sheet.columns)


def test_the_page_for_a_word_processor_has_all_of_it_and_nothing_alive():
    page = as_page("T", "about", {"H": {"Q <b>": "A & <script>x</script>"}}, {"D": [{"Heading": "<i>"}]})
    assert (
        "A &amp; &lt;script&gt;x&lt;/script&gt;" in page
        and "<script" not in page
        and "<th scope=col>Heading</th>" in page
    )
    assert as_page("T", "about", {"S": STATEMENT}).count("<th scope=row>") == len(STATEMENT)


def test_licences_are_those_of_what_is_locked():
    locked = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.M)
    listed = [(name, version) for name, version, _ in rows if name not in ("Package", "---")]
    assert listed == locked, "run python docs/licences.py"
    assert "not said" not in {licence for *_, licence in rows}


# -- The samples for a server


def test_the_proxy_lets_through_what_the_app_takes():
    sample = (DEPLOY / "nginx.conf").read_text("utf-8")
    allowed = int(re.search(r"client_max_body_size (\d+)m;", sample)[1])
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert Limits().file_size / MB == config["server"]["maxUploadSize"] < allowed
    told = dict(re.findall(r"proxy_set_header (\S+) +(\S+);", sample))
    assert {"Host": "$host", "X-Forwarded-Proto": "$scheme"}.items() <= told.items() and "Upgrade" in told


def test_all_samples_start_the_app_in_one_way():
    unit, container, proxy = (
        (DEPLOY / name).read_text("utf-8") for name in ("measures.service", "Containerfile", "nginx.conf")
    )
    assert "server 127.0.0.1:8501;" in proxy
    for sample, address in ((unit, "127.0.0.1"), (proxy, "127.0.0.1")):
        assert f"measures run --server.address {address} --server.port 8501 --server.headless true" in sample
    assert '"measures", "run", "--server.address", "0.0.0.0", "--server.port", "8501"' in container
    assert re.search(r"^USER measures$", container, re.M) and container.index("USER measures") < container.index(
        "ENTRYPOINT"
    )
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert "dockerfile: deploy/Containerfile" in compose and "./nginx.conf:/etc/nginx/measures.conf" in compose
    assert "network_mode" not in compose and compose.index("ports:") > compose.index("proxy:"), (
        "the app is the proxy's alone"
    )
    assert "server.corsAllowedOrigins=https://measures.example.org" in compose, "the proxy is on another machine"
    assert "proxy_pass http://measures;" in compose and "proxy_pass http://measures;" in proxy
    for sample in (unit, proxy, compose):
        assert "--server.allowedHosts" in sample and "measures.example.org" in sample
    assert "localhost:8501/ready" in container and "/etc/ssl/measures/fullchain.pem" in proxy
    assert "DynamicUser=yes" in unit and "UMask=0077" in unit and "--require-hashes" in container


def test_the_guide_tells_a_manager_what_is_so_here(place):  # noqa: F811
    with Store.open(place) as store:
        store.load([households(12)], "AB")
    app = open_page("guide", part="Data protection")
    said = words(app)
    assert "What counts now?" in said and "12 rows of households" in said and "Nobody signs in" in said
    assert [button.proto.label for button in app.get("download_button")][-1] == "Data dictionary"
