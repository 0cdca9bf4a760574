-- How many demands that are classified as failure were received in each week, weeks without any among them.
SELECT
    'Failure demands per week' AS series,
    week AS "when",
    failures AS value,
    'failure demands a week' AS unit,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    left_out
FROM weekly_demands
ORDER BY week
