-- The days that the record of demands has of each source that the filters leave, a row for each stretch without a gap; and the demands
-- that are dated and are no part of it.
--
-- A source is an agency in a locality; demands that name neither are of the record that their file is part of.
WITH later AS (
    SELECT
        coalesce(d.agency_key, 'notrecorded') AS agency_key,
        coalesce(d.locality_key, 'notrecorded') AS locality_key,
        CASE WHEN d.agency_key IS NULL AND d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END AS lineage,
        d.received_on,
        count(*) AS number
    FROM demands_as_loaded AS d
    JOIN uploads AS u ON u.upload = d._upload
    WHERE d.received_on > CAST(u.loaded_at AS DATE) + INTERVAL '1' DAY
        AND ($locality IS NULL OR coalesce(d.locality_key, 'notrecorded') = $locality)
        AND ($agency IS NULL OR coalesce(d.agency_key, 'notrecorded') = $agency)
    GROUP BY
        coalesce(d.agency_key, 'notrecorded'),
        coalesce(d.locality_key, 'notrecorded'),
        CASE WHEN d.agency_key IS NULL AND d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END,
        d.received_on
),
spans AS (
    SELECT
        agency_key,
        locality_key,
        lineage,
        CASE WHEN is_slip THEN 'far from all other dates' ELSE 'on record' END AS what,
        first_day,
        last_day,
        number,
        begins,
        ends,
        weeks_full
    FROM observed
    WHERE kind = 'demands'
        AND ($locality IS NULL OR locality_key = $locality)
        AND ($agency IS NULL OR agency_key = $agency)
),
stretches AS (
    SELECT *
    FROM spans
    UNION ALL
    SELECT
        l.agency_key,
        l.locality_key,
        l.lineage,
        'after the day of loading',
        min(l.received_on),
        max(l.received_on),
        sum(l.number),
        NULL,
        NULL,
        NULL
    FROM later AS l
    LEFT JOIN spans AS s
        ON s.agency_key = l.agency_key
            AND s.locality_key = l.locality_key
            AND s.lineage = l.lineage
            AND l.received_on >= s.first_day
            AND l.received_on <= s.last_day
    WHERE s.what IS NULL
    GROUP BY l.agency_key, l.locality_key, l.lineage
)
SELECT
    a.shown AS agency,
    p.shown AS place,
    u.file_name || ' (upload ' || CAST(u.upload AS VARCHAR) || ')' AS file,
    s.what,
    s.first_day AS first,
    s.last_day AS last,
    s.number AS count,
    s.begins,
    s.ends,
    s.weeks_full AS late_from
FROM stretches AS s
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = s.agency_key
LEFT JOIN spellings AS p ON p.pool = 'locality' AND p.key = s.locality_key
LEFT JOIN uploads AS u ON u.upload = s.lineage
