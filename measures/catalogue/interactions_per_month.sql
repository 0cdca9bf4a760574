-- How often something was done in each month, months without any among them: of one case; or of those that were followed all
-- through the month, with how many these are and what the same cases usually have in a month (`usual`).
--
-- The cost of the intervention itself is no interaction, nor is a row that records what was avoided, nor a payment; nor is there one
-- of an agency that wrote down payments in their place for a part of the record. What a credit takes back is taken back in the month
-- in which it was done.
WITH placed AS (
    SELECT
        l.case_key,
        l.done_on,
        l.interactions,
        CASE
            WHEN l.apart IS NOT NULL THEN l.apart
            WHEN l.date IS NULL THEN 'without a date'
            WHEN m.month IS NULL THEN 'outside the months on record'
            WHEN l.interactions <= 0 THEN 'payments and credits, which are nothing done'
            ELSE b.why
        END AS left_out,
        CASE WHEN l.apart IS NULL AND m.month IS NOT NULL AND b.agency_key IS NULL THEN 1 ELSE 0 END AS is_counted
    FROM transaction_lines AS l
    LEFT JOIN transaction_months AS m ON m.month = CAST(date_trunc('month', l.done_on) AS DATE)
    LEFT JOIN billed_agencies AS b ON b.agency_key = l.agency_key
),
done AS (
    SELECT p.case_key, m.month, sum(p.interactions) AS interactions, sum(CASE WHEN p.interactions > 0 THEN 1 ELSE 0 END) AS lines
    FROM transaction_months AS m
    JOIN placed AS p ON CAST(date_trunc('month', p.done_on) AS DATE) = m.month AND p.is_counted = 1
    GROUP BY p.case_key, m.month
),
of_cases AS (
    SELECT c.case_key, c.month, coalesce(d.interactions, 0) AS interactions
    FROM case_months AS c
    LEFT JOIN done AS d ON d.case_key = c.case_key AND d.month = c.month
),
usual AS (
    SELECT o.case_key, CAST(avg(o.interactions) AS DECIMAL(38, 12)) AS usual
    FROM of_cases AS o
    JOIN followed_months AS m ON m.month = o.month AND m.left_out IS NULL
    GROUP BY o.case_key
)
SELECT
    m.month AS "when",
    CAST(coalesce(sum(o.interactions), 0) AS INTEGER) AS value,
    m.cases AS counted,
    m.cases AS cases,
    coalesce(sum(u.usual), 0) AS usual,
    m.left_out
FROM followed_months AS m
LEFT JOIN of_cases AS o ON o.month = m.month
LEFT JOIN usual AS u ON u.case_key = o.case_key
GROUP BY m.month, m.cases, m.left_out
UNION ALL
SELECT NULL, CAST(sum(d.lines) AS INTEGER), NULL, NULL, NULL, 'of cases that were not followed all month'
FROM done AS d
WHERE NOT EXISTS (SELECT 1 FROM case_months AS c WHERE c.case_key = d.case_key AND c.month = d.month)
HAVING sum(d.lines) > 0
UNION ALL
SELECT NULL, count(*), NULL, NULL, NULL, left_out
FROM placed
WHERE left_out IS NOT NULL
GROUP BY left_out
