-- Referrals that a package followed before the next referral of the same case, of the referrals of each quarter.
WITH counted AS (
    SELECT
        CAST(date_trunc('quarter', date) AS DATE) AS quarter,
        sum(led_to_package) AS numerator,
        count(*) AS denominator,
        min(can_be_told) AS can_be_told
    FROM referrals_followed
    GROUP BY CAST(date_trunc('quarter', date) AS DATE)
)
SELECT
    'Referrals that led to a package per quarter' AS series,
    q.quarter AS "when",
    coalesce(c.numerator, 0) AS numerator,
    coalesce(c.denominator, 0) AS denominator,
    coalesce(c.denominator, 0) AS counted,
    'per cent of referrals' AS unit,
    'Neither' AS better,
    CAST(NULL AS VARCHAR) AS note,
    CASE WHEN c.can_be_told = 0 THEN 'with packages that may be still to come' ELSE q.left_out END AS left_out
FROM referral_quarters AS q
LEFT JOIN counted AS c ON c.quarter = q.quarter
UNION ALL
SELECT 'Referrals that led to a package per quarter', NULL, NULL, NULL, count(*), 'referrals', NULL, NULL, 'without a date'
FROM case_rows
WHERE is_referral = 1 AND date IS NULL
HAVING count(*) > 0
