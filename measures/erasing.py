"""Erasing a household, a case, an upload, or what is old: what there is of it, and that nothing is left of it.

The store takes the rows from every version and writes its file anew. What is not in rows is said here: charts of one
case, the case on the board, releases that show it, texts that name somebody, and files that were chosen and are not
loaded yet.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from measures import backups, drafts, releases
from measures.audit import Kind
from measures.catalogue import MEASURES
from measures.erasure import ERASED, Erased, Erasure, Gone
from measures.problems import StoreError
from measures.releases import files
from measures.sheets import SHEETS
from measures.store import Store
from measures.store.erase import pattern
from measures.store.names import ref_key
from measures.uploads import Upload
from measures.views import loads
from measures.words import listed, plural, short

CHARTS = re.compile(r"(?:chart|commentary|about):(\w+):([^;]*)")


RETENTION = "retention"  # the setting: after how many years rows about people are due to be erased; 0 for never
MOST_YEARS = 100


def years_kept(store: Store) -> int:
    """After how many years rows about people are due; 0 where nobody said."""
    kept = store.setting(RETENTION)
    return kept["years"] if isinstance(kept, dict) else 0


def keep_for(store: Store, years: int, who: str) -> None:
    """Say after how many years rows about people are due; 0 for never. Nothing is erased by it. Raises ValueError
    for any other."""
    if not 0 <= years <= MOST_YEARS or not who.strip():
        raise ValueError("rows are kept for 0 to 100 years, and somebody says so")
    said = (
        f"Rows about people are due to be erased after {plural(years, 'year')}"
        if years
        else "No rows are due to be erased"
    )
    store.set(RETENTION, {"years": years}, who.strip(), said)


def due(store: Store, today: dt.date) -> Erasure | None:
    """What is older than that today; None where nobody said. A day that a year does not have is the last of its
    month."""
    if not (years := years_kept(store)):
        return None
    leap = (today.month, today.day) == (2, 29)
    return Erasure(before=today.replace(year=today.year - years, day=28 if leap else today.day))


def found(store: Store, erasure: Erasure) -> Erased:
    """What there is of it. Raises StoreError where there is no such upload."""
    return store.would_erase(erasure, rewritten)


def erase(store: Store, erasure: Erasure, who: str, why: str) -> Erased:
    """Erase it for good, and say what was erased. Raises StoreError: where nobody or no reason is named, where the
    reason would name again what is erased, where there is nothing of it, and where the file could not be written
    anew."""
    why = " ".join(why.split())
    if not why:
        raise StoreError("no-reason")
    refs = [ref for ref in (erasure.household, erasure.case, erasure.written) if ref]
    if refs and re.search(pattern(refs), why):
        raise StoreError("reason-names")
    drafts.end_all(store.path)
    files.forget(store.path)
    if who.strip() and (erasure.upload is not None or not found(store, erasure).is_nothing):
        releases.keep_what_was_told(store, who.strip())
    try:
        erased = store.erase(erasure, who, lambda erased: in_history(erasure, erased, why), rewritten)
    except StoreError as error:
        if error.code in ("not-rewritten", "snapshots-left"):  # it is erased all the same
            error.args = (" ".join([str(error), *_elsewhere(_from_copies(store, Erased()))]),)
        raise
    return _from_copies(store, erased)


def _from_copies(store: Store, erased: Erased) -> Erased:
    renewed, left = backups.renew(store)
    left = [*left, *files.forget(store.path)]  # somebody may have asked for one meanwhile
    return replace(erased, renewed=tuple(map(str, renewed)), left=tuple(map(str, left)), shared=shared(store.path))


def shared(store: Path) -> tuple[str, ...]:
    """Where what was shared of a store is still, the latest last."""
    shares = (event.what for event in backups.noted(store) if event.kind == Kind.SHARED)
    return tuple(dict.fromkeys(share for share in shares if _may_be_there(Path(share))))


def _may_be_there(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:  # in a folder that is closed to whoever erases it may be
        return isinstance(error, PermissionError)
    return True


def rewritten(gone: Gone, name: str, value: object) -> object:
    """What people wrote, without those who are gone: None for a line that is of one of them alone."""
    chart = CHARTS.match(name)
    if chart and "case" in getattr(MEASURES.get(chart[1]), "filters", ()) and chart[2] in gone.cases:
        return None
    if name == "board" and isinstance(value, dict) and ref_key(value.get("case") or "") in gone.cases:
        value = value | {"case": ""}
    if name == releases.KEPT and isinstance(value, dict) and "board" in value:
        return releases.without(value, lambda case: ref_key(case) in gone.cases, lambda each: _unsaid(gone, each))
    return _unsaid(gone, value)


def _unsaid(gone: Gone, value: object) -> object:
    """A value without the texts that name somebody who is gone: what else they say is of them too."""
    if isinstance(value, str):
        return ERASED if gone.words and re.search(pattern(gone.words), value) else value
    if isinstance(value, list):
        return [_unsaid(gone, each) for each in value]
    if isinstance(value, dict):
        return {name: _unsaid(gone, each) for name, each in value.items()}
    return value


# -- In words


def would_go(erasure: Erasure, erased: Erased, uploads: Sequence[Upload]) -> list[str]:
    """What would be erased of a store with these `uploads`, in sentences."""
    if erased.is_nothing:
        return ["There is nothing of it, in any version of the data."]
    said = [f"This would go, from every version of the data: {how_much(erased)}."]
    if number := len(erased.cases):
        of = "goes its case" if number == 1 else f"go its {plural(number, 'case')}"
        said.append(f"With the household {of}: {listed(list(erased.cases))}.")
    if erasure.case:
        said.append(
            "The household that the case is of, and what it asked, stay: erase the household to erase these too."
        )
    said += filter(None, [loads.stay_withdrawn(erasure.upload, uploads)])
    if erasure.before:
        said.append(
            "Results, series and unit costs are figures of nobody, and stay. What has no date is as old as its upload."
        )
    if erased.not_sought:
        said.append(
            "The reference is too short to be told from other words, so it was not looked for in what people wrote: "
            "commentary, reasons, notes. Look there yourself."
        )
    return said


def done(erased: Erased) -> str:
    """What was erased, and what is left to a person."""
    said = [
        f"Erased: {how_much(erased)}. The store’s file was written anew, and files that were chosen and not "
        f"loaded yet are gone."
    ]
    if erased.renewed:
        said.append(f"So were the backups {listed(list(erased.renewed))}.")
    said.extend(_elsewhere(erased))
    said.append(
        "Other copies that somebody made of the store, downloads, and the spreadsheets themselves are yours to see to."
    )
    return " ".join(said)


def _elsewhere(erased: Erased) -> list[str]:
    said = []
    if erased.left:
        said.append(
            f"These backups and packs are not where they were made, or cannot be written, and have it still: "
            f"{listed(list(erased.left))}."
        )
    if erased.shared:
        said.append(
            f"What was shared at {listed(list(erased.shared))} has it still, without a name: share those versions "
            f"again, and have whoever has "
            "copies of them take these away."
        )
    return said


def how_much(erased: Erased) -> str:
    """How much of each kind: “2 rows of Households and 1 row of Demands, of 3 uploads”."""
    rows = [f"{plural(n, 'row')} of {SHEETS[kind].title}" for kind, n in erased.rows.items() if n]
    parts = [f"{listed(rows)}, of {plural(erased.uploads, 'upload')}"] if rows else []
    if erased.answers:
        parts.append(f"{plural(erased.answers, 'answer')} of the inbox")
    if erased.texts:
        parts.append(f"{plural(erased.texts, 'line')} that people wrote or published")
    return "; ".join(parts)


def of_upload(rows: int) -> str:
    """What the history says of an upload some of whose rows are erased."""
    return f"{plural(rows, 'row')} of it {'was' if rows == 1 else 'were'} erased."


def in_history(erasure: Erasure, erased: Erased, why: str) -> str:
    """The line of the history: it tells how much was erased and why, and of nobody."""
    rows = f"({plural(sum(erased.rows.values()), 'row')} of {plural(erased.uploads, 'upload')})"
    if erasure.upload is not None:
        what = f"Upload {erasure.upload} was erased"
    elif erasure.before is not None:
        what = f"What was dated before {short(erasure.before)} was erased"
    else:
        what = f"A {'household' if erasure.household else 'case'} was erased"
    return f"{what} {rows}, because: {why}. Earlier versions answer without it"
