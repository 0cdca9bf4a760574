-- Referrals that a package followed before the next referral of the same case, of all referrals, by when they were made.
-- A period is complete where it can be told of each of its referrals.
SELECT d.period, sum(f.led_to_package) AS numerator, count(*) AS denominator, min(f.can_be_told) = 1 AS complete
FROM referrals_followed AS f
JOIN referral_days AS d ON d.case_key = f.case_key AND d.date = f.date
GROUP BY d.period
UNION ALL
SELECT NULL, NULL, count(*), FALSE
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
