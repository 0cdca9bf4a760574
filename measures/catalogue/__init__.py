"""The catalogue of measures. A measure is the pair `<name>.py` and `<name>.sql` here."""

from measures.catalogue import (
    agency_costs,
    before_and_after,
    case_costs,
    case_people,
    case_received,
    case_timeline,
    demand_tiers,
    flag_count_differences,
    flags_by_street,
    flags_per_household,
    households_by_street,
    outcome_changes,
    outcome_ratings,
    re_referrals,
    referrals_to_packages,
    results,
    selected_lists,
    what_matters,
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
        agency_costs,
        before_and_after,
        outcome_ratings,
        outcome_changes,
        what_matters,
        case_people,
        case_received,
        case_timeline,
        case_costs,
        re_referrals,
        referrals_to_packages,
        results,
    )
}
