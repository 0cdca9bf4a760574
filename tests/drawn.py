"""How many worlds, tables and rows the tests draw by chance: a few, the same every time.

With MEASURES_DRAWN=100 a hundred times as many, others each time, and the smallest that goes wrong is looked for.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("MEASURES_DRAWN", "1"))


def few(count: int) -> settings:
    """So many are drawn. How long one takes is no fault of it, on a machine with other work."""
    return settings(
        max_examples=count * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate] if TIMES == 1 else list(Phase),
        suppress_health_check=list(HealthCheck),
    )
