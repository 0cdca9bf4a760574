-- A row for each case and day with a referral: several on one day are one.
SELECT DISTINCT case_key, date
FROM transaction_lines
WHERE is_avoided = 0 AND is_referral = 1 AND date IS NOT NULL
