-- How many demands of each day took how many days, and for how long they were followed: until the last day of the file that
-- says what became of them, the latest that does. Those that are not done have no days.
--
-- A file that was not sent again knows of no day after its own: what it says is open may be done long since, and a day that it
-- plans for is later than anybody was followed, and so not done. `left_out` says of whom nothing is known: nor does a row without a
-- day that was resolved the first time say that somebody still waits.
WITH said_before AS (
    SELECT s._key, max(s._upload) AS upload
    FROM demand_statements AS s
    JOIN files_of_waits AS f ON f.upload = s._upload
    WHERE f.is_said + f.is_cleared > 0
        AND s._key IN (
            SELECT d._key
            FROM demands_as_loaded AS d
            JOIN files_of_waits AS own ON own.upload = d._upload
            WHERE own.is_said + own.is_cleared = 0
        )
    GROUP BY s._key
),
ends AS (
    SELECT f.upload, f.is_said, max(CASE WHEN d.received_on <= CAST(f.loaded_at AS DATE) + INTERVAL '1' DAY THEN d.received_on END) AS last_day
    FROM demands_as_loaded AS d
    LEFT JOIN said_before AS b ON b._key = d._key
    JOIN files_of_waits AS f ON f.upload = coalesce(b.upload, d._upload)
    WHERE d.received_on <= CAST($last_day AS DATE)
    GROUP BY f.upload, f.is_said
)
SELECT received_on, days, followed, left_out, count(*) AS demands
FROM (
    SELECT
        d.received_on,
        date_diff('day', d.received_on, d.resolved_on) AS days,
        date_diff('day', d.received_on, e.last_day) AS followed,
        CASE
            WHEN d.is_month THEN 'of which only the month is known'
            WHEN d.is_week THEN 'of which only the week is known'
            WHEN e.is_said = 0 THEN 'their sheet does not say when they were resolved'
            WHEN d.resolved_on IS NULL AND d.resolved_first_time THEN 'resolved the first time, and not said when'
        END AS left_out
    FROM chosen_demands AS d
    LEFT JOIN said_before AS b ON b._key = d._key
    JOIN ends AS e ON e.upload = coalesce(b.upload, d._upload)
) AS w
GROUP BY received_on, days, followed, left_out
