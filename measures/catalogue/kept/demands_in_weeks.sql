-- Demands of each kind, type and agency that the filters leave, by the cohort of their source: what is known of their minutes, and of
-- the minutes of those that were received in weeks that the record has whole; `days` is how many days these weeks have.
WITH lengths AS (
    SELECT cohort, 7 * count(*) AS days
    FROM cohort_weeks
    WHERE lacks IS NULL AND cohort IS NOT NULL
    GROUP BY cohort
)
SELECT
    d.agency_key,
    d.type_key,
    d.said,
    d.cohort,
    l.days,
    sum(d.demands) AS count,
    sum(d.timed) AS timed,
    sum(d.minutes) AS minutes,
    sum(CASE WHEN w.week IS NOT NULL THEN d.minutes END) AS weekly_minutes
FROM cohort_demands AS d
LEFT JOIN cohort_weeks AS w ON w.week = d.week AND w.cohort = d.cohort AND w.lacks IS NULL
LEFT JOIN lengths AS l ON l.cohort = d.cohort
GROUP BY d.agency_key, d.type_key, d.said, d.cohort, l.days
