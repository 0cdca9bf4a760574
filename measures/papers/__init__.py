"""What is asked before an app with such rows may be used: what it keeps of whom, where, how long and for whose eyes;
every column that it can keep; and how far everybody can use it. Printed from the declarations and from the settings
in force, so that it cannot drift."""

from measures.papers.accessibility import STATEMENT
from measures.papers.dictionary import dictionary
from measures.papers.facts import Part, facts
from measures.papers.ways_in import WaysIn
from measures.papers.written import as_page

__all__ = ["STATEMENT", "Part", "WaysIn", "as_page", "dictionary", "facts"]
