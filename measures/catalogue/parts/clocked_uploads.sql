-- The uploads whose times of the day are of a clock. Where all that stand in one are one or two, a program gave them to dates that
-- had none: noon, or midnight moved by an hour in summer.
SELECT _upload
FROM (
    SELECT _upload, coalesce(nullif(received_at, CAST('00:00:00' AS TIME)), received_on_time) AS time_of_day
    FROM demands
) AS times
WHERE time_of_day IS NOT NULL
GROUP BY _upload
HAVING count(DISTINCT time_of_day) >= 3
