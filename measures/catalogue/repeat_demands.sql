-- Demands of households that asked on an earlier day, no more than 30 days before, of the demands of each period.
--
-- Whoever received the earlier one, and whatever it was: what is asked for by a filter is only the demand that comes again. Whether it
-- does is known where the record has all of the 30 days: of all sources of the same locality that are part of the record on the day, but
-- for some that together bring fewer than one demand in twenty. What names no locality is of any.
--
-- Before an agency joined, and when it has left, fewer demands are seen to come again. So the total is of the periods in which as
-- many are on record as ever are together in the same locality, but for one demand in twenty, if these have enough for a share.
WITH full_periods AS (
    SELECT sum(demands) AS demands
    FROM repeats_of_periods
    WHERE left_out IS NULL AND 20 * full_demands >= 19 * demands
)
SELECT
    m.period,
    coalesce(c.repeats, 0) AS numerator,
    coalesce(c.demands, 0) AS denominator,
    coalesce(c.demands, 0) AS counted,
    CASE WHEN 20 * c.full_demands < 19 * c.demands AND w.demands >= 50 THEN 'with fewer on record than at other times' END AS left_out,
    m.left_out AS partial,
    CAST(NULL AS VARCHAR) AS category
FROM periodic_demands AS m
CROSS JOIN full_periods AS w
LEFT JOIN repeats_of_periods AS c ON c.period = m.period AND c.left_out IS NULL
UNION ALL
SELECT period, NULL, NULL, demands, left_out, NULL, NULL
FROM repeats_of_periods
WHERE left_out IS NOT NULL
UNION ALL
SELECT day, NULL, NULL, 0, what, NULL, name
FROM demand_changes
UNION ALL
SELECT NULL, of_households, NULL, demands, what, NULL, name
FROM known_of_sources
