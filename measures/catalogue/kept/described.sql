-- What was done, in the words that say it, the description of a line, or its activity where nothing was described: for each case, by
-- agency, activity and approach, in how many lines, and the first and the last day of these. A credit is nothing that was done.
--
-- Words that are one name are one, shown in the spelling that the case has most; of two as common, in the one that is not all
-- in capitals, and then in the first by the alphabet.
WITH worded AS (
    SELECT
        l.case_key,
        l.agency_key,
        min(l.agency) AS agency,
        l.approach,
        l.is_interaction,
        l.activity_key,
        a.shown AS activity,
        coalesce(l.description, a.shown) AS words,
        coalesce(l.description_key, l.activity_key) AS words_key,
        count(*) AS lines,
        min(l.date) AS first,
        max(l.date) AS last
    FROM transaction_lines AS l
    LEFT JOIN spellings AS a ON a.pool = 'activity' AND a.key = l.activity_key
    WHERE l.is_avoided = 0 AND coalesce(l.amount, 0) >= 0 AND coalesce(l.description, a.shown) IS NOT NULL
    GROUP BY
        l.case_key, l.agency_key, l.approach, l.is_interaction, l.activity_key, a.shown, coalesce(l.description, a.shown),
        coalesce(l.description_key, l.activity_key)
),
spelled AS (
    SELECT
        case_key,
        words_key,
        words,
        row_number() OVER (
            PARTITION BY case_key, words_key
            ORDER BY sum(lines) DESC, CASE WHEN words = upper(words) THEN 1 ELSE 0 END, words
        ) AS nth
    FROM worded
    GROUP BY case_key, words_key, words
)
SELECT
    w.case_key,
    w.agency_key,
    min(w.agency) AS agency,
    w.approach,
    w.is_interaction,
    w.activity_key,
    w.activity,
    s.words,
    CAST(sum(w.lines) AS INTEGER) AS lines,
    min(w.first) AS first,
    max(w.last) AS last
FROM worded AS w
JOIN spelled AS s ON s.case_key = w.case_key AND s.words_key = w.words_key AND s.nth = 1
GROUP BY w.case_key, w.agency_key, w.approach, w.is_interaction, w.activity_key, w.activity, s.words
