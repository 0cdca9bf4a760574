-- A row for each month of the record of what was done, those in which nothing was among them, and whether the record has all of it.
-- A row of £0 or a date far from all others of its case begins and prolongs no record.
SELECT
    p.period AS month,
    p.period_after AS month_after,
    p.begins_by,
    p.ends_from,
    CASE WHEN r.first_day > p.begins_by OR r.last_day < p.ends_from THEN 'part of a month' END AS left_out
FROM periods AS p
JOIN (SELECT min(opens) AS first_day, max(last_row) AS last_day FROM transaction_cases) AS r
    ON r.first_day < p.period_after AND r.last_day >= p.period
WHERE p.every = 'month'
