-- Demands resolved the first time, of those whose answer is known, by month; and how many have no known answer.
WITH answers AS (
    SELECT
        CASE WHEN resolved_first_time IS NOT NULL THEN month END AS period,
        CASE WHEN resolved_first_time THEN 1 WHEN NOT resolved_first_time THEN 0 END AS first_time
    FROM chosen_demands
)
SELECT
    period,
    sum(first_time) AS numerator,
    count(*) AS denominator,
    period IS NOT NULL AND count(*) >= 50 AS complete
FROM answers
GROUP BY period
