-- A row for each case and day with a referral: several on one day are one.
--
-- So are one that is received and the one that was sent, up to seven days before or after: two offices write down one referral.
WITH written AS (
    SELECT case_key, date, is_received
    FROM transaction_lines
    WHERE is_avoided = 0 AND is_referral = 1 AND date IS NOT NULL
)
SELECT DISTINCT w.case_key, w.date
FROM written AS w
LEFT JOIN written AS sent
    ON
        sent.case_key = w.case_key
        AND w.is_received = 1
        AND sent.is_received = 0
        AND abs(date_diff('day', sent.date, w.date)) <= 7
WHERE sent.case_key IS NULL
