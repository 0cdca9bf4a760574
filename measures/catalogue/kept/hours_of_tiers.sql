-- For each tier how many households the filters leave, and how many of them asked; their demands and minutes, by the cohort of sources that
-- received them; and the demands that belong to no household on the list: see `hours_by_tier`. Of a place, a demand that names neither a
-- household nor a place may be of one there too, and is told apart.
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
SELECT NULL, n.left_out, 0, 0, sum(n.demands), sum(n.timed), sum(n.minutes), NULL, NULL, NULL
FROM (
    SELECT
        CASE
            WHEN r.ref IS NOT NULL THEN 'not listed'
            WHEN $locality IS NULL OR r.locality_key = $locality THEN 'no reference'
            ELSE 'no reference or place'
        END AS left_out,
        r.demands,
        r.timed,
        r.minutes
    FROM household_demands AS r
    WHERE
        r.is_listed = 0
        AND ($locality IS NULL OR r.locality_key = $locality OR (r.ref IS NULL AND r.locality_key = 'notrecorded'))
) AS n
GROUP BY n.left_out
