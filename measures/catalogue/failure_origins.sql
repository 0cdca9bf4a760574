-- Failure demands by the agency where the failure began, with the minutes they took and how many have them recorded.
SELECT s.shown AS category, d.said AS split, d.count, d.timed, d.minutes
FROM (
    SELECT origin_key, said, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
    FROM chosen_demands
    WHERE said = 'Failure'
    GROUP BY origin_key, said
) AS d
LEFT JOIN spellings AS s ON s.pool = 'agency' AND s.key = d.origin_key
