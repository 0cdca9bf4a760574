-- What people asked where a system condition was named, word for word: the newest ten of each condition, those named most first.
--
-- Each row has how many there are of its condition and in all; at most 200 rows are here.
WITH newest AS (
    SELECT n._key, n.received_on, n.nth, n.of_condition, c.shown AS condition
    FROM newest_of_conditions AS n
    JOIN spellings AS c ON c.pool = 'condition' AND c.key = n.condition_key
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
    (SELECT CAST(sum(of_condition) AS INTEGER) FROM newest_of_conditions WHERE nth = 1) AS total
FROM newest AS n
JOIN chosen_demands AS d ON d._key = n._key AND d.received_on = n.received_on
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = d.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = d.agency_key
ORDER BY n.of_condition DESC, n.condition, n.nth
