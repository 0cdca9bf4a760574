-- What cases took: their historic interactions, how many agencies, teams and workers of each role were behind them, and what is of no stated
-- approach. What none is recorded of has no row.
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
SELECT c.category, c.role_key, c.count
FROM (
    SELECT 'Interactions' AS category, CAST(NULL AS VARCHAR) AS role_key, interactions AS count FROM counted
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
    SELECT 'Different workers', role_key, count(DISTINCT worker_key)
    FROM took
    WHERE worker_key IS NOT NULL
    GROUP BY role_key
    UNION ALL
    SELECT 'Interactions that name no worker', NULL, of_nobody FROM counted
    UNION ALL
    SELECT 'Interactions of no stated approach', NULL, count(*)
    FROM transaction_lines
    WHERE approach IS NULL AND is_interaction = 1 AND is_payment = 0 AND is_avoided = 0
) AS c
WHERE c.count > 0
