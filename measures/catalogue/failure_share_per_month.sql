-- Failure demands of the demands of each month that are value or failure; and how many are neither.
SELECT
    'Failure demand share per month' AS series,
    month AS "when",
    failures AS numerator,
    classified AS denominator,
    classified AS counted,
    'per cent of demands' AS unit,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    left_out
FROM monthly_demands
UNION ALL
SELECT
    'Failure demand share per month',
    NULL,
    NULL,
    NULL,
    count(*),
    'demands',
    NULL,
    NULL,
    CASE WHEN said = 'Not sure' THEN 'not sure' ELSE 'not classified' END
FROM chosen_demands
WHERE said NOT IN ('Value', 'Failure')
GROUP BY CASE WHEN said = 'Not sure' THEN 'not sure' ELSE 'not classified' END
