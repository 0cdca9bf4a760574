-- How many demands that are classified as failure were received in each period, periods without any among them.
SELECT period AS "when", failures AS value, left_out
FROM periodic_demands
