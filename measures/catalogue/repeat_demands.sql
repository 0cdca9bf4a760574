-- Demands of households that asked on an earlier day, no more than 30 days before, of the demands of each period.
--
-- Whoever received the earlier one, and whatever it was: what is asked for by a filter is only the demand that comes again.
WITH days AS (
    SELECT DISTINCT household_ref_key, received_on
    FROM demands
    WHERE household_ref_key IS NOT NULL
),
earlier AS (
    SELECT
        household_ref_key,
        received_on,
        lag(received_on) OVER (PARTITION BY household_ref_key ORDER BY received_on) AS last_time
    FROM days
),
looked_back AS (
    SELECT
        d.received_on,
        CASE WHEN date_diff('day', e.last_time, d.received_on) <= 30 THEN 1 ELSE 0 END AS is_repeat,
        CASE
            WHEN d.household_ref_key IS NULL THEN 'without a household ref'
            WHEN date_diff('day', r.first_day, d.received_on) < 30 THEN 'without 30 days to look back on'
        END AS left_out
    FROM chosen_demands AS d
    CROSS JOIN demand_record AS r
    LEFT JOIN earlier AS e ON e.household_ref_key = d.household_ref_key AND e.received_on = d.received_on
),
daily AS (
    SELECT received_on, left_out, sum(is_repeat) AS repeats, count(*) AS demands
    FROM looked_back
    GROUP BY received_on, left_out
),
periods_of_days AS (
    SELECT DISTINCT day, period
    FROM daily_demands
),
counted AS (
    SELECT p.period, d.left_out, sum(d.repeats) AS repeats, sum(d.demands) AS demands
    FROM daily AS d
    JOIN periods_of_days AS p ON p.day = d.received_on
    GROUP BY p.period, d.left_out
)
SELECT
    m.period,
    coalesce(c.repeats, 0) AS numerator,
    coalesce(c.demands, 0) AS denominator,
    coalesce(c.demands, 0) AS counted,
    NULL AS left_out,
    m.left_out AS partial,
    CAST(NULL AS VARCHAR) AS category
FROM periodic_demands AS m
LEFT JOIN counted AS c ON c.period = m.period AND c.left_out IS NULL
UNION ALL
SELECT period, NULL, NULL, demands, left_out, NULL, NULL
FROM counted
WHERE left_out IS NOT NULL
UNION ALL
SELECT day, NULL, NULL, 0, what, NULL, name
FROM demand_changes
