-- Failure demands of the demands of each period that are value or failure; and how many are neither.
SELECT
    period,
    failures AS numerator,
    classified AS denominator,
    classified AS counted,
    NULL AS left_out,
    left_out AS partial,
    CAST(NULL AS VARCHAR) AS category
FROM periodic_demands
UNION ALL
SELECT period, NULL, NULL, sum(demands), lower(said), NULL, NULL
FROM daily_demands
WHERE said NOT IN ('Value', 'Failure')
GROUP BY period, lower(said)
UNION ALL
SELECT day, NULL, NULL, 0, what, NULL, name
FROM demand_changes
UNION ALL
SELECT NULL, classified, NULL, demands, what, NULL, name
FROM known_of_sources
