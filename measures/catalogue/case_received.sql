-- What a case received before the new way of working, as it was described: how often, from which agency, first and last.
--
-- What is of no stated approach is told apart.
WITH received AS (
    SELECT *, agency || CASE WHEN approach IS NULL THEN ', approach not stated' ELSE '' END AS beside
    FROM described
    WHERE is_interaction = 1 AND (approach = 'Historic' OR approach IS NULL)
)
SELECT
    case_ref AS "case",
    words,
    activity AS about,
    beside,
    count(*) AS count,
    min(date) AS first,
    max(date) AS last,
    consent
FROM received
GROUP BY case_key, case_ref, words, beside, consent, activity_key, activity
