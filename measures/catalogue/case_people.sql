-- What a case took: its historic interactions, and the different agencies, teams and workers behind them.
WITH took AS (
    SELECT *
    FROM case_rows
    WHERE approach = 'Historic' AND is_interaction = 1 AND ($case IS NULL OR case_key = upper($case))
),
named AS (
    SELECT
        coalesce(role_key, '') AS role_key,
        worker_role,
        row_number() OVER (PARTITION BY coalesce(role_key, '') ORDER BY count(*) DESC, worker_role DESC) AS nth
    FROM took
    GROUP BY coalesce(role_key, ''), worker_role
),
workers AS (
    SELECT coalesce(role_key, '') AS role_key, count(DISTINCT worker_key) AS count
    FROM took
    WHERE worker_key IS NOT NULL
    GROUP BY coalesce(role_key, '')
)
SELECT 'Interactions' AS category, NULL AS split, count(*) AS count FROM took HAVING count(*) > 0
UNION ALL
SELECT 'Agencies', NULL, count(DISTINCT agency_key) FROM took HAVING count(*) > 0
UNION ALL
SELECT 'Teams or services', NULL, count(*)
FROM (SELECT DISTINCT agency_key, team_key FROM took WHERE team_key IS NOT NULL) AS teams
HAVING count(*) > 0
UNION ALL
SELECT 'Referrals', NULL, sum(is_referral) FROM took HAVING count(*) > 0
UNION ALL
SELECT 'Assessments', NULL, sum(is_assessment) FROM took HAVING count(*) > 0
UNION ALL
SELECT coalesce(n.worker_role, 'Role not recorded'), 'Different workers', w.count
FROM workers AS w
JOIN named AS n ON n.role_key = w.role_key AND n.nth = 1
UNION ALL
SELECT 'Interactions that name no worker', NULL, count(*) FROM took WHERE worker_key IS NULL HAVING count(*) > 0
