-- Demands and failure demands of each week, from Monday, that the filters leave, and the minutes of these that are recorded; a
-- week without any is a row of noughts.
--
-- The weeks begin with the first demand that the filters leave, since a place that joined the record later did not ask for
-- nothing before; they end with the record, so that what people no longer ask for is seen to have gone.
WITH counted AS (
    SELECT
        week,
        sum(demands) AS demands,
        sum(CASE WHEN said = 'Failure' THEN demands END) AS failures,
        sum(CASE WHEN said = 'Failure' THEN timed END) AS timed,
        sum(CASE WHEN said = 'Failure' THEN minutes END) AS failure_minutes
    FROM daily_demands
    GROUP BY week
)
SELECT
    w.week,
    coalesce(c.demands, 0) AS demands,
    coalesce(c.failures, 0) AS failures,
    coalesce(c.timed, 0) AS timed,
    coalesce(c.failure_minutes, 0) AS failure_minutes,
    CASE
        WHEN w.week < CAST($since AS DATE) THEN 'part of a week'
        WHEN w.week + INTERVAL '6' DAY >= CAST($until AS DATE) THEN 'part of a week'
        ELSE w.left_out
    END AS left_out
FROM demand_weeks AS w
LEFT JOIN counted AS c ON c.week = w.week
WHERE w.week >= (SELECT min(week) FROM counted)
    AND ($until IS NULL OR w.week < CAST($until AS DATE))
