-- What people asked, word for word, newest first: at most 200, each with how many there are in all.
--
-- Of words looked for, the first six must all occur, whatever their capitals; a curly apostrophe is a straight one. Only what is
-- `likely` to have them (see `may_have`) is made small to be looked at closely: of ten million that would take most of the time.
-- What is found is written down, as few columns as tell which is newest, and only of the newest is the rest read. A key has one day;
-- that it is no older than itself is said so that whole stretches of older demands can be passed by.
WITH asked AS (
    SELECT
        _key,
        _upload,
        _row,
        received_on,
        CASE
            WHEN NOT regexp_matches(verbatim, CAST($likely AS VARCHAR)) THEN NULL
            WHEN position('’' IN verbatim) > 0 THEN replace(lower(verbatim), '’', '''')
            ELSE lower(verbatim)
        END AS text,
        translate(lower($words), '’', '''') AS words
    FROM chosen_demands
    WHERE verbatim IS NOT NULL AND ($said IS NULL OR said = $said)
),
found AS MATERIALIZED (
    SELECT _key, _upload, _row, received_on
    FROM asked
    WHERE words IS NULL
        OR (
            (split_part(words, ' ', 1) = '' OR position(split_part(words, ' ', 1) IN text) > 0)
            AND (split_part(words, ' ', 2) = '' OR position(split_part(words, ' ', 2) IN text) > 0)
            AND (split_part(words, ' ', 3) = '' OR position(split_part(words, ' ', 3) IN text) > 0)
            AND (split_part(words, ' ', 4) = '' OR position(split_part(words, ' ', 4) IN text) > 0)
            AND (split_part(words, ' ', 5) = '' OR position(split_part(words, ' ', 5) IN text) > 0)
            AND (split_part(words, ' ', 6) = '' OR position(split_part(words, ' ', 6) IN text) > 0)
        )
),
latest AS (
    SELECT *
    FROM found
    ORDER BY received_on DESC, _upload DESC, _row DESC
    LIMIT 200
)
SELECT
    n.verbatim AS words,
    n.received_on AS received,
    n.is_month AS only_month,
    n.is_week AS only_week,
    n.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    c.shown AS condition,
    n.demand_ref AS ref,
    (SELECT count(*) FROM found) AS total
FROM latest AS l
JOIN chosen_demands AS n ON n._key = l._key AND n.received_on >= l.received_on
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = n.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = n.agency_key
LEFT JOIN spellings AS c ON c.pool = 'condition' AND c.key = n.condition_key
ORDER BY n.received_on DESC, n._upload DESC, n._row DESC
