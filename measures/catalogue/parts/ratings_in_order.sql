-- One row a rating: of which statement of whose, where that comes among theirs, and whether it stands for its day.
--
-- Case refs that differ only in capitals are one person. Statements that differ only in case, spaces or punctuation
-- are one, shown as it was first written. `nth` is the order in which a person's statements first appear in what was
-- uploaded. Of several ratings of a statement on one day, `place` 1 stands for the day: the person's own before
-- anybody else's, then the last row.
WITH keyed AS (
    SELECT
        *,
        case_ref_key AS case_key,
        row_number() OVER (PARTITION BY case_ref_key ORDER BY _upload, _row) AS written
    FROM ratings
),
first_written AS (
    SELECT *, min(written) OVER (PARTITION BY case_key, statement_key) AS first_at
    FROM keyed
)
SELECT
    case_key,
    min(case_ref) OVER (PARTITION BY case_key) AS case_ref,
    statement_key,
    max(CASE WHEN written = first_at THEN statement END) OVER (PARTITION BY case_key, statement_key) AS statement,
    dense_rank() OVER (PARTITION BY case_key ORDER BY first_at) AS nth,
    date,
    rating,
    rated_by,
    note,
    row_number() OVER (
        PARTITION BY case_key, statement_key, date
        ORDER BY
            CASE
                WHEN lower(trim(rated_by)) IN ('person', 'the person', 'self', 'me', 'myself', 'themselves') THEN 0
                ELSE 1
            END,
            written DESC
    ) AS place
FROM first_written
