"""Files that are chosen and not loaded yet: kept for an hour, for their owner, with all that is said of them."""

import os
import time

import pytest

from measures.drafts import KEPT, Draft, FileOverrides, sweep
from measures.problems import StoreError
from measures.workbook.by_hand import Override
from measures.workbook.mends import Mend

SAID = FileOverrides(
    {
        "Log": Override(
            "demands",
            (("When", "received_on"), ("Odd", None)),
            guessed=(0,),
            words=(("Odd", "?", ""),),
            month_first=True,
        )
    },
    "mac",
    {"Log": (Mend(3, 1, "maybe", "Y"), Mend(9))},
    {"Log!record": "own-record"},
)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "x.duckdb"


def test_what_is_said_of_a_file_comes_back_as_it_was(store):
    draft = Draft.begin(store)
    draft.add([("log.csv", b"one"), ("log.csv", b"other")])
    first, second = draft.files
    draft.say(first, SAID)
    draft.replace([4])
    again = Draft.find(store, draft.token)
    assert again and again.files == draft.files and again.replaces == (4,)
    assert again.files[first].said == SAID and again.files[second].said == FileOverrides()
    assert [again.content(number) for number in again.files] == [b"one", b"other"]


def test_a_file_that_is_chosen_again_takes_the_place_of_the_one_of_its_name(store):
    draft = Draft.begin(store)
    draft.add([("log.csv", b"one"), ("homes.csv", b"homes")])
    draft.say(next(iter(draft.files)), SAID)
    draft.add([("log.csv", b"mended")])
    assert [chosen.name for chosen in draft.files.values()] == ["homes.csv", "log.csv"]
    *_, number = draft.files
    # What was said of its headings holds for it; what was said of single cells may not.
    assert draft.content(number) == b"mended" and draft.files[number].said == SAID.of_headings
    assert SAID.of_headings.overrides and not SAID.of_headings.mends


def test_it_is_its_owners_alone_and_is_gone_after_an_hour_or_when_it_ends(store):
    draft = Draft.begin(store)
    draft.add([("log.csv", b"rows of people's lives")])
    folder = store.with_name("x.duckdb.drafts") / draft.token
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}
    long_ago = time.time() - KEPT - 5
    for path in (folder, folder / "draft.json"):
        os.utime(path, (long_ago, long_ago))
    sweep(store)
    assert not folder.exists() and Draft.find(store, draft.token) is None
    with pytest.raises(StoreError, match="is not kept any more"):
        draft.content(next(iter(draft.files)))
    ended = Draft.begin(store)
    ended.end()
    assert not list(folder.parent.iterdir())


@pytest.mark.parametrize("token", ["", ".", "..", "../x", "/etc", "nothing"])
def test_a_made_up_token_leads_nowhere(store, token):
    Draft.begin(store)
    assert Draft.find(store, token) is None
