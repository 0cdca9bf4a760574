-- Until when the record goes: that of each agency, and, under the agency '', the whole of it.
--
-- It goes on after its last row for as long as it was without one of late, among its last dozen days with rows: a payment of the
-- first of each month is on record until the next is due. The record of an agency ends before the whole where it has had no row
-- for half as long again, if it was in two cases or more: one that stops with its only case is help that stopped.
WITH days AS (
    SELECT agency_key, date
    FROM ledger_days
    GROUP BY agency_key, date
    UNION ALL
    SELECT '' AS agency_key, date
    FROM ledger_days
    GROUP BY date
),
stepped AS (
    SELECT
        agency_key,
        date,
        date_diff('day', lag(date) OVER (PARTITION BY agency_key ORDER BY date), date) AS step,
        row_number() OVER (PARTITION BY agency_key ORDER BY date DESC) AS nth
    FROM days
),
ends AS (
    SELECT agency_key, max(date) AS last_day, max(step) AS longest, count(step) AS steps
    FROM stepped
    WHERE nth <= 12
    GROUP BY agency_key
),
known AS (
    SELECT agency_key, count(DISTINCT case_key) AS cases
    FROM ledger_days
    GROUP BY agency_key
)
SELECT
    e.agency_key,
    CAST(e.last_day + (coalesce(e.longest, 1) - 1) * INTERVAL '1' DAY AS DATE) AS ends
FROM ends AS e
JOIN ends AS whole ON whole.agency_key = ''
LEFT JOIN known AS k ON k.agency_key = e.agency_key
WHERE
    e.agency_key = ''
    OR (k.cases > 1 AND e.steps > 2 AND 2 * date_diff('day', e.last_day, whole.last_day) > 3 * e.longest)
