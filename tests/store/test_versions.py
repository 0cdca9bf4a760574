"""Random histories of loading, withdrawing and bringing back, against a naive account of the same kept in Python."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

import pytest

from measures.cells import Street
from measures.problems import StoreError
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.names import name_key, ref_key
from measures.uploads import Blanks
from tests.worlds import incoming

KINDS = ("households", "demands", "transactions")
BLANKS: tuple[Blanks, ...] = ("as before", "not known")
FLAGS = ("Crime", "VA", "Owns a dog", 'It\'s "quoted"')


DAYS = (dt.date(2024, 3, 31), dt.date(2024, 6, 30), None)


@dataclass
class Sheet:
    """What was asked to be loaded: a kind, its rows as typed, the flags it has columns for, and what its blanks say."""

    kind: str
    rows: list[dict]
    flags: tuple[str, ...] = ()
    blanks: Blanks = "as before"

    def identified(self) -> list[tuple[tuple, dict]]:
        """Each row's key and what it says: by the sheet's key, or what it says and which of its like it is."""
        names, seen, found = SHEETS[self.kind].key, {}, []
        columns = dict.fromkeys(name for row in self.rows for name in row)
        for row in (columns | row for row in self.rows):
            said = tuple(sorted((name, value) for name, value in row.items() if value is not None))
            nth = seen[said] = seen.get(said, 0) + 1
            filled = names and all(row.get(name) is not None for name in names)
            found.append((tuple(" ".join(row[name].lower().split()) for name in names) if filled else (said, nth), row))
        return found

    def states(self, value: object) -> bool:
        """Whether a cell states something: a blank does where it says that the value is not known any more."""
        return value is not None or self.blanks == "not known"

    def day(self, row: dict) -> dt.date:
        return row.get("as_at") or dt.date.max  # all are loaded on one day, after any that a row is about


def folded(kind: str, name: str, value: object) -> object:
    """What a cell says, however a name in it is spelled."""
    column = {column.name: column for column in SHEETS[kind].columns}.get(name)
    if not column or not isinstance(value, str):
        return value
    if isinstance(column.type, Street):
        return value.lower()
    return {"ref": ref_key, "name": name_key}.get(column.folded_as, str)(value)


@dataclass
class Known:
    """What is known of one key: the place of its latest row, the latest value of each column, and of each flag with the
    place of its cell."""

    upload: int = 0
    row: int = 0
    day: dt.date = dt.date.min
    values: dict[str, object] = field(default_factory=dict)
    flags: dict[str, tuple] = field(default_factory=dict)

    def hear(self, upload: int, line: int, row: dict, sheet: Sheet) -> None:
        """A later statement."""
        self.upload, self.row, self.day = upload, line, sheet.day(row)
        self.values.pop("flag_count", None)  # a printed count is of the flags of its own row
        for name, value in row.items():
            if name not in sheet.flags and sheet.states(value):
                self.values[name] = value
        for flag in sheet.flags:
            states = sheet.states(row.get(flag))
            if states or flag not in self.flags:
                self.flags[flag] = (upload, line, flag, row.get(flag))

    def differs(self, row: dict, sheet: Sheet, *, in_spelling: bool = False) -> bool:
        """Whether a row states something else than is known, or, `in_spelling`, spells a name otherwise."""
        known = self.values | {flag: value for flag, (*_, value) in self.flags.items()}
        said = (lambda name, value: value) if in_spelling else (lambda name, value: folded(sheet.kind, name, value))
        return any(sheet.states(v) and said(name, known.get(name)) != said(name, v) for name, v in row.items())


@dataclass
class Oracle:
    """The same store, told naively: every upload there ever was, and which of them live."""

    uploads: list[Sheet] = field(default_factory=list)
    living: set[int] = field(default_factory=set)

    def known(self, kind: str) -> dict[tuple, Known]:
        """What is known of each key: all statements of uploads that live, in the order of their days and uploads."""
        statements = [
            (sheet.day(row), number, line, key, row)
            for number, sheet in enumerate(self.uploads, start=1)
            if sheet.kind == kind and number in self.living
            for line, (key, row) in enumerate(sheet.identified(), start=2)
        ]
        found: dict[tuple, Known] = {}
        for _, number, line, key, row in sorted(statements, key=lambda statement: statement[:3]):
            found.setdefault(key, Known()).hear(number, line, row, self.uploads[number - 1])
        return found

    def is_stated(self, key: tuple, row: dict, sheet: Sheet) -> bool:
        """Whether an upload that lives states the same of a key, and no blank says anything."""
        said = [
            {name: value for name, value in other.items() if value is not None}
            for number in self.living
            if self.uploads[number - 1].kind == sheet.kind
            for its, other in self.uploads[number - 1].identified()
            if its == key
        ]
        return sheet.blanks == "as before" and {n: v for n, v in row.items() if v is not None} in said

    def load(self, sheet: Sheet) -> tuple[int, int, int, int, int | None]:
        """New, changed, older, already there, and the upload's number if anything was written."""
        now, rows = self.known(sheet.kind), sheet.identified()
        new = sum(key not in now for key, _ in rows)
        differ = [
            older
            for key, row in rows
            if key in now and now[key].differs(row, sheet)
            if not ((older := sheet.day(row) < now[key].day) and self.is_stated(key, row, sheet))
        ]
        there, older = len(rows) - new - len(differ), sum(differ)
        respelled = any(
            now[key].differs(row, sheet, in_spelling=True)
            for key, row in rows
            if key in now and not now[key].differs(row, sheet) and sheet.day(row) >= now[key].day
        )
        if there == len(rows) and not respelled:
            return 0, 0, 0, there, None
        self.uploads.append(sheet)
        self.living.add(len(self.uploads))
        return new, len(differ) - older, older, there, len(self.uploads)

    def picture(self) -> dict[str, list[tuple]]:
        """Every current row and flag."""
        found = {kind: [] for kind in (*KINDS, "flags")}
        for kind in KINDS:
            for known in self.known(kind).values():
                values = sorted((name, value) for name, value in known.values.items() if value is not None)
                found[kind].append((known.upload, known.row, *values))
                found["flags"] += known.flags.values()
        return {kind: sorted(rows, key=repr) for kind, rows in found.items()}


def picture(store: Store, version: int | None = None) -> dict[str, list[tuple]]:
    """Every current row and flag, as the store has them."""
    found = {}
    for kind in KINDS:
        names = [c.name for c in SHEETS[kind].columns]
        rows = store.rows(f"SELECT * FROM {kind}", [kind], version=version)
        said = [sorted((n, r[n]) for n in names if r[n] is not None) for r in rows]
        found[kind] = sorted(((r["_upload"], r["_row"], *s) for r, s in zip(rows, said, strict=True)), key=repr)
    # A flag is only a flag of a household that is current.
    flags = store.rows("SELECT f.* FROM flags f", ["flags"], version=version)
    joined = store.rows(
        "SELECT f._upload, f._row, f.flag, f.is_set FROM flags f JOIN households h ON h._key = f._key",
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
            return Sheet(earlier.kind, (kept + more) or earlier.rows, earlier.flags, chance.choice(BLANKS))
        kind = chance.choice(KINDS)
        flags = tuple(f for f in FLAGS if chance.random() < 0.6) if kind == "households" else ()
        return Sheet(kind, self.rows(kind, flags), flags, chance.choice(BLANKS))

    def rows(self, kind: str, flags: tuple[str, ...] = ()) -> list[dict]:
        chance, size = self.chance, self.chance.randint(1, 9)
        if kind == "households":
            refs = chance.sample(range(14), size)
            cells = [{"household_ref": f"{chance.choice('hH')}{i}", "street": chance.choice("PQ")} for i in refs]
            more = {"tier": ("1", "2", None), "locality": ("N", "S", None), "flag_count": (1.0, None), "as_at": DAYS}
            more = {name: values for name, values in more.items() if chance.random() < 0.5}
            cells = [cell | {name: chance.choice(values) for name, values in more.items()} for cell in cells]
            return [cell | {flag: chance.choice((True, False, None)) for flag in flags} for cell in cells]
        if kind == "demands":
            words = [{"verbatim": chance.choice("abc")} for _ in range(size)]
            if chance.random() < 0.6:
                words = [row | {"agency": chance.choice(("Health", None))} for row in words]
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
                counts = loaded.new, loaded.changed, loaded.older, loaded.already_there
                assert (*counts, loaded.upload) == oracle.load(sheet)
                said = (foretold.new, foretold.changed, foretold.older, foretold.already_there)
                assert i or said == counts
        return what

    @staticmethod
    def to_load(sheet: Sheet, replaces: tuple[int, ...] = ()):
        return incoming(sheet.kind, sheet.rows, sheet.flags, replaces, blanks=sheet.blanks)


def test_a_random_history_is_what_a_naive_account_of_it_says(store):
    world = World(store, seed=0)
    for _ in range(40):
        what = world.step()
        now, version = picture(store), store.version()
        assert now == world.oracle.picture(), what
        if version in world.pictures:
            assert now == world.pictures[version], f"{what} changed the data but not its version"
        assert version - max(world.pictures) in (0, 1)
        world.pictures[version] = now
        assert {u.upload for u in store.uploads() if not u.withdrawn} == world.oracle.living
        earlier = world.chance.choice(sorted(world.pictures))
        assert picture(store, earlier) == world.pictures[earlier], (what, earlier)
    assert len(world.oracle.uploads) > 10 and len(world.pictures) > 20, "the history was too short to say anything"
    for earlier, then in world.pictures.items():
        assert picture(store, earlier) == then
    for upload in store.uploads():
        latest = sum(row[0] == upload.upload for kind in KINDS for row in now[kind])
        in_use = range(latest, (0 if upload.withdrawn else upload.rows_loaded) + 1)
        assert upload.current_rows in in_use, "those that are the latest, and those of which a value stands"


def test_a_history_is_the_same_when_the_store_is_opened_again(tmp_path):
    with Store.open(tmp_path / "s.duckdb") as store:
        world = World(store, 99)
        for _ in range(15):
            world.step()
        now, version, history = picture(store), store.version(), store.versions()
    with Store.open(tmp_path / "s.duckdb") as store:
        assert (picture(store), store.version(), store.versions()) == (now, version, history)
        assert [v["version"] for v in history] == list(range(version, -1, -1))
