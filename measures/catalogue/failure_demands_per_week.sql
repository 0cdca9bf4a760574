-- How many demands that are classified as failure were received in each week, weeks without any among them.
SELECT week AS "when", failures AS value, left_out
FROM weekly_demands
