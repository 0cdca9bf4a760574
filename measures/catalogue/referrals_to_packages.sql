-- Referrals that a package followed before the next referral of the same case, of all referrals of each year or quarter.
-- Nothing is said of a period unless it can be told of each of its referrals.
SELECT
    p.period,
    coalesce(sum(f.led_to_package), 0) AS numerator,
    count(f.date) AS denominator,
    count(f.date) AS counted,
    CASE WHEN min(f.can_be_told) = 0 THEN 'with packages that may be still to come' END AS left_out,
    p.partial
FROM referral_periods AS p
LEFT JOIN referrals_followed AS f ON f.date >= p.period AND f.date < p.period_after
GROUP BY p.period, p.partial
UNION ALL
SELECT NULL, NULL, NULL, count(*), 'without a date', NULL
FROM transaction_lines
WHERE is_avoided = 0 AND is_referral = 1 AND date IS NULL
HAVING count(*) > 0
