"""Who has which role: the roles file, its mistakes, and whether anybody may be let in."""

import inspect
import os
import sys
import time

import pytest
from streamlit import config
from streamlit.runtime.secrets import Secrets

from measures.access import NoRightError, Person, Right, Roles, RolesError, nobody, signed_out, why_closed
from measures.access.roles import HOURS
from measures.disclosure import MANAGER, STEERING_GROUP
from pages.ui import access, cache
from tests.pages.test_pages import place  # noqa: F401  (fixture)

FILE = """
[manager]
emails = ["Jane@Example.org"]
domains = ["managers.example.org"]
groups = ["g-managers"]

[steering_group]
emails = ["sam@managers.example.org"]
domains = ["example.org"]
groups = ["g-board"]
"""
HERE = {"address": "localhost", "hosts": ["localhost"], "headers": {}, "trusted": False, "unread": "", "guarded": True}
ENTRA = {"server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"}
OWN = {"server_metadata_url": "https://login.microsoftonline.com/1b2c/v2.0/.well-known/openid-configuration"}


@pytest.fixture
def roles(tmp_path):
    """What a roles file says: `roles(text)`; without a text, the one above."""

    def read(text: str | bytes = FILE) -> Roles:
        path = tmp_path / "roles.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Roles.read(path)

    return read


def claims(email="", **more):
    return {"iat": time.time(), "sub": "1", **({"email": email} if email else {}), **more}


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (claims("jane@example.org"), MANAGER),  # closer than the domain
        (claims("JANE@EXAMPLE.ORG", groups=["g-board"]), MANAGER),
        (claims("sam@managers.example.org", groups=["g-managers"]), STEERING_GROUP),
        (claims("ann@managers.example.org"), MANAGER),
        (claims("ann@managers.example.org", groups=["g-board"]), STEERING_GROUP),
        (claims("ann@example.org", groups="g-managers"), MANAGER),
        (claims(groups=["g-managers", "g-board"]), STEERING_GROUP),  # the one that may do less
        (claims("ann@example.org", email_verified=True), STEERING_GROUP),
        (claims("ann@example.org", email_verified=False), None),
        (claims("jane@example.org", email_verified="no"), None),
        (claims("jane@example.org", email_verified=False, groups=["g-board"]), STEERING_GROUP),
        (claims("ann@sub.example.org"), None),
        (claims("ann@notexample.org"), None),
        (claims("example.org"), None),
        (claims("@example.org"), None),
        (claims("jane@example.org@elsewhere.com"), None),
        (
            claims(preferred_username="jane@example.org", name="jane@example.org"),
            None,
        ),  # what people may call themselves
        (claims(groups=["G-Managers", 7, None]), None),
        (claims(roles=["g-managers"]), None),
    ],
)
def test_what_names_a_person_most_closely_gives_the_role(roles, who, role):
    person = roles().person(who)
    assert (person.role if person.is_known else None) == role
    assert person.is_known or (person.why and not person.may_sign_in)


PLACES = """
[[manager]]
emails = ["jane@example.org"]
groups = ["g-managers"]

[[manager]]
localities = ["Northfield", "  South   field "]
emails = ["amir@example.org"]
groups = ["g-north"]
domains = ["north.example.org"]

[[manager]]
localities = ["Eastfield"]
groups = ["g-east"]

[[steering_group]]
groups = ["g-board"]

[[steering_group]]
groups = ["g-north-board"]
emails = ["sam@example.org"]
localities = ["Northfield"]

[[steering_group]]
groups = ["g-east-board"]
localities = ["Eastfield"]
"""
BOTH = ("Northfield", "South field")


@pytest.mark.parametrize(
    ("who", "localities"),
    [
        (claims("jane@example.org"), None),
        (claims("jane@example.org", groups=["g-north"]), None),  # the address is closer
        (claims("amir@example.org"), BOTH),
        (claims("AMIR@example.org", groups=["g-managers"]), BOTH),
        (claims("ann@north.example.org"), BOTH),
        (claims("ann@north.example.org", groups=["g-east"]), ("Eastfield",)),
        (claims(groups=["g-managers", "g-east"]), ("Eastfield",)),  # the one that may do less
        (claims(groups=["g-north", "g-east"]), (*BOTH, "Eastfield")),  # each gives its own
    ],
)
def test_a_manager_of_some_localities_is_kept_to_them(roles, who, localities):
    person = roles(PLACES).person(who)
    assert person.sees_rows and person.localities == localities and person.is_manager == (localities is None)
    assert person.may(Right.ROWS) and person.may(Right.HERE)
    assert person.may(Right.EVERYTHING) == person.may(Right.RELEASES) == (localities is None)


def test_who_is_of_the_steering_group_too_is_of_it_alone(roles):
    person = roles(PLACES).person(claims(groups=["g-north", "g-board"]))
    assert (person.role, person.localities, person.sees_rows) == (STEERING_GROUP, None, False)
    assert [right for right in Right if person.may(right)] == [Right.RELEASES, Right.HERE]
    assert not any(nobody("").may(right) for right in Right)


@pytest.mark.parametrize(
    ("who", "localities"),
    [
        (claims("sam@example.org"), ("Northfield",)),
        (claims("sam@example.org", groups=["g-board", "g-managers"]), ("Northfield",)),
        (claims(groups=["g-north-board", "g-board"]), ("Northfield",)),  # the one that may do less
        (claims(groups=["g-north-board", "g-east-board", "g-managers"]), ("Northfield", "Eastfield")),
    ],
)
def test_a_steering_group_of_some_localities_is_kept_to_them(roles, who, localities):
    person = roles(PLACES).person(who)
    assert (person.role, person.localities) == (STEERING_GROUP, localities)
    assert [right for right in Right if person.may(right)] == [Right.RELEASES, Right.HERE]
    assert person.as_what == f"of the steering group, for {' and '.join(localities)}"


def test_to_be_kept_to_none_is_not_to_be_kept_to_nothing():
    """Of what is worked out wrongly, the less: no locality is no row, and None every one."""
    assert not Person("", "", MANAGER, localities=()).is_manager


def test_another_claim_may_have_the_groups(roles):
    assert roles('groups_claim = "roles"\n' + FILE).person(claims(roles=["g-managers"])).is_manager


@pytest.mark.parametrize("signed_in", [HOURS * 3600 + 5, None, "now", True])
def test_a_sign_in_holds_for_a_working_day(roles, signed_in):
    when = time.time() - signed_in if isinstance(signed_in, int) and signed_in is not True else signed_in
    person = roles().person(claims("jane@example.org", iat=when))
    assert not person.is_known and person.may_sign_in


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names nobody"),
        ("[manager]\nemails = []", "names nobody"),
        ("[manager]\nemails = ['a@b.org'", "not written as TOML"),
        (b"[manager]\nemails = ['\xff@b.org']", "not written as TOML"),
        ("[manager]\nemails = ['a@b.org']\n[sterring_group]", "line 3: “sterring_group” is no role"),
        ("manager = 'a@b.org'", "line 1: “manager” has no entries"),
        ("[manager]\nemail = ['a@b.org']", "line 2: “email” under [manager] is not known"),
        ("[manager]\nemails = 'a@b.org'", "is no list"),
        ("[manager]\nemails = [1]", "line 2: “emails” under [manager] is no list"),
        (
            "[manager]\nemails = ['a@b.org']\n[steering_group]\nemails = 1",
            "line 4: “emails” under [steering_group] is no",
        ),
        ("[manager]\nemails = ['a@b.org',\n 'b.org']", "line 3: “b.org” under [manager] is no e-mail address"),
        ("[manager]\nemails = ['*@b.org']", "is no e-mail address"),
        ("[manager]\ndomains = ['@b.org']", "is no domain"),
        ("[manager]\ndomains = ['*']", "is no domain"),
        ("[manager]\ndomains = ['org']", "is no domain"),
        ("[manager]\ngroups = [' ']", "blank entry"),
        ("[manager]\nemails = ['a@b.org']\n[steering_group]\nemails = ['A@b.org']", "line 4: “a@b.org” stands under"),
        (
            "[steering_group]\nemails = ['a@b.org']\nlocalities = []",
            "line 3: “localities” under [steering_group] names none",
        ),
        ("[manager]\nlocalities = []\nemails = ['a@b.org']", "line 2: “localities” under [manager] names none"),
        (
            "[manager]\nlocalities = 'Northfield'\nemails = ['a@b.org']",
            "line 2: “localities” under [manager] is no list",
        ),
        ("[manager]\nlocalities = [1]\nemails = ['a@b.org']", "is no list of words"),
        (
            "[[manager]]\nlocalities = ['North', ' ']\nemails = ['a@b.org']",
            "line 2: “localities” under [manager] has a blank",
        ),
        ("[[manager]]\nlocality = ['North']\nemails = ['a@b.org']", "line 2: “locality” under [manager] is not known"),
        ("[manager]\nemails = ['a@b.org']\n[[manager]]\nemails = ['c@b.org']", "not written as TOML"),
        (
            "[[manager]]\nemails = ['a@b.org']\n[[manager]]\nlocalities = ['North']\nemails = ['A@b.org']",
            "“a@b.org” stands in two tables of [[manager]]",
        ),
        ("[[manager]]\nlocalities = ['North']", "names nobody"),
        ("manager = [['a@b.org']]", "“manager” has no entries"),
        ("groups_claim = 1\n[manager]\nemails = ['a@b.org']", "“groups_claim” is no word"),
    ],
)
def test_a_mistake_in_the_file_says_where_and_nobody_gets_in(roles, text, says):
    with pytest.raises(RolesError, match="Nobody can be let in: roles.toml") as told:
        roles(text)
    assert says in str(told.value)


def test_a_file_that_is_not_there_lets_nobody_in(tmp_path):
    for path in (tmp_path / "roles.toml", tmp_path):
        with pytest.raises(RolesError, match="Nobody can be let in: "):
            Roles.read(path)


def test_a_file_that_is_being_written_is_read_when_it_is_whole(tmp_path, monkeypatch):
    path, text = tmp_path / "roles.toml", '[[manager]]\nemails = ["a@b.org"]\nlocalities = ["Northfield"]\n'
    monkeypatch.setattr("measures.access.roles.AT_REST", 60)
    monkeypatch.setattr("measures.access.roles.LONGEST", 60)
    path.write_text("")
    parts = iter((text[:34], text))

    def writes_on(_: float) -> None:
        path.write_text(part := next(parts))
        if part == text:
            os.utime(path, (0, 0))

    monkeypatch.setattr("measures.access.roles.time.sleep", writes_on)
    assert Roles.read(path).person(claims("a@b.org")).localities == ("Northfield",)
    assert not list(parts)


def test_the_file_is_read_as_notepad_writes_it_and_again_when_it_changes(roles):
    text = '[manager]\r\nemails = ["jane@example.org"]\r\n'
    assert roles(b"\xef\xbb\xbf" + text.encode()).person(claims("jane@example.org")).is_manager
    assert not roles(text.replace("jane", "june")).person(claims("jane@example.org")).is_known


@pytest.mark.parametrize(
    ("auth", "how", "says"),
    [
        ({}, {}, ""),
        ({}, {"address": "::1", "hosts": ["::1", "127.0.0.1"]}, ""),
        ({}, {"address": "0.0.0.0"}, "it listens on 0.0.0.0"),
        ({}, {"address": None}, "it listens on every address"),
        ({}, {"hosts": []}, "it answers to any name"),
        ({}, {"hosts": ["localhost", "measures.example.org"]}, "it answers to the name measures.example.org"),
        ({}, {"headers": {"X-Forwarded-For": "192.168.1.7"}}, "another server sends requests on"),
        ({}, {"unread": "secrets.toml"}, "secrets.toml is there and cannot be read"),
        ({"client_id": "x"}, {"address": "0.0.0.0", "hosts": ["measures.example.org"]}, ""),
        ({"client_id": "x"}, {"guarded": False}, "started by app.py alone"),
        ({"client_id": "x"}, {"trusted": True}, "server.trustedUserHeaders"),
        (ENTRA, {}, "in place of “common”"),
        ({"microsoft": ENTRA}, {}, "in place of “common”"),
        ({"microsoft": OWN}, {}, ""),
    ],
)
def test_nobody_is_let_in_where_anybody_could_be(auth, how, says):
    told = why_closed(auth, **HERE | how)
    assert says in told and bool(told) == bool(says)


OPEN = {
    "picture",
    "sent",
    "not_here_yet",
    "open_store",
    "releases",
    "story",
    "why_not_ready",
}  # a picture is drawn of what somebody has
ASKS = [name for name, of in inspect.getmembers(cache, inspect.isfunction) if of.__module__ == cache.__name__]


@pytest.mark.parametrize("name", [name for name in ASKS if name[0] != "_" and name not in OPEN])
@pytest.mark.parametrize("role", [STEERING_GROUP, nobody("").role])
def test_what_pages_ask_they_ask_for_managers(monkeypatch, role, name):
    monkeypatch.setattr(access, "who", lambda: Person("", "", role))
    asks = getattr(cache, name)
    given = {each: 1 for each, how in inspect.signature(asks).parameters.items() if how.default is how.empty}
    with pytest.raises(NoRightError):
        asks("demand_tiers") if name == "ask" else asks(**given)


def test_a_steering_group_is_given_what_is_published_and_nobody_that(monkeypatch, place):  # noqa: F811
    monkeypatch.setattr(access, "who", lambda: Person("", "", STEERING_GROUP))
    cache.open_store()
    assert cache.releases() == []
    monkeypatch.setattr(access, "who", lambda: nobody(""))
    for asks in (cache.open_store, cache.releases, lambda: cache.story(1, None)):
        with pytest.raises(NoRightError):
            asks()


def test_what_was_read_of_signing_in_stays_though_its_file_goes(monkeypatch, tmp_path):
    """Or all would be managers from then on, each on a machine of their own."""
    file, option = tmp_path / "secrets.toml", config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: [str(file)] if name == "secrets.files" else option(name))
    monkeypatch.setattr(access, "secrets_singleton", Secrets())
    assert access._auth() == ({}, "")
    file.write_text("[auth")
    assert access._auth() == ({}, "secrets.toml")
    file.write_text('[auth]\nclient_id = "measures"\n')
    assert access._auth()[0] == {"client_id": "measures"}
    file.unlink()
    assert access._auth()[0] == {"client_id": "measures"}


def test_who_signed_out_has_in_every_process_and_is_forgotten_when_that_sign_in_would_have_ended(tmp_path):
    store, one, other = tmp_path / "own" / "store.duckdb", ("iss", "ann", "1"), ("iss", "ann", "2")
    assert not signed_out.has(store, one)
    signed_out.remember(store, one)
    assert signed_out.has(store, one) and not signed_out.has(store, other)
    (file,) = signed_out._folder(store).iterdir()
    assert "ann" not in file.name and not file.read_bytes()
    assert sys.platform == "win32" or not (file.stat().st_mode | file.parent.stat().st_mode) & 0o077
    then = time.time() - HOURS * 3600 - 1
    os.utime(file, (then, then))
    signed_out.remember(store, other)
    assert not signed_out.has(store, one) and signed_out.has(store, other)
