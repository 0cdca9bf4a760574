-- How many demands took how many calendar days from asking to done; those still open have no number of days.
SELECT date_diff('day', received_on, resolved_on) AS category, CAST(NULL AS VARCHAR) AS split, count(*) AS count
FROM chosen_demands
GROUP BY date_diff('day', received_on, resolved_on)
