-- What a case took: its historic interactions, and the different agencies, teams and workers behind them; and beside them how
-- many interactions are of no approach that is stated or that their date tells. What none is recorded of has no row.
WITH took AS (
    SELECT *
    FROM transaction_lines
    WHERE approach = 'Historic' AND is_interaction = 1 AND is_payment = 0 AND is_avoided = 0
),
workers AS (
    SELECT role_key, count(DISTINCT worker_key) AS count
    FROM took
    WHERE worker_key IS NOT NULL
    GROUP BY role_key
)
SELECT 'Interactions' AS category, NULL AS split, count(*) AS count FROM took HAVING count(*) > 0
UNION ALL
SELECT 'Agencies', NULL, count(DISTINCT agency_key) FROM took HAVING count(*) > 0
UNION ALL
SELECT 'Teams or services', NULL, count(*)
FROM (SELECT DISTINCT agency_key, team_key FROM took WHERE team_key IS NOT NULL) AS teams
HAVING count(*) > 0
UNION ALL
SELECT 'Referrals', NULL, count(*) FROM took WHERE is_referral = 1 HAVING count(*) > 0
UNION ALL
SELECT 'Assessments', NULL, count(*) FROM took WHERE is_assessment = 1 HAVING count(*) > 0
UNION ALL
SELECT coalesce(r.shown, 'Role not recorded'), 'Different workers', w.count
FROM workers AS w
LEFT JOIN spellings AS r ON r.pool = 'role' AND r.key = w.role_key
UNION ALL
SELECT 'Interactions that name no worker', NULL, count(*) FROM took WHERE worker_key IS NULL HAVING count(*) > 0
UNION ALL
SELECT 'Interactions of no stated approach', NULL, count(*)
FROM transaction_lines
WHERE approach IS NULL AND is_interaction = 1 AND is_payment = 0 AND is_avoided = 0
HAVING count(*) > 0
