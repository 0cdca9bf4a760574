-- Minutes of each week by value and failure, by the cohort of sources that received the demands, and of how many they are recorded; a
-- week in which a cohort has none has no kind.
WITH counted AS (
    SELECT
        week,
        cohort,
        said,
        sum(demands) AS count,
        sum(timed) AS timed,
        sum(minutes) AS minutes
    FROM cohort_demands
    GROUP BY week, cohort, said
)
SELECT
    w.week AS category,
    c.said AS split,
    coalesce(c.count, 0) AS count,
    coalesce(c.timed, 0) AS timed,
    c.minutes,
    w.left_out,
    k.lacks,
    k.cohort,
    a.shown AS whose
FROM demand_weeks AS w
JOIN cohort_weeks AS k ON k.week = w.week
LEFT JOIN counted AS c ON c.week = k.week AND c.cohort = k.cohort
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = k.agency_key
UNION ALL
SELECT c.week, c.said, sum(c.count), sum(c.timed), sum(c.minutes), w.left_out, a.why, NULL, NULL
FROM counted AS c
JOIN demand_weeks AS w ON w.week = c.week
LEFT JOIN cohort_weeks AS k ON k.week = c.week AND k.cohort = c.cohort
LEFT JOIN (
    SELECT CAST(date_trunc('week', day) AS DATE) AS week, max(why) AS why
    FROM demand_days_apart
    GROUP BY CAST(date_trunc('week', day) AS DATE)
) AS a ON a.week = c.week
WHERE k.week IS NULL
GROUP BY c.week, c.said, w.left_out, a.why
