-- A row for each month, quarter and year that a sheet may name a day of, and when the record must begin and end to have all of it.
--
-- It may begin four days late and end four days early: the longest that an office which works is closed, at Easter. Of a period
-- that the record has less of, a count is no point: it would be low for want of days.
SELECT
    every,
    CAST(day AS DATE) AS period,
    CAST(day_after AS DATE) AS period_after,
    CAST(day + INTERVAL '4' DAY AS DATE) AS begins_by,
    CAST(day_after - INTERVAL '5' DAY AS DATE) AS ends_from
FROM (
    SELECT 'month' AS every, day, day + INTERVAL '1' MONTH AS day_after
    FROM (SELECT unnest(generate_series(DATE '1900-01-01', DATE '2100-12-01', INTERVAL '1' MONTH)) AS day) AS months
    UNION ALL
    SELECT 'quarter', day, day + INTERVAL '3' MONTH
    FROM (SELECT unnest(generate_series(DATE '1900-01-01', DATE '2100-12-01', INTERVAL '3' MONTH)) AS day) AS quarters
    UNION ALL
    SELECT 'year', day, day + INTERVAL '12' MONTH
    FROM (SELECT unnest(generate_series(DATE '1900-01-01', DATE '2100-12-01', INTERVAL '12' MONTH)) AS day) AS years
) AS p
