-- For each statement, how many people's latest rating is above, the same as or below their first, how many of them last rated
-- it more than a year before the latest rating of anybody, and how many rated it once.
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
dated AS (
    SELECT
        *,
        max(last_day) OVER () AS latest,
        count(*) OVER (PARTITION BY statement_key, statement) AS times
    FROM lines
),
changes AS (
    SELECT
        first_value(statement) OVER (
            PARTITION BY statement_key
            ORDER BY times DESC, CASE WHEN statement = upper(statement) THEN 1 ELSE 0 END, statement
        ) AS category,
        statement_key,
        CASE
            WHEN first_day = last_day THEN 'one rating'
            WHEN date_diff('day', last_day, latest) > 365 THEN 'long ago'
            WHEN last_rating > first_rating THEN 'better'
            WHEN last_rating < first_rating THEN 'worse'
            ELSE 'same'
        END AS change
    FROM dated
)
SELECT category, change AS split, count(*) AS count
FROM changes
GROUP BY statement_key, category, change
