-- Demands of each day of which the day is known, by the hour where a clock says it, and by the cohort of their source.
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
