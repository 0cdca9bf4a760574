-- Of each day the demands that the filters leave, how many of them come again, and of how many the record has as much as ever in their
-- place; and those of which it is not known, with why: see `repeat_demands`. Those that are alike are counted first. One of which only
-- the month or the week is known may have come later, and makes no other a repeat.
WITH days AS (
    SELECT DISTINCT household_ref_key, received_on
    FROM demands
    WHERE household_ref_key IS NOT NULL AND received_on_month IS NOT TRUE AND received_on_week IS NOT TRUE
),
earlier AS (
    SELECT
        household_ref_key,
        received_on,
        lag(received_on) OVER (PARTITION BY household_ref_key ORDER BY received_on) AS last_time
    FROM days
),
again AS (
    SELECT household_ref_key, received_on
    FROM earlier
    WHERE date_diff('day', last_time, received_on) <= 30
),
counted AS (
    SELECT
        d.received_on,
        d.own_locality_key,
        d.is_month,
        d.is_week,
        d.household_ref_key IS NULL AS is_of_nobody,
        CASE WHEN a.received_on IS NOT NULL THEN 1 ELSE 0 END AS is_repeat,
        count(*) AS demands
    FROM chosen_demands AS d
    LEFT JOIN again AS a ON a.household_ref_key = d.household_ref_key AND a.received_on = d.received_on
    GROUP BY
        d.received_on,
        d.own_locality_key,
        d.is_month,
        d.is_week,
        d.household_ref_key IS NULL,
        CASE WHEN a.received_on IS NOT NULL THEN 1 ELSE 0 END
),
asked AS (
    SELECT
        received_on,
        coalesce(own_locality_key, 'notrecorded') AS locality_key,
        is_month,
        is_week,
        is_of_nobody,
        is_repeat,
        demands
    FROM counted
),
dates AS (
    SELECT DISTINCT received_on, locality_key
    FROM asked
),
reach AS (
    SELECT t.locality_key, o.locality_key AS of_source
    FROM (SELECT DISTINCT locality_key FROM dates) AS t
    JOIN (SELECT DISTINCT locality_key FROM observed) AS o
        ON o.locality_key = t.locality_key OR o.locality_key = 'notrecorded' OR t.locality_key = 'notrecorded'
),
sources AS (
    SELECT
        t.received_on,
        t.locality_key,
        max(o.weight) AS weight,
        max(CASE
            WHEN o.first_day <= t.received_on - INTERVAL '30' DAY AND o.last_day >= t.received_on - INTERVAL '1' DAY THEN 1
            ELSE 0
        END) AS is_observed
    FROM dates AS t
    JOIN reach AS r ON r.locality_key = t.locality_key
    JOIN observed AS o
        ON o.locality_key = r.of_source
        AND o.kind = 'demands'
        AND NOT o.is_slip
        AND t.received_on >= o.begins
        AND t.received_on <= o.ends
    GROUP BY t.received_on, t.locality_key, o.agency_key, o.locality_key, o.lineage
),
followed AS (
    SELECT received_on, locality_key, sum(CASE WHEN is_observed = 1 THEN weight END) AS on_record
    FROM sources
    GROUP BY received_on, locality_key
    HAVING 20 * sum(CASE WHEN is_observed = 0 THEN weight ELSE 0 END) < sum(weight)
),
fullest AS (
    SELECT locality_key, max(on_record) AS on_record
    FROM followed
    GROUP BY locality_key
),
looked_back AS (
    SELECT
        d.received_on,
        d.demands,
        CASE WHEN 20 * f.on_record >= 19 * m.on_record THEN d.demands ELSE 0 END AS full_demands,
        CASE WHEN d.is_repeat = 1 THEN d.demands ELSE 0 END AS repeats,
        CASE
            WHEN d.is_month THEN 'of which only the month is known'
            WHEN d.is_week THEN 'of which only the week is known'
            WHEN d.is_of_nobody THEN 'without a household ref'
            WHEN f.received_on IS NULL THEN 'without 30 days to look back on'
        END AS left_out
    FROM asked AS d
    LEFT JOIN followed AS f ON f.received_on = d.received_on AND f.locality_key = d.locality_key
    LEFT JOIN fullest AS m ON m.locality_key = f.locality_key
)
SELECT received_on, left_out, sum(repeats) AS repeats, sum(full_demands) AS full_demands, sum(demands) AS demands
FROM looked_back
GROUP BY received_on, left_out
