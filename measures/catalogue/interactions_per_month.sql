-- How many interactions and lines of cost are dated in each month, months without any among them: of one case; or of those that
-- were followed all through the month, with how many these are.
--
-- The cost of the intervention itself is no interaction, nor is a row that records what was avoided.
WITH done AS (
    SELECT l.case_key, m.month, count(*) AS lines
    FROM transaction_months AS m
    JOIN transaction_lines AS l ON l.date >= m.month AND l.date < m.month_after AND l.apart IS NULL
    GROUP BY l.case_key, m.month
)
SELECT m.month AS "when", CAST(coalesce(sum(d.lines), 0) AS INTEGER) AS value, m.cases AS counted, m.cases AS cases, m.left_out
FROM followed_months AS m
LEFT JOIN case_months AS c ON c.month = m.month
LEFT JOIN done AS d ON d.case_key = c.case_key AND d.month = c.month
GROUP BY m.month, m.cases, m.left_out
UNION ALL
SELECT NULL, CAST(sum(d.lines) AS INTEGER), NULL, NULL, 'of cases that were not followed all month'
FROM done AS d
WHERE NOT EXISTS (SELECT 1 FROM case_months AS c WHERE c.case_key = d.case_key AND c.month = d.month)
HAVING count(*) > 0
UNION ALL
SELECT NULL, count(*), NULL, NULL, coalesce(apart, 'without a date')
FROM transaction_lines
WHERE apart IS NOT NULL OR date IS NULL
GROUP BY coalesce(apart, 'without a date')
