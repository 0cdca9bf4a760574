-- Demands of households that asked on an earlier day, no more than 30 days before, of the demands of each month.
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
        d.month,
        CASE WHEN date_diff('day', e.last_time, d.received_on) <= 30 THEN 1 ELSE 0 END AS is_repeat,
        CASE
            WHEN d.household_ref_key IS NULL THEN 'without a household ref'
            WHEN date_diff('day', r.first_day, d.received_on) < 30 THEN 'without 30 days to look back on'
        END AS left_out
    FROM chosen_demands AS d
    CROSS JOIN demand_record AS r
    LEFT JOIN earlier AS e ON e.household_ref_key = d.household_ref_key AND e.received_on = d.received_on
),
counted AS (
    SELECT month, sum(is_repeat) AS repeats, count(*) AS demands
    FROM looked_back
    WHERE left_out IS NULL
    GROUP BY month
)
SELECT
    m.month AS period,
    coalesce(c.repeats, 0) AS numerator,
    coalesce(c.demands, 0) AS denominator,
    coalesce(c.demands, 0) AS counted,
    NULL AS left_out,
    m.left_out AS partial
FROM monthly_demands AS m
LEFT JOIN counted AS c ON c.month = m.month
UNION ALL
SELECT month, NULL, NULL, count(*), left_out, NULL
FROM looked_back
WHERE left_out IS NOT NULL
GROUP BY month, left_out
