-- A row for each month of the record of what was done: how many cases were followed all through it, and why it is no point.
--
-- What is done for all cases rises and falls with how many they are, so that it is told for each. Of fewer than half as many as in
-- the fullest month it would be told of other people. One case that is asked for is told as a total.
WITH counted AS (
    SELECT m.month, m.month_after, m.left_out, count(c.case_key) AS cases
    FROM transaction_months AS m
    LEFT JOIN case_months AS c ON c.month = m.month
    GROUP BY m.month, m.month_after, m.left_out
),
fullest AS (
    SELECT max(cases) AS cases
    FROM counted
)
SELECT
    c.month,
    c.month_after,
    CASE WHEN $case IS NULL THEN c.cases END AS cases,
    CASE
        WHEN c.left_out IS NOT NULL THEN c.left_out
        WHEN $case IS NULL AND (c.cases = 0 OR 2 * c.cases < f.cases) THEN 'with fewer than half as many cases as the fullest'
    END AS left_out
FROM counted AS c
CROSS JOIN fullest AS f
