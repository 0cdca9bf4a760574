-- What people asked where a system condition was named, word for word: the newest ten of each condition, those named most first.
--
-- Each row has how many there are of its condition and in all; at most 200 rows are here.
SELECT
    n.condition,
    n.of_condition,
    n.verbatim AS words,
    n.received_on AS received,
    n.is_month AS only_month,
    n.is_week AS only_week,
    n.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    n.demand_ref AS ref,
    n.total
FROM newest_of_conditions AS n
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = n.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = n.agency_key
ORDER BY n.of_condition DESC, n.condition, n.nth
