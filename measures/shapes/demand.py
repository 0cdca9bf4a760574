"""The kinds of demand, and how each is said."""

from __future__ import annotations

VALUE, FAILURE, UNSURE, UNCLASSIFIED = "Value", "Failure", "Not sure", "Not classified"
KINDS = (VALUE, FAILURE, UNSURE, UNCLASSIFIED)
CLASSIFIED = (VALUE, FAILURE)
IN_WORDS = {VALUE: "Value", FAILURE: "Failure", UNSURE: "Not sure", UNCLASSIFIED: "Not yet classified"}
FAILURE_FIRST = (FAILURE, VALUE, UNSURE, UNCLASSIFIED)
