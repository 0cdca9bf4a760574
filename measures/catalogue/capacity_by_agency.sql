-- Minutes of each agency's demands by value and failure, and of how many demands they are recorded.
SELECT agency AS category, said AS split, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
FROM chosen_demands
GROUP BY agency, said
