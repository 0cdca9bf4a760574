"""The attacker: what somebody can work out who has read every release of a year, and nothing else.

`worlds` makes the places and publishes their boards, `seen` reads a board as its reader does, `households`, `demands`
and `cases` say what a board tells of the counts behind it, `solver` finds the least and the most that a count can be,
and `report` says which are known. `python -m tests.attack` prints the report of four worlds; the tests hold a small
one.
"""
