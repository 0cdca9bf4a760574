"""What a manager decides about the common measures board: its purpose, and the one case it shows. Kept in the store."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from measures.store import Store
from measures.words import called

# Deck, slides 12 and 14.
PURPOSE = "Help me live a good life or die a good death"
PRINCIPLES = (
    "We will listen to understand and communicate clearly",
    "We will work with you and bring together only those people who can help you live your good life",
    "The focus of our intervention will be to facilitate solutions",
    "We will actively engage with our local communities, support networks and other sectors to develop alternative "
    "opportunities for people",
    "We will only capture information once which is appropriate and relevant to our purpose",
    "We will solve problems that stop the front line helping people live their good lives",
)


@dataclass(frozen=True)
class Board:
    """The board as it was last decided. `case` is blank until one is chosen."""

    purpose: str = PURPOSE
    case: str = ""


def board(store: Store, version: int | None = None) -> Board:
    """The board at a version."""
    kept = store.setting("board", version)
    return Board(**kept) if isinstance(kept, dict) else Board()


def keep(store: Store, decided: Board, who: str) -> None:
    """Put a board in force from the next version of the data on. Raises ValueError without a purpose."""
    if not decided.purpose.strip():
        raise ValueError("a board needs a purpose")
    shown = f"shows {called('case', decided.case)}" if decided.case else "shows no case"
    store.set("board", asdict(decided), who, f"Common measures board: “{decided.purpose}”, {shown}")
