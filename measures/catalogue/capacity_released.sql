-- Minutes of failure demand in each week, weeks without any among them, and of how many demands they are recorded.
WITH counted AS (
    SELECT
        week,
        sum(demands) AS count,
        sum(timed) AS timed,
        sum(minutes) AS minutes
    FROM daily_demands
    WHERE said = 'Failure'
    GROUP BY week
)
SELECT
    w.week AS category,
    'Failure' AS split,
    coalesce(c.count, 0) AS count,
    coalesce(c.timed, 0) AS timed,
    c.minutes,
    w.left_out
FROM demand_weeks AS w
LEFT JOIN counted AS c ON c.week = w.week
