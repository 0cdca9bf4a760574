-- How many demands were received in each week, weeks without any among them.
SELECT
    'Demands per week' AS series,
    week AS "when",
    demands AS value,
    'demands a week' AS unit,
    'Neither' AS better,
    CAST(NULL AS VARCHAR) AS note,
    left_out
FROM weekly_demands
ORDER BY week
