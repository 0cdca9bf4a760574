"""Several people at once: two load, four ask. Nobody is refused, nothing is lost, nobody sees half an upload."""

import threading

from measures import answers
from tests.worlds import costs, count, households

LOADS, QUESTIONS, SIZE = 12, 60, 40


def test_two_who_load_and_four_who_ask_do_not_disturb_each_other(store):
    failed, asked, loading = [], [], threading.Event()

    def at_once(work):
        def run(number):
            try:
                work(number)
            except BaseException as error:  # a thread's exception is nobody's otherwise
                failed.append(error)

        return run

    @at_once
    def load(number):
        loading.wait()
        for i in range(LOADS):
            start = SIZE * (LOADS * number + i)
            store.load([households(SIZE, start=start), costs(SIZE, f"{number} {i}")], f"loader {number}")
            store.preview(households(SIZE, "Elsewhere", replaces=[1]))

    @at_once
    def ask(number):
        loading.set()
        for i in range(QUESTIONS):
            version = store.version()
            if i % 3 == 0:
                answer = answers.ask(store, "demand_tiers")
                seen, then = answer.n, answers.ask(store, "demand_tiers", version=answer.version).n
            else:
                kind = ("households", "transactions")[i % 2]
                seen, then = count(store, kind, version), count(store, kind, version)
            flags = store.rows("SELECT count(*) AS n FROM flags", ["flags"], version=version)[0]["n"]
            legal = seen % SIZE == 0 and seen == then and flags == 2 * SIZE * version
            asked.append((number, version, seen, legal))

    threads = [threading.Thread(target=load, args=[n]) for n in range(2)]
    threads += [threading.Thread(target=ask, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not failed, failed
    assert len(asked) == 4 * QUESTIONS and [a for a in asked if not a[-1]] == []
    assert len({version for _, version, *_ in asked}) > 3, "nobody asked while somebody loaded"
    assert store.version() == 2 * LOADS and len(store.uploads()) == 4 * LOADS
    assert count(store, "households") == count(store, "transactions") == 2 * LOADS * SIZE
