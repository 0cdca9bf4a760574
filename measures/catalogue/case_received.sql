-- What a case received before the new way of working, as it was described: how often, from which agency, first and last.
--
-- What is of no stated approach is told apart.
WITH received AS (
    SELECT
        case_key,
        words,
        activity_key,
        min(activity) AS activity,
        agency_key,
        min(agency) AS agency,
        CASE WHEN approach IS NULL THEN ', approach not stated' ELSE '' END AS way,
        CAST(sum(lines) AS INTEGER) AS count,
        min(first) AS first,
        max(last) AS last
    FROM described
    WHERE is_interaction = 1 AND (approach = 'Historic' OR approach IS NULL)
    GROUP BY case_key, words, activity_key, agency_key, way
)
SELECT
    c.case_ref AS "case",
    r.words,
    r.activity AS about,
    coalesce(a.shown, r.agency) || r.way AS beside,
    r.count,
    r.first,
    r.last,
    c.consent
FROM received AS r
JOIN transaction_cases AS c ON c.case_key = r.case_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = r.agency_key
