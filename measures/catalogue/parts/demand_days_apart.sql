-- The days on which a demand is dated and that are no part of the record: after the day of its loading, or far from all others.
SELECT DISTINCT d.received_on AS day, 'after the day of loading' AS why
FROM demand_days AS d
JOIN uploads AS u ON u.upload = d._upload
WHERE d.received_on > CAST(u.loaded_at AS DATE) + INTERVAL '1' DAY
UNION ALL
SELECT DISTINCT d.received_on, 'far from all other dates'
FROM demand_days AS d
JOIN observed AS o ON o.kind = 'demands' AND o.is_slip AND d.received_on >= o.first_day AND d.received_on <= o.last_day
WHERE ($locality IS NULL OR o.locality_key = $locality) AND ($agency IS NULL OR o.agency_key = $agency)
