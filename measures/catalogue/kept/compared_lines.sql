-- What the lines of each case come to in each of the quarters in which it is compared with itself, by what they are and why they are
-- left out of it or told beside it.
--
-- A quarter in which nothing happened is a row of noughts: all of these quarters are on record. (The noughts are found by NOT EXISTS and
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
),
counted AS (
    SELECT
        case_key,
        case_ref,
        cash_type,
        price_year,
        beside,
        CASE WHEN left_out IS NULL THEN quarter END AS quarter,
        left_out,
        sum(interactions) AS interactions,
        count(*) AS lines,
        sum(amount) AS amount,
        max(amount) AS most
    FROM placed
    GROUP BY case_key, case_ref, cash_type, price_year, beside, CASE WHEN left_out IS NULL THEN quarter END, left_out
),
whole AS (
    SELECT *
    FROM counted
    UNION ALL
    SELECT
        c.case_key, c.case_ref, NULL AS cash_type, NULL AS price_year, NULL AS beside, q.quarter, NULL AS left_out, 0 AS interactions,
        0 AS lines, 0 AS amount, 0 AS most
    FROM case_quarters AS q
    JOIN transaction_cases AS c ON c.case_key = q.case_key
    WHERE NOT EXISTS (
        SELECT 1
        FROM counted AS p
        WHERE p.case_key = q.case_key AND p.quarter = q.quarter AND p.left_out IS NULL
    )
)
SELECT
    case_ref,
    quarter,
    cash_type,
    price_year,
    sum(interactions) AS transactions,
    sum(lines) AS lines,
    sum(amount) AS amount,
    max(most) AS most,
    left_out
FROM whole
GROUP BY case_ref, quarter, cash_type, price_year, left_out
UNION ALL
SELECT
    case_ref, NULL AS quarter, cash_type, price_year, 0 AS transactions, sum(lines) AS lines, 0 AS amount, 0 AS most,
    beside AS left_out
FROM whole
WHERE left_out IS NULL AND beside IS NOT NULL
GROUP BY case_ref, cash_type, price_year, beside
UNION ALL
SELECT
    case_ref, NULL AS quarter, NULL AS cash_type, NULL AS price_year, 0 AS transactions, 0 AS lines, 0 AS amount, 0 AS most,
    'followed to a day to come' AS left_out
FROM transaction_cases
WHERE is_open = 1 AND quarters > 0
