-- Demands of each week, month or quarter that the filters leave: how many, how many are value or failure, and what is known of
-- them; a period without any is a row of noughts.
--
-- The periods begin with the first demand that the filters leave, since a place that joined the record later did not ask for
-- nothing before; they end with the record, so that what people no longer ask for is seen to have gone.
WITH counted AS (
    SELECT
        period,
        sum(demands) AS demands,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN demands END) AS classified,
        sum(CASE WHEN said <> 'Not classified' THEN demands END) AS known,
        sum(CASE WHEN said = 'Failure' THEN demands END) AS failures,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN timed END) AS timed,
        sum(CASE WHEN said = 'Failure' THEN timed END) AS failures_timed,
        sum(CASE WHEN said IN ('Value', 'Failure') THEN minutes END) AS minutes,
        sum(CASE WHEN said = 'Failure' THEN minutes END) AS failure_minutes,
        sum(answered) AS answered,
        sum(first_time) AS first_time
    FROM daily_demands
    GROUP BY period
)
SELECT
    p.period,
    coalesce(c.demands, 0) AS demands,
    coalesce(c.classified, 0) AS classified,
    coalesce(c.known, 0) AS known,
    coalesce(c.failures, 0) AS failures,
    coalesce(c.timed, 0) AS timed,
    coalesce(c.failures_timed, 0) AS failures_timed,
    coalesce(c.minutes, 0) AS minutes,
    coalesce(c.failure_minutes, 0) AS failure_minutes,
    coalesce(c.answered, 0) AS answered,
    coalesce(c.first_time, 0) AS first_time,
    CASE
        WHEN p.period < CAST($since AS DATE) OR p.period_after > CAST($until AS DATE) THEN 'part of a ' || $every
        ELSE p.left_out
    END AS left_out
FROM demand_periods AS p
LEFT JOIN counted AS c ON c.period = p.period
WHERE p.period >= (SELECT min(period) FROM counted)
    AND ($since IS NULL OR p.period_after > CAST($since AS DATE))
    AND ($until IS NULL OR p.period < CAST($until AS DATE))
