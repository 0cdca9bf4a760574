-- Demands of each day and kind that the filters leave, and what is known of them; `period` is the week, month or quarter that is asked
-- for, by its first day.
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
FROM demands_of_days
