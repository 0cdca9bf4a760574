-- Referrals that had an earlier one for the same case 1 to 365 days before, of the referrals of each quarter.
WITH counted AS (
    SELECT
        CAST(date_trunc('quarter', date) AS DATE) AS quarter,
        sum(came_back) AS numerator,
        count(*) AS denominator,
        min(can_be_told) AS can_be_told
    FROM referrals_looked_back
    GROUP BY CAST(date_trunc('quarter', date) AS DATE)
)
SELECT
    'Re-referrals per quarter' AS series,
    q.quarter AS "when",
    coalesce(c.numerator, 0) AS numerator,
    coalesce(c.denominator, 0) AS denominator,
    coalesce(c.denominator, 0) AS counted,
    'per cent of referrals' AS unit,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    CASE
        WHEN q.left_out = 'before a year without referrals' THEN q.left_out
        WHEN c.can_be_told = 0 OR (c.can_be_told IS NULL AND date_diff('day', q.began, q.quarter) < 365)
            THEN 'without 12 months to look back on'
        ELSE q.left_out
    END AS left_out
FROM referral_quarters AS q
LEFT JOIN counted AS c ON c.quarter = q.quarter
UNION ALL
SELECT 'Re-referrals per quarter', NULL, NULL, NULL, count(*), 'referrals', NULL, NULL, 'without a date'
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
