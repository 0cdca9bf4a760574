-- Every case that has transactions, whichever is asked for, and how long it was observed: from the first day of its record until it
-- was last followed, and no further than the record of each of its agencies goes, or than days are lived. `quarters` is how many whole
-- quarters, three months from the day of its intervention, that is on both sides alike, eight at most; where there is none, `why`.
--
-- A case that nobody has said until when it was followed was followed to its last row, or to the day before the next of payments
-- that come at equal intervals; and so was one that is said to be followed until a day still to come (`is_open`), which says not that
-- somebody looked at it since. A case that says the kind of money of some rows only could fall or rise by that alone.
WITH stepped AS (
    SELECT
        case_key,
        date,
        date_diff('day', lag(date) OVER (PARTITION BY case_key ORDER BY date), date) AS step,
        row_number() OVER (PARTITION BY case_key ORDER BY date DESC) AS nth
    FROM (SELECT case_key, date FROM ledger_days GROUP BY case_key, date) AS d
),
own AS (
    SELECT
        case_key,
        min(date) AS opens,
        max(date) AS last_day,
        max(CASE WHEN nth <= 12 THEN step END) AS longest,
        min(CASE WHEN nth <= 12 THEN step END) AS shortest,
        count(step) AS steps
    FROM stepped
    GROUP BY case_key
),
cut AS (
    SELECT d.case_key, min(e.ends) AS ends
    FROM (SELECT case_key, agency_key FROM ledger_days GROUP BY case_key, agency_key) AS d
    JOIN ledger_ends AS e ON e.agency_key = d.agency_key OR e.agency_key = ''
    GROUP BY d.case_key
),
kinds AS (
    SELECT case_ref_key AS case_key, count(cash_type) AS stated, count(*) AS lines
    FROM transactions
    WHERE cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention'
    GROUP BY case_ref_key
),
intervals AS (
    SELECT
        case_key,
        max(CASE WHEN longest > 200 THEN 4 WHEN longest > 100 THEN 2 ELSE 1 END) AS every
    FROM payment_steps
    WHERE longest <= shortest + 15 AND longest BETWEEN 80 AND 380
    GROUP BY case_key
),
followed AS (
    SELECT
        c.*,
        coalesce(i.every, 1) AS every,
        k.stated > 0 AND k.stated < k.lines AS is_partly_stated,
        o.opens,
        o.last_day AS last_followed,
        coalesce(
            CASE WHEN c.stated_until < CAST($last_day AS DATE) THEN c.stated_until END,
            CASE
                WHEN o.steps > 1 AND o.longest <= o.shortest + 3 THEN CAST(o.last_day + (o.longest - 1) * INTERVAL '1' DAY AS DATE)
                ELSE o.last_day
            END
        ) AS followed,
        CAST(least(u.ends, CAST($last_day AS DATE) - INTERVAL '1' DAY) AS DATE) AS record_ends
    FROM ledger_cases AS c
    LEFT JOIN own AS o ON o.case_key = c.case_key
    LEFT JOIN cut AS u ON u.case_key = c.case_key
    LEFT JOIN kinds AS k ON k.case_key = c.case_key
    LEFT JOIN intervals AS i ON i.case_key = c.case_key
),
whole AS (
    SELECT f.case_key, max(q.nth) AS most, max(CASE WHEN q.whole >= f.every THEN q.nth END) AS quarters
    FROM followed AS f
    JOIN quarters AS q
        ON f.opens <= f.intervention - q.nth * INTERVAL '3' MONTH
        AND f.intervention + q.nth * INTERVAL '3' MONTH <= least(f.followed, f.record_ends) + INTERVAL '1' DAY
    WHERE f.is_partly_stated IS DISTINCT FROM TRUE
    GROUP BY f.case_key
)
SELECT
    f.case_key,
    f.case_ref,
    f.title,
    f.note,
    f.consent,
    f.intervention,
    f.stated_until,
    f.first_day,
    f.last_day,
    f.opens,
    f.last_followed AS last_row,
    CASE WHEN f.followed IS NOT NULL THEN CAST(least(f.followed, f.record_ends) AS DATE) END AS closes,
    CASE WHEN f.record_ends < f.followed THEN f.record_ends END AS record_ends,
    coalesce(w.quarters, 0) AS quarters,
    CASE WHEN f.stated_until >= CAST($last_day AS DATE) AND f.followed < f.record_ends THEN 1 ELSE 0 END AS is_open,
    CASE
        WHEN w.quarters > 0 THEN NULL
        WHEN f.intervention IS NULL THEN 'no intervention date'
        WHEN f.opens IS NULL THEN 'nothing dated'
        WHEN f.opens >= f.intervention THEN 'nothing before'
        WHEN f.opens > f.intervention - INTERVAL '3' MONTH THEN 'less than a quarter before'
        WHEN (f.stated_until IS NULL OR f.stated_until >= CAST($last_day AS DATE)) AND f.last_followed < f.intervention THEN 'not followed'
        WHEN f.followed + INTERVAL '1' DAY < f.intervention + INTERVAL '3' MONTH THEN 'less than a quarter after'
        WHEN f.record_ends + INTERVAL '1' DAY < f.intervention + INTERVAL '3' MONTH THEN 'record ends'
        WHEN w.most > 0 THEN 'less than an interval'
        ELSE 'kinds in part'
    END AS why
FROM followed AS f
LEFT JOIN whole AS w ON w.case_key = f.case_key
