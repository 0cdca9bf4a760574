-- What the lines of each case come to in each of the quarters in which it is compared with itself, by what they are and why they are
-- left out of it or told beside it.
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
