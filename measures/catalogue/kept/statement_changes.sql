-- For each statement and way of its change, of how many people: see `outcome_changes`. A statement is shown in its commonest spelling; of
-- two as common, in the one that is not all in capitals, and then in the first by the alphabet.
WITH lines AS (
    SELECT
        statement_key,
        statement,
        min(date) AS first_day,
        max(date) AS last_day,
        min_by(rating, date) AS first_rating,
        max_by(rating, date) AS last_rating
    FROM ratings_in_order
    WHERE place = 1
    GROUP BY case_key, statement_key, statement
),
latest AS (
    SELECT max(last_day) AS day
    FROM lines
),
spelled AS (
    SELECT
        statement_key,
        statement,
        row_number() OVER (
            PARTITION BY statement_key
            ORDER BY count(*) DESC, CASE WHEN statement = upper(statement) THEN 1 ELSE 0 END, statement
        ) AS nth
    FROM lines
    GROUP BY statement_key, statement
),
changes AS (
    SELECT
        l.statement_key,
        CASE
            WHEN l.first_day = l.last_day THEN 'one rating'
            WHEN date_diff('day', l.last_day, d.day) > 365 THEN 'long ago'
            WHEN l.last_rating > l.first_rating THEN 'better'
            WHEN l.last_rating < l.first_rating THEN 'worse'
            ELSE 'same'
        END AS change
    FROM lines AS l
    CROSS JOIN latest AS d
)
SELECT s.statement, c.change, count(*) AS count
FROM changes AS c
JOIN spelled AS s ON s.statement_key = c.statement_key AND s.nth = 1
GROUP BY c.statement_key, s.statement, c.change
