"""Worlds in which nothing changes, and what is said of their records.

A world is a truth: agencies and places that ask at constant rates, with constant shares, minutes and waits. Its record
is what spreadsheets make of it: files end early, months are missing, lists come in parts, corrections are sent again.
The record is loaded as a manager would load it, and everything that is then said is judged against the world itself:
in a null world nothing may be said to have changed, in a true one the change must be said.

    truth.py      a world and all that happens in it
    records.py    the files that come out of it, with one disturbance or several
    cases.py      cases, what was done for them, what they cost and how they rate it: worlds and files
    door.py       the files loaded by the policy of a load, and how often it asked
    sayings.py    what is said: figures, sentences that compare, charts
    judged.py     what is said beside the world itself
    judged_cases.py  what is said of cases beside their world
    report.py     what many worlds come to
    __main__.py   many worlds: python -m tests.null_worlds --worlds 200 --true 200
"""
