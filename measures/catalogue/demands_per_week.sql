-- How many demands were received in each week, weeks without any among them.
SELECT week AS "when", demands AS value, left_out
FROM weekly_demands
