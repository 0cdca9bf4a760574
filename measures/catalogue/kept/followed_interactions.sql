-- How often something was done in each month of the cases that were followed all through it, with how many these are and what the same
-- cases usually have in a month (`usual`), months without any among them; and what is in no such month, with why.
WITH of_cases AS (
    SELECT c.case_key, c.month, coalesce(i.interactions, 0) AS interactions
    FROM case_months AS c
    LEFT JOIN monthly_interactions AS i ON i.case_key = c.case_key AND i.month = c.month
),
usual AS (
    SELECT o.case_key, CAST(avg(o.interactions) AS DECIMAL(38, 12)) AS usual
    FROM of_cases AS o
    JOIN followed_months AS m ON m.month = o.month AND m.left_out IS NULL
    GROUP BY o.case_key
)
SELECT
    m.month,
    coalesce(sum(o.interactions), 0) AS interactions,
    m.cases,
    coalesce(sum(u.usual), 0) AS usual,
    m.left_out
FROM followed_months AS m
LEFT JOIN of_cases AS o ON o.month = m.month
LEFT JOIN usual AS u ON u.case_key = o.case_key
GROUP BY m.month, m.cases, m.left_out
UNION ALL
SELECT NULL, lines, NULL, NULL, left_out
FROM monthly_interactions
WHERE left_out IS NOT NULL
