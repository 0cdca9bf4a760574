"""The process that opens files. It runs apart from the app, under a memory ceiling, and may die without harm.

A workbook is somebody else's bytes: five kilobytes can ask the reader for terabytes. So the app starts this module
as a process of its own (`read.py`), which finds the file in a folder, and leaves there one Arrow file a sheet, all
cells as text, and `sheets.json`, which says what else was seen. Asked to mark problems, it leaves a copy of the file in
which they are.

Run as: python -m measures.workbook.worker. It waits for the folder's path on its input; if that ends, so does it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from measures.workbook import formats
from measures.workbook.formats.base import RawSheet, Refused
from measures.workbook.limits import readable_size


def main(folder: Path) -> None:
    request = json.loads((folder / "request.json").read_text("utf-8"))
    limits = request["limits"]
    _hold_memory_below(limits["memory"])
    try:
        answer: dict[str, object]
        if "marks" in request:
            answer = {"macros": _mark(folder, request)}
        else:
            answer = {"sheets": list(_write_sheets(folder, _sheets(folder / "file", request), limits))}
    except Refused as refused:
        answer = {"refused": {"code": refused.code, "details": refused.details}}
    except MemoryError:
        answer = {"refused": {"code": "too-much-memory", "details": {"limit": readable_size(limits["memory"])}}}
    except Exception:  # whatever else a broken file brings about
        answer = {"refused": {"code": "damaged", "details": {}}}
    except BaseException:  # a reader that gave up, as those in another language do: the file may be whole
        answer = {"refused": {"code": "reader-failed", "details": {}}}
    (folder / "sheets.json").write_text(json.dumps(answer), "utf-8")


def _sheets(path: Path, request: dict) -> Iterator[RawSheet]:
    return formats.read(path, request["name"], request["limits"], request["letters"])


def _mark(folder: Path, request: dict) -> bool:
    """Leave a copy of the file with its problems marked; says whether there are macros in it."""
    from measures.workbook import marks  # which takes long to be there, and most files are only read

    return marks.write(folder / "file", request, folder / "marked")


def _hold_memory_below(ceiling: int) -> None:
    """Ask the system to refuse memory beyond the ceiling. Where it cannot, the parent watches and kills."""
    try:
        import resource
    except ImportError:  # Windows
        return
    # Threads and memory maps reserve address space that they never use: about 1.2 GB over what is used was measured.
    resource.setrlimit(resource.RLIMIT_AS, (ceiling + 1_500_000_000, ceiling + 1_500_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write_sheets(folder: Path, sheets: Iterable[RawSheet], limits: dict) -> Iterator[dict]:
    """Leave the cells of each sheet in the folder; gives the rest of what is known of it."""
    for number, sheet in enumerate(sheets):
        cells, marks = sheet.cells, sheet.marks
        known: dict[str, object] = {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "widths": sheet.widths,
            "short": sheet.short,
            "letters": sheet.letters,
            "unsure": sheet.unsure,
            "refused": [sheet.refused.code, sheet.refused.details] if sheet.refused else None,
        }
        if len(cells) > limits["columns"]:
            known["too_wide"] = len(cells)
            cells, marks.faults = {}, []
        table = pa.table({f"c{position}": cells[position] for position in sorted(cells)})
        with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        hidden = {"hidden_rows": marks.hidden_rows, "hidden_columns": marks.hidden_columns}
        yield {**known, **hidden, "faults": marks.faults, "merged": marks.merged}


if __name__ == "__main__" and (path := os.fsdecode(sys.stdin.buffer.readline().rstrip(b"\n"))):
    os.umask(0o077)  # what it leaves is its owner's alone
    main(Path(path))
    os._exit(0)  # its memory goes with it: to take leave of every cell first would keep the app waiting
