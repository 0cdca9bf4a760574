-- Demands and minutes of the households of each tier, by the cohort of sources that received them, and the demands that belong to no
-- household on the list.
--
-- Households are all those that the filters leave, whether they asked for anything or not: a row of each tier without a cohort. A
-- demand that belongs to none is placed by its own locality. `days` is how many days the weeks have that the record of the cohort has
-- whole, and `weekly_minutes` are those of demands received in these. What is dated on no day that was observed is not here.
WITH spans AS (
    SELECT DISTINCT
        agency_key,
        locality_key,
        lineage,
        cohort,
        first_day,
        last_day,
        first_week,
        CAST(least(last_week + INTERVAL '7' DAY, weeks_over, weeks_full) AS DATE) AS week_after
    FROM observed
    WHERE kind = 'demands' AND NOT is_slip
),
lengths AS (
    SELECT cohort, sum(date_diff('day', first_week, week_after)) AS days
    FROM (SELECT DISTINCT cohort, first_week, week_after FROM spans WHERE first_week < week_after) AS s
    GROUP BY cohort
),
received AS (
    SELECT
        d.household_ref_key AS ref,
        coalesce(d.locality_key, 'notrecorded') AS locality_key,
        d.minutes,
        CASE WHEN d.received_on >= s.first_week AND d.received_on < s.week_after THEN d.minutes END AS weekly_minutes,
        s.cohort
    FROM demands AS d
    JOIN uploads AS u ON u.upload = d._upload
    JOIN spans AS s
        ON s.agency_key = coalesce(d.agency_key, 'notrecorded') AND s.locality_key = coalesce(d.locality_key, 'notrecorded')
        AND s.lineage = CASE WHEN d.agency_key IS NULL AND d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END
        AND d.received_on >= s.first_day AND d.received_on <= s.last_day
),
asking AS (
    SELECT DISTINCT ref
    FROM received
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
    count(*),
    count(r.minutes),
    sum(r.minutes),
    r.cohort,
    l.days,
    sum(r.weekly_minutes),
    t.first_day,
    t.last_day
FROM chosen_households AS c
JOIN received AS r ON r.ref = c.household_ref_key
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
    count(*),
    count(r.minutes),
    sum(r.minutes),
    NULL,
    NULL,
    NULL,
    t.first_day,
    t.last_day
FROM received AS r
CROSS JOIN demand_record AS t
LEFT JOIN households AS h ON h.household_ref_key = r.ref
WHERE h._key IS NULL AND ($locality IS NULL OR r.locality_key = $locality)
GROUP BY CASE WHEN r.ref IS NULL THEN 'no reference' ELSE 'not listed' END, t.first_day, t.last_day
