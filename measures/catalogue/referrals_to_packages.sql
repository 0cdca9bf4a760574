-- Referrals that a package followed in time and before the next referral of the same case, of those of each year or quarter that
-- were followed so long; and beside them the others.
SELECT
    p.period,
    coalesce(sum(f.led_to_package * f.can_be_told), 0) AS numerator,
    coalesce(sum(f.can_be_told), 0) AS denominator,
    coalesce(sum(f.can_be_told), 0) AS counted,
    CAST(NULL AS VARCHAR) AS left_out,
    CASE WHEN min(f.can_be_told) = 0 THEN 'with referrals that are not followed so long yet' ELSE p.partial END AS partial
FROM referral_periods AS p
LEFT JOIN referrals_followed AS f ON f.date >= p.period AND f.date < p.period_after
GROUP BY p.period, p.partial
UNION ALL
SELECT p.period, NULL, NULL, count(*), 'not followed so long yet', NULL
FROM referral_periods AS p
JOIN referrals_followed AS f ON f.date >= p.period AND f.date < p.period_after
WHERE f.can_be_told = 0
GROUP BY p.period
UNION ALL
SELECT NULL, NULL, NULL, counted, 'without a date', NULL
FROM undated_referrals
