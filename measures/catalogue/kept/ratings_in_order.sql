-- One row a rating: of which statement of whose, where that comes among theirs, and whether it stands for its day.
--
-- Case refs that differ only in capitals are one person. Statements that differ only in case, spaces or punctuation
-- are one, shown as it was first written. `nth` is the order in which a person's statements first appear in what was
-- uploaded. The line of a statement is one rater's: the person's own, where there is any rating of theirs (whoever is called as
-- the case is, is the person); else that of whoever rated it most often, and of two the one who did so last. Of several on
-- one day the last row stands for the day and has `place` 1; `left_out` says of any other why it is on no line. A date that is
-- the only one within five years of itself, where others of the case are not, is a slip.
-- (What is of a person or a statement is found by grouping and joined, since windows over all ratings take twice as long.)
-- A person's statement that was rated on two scales is two statements, each said with its scale: 4 of 5 is no fall from 7 of 10.
WITH on_scales AS (
    SELECT
        *,
        CAST(_upload AS BIGINT) * 4294967296 + _row AS written,
        coalesce(rating_from, 0) AS lowest,
        coalesce(rating_to, 10) AS highest,
        CASE
            WHEN array_contains(CAST($themselves AS VARCHAR []), rated_by_key) THEN 'own'
            WHEN lower(rated_by) = lower(case_ref) THEN 'own'
            WHEN array_contains(CAST($one_of_them AS VARCHAR []), rated_by_key) THEN 'own ' || rated_by_key
            ELSE coalesce(rated_by_key, '')
        END AS rater
    FROM chosen_ratings
),
on_two_scales AS (
    SELECT case_ref_key, statement_key
    FROM on_scales
    GROUP BY case_ref_key, statement_key
    HAVING min(lowest) < max(lowest) OR min(highest) < max(highest)
),
scales AS (
    SELECT DISTINCT
        o.case_ref_key,
        o.statement_key,
        o.lowest,
        o.highest,
        ' (' || CAST(CAST(o.lowest AS INTEGER) AS VARCHAR) || ' to ' || CAST(CAST(o.highest AS INTEGER) AS VARCHAR) || ')' AS scale
    FROM on_scales AS o
    JOIN on_two_scales AS t ON t.case_ref_key = o.case_ref_key AND t.statement_key = o.statement_key
),
numbered AS (
    SELECT
        o.case_ref_key,
        o.statement_key || coalesce(s.scale, '') AS statement_key,
        o.statement || coalesce(s.scale, '') AS statement,
        o.date,
        o.rating,
        o.lowest,
        o.highest,
        o.rated_by,
        o.rater,
        CASE WHEN o.rater = 'own' THEN 2 WHEN left(o.rater, 4) = 'own ' THEN 1 ELSE 0 END AS own,
        o.note,
        o.written
    FROM on_scales AS o
    LEFT JOIN scales AS s
        ON
            s.case_ref_key = o.case_ref_key
            AND s.statement_key = o.statement_key
            AND s.lowest = o.lowest
            AND s.highest = o.highest
),
people AS (
    SELECT case_ref_key, min(case_ref) AS case_ref
    FROM chosen_ratings
    GROUP BY case_ref_key
),
firsts AS (
    SELECT case_ref_key, statement_key, min(written) AS first_at
    FROM numbered
    GROUP BY case_ref_key, statement_key
),
first_written AS (
    SELECT f.case_ref_key, f.statement_key, max(n.statement) AS statement, f.first_at
    FROM firsts AS f
    JOIN numbered AS n
        ON n.case_ref_key = f.case_ref_key AND n.statement_key = f.statement_key AND n.written = f.first_at
    GROUP BY f.case_ref_key, f.statement_key, f.first_at
),
statements AS (
    SELECT *, row_number() OVER (PARTITION BY case_ref_key ORDER BY first_at, statement_key) AS nth
    FROM first_written
),
long AS (
    SELECT case_ref_key
    FROM numbered
    GROUP BY case_ref_key
    HAVING date_diff('day', min(date), max(date)) > 1826
),
days AS (
    SELECT
        case_ref_key,
        date,
        lag(date) OVER (PARTITION BY case_ref_key ORDER BY date) AS day_before,
        lead(date) OVER (PARTITION BY case_ref_key ORDER BY date) AS day_after
    FROM (
        SELECT n.case_ref_key, n.date
        FROM numbered AS n
        JOIN long AS l ON l.case_ref_key = n.case_ref_key
        GROUP BY n.case_ref_key, n.date
    ) AS each
),
near AS (
    SELECT
        case_ref_key,
        date,
        CASE
            WHEN date_diff('day', day_before, date) <= 1826 OR date_diff('day', date, day_after) <= 1826 THEN 1
            ELSE 0
        END AS is_near
    FROM days
),
slips AS (
    SELECT n.case_ref_key, n.date
    FROM near AS n
    JOIN (SELECT case_ref_key FROM near WHERE is_near = 1 GROUP BY case_ref_key) AS o ON o.case_ref_key = n.case_ref_key
    WHERE n.is_near = 0
),
placed AS (
    SELECT n.*, CASE WHEN s.date IS NULL THEN 0 ELSE 1 END AS is_slip
    FROM numbered AS n
    LEFT JOIN slips AS s ON s.case_ref_key = n.case_ref_key AND s.date = n.date
),
raters AS (
    SELECT case_ref_key, statement_key, rater, max(own) AS own, count(*) AS times, max(date) AS last_day
    FROM placed
    WHERE is_slip = 0
    GROUP BY case_ref_key, statement_key, rater
),
lines AS (
    SELECT
        case_ref_key,
        statement_key,
        rater,
        row_number() OVER (
            PARTITION BY case_ref_key, statement_key
            ORDER BY own DESC, times DESC, last_day DESC, rater
        ) AS choice
    FROM raters
),
on_lines AS (
    SELECT n.*, CASE WHEN n.is_slip = 0 AND l.choice = 1 THEN 1 ELSE 0 END AS is_of_line
    FROM placed AS n
    LEFT JOIN lines AS l
        ON l.case_ref_key = n.case_ref_key AND l.statement_key = n.statement_key AND l.rater = n.rater
),
of_days AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY case_ref_key, statement_key, date, is_of_line
            ORDER BY written DESC
        ) AS nth_of_day
    FROM on_lines
)
SELECT
    n.case_ref_key AS case_key,
    p.case_ref,
    n.statement_key,
    s.statement,
    s.nth,
    n.date,
    n.rating,
    n.lowest,
    n.highest,
    n.rated_by,
    CASE WHEN n.own > 0 THEN 1 ELSE 0 END AS own,
    n.note,
    n.nth_of_day + 1 - n.is_of_line AS place,
    CASE
        WHEN n.is_slip = 1 THEN 'a date far from all others'
        WHEN n.is_of_line = 0 THEN 'by another rater'
        WHEN n.nth_of_day > 1 THEN 'another of that day'
    END AS left_out
FROM of_days AS n
JOIN people AS p ON p.case_ref_key = n.case_ref_key
JOIN statements AS s ON s.case_ref_key = n.case_ref_key AND s.statement_key = n.statement_key
