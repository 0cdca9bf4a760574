-- Demands resolved the first time, of those of each month whose answer is known; and how many have no known answer.
SELECT
    'Resolved first time per month' AS series,
    month AS "when",
    first_time AS numerator,
    answered AS denominator,
    answered AS counted,
    'per cent of demands' AS unit,
    'Up' AS better,
    CAST(NULL AS VARCHAR) AS note,
    left_out
FROM monthly_demands
UNION ALL
SELECT 'Resolved first time per month', NULL, NULL, NULL, count(*), 'demands', NULL, NULL, 'not known whether resolved the first time'
FROM chosen_demands
WHERE resolved_first_time IS NULL
HAVING count(*) > 0
