"""Who did what: a trail beside the store that is only ever added to, in which a change or a cut is seen.

What changes the data has its line in the store's history, with who and when, and is not told twice: here are the
sign-ins, the refusals, the looks at people's words and cases, and the files that were taken away. No line names anybody
but who did it: a case is a keyed word.
"""

from measures.audit.done import Done, done
from measures.audit.looks import OF, look, word_of
from measures.audit.trail import Event, Kind, Trail, note

__all__ = ["OF", "Done", "Event", "Kind", "Trail", "done", "look", "note", "word_of"]
