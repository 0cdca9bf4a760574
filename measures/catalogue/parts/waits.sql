-- How many demands of each day took how many days, and for how long they were followed: until the last day of the file that
-- says what became of them. Those that are not done have no days.
--
-- A file that was not sent again knows of no day after its own: what it says is open may be done long since.
WITH ends AS (
    SELECT
        d._upload,
        CAST(min(u.loaded_at) AS DATE) AS loaded_on,
        max(CASE WHEN d.received_on <= CAST(u.loaded_at AS DATE) + INTERVAL '1' DAY THEN d.received_on END) AS last_day
    FROM demand_days AS d
    JOIN uploads AS u ON u.upload = d._upload
    GROUP BY d._upload
)
SELECT received_on, days, followed, count(*) AS demands
FROM (
    SELECT
        d.received_on,
        CASE WHEN d.resolved_on <= e.loaded_on + INTERVAL '1' DAY THEN date_diff('day', d.received_on, d.resolved_on) END AS days,
        date_diff('day', d.received_on, e.last_day) AS followed
    FROM chosen_demands AS d
    JOIN ends AS e ON e._upload = d._upload
) AS w
GROUP BY received_on, days, followed
