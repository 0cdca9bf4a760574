-- A row for each month of the record of what was done, those in which nothing was among them, and whether the record has all of it.
SELECT
    p.period AS month,
    p.period_after AS month_after,
    p.begins_by,
    p.ends_from,
    CASE WHEN r.first_day > p.begins_by OR r.last_day < p.ends_from THEN 'part of a month' END AS left_out
FROM periods AS p
JOIN transaction_record AS r ON r.first_day < p.period_after AND r.last_day >= p.period
WHERE p.every = 'month'
