-- Demands of each week, kind, type and agency that the filters leave, by the cohort of their source, and what is known of their minutes.
--
-- What names neither an agency nor a locality is of the record that its file is part of.
SELECT
    d.week,
    coalesce(d.value_or_failure, 'Not classified') AS said,
    d.type_key,
    d.own_agency_key AS agency_key,
    s.cohort,
    sum(d.demands) AS demands,
    sum(d.timed) AS timed,
    sum(d.minutes) AS minutes
FROM (
    SELECT
        CAST(date_trunc('week', received_on) AS DATE) AS week,
        value_or_failure,
        type_key,
        own_agency_key,
        own_locality_key,
        _upload,
        count(*) AS demands,
        count(minutes) AS timed,
        sum(minutes) AS minutes
    FROM chosen_demands
    GROUP BY CAST(date_trunc('week', received_on) AS DATE), value_or_failure, type_key, own_agency_key, own_locality_key, _upload
) AS d
JOIN uploads AS u ON u.upload = d._upload
LEFT JOIN demand_sources AS s
    ON s.agency_key = coalesce(d.own_agency_key, 'notrecorded')
    AND s.locality_key = coalesce(d.own_locality_key, 'notrecorded')
    AND s.lineage = CASE WHEN d.own_agency_key IS NULL AND d.own_locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END
GROUP BY coalesce(d.value_or_failure, 'Not classified'), d.week, d.type_key, d.own_agency_key, s.cohort
