"""Who gets in, with a real provider on this machine: by address, by another tab, by what is beside the pages; and
who is put out."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from measures import answers, releases
from measures.releases import Board
from measures.store import Part, Store
from measures.store.names import name_key
from pages.ui.words import plain
from tests.browser.conftest import PATIENCE, ROOT, WINDOW, press, serving, settle, tab

MANAGER, BOARD, STRANGER = "jane@example.org", "board@example.org", "stranger@example.com"
OF_ONE, OF_AN_AREA, LOCALITY, ANOTHER = "amir@example.org", "casey@example.net", "Quillmere", "Saltmarrow"
ROLES = f"""[[manager]]
emails = ["{MANAGER}"]

[[manager]]
emails = ["{OF_ONE}"]
localities = ["{LOCALITY}"]

[[steering_group]]
domains = ["example.org"]

[[steering_group]]
emails = ["{OF_AN_AREA}"]
localities = ["{LOCALITY}"]
"""
WHO = re.compile("_streamlit_user")  # the cookies by which the server knows who asks
SECRETS = """[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "a secret of the tests, which is long enough"
client_id = "measures"
client_secret = "another"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def provider(log: Path) -> Iterator[int]:
    """A provider with five people, and its port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(port)]
    for email in (MANAGER, OF_ONE, BOARD, OF_AN_AREA, STRANGER):
        command += ["--user-claims", json.dumps({"sub": email, "email": email, "email_verified": True})]
    with log.open("w") as written:
        running = subprocess.Popen(command, stdout=written, stderr=written)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/jwks", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(PATIENCE / 1000)


@pytest.fixture(scope="module")
def place(demonstration_file, tmp_path_factory) -> Path:
    """A folder with a store of which the whole's board is published, and that of two localities; the roles and the
    secrets."""
    place = tmp_path_factory.mktemp("signing in")
    shutil.copy(demonstration_file, place / "measures.duckdb")
    with Store.open(place / "measures.duckdb") as store:
        releases.publish(store, releases.draft(store, areas=(LOCALITY, ANOTHER)), MANAGER)
    shutil.copy(place / "measures.duckdb", place / "published.duckdb")  # the other is the app's alone from now on
    return place


@pytest.fixture(scope="module")
def signs_in(place) -> Iterator[str]:
    """The address of the provider."""
    with provider(place / "provider.log") as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def address(place, signs_in) -> Iterator[str]:
    """The address of an app to which people sign in."""
    (place / "secrets.toml").write_text(SECRETS.format(provider=signs_in))
    more = ("--secrets.files", str(place / "secrets.toml"))
    with serving(place / "measures.duckdb", place / "server.log", more=more) as found:
        yield found
    assert "Traceback" not in (place / "server.log").read_text()


@pytest.fixture(autouse=True)
def roles(place) -> Path:
    """The roles file, as it is before each test."""
    (place / "roles.toml").write_text(ROLES)
    return place / "roles.toml"


class People:
    """One tab as each of them sees it, who sign in once for all tests; blank is nobody. A browser compiles all of
    Streamlit again for each that has cookies of its own: here one has those of whoever opens a page, by which the
    server knows them from then on."""

    def __init__(self, page: Page) -> None:
        self.page, self.kept = page, {"": []}

    def __call__(self, email: str, path: str = "/", page: Page | None = None) -> Page:
        """What they see of a page, in a tab of its own where one is given."""
        page = page or self.page
        page.context.clear_cookies(name=WHO)
        page.context.add_cookies(self.kept.get(email, []))
        page.goto(path)
        settle(page)
        if email not in self.kept:
            sign_in(page, email)
            self.kept[email] = [each for each in page.context.cookies() if WHO.match(each["name"])]
            if path != "/":
                page.goto(path)
                settle(page)
        return page

    def cookies(self, email: str) -> str:
        """What their browser sends of who they are."""
        if email not in self.kept:
            self(email)
        return "; ".join(f"{each['name']}={each['value']}" for each in self.kept[email])


@pytest.fixture(scope="module")
def as_(browser, address, signs_in, place) -> Iterator[People]:
    """`as_(email)` gives the page that somebody sees."""
    (place / "roles.toml").write_text(ROLES)
    with tab(browser, address, signs_in) as page:
        yield People(page)


def given(roles: Path, text: str) -> None:
    """Change who may do what in one step: a page that looks while a file is written finds half of it, and then nobody
    has a role, and what they pressed at that moment is not done."""
    beside = roles.with_suffix(".new")
    beside.write_text(text)
    beside.replace(roles)


def sign_in(page: Page, email: str) -> None:
    press(page.get_by_role("button", name="Sign in"))
    page.get_by_role("button", name=email).click()
    page.wait_for_function("() => window.asked > 0")
    settle(page)


def menu(page: Page) -> list[str]:
    return page.get_by_test_id("stSidebarNavLink").all_inner_texts()


def words(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def status(url: str, cookies: str) -> int:
    """Of the answer to a request for a file with these cookies."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookies})) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def rows(full) -> list[str]:
    """Words that only a manager may read: places that have no board, files, households."""
    places = {*answers.choices(full)["locality"]} - {LOCALITY, ANOTHER, "Not recorded"}
    return [*places, *{upload.file_name for upload in full.uploads()}, *answers.asking_households(full)[:5]]


PAGES = [page.stem for page in sorted((ROOT / "pages").glob("*.py"))]


def test_each_has_the_menu_of_their_role(as_):
    page = as_(MANAGER)
    assert len(menu(page)) == len(PAGES)
    expect(page.get_by_role("button", name=f"Working as {plain(MANAGER)}")).to_be_visible()
    page = as_(BOARD)
    assert [name.split()[-1] for name in menu(page)] == ["measures", "Guide"]
    for gone in ("Shown to", "Locality", "As at", "Compare with", "Change this board", "Show it", "Demand tiers"):
        assert gone not in page.inner_text("body").splitlines(), gone
    assert "No count from 1 to 7 is shown" in words(page) and "Exact figures" not in words(page)
    page = as_(STRANGER)
    assert not menu(page) and f"You are signed in as {plain(STRANGER)}, who has no role here" in words(page)
    page = as_("")
    assert not menu(page) and "Sign in to see the measures." in words(page)


def test_an_address_gives_nobody_more(as_):
    """What an address may ask of the board, and another page by its own."""
    asks = "?view=For+a+manager&locality=Quillmere&as_at=1&since=2025-01&case=C1"
    page = as_(BOARD)
    board = words(page)
    for path in ("", "history"):
        page.goto(f"/{path}{asks}")
        settle(page)
        assert words(page).endswith(board), path
        assert path == "" or "not found" in page.inner_text("body"), path


def test_a_role_that_is_taken_away_is_gone_from_a_page_that_is_open(as_, roles):
    manager, board = as_.cookies(MANAGER), as_.cookies(BOARD)
    page = as_(MANAGER, "/demand_tiers")
    with page.expect_download() as download:
        page.get_by_test_id("stPopoverButton").filter(has_text="Take away").first.click()
        page.get_by_role("button", name="Chart and numbers (Excel)").click()
    file = download.value.url
    assert (status(file, manager), status(file, board)) == (200, 403)
    other = as_(BOARD, page=page.context.new_page())
    given(roles, ROLES.replace(MANAGER, "another@elsewhere.org"))  # of the steering group by their domain
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(2)  # of itself
    assert status(file, manager) in (403, 404)
    given(roles, ROLES.replace("example.org", "elsewhere.org"))
    press(other.get_by_role("link", name="Guide"))
    expect(other.get_by_text("who has no role here")).to_be_visible()
    assert not menu(other)
    given(roles, "[manager]\nemails = jane")
    page.bring_to_front()
    page.get_by_role("link", name="Guide").click()
    expect(page.get_by_text("Nobody can be let in: roles.toml: it is not written as TOML")).to_be_visible()
    assert not menu(page)
    given(roles, ROLES)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(PAGES))  # of itself
    other.close()


def test_a_template_is_for_everybody_who_has_a_role(as_):
    page = as_(BOARD, "/guide")
    page.get_by_text("Households: each row is").click()
    with page.expect_download() as download:
        press(page.get_by_role("button", name="Template: households"))
    assert [status(download.value.url, as_.cookies(email)) for email in (BOARD, STRANGER)] == [200, 403]


def test_who_signs_out_has_signed_out_in_every_tab(as_):
    page = as_(MANAGER)
    kept = page.context.cookies()
    other = page.context.new_page()
    other.goto("/history")
    settle(other)
    assert len(menu(other)) == len(PAGES)
    page.bring_to_front()
    press(page.get_by_role("button", name=f"Working as {plain(MANAGER)}"))
    press(page.get_by_role("button", name="Sign out"))
    other.bring_to_front()
    expect(other.get_by_text("You have signed out.")).to_be_visible()
    other.close()
    page.goto("about:blank")
    page.context.add_cookies(kept)  # a browser that has what it had
    page.goto("/history")
    settle(page)
    assert "You have signed out." in words(page) and not menu(page)
    del as_.kept[MANAGER]
    assert len(menu(as_(MANAGER))) == len(PAGES)


def test_a_steering_group_is_told_what_is_published_as_a_story(as_):
    page = as_(BOARD)
    press(page.get_by_role("button", name="Show as a story"))
    expect(page).to_have_url(re.compile("told=yes"))
    story = page.frame_locator(".st-key-told iframe")
    where, shown = story.locator("#turn output"), story.locator("section:not([hidden])")
    expect(where).to_have_text("1 of 10")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Help me live a good life or die a good death")
    for key, at in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", 10), ("ArrowRight", 10), ("Home", 1)):
        page.keyboard.press(key)
        expect(where).to_have_text(f"{at} of 10")
    notes = shown.get_by_role("complementary", name="Notes")
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_contain_text("No count from 1 to 7 is shown")
    for width, height in ((1440, 900), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator(".st-key-told iframe").bounding_box()
        assert box and (box["width"], box["height"]) == (width, height)
    page.set_viewport_size(WINDOW)
    press(page.get_by_role("button", name="Close"))
    expect(page.locator(".st-key-told")).to_have_count(0)
    assert "told" not in page.url
    assert "who has no role here" in as_(STRANGER, "/?told=yes").inner_text("body")


def test_a_steering_group_takes_away_what_it_reads_and_no_other_has_it(as_):
    kept = {email: as_.cookies(email) for email in (MANAGER, BOARD, OF_AN_AREA, STRANGER, "")}
    for email, may in ((BOARD, [200, 200, 403, 403, 403]), (OF_AN_AREA, [200, 403, 200, 403, 403])):
        page = as_(email, f"/?area={ANOTHER}")
        page.get_by_test_id("stPopoverButton").filter(has_text="Take away").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="A page that opens by itself (HTML)").click()
        assert [status(download.value.url, cookies) for cookies in kept.values()] == may, email
        told = download.value.path().read_text()
        assert (ANOTHER in told, LOCALITY in told) == ((email == BOARD, email == OF_AN_AREA))


class Session:
    """A session without a browser: whatever is asked of the server, and all that it answers."""

    def __init__(self, address: str, cookies: str = "", called: str = "", **more: str) -> None:
        """`called` is the address that a browser has of the server, where that is another: as a proxy says it."""
        called = called or address
        host, at = called.removeprefix("http://"), urllib.parse.urlsplit(address)
        first = urllib.request.Request(f"{address}/_stcore/health", headers={"Host": host})
        with urllib.request.urlopen(first) as answer:
            self.token = answer.headers["Set-Cookie"].partition("_streamlit_xsrf=")[2].partition(";")[0]
        self.headers = {"Cookie": f"_streamlit_xsrf={self.token}; {cookies}", "X-Xsrftoken": self.token} | more
        self.headers |= {"Host": host}
        self.address, self.id = address, ""
        self.opened = connect(
            f"ws://{host}/_stcore/stream",
            sock=socket.create_connection((at.hostname or "", at.port or 80)),
            origin=Origin(called),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self.token)],
            additional_headers={"Cookie": self.headers["Cookie"], **more},
            max_size=None,
        )

    def __enter__(self) -> Session:
        self.socket = self.opened.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self.opened.__exit__(*why)

    def ask(self, **state: object) -> str:
        """All that comes of a run, in whatever letters: the page by its name or its hash, the address, the controls."""
        self.socket.send(BackMsg(rerun_script=ClientState(**state)).SerializeToString())
        found = b""
        while True:
            message = ForwardMsg()
            message.ParseFromString(content := self.socket.recv(timeout=30))
            found += content
            self.id = message.new_session.initialize.session_id or self.id
            if message.WhichOneof("type") == "script_finished":
                return found.decode("utf-8", "replace")

    def put(self) -> int:
        """The status of the answer to a file that is sent."""
        body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\na\r\n--x--\r\n'
        headers = self.headers | {"Content-Type": "multipart/form-data; boundary=x"}
        address = f"{self.address}/_stcore/upload_file/{self.id}/1"
        try:
            with urllib.request.urlopen(urllib.request.Request(address, body, headers, method="PUT")) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


def test_a_session_without_a_browser_gets_no_more(as_, address, rows):
    """The socket answers to anybody, because there one signs in: each page is asked for by its address and by its
    name within."""
    kept = {email: as_.cookies(email) for email in (MANAGER, BOARD, STRANGER)}
    kept["forged"] = re.sub("(?<=_streamlit_user=)([^;]+).{6}(?=;|$)", r"\1AAAAAA", kept[MANAGER])
    for email, says in (
        (BOARD, "No count from 1 to 7 is shown"),
        (STRANGER, "who has no role here"),
        ("", "Sign in to see the measures"),
        ("forged", "Sign in to see the measures"),
    ):
        with Session(address, kept.get(email, "")) as session:
            for name in PAGES:
                for asked in ({"page_name": name}, {"page_script_hash": calc_hash(name)}):
                    told = session.ask(query_string="view=For+a+manager&locality=Quillmere", **asked)
                    assert not [word for word in rows if word in told], (email, name)
                    assert says in told or (email, name) == (BOARD, "guide"), (email, name)
            assert session.put() == 403
    with Session(address, kept[MANAGER]) as session:
        assert any(word in session.ask(page_name="history") for word in rows)
        session.ask(page_name="upload")
        assert session.put() == 204


def words_of(store: Store) -> set[str]:
    """Streets, households, cases and what people said, of a store."""
    sheets = {
        "households": ("street", "household_ref"),
        "cases": ("title", "case_ref"),
        "demands": ("verbatim", "street"),
    }
    return {
        row["word"]
        for kind, columns in sheets.items()
        for column in columns
        for row in store.rows(f"SELECT DISTINCT {column} AS word FROM {kind} WHERE length({column}) > 5", [kind])
    }


def test_a_manager_of_one_locality_gets_nothing_of_another(as_, address, full, roles):
    part = Part(full, [name_key(LOCALITY)])
    places = {place for place in answers.choices(full)["locality"] if place != "Not recorded"} - {LOCALITY, ANOTHER}
    others = places | {upload.file_name for upload in full.uploads()} | (words_of(full) - words_of(part))
    assert len(others) > 100 and words_of(part)
    seen = f"You see {LOCALITY} only"
    with Session(address, as_.cookies(OF_ONE)) as session:
        for name in PAGES:
            for asked in ({"page_name": name}, {"page_script_hash": calc_hash(name)}):
                told = session.ask(
                    query_string=f"view=For+a+steering+group&locality={ANOTHER}&as_at=1&area={ANOTHER}", **asked
                )
                assert seen in told and not [word for word in others if word in told], name
        assert session.put() == 403
    kept = {email: as_.cookies(email) for email in (MANAGER, OF_ONE, BOARD)}
    for email, may in ((MANAGER, [200, 403, 403]), (OF_ONE, [200, 200, 403])):
        page = as_(email, "/demand_tiers")
        with page.expect_download() as download:
            page.get_by_test_id("stPopoverButton").filter(has_text="Take away").first.click()
            page.get_by_role("button", name="Numbers (CSV)").click()
        assert [status(download.value.url, cookies) for cookies in kept.values()] == may, email
    page = as_(OF_ONE, "/history")
    assert len(menu(page)) == len(PAGES) - 3 and "not found" in page.inner_text("body")
    page = as_(OF_ONE)
    given(roles, ROLES.replace(LOCALITY, ANOTHER))
    press(page.get_by_role("link", name="Results").first)
    expect(page.get_by_text(f"You see {ANOTHER} only")).to_be_visible()
    assert LOCALITY not in words(page) and status(download.value.url, kept[OF_ONE]) in (403, 404)


def told_of(board: Board) -> set[str]:
    """The sentences of a board that have a figure."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list | tuple):
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts(each)

    return {text for text in texts(board.as_value()) if len(text) > 20 and any(letter.isdigit() for letter in text)}


def test_a_steering_group_of_one_locality_reads_its_board_alone(as_, address, place, full, roles, tmp_path):
    shutil.copy(place / "published.duckdb", tmp_path / "read.duckdb")
    with Store.open(tmp_path / "read.duckdb") as store:
        release = releases.latest(store)
    assert release
    own = told_of(release.areas[LOCALITY])
    others = told_of(release.board) | told_of(release.areas[ANOTHER])
    others = {text for text in others if not any(text in each for each in own)}
    assert len(own) > 20 and len(others) > 50

    def heard(told: str) -> set[str]:
        return {text for text in others if text in told or plain(text) in told}

    for email, hears in ((BOARD, True), (OF_AN_AREA, False)):
        with Session(address, as_.cookies(email)) as session:
            query = f"view=For+a+manager&release=1&area={ANOTHER}"
            for name in PAGES:
                for asked in ({"page_name": name}, {"page_script_hash": calc_hash(name)}):
                    told = session.ask(query_string=query, **asked)
                    assert bool(heard(told)) == (hears and name != "guide"), (email, name)
            assert bool(heard(session.ask(query_string=f"{query}&told=yes", page_name="common_measures"))) == hears
            assert session.put() == 403
    page = as_(OF_AN_AREA)
    assert [name.split()[-1] for name in menu(page)] == ["measures", "Guide"]
    assert f"{LOCALITY}, all months" in words(page) and not heard(words(page)) and ANOTHER not in page.content()
    press(page.get_by_role("button", name="Show as a story"))
    story = page.frame_locator(".st-key-told iframe")
    expect(story.locator("section:not([hidden])").get_by_role("heading", level=1)).to_be_visible()
    whole = story.locator("html").inner_html()
    assert LOCALITY in whole and ANOTHER not in whole and not heard(whole)
    press(page.get_by_role("button", name="Close"))
    expect(page.locator(".st-key-told")).to_have_count(0)
    given(roles, ROLES.replace(LOCALITY, ANOTHER))
    press(page.get_by_role("link", name="Guide"))
    press(page.get_by_role("link", name="Common measures"))
    expect(page.get_by_text(f"{ANOTHER}, all months").first).to_be_visible()
    assert LOCALITY not in page.content()


@pytest.mark.parametrize(
    "path", ["metrics", "agent/openapi.json", "agent/interact", "script-health-check", "upload_file/a/b"]
)
def test_what_the_app_does_not_offer_is_closed(address, path):
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{address}/_stcore/{path}")


def test_where_nobody_signs_in_the_app_is_for_this_machine_alone(empty_address, tmp_path):
    with Session(empty_address) as session:
        told = session.ask(page_name="upload")
        assert "On this machine only: nobody signs in" in told and session.put() == 204
    with Session(empty_address, **{"X-Forwarded-For": "192.168.1.7"}) as session:
        assert "another server sends requests on to it" in session.ask(page_name="upload") and session.put() == 403
    more = ("--server.address", "0.0.0.0")
    with serving(tmp_path / "x.duckdb", tmp_path / "log", more=more) as address, Session(address) as session:
        assert "it listens on 0.0.0.0" in session.ask(page_name="upload") and session.put() == 403


def test_who_signs_in_at_a_reader_is_known_to_the_process_that_changes_and_signs_out_of_both(
    browser, signs_in, demonstration_file, tmp_path, monkeypatch
):
    """As behind one address, which is that of the reader here."""
    store = shutil.copy(demonstration_file, tmp_path / "measures.duckdb")
    with Store.open(store) as opened:
        releases.publish(opened, releases.draft(opened), MANAGER)
    (tmp_path / "roles.toml").write_text(ROLES)
    said = SECRETS.format(provider=signs_in)
    logs = [tmp_path / f"{role}.log" for role in ("read", "write")]

    def more(role: str, address: str = "http://localhost:{port}") -> tuple[str, str]:
        secrets = tmp_path / f"{role}.toml"
        secrets.write_text(said.replace("http://localhost:{port}", address))
        return "--secrets.files", str(secrets)

    monkeypatch.setenv("MEASURES_SNAPSHOTS", "read")
    with serving(store, logs[0], more=more("read")) as reads:
        monkeypatch.setenv("MEASURES_SNAPSHOTS", "write")
        with serving(store, logs[1], more=more("write", reads)) as changes, tab(browser, reads, signs_in) as page:
            for _ in range(PATIENCE // 100):
                if status(f"{reads}/ready", "") == 200:
                    break
                time.sleep(0.1)
            at = People(page)
            as_board = at(BOARD)
            assert [name.split()[-1] for name in menu(as_board)] == ["measures", "Guide"]
            page = at(MANAGER)
            only_read = [*menu(page)]
            assert len(only_read) == len(PAGES) - 2 and not {"Upload", "Classify"} & {*only_read}
            kept = at.cookies(MANAGER)
            with Session(changes, kept, reads) as session:
                assert "Upload" in session.ask() and session.put() == 204
            with Session(reads, kept) as session:
                session.ask()
                assert session.put() == 403
            press(page.get_by_role("button", name=f"Working as {plain(MANAGER)}"))
            press(page.get_by_role("button", name="Sign out"))
            expect(page.get_by_role("heading", name="End Session")).to_be_visible()  # the provider's own
            for address in (changes, reads):
                with Session(address, kept, reads) as session:
                    assert "You have signed out." in session.ask() and session.put() == 403
    assert not [log.name for log in logs if "Traceback" in log.read_text()]
