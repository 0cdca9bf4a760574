"""Which days the record of demands covers, settled when rows come or go and kept for each version (`data.observed`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import duckdb
import pyarrow as pa

from measures.record import COMPARED, Done, Kept, Load, Rows, Source, Span, full_from, lateness, lateness_of_done, spans
from measures.store.history import now
from measures.store.parsed import parsed
from measures.store.tables import FOREVER, OBSERVED, OBSERVED_BY

# The source of a demand: the agency and locality that it names; of one that names neither, the record of its file.
SOURCE = (
    "coalesce(d.agency_key, 'notrecorded'), coalesce(d.locality_key, 'notrecorded'), "
    "CASE WHEN d.agency_key IS NULL AND d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END"
)

# The day on which a demand was done. One that was resolved the first time was on its own day; what is planned for later
# than the day of loading is not done.
DONE = (
    "CASE WHEN d.resolved_on > u.loaded_at::DATE + 1 THEN NULL "
    "ELSE coalesce(d.resolved_on, CASE WHEN d.resolved_first_time THEN d.received_on END) END"
)


def settle(db: duckdb.DuckDBPyConnection, kinds: Iterable[str], version: int) -> None:
    """Settle what was observed from this version on, where demands came or went with it."""
    if "demands" not in kinds:
        return
    # A row for each source and upload, with its days: there are thousands of these, and a few sources.
    counted = (
        "WITH counted AS (SELECT agency_key, locality_key, _upload, received_on, coalesce(received_on_month, false) AS "
        "month, coalesce(received_on_week, false) AS week, count(*) AS number, count(*) FILTER (resolved_on IS NULL "
        "AND resolved_first_time IS NOT TRUE) AS never_done FROM data.demands WHERE received_on IS NOT NULL AND _from "
        "<= $version AND $version < _to GROUP BY ALL) "
        f"SELECT {SOURCE}, d._upload, u.loaded_at::DATE, d.month, d.week, list(d.received_on), list(d.number), "
        f"sum(d.never_done) "
        "FROM counted d JOIN uploads u ON u.upload = d._upload GROUP BY 1, 2, 3, 4, 5, 6, 7"
    )
    rows: list[Rows] = []
    loaded, never_done = {}, Counter[Source]()
    for *named, upload, day, month, week, days, numbers, open_ in db.execute(
        parsed(db, counted), {"version": version}
    ).fetchall():
        source, loaded[upload] = Source(*named), day
        rows += [Rows(source, upload, *on, month, week) for on in zip(days, numbers, strict=True)]
        never_done[source] += open_
    done = (
        {} if all(never_done.values()) else _done(db, version)
    )  # as nearly always: every source has some that are open
    late = _late(db, version)
    for source, own in done.items():
        late[source] = max(lateness_of_done(own), late.get(source, 0))
    full = {source: day for source, own in done.items() if (day := full_from(own))}
    covered = spans(rows, loaded, late, full)
    _keep(db, [_stored(span) for span in covered], version)


def is_by_the_rule(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether what was observed is kept by this program's rule."""
    return db.execute("SELECT min(coalesce(observed_by, 0)) FROM format").fetchall() == [(OBSERVED_BY,)]


def follow_the_rule(db: duckdb.DuckDBPyConnection) -> None:
    """Settle what was observed at every version, where that was kept by another rule than this program's, or not at
    all."""
    if not is_by_the_rule(db):
        settle_again(db)
        db.execute(f"UPDATE format SET observed_by = {OBSERVED_BY}")


def settle_again(db: duckdb.DuckDBPyConnection) -> None:
    """Settle what was observed at every version anew."""
    db.execute("DELETE FROM data.observed")
    changed = "SELECT DISTINCT unnest([_from, _to]) AS version FROM data.demands"
    for (version,) in db.execute(
        f"SELECT version FROM ({changed}) WHERE version < {FOREVER} ORDER BY version"
    ).fetchall():
        settle(db, ("demands",), version)


def _late(db: duckdb.DuckDBPyConnection, version: int) -> dict[Source, int]:
    """How many of the last days of each source are not yet as full as they become, as far as earlier loads tell."""
    days = "SELECT count(DISTINCT loaded_at::DATE) FROM uploads WHERE kind = 'demands'"
    if db.execute(days).fetchall()[0][0] < COMPARED:
        return {}
    changed = dict(db.execute("SELECT version, changed_at::DATE FROM versions").fetchall())
    rows: dict[Source, list[Kept]] = {}
    for *source, day, begun, ended, number in db.execute(
        f"SELECT {SOURCE}, d.received_on, d._from, CASE WHEN d._to <= $version THEN d._to END, count(*) "
        "FROM data.demands d JOIN uploads u ON u.upload = d._upload "
        "WHERE d.received_on IS NOT NULL AND d._from <= $version GROUP BY 1, 2, 3, 4, 5, 6",
        {"version": version},
    ).fetchall():
        rows.setdefault(Source(*source), []).append(Kept(day, begun, ended, number))
    found = {}
    for source, own in rows.items():
        of_day = {changed.get(begun, now().date()): begun for begun in sorted({row.begun for row in own})}
        found[source] = lateness(own, sorted(Load(begun, day) for day, begun in of_day.items()))
    return found


def _done(db: duckdb.DuckDBPyConnection, version: int) -> dict[Source, list[Done]]:
    """The rows of each source of which all are done, as of closed cases only: they tell how long it takes until a
    row comes."""
    rows: dict[Source, list[Done]] = {}
    counted = (
        f"WITH done (agency, locality, lineage, day, done, number) AS (SELECT {SOURCE}, d.received_on, {DONE}, "
        f"count(*) "
        "FROM data.demands d JOIN uploads u ON u.upload = d._upload WHERE d.received_on IS NOT NULL AND d._from <= "
        "$version AND $version < d._to GROUP BY 1, 2, 3, 4, 5) SELECT d.* FROM done d JOIN (SELECT agency, locality, "
        "lineage FROM done GROUP BY 1, 2, 3 HAVING count(*) = count(done)) s USING (agency, locality, lineage)"
    )
    for *source, day, done, number in db.execute(parsed(db, counted), {"version": version}).fetchall():
        rows.setdefault(Source(*source), []).append(Done(day, done, number))
    return rows


def _stored(span: Span) -> tuple:
    """A span as a row of the table, without the versions of its life."""
    agency, locality, lineage = span.source
    return "demands", agency, locality, lineage, *(getattr(span, name) for name in OF_SPAN)


OF_SPAN = [name for name in OBSERVED if name in Span.__dataclass_fields__]


def _keep(db: duckdb.DuckDBPyConnection, covered: list[tuple], version: int) -> None:
    """End the rows that no longer hold and add those that now do."""
    names = [name for name in OBSERVED if name not in ("_from", "_to")]
    before = db.execute(f"SELECT {', '.join(names)} FROM data.observed WHERE _to = {FOREVER}").fetchall()
    if set(before) == set(covered):
        return
    db.execute(f"UPDATE data.observed SET _to = $version WHERE _to = {FOREVER}", {"version": version})
    if covered:
        columns = {name: pa.array(values) for name, values in zip(names, zip(*covered, strict=True), strict=True)}
        db.register("settled", pa.table(columns))
        db.execute(f"INSERT INTO data.observed BY NAME SELECT *, {version} AS _from, {FOREVER} AS _to FROM settled")
        db.unregister("settled")
