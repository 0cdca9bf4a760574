-- How many demands that are classified as failure were received in each period, periods without any among them; and of how many of
-- all it is known what they are.
SELECT period AS "when", failures AS value, left_out, known, demands AS of_all
FROM periodic_demands
