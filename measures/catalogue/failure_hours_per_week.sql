-- Minutes that the failure demands of each week took, weeks without any among them; and how many failure demands have none recorded.
SELECT
    week AS "when",
    CASE WHEN left_out IS NULL AND (failures = 0 OR timed > 0) THEN failure_minutes ELSE failures END AS value,
    CASE WHEN timed BETWEEN 1 AND failures - 1
        THEN 'The minutes of ' || CAST(timed AS VARCHAR) || ' of ' || CAST(failures AS VARCHAR) || ' are recorded' END AS note,
    CASE WHEN left_out IS NULL AND failures > 0 AND timed = 0 THEN 'without recorded minutes' ELSE left_out END AS left_out
FROM weekly_demands
UNION ALL
SELECT NULL, sum(demands - timed), NULL, 'minutes not recorded'
FROM daily_demands
WHERE said = 'Failure'
HAVING sum(demands - timed) > 0
