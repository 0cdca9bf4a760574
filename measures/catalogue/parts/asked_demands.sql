-- The demands of households, that the filters leave: `day` is the day of one of which that is known.
SELECT
    h.nth,
    h.household_ref_key,
    h.household,
    h.demands AS of_household,
    h.total,
    d._upload,
    d._row,
    d.received_on,
    d.is_month,
    d.is_week,
    CASE WHEN NOT d.is_month AND NOT d.is_week THEN d.received_on END AS day,
    d.verbatim,
    d.said,
    d.type_key,
    d.agency_key,
    d.demand_ref
FROM asking_households AS h
JOIN chosen_demands AS d ON d.household_ref_key = h.household_ref_key
