-- A row for each quarter of the latest record of referrals, those without any among them, and whether it has all of it; and
-- a row for each quarter with referrals before a year without any, which is left out.
--
-- A quarter is whole if the record of what was done begins no more than four days into it, and ends no more than four days
-- before its end.
WITH ends AS (
    SELECT
        CASE WHEN max(r.began) > min(r.began) THEN max(r.began) ELSE min(d.first_day) END AS first_day,
        min(d.last_day) AS last_day,
        max(r.began) AS began
    FROM referral_runs AS r
    CROSS JOIN (SELECT min(date) AS first_day, max(date) AS last_day FROM case_rows) AS d
),
quarters AS (
    SELECT CAST(quarter AS DATE) AS quarter, CAST(quarter + INTERVAL '3' MONTH AS DATE) AS quarter_after, began, first_day, last_day
    FROM (
        SELECT unnest(generate_series(date_trunc('quarter', began), last_day, INTERVAL '3' MONTH)) AS quarter, began, first_day, last_day
        FROM ends
    ) AS steps
)
SELECT
    quarter,
    began,
    CASE
        WHEN date_diff('day', quarter, first_day) > 4 THEN 'part of a quarter'
        WHEN date_diff('day', last_day, quarter_after) > 5 THEN 'part of a quarter'
    END AS left_out
FROM quarters
UNION ALL
SELECT DISTINCT CAST(date_trunc('quarter', r.date) AS DATE), r.began, 'before a year without referrals'
FROM referral_runs AS r
CROSS JOIN ends AS e
WHERE r.date < date_trunc('quarter', e.began)
