-- The demands that the filters leave: in a locality, received by an agency, of a type, from one month to another.
--
-- Names that people type freely (agency, type, where a failure began, system condition, locality) are one name where they
-- differ only in case, spaces or punctuation, `&` being `and`, shown in the commonest spelling of all demands. `said` is
-- Value, Failure, Not sure, or Not classified where nobody has looked yet. A month is written 2025-01.
WITH names AS (
    SELECT 'type' AS what, type AS name, count(*) AS n FROM demands GROUP BY type
    UNION ALL
    SELECT 'agency' AS what, agency AS name, count(*) AS n FROM demands GROUP BY agency
    UNION ALL
    SELECT 'origin' AS what, origin_agency AS name, count(*) AS n FROM demands GROUP BY origin_agency
    UNION ALL
    SELECT 'condition' AS what, system_condition AS name, count(*) AS n FROM demands GROUP BY system_condition
    UNION ALL
    SELECT 'locality' AS what, locality AS name, count(*) AS n FROM demands GROUP BY locality
),
keyed AS (
    SELECT
        *,
        coalesce(
            nullif(array_to_string(regexp_extract_all(replace(lower(name), '&', ' and '), '[\pL\pM\pN]+'), ''), ''),
            name
        ) AS name_key
    FROM names
    WHERE name IS NOT NULL
),
spelled AS (
    SELECT
        what,
        name,
        first_value(name) OVER (
            PARTITION BY what, name_key
            ORDER BY n DESC, CASE WHEN name = upper(name) THEN 1 ELSE 0 END, name
        ) AS shown
    FROM keyed
),
named AS (
    SELECT
        d._upload,
        d._row,
        d._key,
        d.demand_ref,
        d.received_on,
        left(CAST(d.received_on AS VARCHAR), 7) AS month,
        d.verbatim,
        coalesce(d.value_or_failure, 'Not classified') AS said,
        t.shown AS type,
        coalesce(a.shown, 'Not recorded') AS agency,
        o.shown AS origin,
        c.shown AS condition,
        d.minutes,
        d.resolved_first_time,
        d.resolved_on,
        coalesce(l.shown, 'Not recorded') AS locality
    FROM demands AS d
    LEFT JOIN spelled AS t ON t.what = 'type' AND t.name = d.type
    LEFT JOIN spelled AS a ON a.what = 'agency' AND a.name = d.agency
    LEFT JOIN spelled AS o ON o.what = 'origin' AND o.name = d.origin_agency
    LEFT JOIN spelled AS c ON c.what = 'condition' AND c.name = d.system_condition
    LEFT JOIN spelled AS l ON l.what = 'locality' AND l.name = d.locality
)
SELECT *
FROM named
WHERE ($locality IS NULL OR lower(locality) = lower($locality))
    AND ($agency IS NULL OR lower(agency) = lower($agency))
    AND ($type IS NULL OR lower(coalesce(type, 'Not yet typed')) = lower($type))
    AND ($since IS NULL OR month >= $since)
    AND ($until IS NULL OR month <= $until)
