-- Demands of each month: value, failure, not sure, and not yet classified.
SELECT month AS category, said AS split, count(*) AS count
FROM chosen_demands
GROUP BY month, said
