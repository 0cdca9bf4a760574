-- How many interactions and lines of cost are dated in each month, months without any among them; of one case or of all.
--
-- The cost of the intervention itself is no interaction, nor is a row that records what was avoided.
SELECT m.month AS "when", count(d.date) AS value, m.left_out
FROM transaction_months AS m
LEFT JOIN transaction_lines AS d ON d.date >= m.month AND d.date < m.month_after AND d.apart IS NULL
GROUP BY m.month, m.left_out
UNION ALL
SELECT NULL, count(*), coalesce(apart, 'without a date')
FROM transaction_lines
WHERE apart IS NOT NULL OR date IS NULL
GROUP BY coalesce(apart, 'without a date')
