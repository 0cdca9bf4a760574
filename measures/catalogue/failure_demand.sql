-- Failure demands of the demands of each month that are value or failure; and how many are neither.
SELECT month AS period, failures AS numerator, classified AS denominator, classified AS counted, NULL AS left_out, left_out AS partial
FROM monthly_demands
UNION ALL
SELECT month, NULL, NULL, sum(demands), lower(said), NULL
FROM daily_demands
WHERE said NOT IN ('Value', 'Failure')
GROUP BY month, lower(said)
