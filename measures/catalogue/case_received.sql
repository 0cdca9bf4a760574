-- What a case received, as it was described: how often, from which agency, first and last.
-- Spellings that differ only in case and spaces are one description, shown in the commonest.
WITH received AS (
    SELECT
        r.case_key,
        r.case_ref,
        coalesce(r.description, r.activity) AS words,
        translate(lower(coalesce(r.description, r.activity)), ' ', '') AS words_key,
        r.activity,
        r.agency,
        r.date
    FROM case_rows AS r
    WHERE r.approach = 'Historic' AND r.is_interaction = 1 AND ($case IS NULL OR r.case_key = upper($case))
),
spellings AS (
    SELECT case_key, words_key, words, row_number() OVER (PARTITION BY case_key, words_key ORDER BY count(*) DESC, words DESC) AS nth
    FROM received
    WHERE words IS NOT NULL
    GROUP BY case_key, words_key, words
),
consents AS (
    SELECT upper(case_ref) AS case_key, consent
    FROM cases
)
SELECT
    min(r.case_ref) AS "case",
    s.words,
    min(r.activity) AS about,
    r.agency AS beside,
    count(*) AS count,
    min(r.date) AS first,
    max(r.date) AS last,
    c.consent
FROM received AS r
JOIN spellings AS s ON s.case_key = r.case_key AND s.words_key = r.words_key AND s.nth = 1
LEFT JOIN consents AS c ON c.case_key = r.case_key
GROUP BY r.case_key, s.words, r.agency, c.consent, lower(r.activity)
