-- Every point of the uploaded series, in order of date.
SELECT series, date AS "when", value, unit, better_is AS better, note, CAST(NULL AS VARCHAR) AS left_out
FROM named_series
ORDER BY measure_key, date, _upload, _row
