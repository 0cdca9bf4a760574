-- What people asked where a system condition was named, word for word: the newest ten of each condition, those named most first.
--
-- Each row has how many there are of its condition and in all; at most 200 rows are here.
WITH named AS (
    SELECT
        _key,
        condition_key,
        received_on,
        count(*) OVER (PARTITION BY condition_key) AS of_condition,
        row_number() OVER (PARTITION BY condition_key ORDER BY received_on DESC, _upload DESC, _row DESC) AS nth
    FROM chosen_demands
    WHERE condition_key IS NOT NULL AND verbatim IS NOT NULL
),
newest AS MATERIALIZED (
    SELECT n.*, c.shown AS condition
    FROM named AS n
    JOIN spellings AS c ON c.pool = 'condition' AND c.key = n.condition_key
    WHERE n.nth <= 10
    ORDER BY n.of_condition DESC, c.shown, n.nth
    LIMIT 200
)
SELECT
    n.condition,
    n.of_condition,
    d.verbatim AS words,
    d.received_on AS received,
    d.is_month AS only_month,
    d.is_week AS only_week,
    d.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    d.demand_ref AS ref,
    (SELECT count(*) FROM named) AS total
FROM newest AS n
JOIN chosen_demands AS d ON d._key = n._key
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = d.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = d.agency_key
ORDER BY n.of_condition DESC, n.condition, n.nth
