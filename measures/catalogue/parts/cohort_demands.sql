-- Demands of each week, kind and type that the filters leave, by the cohort of their source, and what is known of their minutes.
--
-- What names neither an agency nor a locality is of the record that its file is part of.
SELECT
    d.week,
    d.said,
    d.type_key,
    s.cohort,
    sum(d.demands) AS demands,
    sum(d.timed) AS timed,
    sum(d.minutes) AS minutes
FROM (
    SELECT
        CAST(date_trunc('week', received_on) AS DATE) AS week,
        said,
        type_key,
        agency_key,
        locality_key,
        CASE WHEN agency_key = 'notrecorded' AND locality_key = 'notrecorded' THEN _upload END AS upload,
        count(*) AS demands,
        count(minutes) AS timed,
        sum(minutes) AS minutes
    FROM chosen_demands
    GROUP BY
        CAST(date_trunc('week', received_on) AS DATE),
        said,
        type_key,
        agency_key,
        locality_key,
        CASE WHEN agency_key = 'notrecorded' AND locality_key = 'notrecorded' THEN _upload END
) AS d
LEFT JOIN uploads AS u ON u.upload = d.upload
LEFT JOIN demand_sources AS s
    ON s.agency_key = d.agency_key AND s.locality_key = d.locality_key AND s.lineage = coalesce(u.lineage, 0)
GROUP BY d.week, d.said, d.type_key, s.cohort
