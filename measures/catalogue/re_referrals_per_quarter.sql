-- Referrals that had an earlier one for the same case 1 to 365 days before, of the referrals of each quarter.
--
-- A quarter is whole if the record of what was done goes on into its last four days; the first one never has 12 months
-- to look back on.
WITH quarters AS (
    SELECT
        CAST(date_trunc('quarter', date) AS DATE) AS quarter,
        sum(came_back) AS numerator,
        count(*) AS denominator,
        min(can_be_told) AS can_be_told
    FROM referrals_looked_back
    GROUP BY CAST(date_trunc('quarter', date) AS DATE)
),
record AS (
    SELECT max(date) AS last_day
    FROM case_rows
)
SELECT
    'Re-referrals per quarter' AS series,
    q.quarter AS "when",
    q.numerator,
    q.denominator,
    q.denominator AS counted,
    'per cent of referrals' AS unit,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    CASE
        WHEN q.can_be_told = 0 THEN 'without 12 months to look back on'
        WHEN date_diff('day', r.last_day, CAST(q.quarter + INTERVAL '3' MONTH AS DATE)) > 5 THEN 'part of a quarter'
    END AS left_out
FROM quarters AS q
CROSS JOIN record AS r
UNION ALL
SELECT 'Re-referrals per quarter', NULL, NULL, NULL, count(*), 'referrals', NULL, NULL, 'without a date'
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
