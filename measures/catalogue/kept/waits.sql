-- How many demands of each day took how many days, and for how long they were followed: until the last day of the file that
-- says what became of them, the latest that does. Those that are not done have no days.
--
-- A file that was not sent again knows of no day after its own: what it says is open may be done long since, and a day that it
-- plans for is later than anybody was followed, and so not done. `left_out` says of whom nothing is known: nor does a row without a
-- day that was resolved the first time say that somebody still waits.
--
-- What a file that says nothing (`silent`) was told before is looked for only where there is such a file, and of ten million demands
-- those that are alike are counted before anything is worked out of them.
WITH silent AS (
    SELECT upload
    FROM files_of_waits
    WHERE is_said + is_cleared = 0
),
said AS (
    SELECT _key, _upload AS upload
    FROM demand_statements
    WHERE _upload IN (
        SELECT f.upload
        FROM files_of_waits AS f
        WHERE f.is_said + f.is_cleared > 0 AND EXISTS (SELECT 1 FROM silent)
    )
),
said_before AS (
    SELECT s._key, max(s.upload) AS upload
    FROM said AS s
    JOIN demands_as_loaded AS d ON d._key = s._key
    WHERE d._upload IN (SELECT upload FROM silent)
    GROUP BY s._key
),
dated AS (
    SELECT coalesce(b.upload, d._upload) AS upload, d.received_on
    FROM demands_as_loaded AS d
    LEFT JOIN said_before AS b ON b._key = d._key
    WHERE d.received_on <= CAST($last_day AS DATE)
    GROUP BY coalesce(b.upload, d._upload), d.received_on
),
ends AS (
    SELECT f.upload, f.is_said, max(CASE WHEN d.received_on <= CAST(f.loaded_at AS DATE) + INTERVAL '1' DAY THEN d.received_on END) AS last_day
    FROM dated AS d
    JOIN files_of_waits AS f ON f.upload = d.upload
    GROUP BY f.upload, f.is_said
),
alike AS (
    SELECT
        coalesce(b.upload, d._upload) AS upload,
        d.received_on,
        d.resolved_on,
        d.resolved_on IS NULL AND d.resolved_first_time AS is_not_said_when,
        d.is_month,
        d.is_week,
        count(*) AS demands
    FROM chosen_demands AS d
    LEFT JOIN said_before AS b ON b._key = d._key
    GROUP BY
        coalesce(b.upload, d._upload),
        d.received_on,
        d.resolved_on,
        d.resolved_on IS NULL AND d.resolved_first_time,
        d.is_month,
        d.is_week
)
SELECT received_on, days, followed, left_out, sum(demands) AS demands
FROM (
    SELECT
        a.received_on,
        date_diff('day', a.received_on, a.resolved_on) AS days,
        date_diff('day', a.received_on, e.last_day) AS followed,
        CASE
            WHEN a.is_month THEN 'of which only the month is known'
            WHEN a.is_week THEN 'of which only the week is known'
            WHEN e.is_said = 0 THEN 'their sheet does not say when they were resolved'
            WHEN a.is_not_said_when THEN 'resolved the first time, and not said when'
        END AS left_out,
        a.demands
    FROM alike AS a
    JOIN ends AS e ON e.upload = a.upload
) AS w
GROUP BY received_on, days, followed, left_out
