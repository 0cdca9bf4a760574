"""What was spent: by whom, in which approach, of which kind of money, and in which days."""

from measures.shapes.costs.cases import CostRow
from measures.shapes.costs.costs import ALL, Costs
from measures.shapes.costs.figures import OPTIMISM, Line, Window
from measures.shapes.costs.kinds import (
    APPROACHES,
    HISTORIC,
    INTERVENTION,
    KINDS,
    NEW,
    first_kind,
    kinds_of,
    of_kind,
    spent,
)

__all__ = [
    "ALL",
    "APPROACHES",
    "HISTORIC",
    "INTERVENTION",
    "KINDS",
    "NEW",
    "OPTIMISM",
    "CostRow",
    "Costs",
    "Line",
    "Window",
    "first_kind",
    "kinds_of",
    "of_kind",
    "spent",
]
