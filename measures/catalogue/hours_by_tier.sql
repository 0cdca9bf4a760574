-- Demands and minutes of the households of each tier, and the demands that belong to no household on the list.
--
-- Households are all those that the filters leave, whether they asked for anything or not. A demand that belongs to none
-- is placed by its own locality. The record is all demands, from the first day to the last, whoever asked.
WITH theirs AS (
    SELECT household_ref_key AS ref, count(*) AS demands, count(minutes) AS timed, sum(minutes) AS minutes
    FROM demands
    WHERE household_ref_key IS NOT NULL
    GROUP BY household_ref_key
)
SELECT
    c.tier AS category,
    NULL AS split,
    NULL AS left_out,
    count(*) AS households,
    count(t.ref) AS asked,
    coalesce(sum(t.demands), 0) AS count,
    coalesce(sum(t.timed), 0) AS timed,
    sum(t.minutes) AS minutes,
    r.first_day,
    r.last_day
FROM chosen_households AS c
LEFT JOIN theirs AS t ON t.ref = c.household_ref_key
CROSS JOIN demand_record AS r
GROUP BY c.tier, r.first_day, r.last_day
UNION ALL
SELECT
    NULL,
    NULL,
    CASE WHEN d.household_ref IS NULL THEN 'no reference' ELSE 'not listed' END,
    0,
    0,
    count(*),
    count(d.minutes),
    sum(d.minutes),
    r.first_day,
    r.last_day
FROM demands AS d
LEFT JOIN households AS h ON h.household_ref_key = d.household_ref_key
CROSS JOIN demand_record AS r
WHERE h._key IS NULL AND ($locality IS NULL OR coalesce(d.locality_key, 'notrecorded') = $locality)
GROUP BY CASE WHEN d.household_ref IS NULL THEN 'no reference' ELSE 'not listed' END, r.first_day, r.last_day
