-- Demands of each day and kind that the filters leave, and what is known of them: weeks, months and quarters are added up from
-- these few rows. `period` is the one that is asked for, by its first day.
SELECT
    received_on AS day,
    CAST(date_trunc('week', received_on) AS DATE) AS week,
    CASE $every
        WHEN 'week' THEN CAST(date_trunc('week', received_on) AS DATE)
        WHEN 'month' THEN CAST(date_trunc('month', received_on) AS DATE)
        WHEN 'quarter' THEN CAST(date_trunc('quarter', received_on) AS DATE)
    END AS period,
    coalesce(value_or_failure, 'Not classified') AS said,
    demands,
    timed,
    minutes,
    answered,
    first_time
FROM (
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
) AS days
