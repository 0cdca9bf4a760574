-- A row for each week, from Monday, between the first demand and the last, and why it is no point; and one for each week beyond
-- these in which a demand is dated all the same.
--
-- A week is a point if the record has all of it: of all sources that are part of the record then, but for some that together bring
-- fewer than one demand in twenty.
WITH weeks AS (
    SELECT
        week,
        CASE WHEN 20 * sum(CASE WHEN lacks IS NULL THEN 0 ELSE weight END) < sum(weight) THEN NULL ELSE max(coalesce(lacks, 'not observed')) END
            AS left_out
    FROM cohort_weeks
    GROUP BY week
)
SELECT week, left_out
FROM weeks
UNION ALL
SELECT CAST(date_trunc('week', day) AS DATE), max(why)
FROM demand_days_apart
WHERE CAST(date_trunc('week', day) AS DATE) NOT IN (SELECT week FROM weeks)
GROUP BY CAST(date_trunc('week', day) AS DATE)
