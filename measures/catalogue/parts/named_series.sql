-- Every point of the uploaded series. A name that differs only in capitals is one series, called as it was first written.
SELECT
    first_value(measure) OVER (PARTITION BY measure_key ORDER BY _upload, _row) AS series,
    measure_key,
    date,
    value,
    unit,
    better_is,
    note,
    _upload,
    _row
FROM series
