-- Every source of demands that the filters leave, and its cohort: sources of one cohort were observed on the same days.
SELECT DISTINCT agency_key, locality_key, lineage, cohort
FROM observed
WHERE kind = 'demands'
    AND NOT is_slip
    AND ($locality IS NULL OR locality_key = $locality)
    AND ($agency IS NULL OR agency_key = $agency)
