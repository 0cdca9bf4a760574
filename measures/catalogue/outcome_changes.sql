-- For each statement, how many people's latest rating is above, the same as or below their first, and how many have one.
WITH changes AS (
    SELECT
        statement_key,
        statement,
        CASE
            WHEN min(date) = max(date) THEN 'one rating'
            WHEN max_by(rating, date) > min_by(rating, date) THEN 'better'
            WHEN max_by(rating, date) < min_by(rating, date) THEN 'worse'
            ELSE 'same'
        END AS change
    FROM ratings_in_order
    WHERE place = 1
    GROUP BY case_key, statement_key, statement
),
spelled AS (
    SELECT
        statement_key,
        statement,
        row_number() OVER (
            PARTITION BY statement_key
            ORDER BY count(*) DESC, CASE WHEN statement = upper(statement) THEN 1 ELSE 0 END, statement
        ) AS nth
    FROM changes
    GROUP BY statement_key, statement
)
SELECT s.statement AS category, c.change AS split, count(*) AS count
FROM changes AS c
JOIN spelled AS s ON s.statement_key = c.statement_key AND s.nth = 1
GROUP BY s.statement, c.change
