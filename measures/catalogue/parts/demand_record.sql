-- The first and the last day of the record of demands, whoever received them.
SELECT min(first_day) AS first_day, max(last_day) AS last_day
FROM observed
WHERE kind = 'demands' AND NOT is_slip
