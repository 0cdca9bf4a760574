"""What is said of a case wherever one is shown: its name, and whether it may be shown to others."""

from __future__ import annotations

from collections.abc import Mapping

from measures.words import called


def name(case: str, about: Mapping) -> str:
    """The case's title, or its reference."""
    return about["title"] or called("Case", case)


def consent(recorded: bool | None) -> str:
    """Whether a case may be shown to others."""
    return {
        True: "Consent to show this case is recorded.",
        False: "The person has not agreed that this case is shown: keep it to those who help them, and do not share "
        "this page.",
        None: "No consent to show this case is recorded: keep it to those who help the person, and do not share this "
        "page.",
    }[recorded]
