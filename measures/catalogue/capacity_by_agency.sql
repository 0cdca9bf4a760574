-- Minutes of each agency's demands by value and failure, of how many demands they are recorded, and how many of these minutes are of whole
-- weeks, by the cohort of sources that received them.
SELECT s.shown AS category, d.said AS split, d.count, d.timed, d.minutes, d.cohort, d.days, d.weekly_minutes
FROM (
    SELECT
        agency_key,
        said,
        cohort,
        days,
        sum(count) AS count,
        sum(timed) AS timed,
        sum(minutes) AS minutes,
        sum(weekly_minutes) AS weekly_minutes
    FROM demands_in_weeks
    GROUP BY agency_key, said, cohort, days
) AS d
LEFT JOIN spellings AS s ON s.pool = 'agency' AND s.key = d.agency_key
