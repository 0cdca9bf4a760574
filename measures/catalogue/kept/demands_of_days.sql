-- Demands of each day and kind that the filters leave, and what is known of them. Weeks, months and quarters are added up from these few
-- rows, so that the demands themselves are read once, whatever is asked of them.
SELECT
    received_on,
    value_or_failure,
    count(*) AS demands,
    count(minutes) AS timed,
    sum(minutes) AS minutes,
    count(resolved_first_time) AS answered,
    count(CASE WHEN resolved_first_time THEN 1 END) AS first_time
FROM chosen_demands
GROUP BY received_on, value_or_failure
