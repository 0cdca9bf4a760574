-- How many referrals have no date, as one row, or none where all have one.
SELECT count(*) AS counted
FROM transaction_lines
WHERE is_avoided = 0 AND is_referral = 1 AND date IS NULL
HAVING count(*) > 0
