-- What a case received before the new way of working, as it was described: how often, from which agency, first and last.
--
-- Descriptions that are one name are one, shown in the commonest of the case. What is of no stated approach is told apart.
WITH received AS (
    SELECT
        case_key,
        case_ref,
        consent,
        coalesce(description, activity) AS words,
        coalesce(description_key, activity_key) AS words_key,
        activity_key,
        activity,
        agency || CASE WHEN approach IS NULL THEN ', approach not stated' ELSE '' END AS beside,
        date
    FROM transaction_lines
    WHERE (approach = 'Historic' OR approach IS NULL) AND is_interaction = 1 AND is_avoided = 0
),
worded AS (
    SELECT case_key, words_key, words, row_number() OVER (PARTITION BY case_key, words_key ORDER BY count(*) DESC, words DESC) AS nth
    FROM received
    WHERE words IS NOT NULL
    GROUP BY case_key, words_key, words
)
SELECT
    min(r.case_ref) AS "case",
    w.words,
    min(r.activity) AS about,
    r.beside,
    count(*) AS count,
    min(r.date) AS first,
    max(r.date) AS last,
    r.consent
FROM received AS r
JOIN worded AS w ON w.case_key = r.case_key AND w.words_key = r.words_key AND w.nth = 1
GROUP BY r.case_key, w.words, r.beside, r.consent, r.activity_key
