-- Every point of the uploaded series. A name that differs only in capitals is one series, called as it was first written.
--
-- What is dated after the latest change of the data has not happened yet: no point until it is past, and counted beside.
WITH named AS (
    SELECT
        first_value(s.measure) OVER (PARTITION BY s.measure_key ORDER BY s._upload, s._row) AS series,
        s.measure_key,
        s.date,
        s.value,
        s.unit,
        s.better_is,
        s.note,
        s._upload,
        s._row,
        s.date > CAST(v.changed_at AS DATE) + INTERVAL '1' DAY AS is_later
    FROM series AS s
    JOIN versions AS v ON v.version = $version
),
points AS (
    SELECT
        series,
        measure_key,
        date AS "when",
        value,
        unit,
        better_is AS better,
        note,
        CAST(NULL AS VARCHAR) AS left_out,
        _upload,
        _row
    FROM named
    WHERE NOT is_later
    UNION ALL
    SELECT series, measure_key, NULL, count(*), 'points', min(better_is), NULL, 'dated after the day of loading', NULL, NULL
    FROM named
    WHERE is_later
    GROUP BY series, measure_key
)
SELECT series, "when", value, unit, better, note, left_out
FROM points
ORDER BY measure_key, "when", _upload, _row
