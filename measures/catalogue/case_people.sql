-- What a case took: its historic interactions, and the different agencies, teams and workers behind them; and beside them how
-- many interactions are of no approach that is stated or that their date tells. What none is recorded of has no row.
WITH took AS (
    SELECT *
    FROM transaction_lines
    WHERE approach = 'Historic' AND is_interaction = 1 AND is_payment = 0 AND is_avoided = 0
),
counted AS (
    SELECT
        count(*) AS interactions,
        count(DISTINCT agency_key) AS agencies,
        sum(is_referral) AS referrals,
        sum(is_assessment) AS assessments,
        count(*) - count(worker_key) AS of_nobody
    FROM took
)
SELECT c.category, c.split, CAST(c.count AS INTEGER) AS count
FROM (
    SELECT 'Interactions' AS category, NULL AS split, interactions AS count FROM counted
    UNION ALL
    SELECT 'Agencies', NULL, agencies FROM counted
    UNION ALL
    SELECT 'Teams or services', NULL, count(*)
    FROM (SELECT DISTINCT agency_key, team_key FROM took WHERE team_key IS NOT NULL) AS teams
    UNION ALL
    SELECT 'Referrals', NULL, referrals FROM counted
    UNION ALL
    SELECT 'Assessments', NULL, assessments FROM counted
    UNION ALL
    SELECT coalesce(r.shown, 'Role not recorded'), 'Different workers', w.count
    FROM (SELECT role_key, count(DISTINCT worker_key) AS count FROM took WHERE worker_key IS NOT NULL GROUP BY role_key) AS w
    LEFT JOIN spellings AS r ON r.pool = 'role' AND r.key = w.role_key
    UNION ALL
    SELECT 'Interactions that name no worker', NULL, of_nobody FROM counted
    UNION ALL
    SELECT 'Interactions of no stated approach', NULL, count(*)
    FROM transaction_lines
    WHERE approach IS NULL AND is_interaction = 1 AND is_payment = 0 AND is_avoided = 0
) AS c
WHERE c.count > 0
