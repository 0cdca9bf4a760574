-- Demands of each type: value, failure, not sure, and not yet classified. Those without a type have none.
SELECT s.shown AS category, d.said AS split, d.count
FROM (
    SELECT type_key, said, count(*) AS count
    FROM chosen_demands
    GROUP BY type_key, said
) AS d
LEFT JOIN spellings AS s ON s.pool = 'type' AND s.key = d.type_key
