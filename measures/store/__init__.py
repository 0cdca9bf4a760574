"""The store: one DuckDB file that keeps every upload, and answers questions as at any version.

    store = Store.open(path)
    store.load([Incoming(...)], who="AB")     # one transaction, or nothing
    store.ask("SELECT count(*) AS n FROM households", ["households"])

All of DuckDB is in this room. `file` opens the file and gives each question a cursor and each change a transaction;
`store` has the questions and the changes. What a change does is in `loading`, `lives`, `classifications` and
`settings`, and what is then known of a thing that several sheets tell of in `statements`; `doubts` has what must be
asked of a sheet first; `history` tells what was changed; `tables` makes the tables of the declared sheets, and
`current` says which of their rows are asked. `part` has the rows of some localities apart, for a manager of these
alone. `engine` is what anything that answers the measures has to do: the store does it, and so may another.
"""

from measures.problems import StoreError
from measures.store.current import Days
from measures.store.engine import Engine
from measures.store.part import Part
from measures.store.store import Store
from measures.uploads import Incoming, Loaded, Upload

__all__ = ["Days", "Engine", "Incoming", "Loaded", "Part", "Store", "StoreError", "Upload"]
