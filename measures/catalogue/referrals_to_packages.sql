-- Referrals after which a package began before the next referral of the same case, of all referrals, by when they were made.
-- A period with a referral in the last 90 days of the data is not complete: its packages may be still to come.
WITH spans AS (
    SELECT case_key, date, period, lead(date) OVER (PARTITION BY case_key ORDER BY date) AS next_time
    FROM referral_days
),
packages AS (
    SELECT DISTINCT case_key, date
    FROM case_rows
    WHERE is_package = 1 AND date IS NOT NULL
),
followed AS (
    SELECT s.case_key, s.date, s.period, count(p.date) AS packages
    FROM spans AS s
    LEFT JOIN packages AS p
        ON p.case_key = s.case_key AND p.date >= s.date AND (s.next_time IS NULL OR p.date < s.next_time)
    GROUP BY s.case_key, s.date, s.period
),
data AS (
    SELECT max(date) AS ends
    FROM case_rows
)
SELECT
    f.period,
    sum(CASE WHEN f.packages > 0 THEN 1 ELSE 0 END) AS numerator,
    count(*) AS denominator,
    min(CASE WHEN date_diff('day', f.date, data.ends) >= 90 THEN 1 ELSE 0 END) = 1 AS complete
FROM followed AS f
CROSS JOIN data
GROUP BY f.period
UNION ALL
SELECT NULL, NULL, count(*), FALSE
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
