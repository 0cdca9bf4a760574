-- How often something was done in each month for each case that was followed all through it; and how many lines are of no such month,
-- with why, of all cases together.
--
-- The cost of the intervention itself is no interaction, nor is a row that records what was avoided, nor a payment; nor is there one
-- of an agency that wrote down payments in their place for a part of the record. What a credit takes back is taken back in the month
-- in which it was done: it is counted there, and told beside as nothing done.
WITH placed AS (
    SELECT
        l.case_key,
        m.month,
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
    SELECT p.case_key, p.month, c.month AS month_followed, p.interactions
    FROM placed AS p
    LEFT JOIN case_months AS c ON c.case_key = p.case_key AND c.month = p.month
    WHERE p.is_counted = 1
)
SELECT case_key, month, NULL AS left_out, sum(interactions) AS interactions, 0 AS lines
FROM done
WHERE month_followed IS NOT NULL
GROUP BY case_key, month
UNION ALL
SELECT NULL, NULL, 'of cases that were not followed all month', NULL, count(*)
FROM done
WHERE month_followed IS NULL AND interactions > 0
HAVING count(*) > 0
UNION ALL
SELECT NULL, NULL, left_out, NULL, count(*)
FROM placed
WHERE left_out IS NOT NULL
GROUP BY left_out
