-- A row for each week, from Monday, between the first demand and the last, and whether the record has all of it; and one for each
-- week after the record in which a demand is dated all the same.
--
-- The first week is whole if the record begins on the earliest day of the week on which demands are ever received, and the
-- last if it ends on the latest: where nobody answers at weekends, Friday ends a week.
WITH days AS (
    SELECT received_on, CAST(date_trunc('week', received_on) AS DATE) AS week
    FROM (SELECT DISTINCT received_on FROM demand_days) AS d
),
ends AS (
    SELECT
        r.first_day,
        r.last_day,
        min(d.week) AS first_week,
        max(d.week) AS last_week,
        min(date_diff('day', d.week, d.received_on)) AS opens,
        max(date_diff('day', d.week, d.received_on)) AS closes
    FROM days AS d
    JOIN demand_record AS r ON r.last_day >= d.received_on
    GROUP BY r.first_day, r.last_day
),
weeks AS (
    SELECT CAST(week AS DATE) AS week
    FROM (SELECT unnest(generate_series(first_week, last_week, INTERVAL '7' DAY)) AS week FROM ends) AS steps
)
SELECT
    w.week,
    CASE
        WHEN w.week = e.first_week AND date_diff('day', w.week, e.first_day) > e.opens THEN 'part of a week'
        WHEN w.week = e.last_week AND date_diff('day', w.week, e.last_day) < e.closes THEN 'part of a week'
    END AS left_out
FROM weeks AS w
CROSS JOIN ends AS e
UNION ALL
SELECT DISTINCT d.week, 'after the day of loading'
FROM days AS d
CROSS JOIN ends AS e
WHERE d.week > e.last_week
