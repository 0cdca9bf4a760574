"""What is kept of earlier questions is of their version and of what they asked for, and is let go in time."""

import threading
from itertools import product

from measures import answers
from measures.store import Store, kept
from tests.worlds import costs

CHOSEN = ({}, {"case": "C1"})


def asked(store, version, chosen) -> str:
    answer = answers.ask(store, "before_and_after", chosen, version=version)
    return str([answer.as_dict(), answer.shape.rows])


def tables(store) -> int:
    """How many answers are kept in memory."""
    query = "SELECT count(*) AS n FROM duckdb_tables() WHERE database_name = 'kept'"
    return store.rows(query)[0]["n"]


def test_a_question_gets_the_same_answer_whatever_was_asked_before(store, monkeypatch):
    store.load([costs(3)], "AB")
    store.load([costs(2, "Call")], "AB")
    store.withdraw(1, "AB")
    questions = list(product((1, 3), CHOSEN))
    found = [asked(store, *question) for question in questions]
    assert len({*found}) == len(found) and (all_of_them := tables(store)) > 3
    monkeypatch.setattr(kept, "MOST_ROWS", 0)
    assert tables(store) < all_of_them, "those with rows are let go"
    monkeypatch.setattr(kept, "MOST", 1)
    assert tables(store) <= 1, "all but the last that was asked for are let go"
    assert [asked(store, *question) for question in questions] == found

    failed = []

    def ask_all(first):
        for nth in range(len(questions)):
            at = (nth + first) % len(questions)
            failed.extend([at] if asked(store, *questions[at]) != found[at] else [])

    threads = [threading.Thread(target=ask_all, args=[first]) for first in (0, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failed and tables(store) <= 1


def test_words_that_were_changed_are_asked_with(store):
    store.load([costs(2, "Visit fee")], "AB")
    before = answers.ask(store, "before_and_after").shape.rows
    answers.keep_payments(store, [], "AB")
    assert answers.ask(store, "before_and_after").shape.rows != before
    assert answers.ask(store, "before_and_after", version=1).shape.rows == before


def test_a_store_that_is_opened_twice_keeps_each_its_own(store):
    store.load([costs(2)], "AB")
    found = asked(store, 1, {})
    with Store.open(store.path) as other:
        assert asked(other, 1, {}) == found and asked(other, 1, {"case": "C1"}) != found
    assert asked(store, 1, {}) == found
