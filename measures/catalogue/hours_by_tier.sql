-- Demands and minutes of the households of each tier, by the cohort of sources that received them, and the demands that belong to no
-- household on the list.
--
-- Households are all those that the filters leave, whether they asked for anything or not: a row of each tier without a cohort. A
-- demand that belongs to none is placed by its own locality. `days` is how many days the weeks have that the record of the cohort has
-- whole, and `weekly_minutes` are those of demands received in these. What is dated on no day that was observed is not here.
WITH lengths AS (
    SELECT cohort, sum(date_diff('day', first_week, week_after)) AS days
    FROM (SELECT DISTINCT cohort, first_week, week_after FROM cohort_spans WHERE first_week < week_after) AS s
    GROUP BY cohort
),
asking AS (
    SELECT DISTINCT ref
    FROM household_demands
    WHERE ref IS NOT NULL
)
SELECT
    c.tier AS category,
    NULL AS split,
    NULL AS left_out,
    count(*) AS households,
    count(a.ref) AS asked,
    0 AS count,
    0 AS timed,
    NULL AS minutes,
    NULL AS cohort,
    NULL AS days,
    NULL AS weekly_minutes,
    t.first_day,
    t.last_day
FROM chosen_households AS c
LEFT JOIN asking AS a ON a.ref = c.household_ref_key
CROSS JOIN demand_record AS t
GROUP BY c.tier, t.first_day, t.last_day
UNION ALL
SELECT
    c.tier,
    NULL,
    NULL,
    0,
    0,
    sum(r.demands),
    sum(r.timed),
    sum(r.minutes),
    r.cohort,
    l.days,
    sum(r.weekly_minutes),
    t.first_day,
    t.last_day
FROM chosen_households AS c
JOIN household_demands AS r ON r.ref = c.household_ref_key
LEFT JOIN lengths AS l ON l.cohort = r.cohort
CROSS JOIN demand_record AS t
GROUP BY c.tier, r.cohort, l.days, t.first_day, t.last_day
UNION ALL
SELECT
    NULL,
    NULL,
    CASE WHEN r.ref IS NULL THEN 'no reference' ELSE 'not listed' END,
    0,
    0,
    sum(r.demands),
    sum(r.timed),
    sum(r.minutes),
    NULL,
    NULL,
    NULL,
    t.first_day,
    t.last_day
FROM household_demands AS r
CROSS JOIN demand_record AS t
LEFT JOIN households AS h ON h.household_ref_key = r.ref
WHERE h._key IS NULL AND ($locality IS NULL OR r.locality_key = $locality)
GROUP BY CASE WHEN r.ref IS NULL THEN 'no reference' ELSE 'not listed' END, t.first_day, t.last_day
