-- What each kind of money comes to in each month of each case that was followed all through it, by price year; and what of it is in no
-- such month, with why, of all cases together. `first_month` is that of the first dated line, whether its case was followed or not.
--
-- What an agency is paid for the same activity by the half-year or year, in most cases that show it, says nothing of what a month cost.
WITH yearly AS (
    SELECT agency_key, activity_key
    FROM payment_steps
    GROUP BY agency_key, activity_key
    HAVING 2 * sum(CASE WHEN longest <= shortest + 15 AND longest BETWEEN 101 AND 380 THEN 1 ELSE 0 END) > count(*)
),
placed AS (
    SELECT
        CASE
            WHEN l.cash_type = 'Capacity' THEN 'Capacity'
            WHEN l.cash_type = 'Cashable' THEN 'Cashable'
            ELSE 'Spending'
        END AS kind,
        l.case_key,
        m.month,
        l.amount,
        l.price_year,
        CASE
            WHEN l.apart IS NOT NULL THEN l.apart
            WHEN l.date IS NULL THEN 'without a date'
            WHEN m.month IS NULL THEN 'outside the months on record'
            WHEN y.agency_key IS NOT NULL THEN 'paid by the half-year or year, which say of no month what it cost'
        END AS left_out
    FROM transaction_lines AS l
    LEFT JOIN transaction_months AS m ON m.month = CAST(date_trunc('month', l.done_on) AS DATE)
    LEFT JOIN yearly AS y ON y.agency_key = l.agency_key AND y.activity_key IS NOT DISTINCT FROM l.activity_key
),
named AS (
    SELECT
        p.kind,
        p.case_key,
        p.month,
        p.amount,
        p.price_year,
        CASE WHEN p.left_out IS NULL THEN p.month END AS first_month,
        CASE
            WHEN p.left_out IS NOT NULL THEN p.left_out
            WHEN c.month IS NULL THEN 'of cases that were not followed all month'
        END AS left_out
    FROM placed AS p
    LEFT JOIN case_months AS c ON c.case_key = p.case_key AND c.month = p.month
)
SELECT
    kind,
    CASE WHEN left_out IS NULL THEN case_key END AS case_key,
    CASE WHEN left_out IS NULL THEN month END AS month,
    CASE WHEN left_out IS NULL THEN price_year END AS price_year,
    left_out,
    min(first_month) AS first_month,
    sum(amount) AS amount,
    count(*) AS lines
FROM named
GROUP BY
    kind,
    CASE WHEN left_out IS NULL THEN case_key END,
    CASE WHEN left_out IS NULL THEN month END,
    CASE WHEN left_out IS NULL THEN price_year END,
    left_out
