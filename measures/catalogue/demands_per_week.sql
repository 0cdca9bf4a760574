-- How many demands were received in each period, periods without any among them; and who came to the record or went.
SELECT period AS "when", demands AS value, CAST(NULL AS VARCHAR) AS note, left_out
FROM periodic_demands
UNION ALL
SELECT day, 1, name, what
FROM demand_changes
