-- The first and the last day of the record of demands.
--
-- A demand cannot be received after the day on which it was loaded: such a date is a slip, and one slip to next year must not
-- add a year of empty weeks to the record. A day is allowed for clocks that differ; where all are later, the clock is wrong.
SELECT
    min(d.received_on) AS first_day,
    coalesce(
        max(CASE WHEN d.received_on <= CAST(u.loaded_at AS DATE) + INTERVAL '1' DAY THEN d.received_on END),
        max(d.received_on)
    ) AS last_day
FROM demand_days AS d
JOIN uploads AS u ON u.upload = d._upload
