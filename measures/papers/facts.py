"""The facts for a data protection impact assessment: what a person who answers for people's information asks, and what
is so here.

Every answer is read from the store, the files beside it and the settings in force; what the program is made to do is
said in the words that its own rooms have for it.
"""

from __future__ import annotations

import stat
import sys
from importlib import metadata
from pathlib import Path

from measures import backups, demonstration, drafts, erasing, releases
from measures.papers.ways_in import WaysIn
from measures.releases import files
from measures.releases.words import rule
from measures.rounding import FEWEST
from measures.sheets import SHEETS
from measures.store import Store, snapshots, spare
from measures.words import day, listed, plural
from measures.workbook.limits import Limits, readable_size

Part = dict[str, str]  # each question with its answer
PACKAGES = ("streamlit", "duckdb", "pandas", "altair")


def facts(store: Store, ways_in: WaysIn) -> dict[str, Part]:
    """The questions and their answers, in parts."""
    return {
        "What is kept": _kept(store),
        "Where": _where(store),
        "How long": _how_long(store),
        "Who sees it": ways_in.sentences() | _seen(),
        "What a steering group reads": _published(store),
        "What goes in and out": _in_and_out(),
        "The program": _program(),
    }


def _kept(store: Store) -> Part:
    counts = {kind: n for kind, n in store.counts().items() if n}
    rows = [
        plural(n, f"row of {SHEETS[kind].title.lower()}", f"rows of {SHEETS[kind].title.lower()}")
        for kind, n in counts.items()
    ]
    cases = store.rows("SELECT count(*) AS n, count(*) FILTER (WHERE consent) AS shown FROM cases", ["cases"])[0]
    words = [
        f"{column.title} ({sheet.title})" for sheet in SHEETS.values() for column in sheet.columns if column.sentences
    ]
    invented = demonstration.part(store)[0] if counts else 0
    return {
        "Of whom?": "Households and people who asked public services for something, and those who were helped: rows "
        "of the spreadsheets that managers upload.",
        "What counts now?": f"{listed(rows)}.{' Part of it is the invented demonstration.' if invented else ''}"
        if rows
        else "Nothing.",
        "Which columns?": f"Those of the data dictionary, {sum(len(sheet.columns) for sheet in SHEETS.values())} in "
        f"all, and flags of Yes and "
        "No. Other columns of a spreadsheet are named on the page, and not kept.",
        "Free text?": f"Yes: {listed(words)}, and titles and notes. They are kept as they were written.",
        "Special categories?": "Flags such as health, police or children's services may say something of health or of "
        "offences. Which flags there are is decided by the spreadsheets.",
        "Of how many cases is consent to be shown recorded?": f"Of {cases['shown']:,} of "
        f"{plural(cases['n'], 'case')}. The others are "
        "shown to managers only.",
        "Decisions by machine?": "None. Nothing is scored or predicted of a person. A tier that nobody recorded "
        "follows a rule that managers set and that the page prints.",
    }


def _where(store: Store) -> Part:
    return {
        "In which file?": f"{store.path}, {readable_size(store.path.stat().st_size)}. One file, and the backups of "
        f"it. What was taken away of releases is kept in {files.folder_of(store.path)}, and is made anew without "
        f"whoever is erased.",
        "Which backups are there?": f"{_own_backups(store.path)} {_backups(store.path)} To erase somebody makes each "
        f"anew without them, where "
        "it is still there.",
        "Are there copies for reading?": _copies(store.path),
        "Who may read the file?": f"{_readers(store.path)}. What the app puts beside it (chosen files, notes, keys) "
        f"is closed to others in the "
        "same way.",
        "Is it encrypted?": "Not by the app: encrypt the disk, and whatever holds the backups.",
        "Does it leave this machine?": "No. The app sends no statistics, fetches nothing, and its pages ask for "
        "nothing that does not come from the app itself. Where people sign in, their browser goes to your provider, "
        "and the app asks that provider who they are.",
    }


def _copies(path: Path) -> str:
    """Those that other processes read."""
    if not snapshots.are_kept(path):
        return "None: one process answers everybody."
    return (
        f"Yes, in {snapshots.folder_of(path)}, for the same eyes as the file: other processes of the app read the "
        f"latest, and the one before it "
        "stays until the next. To erase somebody makes them anew without them."
    )


def _own_backups(path: Path) -> str:
    """Those that are made by themselves."""
    there, kept = spare.there(path), spare.how_many()
    found = (
        f"{plural(len(there), 'backup')} in {spare.folder_of(path)}, for the same eyes as the file"
        if there
        else "None by itself yet"
    )
    made = (
        f"the app makes one a day where the data changed, and before a later version of it brings the file up to "
        f"date, and keeps {kept}"
        if kept
        else "no more are made by themselves"
    )
    return f"{found}; {made}."


def _backups(path: Path) -> str:
    made = backups.made(path)
    there = [f"{file}, of {at[:10]}" for file, at in made.items() if file.exists()]
    gone = (
        plural(len(made) - len(there), "other is", "others are") + " not where they were made"
        if len(made) > len(there)
        else ""
    )
    return f"{listed(there)}{'; ' if there and gone else ''}{gone}." if made else "None that a person made."


def _readers(path: Path) -> str:
    if sys.platform == "win32":
        return "Whoever may read its folder"
    others = stat.S_IMODE(path.stat().st_mode) & 0o077
    return "More than its owner: close it to the others" if others else "Its owner alone"


def _how_long(store: Store) -> Part:
    versions = store.versions()
    years = erasing.years_kept(store)
    kept = f"For {plural(years, 'year')}, then History names them as due" if years else "Until somebody erases them"
    since = f" since {day(versions[-1]['changed_at'].date())}" if versions else ""
    return {
        "How long are rows kept?": f"{kept}. To withdraw an upload takes its rows out of every figure, and keeps "
        f"them in the file.",
        "How is somebody erased?": "A manager erases a household, a case, an upload, or what is older than a day, on "
        "History or by `measures erase`: from every version, from what was published of it, and from the bytes of the "
        "file, which is written anew. Backups that the app or `measures backup` made are made anew without it; other "
        "copies of the file have to be seen to by hand.",
        "Earlier versions?": f"{plural(len(versions), 'version')} of the data{since}: an earlier one can be asked "
        f"again.",
        "Files that were chosen and not loaded?": f"Kept aside beside the store for {drafts.KEPT // 60} minutes after "
        f"the last change, then "
        "removed, also when nobody looks.",
    }


def _seen() -> Part:
    return {
        "What does a manager see?": "Everything: rows, people's words, exact figures, every version.",
        "What does a manager of some localities see?": "The rows of these, people's words among them, as they are "
        "now. No row of another locality, none that nothing places in one, no file name, and no page that changes "
        "anything.",
        "What does a steering group see?": "What a manager published, and nothing else: no row, no other page, no "
        "filter, no file name. One that is kept to some localities reads the boards of these alone, of those that "
        "have one.",
        "Is it written down who changed what?": "Yes: who loaded, withdrew, classified, set, published and when "
        "stands on History, and is not changed afterwards.",
        "And who looked, and took files away?": "Yes, once in a visit for each case, household and list of people's "
        "words, and for every file: in a file beside the store that is only added to, in which a change or a cut is "
        "seen. It names nobody but who did it.",
    }


def _published(store: Store) -> Part:
    there = releases.releases(store)
    fewest = there[0].fewest if there else FEWEST
    return {
        "How are people protected in it?": rule(fewest),
        "And between two of them?": f"A figure that fewer than {fewest} people or demands changed since the last is "
        f"told as it was then, where they were erased too: the counts that were told are kept exactly for that, "
        f"without a reference.",
        "How many are there?": f"{len(there):,}, the latest of {day(there[0].at.date())}." if there else "None yet.",
        "If consent is withdrawn?": "The case is gone from every one of them at once, from earlier ones too.",
    }


def _in_and_out() -> Part:
    limits = Limits.from_environment()
    return {
        "Who puts rows in?": "Managers, by uploading spreadsheets. No other system is connected.",
        "What may a file cost?": f"{readable_size(limits.file_size)} and {limits.seconds:.0f} seconds. It is read by "
        f"a process of its own that has "
        "no right to the store.",
        "Who takes rows out?": "Managers, by downloading a table as a file, which is then theirs to look after. A "
        "steering group can take out what it reads: a release as slides, a page or sheets, and empty templates.",
    }


def _program() -> Part:
    versions = [f"{name} {metadata.version(name)}" for name in PACKAGES]
    return {
        "Which version?": f"Measures {_own_version()} with Python {sys.version.split()[0]}, {listed(versions)}.",
        "What does it stand on?": "Open-source packages, each of one version with the hash of its files "
        "(requirements.lock); their licences are in docs/licences.md.",
        "Whose is it?": "Open source, under the MIT licence. Nobody else runs it for you or has a way in.",
    }


def _own_version() -> str:
    try:
        return metadata.version("measures")
    except metadata.PackageNotFoundError:  # a checkout that is not installed
        return "from a checkout"
