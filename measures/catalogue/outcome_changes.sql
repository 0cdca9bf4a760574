-- For each statement, how many people's latest rating is above, the same as or below their first, and how many have one.
WITH for_the_day AS (
    SELECT *
    FROM ratings_in_order
    WHERE place = 1
),
ends AS (
    SELECT case_key, statement_key, min(date) AS first_day, max(date) AS latest_day
    FROM for_the_day
    GROUP BY case_key, statement_key
),
changes AS (
    SELECT
        a.statement_key,
        a.statement,
        CASE
            WHEN e.first_day = e.latest_day THEN 'one rating'
            WHEN b.rating > a.rating THEN 'better'
            WHEN b.rating < a.rating THEN 'worse'
            ELSE 'same'
        END AS change
    FROM ends AS e
    JOIN for_the_day AS a ON a.case_key = e.case_key AND a.statement_key = e.statement_key AND a.date = e.first_day
    JOIN for_the_day AS b ON b.case_key = e.case_key AND b.statement_key = e.statement_key AND b.date = e.latest_day
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
