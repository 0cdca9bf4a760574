-- Of each month that the filters leave: how many demands are value or failure, and what is known of them.
--
-- The months begin with the first demand that the filters leave, and end with the record.
WITH counted AS (
    SELECT
        month,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN demands END) AS classified,
        sum(CASE WHEN said = 'Failure' THEN demands END) AS failures,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN timed END) AS timed,
        sum(CASE WHEN said = 'Failure' THEN timed END) AS failures_timed,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN minutes END) AS minutes,
        sum(CASE WHEN said = 'Failure' THEN minutes END) AS failure_minutes,
        sum(answered) AS answered,
        sum(first_time) AS first_time
    FROM daily_demands
    GROUP BY month
)
SELECT
    m.month,
    coalesce(c.classified, 0) AS classified,
    coalesce(c.failures, 0) AS failures,
    coalesce(c.timed, 0) AS timed,
    coalesce(c.failures_timed, 0) AS failures_timed,
    coalesce(c.minutes, 0) AS minutes,
    coalesce(c.failure_minutes, 0) AS failure_minutes,
    coalesce(c.answered, 0) AS answered,
    coalesce(c.first_time, 0) AS first_time,
    m.left_out
FROM demand_months AS m
LEFT JOIN counted AS c ON c.month = m.month
WHERE m.month >= (SELECT min(month) FROM counted)
    AND ($since IS NULL OR m.month >= CAST($since AS DATE))
    AND ($until IS NULL OR m.month < CAST($until AS DATE))
