-- Every transaction: its approach settled, its cost, and its names folded so that spellings of one name are one.
--
-- A row without an approach is Historic, unless it is dated on or after its case's intervention date. A row with
-- neither a date nor an activity is a line of cost, not an interaction. A cost that was typed wins over quantity times
-- unit cost. A row recorded as avoided did not happen, so it is not here. Names are folded in case, spaces and the
-- marks people put in references: "SW 3", "sw-3" and "SW3" are one.
WITH begun AS (
    SELECT upper(case_ref) AS case_key, min(intervention_date) AS intervention_date
    FROM cases
    GROUP BY upper(case_ref)
)
SELECT
    t._key,
    upper(t.case_ref) AS case_key,
    t.case_ref,
    t.date,
    coalesce(t.approach, CASE WHEN t.date >= b.intervention_date THEN 'Principles-based' ELSE 'Historic' END) AS approach,
    CASE WHEN t.date IS NOT NULL OR t.activity IS NOT NULL THEN 1 ELSE 0 END AS is_interaction,
    CASE WHEN position('referral' IN lower(t.activity)) > 0 THEN 1 ELSE 0 END AS is_referral,
    CASE WHEN position('assess' IN lower(t.activity)) > 0 THEN 1 ELSE 0 END AS is_assessment,
    CASE
        WHEN translate(lower(t.activity), ' .-_', '') IN (
            'package', 'packages', 'packageofcare', 'packagesofcare', 'carepackage', 'carepackages', 'fundedpackage',
            'fundedpackages', 'fundedpackageofcare', 'fundedcarepackage'
        ) THEN 1
        ELSE 0
    END AS is_package,
    t.activity,
    t.agency,
    translate(lower(t.agency), ' .-_''’', '') AS agency_key,
    t.team,
    translate(lower(t.team), ' .-_''’', '') AS team_key,
    t.worker_role,
    translate(lower(t.worker_role), ' .-_''’', '') AS role_key,
    translate(lower(t.worker), ' .-_''’', '') AS worker_key,
    t.description,
    t.price_year,
    t.cash_type,
    coalesce(t.cost, t.quantity * t.unit_cost) AS cost
FROM transactions AS t
LEFT JOIN begun AS b ON b.case_key = upper(t.case_ref)
WHERE coalesce(t.cash_type, '') <> 'Avoided'
