-- A row for each month between the first demand and the last, and whether the record has all of it; and one for each month after
-- the record in which a demand is dated all the same.
SELECT
    p.period AS month,
    CASE WHEN r.first_day > p.begins_by OR r.last_day < p.ends_from THEN 'part of a month' END AS left_out
FROM periods AS p
JOIN demand_record AS r ON r.first_day < p.period_after AND r.last_day >= p.period
WHERE p.every = 'month'
UNION ALL
SELECT DISTINCT
    CAST(date_trunc('month', d.received_on) AS DATE),
    'after the day of loading'
FROM (SELECT DISTINCT received_on FROM demand_days) AS d
CROSS JOIN demand_record AS r
WHERE date_trunc('month', d.received_on) > r.last_day
