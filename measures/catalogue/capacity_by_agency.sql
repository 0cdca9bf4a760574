-- Minutes of each agency's demands by value and failure, and of how many demands they are recorded.
SELECT s.shown AS category, d.said AS split, d.count, d.timed, d.minutes
FROM (
    SELECT agency_key, said, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
    FROM chosen_demands
    GROUP BY agency_key, said
) AS d
LEFT JOIN spellings AS s ON s.pool = 'agency' AND s.key = d.agency_key
