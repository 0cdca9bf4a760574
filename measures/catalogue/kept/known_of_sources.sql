-- Of how many demands of each agency, and of each place, that the filters leave it is known what they are, how long they took, whether
-- they were resolved the first time, and whose they are.
WITH of_sources AS (
    SELECT
        'of an agency' AS what,
        agency_key AS key,
        sum(demands) AS demands,
        sum(classified) AS classified,
        sum(to_time) AS to_time,
        sum(timed) AS timed,
        sum(answered) AS answered,
        sum(of_households) AS of_households
    FROM demands_of_sources
    GROUP BY agency_key
    UNION ALL
    SELECT
        'of a place',
        locality_key,
        sum(demands),
        sum(classified),
        sum(to_time),
        sum(timed),
        sum(answered),
        sum(of_households)
    FROM demands_of_sources
    GROUP BY locality_key
)
SELECT o.what, s.shown AS name, o.demands, o.classified, o.to_time, o.timed, o.answered, o.of_households
FROM of_sources AS o
LEFT JOIN spellings AS s ON s.pool = CASE WHEN o.what = 'of a place' THEN 'locality' ELSE 'agency' END AND s.key = o.key
