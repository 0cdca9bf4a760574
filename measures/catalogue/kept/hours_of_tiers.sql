-- For each tier how many households the filters leave, and how many of them asked; their demands and minutes, by the cohort of sources that
-- received them; and the demands that belong to no household on the list: see `hours_by_tier`.
WITH asking AS (
    SELECT DISTINCT ref
    FROM household_demands
    WHERE ref IS NOT NULL
)
SELECT
    c.tier AS category,
    NULL AS left_out,
    count(*) AS households,
    count(a.ref) AS asked,
    0 AS count,
    0 AS timed,
    NULL AS minutes,
    NULL AS cohort,
    NULL AS days,
    NULL AS weekly_minutes
FROM chosen_households AS c
LEFT JOIN asking AS a ON a.ref = c.household_ref_key
GROUP BY c.tier
UNION ALL
SELECT c.tier, NULL, 0, 0, sum(r.demands), sum(r.timed), sum(r.minutes), r.cohort, r.days, sum(r.weekly_minutes)
FROM chosen_households AS c
JOIN household_demands AS r ON r.ref = c.household_ref_key
GROUP BY c.tier, r.cohort, r.days
UNION ALL
SELECT
    NULL,
    CASE WHEN r.ref IS NULL THEN 'no reference' ELSE 'not listed' END,
    0,
    0,
    sum(r.demands),
    sum(r.timed),
    sum(r.minutes),
    NULL,
    NULL,
    NULL
FROM household_demands AS r
WHERE r.is_listed = 0 AND ($locality IS NULL OR r.locality_key = $locality)
GROUP BY CASE WHEN r.ref IS NULL THEN 'no reference' ELSE 'not listed' END
