-- Referrals that had an earlier one for the same case 1 to 365 days before, of those of each year or quarter of which that can be
-- told; and beside them the others.
SELECT
    p.period,
    coalesce(sum(r.came_back * r.can_be_told), 0) AS numerator,
    coalesce(sum(r.can_be_told), 0) AS denominator,
    coalesce(sum(r.can_be_told), 0) AS counted,
    CAST(NULL AS VARCHAR) AS left_out,
    CASE WHEN max(r.can_be_told) = 0 THEN 'without 12 months to look back on' ELSE p.partial END AS partial
FROM referral_periods AS p
LEFT JOIN referrals_looked_back AS r ON r.date >= p.period AND r.date < p.period_after
GROUP BY p.period, p.partial
UNION ALL
SELECT p.period, NULL, NULL, count(*), 'of cases on record for less than 12 months before', NULL
FROM referral_periods AS p
JOIN referrals_looked_back AS r ON r.date >= p.period AND r.date < p.period_after
WHERE r.can_be_told = 0
GROUP BY p.period
UNION ALL
SELECT NULL, NULL, NULL, counted, 'without a date', NULL
FROM undated_referrals
