-- Each case's own statement of what matters, beside what was done about it in the new way of working.
WITH done AS (
    SELECT case_key, words AS beside, CAST(sum(lines) AS INTEGER) AS count, min(first) AS first, max(last) AS last
    FROM described
    WHERE approach <> 'Historic'
    GROUP BY case_key, words
)
SELECT
    c.case_ref AS "case",
    c.what_matters AS words,
    c.title AS about,
    d.beside,
    coalesce(d.count, 0) AS count,
    d.first,
    d.last,
    c.consent
FROM cases AS c
LEFT JOIN done AS d ON d.case_key = c.case_ref_key
WHERE c.what_matters IS NOT NULL AND ($case IS NULL OR c.case_ref_key = $case)
