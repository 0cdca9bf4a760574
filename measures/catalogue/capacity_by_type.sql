-- Minutes of each type of demand by value and failure, and of how many demands they are recorded.
SELECT type AS category, said AS split, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
FROM chosen_demands
GROUP BY type, said
