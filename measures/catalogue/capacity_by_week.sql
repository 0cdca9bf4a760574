-- Minutes of each week by value and failure, and of how many demands they are recorded; a week without demands has no kind.
WITH counted AS (
    SELECT
        week,
        said,
        sum(demands) AS count,
        sum(timed) AS timed,
        sum(minutes) AS minutes
    FROM daily_demands
    GROUP BY week, said
)
SELECT
    w.week AS category,
    c.said AS split,
    coalesce(c.count, 0) AS count,
    coalesce(c.timed, 0) AS timed,
    c.minutes,
    w.left_out
FROM demand_weeks AS w
LEFT JOIN counted AS c ON c.week = w.week
