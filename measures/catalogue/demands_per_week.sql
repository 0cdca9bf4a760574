-- How many demands were received in each period, periods without any among them.
SELECT period AS "when", demands AS value, left_out
FROM periodic_demands
