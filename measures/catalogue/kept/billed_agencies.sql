-- The agencies that wrote down what they did for a part of the record, and only payments in its place for the rest: how often they
-- did something is not known then. `why` says so.
--
-- What an agency did has ended, or not begun, where a payment of it is further from its last, or its first, than half as long again
-- as it was without of late, or at first, among a dozen days; in payments of two cases or more, on three days or more.
WITH lines AS (
    SELECT t.agency_key, t.case_ref_key AS case_key, t.date, coalesce(a.is_payment, 0) AS is_payment
    FROM transactions AS t
    LEFT JOIN activity_words AS a ON a.activity_key = t.activity_key
    WHERE
        t.date IS NOT NULL
        AND t.cash_type IS DISTINCT FROM 'Avoided'
        AND t.approach IS DISTINCT FROM 'Intervention'
        AND coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) >= 0
    GROUP BY t.agency_key, t.case_ref_key, t.date, coalesce(a.is_payment, 0)
),
stepped AS (
    SELECT
        agency_key,
        date,
        date_diff('day', lag(date) OVER (PARTITION BY agency_key ORDER BY date), date) AS step,
        row_number() OVER (PARTITION BY agency_key ORDER BY date) AS nth,
        row_number() OVER (PARTITION BY agency_key ORDER BY date DESC) AS nth_last
    FROM (
        SELECT agency_key, date
        FROM lines
        WHERE is_payment = 0
        GROUP BY agency_key, date
    ) AS days
),
done AS (
    SELECT
        agency_key,
        min(date) AS first_day,
        max(date) AS last_day,
        max(CASE WHEN nth <= 13 THEN step END) AS at_first,
        max(CASE WHEN nth_last <= 12 THEN step END) AS of_late
    FROM stepped
    GROUP BY agency_key
    HAVING count(step) > 2
),
beyond AS (
    SELECT
        l.agency_key,
        l.case_key,
        l.date,
        CASE WHEN l.date > d.last_day THEN 1 ELSE 0 END AS is_later
    FROM lines AS l
    JOIN done AS d ON d.agency_key = l.agency_key
    WHERE
        l.is_payment = 1
        AND (
            2 * date_diff('day', d.last_day, l.date) > 3 * d.of_late
            OR 2 * date_diff('day', l.date, d.first_day) > 3 * d.at_first
        )
),
billed AS (
    SELECT DISTINCT agency_key
    FROM (
        SELECT agency_key
        FROM beyond
        GROUP BY agency_key, is_later
        HAVING count(DISTINCT case_key) > 1 AND count(DISTINCT date) > 2
    ) AS each_side
)
SELECT
    b.agency_key,
    'contacts of ' || a.shown || ', which wrote down payments in their place for a part of the record' AS why
FROM billed AS b
JOIN spellings AS a ON a.pool = 'agency' AND a.key = b.agency_key
