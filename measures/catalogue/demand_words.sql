-- What people asked, word for word, newest first: at most 200, each with how many there are in all.
--
-- Of words looked for, the first six must all occur, whatever their capitals; a curly apostrophe is a straight one.
WITH looked_for AS (
    SELECT *, translate(lower(verbatim), '’', '''') AS text, translate(lower($words), '’', '''') AS words
    FROM chosen_demands
    WHERE $said IS NULL OR said = $said
),
found AS (
    SELECT
        *,
        row_number() OVER (ORDER BY received_on DESC, _upload DESC, _row DESC) AS nth,
        count(*) OVER () AS total
    FROM looked_for
    WHERE words IS NULL
        OR (
            position(split_part(words, ' ', 1) IN text) > 0
            AND position(split_part(words, ' ', 2) IN text) > 0
            AND position(split_part(words, ' ', 3) IN text) > 0
            AND position(split_part(words, ' ', 4) IN text) > 0
            AND position(split_part(words, ' ', 5) IN text) > 0
            AND position(split_part(words, ' ', 6) IN text) > 0
        )
)
SELECT
    f.verbatim AS words,
    f.received_on AS received,
    f.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    c.shown AS condition,
    f.demand_ref AS ref,
    f.total
FROM found AS f
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = f.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = f.agency_key
LEFT JOIN spellings AS c ON c.pool = 'condition' AND c.key = f.condition_key
WHERE f.nth <= 200
ORDER BY f.nth
