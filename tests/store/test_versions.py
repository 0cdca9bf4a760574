"""Random histories of loading, withdrawing and bringing back, against a naive account of the same kept in Python."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import Store
from tests.worlds import incoming

KINDS = ("households", "demands", "transactions")
FLAGS = ("Crime", "VA", "Owns a dog", 'It\'s "quoted"')


@dataclass
class Sheet:
    """What was asked to be loaded: a kind, its rows as typed, and the flags it has columns for."""

    kind: str
    rows: list[dict]
    flags: tuple[str, ...] = ()

    def identified(self) -> list[tuple[tuple, tuple]]:
        """Each row's key and what it says: by the sheet's key, or what it says and which of its like it is."""
        names, seen, found = SHEETS[self.kind].key, {}, []
        for row in self.rows:
            said = tuple(sorted((name, value) for name, value in row.items() if value is not None))
            nth = seen[said] = seen.get(said, 0) + 1
            filled = names and all(row.get(name) is not None for name in names)
            key = tuple(" ".join(row[name].lower().split()) for name in names) if filled else (said, nth)
            found.append((key, said))
        return found


@dataclass
class Oracle:
    """The same store, told naively: every upload there ever was, and which of them live."""

    uploads: list[Sheet] = field(default_factory=list)
    living: set[int] = field(default_factory=set)

    def winners(self, kind: str) -> dict[tuple, tuple[int, int, tuple]]:
        """For each key the row of the latest living upload: (upload, spreadsheet row, what it says)."""
        found = {}
        for number, sheet in enumerate(self.uploads, start=1):
            if sheet.kind == kind and number in self.living:
                found |= {key: (number, row, said) for row, (key, said) in enumerate(sheet.identified(), start=2)}
        return found

    def load(self, sheet: Sheet) -> tuple[int, int, int, int | None]:
        """New, changed, already there, and the upload's number if anything was written."""
        now = {key: said for key, (_, _, said) in self.winners(sheet.kind).items()}
        rows = sheet.identified()
        there = sum(now.get(key) == said for key, said in rows)
        new = sum(key not in now for key, _ in rows)
        if there == len(rows):
            return 0, 0, there, None
        self.uploads.append(sheet)
        self.living.add(len(self.uploads))
        return new, len(rows) - there - new, there, len(self.uploads)

    def picture(self) -> dict[str, list[tuple]]:
        """Every current row and flag."""
        found = {kind: [] for kind in (*KINDS, "flags")}
        for kind in KINDS:
            for upload, row, said in self.winners(kind).values():
                flags = self.uploads[upload - 1].flags
                found[kind].append((upload, row, *[s for s in said if s[0] not in flags]))
                found["flags"] += [(upload, row, flag, dict(said).get(flag)) for flag in flags]
        return {kind: sorted(rows, key=repr) for kind, rows in found.items()}


def picture(store: Store, version: int | None = None) -> dict[str, list[tuple]]:
    """Every current row and flag, as the store has them."""
    found = {}
    for kind in KINDS:
        names = [c.name for c in SHEETS[kind].columns]
        rows = store.rows(f"SELECT * FROM {kind}", [kind], version=version)
        said = [sorted((n, r[n]) for n in names if r[n] is not None) for r in rows]
        found[kind] = sorted(((r["_upload"], r["_row"], *s) for r, s in zip(rows, said, strict=True)), key=repr)
    # A flag is only a flag of a household that is current, in the very row that is.
    flags = store.rows("SELECT f.* FROM flags f", ["flags"], version=version)
    joined = store.rows(
        "SELECT f._upload, f._row, f.flag, f.is_set FROM flags f JOIN households h "
        "ON (h._key, h._upload, h._row, h._content) = (f._key, f._upload, f._row, f._content)",
        ["flags", "households"],
        version=version,
    )
    assert len(joined) == len(flags)
    found["flags"] = sorted(((r["_upload"], r["_row"], r["flag"], r["is_set"]) for r in joined), key=repr)
    return found


class World:
    """A store and its oracle, driven by one seeded source of chance."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.oracle, self.chance = store, Oracle(), random.Random(seed)
        self.pictures = {store.version(): picture(store)}

    def sheet(self) -> Sheet:
        """A new sheet, or one that overlaps with what was loaded before."""
        chance = self.chance
        if self.oracle.uploads and chance.random() < 0.45:
            earlier = chance.choice(self.oracle.uploads)
            if chance.random() < 0.4:
                return earlier
            kept = [row for row in earlier.rows if chance.random() < 0.8]
            if SHEETS[earlier.kind].keyed:
                used = {" ".join(row["household_ref"].lower().split()) for row in kept}
                more = [r for r in self.rows(earlier.kind, earlier.flags) if r["household_ref"].lower() not in used]
            else:
                more = self.without_two_of_a_ref(kept + self.rows(earlier.kind))[len(kept) :]
            return Sheet(earlier.kind, (kept + more) or earlier.rows, earlier.flags)
        kind = chance.choice(KINDS)
        flags = tuple(f for f in FLAGS if chance.random() < 0.6) if kind == "households" else ()
        return Sheet(kind, self.rows(kind, flags), flags)

    def rows(self, kind: str, flags: tuple[str, ...] = ()) -> list[dict]:
        chance, size = self.chance, self.chance.randint(1, 9)
        if kind == "households":
            refs = chance.sample(range(14), size)
            cells = [{"household_ref": f"{chance.choice('hH')}{i}", "street": chance.choice("PQ")} for i in refs]
            return [cell | {flag: chance.choice((True, False, None)) for flag in flags} for cell in cells]
        if kind == "demands":
            words = [{"verbatim": chance.choice("abc"), "agency": chance.choice(("Health", None))} for _ in range(size)]
            return self.without_two_of_a_ref(
                [w | {"demand_ref": chance.choice((None, "d1", "D 2", "d3"))} for w in words]
            )
        return [{"case_ref": chance.choice("12"), "agency": chance.choice(("Health", "Police"))} for _ in range(size)]

    @staticmethod
    def without_two_of_a_ref(rows: list[dict]) -> list[dict]:
        """A sheet that says two things of one reference is stopped before the store (`same-key`)."""
        seen, kept = set(), []
        for row in rows:
            if (ref := row.get("demand_ref")) is None or ref not in seen:
                kept.append(row)
                seen.add(ref)
        return kept

    def step(self) -> str:
        """One random change to both. It is asked of the store first, so that a refusal can be seen to change
        nothing."""
        chance, oracle = self.chance, self.oracle
        gone = sorted(set(range(1, len(oracle.uploads) + 1)) - oracle.living)
        what = chance.choices(("load", "load two", "replace", "withdraw", "reinstate", "refused"), (6, 2, 2, 3, 3, 1))[
            0
        ]
        if what == "withdraw" and oracle.living:
            number = chance.choice(sorted(oracle.living))
            self.store.withdraw(number, "x")
            oracle.living.remove(number)
        elif what == "reinstate" and gone:
            number = chance.choice(gone)
            self.store.reinstate(number, "x")
            oracle.living.add(number)
        elif what == "refused":
            wrong = [self.sheet(), self.sheet()]
            with pytest.raises(StoreError):
                self.store.load([self.to_load(wrong[0]), self.to_load(wrong[1], (len(oracle.uploads) + 9,))], "x")
        else:
            sheets = [self.sheet() for _ in range(2 if what == "load two" else 1)]
            replaces = tuple(chance.sample(sorted(oracle.living), 1)) if what == "replace" and oracle.living else ()
            asked = [self.to_load(s, replaces if i == 0 else ()) for i, s in enumerate(sheets)]
            foretold = self.store.preview(asked[0])
            done = self.store.load(asked, "x")
            oracle.living -= set(replaces)
            for i, (sheet, loaded) in enumerate(zip(sheets, done, strict=True)):
                assert (loaded.new, loaded.changed, loaded.already_there, loaded.upload) == oracle.load(sheet)
                said = (foretold.rows, foretold.new, foretold.changed, foretold.already_there)
                assert i or said == (loaded.rows, loaded.new, loaded.changed, loaded.already_there)
        return what

    @staticmethod
    def to_load(sheet: Sheet, replaces: tuple[int, ...] = ()):
        return incoming(sheet.kind, sheet.rows, sheet.flags, replaces)


@pytest.mark.parametrize("seed", range(2))
def test_a_random_history_is_what_a_naive_account_of_it_says(store, seed):
    world = World(store, seed)
    for _ in range(40):
        what = world.step()
        now, version = picture(store), store.version()
        assert now == world.oracle.picture(), what
        if version in world.pictures:
            assert now == world.pictures[version], f"{what} changed the data but not its version"
        assert version - max(world.pictures) in (0, 1)
        world.pictures[version] = now
        assert {u.upload for u in store.uploads() if not u.withdrawn} == world.oracle.living
        for earlier in world.chance.sample(sorted(world.pictures), min(3, len(world.pictures))):
            assert picture(store, earlier) == world.pictures[earlier], (what, earlier)
    assert len(world.oracle.uploads) > 10 and len(world.pictures) > 20, "the history was too short to say anything"
    for earlier, then in world.pictures.items():
        assert picture(store, earlier) == then
    assert [u.current_rows for u in reversed(store.uploads())] == [
        sum(row[0] == number for kind in KINDS for row in now[kind])
        for number in range(1, len(world.oracle.uploads) + 1)
    ]


def test_a_history_is_the_same_when_the_store_is_opened_again(tmp_path):
    with Store.open(tmp_path / "s.duckdb") as store:
        world = World(store, 99)
        for _ in range(15):
            world.step()
        now, version, history = picture(store), store.version(), store.versions()
    with Store.open(tmp_path / "s.duckdb") as store:
        assert (picture(store), store.version(), store.versions()) == (now, version, history)
        assert [v["version"] for v in history] == list(range(version, -1, -1))
