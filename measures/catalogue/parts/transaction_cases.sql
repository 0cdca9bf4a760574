-- Every case that has transactions: how it is written, and what the sheets of cases say of it.
SELECT
    l.case_key,
    coalesce(c.case_ref, l.case_ref) AS case_ref,
    c.title,
    c.note,
    c.consent,
    c.intervention_date AS intervention,
    c.followed_until AS stated_until
FROM (
    SELECT case_key, min(case_ref) AS case_ref
    FROM transaction_lines
    GROUP BY case_key
) AS l
LEFT JOIN cases AS c ON c.case_ref_key = l.case_key
