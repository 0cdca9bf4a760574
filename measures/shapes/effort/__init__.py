"""Time that demands take, by category and kind: by agency or type, by week, by tier of household. Nothing here is
money."""

from measures.shapes.effort.caseload import Caseload
from measures.shapes.effort.compared import Compared
from measures.shapes.effort.minutes import AN_HOUR, UNTIMED, Effort
from measures.shapes.effort.released import FEWEST_WEEKS, Released, Stretch
from measures.shapes.effort.weekly import Weekly

__all__ = ["AN_HOUR", "FEWEST_WEEKS", "UNTIMED", "Caseload", "Compared", "Effort", "Released", "Stretch", "Weekly"]
