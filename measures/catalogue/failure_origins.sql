-- Failure demands by the agency where the failure began, with the minutes they took and how many have them recorded.
SELECT origin AS category, said AS split, count(*) AS count, count(minutes) AS timed, sum(minutes) AS minutes
FROM chosen_demands
WHERE said = 'Failure'
GROUP BY origin, said
