-- Demands of each type: value, failure, not sure, and not yet classified. Those without a type have none.
SELECT type AS category, said AS split, count(*) AS count
FROM chosen_demands
GROUP BY type, said
