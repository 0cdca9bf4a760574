-- A row for each case and day with a referral: whether there was one of the case 1 to 365 days before, and can be told.
--
-- It can be told where the case's own record, anything that was done for it, reaches 365 days back. That another case's does says
-- nothing of this one: records are carried over from an older system case by case, and from some day on.
WITH earlier AS (
    SELECT case_key, date, lag(date) OVER (PARTITION BY case_key ORDER BY date) AS last_time
    FROM referrals
),
own AS (
    SELECT case_key, min(date) AS first_day
    FROM transaction_lines
    WHERE apart IS NULL AND date IS NOT NULL
    GROUP BY case_key
)
SELECT
    e.case_key,
    e.date,
    CASE WHEN date_diff('day', e.last_time, e.date) <= 365 THEN 1 ELSE 0 END AS came_back,
    CASE WHEN date_diff('day', o.first_day, e.date) >= 365 THEN 1 ELSE 0 END AS can_be_told
FROM earlier AS e
LEFT JOIN own AS o ON o.case_key = e.case_key
