-- Referrals that had an earlier one for the same case 1 to 365 days before, of all referrals of each year or quarter.
-- Nothing is said of a period unless it can be told of each of its referrals.
SELECT
    p.period,
    coalesce(sum(r.came_back), 0) AS numerator,
    count(r.date) AS denominator,
    count(r.date) AS counted,
    CASE
        WHEN min(r.can_be_told) = 0 OR (count(r.date) = 0 AND date_diff('day', p.began, p.period) < 365)
            THEN 'without 12 months to look back on'
    END AS left_out,
    p.partial
FROM referral_periods AS p
LEFT JOIN referrals_looked_back AS r ON r.date >= p.period AND r.date < p.period_after
GROUP BY p.period, p.began, p.partial
UNION ALL
SELECT NULL, NULL, NULL, count(*), 'without a date', NULL
FROM transaction_lines
WHERE is_avoided = 0 AND is_referral = 1 AND date IS NULL
HAVING count(*) > 0
