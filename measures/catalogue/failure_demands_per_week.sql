-- How many demands that are classified as failure were received in each period, periods without any among them; and of how many of
-- all it is known what they are.
SELECT period AS "when", failures AS value, CAST(NULL AS VARCHAR) AS note, left_out, known, demands AS of_all
FROM periodic_demands
UNION ALL
SELECT day, 1, name, what, NULL, NULL
FROM demand_changes
