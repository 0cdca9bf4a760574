"""Some files of random layout: see `tests.dressed`."""

from collections import Counter

from tests.drawn import TIMES
from tests.dressed.judged import ASKED, IN_PART, NOT_KNOWN, RIGHT, WRONG, judge

FILES = 60


def test_what_is_read_of_known_rows_in_any_clothes_is_those_rows():
    judged = [judge(seed) for seed in range(FILES * TIMES)]
    assert [(each.seed, each.told, each.lost, each.more) for each in judged if each.what == WRONG] == []
    became = Counter(each.what for each in judged)
    assert became[RIGHT] + became[IN_PART] >= 0.75 * len(judged), became
    assert became.keys() <= {RIGHT, IN_PART, ASKED, NOT_KNOWN}
