-- The first and the last day of the record of what was done.
--
-- What was avoided did not happen, and the cost of the intervention itself is dated when it was paid: neither says how far the
-- record of what was done for people goes.
SELECT min(date) AS first_day, max(date) AS last_day
FROM transaction_lines
WHERE apart IS NULL
