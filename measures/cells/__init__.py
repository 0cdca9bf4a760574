"""The types of cell: each says itself to people, reads, finds its faults and names its stored type, in one file."""

from measures.cells.base import CellType
from measures.cells.change import Change
from measures.cells.choice import Choice
from measures.cells.date import Date
from measures.cells.financial_year import FinancialYear
from measures.cells.level import Level
from measures.cells.minutes import Minutes
from measures.cells.money import Money
from measures.cells.name import Name
from measures.cells.number import Number
from measures.cells.postcode import Postcode
from measures.cells.rating import Rating
from measures.cells.ref import Ref
from measures.cells.street import Street
from measures.cells.text import Text
from measures.cells.time import Time
from measures.cells.yes_no import YesNo

__all__ = [
    "CellType",
    "Change",
    "Choice",
    "Date",
    "FinancialYear",
    "Level",
    "Minutes",
    "Money",
    "Name",
    "Number",
    "Postcode",
    "Rating",
    "Ref",
    "Street",
    "Text",
    "Time",
    "YesNo",
]
