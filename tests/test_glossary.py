"""The guide's glossary: the words that the app uses and a newcomer has not met are in it, each in one sentence."""

import re

import pytest

from measures.catalogue import MEASURES
from measures.cells.words import normalise
from measures.glossary import GLOSSARY
from measures.sheets import SHEETS
from tests.worlds import ROOT

MEANINGS = {normalise(term): meaning for terms in GLOSSARY.values() for term, meaning in terms.items()}
# What measures, sheets and charts call things. A word that comes in has to be explained.
USED = (
    "value demand", "failure demand", "flag", "tier", "capability chart", "moving range", "limits", "trial limits",
    "baseline", "step change", "routine variation", "signal", "system condition", "type of demand", "re-referral",
    "end-to-end time", "price year", "deflator", "what matters", "rating", "capacity", "consent to show", "window",
)  # fmt: skip
SAID = " ".join(
    path.read_text("utf-8").lower()
    for folder in ("measures", "pages")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "glossary.py"
)


@pytest.mark.parametrize("word", USED)
def test_a_word_the_app_uses_is_explained(word):
    assert normalise(word) in MEANINGS and word in SAID


def test_each_term_is_explained_once_in_one_sentence_without_itself():
    assert len(MEANINGS) == sum(map(len, GLOSSARY.values())) >= 32
    for term, meaning in MEANINGS.items():
        assert re.fullmatch(r"[A-Z][^.!?]+\.", meaning), term
        assert term == "limits" or not normalise(meaning).startswith(term), term


def test_the_choices_of_a_sheet_that_need_explaining_are_explained():
    """Value and failure, historic and principles-based, cashable and avoided: what a cell may say."""
    explained = " ".join(MEANINGS)
    for kind, column in (("demands", "value_or_failure"), ("transactions", "approach")):
        declared = next(c for c in SHEETS[kind].columns if c.name == column)
        for option in declared.type.options:
            first = normalise(option).split()[0]
            assert first in explained or first in ("not", "intervention"), option


def test_the_measures_titles_use_words_that_are_explained():
    titles = " ".join(measure.title.lower() for measure in MEASURES.values())
    assert all(normalise(word) in MEANINGS for word in ("failure demand", "flag", "tier", "capacity") if word in titles)
