-- A row for each year or quarter of the latest record of referrals, those without any among them, and whether it has all of it;
-- and a row for each with referrals before a year without any.
--
-- A period is whole if the record of what was done begins no more than four days into it, and ends no more than four days
-- before its end.
WITH ends AS (
    SELECT
        CASE WHEN max(r.began) > min(r.began) THEN max(r.began) ELSE min(d.first_day) END AS first_day,
        min(d.last_day) AS last_day,
        max(r.began) AS began
    FROM referral_runs AS r
    CROSS JOIN (SELECT min(date) AS first_day, max(date) AS last_day FROM transaction_lines WHERE is_avoided = 0) AS d
),
days AS (
    SELECT CAST(day AS DATE) AS day, began
    FROM (SELECT unnest(generate_series(date_trunc('quarter', began), last_day, INTERVAL '3' MONTH)) AS day, began FROM ends) AS steps
    UNION ALL
    SELECT r.date, r.began
    FROM referral_runs AS r
    CROSS JOIN ends AS e
    WHERE r.began < e.began
),
periods AS (
    SELECT DISTINCT
        began,
        CAST(CASE WHEN $every = 'quarter' THEN date_trunc('quarter', day) ELSE date_trunc('year', day) END AS DATE) AS period
    FROM days
),
spans AS (
    SELECT
        period,
        CAST(CASE WHEN $every = 'quarter' THEN period + INTERVAL '3' MONTH ELSE period + INTERVAL '12' MONTH END AS DATE) AS period_after,
        began
    FROM periods
)
SELECT
    s.period,
    s.period_after,
    s.began,
    CASE
        WHEN s.began < e.began THEN 'before a year without referrals'
        WHEN date_diff('day', s.period, e.first_day) > 4 OR date_diff('day', e.last_day, s.period_after) > 5
            THEN 'part of a ' || coalesce($every, 'year')
    END AS partial
FROM spans AS s
CROSS JOIN ends AS e
