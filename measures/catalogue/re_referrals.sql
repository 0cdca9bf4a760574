-- Referrals that had an earlier one for the same case 1 to 365 days before, of those of each year or quarter of which that can be
-- told; and beside them the others.
WITH counted AS (
    SELECT
        p.period,
        p.partial,
        coalesce(sum(r.came_back * r.can_be_told), 0) AS came_back,
        coalesce(sum(r.can_be_told), 0) AS told,
        count(r.date) AS referrals
    FROM referral_periods AS p
    LEFT JOIN referrals_looked_back AS r ON r.date >= p.period AND r.date < p.period_after
    GROUP BY p.period, p.partial
)
SELECT
    period,
    came_back AS numerator,
    told AS denominator,
    told AS counted,
    CAST(NULL AS VARCHAR) AS left_out,
    CASE WHEN referrals > 0 AND told = 0 THEN 'without 12 months to look back on' ELSE partial END AS partial
FROM counted
UNION ALL
SELECT period, NULL, NULL, referrals - told, 'of cases on record for less than 12 months before', NULL
FROM counted
WHERE referrals > told
UNION ALL
SELECT NULL, NULL, NULL, counted, 'without a date', NULL
FROM undated_referrals
