-- How many demands of each day took how many days, and for how long they were followed: until the last day of the file that
-- says what became of them. Those that are not done have no days.
--
-- A file that was not sent again knows of no day after its own: what it says is open may be done long since, and a day that it
-- plans for is later than anybody was followed, and so not done. `left_out` says of whom nothing is known: a sheet without the
-- column says of nobody that they still wait, nor does a row without a day that was resolved the first time.
WITH ends AS (
    SELECT
        d._upload,
        min(CASE WHEN u.stated IS NULL OR list_contains(u.stated, 'resolved_on') THEN 1 ELSE 0 END) AS is_said,
        max(CASE WHEN d.received_on <= CAST(u.loaded_at AS DATE) + INTERVAL '1' DAY THEN d.received_on END) AS last_day
    FROM demand_days AS d
    JOIN uploads AS u ON u.upload = d._upload
    GROUP BY d._upload
)
SELECT received_on, days, followed, left_out, count(*) AS demands
FROM (
    SELECT
        d.received_on,
        date_diff('day', d.received_on, d.resolved_on) AS days,
        date_diff('day', d.received_on, e.last_day) AS followed,
        CASE
            WHEN e.is_said = 0 THEN 'their sheet does not say when they were resolved'
            WHEN d.resolved_on IS NULL AND d.resolved_first_time THEN 'resolved the first time, and not said when'
        END AS left_out
    FROM chosen_demands AS d
    JOIN ends AS e ON e._upload = d._upload
) AS w
GROUP BY received_on, days, followed, left_out
