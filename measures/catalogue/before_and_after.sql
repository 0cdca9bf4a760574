-- Interactions and cost of each case in each of the quarters in which it is compared with itself, and what had to be left out.
--
-- What an agency did that wrote down payments in its place for a part of the record is a cost and no interaction, and is told beside; so
-- is what is paid by the half-year or year, the first after the intervention, which is for time before it too.
-- A quarter in which nothing happened is a row of noughts: all of these quarters are on record. (The last step is NOT EXISTS and
-- not a LEFT JOIN that finds nothing: DuckDB 2.0 forgets the condition on left_out of that join, and so the noughts of quarters in
-- which only the intervention itself was paid.)
WITH placed AS (
    SELECT
        c.case_key,
        c.case_ref,
        l.cash_type,
        l.price_year,
        l.amount,
        CASE WHEN b.agency_key IS NULL THEN l.interactions ELSE 0 END AS interactions,
        CASE
            WHEN l.interactions > 0 AND b.agency_key IS NOT NULL THEN b.why
            WHEN date_diff('day', c.intervention, l.counted_on) BETWEEN 0 AND p.longest - 16 THEN 'paid for time before too'
        END AS beside,
        q.quarter,
        CASE
            WHEN l.cash_type = 'Avoided' THEN 'recorded as avoided'
            WHEN c.why = 'no intervention date' THEN c.why
            WHEN l.approach = 'Intervention' THEN 'intervention cost'
            WHEN c.why IS NOT NULL THEN c.why
            WHEN l.date IS NULL THEN 'no date'
            WHEN q.quarter IS NULL THEN 'outside the quarters compared'
        END AS left_out
    FROM transaction_lines AS l
    JOIN transaction_cases AS c ON c.case_key = l.case_key
    LEFT JOIN billed_agencies AS b ON b.agency_key = l.agency_key
    LEFT JOIN payment_steps AS p
        ON p.case_key = l.case_key
        AND p.agency_key = l.agency_key
        AND p.activity_key IS NOT DISTINCT FROM l.activity_key
        AND p.longest <= p.shortest + 15
        AND p.longest BETWEEN 101 AND 380
    LEFT JOIN case_quarters AS q ON q.case_key = l.case_key AND l.counted_on BETWEEN q.first_day AND q.last_day
)
SELECT
    case_ref,
    quarter,
    cash_type,
    price_year,
    CAST(sum(interactions) AS INTEGER) AS transactions,
    count(*) AS lines,
    sum(amount) AS amount,
    max(amount) AS most,
    left_out
FROM (
    SELECT
        case_ref,
        CASE WHEN left_out IS NULL THEN quarter END AS quarter,
        cash_type,
        price_year,
        amount,
        interactions,
        left_out
    FROM placed
) AS counted
GROUP BY case_ref, quarter, cash_type, price_year, left_out
UNION ALL
SELECT case_ref, NULL AS quarter, cash_type, price_year, 0 AS transactions, count(*) AS lines, 0 AS amount, 0 AS most, beside AS left_out
FROM placed
WHERE left_out IS NULL AND beside IS NOT NULL
GROUP BY case_ref, cash_type, price_year, beside
UNION ALL
SELECT
    case_ref, NULL AS quarter, NULL AS cash_type, NULL AS price_year, 0 AS transactions, 0 AS lines, 0 AS amount, 0 AS most,
    'followed to a day to come' AS left_out
FROM transaction_cases
WHERE is_open = 1 AND quarters > 0
UNION ALL
SELECT
    c.case_ref, q.quarter, NULL AS cash_type, NULL AS price_year, 0 AS transactions, 0 AS lines, 0 AS amount, 0 AS most, NULL AS left_out
FROM case_quarters AS q
JOIN transaction_cases AS c ON c.case_key = q.case_key
WHERE NOT EXISTS (
    SELECT 1
    FROM placed AS p
    WHERE p.case_key = q.case_key AND p.quarter = q.quarter AND p.left_out IS NULL
)
