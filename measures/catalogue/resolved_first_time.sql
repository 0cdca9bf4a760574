-- Demands resolved the first time, of those of each period whose answer is known; and how many have no known answer.
SELECT
    period,
    first_time AS numerator,
    answered AS denominator,
    answered AS counted,
    NULL AS left_out,
    left_out AS partial,
    CAST(NULL AS VARCHAR) AS category
FROM periodic_demands
UNION ALL
SELECT period, NULL, NULL, sum(demands - answered), 'not known whether resolved the first time', NULL, NULL
FROM daily_demands
WHERE demands > answered
GROUP BY period
UNION ALL
SELECT day, NULL, NULL, 0, what, NULL, name
FROM demand_changes
UNION ALL
SELECT NULL, answered, NULL, demands, what, NULL, name
FROM known_of_sources
