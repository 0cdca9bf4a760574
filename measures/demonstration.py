"""The demonstration: workbooks that lie beside the code, loaded through the same door as anyone's."""

from __future__ import annotations

from pathlib import Path

from measures.store import Store
from measures.workbook.prepare import prepare

FOLDER = Path(__file__).resolve().parents[1] / "data" / "examples"
WORKBOOKS = ("locality.xlsx", "deck_twelve_households.xlsx")


def fill(store: Store, who: str = "demonstration") -> None:
    """Load the demonstration workbooks. A store that holds anything already is left as it is."""
    if store.uploads():
        return
    prepared = [prepare(name, (FOLDER / name).read_bytes()) for name in WORKBOOKS]
    store.load([sheet for file in prepared for sheet in file.incoming()], who)
