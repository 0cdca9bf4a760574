-- Minutes of each type of demand by value and failure, and of how many demands they are recorded.
SELECT s.shown AS category, d.said AS split, d.count, d.timed, d.minutes
FROM (
    SELECT type_key, said, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
    FROM chosen_demands
    GROUP BY type_key, said
) AS d
LEFT JOIN spellings AS s ON s.pool = 'type' AND s.key = d.type_key
