-- One row a rating: of which statement of whose, where that comes among theirs, and whether it stands for its day.
--
-- Case refs that differ only in capitals are one person. Statements that differ only in case, spaces or punctuation
-- are one, shown as it was first written. `nth` is the order in which a person's statements first appear in what was
-- uploaded. Of several ratings of a statement on one day, `place` 1 stands for the day: the person's own before
-- anybody else's, then the last row.
-- (What is of a person or a statement is found by grouping and joined, since windows over all ratings take twice as long.)
-- A person's statement that was rated on two scales is two statements, each said with its scale: 4 of 5 is no fall from 7 of 10.
WITH on_scales AS (
    SELECT
        *,
        CAST(_upload AS BIGINT) * 10000000 + _row AS written,
        coalesce(rating_from, 0) AS lowest,
        coalesce(rating_to, 10) AS highest
    FROM ratings
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
    FROM ratings
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
    n.note,
    row_number() OVER (
        PARTITION BY n.case_ref_key, n.statement_key, n.date
        ORDER BY
            CASE
                WHEN lower(trim(n.rated_by)) IN ('person', 'the person', 'self', 'me', 'myself', 'themselves') THEN 0
                ELSE 1
            END,
            n.written DESC
    ) AS place
FROM numbered AS n
JOIN people AS p ON p.case_ref_key = n.case_ref_key
JOIN statements AS s ON s.case_ref_key = n.case_ref_key AND s.statement_key = n.statement_key
