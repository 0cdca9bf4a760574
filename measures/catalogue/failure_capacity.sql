-- Minutes of each month by value and failure, and how many of the demands have their minutes recorded.
SELECT month AS category, said AS split, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
FROM chosen_demands
GROUP BY month, said
