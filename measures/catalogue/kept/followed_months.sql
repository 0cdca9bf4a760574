-- A row for each month of the record of what was done: how many cases were followed all through it, and why it is no point.
--
-- What is done for all cases rises and falls with how many they are, so that it is told for each. Of fewer than half as many as in
-- the fullest month it would be told of other people. One case that is asked for is told as a total. Of twelve whole months or more
-- in a row without a row of those who were followed nobody knows whether nothing was done or nothing written down: they are no noughts.
WITH recorded AS (
    SELECT case_key, CAST(date_trunc('month', date) AS DATE) AS month
    FROM transaction_lines
    WHERE date IS NOT NULL
    GROUP BY case_key, CAST(date_trunc('month', date) AS DATE)
),
counted AS (
    SELECT
        m.month,
        m.month_after,
        m.left_out,
        count(c.case_key) AS cases,
        CASE WHEN m.left_out IS NULL AND count(r.case_key) = 0 THEN 1 ELSE 0 END AS is_empty
    FROM transaction_months AS m
    LEFT JOIN case_months AS c ON c.month = m.month
    LEFT JOIN recorded AS r ON r.case_key = c.case_key AND r.month = c.month
    GROUP BY m.month, m.month_after, m.left_out
),
in_a_row AS (
    SELECT
        *,
        row_number() OVER (ORDER BY month) - row_number() OVER (PARTITION BY is_empty ORDER BY month) AS stretch
    FROM counted
),
lasting AS (
    SELECT *, count(*) OVER (PARTITION BY is_empty, stretch) AS months
    FROM in_a_row
),
fullest AS (
    SELECT max(cases) AS cases
    FROM counted
)
SELECT
    l.month,
    l.month_after,
    CASE WHEN $case IS NULL THEN l.cases END AS cases,
    CASE
        WHEN l.left_out IS NOT NULL THEN l.left_out
        WHEN l.is_empty = 1 AND l.months >= 12 THEN 'without any record for a year or longer'
        WHEN $case IS NULL AND (l.cases = 0 OR 2 * l.cases < f.cases) THEN 'with fewer than half as many cases as the fullest'
    END AS left_out
FROM lasting AS l
CROSS JOIN fullest AS f
