"""Some offices that export again and again: see `tests.again`."""

from tests.again.judged import RIGHT, WRONG, judge
from tests.drawn import TIMES

OFFICES = 12


def test_what_is_exported_again_and_again_is_there_once_and_as_it_was_last_said():
    judged = [each for seed in range(OFFICES * TIMES) for each in judge(seed)]
    assert [each for each in judged if each.what == WRONG] == []
    assert sum(each.what == RIGHT for each in judged) >= 0.9 * len(judged)
