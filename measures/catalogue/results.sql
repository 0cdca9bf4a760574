-- The rows of the results sheets, in the order in which they stand there.
SELECT measure, before, after, change, change_per_cent, unit, sample_size, sample_size_or_more, period, note
FROM results
ORDER BY _upload, _row
