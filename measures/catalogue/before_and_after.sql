-- Interactions and cost of each case in each quarter before and after its own intervention, and what had to be left out.
--
-- A quarter after counts a case only if it was followed to the quarter's end; a quarter before, only from the one in
-- which its records begin: none, where nothing is dated. A quarter that was followed and in which nothing happened is a
-- row of noughts; one that was not followed is no row. (The last step is NOT EXISTS and not a LEFT JOIN that finds nothing: DuckDB 2.0 forgets
-- the condition on left_out of that join, and so the noughts of quarters in which only the intervention itself was paid.)
WITH aligned AS (
    SELECT
        c.case_ref,
        l.cash_type,
        l.price_year,
        l.amount,
        l.approach,
        l.apart,
        l.date,
        c.intervention,
        date_diff('day', c.intervention, l.date) AS day,
        date_diff('day', c.intervention, c.followed) AS followed_to
    FROM transaction_lines AS l
    JOIN transaction_cases AS c ON c.case_key = l.case_key
),
span AS (
    SELECT
        case_ref,
        min(CASE WHEN apart IS NULL THEN day END) AS first_day,
        max(followed_to) AS last_day
    FROM aligned
    GROUP BY case_ref
),
counted AS (
    SELECT s.case_ref, q.quarter
    FROM span AS s
    JOIN quarters AS q
        ON (q.quarter < 0 AND s.first_day <= q.last_day) OR (q.quarter > 0 AND s.last_day >= q.last_day)
),
placed AS (
    SELECT
        a.case_ref,
        a.cash_type,
        a.price_year,
        a.amount,
        q.quarter,
        CASE
            WHEN a.cash_type = 'Avoided' THEN 'recorded as avoided'
            WHEN a.intervention IS NULL THEN 'no intervention date'
            WHEN a.approach = 'Intervention' THEN 'intervention cost'
            WHEN a.date IS NULL THEN 'no date'
            WHEN q.quarter IS NULL THEN 'more than eight quarters away'
            WHEN c.quarter IS NULL THEN 'quarter not followed to its end'
        END AS left_out
    FROM aligned AS a
    LEFT JOIN quarters AS q ON a.day BETWEEN q.first_day AND q.last_day
    LEFT JOIN counted AS c ON c.case_ref = a.case_ref AND c.quarter = q.quarter
)
SELECT case_ref, quarter, cash_type, price_year, count(*) AS transactions, sum(amount) AS amount, left_out
FROM (
    SELECT
        case_ref,
        CASE WHEN left_out IS NULL THEN quarter END AS quarter,
        cash_type,
        price_year,
        amount,
        left_out
    FROM placed
) AS told
GROUP BY case_ref, quarter, cash_type, price_year, left_out
UNION ALL
SELECT c.case_ref, c.quarter, NULL AS cash_type, NULL AS price_year, 0 AS transactions, 0 AS amount, NULL AS left_out
FROM counted AS c
WHERE NOT EXISTS (
    SELECT 1
    FROM placed AS p
    WHERE p.case_ref = c.case_ref AND p.quarter = c.quarter AND p.left_out IS NULL
)
