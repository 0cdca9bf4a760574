-- A row for each month between the first demand and the last, and whether the record has all of it.
--
-- The record has a month if it begins no more than four days into it, and ends no more than four days before its end: the
-- longest that an office which works is closed, at Easter.
WITH ends AS (
    SELECT min(received_on) AS first_day, max(received_on) AS last_day
    FROM demands
),
months AS (
    SELECT CAST(month AS DATE) AS month, CAST(month + INTERVAL '1' MONTH AS DATE) AS month_after, first_day, last_day
    FROM (
        SELECT unnest(generate_series(date_trunc('month', first_day), last_day, INTERVAL '1' MONTH)) AS month, first_day, last_day
        FROM ends
    ) AS steps
)
SELECT
    month,
    left(CAST(month AS VARCHAR), 7) AS name,
    CASE
        WHEN date_diff('day', month, first_day) > 4 THEN 'part of a month'
        WHEN date_diff('day', last_day, month_after) > 5 THEN 'part of a month'
    END AS left_out
FROM months
