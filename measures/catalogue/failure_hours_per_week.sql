-- Minutes that the failure demands of each week took, weeks without any among them; and how many failure demands have none recorded.
SELECT
    'Hours on failure demand per week' AS series,
    week AS "when",
    failure_minutes AS minutes,
    failures AS counted,
    CASE WHEN failures > 0 AND timed = 0 THEN 'failure demands' ELSE 'hours a week' END AS unit,
    'Down' AS better,
    CASE WHEN timed BETWEEN 1 AND failures - 1
        THEN 'The minutes of ' || CAST(timed AS VARCHAR) || ' of ' || CAST(failures AS VARCHAR) || ' are recorded' END AS note,
    CASE WHEN left_out IS NULL AND failures > 0 AND timed = 0 THEN 'without recorded minutes' ELSE left_out END AS left_out
FROM weekly_demands
UNION ALL
SELECT
    'Hours on failure demand per week',
    NULL,
    NULL,
    count(*),
    'failure demands',
    NULL,
    NULL,
    'minutes not recorded'
FROM chosen_demands
WHERE said = 'Failure' AND minutes IS NULL
HAVING count(*) > 0
