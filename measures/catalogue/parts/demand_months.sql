-- A row for each month between the first demand and the last, and whether the record has all of it; and one for each month after
-- the record in which a demand is dated all the same.
--
-- The record has a month if it begins no more than four days into it, and ends no more than four days before its end: the
-- longest that an office which works is closed, at Easter.
WITH months AS (
    SELECT CAST(month AS DATE) AS month, CAST(month + INTERVAL '1' MONTH AS DATE) AS month_after, first_day, last_day
    FROM (
        SELECT unnest(generate_series(date_trunc('month', first_day), last_day, INTERVAL '1' MONTH)) AS month, first_day, last_day
        FROM demand_record
    ) AS steps
)
SELECT
    month,
    CASE
        WHEN date_diff('day', month, first_day) > 4 THEN 'part of a month'
        WHEN date_diff('day', last_day, month_after) > 5 THEN 'part of a month'
    END AS left_out
FROM months
UNION ALL
SELECT DISTINCT
    CAST(date_trunc('month', d.received_on) AS DATE),
    'after the day of loading'
FROM (SELECT DISTINCT received_on FROM demands_as_loaded) AS d
CROSS JOIN demand_record AS r
WHERE date_trunc('month', d.received_on) > r.last_day
