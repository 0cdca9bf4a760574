-- Demands by weekday, from 1 for Monday, and hour of the day where a time is written, by the cohort of their source; `in_weeks` of
-- them are of weeks that the record has whole, of which `days` is how many days they have. What has no day has no weekday.
WITH lengths AS (
    SELECT cohort, 7 * count(*) AS days
    FROM cohort_weeks
    WHERE lacks IS NULL AND cohort IS NOT NULL
    GROUP BY cohort
)
SELECT
    date_diff('day', d.week, d.received_on) + 1 AS category,
    d.hour AS split,
    sum(d.demands) AS count,
    d.cohort,
    l.days,
    sum(CASE WHEN w.week IS NOT NULL THEN d.demands ELSE 0 END) AS in_weeks
FROM clocked_demands AS d
LEFT JOIN cohort_weeks AS w ON w.week = d.week AND w.cohort = d.cohort AND w.lacks IS NULL
LEFT JOIN lengths AS l ON l.cohort = d.cohort
GROUP BY date_diff('day', d.week, d.received_on) + 1, d.hour, d.cohort, l.days
UNION ALL
SELECT NULL, NULL, count(*), NULL, NULL, 0
FROM chosen_demands
WHERE is_month OR is_week
HAVING count(*) > 0
