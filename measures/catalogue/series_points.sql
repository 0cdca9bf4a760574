-- Every point of the uploaded series. A name that differs only in capitals is one series, called as it was first written.
SELECT
    first_value(measure) OVER (PARTITION BY measure_key ORDER BY _upload, _row) AS series,
    date AS "when",
    value,
    unit,
    better_is AS better,
    note,
    CAST(NULL AS VARCHAR) AS left_out
FROM series
ORDER BY measure_key, date, _upload, _row
