-- A row for each case and day with a referral: whether a package followed it before the case's next referral, and can be told.
--
-- It can be told 90 days later: until then the package may be still to come.
WITH spans AS (
    SELECT case_key, date, lead(date) OVER (PARTITION BY case_key ORDER BY date) AS next_time
    FROM referrals
),
packages AS (
    SELECT DISTINCT case_key, date
    FROM transaction_lines
    WHERE is_avoided = 0 AND is_package = 1 AND date IS NOT NULL
)
SELECT
    s.case_key,
    s.date,
    CASE WHEN count(p.date) > 0 THEN 1 ELSE 0 END AS led_to_package,
    CASE WHEN date_diff('day', s.date, r.last_day) >= 90 THEN 1 ELSE 0 END AS can_be_told
FROM spans AS s
CROSS JOIN transaction_record AS r
LEFT JOIN packages AS p
    ON p.case_key = s.case_key AND p.date >= s.date AND (s.next_time IS NULL OR p.date < s.next_time)
GROUP BY s.case_key, s.date, r.last_day
