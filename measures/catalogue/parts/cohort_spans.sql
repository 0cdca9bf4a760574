-- When each source of demands was observed, and which whole weeks lie in that: what is counted a week is of these.
SELECT DISTINCT
    agency_key,
    locality_key,
    lineage,
    cohort,
    first_day,
    last_day,
    first_week,
    CAST(least(last_week + INTERVAL '7' DAY, weeks_over, weeks_full) AS DATE) AS week_after
FROM observed
WHERE kind = 'demands' AND NOT is_slip
