-- Every point of the uploaded series, in order of date, and in which upload it is.
SELECT
    s.series,
    s.date AS "when",
    s.value,
    s.unit,
    s.better_is AS better,
    s.note,
    CAST(NULL AS VARCHAR) AS left_out,
    s._upload AS upload,
    u.file_name AS file
FROM named_series AS s
JOIN uploads AS u ON u.upload = s._upload
ORDER BY s.measure_key, s.date, s._upload, s._row
