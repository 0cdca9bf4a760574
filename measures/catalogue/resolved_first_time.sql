-- Demands resolved the first time, of those of each month whose answer is known; and how many have no known answer.
SELECT month AS period, first_time AS numerator, answered AS denominator, answered AS counted, NULL AS left_out, left_out AS partial
FROM monthly_demands
UNION ALL
SELECT month, NULL, NULL, sum(demands - answered), 'not known whether resolved the first time', NULL
FROM daily_demands
WHERE demands > answered
GROUP BY month
