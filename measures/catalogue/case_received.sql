-- What a case received before the new way of working, as it was described: how often, from which agency, first and last.
--
-- What is of no stated approach is told apart.
SELECT
    c.case_ref AS "case",
    d.words,
    d.activity AS about,
    coalesce(a.shown, d.agency) || CASE WHEN d.approach IS NULL THEN ', approach not stated' ELSE '' END AS beside,
    d.lines AS count,
    d.first,
    d.last,
    c.consent
FROM described AS d
JOIN transaction_cases AS c ON c.case_key = d.case_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = d.agency_key
WHERE d.is_interaction = 1 AND (d.approach = 'Historic' OR d.approach IS NULL)
