"""How the common measures board is shown: its own short `words`, and small `pictures` where those of the pages do not
fit."""
