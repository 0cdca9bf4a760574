-- The days that the record of demands covers, by the sources that the filters leave: those that cover the same days are one row.
--
-- `weight` is how many demands they usually have on a day. What is named where all of them have one name is that agency, and that locality.
SELECT
    cohort,
    first_day,
    last_day,
    first_week,
    last_week,
    first_month,
    last_month,
    weeks_over,
    months_over,
    weeks_full,
    months_full,
    begins,
    ends,
    sum(weight) AS weight,
    CASE WHEN min(agency_key) = max(agency_key) THEN min(agency_key) END AS agency_key,
    CASE WHEN min(locality_key) = max(locality_key) THEN min(locality_key) END AS locality_key
FROM observed
WHERE kind = 'demands'
    AND NOT is_slip
    AND ($locality IS NULL OR locality_key = $locality)
    AND ($agency IS NULL OR agency_key = $agency)
GROUP BY
    cohort, first_day, last_day, first_week, last_week, first_month, last_month,
    weeks_over, months_over, weeks_full, months_full, begins, ends
