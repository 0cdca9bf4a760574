-- A row for each case and day with a referral: whether there was one of the case 1 to 365 days before, and can be told.
--
-- It can be told where the record of referrals reaches 365 days back.
WITH earlier AS (
    SELECT case_key, date, lag(date) OVER (PARTITION BY case_key ORDER BY date) AS last_time
    FROM referrals
)
SELECT
    e.case_key,
    e.date,
    CASE WHEN date_diff('day', e.last_time, e.date) <= 365 THEN 1 ELSE 0 END AS came_back,
    CASE WHEN date_diff('day', r.began, e.date) >= 365 THEN 1 ELSE 0 END AS can_be_told
FROM earlier AS e
JOIN referral_runs AS r ON r.date = e.date
