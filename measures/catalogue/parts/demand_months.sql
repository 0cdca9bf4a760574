-- A row for each month between the first demand and the last, and why it is no point; and one for each month beyond these in which a
-- demand is dated all the same.
--
-- A month is a point as a week is: see `demand_weeks`.
WITH states AS (
    SELECT
        p.period AS month,
        s.cohort,
        max(s.weight) AS weight,
        CASE
            WHEN
                max(CASE
                    WHEN p.period < s.first_month OR p.period > s.last_month THEN 0
                    WHEN p.period >= s.months_over OR p.period >= s.months_full THEN 0
                    ELSE 1
                END) = 0
                THEN
                    max(CASE
                        WHEN p.period > s.last_day OR p.period_after <= s.first_day THEN 'not observed'
                        WHEN p.period >= s.months_over THEN 'not over yet'
                        WHEN p.period >= s.months_full THEN 'not yet full'
                        ELSE 'part of a month'
                    END)
        END AS lacks
    FROM periods AS p
    JOIN (SELECT min(begins) AS first_day, max(ends) AS last_day FROM demand_spans) AS e
        ON e.first_day < p.period_after AND e.last_day >= p.period
    LEFT JOIN demand_spans AS s ON p.period <= s.ends AND p.period_after > s.begins
    WHERE p.every = 'month'
    GROUP BY p.period, s.cohort
),
months AS (
    SELECT
        month,
        CASE WHEN 20 * sum(CASE WHEN lacks IS NULL THEN 0 ELSE weight END) < sum(weight) THEN NULL ELSE max(coalesce(lacks, 'not observed')) END
            AS left_out
    FROM states
    GROUP BY month
)
SELECT month, left_out
FROM months
UNION ALL
SELECT CAST(date_trunc('month', day) AS DATE), max(why)
FROM demand_days_apart
WHERE CAST(date_trunc('month', day) AS DATE) NOT IN (SELECT month FROM months)
GROUP BY CAST(date_trunc('month', day) AS DATE)
