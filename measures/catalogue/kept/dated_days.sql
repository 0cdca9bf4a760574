-- The days on which each case has rows of each agency, in the whole record, whatever case is asked for; and how many days it is from
-- each to the nearest other of the case (`apart_by`), 0 where it has fewer than three.
--
-- What was avoided did not happen, and the cost of the intervention is dated when it was paid: they say of no day that it is on
-- record. Nor does a row of £0, unless its case has no other.
WITH rows_of AS (
    SELECT
        t.case_ref_key AS case_key,
        t.agency_key,
        t.date,
        max(abs(coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))))) AS amount
    FROM transactions AS t
    WHERE
        t.date IS NOT NULL
        AND t.cash_type IS DISTINCT FROM 'Avoided'
        AND t.approach IS DISTINCT FROM 'Intervention'
    GROUP BY t.case_ref_key, t.agency_key, t.date
),
worth AS (
    SELECT case_key, max(amount) AS most
    FROM rows_of
    GROUP BY case_key
),
days AS (
    SELECT r.case_key, r.date
    FROM rows_of AS r
    JOIN worth AS w ON w.case_key = r.case_key
    WHERE r.amount > 0 OR w.most = 0
    GROUP BY r.case_key, r.date
),
neighbours AS (
    SELECT
        case_key,
        date,
        lag(date) OVER (PARTITION BY case_key ORDER BY date) AS earlier,
        lead(date) OVER (PARTITION BY case_key ORDER BY date) AS later,
        count(*) OVER (PARTITION BY case_key) AS days
    FROM days
)
SELECT
    r.case_key,
    r.agency_key,
    r.date,
    CASE
        WHEN n.days < 3 THEN 0
        ELSE least(coalesce(date_diff('day', n.earlier, n.date), 999999), coalesce(date_diff('day', n.date, n.later), 999999))
    END AS apart_by
FROM rows_of AS r
JOIN worth AS w ON w.case_key = r.case_key
JOIN neighbours AS n ON n.case_key = r.case_key AND n.date = r.date
WHERE r.amount > 0 OR w.most = 0
