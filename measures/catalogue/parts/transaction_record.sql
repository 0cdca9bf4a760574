-- The first and the last day of the record of what was done.
SELECT min(first_day) AS first_day, max(last_day) AS last_day
FROM transaction_cases
