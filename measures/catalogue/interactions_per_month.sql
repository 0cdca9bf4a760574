-- How many interactions and lines of cost are dated in each month, months without any among them; of one case or of all.
--
-- A month is whole if the record covers its first and its last day. The cost of the intervention itself is no interaction, nor is
-- a row that records what was avoided.
WITH dated AS (
    SELECT date, CAST(date_trunc('month', date) AS DATE) AS month
    FROM transaction_lines
    WHERE date IS NOT NULL AND is_avoided = 0 AND coalesce(approach, '') <> 'Intervention'
),
ends AS (
    SELECT min(date) AS first_day, max(date) AS last_day, min(month) AS first_month, max(month) AS last_month
    FROM dated
),
months AS (
    SELECT CAST(month AS DATE) AS month
    FROM (SELECT unnest(generate_series(first_month, last_month, INTERVAL '1' MONTH)) AS month FROM ends) AS steps
)
SELECT
    m.month AS "when",
    count(d.date) AS value,
    CASE
        WHEN m.month = e.first_month AND e.first_day > m.month THEN 'part of a month'
        WHEN m.month = e.last_month AND extract(MONTH FROM e.last_day + INTERVAL '1' DAY) = extract(MONTH FROM m.month)
            THEN 'part of a month'
    END AS left_out
FROM months AS m
CROSS JOIN ends AS e
LEFT JOIN dated AS d ON d.month = m.month
GROUP BY m.month, e.first_month, e.last_month, e.first_day, e.last_day
UNION ALL
SELECT NULL, count(*), 'without a date'
FROM transaction_lines
WHERE date IS NULL
HAVING count(*) > 0
UNION ALL
SELECT NULL, count(*), 'recorded as avoided'
FROM transaction_lines
WHERE date IS NOT NULL AND is_avoided = 1 AND coalesce(approach, '') <> 'Intervention'
HAVING count(*) > 0
UNION ALL
SELECT NULL, count(*), 'cost of the intervention'
FROM transaction_lines
WHERE date IS NOT NULL AND approach = 'Intervention'
HAVING count(*) > 0
