"""A second reckoning: every measure worked out again, in plain Python over the rows, as a person would with a pencil.

Nothing here asks the store how to count, and nothing is taken from `measures` but what is compared. Each reckoning is
written from its measure's own words (title, sentence, formula, caveats), so where the two differ, one of them does not
do what the words say.

    past.py            what is current at each version: loads, withdrawals, returns and inbox answers, played as lists
    names.py           when two spellings are one name, and which of them is shown
    demands.py …       one function a measure, beside what its measure says
    answered.py        an answer as plain figures, to lay beside them: the one place that knows the shapes of answers
    worlds.py          small worlds with everything in them that spreadsheets have
    compare.py         a world played in both, and everything asked of both
    __main__.py        many worlds: python -m tests.reckoning --worlds 500
"""
