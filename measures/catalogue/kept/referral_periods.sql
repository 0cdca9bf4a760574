-- A row for each year or quarter of the latest record of referrals, those without any among them, and whether the record of what
-- was done has all of it; and a row for each other one with referrals, which are those before a year without any.
WITH ends AS (
    SELECT
        CASE WHEN max(r.began) > min(r.began) THEN max(r.began) ELSE min(d.first_day) END AS first_day,
        min(d.last_day) AS last_day,
        max(r.began) AS began
    FROM referral_runs AS r
    CROSS JOIN transaction_record AS d
),
spans AS (
    SELECT p.every, p.period, p.period_after, p.begins_by, p.ends_from, max(r.began) AS began
    FROM periods AS p
    CROSS JOIN ends AS e
    LEFT JOIN referral_runs AS r ON r.date >= p.period AND r.date < p.period_after
    WHERE p.every = $every AND (r.date IS NOT NULL OR (e.began < p.period_after AND e.last_day >= p.period))
    GROUP BY p.every, p.period, p.period_after, p.begins_by, p.ends_from
)
SELECT
    s.period,
    s.period_after,
    coalesce(s.began, e.began) AS began,
    CASE
        WHEN s.began < e.began THEN 'before a year without referrals'
        WHEN e.first_day <= s.begins_by AND e.last_day >= s.ends_from THEN NULL
        ELSE 'part of a ' || s.every
    END AS partial
FROM spans AS s
CROSS JOIN ends AS e
