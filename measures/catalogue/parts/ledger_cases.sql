-- Every case that has transactions: how it is written, what the sheets of cases say of it, and the first
-- and the last day of the record of what was done.
--
-- What was avoided did not happen, and the cost of the intervention itself is dated when it was paid: neither says how far the
-- record of what was done for people goes.
SELECT
    l.case_key,
    coalesce(c.case_ref, l.case_ref) AS case_ref,
    c.title,
    c.note,
    c.consent,
    c.intervention_date AS intervention,
    c.followed_until AS stated_until,
    l.first_day,
    l.last_day
FROM (
    SELECT
        case_ref_key AS case_key,
        min(case_ref) AS case_ref,
        min(CASE WHEN cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention' THEN date END) AS first_day,
        max(CASE WHEN cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention' THEN date END) AS last_day
    FROM transactions
    GROUP BY case_ref_key
) AS l
LEFT JOIN cases AS c ON c.case_ref_key = l.case_key
