-- Minutes that the failure demands of each period took, periods without any among them; of how many of all it is known what they are;
-- and how many failure demands have none recorded.
SELECT
    period AS "when",
    CASE WHEN left_out IS NULL AND (failures = 0 OR failures_timed > 0) THEN failure_minutes ELSE failures END AS value,
    failures_timed AS counted,
    failures AS of_counted,
    known,
    demands AS of_all,
    CASE WHEN failures_timed BETWEEN 1 AND failures - 1
        THEN 'The minutes of ' || CAST(failures_timed AS VARCHAR) || ' of ' || CAST(failures AS VARCHAR) || ' are recorded' END AS note,
    CASE WHEN left_out IS NULL AND failures > 0 AND failures_timed = 0 THEN 'without recorded minutes' ELSE left_out END AS left_out
FROM periodic_demands
UNION ALL
SELECT NULL, sum(demands - timed), NULL, NULL, NULL, NULL, NULL, 'minutes not recorded'
FROM daily_demands
WHERE said = 'Failure'
HAVING sum(demands - timed) > 0
UNION ALL
SELECT day, 1, NULL, NULL, NULL, NULL, name, what
FROM demand_changes
