-- The quarters of each case that is compared with itself, as many after its intervention as before (which are negative), from
-- their first day to their last. The day of the intervention is the first of the first quarter after.
SELECT
    c.case_key,
    -q.nth AS quarter,
    CAST(c.intervention - q.nth * INTERVAL '3' MONTH AS DATE) AS first_day,
    CAST(c.intervention - (q.nth - 1) * INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE) AS last_day
FROM case_time AS c
JOIN quarters AS q ON q.nth <= c.quarters
UNION ALL
SELECT
    c.case_key,
    q.nth AS quarter,
    CAST(c.intervention + (q.nth - 1) * INTERVAL '3' MONTH AS DATE) AS first_day,
    CAST(c.intervention + q.nth * INTERVAL '3' MONTH - INTERVAL '1' DAY AS DATE) AS last_day
FROM case_time AS c
JOIN quarters AS q ON q.nth <= c.quarters
