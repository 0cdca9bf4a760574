-- Referrals that had an earlier one for the same case 1 to 365 days before, of all referrals, by period.
-- A period is complete where it can be told of each of its referrals.
SELECT d.period, sum(r.came_back) AS numerator, count(*) AS denominator, min(r.can_be_told) = 1 AS complete
FROM referrals_looked_back AS r
JOIN referral_days AS d ON d.case_key = r.case_key AND d.date = r.date
GROUP BY d.period
UNION ALL
SELECT NULL, NULL, count(*), FALSE
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
