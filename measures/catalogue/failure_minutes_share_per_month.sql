-- Minutes on failure demand of the minutes on value and failure of each month; and how many demands have none recorded.
SELECT
    'Share of time on failure demand per month' AS series,
    month AS "when",
    failure_minutes AS numerator,
    minutes AS denominator,
    timed AS counted,
    'per cent of minutes' AS unit,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    left_out
FROM monthly_demands
UNION ALL
SELECT
    'Share of time on failure demand per month',
    NULL,
    NULL,
    NULL,
    count(*),
    'demands',
    NULL,
    NULL,
    CASE
        WHEN said = 'Not sure' THEN 'not sure'
        WHEN said = 'Not classified' THEN 'not classified'
        ELSE 'minutes not recorded'
    END AS why
FROM chosen_demands
WHERE said NOT IN ('Value', 'Failure') OR minutes IS NULL
GROUP BY why
