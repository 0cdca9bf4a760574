-- Every case that has transactions: how it is written, what the sheets of cases say of it, and until when it was followed.
--
-- A case that nobody has said until when it was followed was followed to its last dated line, and no further.
SELECT
    l.case_key,
    coalesce(c.case_ref, l.case_ref) AS case_ref,
    c.title,
    c.note,
    c.consent,
    c.intervention_date AS intervention,
    c.followed_until AS stated_until,
    coalesce(c.followed_until, l.last_day) AS followed
FROM (
    SELECT case_key, min(case_ref) AS case_ref, max(date) AS last_day
    FROM transaction_lines
    GROUP BY case_key
) AS l
LEFT JOIN cases AS c ON c.case_ref_key = l.case_key
