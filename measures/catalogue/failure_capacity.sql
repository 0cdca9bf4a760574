-- Minutes on failure demand of the minutes on value and failure of each period; and how many demands have none recorded.
WITH beside AS (
    SELECT
        period,
        CASE WHEN said IN ('Value', 'Failure') THEN 'minutes not recorded' ELSE lower(said) END AS why,
        CASE WHEN said = 'Failure' THEN demands - timed WHEN said = 'Value' THEN 0 END AS failures,
        CASE WHEN said IN ('Value', 'Failure') THEN demands - timed ELSE demands END AS demands
    FROM daily_demands
    WHERE said NOT IN ('Value', 'Failure') OR demands > timed
)
SELECT
    period,
    failure_minutes AS numerator,
    minutes AS denominator,
    failures_timed AS part,
    timed AS counted,
    NULL AS left_out,
    left_out AS partial,
    CAST(NULL AS VARCHAR) AS category
FROM periodic_demands
UNION ALL
SELECT period, NULL, NULL, sum(failures), sum(demands), why, NULL, NULL
FROM beside
GROUP BY period, why
UNION ALL
SELECT day, NULL, NULL, NULL, 0, what, NULL, name
FROM demand_changes
UNION ALL
SELECT NULL, timed, NULL, timed, to_time, what, NULL, name
FROM known_of_sources
WHERE to_time > 0
