-- Referrals that had an earlier one for the same case 1 to 365 days before, of all referrals, by period.
--
-- A period is complete where the record of referrals reaches 365 days back from each of its referrals without a gap of
-- more than 365 days: what went before such a gap says nothing of what came after it.
WITH days AS (
    SELECT DISTINCT date
    FROM referral_days
),
gaps AS (
    SELECT date, lag(date) OVER (ORDER BY date) AS day_before
    FROM days
),
starts AS (
    SELECT date
    FROM gaps
    WHERE day_before IS NULL OR date_diff('day', day_before, date) > 365
),
records AS (
    SELECT d.date, max(s.date) AS began
    FROM days AS d
    JOIN starts AS s ON s.date <= d.date
    GROUP BY d.date
),
earlier AS (
    SELECT case_key, date, period, lag(date) OVER (PARTITION BY case_key ORDER BY date) AS last_time
    FROM referral_days
)
SELECT
    e.period,
    sum(CASE WHEN date_diff('day', e.last_time, e.date) <= 365 THEN 1 ELSE 0 END) AS numerator,
    count(*) AS denominator,
    min(CASE WHEN date_diff('day', r.began, e.date) >= 365 THEN 1 ELSE 0 END) = 1 AS complete
FROM earlier AS e
JOIN records AS r ON r.date = e.date
GROUP BY e.period
UNION ALL
SELECT NULL, NULL, count(*), FALSE
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
