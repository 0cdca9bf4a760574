-- Demands of each weekday, from 1 for Monday, by the hour where a clock says it, and by the cohort of their source: `in_weeks` of them are of
-- weeks that the record has whole, of which `days` is how many days they have. Those of which the day is not known have no weekday.
WITH clocked AS (
    SELECT d.week, d.received_on, d.hour, s.cohort, sum(d.demands) AS demands
    FROM (
        SELECT
            CAST(date_trunc('week', d.received_on) AS DATE) AS week,
            d.received_on,
            CASE WHEN c._upload IS NOT NULL THEN extract(HOUR FROM d.time_of_day) END AS hour,
            d.own_agency_key,
            d.own_locality_key,
            d._upload,
            count(*) AS demands
        FROM chosen_demands AS d
        LEFT JOIN clocked_uploads AS c ON c._upload = d._upload
        WHERE NOT d.is_month AND NOT d.is_week
        GROUP BY
            CAST(date_trunc('week', d.received_on) AS DATE),
            d.received_on,
            CASE WHEN c._upload IS NOT NULL THEN extract(HOUR FROM d.time_of_day) END,
            d.own_agency_key,
            d.own_locality_key,
            d._upload
    ) AS d
    JOIN uploads AS u ON u.upload = d._upload
    LEFT JOIN demand_sources AS s
        ON s.agency_key = coalesce(d.own_agency_key, 'notrecorded')
        AND s.locality_key = coalesce(d.own_locality_key, 'notrecorded')
        AND s.lineage = CASE WHEN d.own_agency_key IS NULL AND d.own_locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END
    GROUP BY d.week, d.received_on, d.hour, s.cohort
),
lengths AS (
    SELECT cohort, 7 * count(*) AS days
    FROM cohort_weeks
    WHERE lacks IS NULL AND cohort IS NOT NULL
    GROUP BY cohort
)
SELECT
    date_diff('day', d.week, d.received_on) + 1 AS weekday,
    d.hour,
    sum(d.demands) AS demands,
    d.cohort,
    l.days,
    sum(CASE WHEN w.week IS NOT NULL THEN d.demands ELSE 0 END) AS in_weeks
FROM clocked AS d
LEFT JOIN cohort_weeks AS w ON w.week = d.week AND w.cohort = d.cohort AND w.lacks IS NULL
LEFT JOIN lengths AS l ON l.cohort = d.cohort
GROUP BY date_diff('day', d.week, d.received_on) + 1, d.hour, d.cohort, l.days
UNION ALL
SELECT NULL, NULL, count(*), NULL, NULL, 0
FROM chosen_demands
WHERE is_month OR is_week
HAVING count(*) > 0
