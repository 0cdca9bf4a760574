-- Every transaction: whose case, which agency, when, how much, in which approach, and what sort of thing was done.
--
-- A line that does not state its approach is placed by its date, where its case has an intervention date; any other is of no
-- approach: what is not stated is not historic. A line that gives a cost is taken at it; any other is its quantity at its unit
-- cost. A line with neither a date nor an activity is a line of cost, no interaction. What was avoided did not happen, and what
-- the intervention itself cost is no part of what it changed: `apart` says which is which. A case that nobody has said until
-- when it was followed was followed to its last dated line, and no further.
-- Names are here as their keys, and as they are shown.
WITH seen AS (
    SELECT case_ref_key, min(case_ref) AS case_ref, max(date) AS last_day
    FROM transactions
    GROUP BY case_ref_key
)
SELECT
    t.case_ref_key AS case_key,
    coalesce(c.case_ref, s.case_ref) AS case_ref,
    c.title,
    c.note,
    c.consent,
    t.agency_key,
    coalesce(a.shown, t.agency) AS agency,
    t.date,
    CASE
        WHEN t.approach IS NOT NULL THEN t.approach
        WHEN t.date < c.intervention_date THEN 'Historic'
        WHEN t.date >= c.intervention_date THEN 'Principles-based'
    END AS approach,
    CASE
        WHEN t.cash_type = 'Avoided' THEN 'recorded as avoided'
        WHEN t.approach = 'Intervention' THEN 'cost of the intervention'
    END AS apart,
    CASE WHEN t.cash_type = 'Avoided' THEN 1 ELSE 0 END AS is_avoided,
    CASE WHEN t.date IS NOT NULL OR t.activity IS NOT NULL THEN 1 ELSE 0 END AS is_interaction,
    CASE WHEN position('referral' IN t.activity_key) > 0 THEN 1 ELSE 0 END AS is_referral,
    CASE WHEN position('assess' IN t.activity_key) > 0 THEN 1 ELSE 0 END AS is_assessment,
    CASE
        WHEN t.activity_key IN (
            'package', 'packages', 'packageofcare', 'packagesofcare', 'carepackage', 'carepackages', 'fundedpackage',
            'fundedpackages', 'fundedpackageofcare', 'fundedcarepackage'
        ) THEN 1
        ELSE 0
    END AS is_package,
    t.activity_key,
    d.shown AS activity,
    t.team_key,
    t.worker_role_key AS role_key,
    t.worker_key,
    t.description_key,
    t.description,
    t.price_year,
    t.cash_type,
    coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) AS amount,
    c.intervention_date AS intervention,
    coalesce(c.followed_until, s.last_day) AS followed
FROM transactions AS t
JOIN seen AS s ON s.case_ref_key = t.case_ref_key
LEFT JOIN cases AS c ON c.case_ref_key = t.case_ref_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = t.agency_key
LEFT JOIN spellings AS d ON d.pool = 'activity' AND d.key = t.activity_key
WHERE
    ($case IS NULL OR t.case_ref_key = $case)
    AND t.case_ref_key NOT IN (SELECT ref FROM (SELECT unnest(CAST($without AS VARCHAR [])) AS ref) AS left_out)
