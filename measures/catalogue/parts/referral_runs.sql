-- A row for each day with a referral, and the day on which the record of referrals that it is in began.
--
-- A record goes on where no more than 365 days pass from one referral to the next: what went before a longer gap says
-- nothing of what came after it.
WITH days AS (
    SELECT DISTINCT date
    FROM referrals
),
gaps AS (
    SELECT date, lag(date) OVER (ORDER BY date) AS day_before
    FROM days
),
starts AS (
    SELECT date
    FROM gaps
    WHERE day_before IS NULL OR date_diff('day', day_before, date) > 365
)
SELECT d.date, max(s.date) AS began
FROM days AS d
JOIN starts AS s ON s.date <= d.date
GROUP BY d.date
