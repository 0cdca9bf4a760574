"""The catalogue of measures. A measure is the pair `<name>.py` and `<name>.sql` here."""

from measures.catalogue import (
    demand_tiers,
    flag_count_differences,
    flags_by_street,
    flags_per_household,
    households_by_street,
    selected_lists,
)
from measures.catalogue.definition import Measure

MEASURES: dict[str, Measure] = {
    module.MEASURE.name: module.MEASURE
    for module in (
        demand_tiers,
        households_by_street,
        flags_by_street,
        flags_per_household,
        flag_count_differences,
        selected_lists,
    )
}
